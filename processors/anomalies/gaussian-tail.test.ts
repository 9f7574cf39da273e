import { describe, expect, it } from "vitest";
import { gaussianSurprise } from "./gaussian-tail.ts";

describe("the surprise of a Gaussian", () => {
  // Upper tails from tables of the normal distribution; far out by the asymptotic series (Abramowitz and Stegun 26.2.12).
  it.each([
    { z: 0, tail: 0.5 },
    { z: 1, tail: 0.158_655_253_9 },
    { z: -1, tail: 0.841_344_746_1 },
    { z: 1.281_551_565_5, tail: 0.1 },
    { z: 2.499_999, tail: 0.006_209_682_9 },
    { z: 2.5, tail: 0.006_209_665_3 },
    { z: 3, tail: 1.349_898_031_6e-3 },
    { z: 4.753_424_308_8, tail: 1e-6 },
    { z: 10, tail: 7.619_853_024_2e-24 },
    { z: 37, tail: 5.725_571e-300 },
  ])("is -log10 of the tail at $z", ({ z, tail }) => {
    expect(gaussianSurprise(z)).toBeCloseTo(-Math.log10(tail), 6);
  });

  it("rises without end, past what a double's tail can hold", () => {
    let last = -1;
    for (let z = -5; z < 200; z += 0.01) {
      const surprise = gaussianSurprise(z);
      expect(surprise).toBeGreaterThan(last);
      last = surprise;
    }
    expect(last).toBeCloseTo((200 * 200) / 2 / Math.LN10 + 2.7, -1.5);
  });
});
