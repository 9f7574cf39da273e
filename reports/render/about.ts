/** What a report says of itself, the same in every format. */
import type { Column, Coverage, Figure } from "../figure.ts";
import type { Manifest } from "../manifest.ts";
import type { Report } from "../report.ts";
import { formatDay, toCalendarDay } from "../zone.ts";
import { formatCell } from "./cell.ts";

export const titleOf = ({ kind }: Report): string => `${kind.title} report`;

/** `2026-11-16 to 2026-11-22 (7 days, Europe/Berlin)`: both days are in it. */
export function periodLine({ scope }: Report): string {
  const { firstDay, endDay, days, zone } = scope.period;
  return `${spanLine(firstDay, endDay)} (${days} ${days === 1 ? "day" : "days"}, ${zone})`;
}

/** From the first day to the last, which is the one before `endDay`. */
export function spanLine(firstDay: string, endDay: string): string {
  const lastDay = formatDay(toCalendarDay(Date.parse(`${endDay}T00:00Z`) - 86_400_000));
  return firstDay === lastDay ? firstDay : `${firstDay} to ${lastDay}`;
}

export function aboutLines(report: Report): [name: string, value: string][] {
  const { scope, previous, snapshot, program, hasChanged, isComplete } = report;
  const unfinished = isComplete === false ? "; not all that was received in it is in the tables yet" : "";
  return [
    ["Report", titleOf(report)],
    ["Period", `${periodLine(report)}${unfinished}`],
    ["Area", scope.area ?? "all"],
    ["Coverage", coverageLine(report.coverage)],
    [
      "Snapshot",
      `${snapshot}${hasChanged ? " (homes of it were counted anew while it was read: figures may differ by that)" : ""}`,
    ],
    [
      "Compared with",
      previous === null
        ? "nothing: the history holds no earlier report"
        : `${spanLine(previous.period.from, previous.period.to)}, snapshot ${previous.snapshot}`,
    ],
    ["Made by", `usp-telemetry ${program}`],
  ];
}

/** Under each figure. */
export function coverageLine(coverage: Coverage | null): string {
  if (coverage === null) return "no windows: not of what homes report";
  const { homes, windows, expected, covered, share, silentShare, hoursShare } = coverage;
  if (share === null) return "nothing was due";
  const count = (value: number): string => formatCell(value, "count");
  const came = `${count(covered)} of ${count(expected)} reports due came in ${count(windows)} windows of ${count(homes)} ${homes === 1 ? "home" : "homes"}`;
  const hours = hoursShare === null ? "" : `, which are in ${formatCell(hoursShare, "share")} of their hours`;
  return `${formatCell(share, "share")}: ${came}${hours}; silent for ${formatCell(silentShare, "share")} of their time`;
}

/** Column -> number. */
export type Numbers = Readonly<Record<string, number>>;

/** What a headline's columns were in the report before. */
export const beforeOf = ({ spec }: Figure, previous: Manifest | null): Numbers =>
  previous?.headlines[spec.id] ?? {};

/** Under a number that stands for itself; null where the report before did not say it. */
export function beforeLine({ name, kind }: Column, before: Numbers): string | null {
  const then = before[name];
  return then === undefined ? null : `before: ${formatCell(then, kind)}`;
}

/** Rows of a table on a page; the CSV has all. */
export const rowsOnPage = 50;
