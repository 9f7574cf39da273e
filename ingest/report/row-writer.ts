/**
 * Stations, hosts and parameters of one report element as Avro bytes, straight from the report's own. What is not plain
 * (a value that its column can't read, a cell filled twice, a row without its address) it refuses, and the whole element
 * is made as objects (`normalize/element.ts`), which know what becomes of it.
 */
import { copyMacAddress } from "#schemas/ids.ts";
import { weakestDbm, readRssi } from "../normalize/rssi.ts";
import { unreadable } from "../normalize/read.ts";
import { avroText, ByteRoom, longBytes } from "./byte-room.ts";
import { code } from "./json-reader.ts";
import { type Field, fills } from "./row-format.ts";
import type { Segment } from "./layout.ts";
import type { RowPlan } from "./row-plan.ts";
import { readUsualTimeAt } from "./timestamps.ts";
import { isBoolean, type Tape } from "./tape.ts";
import { flatTypes } from "./value.ts";

/** Rows that are written: where their bytes are. */
export interface WrittenRows {
  readonly count: number;
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
}

/** Rows to be written: the first `count` of the plans. Used again for each element, so it keeps the room that it has. */
export interface RowList {
  readonly plans: RowPlan[];
  count: number;
}

/** Room that some elements share, one behind the other. What half of it may not hold (some 400 stations) is for objects. */
const roomBytes = 131_072;
/** Where the room ends for reported texts: all else of a row, or of a parameter, fits behind it. */
const marginBytes = 4096;
const limit = roomBytes - marginBytes;
/** Most texts in one list: each is held against all before it. */
const longestList = 16;
/** Most digits that a double always holds. */
const mostDigits = 15;

/** Writes into memory that nobody else writes to: the bytes stay as they are. */
export class RowWriter {
  readonly #tape: Tape;
  #room = new ByteRoom(0);
  /** By row and field, the place of the value there, where one is. */
  #slots = new Int32Array(2048);
  #usedSlots = 0;
  /** By place of a value in a list, the place of the one behind it. */
  #links = new Int32Array(1024);

  constructor(tape: Tape) {
    this.#tape = tape;
  }

  /** Before an element: forgets the slots of the one before. */
  begin(): void {
    this.#usedSlots = 0;
    if (this.#room.bytes.length - this.#room.end < roomBytes / 2) this.#room = new ByteRoom(roomBytes);
  }

  /** Gives a value its slot; a row that is met for the first time goes to `rows`. False where that makes it one for objects. */
  take(place: number, row: RowPlan, field: Field, element: number, rows: RowList): boolean {
    const { last } = row;
    if (last.element !== element) {
      last.element = element;
      last.plan = row;
      last.slots = this.#newSlots(row.format.fields.length);
      last.taken = 0;
      rows.plans[rows.count++] = row;
    } else if (last.plan !== row) return false;
    const slot = last.slots + field.place;
    const bit = 1 << field.place;
    if ((last.taken & bit) === 0) {
      last.taken |= bit;
      this.#slots[slot] = place;
    } else if (field.fill !== fills.list || !this.#link(this.#slots[slot] as number, place)) return false;
    if (field.fill === fills.list) this.#setLink(place, noPlace);
    return true;
  }

  /** Rows one behind the other. `placed` has the bytes of a station's `bssid`, `ssid` and `band` by its access point. */
  rows(
    { plans, count }: RowList,
    memory: DataView,
    placed: ReadonlyMap<string, Uint8Array>,
  ): WrittenRows | null {
    const start = this.#room.end;
    for (let index = 0; index < count; index += 1) {
      const row = plans[index] as RowPlan;
      const bytes = placed.size === 0 ? null : (placed.get(row.accessPoint) ?? null);
      if (!this.#row(row, memory, bytes)) return this.#refuse(start);
    }
    return { count, bytes: this.#room.bytes, start, end: this.#room.end };
  }

  /** The values at the first `count` of these places as parameters. */
  parameters(places: Int32Array, count: number, memory: DataView): WrittenRows | null {
    const room = this.#room;
    const start = room.end;
    const { segments, types } = this.#tape;
    for (let index = 0; index < count; index += 1) {
      const place = places[index] as number;
      const { pathStart, pathLength } = segments[place] as Segment;
      if (pathLength > marginBytes - fixedBytes || !this.#hasRoom(0)) return this.#refuse(start);
      room.copy(memory, pathStart, pathStart + pathLength);
      if (!this.#text(place)) return this.#refuse(start);
      const type = types[place] as number;
      room.copy(typeTexts, type * longestType, type * longestType + (typeLengths[type] as number));
    }
    return { count, bytes: room.bytes, start, end: room.end };
  }

  #refuse(start: number): null {
    this.#room.end = start;
    return null;
  }

  #newSlots(count: number): number {
    const start = this.#usedSlots;
    this.#usedSlots += count;
    if (this.#usedSlots > this.#slots.length) this.#slots = grown(this.#slots, this.#usedSlots);
    return start;
  }

  /** Puts a value behind the others of its list. */
  #link(first: number, place: number): boolean {
    const { segments } = this.#tape;
    const path = segments[place]?.path;
    let last = first;
    for (let length = 1; length < longestList; length += 1) {
      if (segments[last]?.path === path) return false;
      const next = this.#links[last] as number;
      if (next === noPlace) {
        this.#setLink(last, place);
        return true;
      }
      last = next;
    }
    return false;
  }

  #setLink(place: number, next: number): void {
    if (place >= this.#links.length) this.#links = grown(this.#links, place + 1);
    this.#links[place] = next;
  }

  /** Field by field that was reported, and between two of them what is blank. */
  #row({ format, blanks, last }: RowPlan, memory: DataView, placed: Uint8Array | null): boolean {
    const { segments } = this.#tape;
    const slots = this.#slots;
    const blankBytes = (blanks[format.fields.length] as number) - (blanks[0] as number);
    if (blankBytes + (placed?.length ?? 0) > marginBytes - fixedBytes || !this.#hasRoom(0)) return false;
    if ((last.taken & (1 << format.key)) === 0) return false;
    let next = 0;
    for (let left = last.taken; left !== 0; left &= left - 1) {
      const at = 31 - Math.clz32(left & -left);
      if (next < at) this.#blank(blanks, memory, next, at, placed);
      const place = slots[last.slots + at] as number;
      const field = (segments[place] as Segment).field as Field;
      if (!this.#value(field, place)) return false;
      next = at + field.width;
    }
    this.#blank(blanks, memory, next, format.fields.length, placed);
    return true;
  }

  /** The fields from one up to another, of which nothing was reported. */
  #blank(blanks: Int32Array, memory: DataView, from: number, to: number, placed: Uint8Array | null): void {
    const room = this.#room;
    if (placed === null || from > placedField || to <= placedField) {
      room.copy(memory, blanks[from] as number, blanks[to] as number);
      return;
    }
    room.copy(memory, blanks[from] as number, blanks[placedField] as number);
    room.append(placed);
    room.copy(memory, blanks[placedField + placedFields] as number, blanks[to] as number);
  }

  #value(field: Field, place: number): boolean {
    switch (field.fill) {
      case fills.text:
        return this.#textOrNull(place);
      case fills.whole:
        return this.#whole(field, place);
      case fills.key:
        return this.#key(place);
      case fills.boolean:
        return this.#boolean(field, place);
      case fills.level:
        return this.#level(place);
      case fills.list:
        return this.#list(place);
      case fills.time:
        return this.#time(field, place);
      case fills.other:
    }
    return this.#reading(field.read(this.#tape.text(place)));
  }

  #hasRoom(sizeBytes: number): boolean {
    return this.#room.end + sizeBytes + longBytes <= limit;
  }

  #textOrNull(place: number): boolean {
    const tape = this.#tape;
    const start = tape.starts[place] as number;
    const end = tape.ends[place] as number;
    if (end < 0) return this.#reading(tape.text(place) || null);
    if (!this.#hasRoom(end - start)) return false;
    this.#room.nullableText(tape.view, start, end);
    return true;
  }

  #text(place: number): boolean {
    const tape = this.#tape;
    const start = tape.starts[place] as number;
    const end = tape.ends[place] as number;
    if (end < 0) return this.#string(tape.text(place));
    if (!this.#hasRoom(end - start)) return false;
    this.#room.long(end - start);
    this.#room.copy(tape.view, start, end);
    return true;
  }

  #string(text: string): boolean {
    if (!this.#hasRoom(3 * text.length)) return false;
    this.#room.text(text);
    return true;
  }

  #whole({ read, least, most }: Field, place: number): boolean {
    const value = this.#plainNumber(place);
    if (value < least || value > most) return this.#reading(read(this.#tape.text(place)));
    this.#room.nullableLong(value);
    return true;
  }

  /** A few digits with or without a minus; `notPlain` for any other text. */
  #plainNumber(place: number): number {
    const { starts, ends, bytes } = this.#tape;
    const first = starts[place] as number;
    const end = ends[place] as number;
    const start = bytes[first] === code.minus ? first + 1 : first;
    if (end <= start) return notPlain;
    const value =
      end - start <= mostIntegerDigits ? digits(bytes, start, end) : manyDigits(bytes, start, end);
    if (value < 0) return notPlain;
    return start === first ? value : 0 - value;
  }

  #key(place: number): boolean {
    const { starts, ends, bytes } = this.#tape;
    const room = this.#room;
    room.long(macLength);
    if (!copyMacAddress(bytes, starts[place] as number, ends[place] as number, room.bytes, room.end))
      return false;
    room.end += macLength;
    return true;
  }

  #boolean(field: Field, place: number): boolean {
    const { types, starts, ends } = this.#tape;
    if (types[place] !== isBoolean) return this.#reading(field.read(this.#tape.text(place)));
    return this.#reading((ends[place] as number) - (starts[place] as number) === "true".length);
  }

  #time(field: Field, place: number): boolean {
    const { starts, ends, bytes } = this.#tape;
    const time = readUsualTimeAt(bytes, starts[place] as number, ends[place] as number);
    return this.#reading(time ?? field.read(this.#tape.text(place)));
  }

  #level(place: number): boolean {
    const plain = this.#plainNumber(place);
    const room = this.#room;
    if (plain >= weakestDbm && plain < -1) {
      room.nullableLong(plain);
      room.nullableLong(plain);
      room.byte(0);
      return true;
    }
    const level = readRssi(this.#tape.text(place));
    if (level === unreadable || level?.quality.includes("rounded")) return false;
    this.#reading(level?.dbm ?? null);
    this.#reading(level?.raw ?? null);
    const quality = level?.quality ?? [];
    if (quality.length > 0) room.long(quality.length);
    for (const each of quality) if (!this.#string(each)) return false;
    room.byte(0);
    return true;
  }

  /** Texts, of which the empty ones say nothing. */
  #list(first: number): boolean {
    const tape = this.#tape;
    let count = 0;
    for (let place = first; place !== noPlace; place = this.#links[place] as number)
      count += tape.isEmpty(place) ? 0 : 1;
    if (count > 0) this.#room.long(count);
    for (let place = first; place !== noPlace; place = this.#links[place] as number) {
      if (!tape.isEmpty(place) && !this.#text(place)) return false;
    }
    this.#room.byte(0);
    return true;
  }

  /** What a reader gave. */
  #reading(reading: unknown): boolean {
    const room = this.#room;
    if (reading === null) {
      room.byte(0);
      return true;
    }
    if (typeof reading === "number" && Number.isSafeInteger(reading) && Math.abs(reading) < exactLong) {
      room.nullableLong(reading);
      return true;
    }
    room.byte(2);
    if (typeof reading === "boolean") room.byte(reading ? 1 : 0);
    else return typeof reading === "string" && this.#string(reading);
    return true;
  }
}

/** Place of a station's `bssid`; `ssid` and `band` are behind it. */
const placedField = 3;
const placedFields = 3;
const noPlace = -1;
/** More than any plain number and any column takes, and one that V8 keeps as plain ones are. */
const notPlain = 2 ** 60;
/** The names of types as Avro strings, each from a multiple of eight bytes on. */
const longestType = 8;
const typeLengths = flatTypes.map((type) => 1 + type.length);
const typeTexts = new DataView(
  Uint8Array.from(flatTypes.flatMap((type) => [...Buffer.concat([avroText(type)], longestType)])).buffer,
);
/** Most of the margin that numbers, booleans and the names of types take in a row of any table. */
const fixedBytes = 1024;
const macLength = 17;
const exactLong = 2 ** 52;

/** Digits that an integer of 31 bits always holds. */
const mostIntegerDigits = 9;
const powersOfTen = Array.from({ length: mostDigits - mostIntegerDigits + 1 }, (_, power) => 10 ** power);

/** The number that at most nine digits make; below zero when they are none. */
function digits(bytes: Uint8Array, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < end; at += 1) {
    const digit = (bytes[at] as number) - code.zero;
    if (digit < 0 || digit > 9) return -1;
    value = (10 * value + digit) | 0;
  }
  return value;
}

/** The same of more than those. */
function manyDigits(bytes: Uint8Array, start: number, end: number): number {
  if (end - start > mostDigits) return -1;
  const middle = start + mostIntegerDigits;
  const high = digits(bytes, start, middle);
  const low = digits(bytes, middle, end);
  return high < 0 || low < 0 ? -1 : high * (powersOfTen[end - middle] as number) + low;
}

function grown(array: Int32Array, least: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(least, 2 * array.length));
  larger.set(array);
  return larger;
}
