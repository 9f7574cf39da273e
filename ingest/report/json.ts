/**
 * Bulk-data reports in JSON (TR-181 BulkData, reference section 5.4): NameValuePair and ObjectHierarchy alike,
 * because nested objects are flattened to dotted names.
 *
 * Shapes taken: `{"Report":[{...},...]}`, `{"Report":{...}}`, and a bare array of elements.
 */
import { isUtf8 } from "node:buffer";
import { code, JsonReader, ReportStop } from "./json-reader.ts";
import { type Key, KeyMemory, type Name, Names } from "./key-memory.ts";
import type { ParsedReport, ReportElement, ReportedValue, ReportLimits, ValueType } from "./value.ts";

const byteOrderMark = "\ufeff";
const timeName = "CollectionTime";
/** Longest joined name (TR-106 paths have at most 256); without it, nesting could multiply a message's size. */
const maxNameLength = 2048;

/** Bytes to text. Invalid UTF-8 becomes U+FFFD and is reported, never fatal. */
export function decodeUtf8(bytes: Uint8Array): { readonly text: string; readonly replaced: boolean } {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
  return { text, replaced: !isUtf8(bytes) };
}

/**
 * Takes a JSON report apart. Total: any text gives a value, in time linear in its length. `memory` makes it fast from
 * the second report of a kind on; the result is the same.
 */
export function parseJsonReport(
  text: string,
  limits: ReportLimits,
  memory: KeyMemory = new KeyMemory(),
): ParsedReport {
  memory.makeRoom();
  const reader = new JsonReader(text.startsWith(byteOrderMark) ? text.slice(1) : text);
  const parser = new ReportParser(reader, limits, memory);
  try {
    const report = parser.document();
    const flags: string[] = [];
    if (reader.end()) flags.push("trailing_bytes");
    if (reader.controlCharacters) flags.push("control_characters");
    return { ok: true, flags, ...report };
  } catch (error) {
    if (error instanceof ReportStop) return { ok: false, reason: error.reason, detail: error.message };
    throw error;
  }
}

interface Report {
  readonly elements: readonly ReportElement[];
  readonly outside: readonly ReportedValue[];
}

class ReportParser {
  readonly #reader: JsonReader;
  readonly #limits: ReportLimits;
  readonly #memory: KeyMemory;
  #valuesLeft: number;

  constructor(reader: JsonReader, limits: ReportLimits, memory: KeyMemory) {
    this.#reader = reader;
    this.#limits = limits;
    this.#memory = memory;
    this.#valuesLeft = limits.values;
  }

  document(): Report {
    const first = this.#reader.peek();
    if (first === code.bracketOpen) return { elements: this.#elements(1), outside: [] };
    if (first === code.braceOpen) return this.#reportObject();
    if (/[-"0-9tfn]/.test(this.#reader.nextCharacter)) return shapeError("neither an object nor an array");
    return this.#reader.fail("expected a report");
  }

  #reportObject(): Report {
    let elements: readonly ReportElement[] | null = null;
    // Names of its own: the elements are read in between.
    const outside = new ElementDraft(new Names(), 1);
    this.#members(1, (name) => {
      if (name !== "Report") return this.#value(outside.names.of(name), 2, outside);
      if (elements !== null) shapeError("two Report members");
      const next = this.#reader.peek();
      if (next === code.bracketOpen) elements = this.#elements(2);
      else if (next === code.braceOpen) elements = [this.#element(2)];
      else shapeError("Report is neither an array nor an object");
    });
    return elements === null ? shapeError("no Report member") : { elements, outside: outside.all() };
  }

  #elements(depth: number): readonly ReportElement[] {
    const elements: ReportElement[] = [];
    this.#items(depth, () => {
      if (this.#reader.peek() !== code.braceOpen) shapeError("an element of Report is not an object");
      this.#countValue();
      elements.push(this.#element(depth + 1));
    });
    return elements;
  }

  #element(depth: number): ReportElement {
    const memory = this.#memory;
    const draft = new ElementDraft(memory.names, memory.nextDraft());
    this.#enter(depth, code.braceOpen);
    for (let key = this.#nextKey(memory.start); key !== null; key = this.#nextKey(key)) {
      this.#value(key.name, depth + 1, draft);
    }
    return draft.finish();
  }

  /** The key behind the value of `previous`, up to where its own value starts; null at the closing brace. */
  #nextKey(previous: Key): Key | null {
    const reader = this.#reader;
    const guess = previous.next;
    if (guess !== null && reader.takeText(guess.text)) return guess;
    const memory = this.#memory;
    const start = reader.position;
    const isFirst = previous === memory.start;
    if (isFirst ? reader.peek() === code.braceClose : !reader.take(code.comma)) {
      reader.expect(code.braceClose);
      return null;
    }
    const name = memory.names.of(this.#name());
    reader.peek();
    return memory.learn(previous, reader.since(start), name);
  }

  #name(): string {
    const name = this.#reader.string();
    this.#reader.expect(code.colon);
    return name;
  }

  /** Reads one value; `depth` is the one an object or array there would have. */
  #value(name: Name, depth: number, draft: ElementDraft): void {
    const reader = this.#reader;
    const next = reader.peek();
    if (next === code.braceOpen) return this.#nested(name.text, depth, draft);
    this.#countValue();
    const start = reader.position;
    if (next === code.quote) draft.add(name, reader.string(), "string");
    else if (next === code.bracketOpen) {
      this.#skipArray(depth);
      draft.add(name, reader.since(start), "array");
    } else if (next === code.letterT && reader.takeText("true")) draft.add(name, "true", "boolean");
    else if (next === code.letterF && reader.takeText("false")) draft.add(name, "false", "boolean");
    else if (next === code.letterN && reader.takeText("null")) draft.add(name, "", "null");
    else draft.add(name, reader.number(), "number");
  }

  #nested(name: string, depth: number, draft: ElementDraft): void {
    let members = 0;
    this.#members(depth, (member) => {
      members += 1;
      if (name.length + member.length >= maxNameLength) shapeError("a name longer than 2048 characters");
      this.#value(draft.names.of(`${name}.${member}`), depth + 1, draft);
    });
    if (members > 0) return;
    this.#countValue();
    draft.add(draft.names.of(name), "{}", "object");
  }

  /** An array inside an element has no TR-106 meaning: it is kept as text, but read within the same bounds. */
  #skipArray(depth: number): void {
    const ignored = new ElementDraft(new Names(), 1);
    this.#items(depth, () => this.#value(ignored.names.of(""), depth + 1, ignored));
  }

  #members(depth: number, each: (name: string) => void): void {
    this.#enter(depth, code.braceOpen);
    if (this.#reader.take(code.braceClose)) return;
    do each(this.#name());
    while (this.#reader.take(code.comma));
    this.#reader.expect(code.braceClose);
  }

  #items(depth: number, each: () => void): void {
    this.#enter(depth, code.bracketOpen);
    if (this.#reader.take(code.bracketClose)) return;
    do each();
    while (this.#reader.take(code.comma));
    this.#reader.expect(code.bracketClose);
  }

  #enter(depth: number, bracket: number): void {
    this.#reader.expect(bracket);
    if (depth > this.#limits.depth) {
      throw new ReportStop("too_deep", `nested deeper than ${this.#limits.depth}`);
    }
  }

  #countValue(): void {
    if (this.#valuesLeft-- > 0) return;
    throw new ReportStop("too_many_values", `more than ${this.#limits.values} values`);
  }
}

function shapeError(detail: string): never {
  throw new ReportStop("bulk_shape_error", detail);
}

/** Values of one element as they come; of a name met twice the last one counts. */
class ElementDraft {
  readonly names: Names;
  /** Its mark in those names. */
  readonly #number: number;
  #time: ReportedValue | null = null;
  readonly #values: ReportedValue[] = [];
  readonly #superseded: ReportedValue[] = [];
  #duplicateNames = false;

  constructor(names: Names, number: number) {
    this.names = names;
    this.#number = number;
  }

  add(name: Name, text: string, type: ValueType): void {
    const value = { name: name.text, text, type };
    if (name.draft !== this.#number) {
      name.draft = this.#number;
      if (name.text === timeName) {
        this.#time = value;
        return;
      }
      name.index = this.#values.length;
      this.#values.push(value);
      return;
    }
    this.#duplicateNames = true;
    if (name.text === timeName) this.#time = value;
    else this.#supersede(name.index, value);
  }

  #supersede(index: number, value: ReportedValue): void {
    const earlier = this.#values[index];
    if (earlier !== undefined && (earlier.text !== value.text || earlier.type !== value.type)) {
      this.#superseded.push(earlier);
    }
    this.#values[index] = value;
  }

  finish(): ReportElement {
    return {
      time: this.#time,
      values: this.#values,
      superseded: this.#superseded,
      duplicateNames: this.#duplicateNames,
    };
  }

  /** Everything, where there is no element and so no time. */
  all(): readonly ReportedValue[] {
    const time = this.#time === null ? [] : [this.#time];
    return [...time, ...this.#superseded, ...this.#values];
  }
}
