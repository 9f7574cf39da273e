/** Cumulative sum (Page 1954): finds a lasting small shift where each single value is unremarkable. */

export interface CusumSettings {
  /** Slack, in standard deviations: half the shift to find. */
  readonly k: number;
  /** The sum, in standard deviations, at which the shift is found. */
  readonly h: number;
}

/** For a shift of one standard deviation: found after 10 values on average, once in 930 values without one. */
export const oneSigmaCusum: CusumSettings = { k: 0.5, h: 5 };

/**
 * The sum after one more standardized value. It grows with values above `k`; for a fall, pass values with their sign
 * turned. Starts at 0, and its whole state is the sum.
 */
export const nextCusum = (sum: number, z: number, { k }: CusumSettings): number => Math.max(0, sum + z - k);

/** Whether a sum says that there is a shift. */
export const isShift = (sum: number, { h }: CusumSettings): boolean => sum > h;
