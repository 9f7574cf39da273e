/** What a rollup counts, column by column, as SQL aggregates over the rows (`part`) that it is counted from. */

/** One column of a rollup's table. */
export interface RollupColumn {
  readonly name: string;
  /** Counted from rows of windows. */
  readonly ofWindows: string;
  /** Counted from hours: what a day is made of. */
  readonly ofHours: string;
}

const column = (name: string, ofWindows: string, ofHours: string): RollupColumn => ({
  name,
  ofWindows,
  ofHours,
});

/** Of windows as of hours. */
const alike = (name: string, sql: string): RollupColumn => column(name, sql, sql);

/** Columns that are added up; null where none is known. */
export const sums = (...names: readonly string[]): RollupColumn[] =>
  names.map((name) => alike(name, `sum(part.${name})`));

/** Columns of which the greatest counts. */
export const peaks = (...names: readonly string[]): RollupColumn[] =>
  names.map((name) => alike(name, `max(part.${name})`));

/** How many rows of windows there are for which `condition` holds; added up over hours. */
export const countOf = (name: string, condition: string): RollupColumn =>
  column(name, `countIf(${condition})`, `sum(part.${name})`);

/** A number per row of windows, added up. */
export const sumOf = (name: string, sql: string): RollupColumn =>
  column(name, `sum(${sql})`, `sum(part.${name})`);

/** Different in windows and in hours. */
export const differing = column;

/**
 * A histogram in two columns: bins in ascending order, and the count of each. In windows each row gives arrays, or one
 * bin of its own.
 */
export function histogram(
  noun: string,
  windowBins: string,
  windowCounts: string,
): readonly [RollupColumn, RollupColumn] {
  const ofWindows = `sumMap(${windowBins}, ${windowCounts})`;
  const ofHours = `sumMap(part.${noun}_bins, part.${noun}_counts)`;
  const half = (name: string, n: number): RollupColumn =>
    column(`${noun}_${name}`, `tupleElement(${ofWindows}, ${n})`, `tupleElement(${ofHours}, ${n})`);
  return [half("bins", 1), half("counts", 2)];
}

/** How many windows had each value of `sql`, a whole number; those where it is null are left out. */
export const tally = (noun: string, sql: string): readonly [RollupColumn, RollupColumn] =>
  histogram(noun, `arrayFilter(bin -> bin IS NOT NULL, [${sql}])`, `if(${sql} IS NULL, [], [toUInt32(1)])`);

/** The exact RSSI histogram: 1 dB a bin. */
export const rssi: readonly RollupColumn[] = [
  ...sums("rssi_count"),
  ...histogram("rssi", "part.rssi_bins", "part.rssi_counts"),
  ...sums("rssi_out_of_range"),
];

/** What a station sent again, of what it was sent: of rows with both counters, so that the two may be divided. */
export const retries: readonly RollupColumn[] = [
  ...sums("packets_sent"),
  sumOf("retransmissions", "if(part.packets_sent IS NULL, NULL, part.retransmissions)"),
  sumOf("retry_packets_sent", "if(part.retransmissions IS NULL, NULL, part.packets_sent)"),
];

/** The mean PHY rate to the station, as a sum that can be added up and what to divide it by. */
export const downlinkRate: readonly RollupColumn[] = [
  sumOf("downlink_rate_samples", "if(part.downlink_rate_mean_kbps IS NULL, 0, part.samples)"),
  sumOf("downlink_rate_sum_kbps", "ifNull(part.downlink_rate_mean_kbps, 0) * part.samples"),
];
