/**
 * The canonical form of a report element, from which its event id is made: names and values as reported and in their
 * order, white space and escapes apart; each with its length in UTF-16 code units, so that none runs into the next.
 * `15:Hosts.1.Activeboolean4:true` for `"Hosts.1.Active": true`. Ids are in topics and tables: it may never change.
 */
import { ByteRoom } from "./byte-room.ts";
import type { Segment } from "./layout.ts";
import { flatTypes, type Tape } from "./tape.ts";
import type { ReportElement, ValueType } from "./value.ts";

/** The form as text, of an element that was taken apart. */
export function canonicalElement({ superseded, values }: ReportElement): string {
  let canonical = "";
  for (const part of [superseded, values]) {
    for (const { name, text, type } of part) {
      canonical += markOf(nameMarks, "", name.length);
      canonical += name;
      canonical += markOf(textMarks[type], type, text.length);
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

const markOf = (marks: readonly string[], type: string, length: number): string =>
  marks[length] ?? `${type}${length}:`;

/** A length of up to three digits as the form writes it before a name (`15:`): by fours, little-endian. */
interface LengthMark {
  readonly bytes: number;
  readonly length: number;
}

export function lengthMark(length: number): LengthMark {
  const text = Buffer.from(`${length}:`, "latin1");
  return { bytes: text.readUIntLE(0, text.length) | 0, length: text.length };
}

/** `string17:` for lengths up to 99, by a type's number on the tape: three words each, by fours, little-endian. */
const markWords = 3;
const markedLengths = 100;
const typeMarks = flatTypes.flatMap((type) => lengthMarks(type));
const typeMarkLengths = Uint8Array.from(typeMarks, ({ length }) => length);
const typeMarkWords = new Int32Array(
  Uint8Array.from(typeMarks.flatMap((mark) => [...Buffer.from(mark.padEnd(4 * markWords), "latin1")])).buffer,
);

/** Written beyond the end, to be written over. */
const slack = 16;
const firstBytes = 65_536;

/** The form as UTF-8 bytes, written value by value into one room that is used again for each report. */
export class CanonicalWriter {
  #room = new ByteRoom(0);
  #start = 0;

  /** Before a report that writes at most `mostBytes`; what was written before is gone. */
  begin(mostBytes: number): void {
    const sizeBytes = mostBytes + slack;
    if (this.#room.bytes.length < sizeBytes) this.#room = new ByteRoom(Math.max(firstBytes, sizeBytes));
    this.#room.end = 0;
    this.#start = 0;
  }

  /** Writes a segment's name, which is ASCII and stands in `memory`. */
  name({ markBytes, markLength, nameStart, nameLength }: Segment, memory: DataView): void {
    const room = this.#room;
    room.view.setInt32(room.end, markBytes, true);
    room.end += markLength;
    room.copyAscii(memory, nameStart, nameLength);
  }

  /** Writes the value at a place of the tape. */
  value(tape: Tape, place: number): void {
    const room = this.#room;
    const start = tape.starts[place] as number;
    const end = tape.ends[place] as number;
    const unusual = end < 0 ? tape.text(place) : null;
    this.#type(tape.types[place] as number, unusual === null ? end - start : unusual.length);
    if (unusual === null) room.copy(tape.view, start, end);
    else room.end += room.bytes.write(unusual, room.end, "utf8");
  }

  /** The element written since the last call; valid until the next `begin`. */
  finish(): Uint8Array {
    const element = this.#room.bytes.subarray(this.#start, this.#room.end);
    this.#start = this.#room.end;
    return element;
  }

  /** A type, and a length in decimal digits with a colon. */
  #type(type: number, length: number): void {
    const room = this.#room;
    if (length >= markedLengths) {
      room.end += room.bytes.write(`${flatTypes[type]}${length}:`, room.end, "latin1");
      return;
    }
    const { view, end } = room;
    const mark = type * markedLengths + length;
    const word = mark * markWords;
    view.setInt32(end, typeMarkWords[word] as number, true);
    view.setInt32(end + 4, typeMarkWords[word + 1] as number, true);
    view.setInt32(end + 8, typeMarkWords[word + 2] as number, true);
    room.end = end + (typeMarkLengths[mark] as number);
  }
}
