/** Where values of JSON end that a flat report has: strings, numbers, booleans and null; found without making texts of them. */
import { isUtf8 } from "node:buffer";
import { decodeUtf8 } from "./json.ts";
import { code, JsonReader, numberPattern, ReportStop } from "./json-reader.ts";

/** 1 for a byte that stands for itself in a string: no closing quote, no escape, no control character, ASCII. */
export const isPlain = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= code.space && byte < 0x80 && byte !== code.quote && byte !== code.backslash ? 1 : 0,
);
const isDigit = (byte: number | undefined): boolean =>
  byte !== undefined && byte >= code.zero && byte <= code.nine;

/** Behind the number at `start`; `start` itself when there is none. */
export function numberEnd(bytes: Uint8Array, start: number): number {
  let end = bytes[start] === code.minus ? start + 1 : start;
  const first = bytes[end];
  if (!isDigit(first)) return start;
  do end += 1;
  while (first !== code.zero && isDigit(bytes[end]));
  const next = bytes[end] ?? 0;
  return next === code.dot || (next & ~0x20) === code.exponent ? brokenEnd(bytes, start) : end;
}

/** Longest number with a fraction or an exponent that is looked at as a whole. */
const longestBroken = 400;

/** Behind a number that has a fraction or an exponent, or something that looks like one behind it; `start` when it is too long. */
function brokenEnd(bytes: Uint8Array, start: number): number {
  const text = textOf(bytes, start, Math.min(bytes.length, start + longestBroken));
  numberPattern.lastIndex = 0;
  const length = numberPattern.exec(text)?.[0].length ?? 0;
  return length === longestBroken ? start : start + length;
}

/** Whether the ASCII letters of `word` begin at `start`. */
export function isWord(bytes: Uint8Array, start: number, word: string): boolean {
  for (let index = 0; index < word.length; index += 1) {
    if (bytes[start + index] !== word.charCodeAt(index)) return false;
  }
  return true;
}

/** Behind the quote that ends a string of which `from` is a part; the end of the bytes when there is none. */
export function stringEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && bytes[at] !== code.quote) at += bytes[at] === code.backslash ? 2 : 1;
  return Math.min(at + 1, bytes.length);
}

/** The text of a JSON string with its quotes; null when it is none, or has what is to be told: control characters, invalid UTF-8. */
export function unescaped(quoted: Uint8Array): string | null {
  if (!isUtf8(quoted)) return null;
  const reader = new JsonReader(decodeUtf8(quoted).text);
  try {
    const text = reader.string();
    return reader.controlCharacters || reader.nextCharacter !== "" ? null : text;
  } catch (error) {
    if (error instanceof ReportStop) return null;
    throw error;
  }
}

/** A character for each byte. */
export const textOf = (bytes: Uint8Array, start: number, end: number): string =>
  asBuffer(bytes).toString("latin1", start, end);

const asBuffer = (bytes: Uint8Array): Buffer =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
