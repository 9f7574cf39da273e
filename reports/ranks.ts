/** Percentiles by nearest rank: the least value that this share of all is at or below. Exact, no interpolation. */

/** Value and how often it was. */
export type Tally = readonly (readonly [value: number, count: number])[];

/** null of nothing. `percent` from 0 to 100. */
export function percentileOf(tally: Tally, percent: number): number | null {
  const total = totalOf(tally);
  let below = 0;
  for (const [value, count] of ascending(tally)) {
    below += count;
    if (below > 0 && below * 100 >= total * percent) return value;
  }
  return null;
}

export const totalOf = (tally: Tally): number => tally.reduce((total, [, count]) => total + count, 0);

/** The share of all that is at or below each value, in ascending order. */
export function cumulative(tally: Tally): { value: number; count: number; share: number }[] {
  const total = totalOf(tally);
  let below = 0;
  return ascending(tally).map(([value, count]) => {
    below += count;
    return { value, count, share: below / total };
  });
}

/** The share of all that is less than a value; null of nothing. */
export function shareBelow(tally: Tally, limit: number): number | null {
  const total = totalOf(tally);
  return total === 0 ? null : totalOf(tally.filter(([value]) => value < limit)) / total;
}

/** Each value once. */
export const tallyOf = (values: readonly number[]): Tally => values.map((value) => [value, 1]);

const ascending = (tally: Tally): Tally =>
  [...tally].filter(([, count]) => count > 0).sort(([a], [b]) => a - b);

/** Rows in groups, in the order of their first. */
export function groupBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}
