/**
 * Writers for what our records mostly consist of, short ASCII texts, columns that may be null and rows that are bytes
 * already: avsc 5.7.9 asks Node for the bytes of each text and sorts each value into a bucket by its `typeof`. The bytes
 * are the same.
 *
 * As in `avro-guard.ts`, an instance made by `Object.create(type, {_write})` stands in for the library's own, and
 * `avro.test.ts` holds the two together.
 */
/* oxlint-disable no-underscore-dangle -- the names are the library's */
import avsc from "avsc";
import { encodingOf } from "./encoded-rows.ts";

interface Tap {
  readonly buf: Buffer;
  pos: number;
  writeLong(value: number): void;
}

interface InnerType {
  _write(tap: Tap, value: unknown): void;
}

/** Texts below this length have it in one byte (a varint of its double). */
const shortText = 64;

/**
 * A string type that writes short ASCII texts itself and leaves the others to avsc. Half a surrogate pair becomes U+FFFD:
 * it has no UTF-8, and avsc would write bytes that are none.
 */
export function quickString(): avsc.Type {
  const type = avsc.Type.forSchema("string") as unknown as InnerType;
  return Object.create(type, {
    _write: {
      value(tap: Tap, text: unknown): void {
        if (typeof text !== "string") type._write(tap, text);
        else if (!writeShortAscii(tap, text)) type._write(tap, text.toWellFormed());
      },
    },
  }) as avsc.Type;
}

/**
 * False, and nothing that counts is written, when the text is too long or not ASCII. Beyond the buffer's end nothing is
 * written; by its position the library then says how much it was too small.
 */
function writeShortAscii(tap: Tap, text: string): boolean {
  const { buf, pos } = tap;
  const { length } = text;
  if (length >= shortText) return false;
  for (let index = 0; index < length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit > 0x7f) return false;
    buf[pos + 1 + index] = unit;
  }
  buf[pos] = length * 2;
  tap.pos = pos + 1 + length;
  return true;
}

/** `union`, whose branches are null and `type` in this order, deciding between the two by a comparison. */
export function quickNullable(union: avsc.Type, type: avsc.Type): avsc.Type {
  const inner = type as unknown as InnerType;
  return Object.create(union, {
    _write: {
      value(tap: Tap, value: unknown): void {
        tap.buf[tap.pos] = value === null ? 0 : 2;
        tap.pos += 1;
        if (value !== null) inner._write(tap, value);
      },
    },
  }) as avsc.Type;
}

/** `array`, which takes the bytes of rows that have them (`encoded-rows.ts`) and are of its items' record. */
export function quickArray(array: avsc.Type): avsc.Type {
  const inner = array as unknown as InnerType & { readonly itemsType: avsc.Type };
  const record = inner.itemsType.name?.split(".").at(-1);
  return Object.create(array, {
    _write: {
      value(tap: Tap, items: unknown): void {
        const encoding = Array.isArray(items) ? encodingOf(items) : null;
        if (encoding === null || encoding.record !== record) return inner._write(tap, items);
        const { count, bytes, start, end } = encoding;
        tap.writeLong(count);
        const after = tap.pos + end - start;
        if (after <= tap.buf.length) tap.buf.set(bytes.subarray(start, end), tap.pos);
        tap.pos = after;
        tap.writeLong(0);
      },
    },
  }) as avsc.Type;
}
