/**
 * Bulk-data reports in JSON (TR-181 BulkData, reference section 5.4): NameValuePair and ObjectHierarchy alike,
 * because nested objects are flattened to dotted names.
 *
 * Shapes taken: `{"Report":[{...},...]}`, `{"Report":{...}}`, and a bare array of elements. RDK-B's telemetry sends one
 * element as an array of objects with one member each, and calls it `searchResult` too.
 */
import { isUtf8 } from "node:buffer";
import { code, JsonReader, ReportStop } from "./json-reader.ts";
import {
  elementValues,
  type ParsedReport,
  type ReportElement,
  type ReportedValue,
  type ReportLimits,
  type ValueType,
} from "./value.ts";

const byteOrderMark = "\ufeff";
const timeName = "CollectionTime";
/** Longest joined name (TR-106 paths have at most 256); without it, nesting could multiply a message's size. */
const maxNameLength = 2048;

/** Bytes to text. Invalid UTF-8 becomes U+FFFD and is reported, never fatal. */
export function decodeUtf8(bytes: Uint8Array): { readonly text: string; readonly replaced: boolean } {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
  return { text, replaced: !isUtf8(bytes) };
}

/** Takes a JSON report apart. Total: any text gives a value, in time linear in its length. */
export function parseJsonReport(text: string, limits: ReportLimits): ParsedReport {
  const reader = new JsonReader(text.startsWith(byteOrderMark) ? text.slice(1) : text);
  const parser = new ReportParser(reader, limits);
  try {
    const report = parser.document();
    const flags: string[] = [];
    const rest = reader.end();
    if (rest !== null) flags.push("trailing_bytes");
    if (reader.controlCharacters) flags.push("control_characters");
    return { ok: true, flags, elements: report.elements, outside: [...report.outside, ...behind(rest)] };
  } catch (error) {
    if (error instanceof ReportStop) return { ok: false, reason: error.reason, detail: error.message };
    throw error;
  }
}

/** What is behind the document belongs to no element; it is kept. */
const behind = (rest: string | null): readonly ReportedValue[] =>
  rest === null || rest === "" ? [] : [{ name: "behind the document", text: rest, type: "string" }];

interface Report {
  readonly elements: readonly ReportElement[];
  readonly outside: readonly ReportedValue[];
}

class ReportParser {
  readonly #reader: JsonReader;
  readonly #limits: ReportLimits;
  #valuesLeft: number;

  constructor(reader: JsonReader, limits: ReportLimits) {
    this.#reader = reader;
    this.#limits = limits;
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
    const outside = new ElementDraft();
    this.#members(1, (name) => {
      if (name !== "Report" && name !== "searchResult") return this.#value(name, 2, outside);
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
      this.#countValues(elementValues(elements.length));
      elements.push(this.#element(depth + 1));
    });
    return areMembers(elements) ? [joined(elements)] : elements;
  }

  #element(depth: number): ReportElement {
    const draft = new ElementDraft();
    this.#members(depth, (name) => this.#value(name, depth + 1, draft));
    return draft.finish();
  }

  /** Reads one value; `depth` is the one an object or array there would have. */
  #value(name: string, depth: number, draft: ElementDraft): void {
    const reader = this.#reader;
    const next = reader.peek();
    if (next === code.braceOpen) return this.#nested(name, depth, draft);
    this.#countValues(1);
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
      this.#value(`${name}.${member}`, depth + 1, draft);
    });
    if (members > 0) return;
    this.#countValues(1);
    draft.add(name, "{}", "object");
  }

  /** An array inside an element has no TR-106 meaning: it is kept as text, but read within the same bounds. */
  #skipArray(depth: number): void {
    const ignored = new ElementDraft();
    this.#items(depth, () => this.#value("", depth + 1, ignored));
  }

  #members(depth: number, each: (name: string) => void): void {
    this.#enter(depth, code.braceOpen);
    if (this.#reader.take(code.braceClose)) return;
    do {
      const name = this.#reader.string();
      this.#reader.expect(code.colon);
      each(name);
    } while (this.#reader.take(code.comma));
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

  #countValues(count: number): void {
    this.#valuesLeft -= count;
    if (this.#valuesLeft >= 0) return;
    throw new ReportStop("too_many_values", `more than ${this.#limits.values} values`);
  }
}

/** Fewest: two may be a retained report and the one after it. */
const fewestMembers = 3;

/** What an element of one member has. */
function onlyMember({ time, values, superseded }: ReportElement): ReportedValue | null {
  if (superseded.length > 0 || (time === null ? 0 : 1) + values.length !== 1) return null;
  return time ?? values[0] ?? null;
}

/** Whether elements are the members of one: each has one, all of them others. Reports of several times repeat their names. */
function areMembers(elements: readonly ReportElement[]): boolean {
  if (elements.length < fewestMembers) return false;
  const names = new Set<string>();
  for (const element of elements) {
    const name = onlyMember(element)?.name;
    if (name === undefined || names.has(name)) return false;
    names.add(name);
  }
  return true;
}

/** Each of their only members, in one element. */
const joined = (elements: readonly ReportElement[]): ReportElement => ({
  time: elements.find(({ time }) => time !== null)?.time ?? null,
  values: elements.flatMap(({ values }) => values),
  superseded: [],
  duplicateNames: false,
});

function shapeError(detail: string): never {
  throw new ReportStop("bulk_shape_error", detail);
}

/** Values of one element as they come; of a name met twice the last one counts. */
class ElementDraft {
  #time: ReportedValue | null = null;
  readonly #values = new Map<string, ReportedValue>();
  readonly #superseded: ReportedValue[] = [];
  #duplicateNames = false;

  add(name: string, text: string, type: ValueType): void {
    const value = { name, text, type };
    if (name === timeName) {
      this.#duplicateNames ||= this.#time !== null;
      this.#time = value;
      return;
    }
    const earlier = this.#values.get(name);
    if (earlier !== undefined) {
      this.#duplicateNames = true;
      if (earlier.text !== text || earlier.type !== type) this.#superseded.push(earlier);
    }
    this.#values.set(name, value);
  }

  finish(): ReportElement {
    return {
      time: this.#time,
      values: [...this.#values.values()],
      superseded: this.#superseded,
      duplicateNames: this.#duplicateNames,
    };
  }

  /** Everything, where there is no element and so no time. */
  all(): readonly ReportedValue[] {
    const time = this.#time === null ? [] : [this.#time];
    return [...time, ...this.#superseded, ...this.#values.values()];
  }
}
