/** Static rules on windows of a minute: what they raise, when, and what they leave alone. */
import { describe, expect, it, test } from "vitest";
import { blankHomeWindow, blankStationWindow } from "#processors/scenarios/blank.ts";
import type { Alert } from "#schemas/alert.ts";
import type { HomeWindow, RadioWindow, StationWindow } from "#schemas/home-window.ts";
import { epochMs } from "#schemas/units.ts";
import { kindOf, labelsFor, measure, metricUnits } from "./rule-metric.ts";
import type { Rule } from "./rules.ts";
import { createHomeWatch, watchWindow } from "./watch.ts";

const minute = 60_000;

const weak: Rule = {
  name: "weak",
  metric: "station.rssi_p50_dbm",
  condition: { operator: "<", value: -78 },
  forMs: 3 * minute,
  clear: { operator: ">", value: -72 },
  clearForMs: 2 * minute,
  minSamples: 3,
  severity: "minor",
  scope: {},
  summary: "{subject} at {value} {unit} on {band}",
};

const station = (level: number | null, more: Partial<StationWindow> = {}): StationWindow => ({
  ...blankStationWindow,
  sta_mac: "aa",
  access_point: "ap.1.",
  band: "5GHz",
  samples: 4,
  rssi_count: level === null ? 0 : 4,
  rssi_bins: level === null ? [] : [level],
  rssi_counts: level === null ? [] : [4],
  ...more,
});

const radio = (endpoint: string, percent: number): RadioWindow => ({
  ...{ endpoint_id: endpoint, radio: "Device.WiFi.Radio.1.", band: "5GHz", channel: 36, samples: 4 },
  ...{ noise_mean_dbm: null, rssi_count: 0, rssi_bins: [], rssi_counts: [], rssi_out_of_range: 0 },
  ...{ rssi_min_dbm: null, rssi_max_dbm: null, rssi_mean_dbm: null, stations_peak: 0 },
  ...{ channel_utilization_mean_percent: percent, channel_utilization_max_percent: percent },
  ...{ bytes_sent: null, bytes_received: null },
});

/** Looks at a window a minute; the rules may change. Returns `minute state subject` of what rules tell. */
function look(windows: readonly Partial<HomeWindow>[], rulesAt: (at: number) => readonly Rule[]): string[] {
  return tell(windows, rulesAt).map(
    ({ changed_at: at, state, subject }) => `${at / minute} ${state} ${subject}`,
  );
}

function tell(windows: readonly Partial<HomeWindow>[], rulesAt: (at: number) => readonly Rule[]): Alert[] {
  const watch = createHomeWatch();
  return windows.flatMap((more, index) => {
    const window = { ...blankHomeWindow, ...more, window_start: epochMs(index * minute) };
    const at = (index + 1) * minute;
    const cause = { homeId: "home", at, receivedAt: at, rowVersion: index };
    return watchWindow(watch, window, cause, rulesAt(index)).filter(
      ({ alert_class: each }) => each === "rule",
    );
  });
}

const levels = (...each: readonly (number | null)[]): Partial<HomeWindow>[] =>
  each.map((level) => ({ stations: [station(level)] }));

describe("a rule", () => {
  it.each([
    {
      of: "fires when its condition has held for its time, and is resolved when clear has",
      levels: [-60, -80, -80, -80, -80, -70, -70],
      want: ["4 firing aa", "7 resolved aa"],
    },
    { of: "begins anew where its condition stops", levels: [-80, -80, -70, -80, -80], want: [] },
    {
      of: "keeps its alert, and begins none, between condition and clear",
      levels: [-80, -80, -75, -80, -80, -80, -75, -75, -75, -70, -75, -70, -70],
      want: ["6 firing aa", "13 resolved aa"],
    },
    {
      of: "says no_data after ten windows without a level, and fires again",
      levels: [-80, -80, -80, ...Array.from({ length: 10 }, () => null), -80],
      want: ["3 firing aa", "13 no_data aa", "14 firing aa"],
    },
  ])("$of", ({ levels: each, want }) => {
    expect(look(levels(...each), () => [weak])).toEqual(want);
  });

  it("counts windows of any size by their time", () => {
    const windows = levels(-80, -80).map((each) => ({ ...each, window_ms: 2 * minute }));
    expect(look(windows, () => [weak])).toEqual(["2 firing aa"]);
  });

  it("does not judge by fewer samples than it wants", () => {
    const few = (count: number): Partial<HomeWindow> => ({
      stations: [station(-80, { rssi_count: count, rssi_counts: [count] })],
    });
    expect(look([few(2), few(2), few(2)], () => [weak])).toEqual([]);
    expect(look([few(3), few(3), few(3)], () => [weak])).toEqual(["3 firing aa"]);
  });

  it("tells what was measured, and where", () => {
    const windows = levels(-80, -81, -82).map((each) => ({ ...each, model_name: "X1", coverage: 0.5 }));
    expect(tell(windows, () => [weak])).toMatchObject([
      {
        rule: "weak",
        severity: "minor",
        subject_kind: "station",
        endpoint_id: "gateway",
        ...{ value: -82, threshold: -78, unit: "dBm", coverage: 0.5, evidence: { samples: 4 } },
        summary: "aa at -82 dBm on 5GHz",
        labels: { band: "5GHz", access_point: "ap.1.", model_name: "X1" },
      },
    ]);
  });
});

describe("a scope", () => {
  const of = (scope: Rule["scope"]): Rule => ({ ...weak, scope });
  const bad = levels(-80, -80, -80).map((each) => ({ ...each, model_name: "X-100 Pro" }));

  it.each([
    [{ band: "5GHz" }, true],
    [{ band: "2.4GHz" }, false],
    [{ model_name: "X*" }, true],
    [{ model_name: "*Pro" }, true],
    [{ model_name: "X*1*o" }, true],
    [{ model_name: "X-100 Pro*Pro" }, false],
    [{ model_name: "*" }, true],
    [{ model_name: "X" }, false],
    [{ model_name: "*2*" }, false],
    [{ software_version: "*" }, false],
    [{ band: "5GHz", access_point: "ap.2." }, false],
  ] as const)("%j: %s", (scope, want) => {
    expect(look(bad, () => [of(scope)])).toEqual(want ? ["3 firing aa"] : []);
  });

  it("that a station leaves ends its alert; one that is not known any longer does not", () => {
    const moved = (band: string | null): Partial<HomeWindow> => ({ stations: [station(-80, { band })] });
    const rules = [of({ band: "5GHz" })];
    expect(look([...bad, moved(null), moved(null)], () => rules)).toEqual(["3 firing aa"]);
    expect(look([...bad, moved("2.4GHz"), moved("2.4GHz")], () => rules)).toEqual([
      "3 firing aa",
      "5 resolved aa",
    ]);
  });
});

describe("a change of the rules", () => {
  const bad = levels(-80, -80, -80, -80, -80);

  it("ends what a removed rule raised, with the next window", () => {
    expect(look(bad, (at) => (at < 4 ? [weak] : []))).toEqual(["3 firing aa", "5 resolved aa"]);
  });

  it("ends what a rule raised that is of other subjects now", () => {
    const other = { ...weak, metric: "home.joins" };
    expect(look(bad, (at) => (at < 4 ? [weak] : [other]))).toEqual(["3 firing aa", "5 resolved aa"]);
  });

  it("leaves an alert as it is where only the limit is another, and tells another severity", () => {
    const stricter = { ...weak, condition: { operator: "<", value: -79 } } as const;
    expect(look(bad, (at) => (at < 3 ? [weak] : [stricter]))).toEqual(["3 firing aa"]);
    const told = tell(bad, (at) => (at < 3 ? [weak] : [{ ...weak, severity: "major" }]));
    expect(told.map(({ severity, sequence }) => `${sequence} ${severity}`)).toEqual(["0 minor", "1 major"]);
  });
});

test("radios of the same path at two gateways of a home have alerts of their own", () => {
  const full: Rule = {
    ...weak,
    metric: "radio.channel_utilization_mean_percent",
    condition: { operator: ">", value: 80 },
    clear: { operator: "<=", value: 80 },
    forMs: 0,
    clearForMs: 0,
  };
  const windows = [
    { radios: [radio("one", 90), radio("two", 90)] },
    { radios: [radio("one", 90), radio("two", 10)] },
  ];
  const told = tell(windows, () => [full]);
  expect(told.map(({ endpoint_id, state }) => `${endpoint_id} ${state}`)).toEqual([
    "one firing",
    "two firing",
    "two resolved",
  ]);
  expect(new Set(told.map(({ fingerprint }) => fingerprint)).size).toBe(2);
});

test("rules of the home look at the home", () => {
  const lossy = { ...weak, metric: "home.coverage", condition: { operator: "<", value: 0.5 } } as const;
  const windows = Array.from({ length: 3 }, () => ({ coverage: 0.4, received: 3 }));
  expect(look(windows, () => [{ ...lossy, minSamples: 4 }])).toEqual([]);
  expect(look(windows, () => [lossy])).toEqual(["3 firing home"]);
});

test("a station that two endpoints tell of is taken where it was told of more often", () => {
  const here = station(-50, { endpoint_id: "one", samples: 9 });
  const there = station(-90, { endpoint_id: "two", samples: 4 });
  for (const stations of [
    [here, there],
    [there, here],
  ])
    expect(measure("station.rssi_p50_dbm", { ...blankHomeWindow, stations })).toMatchObject([{ value: -50 }]);
});

const histogram = { rssi_count: 4, rssi_bins: [-60], rssi_counts: [4] };

test("every metric has a unit, and a value where the window has one", () => {
  const window = {
    ...blankHomeWindow,
    ...histogram,
    stations: [numbered(station(-60))],
    radios: [numbered({ ...radio("one", 10), ...histogram })],
  };
  for (const [metric, unit] of metricUnits) {
    expect(unit).not.toBe("");
    expect(measure(metric, numbered(window)), metric).toMatchObject([{ value: expect.any(Number) }]);
    expect(labelsFor(kindOf(metric) ?? "home")).toContain("model_name");
  }
  expect(measure("home.nothing", window)).toEqual([]);
});

/** With a number wherever there is none. */
const numbered = <Row extends object>(row: Row): Row => ({
  ...row,
  ...Object.fromEntries(Object.entries(row).flatMap(([key, value]) => (value === null ? [[key, 7]] : []))),
});
