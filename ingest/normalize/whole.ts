/** Whole numbers in any notation that JSON has (`12`, `12.0`, `1.2e1`), read from their digits: nothing is rounded. */

const pattern = /^([+-]?)([0-9]+)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]{1,3}))?$/;
const maxExact = BigInt(Number.MAX_SAFE_INTEGER);
/** Digits of 2^64-1. */
const mostDigits = 20;

/** Digits that a double always holds. */
const mostPlainDigits = 15;

/**
 * The number a text stands for, a bigint beyond 2^53-1; null when it is not whole or has over 20 digits. Beyond
 * 2^53-1 only plain digits count: who writes such a number with a fraction or an exponent had it as a double, rounded
 * already.
 */
export function parseWhole(text: string): number | bigint | null {
  return parsePlain(text) ?? parseAny(text);
}

/** A few digits with or without a minus, which nearly all are; null for any other text. */
export function parsePlain(text: string): number | null {
  const start = text.charCodeAt(0) === 0x2d ? 1 : 0;
  const digits = text.length - start;
  if (digits < 1 || digits > mostPlainDigits) return null;
  let value = 0;
  for (let index = start; index < text.length; index += 1) {
    const digit = text.charCodeAt(index) - 0x30;
    if (digit < 0 || digit > 9) return null;
    value = value * 10 + digit;
  }
  return start === 0 ? value : 0 - value;
}

function parseAny(text: string): number | bigint | null {
  const match = pattern.exec(text);
  if (match === null) return null;
  const [, sign = "", integer = "", fraction, exponent] = match;
  const shifted = shift(integer + (fraction ?? ""), Number(exponent ?? 0) - (fraction?.length ?? 0));
  const digits = shifted?.replace(/^0+(?=.)/, "") ?? null;
  if (digits === null || digits.length > mostDigits) return null;
  const magnitude = BigInt(digits);
  const isPlain = fraction === undefined && exponent === undefined;
  if (magnitude > maxExact && !isPlain) return null;
  const value = sign === "-" ? -magnitude : magnitude;
  return magnitude > maxExact ? value : Number(value);
}

/** `digits` times ten to the power of `places`; null when that is not whole. */
function shift(digits: string, places: number): string | null {
  if (places >= 0) return digits + "0".repeat(places);
  return /^0*$/.test(digits.slice(places)) ? `0${digits.slice(0, places)}` : null;
}
