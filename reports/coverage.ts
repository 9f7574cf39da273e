/** How much of what should have been reported was: what each figure rests on. */
import { inBusySet } from "./busy-set.ts";
import { type Answer, type Basis, type Coverage, numberOf } from "./figure.ts";
import { between, type Scope } from "./scope.ts";
import { silentToEnd } from "./silence.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Days of the past that growth looks at. */
export const growthDays = 26 * 7;
/** Days before and after an upgrade that are compared. */
export const upgradeDays = 7;

interface Source {
  readonly view: string;
  readonly from: number;
  readonly to: number;
  /** Beside the time. */
  readonly condition: string;
}

/**
 * One row of a basis: homes, their windows, reports due in those, how many of them came, and of homes' time what is covered and silent.
 * Where hours are looked at, silence that lasts at the end counts too.
 */
export function coverageSql(basis: Exclude<Basis, "none">, scope: Scope): string {
  const { from, to } = scope.period;
  const sources: Readonly<Record<typeof basis, Source>> = {
    period: { view: "home_hour", from, to, condition: "" },
    "busy-set": { view: "home_quarter_hour", from, to, condition: ` AND ${inBusySet(scope)}` },
    growth: { view: "home_day", from: to - growthDays * dayMs, to, condition: "" },
    "last-day": { view: "home_hour", from: to - dayMs, to, condition: "" },
    "before-and-after": {
      view: "home_hour",
      from: from - upgradeDays * dayMs,
      to: to + upgradeDays * dayMs,
      condition: "",
    },
  };
  const source = sources[basis];
  const isByHour = source.view === "home_hour";
  // Days after the period may be still to come: they are no silence, and no time in which nothing was due.
  const judgedTo = Math.min(source.to, to);
  const hours = Math.round((judgedTo - source.from) / hourMs);
  const dueHours = isByHour
    ? `if(due_ms > 0 AND start_s < ${judgedTo / 1000}, [intDiv(start_s, 3600)], [])`
    : "emptyArrayUInt32()";
  const silent = `
    UNION ALL
    SELECT
        home_id,
        ${source.from / 1000} AS start_s,
        0 AS windows,
        0 AS expected,
        0 AS covered,
        silent_ms AS due_ms,
        0 AS covered_ms,
        silent_ms,
        range(toUInt32(intDiv(silent_from_ms, ${hourMs})), toUInt32(ceil((silent_from_ms + silent_ms) / ${hourMs}))) AS due_hours
    FROM
    (
        ${silentToEnd(scope, source.from, judgedTo).replaceAll("\n", "\n        ")}
    )`;
  return `SELECT
    countIf(home_windows > 0) AS homes,
    sum(home_windows) AS windows,
    sum(home_expected) AS expected,
    sum(home_covered) AS covered,
    sum(home_due) AS due,
    sum(home_covered_ms) / due AS covered_share,
    sum(home_silent) / due AS silent_share,
    ${isByHour ? `sum(home_hours) / (homes * ${hours})` : "NULL"} AS hours_share,
    ${isByHour ? `groupBitmapArrayMerge(home_due_hours) / ${hours}` : "NULL"} AS due_share
FROM
(
    SELECT
        home_id,
        sum(counted.windows) AS home_windows,
        sum(counted.expected) AS home_expected,
        sum(counted.covered) AS home_covered,
        sum(counted.due_ms) AS home_due,
        sum(counted.covered_ms) AS home_covered_ms,
        sum(counted.silent_ms) AS home_silent,
        uniqExactIf(start_s, counted.windows > 0 AND start_s < ${judgedTo / 1000}) AS home_hours,
        groupBitmapArrayState(due_hours) AS home_due_hours
    FROM
    (
    SELECT home_id, toUnixTimestamp(bucket_start) AS start_s, windows, expected, covered, due_ms, covered_ms, silent_ms,
        ${dueHours} AS due_hours
    FROM ${source.view}
    WHERE ${between(scope, source.from, source.to)}${source.condition}${isByHour ? silent : ""}
    ) AS counted
    GROUP BY home_id
)`;
}

export const toCoverage = (answer: Answer): Coverage => ({
  homes: numberOf(answer, "homes") ?? 0,
  windows: numberOf(answer, "windows") ?? 0,
  expected: numberOf(answer, "expected") ?? 0,
  covered: numberOf(answer, "covered") ?? 0,
  share: numberOf(answer, "covered_share"),
  silentShare: numberOf(answer, "silent_share"),
  hoursShare: numberOf(answer, "hours_share"),
  dueShare: numberOf(answer, "due_share"),
});
