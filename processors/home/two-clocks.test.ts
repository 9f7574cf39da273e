/** A home of two endpoints, of which one has its clock set back, or both have. */
import { describe, expect, it } from "vitest";
import type { Output } from "#processors/runtime/fold.ts";
import { blankEvent, stationAt, stationTables, tickAt } from "#processors/scenarios/blank.ts";
import { runCut, runWhole } from "#processors/scenarios/run.ts";
import type { HomeWindow } from "#schemas/home-window.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { epochMs } from "#schemas/units.ts";

const minute = 60_000;
const day = 1440 * minute;
const startAt = Date.UTC(2026, 9, 19);

/** How far behind the clocks are, and how often each endpoint reports, by minute. */
interface Home {
  readonly minutes: number;
  readonly everySeconds?: { readonly gateway: number; readonly extender: number };
  readonly behind: (minutes: number) => { readonly gateway: number; readonly extender: number };
}

const stationOf = { gateway: "01", extender: "02" } as const;

/** Station 03 comes to the extender in every second ten minutes. */
function eventsOf({ minutes, everySeconds = { gateway: 30, extender: 30 }, behind }: Home): TelemetryEvent[] {
  const events: TelemetryEvent[] = [];
  for (let second = 0; second < 60 * minutes; second += 5) {
    const at = startAt + second * 1000;
    events.push(tickAt(at));
    for (const [index, id] of (["gateway", "extender"] as const).entries()) {
      if (second % everySeconds[id] !== 0) continue;
      const guest = id === "extender" && Math.floor(second / 600) % 2 === 1 ? [stationAt("03", 1, -60)] : [];
      events.push({
        ...blankEvent,
        endpoint_id: id,
        event_id: `${id}-${at}`,
        observed_at: epochMs(at - behind(second / 60)[id]),
        received_at: epochMs(at + 50 + index),
        tables: stationTables,
        stations: [stationAt(stationOf[id], 1, -50), ...guest],
      });
    }
  }
  return events;
}

const windowsOf = (outputs: readonly Output[]): HomeWindow[] =>
  outputs.flatMap(({ topic, value }) => (topic === "window" ? [value] : []));

/** Starts, in minutes, of the windows in which the endpoint's own station was seen. */
function minutesWith(outputs: readonly Output[], endpoint: "gateway" | "extender"): Set<number> {
  const name = stationOf[endpoint];
  const seen = windowsOf(outputs).filter(({ stations }) =>
    stations.some(({ sta_mac: mac, samples }) => mac.endsWith(name) && samples > 0),
  );
  return new Set(seen.map(({ window_start: at }) => (at - startAt) / minute));
}

const epochsOf = (outputs: readonly Output[]): Set<number> =>
  new Set(windowsOf(outputs).map(({ clock_epoch: epoch }) => epoch));
const changesOf = (outputs: readonly Output[]): number =>
  outputs.filter(({ topic }) => topic === "associationChange").length;

describe("the clock of an extender set back while its gateway is on time", () => {
  const from = 30;
  const until = 90;
  const home = (by: number): Home => ({
    minutes: 120,
    behind: (at) => ({ gateway: 0, extender: at >= from && at < until ? by : 0 }),
  });

  it.each([
    { of: "20 minutes", by: 20 * minute, everySeconds: { gateway: 60, extender: 60 } },
    { of: "a day, reported often", by: day, everySeconds: { gateway: 60, extender: 5 } },
    { of: "a day, of a gateway that reports rarely", by: day, everySeconds: { gateway: 300, extender: 10 } },
  ])("by $of is taken by received time, and its own when that is right again", ({ by, everySeconds }) => {
    const outputs = runWhole(eventsOf({ ...home(by), everySeconds })).flat();
    expect(epochsOf(outputs)).toEqual(new Set([0]));
    const seen = minutesWith(outputs, "extender");
    expect(Math.min(...seen)).toBe(0);
    // Until it is sure, four reports.
    expect(seen.size).toBeGreaterThanOrEqual(120 - 6);
    expect(minutesWith(outputs, "gateway").size).toBeGreaterThanOrEqual(
      120 / Math.max(1, everySeconds.gateway / 60) - 3,
    );
    // In ten minutes nobody knows whose time is to be believed.
    expect(changesOf(outputs)).toBeGreaterThanOrEqual(9);
  });

  it("is taken the same by whoever takes over in between", () => {
    const events = eventsOf({ ...home(day), minutes: 50 });
    const whole = runWhole(events);
    for (let cut = 1; cut < events.length; cut += 37) {
      const cuts = { cut, snapshotBefore: cut, replayFrom: cut };
      expect(runCut(events, cuts), `cut at ${cut}`).toEqual(whole.slice(cut));
    }
  });
});

describe("the clocks of both set back", () => {
  it("at once, as after a power cut, are one new epoch", () => {
    const behind = (at: number) => (at < 30 ? { gateway: 0, extender: 0 } : { gateway: day, extender: day });
    const outputs = runWhole(eventsOf({ minutes: 90, behind })).flat();
    expect(epochsOf(outputs)).toEqual(new Set([0, 1]));
    for (const endpoint of ["gateway", "extender"] as const)
      expect([...minutesWith(outputs, endpoint)].filter((at) => at < 0).length).toBeGreaterThan(55);
  });

  it("the extender's first are one new epoch when the gateway's follows", () => {
    const behind = (at: number) => ({ gateway: at < 60 ? 0 : day, extender: at < 30 ? 0 : day });
    const outputs = runWhole(eventsOf({ minutes: 120, behind })).flat();
    expect(epochsOf(outputs)).toEqual(new Set([0, 1]));
    for (const endpoint of ["gateway", "extender"] as const)
      expect([...minutesWith(outputs, endpoint)].filter((at) => at < 0).length).toBeGreaterThan(55);
  });
});
