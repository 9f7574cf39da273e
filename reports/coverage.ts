/** How much of what should have been reported was: what each figure rests on. */
import { inBusySet } from "./busy-set.ts";
import { type Answer, type Basis, type Coverage, numberOf } from "./figure.ts";
import { between, type Scope } from "./scope.ts";

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

/** One row of a basis: homes, their windows, reports due in those, how many of them came, and of homes' time what is covered and silent. */
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
  const hours = Math.round((source.to - source.from) / hourMs);
  return `SELECT
    uniqExactIf(home_id, counted.windows > 0) AS homes,
    sum(counted.windows) AS windows,
    sum(counted.expected) AS expected,
    sum(counted.covered) AS covered,
    sum(counted.due_ms) AS due,
    sum(counted.covered_ms) / due AS covered_share,
    sum(counted.silent_ms) / due AS silent_share,
    ${isByHour ? `uniqExactIf((home_id, bucket_start), counted.windows > 0) / (homes * ${hours})` : "NULL"} AS hours_share
FROM ${source.view} AS counted
WHERE ${between(scope, source.from, source.to)}${source.condition}`;
}

export const toCoverage = (answer: Answer): Coverage => ({
  homes: numberOf(answer, "homes") ?? 0,
  windows: numberOf(answer, "windows") ?? 0,
  expected: numberOf(answer, "expected") ?? 0,
  covered: numberOf(answer, "covered") ?? 0,
  share: numberOf(answer, "covered_share"),
  silentShare: numberOf(answer, "silent_share"),
  hoursShare: numberOf(answer, "hours_share"),
});
