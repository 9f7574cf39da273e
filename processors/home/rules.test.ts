/** Static rules in the fold: they hold from an offset on, and a takeover changes nothing. */
import { describe, expect, it } from "vitest";
import type { Rule } from "#processors/anomalies/rules.ts";
import type { Output } from "#processors/runtime/fold.ts";
import { blankEvent, stationAt, stationTables, tickAt } from "#processors/scenarios/blank.ts";
import { applyWhole, runCut, runWhole, settings } from "#processors/scenarios/run.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { epochMs } from "#schemas/units.ts";
import { createPartitionFold } from "./partition-fold.ts";
import { decodeSettings, encodeSettings } from "./settings.ts";

const minute = 60_000;
const weak: Rule = {
  name: "weak",
  metric: "station.rssi_p50_dbm",
  condition: { operator: "<", value: -78 },
  forMs: 3 * minute,
  clear: { operator: ">", value: -72 },
  clearForMs: 2 * minute,
  minSamples: 2,
  severity: "minor",
  scope: {},
  summary: "{subject} is weak",
};
const withRule = { ...settings, rules: [weak] };

/** A report every 20 s of one station: its level by the minute. */
const history = (levels: readonly number[]): TelemetryEvent[] =>
  levels.flatMap((level, index) =>
    [0, 20_000, 40_000].flatMap((ms) => {
      const at = 600_000 + index * minute + ms;
      const event = {
        ...blankEvent,
        event_id: `report-${at}`,
        observed_at: epochMs(at),
        received_at: epochMs(at + 100),
        tables: stationTables,
        stations: [stationAt("01", 1, level)],
      };
      return [event, tickAt(at + 200)];
    }),
  );

/** `minute state` of what the rule told. */
const told = (outputs: readonly Output[]): string[] =>
  outputs.flatMap(({ topic, value }) =>
    topic === "alertCandidate" && value.rule === "weak"
      ? [`${value.changed_at / minute - 10} ${value.state}`]
      : [],
  );

//               0    1    2    3    4    5    6    7    8    9
const levels = [-60, -80, -80, -80, -80, -75, -70, -70, -70, -70];

describe("a static rule in a home", () => {
  const events = history(levels);

  it("fires after its time and is resolved after that of clear, at the ends of windows", () => {
    expect(told(runWhole(events, withRule).flat())).toEqual(["4 firing", "8 resolved"]);
    expect(told(runWhole(events).flat())).toEqual([]);
  });

  it("tells the same when cut after any event, restored and replayed", () => {
    const whole = runWhole(events, withRule);
    for (let cut = 0; cut <= events.length; cut += 1) {
      for (const replayFrom of [Math.floor(cut / 2), cut]) {
        const second = runCut(events, { cut, snapshotBefore: cut, replayFrom }, withRule);
        expect(second, `cut ${cut}, replay from ${replayFrom}`).toEqual(whole.slice(cut));
      }
    }
  });

  it("that is removed resolves its alert with the next window", () => {
    const fold = createPartitionFold(withRule);
    const outputs = history([-80, -80, -80, -80, -80, -80, -80]).flatMap((event, offset) => {
      if (event.observed_at === epochMs(600_000 + 5 * minute)) fold.configure(encodeSettings(settings));
      return applyWhole(fold, event, offset).outputs;
    });
    expect(told(outputs)).toEqual(["3 firing", "5 resolved"]);
  });
});

describe("settings of a checkpoint", () => {
  it("give the rules that held then", () => {
    expect(decodeSettings(encodeSettings(withRule), settings)).toEqual(withRule);
    expect(decodeSettings(encodeSettings(settings), withRule)).toEqual(settings);
  });

  it("of a version without rules had none", () => {
    expect(decodeSettings(JSON.stringify(settings.window), withRule)).toEqual(settings);
  });
});
