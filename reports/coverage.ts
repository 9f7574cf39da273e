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

/** One row of a basis: homes, their windows, reports due, how many of those came, and of homes' hours those with windows. */
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
    uniqExact(home_id) AS homes,
    sum(counted.windows) AS windows,
    sum(counted.expected) AS expected,
    sum(counted.covered) AS covered,
    ${isByHour ? `uniqExact(home_id, bucket_start) / (homes * ${hours})` : "NULL"} AS hours_share
FROM ${source.view} AS counted
WHERE ${between(scope, source.from, source.to)}${source.condition}`;
}

export const toCoverage = (answer: Answer): Coverage => ({
  homes: numberOf(answer, "homes") ?? 0,
  windows: numberOf(answer, "windows") ?? 0,
  expected: numberOf(answer, "expected") ?? 0,
  covered: numberOf(answer, "covered") ?? 0,
  hoursShare: numberOf(answer, "hours_share"),
});

/** null where nothing was due. */
export const coverageShare = ({ expected, covered }: Coverage): number | null =>
  expected === 0 ? null : covered / expected;
