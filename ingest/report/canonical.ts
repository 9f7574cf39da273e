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
  string: lengthMarks("string"),
  number: lengthMarks("number"),
  boolean: lengthMarks("boolean"),
  null: lengthMarks("null"),
  array: lengthMarks("array"),
  object: lengthMarks("object"),
};

const lengthMark = (marks: readonly string[], type: string, length: number): string =>
  marks[length] ?? `${type}${length}:`;

/** What the form has before a value's length: the same in every report with that name and type. */
export const canonicalPrefix = (name: string, type: ValueType): Uint8Array =>
  Buffer.from(`${name.length}:${name}${type}`, "utf8");

/** Longest report written: the writer keeps its room. */
const zero = 0x30;
const colon = 0x3a;

/** The form as UTF-8 bytes, written value by value into one room that is used again for each report. */
export class CanonicalWriter {
  #room = Buffer.allocUnsafe(65_536);
  #start = 0;
  #end = 0;

  /** Before a report that writes at most `mostBytes`; what was written before is gone. */
  begin(mostBytes: number): void {
    if (this.#room.length < mostBytes) this.#room = Buffer.allocUnsafe(mostBytes);
    this.#start = 0;
    this.#end = 0;
  }

  /** Writes a value, whose text has `length` code units and stands in `source` between `start` and `end`. */
  add(prefix: Uint8Array, length: number, source: Uint8Array, start: number, end: number): void {
    const room = this.#room;
    room.set(prefix, this.#end);
    let at = this.#mark(this.#end + prefix.length, length);
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
  #mark(start: number, length: number): number {
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
