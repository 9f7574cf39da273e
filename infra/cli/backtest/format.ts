/** A report as text for a terminal, and as the object of `--json`. */
import type { Difference } from "./compare.ts";
import { detectorOf } from "./said-alert.ts";
import { type BacktestReport, classRows, type ClassRow, isReproduced, totalRecords } from "./report.ts";

const columns = [
  "class",
  "recorded",
  "now",
  "same",
  "moved",
  "shift",
  "vanished",
  "appeared",
  "later",
  "per 1,000 a day",
];

/** A table of detectors, named differences, what was compared, and the verdict as the last line. */
export function formatReport(report: BacktestReport): string {
  const rows = classRows(report);
  const { reproduced, vanished, appeared } = totalRecords(report);
  const parts = [
    ...(rows.length === 0 ? [] : [align([columns, ...rows.map(toCells)])]),
    ...(report.differences.length === 0 ? [] : [report.differences.map(toLine).join("\n")]),
    [
      ...notes(report),
      `${reproduced} alert records reproduced, ${appeared} appeared, ${vanished} vanished.`,
    ].join("\n"),
  ];
  return `${parts.join("\n\n")}\n`;
}

/** Times are ISO 8601, rates per 1,000 homes and day, shifts in ms. */
export function toJson(report: BacktestReport): object {
  const { partitions, whole, cut, events, undone, homes, homeDays, range, differences } = report;
  return {
    equal: isReproduced(report),
    records: totalRecords(report),
    compared: range === null ? null : { from: iso(range.fromMs), to: iso(range.toMs) },
    partitions: { all: partitions, from_their_start: whole, begin_later: cut },
    events,
    not_done_by_workers: undone,
    homes,
    home_days: homeDays,
    classes: Object.fromEntries(
      classRows(report).map(({ name, ...row }) => [
        name,
        {
          recorded: row.recorded,
          now: row.now,
          same: row.same,
          moved: row.moved,
          median_shift_ms: row.medianShiftMs,
          vanished: row.vanished,
          appeared: row.appeared,
          later: { same: row.laterSame, vanished: row.laterVanished, appeared: row.laterAppeared },
          recorded_rate: row.recordedRate,
          now_rate: row.nowRate,
        },
      ]),
    ),
    differences: differences.map(({ what, alert, shiftMs }) => ({
      what,
      alert_class: alert.alertClass,
      rule: alert.rule,
      home_id: alert.homeId,
      subject: alert.subject,
      episode_id: alert.episodeId,
      fingerprint: alert.fingerprint,
      raised_at: iso(alert.raisedAt),
      received_at: iso(alert.receivedAt),
      shift_ms: shiftMs,
    })),
  };
}

const iso = (ms: number): string => new Date(ms).toISOString();

const toCells = (row: ClassRow): string[] => [
  row.name,
  String(row.recorded),
  String(row.now),
  String(row.same),
  String(row.moved),
  row.medianShiftMs === null ? "-" : shift(row.medianShiftMs),
  String(row.vanished),
  String(row.appeared),
  `-${row.laterVanished}/+${row.laterAppeared}`,
  `${row.recordedRate.toFixed(2)} -> ${row.nowRate.toFixed(2)}`,
];

const shift = (ms: number): string => `${ms < 0 ? "-" : "+"}${Math.round(Math.abs(ms) / 1000)} s`;

const toLine = ({ what, alert, shiftMs }: Difference): string =>
  `${what.padEnd(8)} ${iso(alert.receivedAt)} ${detectorOf(alert)} of ${alert.subject} in ${alert.homeId}` +
  (shiftMs === null ? "" : `, ${shift(shiftMs)}`);

function align(rows: readonly (readonly string[])[]): string {
  const widths = columns.map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0)));
  const toText = (row: readonly string[]): string =>
    row
      .map((cell, index) => (index === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[index] ?? 0)))
      .join("  ");
  return rows.map(toText).join("\n");
}

function notes({
  events,
  homes,
  homeDays,
  range,
  whole,
  cut,
  uncommitted,
  undone,
  partitions,
  span,
}: BacktestReport): string[] {
  if (range === null) return ["The log holds no event of that time."];
  const hours = span.warmUpMs / 3_600_000;
  return [
    `${events} events of ${homes} homes, ${homeDays.toFixed(1)} home-days from ${iso(range.fromMs)} to ${iso(range.toMs)}.`,
    ...(whole === partitions
      ? []
      : [
          `${partitions - whole} of ${partitions} partitions were not read from offset 0: ` +
            "what came before is not known, and may be why something differs.",
        ]),
    ...(cut === 0
      ? []
      : [`The log of ${cut} partitions begins later: the first ${hours} h of it are warm-up.`]),
    ...(uncommitted === 0
      ? []
      : [
          `The workers' group (USP_WORKER_GROUP_ID) has committed nothing of ${uncommitted} partitions: ` +
            "they are compared to the log's end.",
        ]),
    ...(undone === 0 ? [] : [`The workers have yet to do ${undone} records; these are left out.`]),
  ];
}
