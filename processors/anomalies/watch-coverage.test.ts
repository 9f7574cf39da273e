/** Coverage by the windows a home's watch looks at. Minutes count from 0. */
import { describe, expect, it } from "vitest";
import type { HomeWindow } from "#schemas/home-window.ts";
import { causeAt, hour, line, look, windowAt } from "./watch.fixture.ts";
import { createHomeWatch, watchWindow } from "./watch.ts";

describe("coverage", () => {
  it("below 80 % over ten minutes falls, and recovers", () => {
    const lossy = (at: number): HomeWindow =>
      windowAt(at, [], at >= 20 && at < 40 ? { received: 6, coverage: 0.5 } : {});
    const told = look(0, hour, lossy);
    expect(told).toHaveLength(2);
    expect(told[0]).toMatch(/^2\d coverage_fall firing home$/);
    expect(told[1]).toMatch(/^[45]\d coverage_fall resolved home$/);
  });

  it("counts windows of which there is no record, because nothing came", () => {
    const watch = createHomeWatch();
    const told: string[] = [];
    for (let at = 0; at < hour; at += 1) {
      if (at >= 20 && at < 40 && at % 2 === 0) continue;
      told.push(
        ...watchWindow(watch, windowAt(at, [], { expected: 1, received: 1 }), causeAt(at + 1)).map((alert) =>
          line(at + 1, alert),
        ),
      );
    }
    expect(told.map((text) => text.split(" ").slice(1).join(" "))).toEqual([
      "coverage_fall firing home",
      "coverage_fall resolved home",
    ]);
  });
});
