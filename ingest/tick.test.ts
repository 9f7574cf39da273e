import { describe, expect, test } from "vitest";
import { epochMs } from "#schemas/units.ts";
import { CanaryTicks, clocksAgree, Deafness, formatCanary, parseCanary, ReplayTicks } from "./tick.ts";

const at = (wall: number, steadyMs = wall): { wall: ReturnType<typeof epochMs>; steadyMs: number } => ({
  wall: epochMs(wall),
  steadyMs,
});

describe("a canary", () => {
  test("that comes back makes a tick of the time it was sent", () => {
    const ticks = new CanaryTicks("run");
    const canary = ticks.send(at(1000));
    expect(ticks.returned(canary, at(9000))).toBe(1000);
  });

  test("counts once, and an older one that comes after it not at all", () => {
    const ticks = new CanaryTicks("run");
    const first = ticks.send(at(1000));
    const second = ticks.send(at(6000));
    expect(ticks.returned(second, at(6001))).toBe(6000);
    expect(ticks.returned(first, at(6002))).toBeNull();
    expect(ticks.returned(second, at(6003))).toBeNull();
  });

  test("of another run, or never sent, says nothing", () => {
    const ticks = new CanaryTicks("run");
    ticks.send(at(1000));
    expect(ticks.returned({ run: "earlier", sequence: 1 }, at(1001))).toBeNull();
    expect(ticks.returned({ run: "run", sequence: 7 }, at(1001))).toBeNull();
  });

  test.each([
    ["forwards", 20_000, 5_000],
    ["backwards", 900, 5_000],
  ])("says nothing when the clock was set %s meanwhile", (_way, wall, steady) => {
    const ticks = new CanaryTicks("run");
    const canary = ticks.send(at(1000));
    expect(ticks.returned(canary, at(wall, steady))).toBeNull();
  });

  test("never goes back in time, even after the clock did", () => {
    const ticks = new CanaryTicks("run");
    expect(ticks.returned(ticks.send(at(9000)), at(9001))).toBe(9000);
    expect(ticks.returned(ticks.send(at(5000, 14_000)), at(5001, 14_001))).toBeNull();
  });

  test("those that never come back are forgotten", () => {
    const ticks = new CanaryTicks("run");
    const lost = ticks.send(at(1));
    for (let index = 0; index < 100; index++) ticks.send(at(2 + index));
    expect(ticks.returned(lost, at(500))).toBeNull();
  });

  test("survives its own payload; anything else is none", () => {
    expect(parseCanary(formatCanary({ run: "b1-17", sequence: 3 }))).toEqual({ run: "b1-17", sequence: 3 });
    for (const text of ["", "x", "x y", "x -1", "a b 3", "\0"]) expect(parseCanary(text)).toBeNull();
  });
});

describe("a bridge is deaf", () => {
  const spoken = (deafness: Deafness, times: readonly number[]): readonly boolean[] =>
    times.map((time) => deafness.spoke(time));

  test("when nothing came for twelve periods since the broker took a canary, and then counts anew", () => {
    const deafness = new Deafness(100);
    expect(spoken(deafness, [5000, 6100, 6200, 6300, 7400, 7500])).toEqual([
      false,
      false,
      true,
      false,
      false,
      true,
    ]);
  });

  test("never while something comes", () => {
    const deafness = new Deafness(100);
    spoken(deafness, [5000, 6000]);
    deafness.heard();
    expect(spoken(deafness, [6300, 7400])).toEqual([false, false]);
  });
});

describe("our clock and Kafka's", () => {
  test.each([
    ["agree", 1000, 1003, 1010, true],
    ["agree as far as a slow acknowledgement tells", 1000, 1003, 60_000, true],
    ["agree within a second", 1000, 10, 1010, true],
    ["do not when the append was long before the sending", 5000, 3999, 5010, false],
    ["do not when the append was long after the acknowledgement", 1000, 2011, 1010, false],
  ])("%s", (_name, sentAtMs, appendedAtMs, acknowledgedAtMs, want) => {
    expect(clocksAgree({ sentAtMs, appendedAtMs, acknowledgedAtMs })).toBe(want);
  });
});

describe("a replay's ticks", () => {
  test("come at every multiple of the period that received time passes", () => {
    const ticks = new ReplayTicks(5000);
    expect(ticks.before(epochMs(12_000))).toEqual([10_000]);
    expect(ticks.before(epochMs(14_999))).toEqual([]);
    expect(ticks.before(epochMs(15_000))).toEqual([15_000]);
    expect(ticks.before(epochMs(27_000))).toEqual([20_000, 25_000]);
    expect(ticks.before(epochMs(20_000))).toEqual([]);
  });

  test("are bounded over a gap of years", () => {
    const ticks = new ReplayTicks(5000);
    ticks.before(epochMs(0));
    const many = ticks.before(epochMs(5000 * 1e9));
    expect(many.length).toBe(10_000);
    expect(many.at(-1)).toBe(5000 * 1e9);
  });
});
