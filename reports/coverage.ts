/** How much of what should have been reported was: what each figure rests on. */
import { inBusySet } from "./busy-set.ts";
import { type Answer, type Basis, type Coverage, numberOf } from "./figure.ts";
import { between, type Scope, tierOf, within } from "./scope.ts";

const dayMs = 86_400_000;

/** Days of the past that growth looks at. */
export const growthDays = 26 * 7;
/** Days before and after an upgrade that are compared. */
export const upgradeDays = 7;

const read = (view: string, condition: string): string => `SELECT
    uniqExact(home_id) AS homes,
    sum(windows) AS windows,
    sum(expected) AS expected,
    sum(covered) AS covered
FROM ${view}
WHERE ${condition}`;

/** One row of a basis: homes, their windows, reports due, and how many of those came. */
export function coverageSql(basis: Exclude<Basis, "none">, scope: Scope): string {
  const { from, to } = scope.period;
  const sources: Readonly<Record<typeof basis, readonly [view: string, condition: string]>> = {
    period: [`home_${tierOf(scope)}`, within(scope)],
    "busy-set": ["home_quarter_hour", `${within(scope)} AND ${inBusySet(scope)}`],
    growth: ["home_day", between(scope, to - growthDays * dayMs, to)],
    "last-day": ["home_hour", between(scope, to - dayMs, to)],
    "before-and-after": ["home_hour", between(scope, from - upgradeDays * dayMs, to + upgradeDays * dayMs)],
  };
  return read(...sources[basis]);
}

export const toCoverage = (answer: Answer): Coverage => ({
  homes: numberOf(answer, "homes") ?? 0,
  windows: numberOf(answer, "windows") ?? 0,
  expected: numberOf(answer, "expected") ?? 0,
  covered: numberOf(answer, "covered") ?? 0,
});

/** null where nothing was due. */
export const coverageShare = ({ expected, covered }: Coverage): number | null =>
  expected === 0 ? null : covered / expected;
