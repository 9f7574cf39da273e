/**
 * The canonical form of a report element, from which its event id is made: values in the order reported, white space and
 * escapes apart. Of each it has, one behind the other,
 *
 * 1. its name: the first eight bytes of the SHA-256 of it, so that a name costs an id no more than a number does;
 * 2. its text in UTF-8;
 * 3. a byte that UTF-8 never has, 0xF8 and above by the value's type: so the text ends there, and none runs into the next.
 *
 * Ids are in topics and tables: it may never change.
 */
import { hash } from "node:crypto";
import { remembering } from "../remembering.ts";
import { ByteRoom, slackBytes } from "./byte-room.ts";
import { flatTypes, type ReportElement, type ValueType } from "./value.ts";

/** A name's eight bytes, as the numbers that each four of them are, big-endian. */
interface NameMark {
  readonly first: number;
  readonly second: number;
}

export function nameMark(name: string): NameMark {
  // Asked for bytes, Node takes three times as long.
  const digits = hash("sha256", name, "hex");
  const four = (start: number): number => Number.parseInt(digits.slice(start, start + 8), 16) | 0;
  return { first: four(0), second: four(8) };
}

export const markBytes = 8;
/** What a value has beside its text. */
const fixedBytes = markBytes + 1;

/** The byte behind a text, of the first of the types. */
export const firstMark = 0xf8;
const types: readonly ValueType[] = [...flatTypes, "array", "object", ""];
const typeMarks = new Map(types.map((type, number) => [type, firstMark + number]));

const rememberedMark = remembering(nameMark);

/** The form of an element that was taken apart. */
export function canonicalElement({ superseded, values }: ReportElement): Uint8Array {
  const all = superseded.length === 0 ? values : [...superseded, ...values];
  const room = new ByteRoom(all.reduce((sum, { text }) => sum + fixedBytes + 3 * text.length, slackBytes));
  for (const { name, text, type } of all) {
    const { first, second } = rememberedMark(name);
    writeMark(room, first, second);
    room.utf8(text);
    room.byte(typeMarks.get(type) as number);
  }
  return room.bytes.subarray(0, room.end);
}

function writeMark(room: ByteRoom, first: number, second: number): void {
  room.view.setInt32(room.end, first);
  room.view.setInt32(room.end + 4, second);
  room.end += markBytes;
}

/** The form of a value has at most so many times the bytes that it had in the report: `,"":0` is the shortest. */
const canonicalFactor = 2;

const firstBytes = 65_536;

/** Room for the form of all elements of one report, used again for each report: who reads the values writes it (`tape.ts`). */
export class CanonicalRoom {
  room = new ByteRoom(0);
  #start = 0;

  /** Before a report of so many bytes; what was written before is gone. */
  begin(reportBytes: number): void {
    const sizeBytes = canonicalFactor * reportBytes + fixedBytes + slackBytes;
    if (this.room.bytes.length < sizeBytes) this.room = new ByteRoom(Math.max(firstBytes, sizeBytes));
    this.room.end = 0;
    this.#start = 0;
  }

  /** The element written since the last call; valid until the next `begin`. */
  finish(): Uint8Array {
    const element = this.room.bytes.subarray(this.#start, this.room.end);
    this.#start = this.room.end;
    return element;
  }
}
