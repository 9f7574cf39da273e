/**
 * Reads a report by its layout: in one pass over its bytes, each segment held against the one that followed last
 * time, each value put on a tape (`tape.ts`). Nothing is made of keys, and of values nothing before it is known where
 * they go (`element-writer.ts`): most become bytes of our records without having been texts or numbers of JavaScript.
 *
 * What it takes is what nearly all gateways send: `{"Report":[{...},...]}` with names that need no escape, strings,
 * numbers, booleans and null as values, in UTF-8. **Of anything else it says null, and the ordinary parser reads the
 * whole report** (`json.ts`): nested objects and arrays, a name met twice, control characters, a byte order mark, too
 * many values, all that is no JSON. For what it takes, both give the same (`layout-reader.test.ts` holds them
 * together), so this reader decides nothing but the time it takes.
 */
import { type NormalizedElement, normalizeElement } from "../normalize/element.ts";
import { ElementWriter } from "./element-writer.ts";
import { decodeUtf8, parseJsonReport } from "./json.ts";
import { type LayoutMemory, type Segment, stands } from "./layout.ts";
import type { ReadElement } from "./read.ts";
import { Tape } from "./tape.ts";
import { elementValues, flatTypes, type ReportedValue, type ReportLimits } from "./value.ts";

/** Larger reports are too few to keep room for. */
const maxReportBytes = 262_144;
/** Report object, array and element. */
const depth = 3;

/** Reads one stream's reports, with one memory of what they look like. */
export class LayoutReader {
  readonly memory: LayoutMemory;
  readonly #tape = new Tape();
  readonly #writer = new ElementWriter(this.#tape);

  constructor(memory: LayoutMemory) {
    this.memory = memory;
  }

  /** The elements; null for a report that only the ordinary parser can read. Their canonical forms hold until the next call. */
  read(bytes: Uint8Array, limits: ReportLimits): readonly ReadElement[] | null {
    if (bytes.length > maxReportBytes || limits.depth < depth) return null;
    this.memory.makeRoom();
    this.#tape.begin(bytes);
    const spans = this.#walk(limits.values);
    if (spans === null || this.#mayBeMembers(spans)) return null;
    const anew = readAnew(bytes, limits, this.memory.resolve);
    return spans.map((span, index) => this.#element(span, () => anew(index)));
  }

  /** Elements of one value each may be the members of one (`json.ts`), but not where a name comes again. */
  #mayBeMembers([first, second, ...others]: readonly ElementSpan[]): boolean {
    if (first === undefined || second === undefined || others.length === 0) return false;
    const { segments } = this.#tape;
    if (segments[first.from]?.nameId === segments[second.from]?.nameId) return false;
    return [first, second, ...others].every(({ from, to }) => to - from === 1);
  }

  #element(span: ElementSpan, whole: () => NormalizedElement): ReadElement {
    const normalized = this.#writer.normalized(span, this.memory.view, whole);
    return { time: span.time, normalized, canonical: span.canonical, duplicateNames: false };
  }

  /** Segment by segment, value by value, onto the tape; null for a report that is not for this reader. */
  #walk(values: number): readonly ElementSpan[] | null {
    const { memory } = this;
    const tape = this.#tape;
    const { view, bytes } = tape;
    const spans: ElementSpan[] = [];
    let from = 0;
    let time: ReportedValue | null = null;
    let element = 0;
    let valuesLeft = values;
    let at = 0;
    let previous = memory.start;
    for (;;) {
      let segment: Segment | null = previous.next;
      if (segment === null || !stands(segment, memory.view, view, bytes, at))
        segment = memory.another(bytes, view, at, previous);
      if (segment === null) return null;
      at += segment.length;
      previous = segment;
      if (segment.kind !== "next") {
        if (segment.kind !== "first")
          spans.push({ from, to: tape.length, element, time, canonical: tape.canonical.finish() });
        if (segment.kind === "last") return at === bytes.length ? spans : null;
        valuesLeft -= elementValues(spans.length);
        from = tape.length;
        time = null;
        element = memory.nextElement();
      }

      const { nameId } = segment;
      if (memory.lastElement[nameId] === element || valuesLeft <= 0) return null;
      memory.lastElement[nameId] = element;
      valuesLeft -= 1;
      at = tape.take(segment, at);
      if (at < 0) return null;
      if (segment.isTime) time = timeAt(tape, tape.length - 1);
    }
  }
}

function timeAt(tape: Tape, place: number): ReportedValue {
  const { name } = tape.segments[place] as Segment;
  return { name, text: tape.text(place), type: flatTypes[tape.types[place] as 0] };
}

/** One element on the tape. */
interface ElementSpan {
  readonly from: number;
  readonly to: number;
  readonly element: number;
  readonly time: ReportedValue | null;
  readonly canonical: Uint8Array;
}

/** Reads a report by the ordinary parser when an element of it is asked for, and then once. */
function readAnew(
  bytes: Uint8Array,
  limits: ReportLimits,
  resolve: LayoutMemory["resolve"],
): (index: number) => NormalizedElement {
  let elements: readonly NormalizedElement[] | null = null;
  return (index) => {
    elements ??= readAll(bytes, limits, resolve);
    const element = elements[index];
    if (element === undefined) throw new Error(`no element ${index} in a report that was read`);
    return element;
  };
}

function readAll(
  bytes: Uint8Array,
  limits: ReportLimits,
  resolve: LayoutMemory["resolve"],
): readonly NormalizedElement[] {
  const report = parseJsonReport(decodeUtf8(bytes).text, limits);
  return report.ok ? report.elements.map((element) => normalizeElement(element, resolve)) : [];
}
