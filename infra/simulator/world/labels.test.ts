/** What labels say is looked up in the reports, by other means than those that wrote them. */
import { describe, expect, test } from "vitest";
import { anomalyClasses, type AnomalyClass, type Label } from "./label.ts";
import { hourMs, minuteMs } from "./local-time.ts";
import { countTo, optionsOf, quantile, run } from "./measurement.fixture.ts";
import type { Report, StationRow } from "./report.ts";

interface Case {
  readonly label: Label;
  readonly observableMs: number;
  readonly reports: readonly Report[];
}

/** Of models whose RSSI is an index or whose counters never count nothing can be read. */
const unreadable = new Set(["SIM-IX1", "SIM-CN2"]);

const cases: readonly Case[] = countTo(36).flatMap((home) => {
  const reports: Report[] = [];
  const options = optionsOf(home, { anomalies: 8, durationMs: 130 * hourMs, warmUpMs: 2 * hourMs });
  const labels = run(options, (report) => reports.push(report));
  if (unreadable.has(reports[0]?.gateway.model ?? "")) return [];
  return labels.flatMap((label) => {
    const { observableMs } = label;
    return label.injected && observableMs !== null ? [{ label, observableMs, reports }] : [];
  });
});

const casesOf = (wanted: AnomalyClass, cause?: string): readonly Case[] =>
  cases.filter(({ label }) => label.class === wanted && (cause === undefined || label.cause === cause));

const within = ({ reports }: Case, fromMs: number, untilMs: number): readonly Report[] =>
  reports.filter(({ receivedMs }) => receivedMs >= fromMs && receivedMs <= untilMs);

const during = (each: Case): readonly Report[] => within(each, each.observableMs, each.label.endMs);

const rowsOf = ({ label }: Case, reports: readonly Report[]): readonly StationRow[] =>
  reports.flatMap(({ stations }) => stations.filter(({ mac, active }) => active && mac === label.subject));

const medianOf = (rows: readonly StationRow[], value: (row: StationRow) => number): number =>
  quantile(rows.map(value), 0.5);

/** Of the cases, those for which it is so. */
function shareOf(all: readonly Case[], isSo: (each: Case) => boolean): number {
  expect(all.length).toBeGreaterThan(8);
  return all.filter(isSo).length / all.length;
}

describe("a label is in the reports", () => {
  test("rssi_drop: 15 dB weaker in the median than before, and at most half the rate", () => {
    const isSo = (each: Case): boolean => {
      const before = rowsOf(each, within(each, each.label.startMs - 30 * minuteMs, each.label.startMs - 1));
      const then = rowsOf(each, during(each));
      const fall = medianOf(before, ({ rssi }) => rssi) - medianOf(then, ({ rssi }) => rssi);
      const rate = ({ downlinkKbps }: StationRow): number => downlinkKbps;
      return fall >= 12 && medianOf(then, rate) < 0.5 * medianOf(before, rate);
    };
    expect(shareOf(casesOf("rssi_drop"), isSo)).toBeGreaterThan(0.95);
  });

  test("sticky: weak, and another access point hears it 10 dB better", () => {
    const isSo = (each: Case): boolean => {
      const heard = during(each).flatMap(({ neighbours }) =>
        (neighbours ?? []).filter(({ mac }) => mac === each.label.subject).map(({ rssi }) => rssi),
      );
      const own = medianOf(rowsOf(each, during(each)), ({ rssi }) => rssi);
      return own <= -72 && quantile(heard, 0.8) >= own + 9;
    };
    expect(shareOf(casesOf("sticky"), isSo)).toBeGreaterThan(0.9);
  });

  test("silence: nothing is received from the last report to its end", () => {
    const isSo = (each: Case): boolean =>
      within(each, each.label.startMs + 1, each.label.endMs - 1).length === 0 &&
      each.label.endMs - each.label.startMs > 180_000;
    expect(shareOf(casesOf("silence"), isSo)).toBe(1);
  });

  test("coverage_fall: fewer than 80 % of the reports of ten minutes were received when it was observable", () => {
    const isSo = (each: Case): boolean =>
      within(each, each.observableMs - 11 * minuteMs, each.observableMs - minuteMs / 2).length <= 8;
    expect(shareOf(casesOf("coverage_fall"), isSo)).toBeGreaterThan(0.95);
  });

  test("ping_pong: notifications show three changes to another BSS and back before it was observable", () => {
    const isSo = (each: Case): boolean => {
      const created = within(each, each.label.startMs - minuteMs, each.label.endMs + 2 * minuteMs)
        .flatMap(({ notifications }) => notifications)
        .filter(
          ({ kind, mac, receivedMs }) =>
            kind === "station_created" && mac === each.label.subject && receivedMs <= each.observableMs,
        );
      // A, B, A, B, A holds three: two of A, B, A and one of B, A, B.
      return created.length >= 4;
    };
    expect(shareOf(casesOf("ping_pong"), isSo)).toBeGreaterThan(0.9);
  });

  test("flapping: at least four association times are seen", () => {
    const isSo = (each: Case): boolean =>
      new Set(rowsOf(each, during(each)).map(({ sinceMs }) => sinceMs)).size >= 3;
    expect(shareOf(casesOf("flapping"), isSo)).toBeGreaterThan(0.9);
  });

  test("churn_storm: most stations get a new association time", () => {
    const isSo = (each: Case): boolean => {
      const seen = Map.groupBy(
        during(each).flatMap(({ stations }) => stations),
        ({ mac }) => mac,
      );
      const changed = [...seen.values()].filter(
        (rows) => new Set(rows.map(({ sinceMs }) => sinceMs)).size > 1,
      );
      return changed.length >= 5;
    };
    expect(shareOf(casesOf("churn_storm"), isSo)).toBeGreaterThan(0.9);
  });

  test.each([
    ["rssi_frozen", ({ rssi }: StationRow) => rssi],
    ["counters_frozen", ({ bytesSent }: StationRow) => bytesSent],
  ] as const)("stuck: %s, and nothing but that", (cause, value) => {
    const isSo = (each: Case): boolean => {
      const rows = rowsOf(each, within(each, each.observableMs, each.label.endMs - 2 * minuteMs));
      const other =
        cause === "rssi_frozen" ? ({ bytesSent }: StationRow) => bytesSent : ({ rssi }: StationRow) => rssi;
      return rows.length >= 200 && new Set(rows.map(value)).size === 1 && new Set(rows.map(other)).size > 2;
    };
    expect(shareOf(casesOf("stuck", cause), isSo)).toBeGreaterThan(0.95);
  });

  test.each([
    ["interference", (before: number, then: number) => then >= before + 15],
    ["channel_full", (before: number, then: number) => then >= before + 20],
  ] as const)("gateway_wide: %s is in the radio's row", (cause, isSuch) => {
    const isSo = (each: Case): boolean => {
      const [, accessPoint, band] = each.label.subject.split(":");
      const figures = (reports: readonly Report[]): number[] =>
        reports.flatMap(({ radios }) =>
          radios
            .filter(
              (radio) =>
                String(radio.accessPoint) === accessPoint && (radio.band === 1) === (band === "5GHz"),
            )
            .map(({ noiseDbm, utilizationPercent }) =>
              cause === "interference" ? noiseDbm : utilizationPercent,
            ),
        );
      const before = figures(within(each, each.label.startMs - 30 * minuteMs, each.label.startMs - 1));
      return isSuch(quantile(before, 0.5), quantile(figures(during(each)), 0.5));
    };
    expect(shareOf(casesOf("gateway_wide", cause), isSo)).toBeGreaterThan(0.9);
  });
});

test("every class is injected, is observable at its start or later, and established after that", () => {
  const classes = new Set(cases.map(({ label }) => label.class));
  expect(anomalyClasses.filter((each) => !classes.has(each))).toEqual([]);
  for (const { label, observableMs } of cases) {
    expect(observableMs).toBeGreaterThanOrEqual(label.startMs);
    expect(label.establishedMs ?? observableMs).toBeGreaterThanOrEqual(observableMs);
  }
});

test("what was so of a station with an address before is that address's", () => {
  const labels = run({ ...optionsOf(40), seed: "tuning", worldSeed: "t1" });
  const changes = labels.filter(({ cause }) => cause.startsWith("mac_rotation from "));
  expect(changes.length).toBeGreaterThan(8);
  for (const { subject, cause, startMs: atMs } of changes) {
    const before = cause.slice("mac_rotation from ".length);
    for (const label of labels) {
      if (label.subject === subject) expect(label.startMs).toBeGreaterThanOrEqual(atMs);
      if (label.subject === before) expect(label.endMs).toBeLessThanOrEqual(atMs);
    }
  }
});
