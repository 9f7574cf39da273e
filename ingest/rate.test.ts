import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { epochMs } from "#schemas/units.ts";
import { RateLimit } from "./rate.ts";

/** How many of `count` messages of `sender`, all received at `at`, go through. */
function admitted(limit: RateLimit, sender: string, at: number, count: number): number {
  return Array.from({ length: count }, () => limit.admits(sender, epochMs(at))).filter(Boolean).length;
}

describe("an endpoint may send", () => {
  test("a burst at once, then its rate, and a burst again when it was quiet for long enough", () => {
    const limit = new RateLimit({ perSecond: 2, burst: 5 });
    const timeline = [
      { at: 0, sent: 5, want: 5 },
      { at: 0, sent: 3, want: 0 },
      { at: 499, sent: 1, want: 0 },
      { at: 500, sent: 2, want: 1 },
      { at: 1500, sent: 9, want: 2 },
      { at: 4000, sent: 9, want: 5 },
      { at: 1_000_000, sent: 9, want: 5 },
    ];
    expect(timeline.map(({ at, sent }) => admitted(limit, "a", at, sent))).toEqual(
      timeline.map(({ want }) => want),
    );
  });

  test("whatever another one sends", () => {
    const limit = new RateLimit({ perSecond: 1, burst: 3 });
    expect(admitted(limit, "hostile", 0, 1000)).toBe(3);
    expect(admitted(limit, "a", 0, 3)).toBe(3);
  });

  test("as much as before when the clock went back, and no more for it", () => {
    const limit = new RateLimit({ perSecond: 1, burst: 2 });
    expect(admitted(limit, "a", 10_000, 3)).toBe(2);
    expect(admitted(limit, "a", 0, 3)).toBe(0);
    expect(admitted(limit, "a", 1000, 3)).toBe(1);
  });

  test("at most burst + rate * time, and at least that of what it sends evenly, whenever it sends", () => {
    const steps = fc.array(fc.tuple(fc.nat(3000), fc.nat(20)), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(
        steps,
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 20 }),
        (sent, rate, burst) => {
          const limit = new RateLimit({ perSecond: rate, burst });
          let at = 0;
          let through = 0;
          for (const [gapMs, count] of sent) {
            at += gapMs;
            const allowed = admitted(limit, "a", at, count);
            expect(allowed).toBeGreaterThanOrEqual(Math.min(count, Math.floor((gapMs * rate) / 1000), burst));
            through += allowed;
          }
          const elapsed = at - (sent[0]?.[0] ?? 0);
          expect(through).toBeLessThanOrEqual(burst + (elapsed * rate) / 1000 + 1e-6);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe("memory", () => {
  test("is bounded: who was heard least recently is forgotten, and begins with a full burst", () => {
    const limit = new RateLimit({ perSecond: 1, burst: 1 }, 2);
    expect(admitted(limit, "a", 0, 2)).toBe(1);
    expect(admitted(limit, "b", 0, 2)).toBe(1);
    expect(admitted(limit, "a", 0, 2)).toBe(0);
    expect(admitted(limit, "c", 0, 2)).toBe(1);
    expect(admitted(limit, "a", 0, 2)).toBe(0);
    expect(admitted(limit, "b", 0, 2)).toBe(1);
  });
});
