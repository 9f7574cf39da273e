/**
 * What reports look like, remembered. A gateway repeats its keys in the same order in report after report, and so do
 * all of its model; only values differ. So a report is a chain of *segments*, the bytes from the end of one value to
 * the start of the next (`,\n   "Hosts.1.Active": `), with a value after each but the last. A segment carries the
 * *plan* for the value behind it: where it belongs (path, row, column) and what its name adds to the event id; and the
 * two segments that followed that value last. So a layout is no list but a way through segments that all gateways
 * share: where hosts come and go, only the turn is guessed wrong, and found by its text.
 *
 * Nothing that is read depends on what is remembered: a segment is what its own bytes say.
 */
import type { Placement } from "../normalize/placement.ts";
import { detached } from "../remembering.ts";
import { avroText, slackBytes } from "./byte-room.ts";
import { nameMark } from "./canonical.ts";
import type { Field } from "./row-format.ts";
import { isWritten, type RowPlan, RowPlans } from "./row-plan.ts";
import { code } from "./json-reader.ts";
import { textOf } from "./value-scanner.ts";

/** What a segment does beside naming the next value. */
export type SegmentKind = "start" | "first" | "next" | "nextElement" | "last";

/** What every value of every report asks of it stands first, close together. */
export interface Segment {
  readonly kind: SegmentKind;
  /** Where it is in the memory's bytes, and how many it has. */
  readonly start: number;
  readonly length: number;
  /** What followed its value the last time, the time before when that was another, and some of those before. */
  next: Segment | null;
  other: Segment | null;
  /** What its name is in the canonical form, two times four bytes; nothing is named behind the last value. */
  readonly nameFirst: number;
  readonly nameSecond: number;
  /** Number of its name, whatever white space is around it. */
  readonly nameId: number;
  readonly isTime: boolean;
  /** Where the bytes of its value go, where its row is one of those that are written as bytes. */
  readonly row: RowPlan | null;
  readonly field: Field | null;
  /** Whether its row is one of those, and still the value only an object can take. */
  readonly isForObjects: boolean;
  /** Where its value belongs: as in the placement of its name; the name itself, and no cell, where nothing explains it. */
  readonly cell: Placement["cell"];
  readonly path: string;
  /** `path` as an Avro string among the bytes. */
  readonly pathStart: number;
  readonly pathLength: number;
  readonly name: string;
  readonly earlier: Segment[];
}

/** Most of those: where hosts come in any order, any of them may follow. */
const mostEarlier = 32;

/** Most bytes kept: some tens of models of gateways. */
const maxBytes = 4_000_000;
const firstBytes = 32_768;
/** Most segments, whatever their length. */
const maxSegments = 20_000;
/** Longest segment kept: a path has at most 256 characters (TR-106), some white space around it. */
const maxLength = 512;

/** White space as RFC 8259 has it; names without escapes and controls. */
const space = "[ \\t\\n\\r]*";
const namedValue = `${space}"([ !#-[\\]-~]*)"${space}:${space}`;
const patterns: readonly { readonly kind: SegmentKind; readonly pattern: RegExp }[] = [
  { kind: "next", pattern: new RegExp(`${space},${namedValue}`, "y") },
  { kind: "last", pattern: new RegExp(`${space}\\}${space}\\]${space}\\}${space}$`, "y") },
  { kind: "nextElement", pattern: new RegExp(`${space}\\}${space},${space}\\{${namedValue}`, "y") },
];
const firstPattern = {
  kind: "first",
  pattern: new RegExp(`${space}\\{${space}"Report"${space}:${space}\\[${space}\\{${namedValue}`, "y"),
} as const;

/** Bounded: begins anew between two reports once it is full, so it is never larger than that and one report. */
export class LayoutMemory {
  /** The placement of a name; null where nothing explains it. */
  readonly resolve: (name: string) => Placement | null;
  readonly #segments = new Map<string, Segment>();
  /** Paths of rows and tables, each once: then two are compared by where they are. */
  readonly #paths = new Map<string, string>();
  readonly #nameIds = new Map<string, number>();
  readonly #rows = new RowPlans((bytes) => this.#keep(bytes));
  #end = 0;
  #elements = 0;
  /** Bytes of segments, paths and rows. */
  view = new DataView(new ArrayBuffer(firstBytes));
  /** By name, the number of the element that it was met in last: by this a name met twice is noticed. */
  lastElement = new Int32Array(1024);
  /** Before the first segment of all reports. */
  #start = this.#startSegment();

  constructor(resolve: (name: string) => Placement | null) {
    this.resolve = resolve;
  }

  /** Segments held. */
  get size(): number {
    return this.#segments.size;
  }

  /** To be called before each report: what is remembered must not go while one is read. */
  makeRoom(): void {
    if (this.#end <= maxBytes && this.size <= maxSegments && this.#elements < 2 ** 30) return;
    for (const each of [this.#segments, this.#paths, this.#nameIds, this.#rows]) each.clear();
    this.#end = 0;
    this.#elements = 0;
    this.view = new DataView(new ArrayBuffer(firstBytes));
    this.lastElement = new Int32Array(1024);
    this.#start = this.#startSegment();
  }

  get start(): Segment {
    return this.#start;
  }

  /** A number for an element that no other has. */
  nextElement(): number {
    this.#elements += 1;
    return this.#elements;
  }

  /** The segment that stands at `at`, behind the value of `previous`, and is not the one that followed it last. */
  another(bytes: Uint8Array, view: DataView, at: number, previous: Segment): Segment | null {
    const { other } = previous;
    return other !== null && stands(other, this.view, view, bytes, at)
      ? other
      : this.#find(bytes, view, at, previous);
  }

  #find(bytes: Uint8Array, view: DataView, at: number, previous: Segment): Segment | null {
    const { earlier, other } = previous;
    let place = 0;
    while (place < earlier.length && !stands(earlier[place] as Segment, this.view, view, bytes, at))
      place += 1;
    const found = earlier[place] ?? this.#read(bytes, at, previous);
    if (found === null) return null;
    // In the place of what was found is what it displaces; of too many, any goes.
    if (other !== null) earlier[place < mostEarlier ? place : at % mostEarlier] = other;
    previous.other = previous.next;
    previous.next = found;
    return found;
  }

  #read(bytes: Uint8Array, at: number, previous: Segment): Segment | null {
    const text = textOf(bytes, at, Math.min(bytes.length, at + maxLength + 1));
    for (const { kind, pattern } of previous.kind === "start" ? [firstPattern] : patterns) {
      pattern.lastIndex = 0;
      const match = pattern.exec(text);
      if (match === null) continue;
      if (match[0].length > maxLength) return null;
      return this.#segments.get(match[0]) ?? this.#learn(match[0], kind, match[1] ?? null);
    }
    return null;
  }

  #startSegment(): Segment {
    return this.#segment("", "start", null);
  }

  #learn(text: string, kind: SegmentKind, named: string | null): Segment {
    const segment = this.#segment(text, kind, named);
    this.#segments.set(detached(text), segment);
    return segment;
  }

  #segment(text: string, kind: SegmentKind, named: string | null): Segment {
    const name = detached(named ?? "");
    const isTime = name === "CollectionTime";
    const placement = named === null || isTime ? null : this.#placement(name);
    const path = placement?.path ?? name;
    const cell = placement?.cell ?? null;
    const target = cell === null ? null : this.#rows.target(cell);
    const start = this.#keep(Buffer.from(text, "latin1"));
    const pathBytes = avroText(path);
    const mark = nameMark(name);
    return {
      kind,
      start,
      length: text.length,
      next: null,
      other: null,
      nameFirst: mark.first,
      nameSecond: mark.second,
      nameId: this.#nameId(name),
      isTime,
      row: target?.row ?? null,
      field: target?.field ?? null,
      isForObjects: cell !== null && target === null && isWritten(cell),
      cell,
      path,
      pathStart: this.#keep(pathBytes),
      pathLength: pathBytes.length,
      name,
      earlier: [],
    };
  }

  /** Puts bytes into `view`; where they start. */
  #keep(bytes: Uint8Array): number {
    const start = this.#end;
    this.#end += bytes.length;
    while (this.#end + slackBytes > this.view.byteLength) this.view = doubled(this.view);
    new Uint8Array(this.view.buffer).set(bytes, start);
    return start;
  }

  #placement(name: string): Placement | null {
    const placement = this.resolve(name);
    if (placement === null || placement.cell === null) return placement;
    const { column, row, covers } = placement.cell;
    const cell = { column, row: this.#path(row), covers: covers === null ? null : this.#path(covers) };
    return { path: placement.path, cell };
  }

  #path(path: string): string {
    const known = this.#paths.get(path);
    if (known === undefined) this.#paths.set(path, path);
    return known ?? path;
  }

  #nameId(name: string): number {
    const known = this.#nameIds.get(name);
    if (known !== undefined) return known;
    const nameId = this.#nameIds.size;
    this.#nameIds.set(name, nameId);
    if (nameId >= this.lastElement.length) this.lastElement = grown(this.lastElement);
    return nameId;
  }
}

function grown(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * array.length);
  larger.set(array);
  return larger;
}

/** Whether the segment stands at `from`, and no white space behind it. */
export function stands(
  { start, length }: Segment,
  memory: DataView,
  view: DataView,
  bytes: Uint8Array,
  from: number,
): boolean {
  const end = from + length;
  if (end > bytes.length) return false;
  // Eight bytes of ASCII are equal as floating-point numbers when they are equal; and none of them is NaN.
  const lastEight = end - 8;
  let known = start;
  for (let at = from; at < lastEight; at += 8, known += 8) {
    if (view.getFloat64(at, true) !== memory.getFloat64(known, true)) return false;
  }
  if (lastEight < from) return standsShort(start, length, memory, bytes, from);
  const isSame = view.getFloat64(lastEight, true) === memory.getFloat64(start + length - 8, true);
  return isSame && (end === bytes.length || (bytes[end] as number) > code.space);
}

/** The same of fewer than eight bytes. */
function standsShort(
  start: number,
  length: number,
  memory: DataView,
  bytes: Uint8Array,
  from: number,
): boolean {
  for (let index = 0; index < length; index += 1) {
    if (bytes[from + index] !== memory.getUint8(start + index)) return false;
  }
  const end = from + length;
  return end === bytes.length || (bytes[end] as number) > code.space;
}

function doubled(view: DataView): DataView<ArrayBuffer> {
  const larger = new Uint8Array(2 * view.byteLength);
  larger.set(new Uint8Array(view.buffer));
  return new DataView(larger.buffer);
}
