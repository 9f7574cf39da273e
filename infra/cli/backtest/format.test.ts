import { expect, test } from "vitest";
import { epochMs } from "#schemas/units.ts";
import { compareAlerts } from "./compare.ts";
import { formatReport, toJson } from "./format.ts";
import { addPartition, createReport, isReproduced } from "./report.ts";
import type { SaidAlert } from "./said-alert.ts";

const day = 86_400_000;
const startMs = Date.UTC(2026, 10, 24);
const span = { fromMs: startMs, toMs: startMs + day, warmUpMs: 7_200_000 };

const raise: SaidAlert = {
  episodeId: "e",
  sequence: 0,
  fingerprint: "f",
  state: "firing",
  severity: "minor",
  alertClass: "rssi_drop",
  rule: null,
  homeId: "home-1",
  subject: "02:00:00:00:00:01",
  raisedAt: startMs,
  receivedAt: epochMs(startMs + 600_000),
  offset: 5,
};

function reportOf(recorded: readonly SaidAlert[], replayed: readonly SaidAlert[], isWhole: boolean) {
  const report = createReport(span, 1);
  addPartition(report, {
    plan: {
      partition: 0,
      from: isWhole ? 0 : 3,
      to: 90,
      isWhole,
      isCut: !isWhole,
      isCommitted: isWhole,
      undone: isWhole ? 0 : 4,
      recorded: { from: 0, to: 9, low: 0 },
    },
    replayed: {
      alerts: replayed,
      received: { firstMs: startMs, lastMs: startMs + day },
      homes: 500,
      events: 90,
      end: 90,
    },
    range: { fromMs: startMs, toMs: startMs + day },
    comparison: compareAlerts(recorded, replayed, isWhole),
  });
  return report;
}

test("a log that is reproduced is one row a class and a verdict", () => {
  const report = reportOf([raise], [raise], true);
  expect(isReproduced(report)).toBe(true);
  expect(formatReport(report)).toBe(`\
class      recorded  now  same  moved  shift  vanished  appeared  later  per 1,000 a day
rssi_drop         1    1     1      0      -         0         0  -0/+0     2.00 -> 2.00

90 events of 500 homes, 500.0 home-days from 2026-11-24T00:00:00.000Z to 2026-11-25T00:00:00.000Z.
1 alert records reproduced, 0 appeared, 0 vanished.
`);
});

test("what differs is named as far as asked, and what may be its reason is said", () => {
  const later = { ...raise, episodeId: "e2", raisedAt: startMs + 90_000, receivedAt: startMs + 690_000 };
  const other = { ...raise, fingerprint: "f2", receivedAt: startMs + 900_000 };
  const report = reportOf([raise, other], [later], false);
  expect(isReproduced(report)).toBe(false);
  expect(formatReport(report)).toBe(`\
class      recorded  now  same  moved  shift  vanished  appeared  later  per 1,000 a day
rssi_drop         2    1     0      1  +90 s         1         0  -0/+0     4.00 -> 2.00

moved    2026-11-24T00:11:30.000Z rssi_drop of 02:00:00:00:00:01 in home-1, +90 s

90 events of 500 homes, 500.0 home-days from 2026-11-24T00:00:00.000Z to 2026-11-25T00:00:00.000Z.
1 of 1 partitions were not read from offset 0: what came before is not known, and may be why something differs.
The log of 1 partitions begins later: the first 2 h of it are warm-up.
The workers' group (USP_WORKER_GROUP_ID) has committed nothing of 1 partitions: they are compared to the log's end.
The workers have yet to do 4 records; these are left out.
0 alert records reproduced, 1 appeared, 2 vanished.
`);
  expect(toJson(report)).toMatchObject({
    equal: false,
    records: { reproduced: 0, appeared: 1, vanished: 2 },
    classes: { rssi_drop: { recorded: 2, now: 1, moved: 1, median_shift_ms: 90_000, recorded_rate: 4 } },
    differences: [{ what: "moved", home_id: "home-1", shift_ms: 90_000 }],
  });
});

test("each static rule is a row and is named", () => {
  const of = (rule: string): SaidAlert => ({ ...raise, alertClass: "rule", rule, episodeId: rule });
  const lines = formatReport(reportOf([of("weak"), raise, of("far")], [raise, of("far")], true)).split("\n");
  expect(lines.slice(1, 4).map((line) => line.split(/\s{2,}/)[0])).toEqual([
    "rssi_drop",
    "rule far",
    "rule weak",
  ]);
  expect(lines[5]).toBe("vanished 2026-11-24T00:10:00.000Z rule weak of 02:00:00:00:00:01 in home-1");
  const json = toJson(reportOf([of("weak")], [], true));
  expect(json).toMatchObject({ classes: { "rule weak": { vanished: 1 } }, differences: [{ rule: "weak" }] });
});

test("a log without events of that time says so", () => {
  expect(formatReport(createReport(span, 1))).toBe(
    "The log holds no event of that time.\n0 alert records reproduced, 0 appeared, 0 vanished.\n",
  );
});
