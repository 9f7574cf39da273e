import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { HeldAcks } from "./held-acks.ts";

describe("acknowledgements are held", () => {
  test("nothing is released before everything read earlier is settled", () => {
    const acks = new HeldAcks();
    const released: string[] = [];
    const [a, b, c] = ["a", "b", "c"].map((name) => acks.hold(() => released.push(name)));
    c?.settle();
    b?.settle();
    expect(released).toEqual([]);
    expect(acks.size).toBe(3);
    a?.settle();
    expect(released).toEqual(["a", "b", "c"]);
    expect(acks.size).toBe(0);
  });

  test("whatever the order of settling, release is once each and in order of reading", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...Array(3000).keys()], { minLength: 3000 }), (order) => {
        const acks = new HeldAcks();
        const released: number[] = [];
        const held = order.map((_, index) => acks.hold(() => released.push(index)));
        for (const index of order) held[index]?.settle();
        expect(released).toEqual(held.map((_, index) => index));
      }),
      { numRuns: 20 },
    );
  });
});
