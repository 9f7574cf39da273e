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

/** A type as the form writes it, in eight bytes: by fours, little-endian. */
interface TypeMark {
  readonly first: number;
  readonly second: number;
  readonly length: number;
}

/** By the number that a type has on the tape. */
const typeMarks: readonly TypeMark[] = flatTypes.map((type) => {
  const bytes = Buffer.alloc(8);
  return { length: bytes.write(type), first: bytes.readInt32LE(0), second: bytes.readInt32LE(4) };
});

const zero = 0x30;
const colon = 0x3a;
/** Written beyond the end, to be written over. */
const slack = 16;

/** The form as UTF-8 bytes, written value by value into one room that is used again for each report. */
export class CanonicalWriter {
  #room = new ByteRoom(65_536);
  #start = 0;

  /** Before a report that writes at most `mostBytes`; what was written before is gone. */
  begin(mostBytes: number): void {
    if (this.#room.bytes.length < mostBytes + slack) this.#room = new ByteRoom(mostBytes + slack);
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
    const { bytes, view } = room;
    const mark = typeMarks[type] as TypeMark;
    view.setInt32(room.end, mark.first, true);
    view.setInt32(room.end + 4, mark.second, true);
    let at = room.end + mark.length;
    if (length < 10) bytes[at++] = zero + length;
    else if (length < 100) {
      const tens = (length * 103) >> 10;
      bytes[at++] = zero + tens;
      bytes[at++] = zero + length - 10 * tens;
    } else at += bytes.write(String(length), at, "latin1");
    bytes[at] = colon;
    room.end = at + 1;
  }
}
