/** What the pipeline itself takes, and whether it will last. */
import {
  type Answer,
  column,
  type Derived,
  type FigureSpec,
  numberOf,
  type Page,
  text,
  toRows,
} from "../figure.ts";
import { daysTold, instant, type Scope, tierOf, within } from "../scope.ts";

const received = ({ period }: Scope): string =>
  `received_at >= ${instant(period.from)} AND received_at < ${instant(period.to)}`;

const reports: FigureSpec = {
  id: "pipeline",
  title: "Reports and what became of them",
  definition:
    "Reports of the period's windows, a day; over the days with windows. Late: came after their window was first told. Duplicates: had come before. " +
    "Dead letters: what could not be processed, received in the period, whatever the area; their share is of reports and dead letters together.",
  basis: "period",
  isHeadline: true,
  sql: (scope) => `WITH
    (SELECT count() FROM dead_letter WHERE ${received(scope)} AND chunk_index = 0) AS letters
SELECT
    ${daysTold(scope)} AS days,
    sum(received) / days AS reports_per_day,
    sum(windows) / days AS windows_per_day,
    sum(late) / nullIf(sum(received), 0) AS late_share,
    sum(duplicate) / nullIf(sum(received) + sum(duplicate), 0) AS duplicate_share,
    letters AS dead_letters,
    letters / nullIf(sum(received) + letters, 0) AS dead_letter_share
FROM home_${tierOf(scope)}
WHERE ${within(scope)}
HAVING count() > 0`,
  columns: [
    column("count", "reports_per_day", "Reports a day"),
    column("count", "windows_per_day", "Windows a day"),
    column("share", "late_share", "Late"),
    column("share", "duplicate_share", "Duplicates"),
    column("count", "dead_letters", "Dead letters"),
    column("share", "dead_letter_share", "Share of dead letters"),
  ],
};

const deadLetters: FigureSpec = {
  id: "dead-letters",
  title: "Dead letters by reason",
  definition:
    "What could not be processed, received in the period, whatever the area; a record in several chunks is one.",
  basis: "none",
  sql: (scope) => `SELECT reason, stage, count() AS letters, max(received_at) AS last
FROM dead_letter
WHERE ${received(scope)} AND chunk_index = 0
GROUP BY reason, stage
ORDER BY letters DESC, reason, stage`,
  columns: [
    text("reason", "Reason"),
    text("stage", "Stage"),
    column("count", "letters", "Dead letters"),
    text("last", "Last received (UTC)"),
  ],
};

const progress: FigureSpec = {
  id: "progress",
  title: "How far the tables are",
  definition:
    "Of each topic its partitions, the sum of their last offsets, and the time up to which all are complete: every message that a bridge received before it is in the tables. Only topics with ticks tell that.",
  basis: "none",
  sql: () => `SELECT
    topic,
    count() AS partitions,
    sum(last_offset) AS offsets,
    if(countIf(complete_up_to IS NULL) = 0, min(complete_up_to), NULL) AS complete_up_to_all,
    max(last_kafka_timestamp) AS newest
FROM pipeline_progress
GROUP BY topic
ORDER BY topic`,
  columns: [
    text("topic", "Topic"),
    column("count", "partitions", "Partitions"),
    column("count", "offsets", "Offsets, summed"),
    text("complete_up_to_all", "Complete up to (UTC)"),
    text("newest", "Newest record (UTC)"),
  ],
};

const storageColumns = [
  text("table", "Table"),
  column("count", "rows", "Rows"),
  column("bytes", "bytes_on_disk", "On disk"),
  column("number", "bytes_per_row", "Bytes a row"),
  column("bytes", "bytes_per_day", "A day adds"),
  column("number", "grows_days", "Grows for, days"),
  column("number", "runway_days", "Days left"),
];

/** How a table grows: so much a day, until its first part expires. */
interface Growth {
  readonly perDay: number;
  readonly days: number;
}

/** The tables, and a row of all with what is left of the disk. */
function toStorage(answers: readonly Answer[]): Derived {
  const [first] = answers;
  if (first === undefined) return { insufficient: "ClickHouse tells no tables with rows" };
  const total = (name: string): number =>
    answers.reduce((sum, answer) => sum + (numberOf(answer, name) ?? 0), 0);
  const [rows, onDisk] = [total("rows"), total("bytes_on_disk")];
  const growths = answers.flatMap((answer): Growth[] => {
    const perDay = numberOf(answer, "bytes_per_day");
    return perDay === null ? [] : [{ perDay, days: numberOf(answer, "grows_days") ?? Infinity }];
  });
  const all = {
    table: "all",
    rows,
    bytes_on_disk: onDisk,
    bytes_per_row: rows === 0 ? null : onDisk / rows,
    bytes_per_day: total("bytes_per_day"),
    runway_days: daysUntilFull(numberOf(first, "free_bytes") ?? 0, growths),
  };
  return { rows: toRows(storageColumns, [all, ...answers]) };
}

/** null where nothing grows any more before the space is used up. */
function daysUntilFull(freeBytes: number, growths: readonly Growth[]): number | null {
  let [free, from] = [freeBytes, 0];
  for (const { days } of growths.toSorted((a, b) => a.days - b.days)) {
    const perDay = growths.reduce((sum, growth) => (growth.days > from ? sum + growth.perDay : sum), 0);
    const added = days > from ? perDay * (days - from) : 0;
    if (added > free) return from + free / perDay;
    free -= added;
    from = Math.max(from, days);
  }
  return null;
}

const storage: FigureSpec = {
  id: "storage",
  title: "Storage and how long it lasts",
  definition:
    "At the moment of the report, whatever its period and area: tables of the database by their bytes on disk (system.parts). A day adds: bytes on disk over the days from " +
    "when the first of its rows was inserted (of a rollup: counted) to when the last was, whatever time they are of, at least one; more, so, where a past came in at once; empty of tables that are not kept by time. Grows for: until the first of its parts expires: from then on as much goes as comes, at the present rate, and 0 is a table that has come so far; empty where nothing expires. " +
    "Days left: until the free space of the disk (system.disks) is used up, each table growing for as long as it does; empty where all are at their retention before. " +
    "Rows of superseded versions count until they are merged. This table is in no CSV: it differs with every merge.",
  basis: "none",
  isOfTheMoment: true,
  // Rows expire so long after they were inserted: between the first and the last to expire is the time that they came in.
  sql: () => `SELECT
    table,
    sum(parts.rows) AS rows,
    sum(parts.bytes_on_disk) AS bytes_on_disk,
    bytes_on_disk / rows AS bytes_per_row,
    if(
        max(delete_ttl_info_max) = toDateTime(0),
        NULL,
        greatest(1, (max(delete_ttl_info_max) - minIf(delete_ttl_info_min, delete_ttl_info_min > toDateTime(0))) / 86400)) AS days,
    bytes_on_disk / days AS bytes_per_day,
    if(
        max(delete_ttl_info_max) = toDateTime(0),
        NULL,
        greatest(0, minIf(delete_ttl_info_max, delete_ttl_info_max > toDateTime(0)) - now()) / 86400) AS grows_days,
    (SELECT min(free_space) FROM system.disks) AS free_bytes
FROM system.parts AS parts
WHERE active AND database = currentDatabase() AND parts.rows > 0
GROUP BY table
ORDER BY bytes_on_disk DESC, table`,
  columns: storageColumns,
  derive: toStorage,
};

export const pipelinePage: Page = { title: "Pipeline", figures: [reports, deadLetters, progress, storage] };
