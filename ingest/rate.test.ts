import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { epochMs } from "#schemas/units.ts";
import { RateLimit } from "./rate.ts";

/** How many of `count` messages of `sender`, all received at `at`, go through. */
function admitted(limit: RateLimit, sender: string, at: number, count: number, sizeBytes = 0): number {
  const refusals = Array.from({ length: count }, () => limit.refuse(sender, epochMs(at), sizeBytes));
  return refusals.filter((sentence) => sentence === null).length;
}

const any = { perSecond: 1e9, burst: 1e9 };
const messagesOnly = (perSecond: number, burst: number, senders?: number): RateLimit =>
  new RateLimit({ messages: { perSecond, burst }, bytes: any }, senders);

describe("an endpoint may send", () => {
  test("a burst at once, then its rate, and a burst again when it was quiet for long enough", () => {
    const limit = messagesOnly(2, 5);
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
    const limit = messagesOnly(1, 3);
    expect(admitted(limit, "hostile", 0, 1000)).toBe(3);
    expect(admitted(limit, "a", 0, 3)).toBe(3);
  });

  test("as much as before when the clock went back, and no more for it", () => {
    const limit = messagesOnly(1, 2);
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
          const limit = messagesOnly(rate, burst);
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

describe("in bytes", () => {
  const limit = (): RateLimit => new RateLimit({ messages: any, bytes: { perSecond: 10, burst: 100 } });

  test("the same; a message larger than all that is left goes through, and those behind it wait for it", () => {
    const timeline = [
      { at: 0, sizeBytes: 60, sent: 3, want: 2 },
      { at: 2000, sizeBytes: 1, sent: 1, want: 0 },
      { at: 2100, sizeBytes: 1000, sent: 2, want: 1 },
      { at: 100_000, sizeBytes: 1, sent: 1, want: 0 },
      { at: 300_000, sizeBytes: 50, sent: 5, want: 2 },
    ];
    const used = limit();
    expect(timeline.map(({ at, sent, sizeBytes }) => admitted(used, "a", at, sent, sizeBytes))).toEqual(
      timeline.map(({ want }) => want),
    );
    expect(admitted(used, "b", 300_000, 1, 5)).toBe(1);
  });

  test("what was packed counts as what it unpacks to", () => {
    const used = limit();
    expect(admitted(used, "a", 0, 1, 1)).toBe(1);
    used.charge("a", 99);
    expect([admitted(used, "a", 0, 1), used.wouldRefuse("a", epochMs(0))]).toEqual([0, true]);
    expect([used.wouldRefuse("a", epochMs(100)), admitted(used, "a", 100, 1)]).toEqual([false, 1]);
  });

  test("which of both was too much is said", () => {
    const used = new RateLimit({ messages: { perSecond: 1, burst: 2 }, bytes: { perSecond: 1, burst: 5 } });
    const refuse = (sender: string, bytes: number) => used.refuse(sender, epochMs(0), bytes);
    expect([refuse("a", 9), refuse("a", 9)]).toEqual([
      null,
      "more than 1 bytes, unpacked, a second, after a burst of 5",
    ]);
    expect([refuse("b", 1), refuse("b", 1), refuse("b", 1)]).toEqual([
      null,
      null,
      "more than 1 messages a second, after a burst of 2",
    ]);
  });
});

describe("memory", () => {
  test("is bounded: who was heard least recently is forgotten, and begins with a full burst", () => {
    const limit = messagesOnly(1, 1, 2);
    expect(admitted(limit, "a", 0, 2)).toBe(1);
    expect(admitted(limit, "b", 0, 2)).toBe(1);
    expect(admitted(limit, "a", 0, 2)).toBe(0);
    expect(admitted(limit, "c", 0, 2)).toBe(1);
    expect(admitted(limit, "a", 0, 2)).toBe(0);
    expect(admitted(limit, "b", 0, 2)).toBe(1);
  });
});
