/**
 * The canonical form of a report element, from which its event id is made: names and values as reported and in their
 * order, white space and escapes apart; each with its length in UTF-16 code units, so that none runs into the next.
 * `15:Hosts.1.Activeboolean4:true` for `"Hosts.1.Active": true`. Ids are in topics and tables: it may never change.
 */
import type { ReportElement, ValueType } from "./value.ts";

/** The form as text, of an element that was taken apart. */
export function canonicalElement({ superseded, values }: ReportElement): string {
  let canonical = "";
  for (const part of [superseded, values]) {
    for (const { name, text, type } of part) {
      canonical += lengthMark(nameMarks, "", name.length);
      canonical += name;
      canonical += lengthMark(textMarks[type], type, text.length);
      canonical += text;
    }
  }
  return canonical;
}

/** `17:` and `string17:` up to 99, so that the usual ones are not formatted anew for each value. */
const lengthMarks = (type: string): readonly string[] =>
  Array.from({ length: 100 }, (_, length) => `${type}${length}:`);

const nameMarks = lengthMarks("");
const textMarks: Readonly<Record<ValueType, readonly string[]>> = {
  "": nameMarks,
  string: lengthMarks("string"),
  number: lengthMarks("number"),
  boolean: lengthMarks("boolean"),
  null: lengthMarks("null"),
  array: lengthMarks("array"),
  object: lengthMarks("object"),
};

const lengthMark = (marks: readonly string[], type: string, length: number): string =>
  marks[length] ?? `${type}${length}:`;

/** What the form says of a name, before its value. */
export const canonicalName = (name: string): string => `${name.length}:${name}`;

/** A type as the form writes it: by fours, little-endian. */
export interface TypeMark {
  readonly type: ValueType;
  readonly first: number;
  readonly second: number;
  readonly length: number;
}

/** The types that a value of a flat report has. */
export const typeMarks = {
  string: { type: "string", first: 0x69727473, second: 0x676e, length: 6 },
  number: { type: "number", first: 0x626d756e, second: 0x7265, length: 6 },
  boolean: { type: "boolean", first: 0x6c6f6f62, second: 0x6e6165, length: 7 },
  null: { type: "null", first: 0x6c6c756e, second: 0, length: 4 },
} as const satisfies Partial<Record<ValueType, TypeMark>>;

const zero = 0x30;
const colon = 0x3a;
/** Written beyond the end, to be written over. */
const slack = 16;

/** The form as UTF-8 bytes, written value by value into one room that is used again for each report. */
export class CanonicalWriter {
  #room = Buffer.allocUnsafe(65_536);
  #view = new DataView(this.#room.buffer, this.#room.byteOffset, this.#room.length);
  #start = 0;
  #end = 0;

  /** Before a report that writes at most `mostBytes`; what was written before is gone. */
  begin(mostBytes: number): void {
    if (this.#room.length < mostBytes + slack) {
      this.#room = Buffer.allocUnsafe(mostBytes + slack);
      this.#view = new DataView(this.#room.buffer, this.#room.byteOffset, this.#room.length);
    }
    this.#start = 0;
    this.#end = 0;
  }

  /** Writes a name: the `length` bytes that begin at a word of `words`. */
  name(words: Int32Array, start: number, length: number): void {
    const view = this.#view;
    const end = this.#end + length;
    for (let at = this.#end, word = start; at < end; at += 4, word += 1) {
      view.setInt32(at, words[word] as number, true);
    }
    this.#end = end;
  }

  /** Writes a value, whose text has `length` code units and stands in `source` between `start` and `end`. */
  value(mark: TypeMark, length: number, source: Uint8Array, start: number, end: number): void {
    this.#view.setInt32(this.#end, mark.first, true);
    this.#view.setInt32(this.#end + 4, mark.second, true);
    const room = this.#room;
    let at = this.#lengthMark(this.#end + mark.length, length);
    for (let from = start; from < end; from += 1) room[at++] = source[from] as number;
    this.#end = at;
  }

  /** The element written since the last call; valid until the next `begin`. */
  finish(): Uint8Array {
    const element = this.#room.subarray(this.#start, this.#end);
    this.#start = this.#end;
    return element;
  }

  /** `length` in decimal digits and a colon. */
  #lengthMark(start: number, length: number): number {
    const room = this.#room;
    let at = start;
    if (length < 10) room[at++] = zero + length;
    else if (length < 100) {
      const tens = (length * 103) >> 10;
      room[at++] = zero + tens;
      room[at++] = zero + length - 10 * tens;
    } else at += room.write(String(length), at, "latin1");
    room[at] = colon;
    return at + 1;
  }
}
