/** Compares rows in both directions and says what differs so that a person finds it. */
import type { Row } from "./row.ts";

const shown = 5;

/**
 * Sentences on what is missing and what is too much; empty when both hold the same rows the same number of times.
 */
export function differences(what: string, expected: readonly Row[], actual: readonly Row[]): string[] {
  const left = new Map<string, number>();
  for (const row of actual) left.set(textOf(row), (left.get(textOf(row)) ?? 0) + 1);
  const missing = expected.map(textOf).filter((text) => {
    const count = left.get(text) ?? 0;
    if (count > 0) left.set(text, count - 1);
    return count === 0;
  });
  const unexpected = [...left].flatMap(([text, count]) => Array.from({ length: count }, () => text));
  if (missing.length + unexpected.length === 0) return [];
  return [
    `${what}: ${missing.length} of ${expected.length} rows missing, ${unexpected.length} of ${actual.length} unexpected`,
    ...missing.slice(0, shown).map((text) => `missing    ${text}${nearest(text, unexpected)}`),
    ...unexpected.slice(0, shown).map((text) => `unexpected ${text}`),
  ];
}

const textOf = (row: Row): string =>
  JSON.stringify(Object.fromEntries(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1))));

/** The columns in which the most similar unexpected row differs. */
function nearest(text: string, candidates: readonly string[]): string {
  const row = entriesOf(text);
  const best = candidates
    .slice(0, 500)
    .map((candidate) => {
      const other = new Map(entriesOf(candidate));
      return row
        .filter(([name, value]) => other.get(name) !== value)
        .map(([name]) => `${name}: ${String(other.get(name))}`);
    })
    .sort((a, b) => a.length - b.length)[0];
  return best === undefined || best.length > row.length / 2
    ? ""
    : `\n           nearest has ${best.join(", ")}`;
}

const entriesOf = (text: string): [string, unknown][] => Object.entries(Object(JSON.parse(text)));
