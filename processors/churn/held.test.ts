import { describe, expect, it } from "vitest";
import { heldLimit, hold, holdCopy, takeDue, type Held, type HeldReport } from "./held.ts";

const report = (receivedAt: number, offset: number, observedAt = receivedAt): HeldReport => ({
  kind: "report",
  eventId: `event ${offset}`,
  receivedAt,
  offset,
  profileId: "bulk",
  cameAt: null,
  isTimed: true,
  uptimeSeconds: null,
  pseudonyms: "",
  observedAt,
  tables: [],
  stations: [],
  hosts: [],
  heard: [],
});
const deletion = (receivedAt: number, offset: number): Held => ({
  kind: "deletion",
  eventId: `deletion ${offset}`,
  receivedAt,
  offset,
  path: "p",
});

const nothingPasses = { settledAt: -1, retiredBefore: -1 };
const offsets = (items: readonly Held[]): number[] => items.map(({ offset }) => offset);

function holding(...items: readonly Held[]): Held[] {
  const held: Held[] = [];
  for (const item of items) hold(held, item);
  return held;
}

describe("what waits for churn", () => {
  it("passes in the order it was received in, once that is settled", () => {
    const held = holding(report(30, 1), report(10, 2), deletion(20, 3));
    expect(offsets(takeDue(held, { ...nothingPasses, settledAt: 21 }))).toEqual([2, 3]);
    expect(offsets(takeDue(held, { ...nothingPasses, settledAt: 30 }))).toEqual([]);
    expect(offsets(takeDue(held, { ...nothingPasses, settledAt: 31 }))).toEqual([1]);
  });

  it("of one millisecond passes deletions first, then the older observation, whatever the log's order", () => {
    const burst = holding(
      report(10, 1, 5),
      deletion(10, 2),
      report(10, 3, 4),
      deletion(10, 4),
      report(10, 5, 6),
    );
    expect(offsets(takeDue(burst, { ...nothingPasses, settledAt: 11 }))).toEqual([2, 4, 3, 1, 5]);
  });

  it("counts by the copy received first, whichever came first in the log", () => {
    const held = holding(report(20, 1), report(25, 2), report(30, 3, 15));
    holdCopy(held, "event 3", 10);
    holdCopy(held, "event 2", 40);
    expect(holdCopy(held, "event 9", 1)).toBe(false);
    const passed = takeDue(held, { ...nothingPasses, settledAt: 50 });
    expect(passed.map(({ offset, receivedAt }) => [offset, receivedAt])).toEqual([
      [3, 10],
      [1, 20],
      [2, 25],
    ]);
  });

  it("counts a notification by the copy received first, too", () => {
    const held = holding(deletion(20, 1), report(25, 2), deletion(30, 3));
    expect([holdCopy(held, "deletion 3", 10), holdCopy(held, "deletion 1", 21)]).toEqual([true, false]);
    expect(offsets(takeDue(held, { ...nothingPasses, settledAt: 50 }))).toEqual([3, 1, 2]);
  });

  it("lets a report that was overtaken pass before the one of its stream that is later", () => {
    const held = holding(report(20, 1, 9), deletion(22, 2), report(25, 3, 10), report(30, 4, 8));
    expect(offsets(takeDue(held, { ...nothingPasses, settledAt: 20 }))).toEqual([]);
    const passed = takeDue(held, { ...nothingPasses, settledAt: 21 });
    expect(passed).toEqual([{ ...report(20, 4, 8), cameAt: 30 }, report(20, 1, 9)]);
    expect(offsets(takeDue(held, { ...nothingPasses, settledAt: 31 }))).toEqual([2, 3]);
  });

  it("is overtaken only in its own stream, and by the gateway's own time", () => {
    const untimed = { ...report(30, 3, 8), isTimed: false };
    const held = holding(report(20, 1, 9), { ...report(30, 2, 8), profileId: "other" }, untimed);
    expect(offsets(takeDue(held, { ...nothingPasses, settledAt: 31 }))).toEqual([1, 2, 3]);
  });

  it("passes when its window is about to be retired, with all received before", () => {
    const held = holding(report(10, 1, 40), report(20, 2, 50), report(30, 3, 110));
    expect(offsets(takeDue(held, { ...nothingPasses, retiredBefore: 60 }))).toEqual([1, 2]);
  });

  it("is bounded while nothing settles", () => {
    const held = holding(...Array.from({ length: heldLimit + 2 }, (_, index) => report(index, index)));
    expect(offsets(takeDue(held, nothingPasses))).toEqual([0, 1]);
    expect(held).toHaveLength(heldLimit);
  });
});
