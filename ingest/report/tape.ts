/**
 * The values of one report in the order they were met, each with the segment that named it: where their texts are, and
 * nothing made of them. Used again for each report. A value is known by its place on the tape, from 0 on. Its canonical
 * form is written on the way, each byte of its text when its end is looked for.
 */
import { slackBytes } from "./byte-room.ts";
import { CanonicalRoom, firstMark, markBytes } from "./canonical.ts";
import { code } from "./json-reader.ts";
import type { Segment } from "./layout.ts";
import { isPlain, isWord, numberEnd, stringEnd, textOf, unescaped } from "./value-scanner.ts";

/** Types by their number on the tape (`flatTypes`). */
export const [isString, isNumber, isBoolean, isNull] = [0, 1, 2, 3] as const;

/** Values that there is room for in the beginning. */
const firstRoom = 1024;
/** Texts that are taken out one by one before all of the report is made one text to take them from. */
const fewTexts = 4;

export class Tape {
  #bytes: Uint8Array = new Uint8Array();
  #view: DataView = new DataView(new ArrayBuffer(0));
  #length = 0;
  readonly canonical = new CanonicalRoom();
  readonly segments: Segment[] = [];
  /** By number. */
  types = new Uint8Array(firstRoom);
  /** Where a text stands in the bytes, in ASCII. Ends below zero are of those that don't stand there as they are. */
  starts = new Int32Array(firstRoom);
  ends = new Int32Array(firstRoom);
  readonly #unusual: string[] = [];
  #latin1: string | null = null;
  #textsTaken = 0;

  get bytes(): Uint8Array {
    return this.#bytes;
  }

  get view(): DataView {
    return this.#view;
  }

  /** Values so far. */
  get length(): number {
    return this.#length;
  }

  /** Before a report: the values before are gone. */
  begin(bytes: Uint8Array): void {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#length = 0;
    this.#unusual.length = 0;
    this.#latin1 = null;
    this.#textsTaken = 0;
    this.canonical.begin(bytes.length);
  }

  /** Takes the value at `at`; where it ends, or -1 when it is none that a flat report has, or the bytes end with it. */
  take(segment: Segment, at: number): number {
    const bytes = this.#bytes;
    if (bytes[at] !== code.quote) return this.#takeOther(segment, at);
    const { room } = this.canonical;
    const form = room.bytes;
    let to = room.end + markBytes;
    let end = at + 1;
    let byte = bytes[end] as number;
    while (isPlain[byte] === 1) {
      form[to++] = byte;
      byte = bytes[++end] as number;
    }
    if (byte !== code.quote) return this.#takeUnusual(segment, at, end);
    return this.#put(segment, isString, at + 1, end, end + 1, to);
  }

  #takeOther(segment: Segment, at: number): number {
    const bytes = this.#bytes;
    const first = bytes[at];
    if (first === code.letterT && isWord(bytes, at, "true"))
      return this.#copy(segment, isBoolean, at, at + 4);
    if (first === code.letterF && isWord(bytes, at, "false"))
      return this.#copy(segment, isBoolean, at, at + 5);
    if (first === code.letterN && isWord(bytes, at, "null"))
      return this.#put(segment, isNull, at, at, at + 4, this.canonical.room.end + markBytes);
    const end = numberEnd(bytes, at);
    return end === at ? -1 : this.#copy(segment, isNumber, at, end);
  }

  #copy(segment: Segment, type: number, start: number, end: number): number {
    const bytes = this.#bytes;
    const { room } = this.canonical;
    let to = room.end + markBytes;
    for (let from = start; from < end; from += 1) room.bytes[to++] = bytes[from] as number;
    return this.#put(segment, type, start, end, end, to);
  }

  /** The text where it does not stand in the bytes as it is: it has an escape, or characters beyond ASCII; else null. */
  unusual(place: number): string | null {
    const end = this.ends[place] as number;
    return end < 0 ? (this.#unusual[-1 - end] ?? null) : null;
  }

  /** A value's text; empty for null. */
  text(place: number): string {
    const start = this.starts[place] as number;
    const end = this.ends[place] as number;
    if (end < 0) return this.#unusual[-1 - end] ?? "";
    if (start === end) return "";
    if (this.#textsTaken < fewTexts) {
      this.#textsTaken += 1;
      return textOf(this.#bytes, start, end);
    }
    this.#latin1 ??= textOf(this.#bytes, 0, this.#bytes.length);
    return this.#latin1.slice(start, end);
  }

  isEmpty(place: number): boolean {
    const end = this.ends[place] as number;
    return end < 0 ? this.#unusual[-1 - end] === "" : end === this.starts[place];
  }

  #takeUnusual(segment: Segment, at: number, unusual: number): number {
    const behind = stringEnd(this.#bytes, unusual);
    const text = unescaped(this.#bytes.subarray(at, behind));
    if (text === null) return -1;
    this.#unusual.push(text);
    const { room } = this.canonical;
    const start = room.end + markBytes;
    const to = start + room.bytes.write(text, start, "utf8");
    return this.#put(segment, isString, at, -this.#unusual.length, behind, to);
  }

  /** `to` is where its text ends in the canonical form, of which the report's time is no part. */
  #put(segment: Segment, type: number, start: number, end: number, behind: number, to: number): number {
    if (behind + slackBytes > this.#bytes.length) return -1;
    if (!segment.isTime) {
      const { room } = this.canonical;
      room.view.setInt32(room.end, segment.nameFirst);
      room.view.setInt32(room.end + 4, segment.nameSecond);
      room.bytes[to] = firstMark + type;
      room.end = to + 1;
    }
    const place = this.#length;
    if (place === this.starts.length) this.#grow();
    this.segments[place] = segment;
    this.types[place] = type;
    this.starts[place] = start;
    this.ends[place] = end;
    this.#length = place + 1;
    return behind;
  }

  #grow(): void {
    const { types, starts, ends } = this;
    const room = 2 * starts.length;
    this.types = new Uint8Array(room);
    this.starts = new Int32Array(room);
    this.ends = new Int32Array(room);
    this.types.set(types);
    this.starts.set(starts);
    this.ends.set(ends);
  }
}
