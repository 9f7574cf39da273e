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

const alertText = ({ firing, delivered }: Snapshot): string =>
  `alerts firing ${firing}${delivered === null ? "" : `, delivered ${delivered}`}`;

/** One line for a log, some 100 columns: `events/s 4.1  lag 0, 0.9 s  ...`; of lag records, and the newest row's age. */
export function renderLine(snapshot: Snapshot, rate: number | null): string {
  const { workerLag, sinkLag, newestRowAgeMs, rows, changes, dropped, deadLetters } = snapshot;
  return [
    `events/s ${rateText(rate)}`,
    `lag ${workerLag + sinkLag}, ${ageText(newestRowAgeMs)}`,
    `stations ${rows["station_observation"] ?? 0}`,
    `joins ${changes.join} leaves ${changes.leave}`,
    alertText(snapshot),
    `dropped ${dropped}`,
    `dead letters ${deadLetters}`,
  ].join("  ");
}

const width = 79;

/** What a person may want to speak to. */
interface Addresses {
  readonly kafka: { readonly brokers: readonly string[] };
  readonly registry: { readonly url: string };
  readonly clickhouse: { readonly url: string };
  readonly mqtt: { readonly url: string };
}

/** The whole screen; no line is longer than 79 columns, there are at most 23 of them. */
export function renderScreen(
  snapshot: Snapshot,
  rate: number | null,
  addresses: Addresses,
  hints: readonly string[] = [],
): string[] {
  const { workerLag, sinkLag, newestRowAgeMs, changes } = snapshot;
  return [
    `events/s ${rateText(rate).padEnd(8)} lag: worker ${workerLag}, sink ${sinkLag} records; newest row is ${ageText(newestRowAgeMs)} old`,
    `joins ${changes.join}   leaves ${changes.leave}   roams ${changes.roam}   ${alertText(snapshot)}`,
    `dropped ${snapshot.dropped}   dead letters ${snapshot.deadLetters}`,
    ...rowLines(snapshot.rows),
    "",
    ...windowLines(snapshot.windows),
    ...howToQuery(addresses, hints),
  ].map((line) => line.slice(0, width));
}

/** What few gateways have, and the screen no room for. */
const rareViews: ReadonlySet<string> = new Set(["heard_station_observation", "heard_bss_observation"]);

/** Rows per view, two to a line. */
function rowLines(rows: Readonly<Record<string, number>>): string[] {
  const cells = Object.entries(rows)
    .filter(([view]) => !rareViews.has(view))
    .map(([view, count]) => `${view.padEnd(24)}${String(count).padStart(10)}    `);
  return cells.flatMap((cell, index) =>
    index % 2 === 0 ? [`${cell}${cells[index + 1] ?? ""}`.trimEnd()] : [],
  );
}

function text(row: Row, column: string): string {
  const value = row[column];
  return typeof value === "string" || typeof value === "number" ? String(value) : "-";
}

function windowLines(windows: readonly Row[]): string[] {
  if (windows.length === 0)
    return ["No window has closed yet (a window is a minute, and 10 s more for what is late)."];
  const columns: readonly (readonly [title: string, size: number])[] = [
    ["newest window", 14],
    ["home", 28],
    ["reports", 8],
    ["stations", 8],
    ["RSSI", 6],
    ["join", 4],
    ["leave", 5],
  ];
  const line = (cells: readonly string[]): string =>
    columns.map(([, size], index) => (cells[index] ?? "").slice(0, size).padEnd(size)).join(" ");
  return [line(columns.map(([title]) => title)), ...windows.map((row) => line(windowCells(row)))];
}

const windowCells = (row: Row): string[] => [
  `${text(row, "start")} UTC`,
  text(row, "home_id"),
  `${text(row, "received")}/${text(row, "expected")}`,
  text(row, "stations_peak"),
  text(row, "rssi"),
  text(row, "joins"),
  text(row, "leaves"),
];

/** The same three commands as at the end of a start, and more that are worth it. */
export function howToQuery(
  { kafka, registry, clickhouse, mqtt }: Addresses,
  hints: readonly string[] = [],
): string[] {
  return [
    `Kafka ${kafka.brokers.join(",")}, registry ${registry.url}`,
    `ClickHouse ${clickhouse.url}, MQTT ${mqtt.url}. Try elsewhere:`,
    '  npm run query -- "SELECT * FROM home_window LIMIT 3"',
    '  npm run query -- "SELECT kind, count() FROM association_change GROUP BY kind"',
    `  curl '${clickhouse.url}/?query=SELECT+count()+FROM+station_observation'`,
    ...hints.map((command) => `  ${command}`),
  ];
}
