/**
 * A reader of some fields of a record, as source text of that schema's own: field after field as one would write it by
 * hand, what is not read stepped over. avsc does the same by a call for each value, and an object for each step.
 *
 * It knows what our schemas consist of and values as our encoder writes them. Anything else (a number above 2^52, an array
 * in blocks with sizes, bytes that end early) it leaves to avsc, which says what it is: the answer is always the same.
 */
import { KnownAddresses } from "./known-addresses.ts";
import { KnownTexts } from "./known-texts.ts";

/** The value in `bytes` from `start` to their end; null where it is left to avsc. */
export type RecordReader<T> = (bytes: Buffer, start: number) => T | null;

type Schema = string | readonly Schema[] | SchemaObject;

interface SchemaObject {
  readonly type: Schema;
  readonly name?: string;
  readonly fields?: readonly { readonly name: string; readonly type: Schema }[];
  readonly items?: Schema;
  readonly values?: Schema;
}

/**
 * Compiles a reader of the fields that `kept` (a schema with some of the fields of `written`) has, for values that were
 * written with `written`. Texts of the fields named in `known` are made once (`KnownTexts`), and so are addresses (`KnownAddresses`).
 * Throws on a schema of kinds it does not know.
 */
export function compileReader<T>(written: string, kept: string, known: Known): RecordReader<T> {
  const source = new ReaderSource(fieldsOf(JSON.parse(kept)), known);
  const root = source.functionOf(JSON.parse(written) as Schema, "");
  const text = `${base}\n${source.text}
    return (from, start) => {
      bytes = from; at = start; end = from.length;
      try { const value = ${root}(); return at === end ? value : null; }
      catch (error) { if (error === unexpected) return null; throw error; }
      finally { bytes = nothing; }
    };`;
  // oxlint-disable-next-line typescript/no-implied-eval, typescript/no-unsafe-type-assertion -- the names are our schemas'
  const make = new Function("texts", "addresses", "nothing", text) as Make<T>;
  return make(new KnownTexts(), new KnownAddresses(), Buffer.alloc(0));
}

type Make<T> = (texts: KnownTexts, addresses: KnownAddresses, nothing: Buffer) => RecordReader<T>;

/** Names of fields whose texts come again and again. */
export interface Known {
  /** Few different ones. */
  readonly texts: readonly string[];
  /** MAC addresses. */
  readonly addresses: readonly string[];
}

/** Field names by the record's name. */
function fieldsOf(schema: unknown): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, ReadonlySet<string>>();
  JSON.stringify(schema, (_key, value: unknown) => {
    if (typeof value === "object" && value !== null && "fields" in value && "name" in value) {
      const fields = value.fields as readonly { readonly name: string }[];
      found.set(String(value.name), new Set(fields.map(({ name }) => name)));
    }
    return value;
  });
  return found;
}

/** What all readers have: where they are, and how numbers and texts are read. */
const base = `"use strict";
  const unexpected = new Error("left to avsc");
  let bytes = nothing, at = 0, end = 0;
  const fail = () => { throw unexpected; };
  const long = () => {
    let byte = bytes[at++];
    if (byte < 0x80) return (byte >>> 1) ^ -(byte & 1);
    let low = byte & 0x7f;
    byte = bytes[at++];
    low |= (byte & 0x7f) << 7;
    if (byte < 0x80) return (low >>> 1) ^ -(low & 1);
    byte = bytes[at++];
    low |= (byte & 0x7f) << 14;
    if (byte < 0x80) return (low >>> 1) ^ -(low & 1);
    byte = bytes[at++];
    low |= (byte & 0x7f) << 21;
    if (byte < 0x80) return (low >>> 1) ^ -(low & 1);
    return wide(low);
  };
  const wide = (low) => {
    let zigzag = low, unit = 0x10000000, byte = 0;
    do {
      byte = bytes[at++];
      zigzag += (byte & 0x7f) * unit;
      unit *= 0x80;
    } while (byte >= 0x80 && unit < 0x20000000000000);
    if (!(zigzag < 0x20000000000000) || byte >= 0x80) fail();
    return zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2;
  };
  const skipLong = () => { while (bytes[at++] >= 0x80); };
  const size = () => {
    const size = long();
    if (!(size >= 0 && size <= end - at)) fail();
    return size;
  };
  const string = () => {
    const length = size();
    const first = at;
    at += length;
    return bytes.utf8Slice(first, at);
  };
  const known = () => {
    const length = size();
    const first = at;
    at += length;
    return texts.textOf(bytes, first, at);
  };
  const address = () => {
    const length = size();
    const first = at;
    at += length;
    return addresses.textOf(bytes, first, at);
  };
  const skipString = () => { const length = size(); at += length; };
  const double = () => {
    if (at + 8 > end) fail();
    at += 8;
    return bytes.readDoubleLE(at - 8);
  };
  const skipDouble = () => { at += 8; };
  const boolean = () => bytes[at++] !== 0;
  const skipBoolean = () => { at += 1; };
  const isThere = () => {
    const branch = bytes[at++];
    if (branch === 2) return true;
    if (branch !== 0) fail();
    return false;
  };
  const count = () => {
    const count = size();
    if (at > end) fail();
    return count;
  };`;

const readers: Readonly<Record<string, string>> = {
  string: "string",
  int: "long",
  long: "long",
  double: "double",
  boolean: "boolean",
};

class ReaderSource {
  readonly #kept: ReadonlyMap<string, ReadonlySet<string>>;
  readonly #known: Known;
  readonly #functions: string[] = [];

  constructor(kept: ReadonlyMap<string, ReadonlySet<string>>, known: Known) {
    this.#kept = kept;
    this.#known = known;
  }

  get text(): string {
    return this.#functions.join("\n");
  }

  /** Name of a function that reads a value of the type; `field` is the one it is of. */
  functionOf(type: Schema, field: string): string {
    if (typeof type === "string") return this.#primitive(type, field);
    if (isList(type)) return this.#nullable(type, (inner) => this.functionOf(inner, field), "null");
    if (type.type === "record") return this.#record(type);
    if (type.items !== undefined) return this.#array(this.functionOf(type.items, field));
    if (type.values !== undefined) return this.#map(this.functionOf(type.values, field));
    return this.functionOf(type.type, field);
  }

  /** Name of a function that steps over a value of the type. */
  #skipOf(type: Schema): string {
    if (typeof type === "string") {
      const reader = this.#primitive(type, "");
      return `skip${reader.slice(0, 1).toUpperCase()}${reader.slice(1)}`;
    }
    if (isList(type)) return this.#nullable(type, (inner) => this.#skipOf(inner), "undefined");
    if (type.type === "record") return this.#skipRecord(type);
    if (type.items !== undefined) return this.#skipBlocks(this.#skipOf(type.items), "");
    if (type.values !== undefined) return this.#skipBlocks(this.#skipOf(type.values), "skipString();");
    return this.#skipOf(type.type);
  }

  #primitive(type: string, field: string): string {
    const reader = readers[type];
    if (reader === undefined) throw new TypeError(`No reader for the Avro type ${type}`);
    if (reader !== "string") return reader;
    if (this.#known.addresses.includes(field)) return "address";
    return this.#known.texts.includes(field) ? "known" : reader;
  }

  #nullable(types: readonly Schema[], inner: (type: Schema) => string, otherwise: string): string {
    const [none, type] = types;
    if (none !== "null" || type === undefined || types.length !== 2)
      throw new TypeError("No reader for a union of other than null and one type");
    return this.#define(`return isThere() ? ${inner(type)}() : ${otherwise};`);
  }

  #record({ name = "", fields = [] }: SchemaObject): string {
    const kept = this.#kept.get(name);
    if (kept === undefined) throw new TypeError(`No fields to read of ${name}`);
    const steps: string[] = [];
    const members: string[] = [];
    for (const [index, field] of fields.entries()) {
      if (!kept.has(field.name)) steps.push(`${this.#skipOf(field.type)}();`);
      else {
        steps.push(`const field${index} = ${this.functionOf(field.type, field.name)}();`);
        members.push(`${field.name}: field${index},`);
      }
    }
    return this.#define(`${steps.join("\n")} if (at > end) fail(); return { ${members.join(" ")} };`);
  }

  #skipRecord({ fields = [] }: SchemaObject): string {
    return this.#define(fields.map((field) => `${this.#skipOf(field.type)}();`).join("\n"));
  }

  #array(item: string): string {
    return this.#define(`const items = [];
      for (let left = count(); left > 0; left = count())
        for (; left > 0; left -= 1) { items.push(${item}()); if (at > end) fail(); }
      return items;`);
  }

  #map(value: string): string {
    return this.#define(`const entries = Object.create(null);
      for (let left = count(); left > 0; left = count())
        for (; left > 0; left -= 1) { const key = string(); entries[key] = ${value}(); if (at > end) fail(); }
      return entries;`);
  }

  #skipBlocks(item: string, key: string): string {
    return this.#define(`for (let left = count(); left > 0; left = count())
        for (; left > 0; left -= 1) { ${key} ${item}(); if (at > end) fail(); }`);
  }

  #define(body: string): string {
    const name = `read${this.#functions.length}`;
    this.#functions.push(`const ${name} = () => { ${body} };`);
    return name;
  }
}

const isList = (type: Schema): type is readonly Schema[] => Array.isArray(type);
