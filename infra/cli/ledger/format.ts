/** A report of the ledger for a person, on one screen, and as JSON. */
import { formatTable } from "../text-table.ts";
import type { CheckReport } from "./check.ts";
import { type Border, type Finding, placeOf } from "./finding.ts";

/** Findings named; the others are counted. */
const most = 10;

export const isBalanced = ({ findings }: CheckReport): boolean => findings.length === 0;

/** Records that do not balance. */
export const imbalanceOf = ({ findings }: CheckReport): number =>
  findings.reduce((sum, { records }) => sum + records, 0);

export function formatReport(report: CheckReport, width: number): string {
  const { borders, findings } = report;
  const table = formatTable(
    ["from", "to", "handed on", "taken in", "balance", "before the ledger"],
    borders.map((border) => [...cells(border), balanceOf(border, findings), blankZero(border.before)]),
    width,
  );
  if (findings.length === 0) return `${table}\nBalanced.\n`;
  const named = findings.slice(0, most).map((finding) => `  ${sentenceOf(finding)}\n`);
  const rest = findings.length > most ? `  and ${findings.length - most} more\n` : "";
  return `${table}\nNot balanced, ${imbalanceOf(report)} records:\n${named.join("")}${rest}`;
}

const cells = ({ from, to, handedOn, takenIn }: Border): readonly string[] => [
  from,
  to,
  String(handedOn),
  String(takenIn),
];

const blankZero = (count: number): string => (count === 0 ? "" : String(count));

/** Who wrote it is not said in the table. */
function balanceOf(border: Border, findings: readonly Finding[]): string {
  const mine = findings.filter(
    ({ from, to }) => to === border.to && (from === border.from || border.from === "written"),
  );
  const counts = new Map<string, number>();
  for (const { kind, records } of mine) counts.set(kind, (counts.get(kind) ?? 0) + records);
  return mine.length === 0 ? "yes" : [...counts].map(([kind, count]) => `${count} ${kind}`).join(", ");
}

/** `altered between telemetry and worker: telemetry partition 3, offset 42, ...`. */
export const sentenceOf = (finding: Finding): string =>
  `${finding.kind} between ${finding.from} and ${finding.to}: ${placeOf(finding)}`;

export const toJson = (report: CheckReport): object => ({
  balanced: isBalanced(report),
  imbalance_records: imbalanceOf(report),
  borders: report.borders,
  findings: report.findings.map((finding) => ({ ...finding, sentence: sentenceOf(finding) })),
});
