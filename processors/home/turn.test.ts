import { describe, expect, it } from "vitest";
import { runWhole, settings } from "#processors/scenarios/run.ts";
import { report } from "./reports.fixture.ts";
import { decodeSettings, encodeSettings } from "./settings.ts";

const minute = 60_000;
const spread = { ...settings, window: { ...settings.window, spreadMs: 20_000 } };
const homes = Array.from({ length: 200 }, (_, number) => `os::00D09E-cpe-sim-${number}`);

/** Seconds after its end at which the home's window closes, of reports so often. */
function closesAfter(homeId: string, intervalMs: number, inForce = spread): number {
  const events = Array.from({ length: (3 * minute) / intervalMs }, (_, index) =>
    report(minute + index * intervalMs, ["01"], { home_id: homeId, interval_ms: intervalMs }),
  );
  const closing = runWhole(events, inForce).findIndex((outputs) =>
    outputs.some(({ topic }) => topic === "window"),
  );
  return ((events[closing]?.observed_at ?? Number.NaN) - 2 * minute) / 1000;
}

describe("homes close a window one after another", () => {
  it.each([
    { intervalMs: 5000, turns: { 10: 0, 15: 67, 20: 67, 25: 67 } },
    { intervalMs: 10_000, turns: { 10: 0, 20: 200 } },
    { intervalMs: 20_000, turns: { 20: 200 } },
    { intervalMs: 60_000, turns: { 60: 200 } },
  ])("that report every $intervalMs ms", ({ intervalMs, turns }) => {
    const after = homes.map((homeId) => closesAfter(homeId, intervalMs));
    for (const [seconds, count] of Object.entries(turns)) {
      const there = after.filter((each) => each === Number(seconds)).length;
      expect(Math.abs(there - count), `${there} at ${seconds} s`).toBeLessThan(30);
    }
    expect(new Set(after).size).toBeLessThanOrEqual(Object.keys(turns).length);
  });

  it("each always in its own turn", () => {
    const [homeId = ""] = homes;
    expect(closesAfter(homeId, 5000)).toBe(closesAfter(homeId, 5000));
  });

  it("and all at once without a spread", () => {
    const at = new Set(homes.map((homeId) => closesAfter(homeId, 5000, settings)));
    expect([...at]).toEqual([10]);
  });

  it("settings of a version that had none close at once", () => {
    const { spreadMs: _, ...older } = spread.window;
    expect(decodeSettings(JSON.stringify(older), spread)).toEqual(settings);
    expect(decodeSettings(encodeSettings(spread), settings)).toEqual(spread);
  });
});
