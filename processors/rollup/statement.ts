/**
 * The statements of a recount. Each reads one snapshot of its source and stores whole buckets: of a home and bucket one row
 * with all that is in it, and the sum of the row versions it is counted from.
 */
import type { RollupColumn } from "./column.ts";
import type { Rollup } from "./rollups.ts";

/** Which hours of which homes a statement recounts. */
export interface Scope {
  /** A condition on windows (`home_id`, `window_start`). */
  readonly windows: string;
  /** A condition on hours (`home_id`, `bucket_start`): all those of the days in question. */
  readonly days: string;
}

/** What windows are counted into, and the bucket that a window is in: the one that it begins in. */
const windowBuckets = {
  quarter_hour: "toStartOfFifteenMinutes(part.window_start)",
  hour: "toStartOfHour(part.window_start)",
} as const;

/** Recounts quarters of an hour, or hours, from the newest revision of their windows. */
export function recountWindows(rollup: Rollup, size: keyof typeof windowBuckets, scope: Scope): string {
  return insert(rollup, size, {
    bucket: windowBuckets[size],
    parts: windowParts(rollup, scope.windows),
    counts: `part.place > 0 AND (${rollup.windows.counts})`,
    aggregate: ({ ofWindows }) => ofWindows,
  });
}

/** Recounts days (UTC) from hours. */
export function recountDays(rollup: Rollup, hours: Rollup, scope: Scope): string {
  return insert(rollup, "day", {
    bucket: "toStartOfDay(part.bucket_start)",
    parts: hourParts(hours, scope.days),
    counts: "part.place > 0",
    aggregate: ({ ofHours }) => ofHours,
  });
}

interface Source {
  readonly bucket: string;
  /** Rows with `place`, how manieth they are of their window or hour; of one with none a row of place 0, for its version's sake. */
  readonly parts: string;
  readonly counts: string;
  readonly aggregate: (column: RollupColumn) => string;
}

const gateway = ["model_name", "software_version"];

function insert({ noun, keys, columns }: Rollup, size: string, source: Source): string {
  const told = [...gateway, ...keys];
  const names = [...told, ...columns.map(({ name }) => name)];
  return `INSERT INTO ${noun}_${size}_store (home_id, bucket_start, source_version, ${names.map((name) => `\`rows.${name}\``).join(", ")})
SELECT home_id, bucket_start, source_version, ${names.map((_, index) => `tupleElement(rows, ${index + 1})`).join(", ")}
FROM
(
    SELECT home_id, bucket_start, sum(versions) AS source_version, arraySort(groupArrayIf(tuple(${names.join(", ")}), is_counted)) AS rows
    FROM
    (
        SELECT
            part.home_id AS home_id,
            ${source.bucket} AS bucket_start,
            ${told.map((name) => `part.${name} AS ${name}`).join(", ")},
            sumIf(part.version, part.place <= 1) AS versions,
            countIf(${source.counts}) > 0 AS is_counted,
            ${columns.map((column) => `${source.aggregate(column)} AS ${column.name}`).join(",\n            ")}
        FROM
        (
            ${source.parts}
        ) AS part
        GROUP BY home_id, bucket_start, ${told.join(", ")}
    )
    GROUP BY home_id, bucket_start
)`;
}

function windowParts({ windows: { each, columns } }: Rollup, condition: string): string {
  const ofWindow = "home_id, window_start, window_ms, clock_epoch, toUInt128(row_version) + 1 AS version";
  const from = "home_window_store FINAL";
  if (each === null) {
    const own = columns.map(([name, sql]) => `${sql} AS ${name}`);
    return `SELECT ${ofWindow}, ${[...gateway, "1 AS place", ...own].join(", ")} FROM ${from} WHERE ${condition}`;
  }
  return partsOf(`${ofWindow}, ${gateway.join(", ")}`, from, each, columns, condition);
}

function hourParts({ noun, keys, columns }: Rollup, condition: string): string {
  const arrays = [...gateway, ...keys, ...columns.map(({ name }) => name)].map(
    (name) => [name, `\`rows.${name}\``] as const,
  );
  const ofHour = "home_id, bucket_start, source_version AS version";
  // Those of version 0 are silent hours of homes: they have no windows.
  return partsOf(
    ofHour,
    `${noun}_hour_store FINAL`,
    "`rows.model_name`",
    arrays,
    `source_version > 0 AND ${condition}`,
  );
}

/** Rows out of arrays; the arrays' names are not to be mixed up with columns of the table they are in. */
function partsOf(
  shared: string,
  from: string,
  each: string,
  arrays: readonly (readonly [name: string, sql: string])[],
  condition: string,
): string {
  return `SELECT ${shared}, place, ${arrays.map(([name]) => `each_${name} AS ${name}`).join(", ")}
            FROM ${from}
            LEFT ARRAY JOIN arrayEnumerate(${each}) AS place, ${arrays.map(([name, sql]) => `${sql} AS each_${name}`).join(", ")}
            WHERE ${condition}`;
}
