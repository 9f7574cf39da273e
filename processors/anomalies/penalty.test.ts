import { describe, expect, it } from "vitest";
import { addPenalty, createPenalty, flapPenalty, penaltyEndMs, settlePenalty } from "./penalty.ts";

const minuteMs = 60_000;
const start = 1_760_000_000_000;

/** Flaps at these minutes; the penalty as each left it. */
function flapsAt(...minutes: readonly number[]) {
  const penalty = createPenalty(start);
  for (const minute of minutes) addPenalty(penalty, 1, start + minute * minuteMs, flapPenalty);
  return penalty;
}

describe("a penalty", () => {
  it("halves every 15 minutes", () => {
    const penalty = flapsAt(0, 0, 0);
    settlePenalty(penalty, start + 15 * minuteMs, flapPenalty);
    expect(penalty.points).toBe(1.5);
    settlePenalty(penalty, start + 60 * minuteMs, flapPenalty);
    expect(penalty.points).toBeCloseTo(3 / 16, 12);
  });

  it.each([
    { name: "three flaps at once: not yet", minutes: [0, 0, 0], on: false },
    { name: "four flaps at once", minutes: [0, 0, 0, 0], on: true },
    { name: "four flaps in six minutes: 3.5 points", minutes: [0, 2, 4, 6], on: true },
    { name: "four flaps in twelve minutes: 3.1 points", minutes: [0, 4, 8, 12], on: false },
    {
      name: "a flap every six minutes, for ever: at most 4.1 points, after 17 flaps",
      minutes: sixth(17),
      on: true,
    },
    { name: "a flap every eight minutes, for ever: at most 3.3 points", minutes: eighth(200), on: false },
  ])("is on: $name", ({ minutes, on }) => {
    expect(flapsAt(...minutes).on).toBe(on);
  });

  it("once on stays on until it has fallen to 1: two half-lives after it was 4", () => {
    const penalty = flapsAt(0, 0, 0, 0);
    expect(penaltyEndMs(penalty, flapPenalty)).toBe(start + 30 * minuteMs);
    settlePenalty(penalty, start + 30 * minuteMs - 1, flapPenalty);
    expect(penalty.on).toBe(true);
    settlePenalty(penalty, start + 30 * minuteMs, flapPenalty);
    expect(penalty.on).toBe(false);
  });

  it("is off an hour after the last flap, however many there were", () => {
    const penalty = flapsAt(...Array.from({ length: 1000 }, () => 0));
    expect(penaltyEndMs(penalty, flapPenalty)).toBe(start + 60 * minuteMs);
  });

  it("takes a late flap with what would be left of it", () => {
    const [inOrder, late] = [flapsAt(0, 5, 10), flapsAt(10, 5, 0)];
    expect(late.points).toBeCloseTo(inOrder.points, 12);
    expect(late.atMs).toBe(inOrder.atMs);
  });

  it("is not changed by a time that has passed", () => {
    const penalty = flapsAt(10);
    settlePenalty(penalty, start, flapPenalty);
    expect(penalty).toEqual(flapsAt(10));
  });
});

function sixth(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index * 6);
}

function eighth(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index * 8);
}
