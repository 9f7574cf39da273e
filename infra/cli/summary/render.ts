/** The live summary as text: a screen of at most 80 x 24, or one line. Pure. */
import type { Row } from "../clickhouse-select.ts";
import type { Snapshot } from "./snapshot.ts";

/** Numbers over the time between two snapshots. */
export function eventsPerSecond(before: Snapshot | null, after: Snapshot): number | null {
  if (before === null || after.atMs <= before.atMs) return null;
  return Math.max(0, (after.events - before.events) / ((after.atMs - before.atMs) / 1000));
}

const rateText = (rate: number | null): string => (rate === null ? "-" : rate.toFixed(1));
const ageText = (ageMs: number | null): string =>
  ageMs === null ? "no row yet" : `${(ageMs / 1000).toFixed(1)} s`;

/** One line for a log: `events/s 4.1  lag 0 records, 0.9 s  ...`. */
export function renderLine(snapshot: Snapshot, rate: number | null): string {
  const { workerLag, sinkLag, newestRowAgeMs, rows, changes, deadLetters } = snapshot;
  return [
    `events/s ${rateText(rate)}`,
    `lag ${workerLag + sinkLag} records, newest row ${ageText(newestRowAgeMs)}`,
    `stations ${rows["station_observation"] ?? 0} rows`,
    `windows ${rows["home_window"] ?? 0}`,
    `joins ${changes.join} leaves ${changes.leave} roams ${changes.roam}`,
    `dead letters ${deadLetters}`,
  ].join("  ");
}

const width = 79;

/** The whole screen; no line is longer than 79 columns, there are at most 23 of them. */
export function renderScreen(snapshot: Snapshot, rate: number | null, clickhouseUrl: string): string[] {
  const { workerLag, sinkLag, newestRowAgeMs, changes, deadLetters } = snapshot;
  return [
    `events/s ${rateText(rate).padEnd(8)} lag: worker ${workerLag}, sink ${sinkLag} records; newest row is ${ageText(newestRowAgeMs)} old`,
    `joins ${changes.join}   leaves ${changes.leave}   roams ${changes.roam}   dead letters ${deadLetters}`,
    "",
    ...rowLines(snapshot.rows),
    "",
    ...windowLines(snapshot.windows),
    "",
    ...howToQuery(clickhouseUrl),
  ].map((line) => line.slice(0, width));
}

/** Rows per view, two to a line. */
function rowLines(rows: Readonly<Record<string, number>>): string[] {
  const cells = Object.entries(rows).map(
    ([view, count]) => `${view.padEnd(22)}${String(count).padStart(10)}      `,
  );
  return cells.flatMap((cell, index) =>
    index % 2 === 0 ? [`${cell}${cells[index + 1] ?? ""}`.trimEnd()] : [],
  );
}

const text = (row: Row, column: string, size: number): string => {
  const value = row[column];
  return (typeof value === "string" || typeof value === "number" ? String(value) : "-")
    .slice(0, size)
    .padEnd(size);
};

function windowLines(windows: readonly Row[]): string[] {
  if (windows.length === 0)
    return ["No window has closed yet (a window is a minute, and 10 s more for what is late)."];
  const heading = "newest windows (UTC)  home                     reports  stations  RSSI   join leave";
  return [
    heading,
    ...windows.map((row) =>
      [
        text(row, "start", 21),
        text(row, "home_id", 24),
        `${text(row, "received", 2)}/ ${text(row, "expected", 4)}`,
        text(row, "stations_peak", 9),
        text(row, "rssi", 6),
        text(row, "joins", 4),
        text(row, "leaves", 4),
      ].join(" "),
    ),
  ];
}

/** The same three commands as at the end of a start. */
export function howToQuery(clickhouseUrl: string): string[] {
  return [
    `ClickHouse: ${clickhouseUrl}   Try, in another terminal:`,
    '  npm run query -- "SELECT * FROM home_window ORDER BY window_start DESC LIMIT 5"',
    '  npm run query -- "SELECT kind, count() FROM association_change GROUP BY kind"',
    `  curl '${clickhouseUrl}/?query=SELECT+count()+FROM+station_observation'`,
  ];
}
