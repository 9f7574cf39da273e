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
import { ElementCollector } from "../normalize/element.ts";
import { CanonicalWriter } from "./canonical.ts";
import { code } from "./json-reader.ts";
import type { LayoutMemory, Segment } from "./layout.ts";
import type { ReadElement } from "./read.ts";
import type { ReportedValue, ReportLimits, ValueType } from "./value.ts";
import { ValueScanner } from "./value-scanner.ts";

/** Larger reports are too few to keep room for. */
const maxReportBytes = 262_144;
/** The canonical form of a value has at most so many times the bytes that it had in the report (`,"":0` is the shortest). */
const canonicalFactor = 4;
/** Report object, array and element. */
const depth = 3;

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
    const value = new ValueScanner(bytes);
    const { view, latin1 } = value;
    const elements: ReadElement[] = [];
    let draft = new Draft(0);
    let valuesLeft = values;
    let at = 0;
    let previous: Segment | null = null;
    for (;;) {
      const likely: Segment | null = previous === null ? memory.first : previous.next;
      const other: Segment | null = previous === null ? null : previous.other;
      let segment: Segment | null;
      if (likely !== null && stands(likely, memory.words, view, bytes, at)) segment = likely;
      else if (other !== null && stands(other, memory.words, view, bytes, at)) segment = other;
      else segment = memory.find(latin1, at, previous);
      if (segment === null) return null;
      at += segment.length;
      previous = segment;
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
      at = value.scan(at);
      if (at < 0) return null;
      const { mark, text } = value;
      if (!segment.isTime) {
        canonical.name(memory.words, segment.nameStart, segment.nameLength);
        canonical.value(mark, text.length, value.source, value.start, value.end);
      }
      draft.add(text, mark.type, segment);
    }
  }
}

/** One element while it is read. */
class Draft {
  readonly number: number;
  readonly #collector = new ElementCollector();
  #time: ReportedValue | null = null;

  constructor(number: number) {
    this.number = number;
  }

  add(text: string, type: ValueType, { name, isTime, path, cell }: Segment): void {
    if (isTime) this.#time = { name, text, type };
    else this.#collector.add({ path, value: text, value_type: type }, cell);
  }

  finish(canonical: Uint8Array): ReadElement {
    return { time: this.#time, normalized: this.#collector.finish(), canonical, duplicateNames: false };
  }
}

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
