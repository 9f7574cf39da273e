/**
 * Sums over records that tell whether two stages mean the same ones, and which one they differ by.
 *
 * Each record counts as a number from 1 to 2^32, CRC-32 of its value and key. A range of offsets has the number of its records,
 * the sum of their numbers, and the sum of their numbers times their place in the range. One record lost, doubled or altered
 * changes the first sum by d and the second by d times its place: the quotient is the place, without asking anybody again.
 * Two or more in one range are noticed too, but only the range is known then.
 *
 * CRC-32 sees every change of up to 32 bits in a row, and others but for one in 2^32. It is no proof against somebody who means
 * to deceive.
 */
import { crc32 } from "node:zlib";

/** What one stage says of the records from an offset on. */
export interface RangeSum {
  readonly records: number;
  /** Modulo `modulus`. */
  readonly sum: number;
  /** Of each record times its offset's distance to the range's first; modulo `modulus`. */
  readonly located: number;
}

/** A prime (2^52 - 47): sums of two stay exact, and every difference but 0 can be divided by. */
export const modulus = 4_503_599_627_370_449;

/** Most offsets of a range, so that a number times a place stays exact. */
export const mostOffsets = 2 ** 20 - 1;

const nothing = Buffer.alloc(0);

/** The number a record counts as. A value that is null counts as one without bytes. */
export const sumOfRecord = (key: Buffer | null, value: Buffer | null): number =>
  crc32(key ?? nothing, crc32(value ?? nothing)) + 1;

export const emptySum: RangeSum = { records: 0, sum: 0, located: 0 };

/** With one record more; `place` is its offset's distance to the range's first. */
export const addRecord = (to: RangeSum, place: number, number: number): RangeSum => ({
  records: to.records + 1,
  sum: (to.sum + number) % modulus,
  located: (to.located + place * number) % modulus,
});

export const isSameSum = (a: RangeSum, b: RangeSum): boolean =>
  a.records === b.records && a.sum === b.sum && a.located === b.located;

/** The place of the one record by which `b` differs from `a`; null when it is not one record of so many places. */
export function placeOfDifference(a: RangeSum, b: RangeSum, places: number): number | null {
  const difference = less(b.sum, a.sum);
  if (difference === 0n) return null;
  const place = (less(b.located, a.located) * inverse(difference)) % prime;
  return place < BigInt(places) ? Number(place) : null;
}

const prime = BigInt(modulus);

const less = (a: number, b: number): bigint => (BigInt(a) - BigInt(b) + prime) % prime;

/** By Fermat: the power of the prime less two. */
function inverse(of: bigint): bigint {
  let result = 1n;
  let square = of;
  for (let rest = prime - 2n; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % prime;
    square = (square * square) % prime;
  }
  return result;
}
