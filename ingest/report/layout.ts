/**
 * What reports look like, remembered. A gateway repeats its keys in the same order in report after report, and so do
 * all of its model; only values differ. So a report is a chain of *segments*, the bytes from the end of one value to
 * the start of the next (`,\n   "Hosts.1.Active": `), with a value after each but the last. A segment carries its
 * *plan*: where the value behind it belongs (path, column, row) and how its name goes into the event id; and the two
 * segments that followed it last. So a layout is no list but a path through segments that all gateways share: where
 * hosts come and go, only the turn is guessed wrong, and found by name.
 *
 * Nothing that is read depends on what is remembered: a segment is what its own bytes say.
 */
import type { Placement } from "../normalize/placement.ts";
import { detached } from "../remembering.ts";
import { canonicalPrefix } from "./canonical.ts";
import type { ValueType } from "./value.ts";

/** What a segment does beside naming the next value. */
export type SegmentKind = "first" | "next" | "nextElement" | "last";

export interface Segment {
  readonly kind: SegmentKind;
  readonly length: number;
  /** Its bytes by fours, in the machine's order; the last up to three are in `tail`. */
  readonly words: Int32Array;
  readonly tail: Uint8Array;
  /** Null behind the last value. */
  readonly plan: Plan | null;
  /** What followed the last time, and the time before when that was another. */
  next: Segment | null;
  other: Segment | null;
}

/** All that is to know of a value by its name. */
export interface Plan {
  readonly name: string;
  readonly isTime: boolean;
  readonly placement: Placement | null;
  /** Its place: the full path where there is one, shared with other names of it. */
  readonly place: Mark;
  /** The type it had last, and its `canonicalPrefix` with that. */
  type: ValueType;
  prefix: Uint8Array;
}

/** By which an element knows that it has been here. */
export interface Mark {
  /** Number of the element that was here last. */
  element: number;
}

/** Room for the segments of some tens of models, in bytes, roughly. */
const maxBytes = 8_000_000;
/** What a segment costs beside its text, with its plan. */
const segmentBytes = 600;
/** Longest segment remembered: a path has at most 256 characters (TR-106), some white space around it. */
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
  readonly #resolve: (name: string) => Placement | null;
  readonly #segments = new Map<string, Segment>();
  readonly #plans = new Map<string, Plan>();
  readonly #places = new Map<string, Mark>();
  /** Paths of rows, each once: then two are compared by where they are. */
  readonly #rows = new Map<string, string>();
  #bytes = 0;
  #elements = 0;
  /** With what the last report began. */
  first: Segment | null = null;

  constructor(resolve: (name: string) => Placement | null) {
    this.#resolve = resolve;
  }

  /** In bytes, roughly. */
  get size(): number {
    return this.#bytes;
  }

  /** To be called before each report: plans must not change while one is read. */
  makeRoom(): void {
    if (this.#bytes <= maxBytes) return;
    for (const each of [this.#segments, this.#plans, this.#places, this.#rows]) each.clear();
    this.#bytes = 0;
    this.first = null;
  }

  /** A number for an element that no other has. */
  nextElement(): number {
    this.#elements += 1;
    return this.#elements;
  }

  /** The segment that starts at `at`, behind the value of `previous`; null where there is none of a report's. */
  find(text: string, at: number, previous: Segment | null): Segment | null {
    for (const { kind, pattern } of previous === null ? [firstPattern] : patterns) {
      pattern.lastIndex = at;
      const match = pattern.exec(text);
      if (match === null) continue;
      if (match[0].length > maxLength) return null;
      const found = this.#segment(match[0], kind, match[1] ?? null);
      if (previous === null) this.first = found;
      else {
        previous.other = previous.next;
        previous.next = found;
      }
      return found;
    }
    return null;
  }

  #segment(text: string, kind: SegmentKind, name: string | null): Segment {
    const known = this.#segments.get(text);
    if (known !== undefined) return known;
    const bytes = Buffer.from(text, "latin1");
    const segment: Segment = {
      kind,
      length: bytes.length,
      words: Int32Array.from({ length: bytes.length >> 2 }, (_, index) => bytes.readInt32LE(4 * index)),
      tail: bytes.subarray(bytes.length & ~3),
      plan: name === null ? null : this.#plan(name),
      next: null,
      other: null,
    };
    this.#segments.set(detached(text), segment);
    this.#bytes += 3 * text.length + segmentBytes;
    return segment;
  }

  #plan(name: string): Plan {
    const known = this.#plans.get(name);
    if (known !== undefined) return known;
    const own = detached(name);
    const isTime = own === "CollectionTime";
    const placement = isTime ? null : this.#placement(own);
    const plan: Plan = {
      name: own,
      isTime,
      placement,
      place: once(this.#places, placement?.path ?? own, () => ({ element: 0 })),
      type: "string",
      prefix: canonicalPrefix(own, "string"),
    };
    this.#plans.set(own, plan);
    return plan;
  }

  #placement(name: string): Placement | null {
    const placement = this.#resolve(name);
    if (placement === null || placement.cell === null) return placement;
    const { row } = placement.cell;
    return { ...placement, cell: { ...placement.cell, row: once(this.#rows, row, () => row) } };
  }
}

/** The value under `key`, made when there is none. */
function once<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

/** `canonicalPrefix` of a plan's value of that type. */
export function prefixOf(plan: Plan, type: ValueType): Uint8Array {
  if (plan.type !== type) {
    plan.type = type;
    plan.prefix = canonicalPrefix(plan.name, type);
  }
  return plan.prefix;
}
