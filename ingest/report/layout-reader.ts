/**
 * Reads a report by its layout: in one pass over its bytes, each segment held against the one that followed last
 * time, each value handed to the column that its plan names. Nothing is made of keys, and no element is built only to
 * be taken apart again.
 *
 * What it takes is what nearly all gateways send: `{"Report":[{...},...]}` with names that need no escape, strings,
 * numbers, booleans and null as values, in UTF-8. **Of anything else it says null, and the ordinary parser reads the
 * whole report** (`json.ts`): nested objects and arrays, a name met twice, control characters, a byte order mark, too
 * many values, all that is no JSON. For what it takes, both give the same (`layout-reader.test.ts` holds them
 * together), so this reader decides nothing but the time it takes.
 */
import { isUtf8 } from "node:buffer";
import { ElementCollector } from "../normalize/element.ts";
import { CanonicalWriter, type TypeMark, typeMarks } from "./canonical.ts";
import { decodeUtf8 } from "./json.ts";
import { code, JsonReader, ReportStop } from "./json-reader.ts";
import type { LayoutMemory, Segment } from "./layout.ts";
import type { ReadElement } from "./read.ts";
import type { ReportedValue, ReportLimits } from "./value.ts";

/** Larger reports are too few to keep room for. */
const maxReportBytes = 262_144;
/** The canonical form of a value has at most so many times the bytes that it had in the report (`,"":0` is the shortest). */
const canonicalFactor = 4;
/** Report object, array and element. */
const depth = 3;

const isPlain = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= code.space && byte < 0x80 && byte !== code.quote && byte !== code.backslash ? 1 : 0,
);
const isDigit = (byte: number | undefined): boolean =>
  byte !== undefined && byte >= code.zero && byte <= code.nine;
const numberPattern = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;

/** Reads one stream's reports, with one memory of what they look like. */
export class LayoutReader {
  readonly memory: LayoutMemory;
  readonly #canonical = new CanonicalWriter();

  constructor(memory: LayoutMemory) {
    this.memory = memory;
  }

  /** The elements; null for a report that only the ordinary parser can read. They hold until the next call. */
  read(bytes: Uint8Array, limits: ReportLimits): readonly ReadElement[] | null {
    if (bytes.length > maxReportBytes || limits.depth < depth) return null;
    this.memory.makeRoom();
    this.#canonical.begin(canonicalFactor * bytes.length);
    return this.#elements(bytes, limits.values);
  }

  /** Segment by segment, value by value. */
  #elements(bytes: Uint8Array, values: number): readonly ReadElement[] | null {
    const { memory } = this;
    const canonical = this.#canonical;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    // A character for each byte: of values beyond ASCII it is not the text.
    const latin1 = asBuffer(bytes).toString("latin1");
    const elements: ReadElement[] = [];
    let draft = new Draft(0);
    let valuesLeft = values;
    let at = 0;
    let previous: Segment | null = null;
    let likely = memory.first;
    for (;;) {
      let segment: Segment | null;
      if (likely !== null && stands(likely, memory.words, view, bytes, at)) segment = likely;
      else if (
        previous !== null &&
        previous.other !== null &&
        stands(previous.other, memory.words, view, bytes, at)
      )
        segment = previous.other;
      else segment = memory.find(latin1, at, previous);
      if (segment === null) return null;
      at += segment.length;
      previous = segment;
      likely = segment.next;
      if (segment.kind !== "next") {
        if (segment.kind !== "first") elements.push(draft.finish(canonical.finish()));
        if (segment.kind === "last") return at === bytes.length ? elements : null;
        valuesLeft -= 1;
        draft = new Draft(memory.nextElement());
      }

      const { nameId } = segment;
      if (memory.lastElement[nameId] === draft.number || valuesLeft <= 0) return null;
      memory.lastElement[nameId] = draft.number;
      valuesLeft -= 1;
      const first = bytes[at];
      let mark: TypeMark;
      let start = at;
      let end: number;
      let text: string | null = null;
      let source = bytes;
      if (first === code.quote) {
        start = at + 1;
        end = start;
        while (isPlain[bytes[end] as number] === 1) end += 1;
        at = end + 1;
        if (bytes[end] !== code.quote) {
          at = stringEnd(bytes, end);
          text = unescaped(bytes.subarray(start - 1, at));
          if (text === null) return null;
          source = Buffer.from(text, "utf8");
          start = 0;
          end = source.length;
        }
        mark = typeMarks.string;
      } else if (first === code.minus || isDigit(first)) {
        end = numberEnd(bytes, at, latin1);
        if (end === at) return null;
        mark = typeMarks.number;
        at = end;
      } else if (first === code.letterT || first === code.letterF) {
        text = first === code.letterT ? "true" : "false";
        end = at + text.length;
        if (latin1.slice(at, end) !== text) return null;
        mark = typeMarks.boolean;
        at = end;
      } else {
        if (latin1.slice(at, at + 4) !== "null") return null;
        mark = typeMarks.null;
        at += 4;
        end = start;
      }
      text ??= latin1.slice(start, end);
      if (!segment.isTime) {
        canonical.name(memory.words, segment.nameStart, segment.nameLength);
        canonical.value(mark, text.length, source, start, end);
      }
      draft.add({ name: segment.name, text, type: mark.type }, segment);
    }
  }
}

class Draft {
  readonly number: number;
  readonly #collector = new ElementCollector();
  #time: ReportedValue | null = null;

  constructor(number: number) {
    this.number = number;
  }

  add(value: ReportedValue, { isTime, placement }: Segment): void {
    if (isTime) this.#time = value;
    else this.#collector.add(value, placement);
  }

  finish(canonical: Uint8Array): ReadElement {
    return { time: this.#time, normalized: this.#collector.finish(), canonical, duplicateNames: false };
  }
}

const asBuffer = (bytes: Uint8Array): Buffer =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Whether the segment stands at `from`, and no white space behind it. */
function stands(
  { start, length }: Segment,
  words: Int32Array,
  view: DataView,
  bytes: Uint8Array,
  from: number,
): boolean {
  const end = from + length;
  if (end > bytes.length) return false;
  let at = from;
  let word = start;
  for (; at + 4 <= end; at += 4, word += 1) {
    if (view.getInt32(at, true) !== words[word]) return false;
  }
  for (let rest = words[word] as number; at < end; at += 1, rest >>= 8) {
    if (bytes[at] !== (rest & 0xff)) return false;
  }
  return end === bytes.length || (bytes[end] as number) > code.space;
}

/** Where the number at `start` ends; `start` itself when there is none. */
function numberEnd(bytes: Uint8Array, start: number, latin1: string): number {
  let end = bytes[start] === code.minus ? start + 1 : start;
  const first = bytes[end];
  if (!isDigit(first)) return start;
  do end += 1;
  while (first !== code.zero && isDigit(bytes[end]));
  const next = bytes[end] ?? 0;
  if (next !== code.dot && (next & ~0x20) !== code.exponent) return end;
  numberPattern.lastIndex = start;
  return start + (numberPattern.exec(latin1)?.[0].length ?? 0);
}

/** Behind the quote that ends a string of which `from` is a part; the end of the bytes when there is none. */
function stringEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && bytes[at] !== code.quote) at += bytes[at] === code.backslash ? 2 : 1;
  return Math.min(at + 1, bytes.length);
}

/** The text of a JSON string with its quotes; null when it is none, or has what is to be told: control characters, invalid UTF-8. */
function unescaped(quoted: Uint8Array): string | null {
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
