/**
 * A writer of records, as source text of that schema's own: field after field as one would write it by hand. The bytes are
 * those of `compileType`'s `encode`, which takes a call for each value. For records of which there are many, of plain
 * values: no 64-bit counters (`*_total`), no rows that are bytes already.
 */
import { type AvroType, avroHeaderBytes, compileType } from "./avro.ts";

type Schema = string | readonly Schema[] | SchemaObject;

interface SchemaObject {
  readonly type: Schema;
  readonly name?: string;
  readonly fields?: readonly { readonly name: string; readonly type: Schema }[];
  readonly items?: Schema;
}

/** As `compileType`, with a writer of its own. Throws on a schema of kinds that it does not know. */
export const compilePlainType = <T>(schema: string): AvroType<T> => ({
  ...compileType<T>(schema),
  encode: compileWriter<T>(schema),
});

function compileWriter<T>(schema: string): AvroType<T>["encode"] {
  const source = new WriterSource();
  const root = source.functionOf(JSON.parse(schema) as Schema);
  const text = `${base}\n${source.text}
    return (value, schemaId) => {
      out[0] = 0;
      out.writeInt32BE(schemaId, 1);
      at = ${avroHeaderBytes};
      ${root}(value);
      const taken = Buffer.allocUnsafe(at);
      out.copy(taken, 0, 0, at);
      return taken;
    };`;
  // oxlint-disable-next-line typescript/no-implied-eval, typescript/no-unsafe-type-assertion -- the names are our schemas'
  return new Function("Buffer", text)(Buffer) as AvroType<T>["encode"];
}

/** What all writers have: where they are, and how numbers and texts are written. */
const base = `"use strict";
  let out = Buffer.allocUnsafeSlow(16384), at = 0;
  const bad = (value, type) => { throw new TypeError("No " + type + " of an Avro record: " + String(value)); };
  const grow = (size) => {
    const larger = Buffer.allocUnsafeSlow(2 * (at + size));
    out.copy(larger, 0, 0, at);
    out = larger;
  };
  const long = (value) => {
    if (at + 10 > out.length) grow(10);
    if ((value | 0) === value && value < 0x40000000 && value >= -0x40000000) {
      let rest = (value << 1) ^ (value >> 31);
      while (rest >= 0x80) {
        out[at++] = (rest & 0x7f) | 0x80;
        rest >>>= 7;
      }
      out[at++] = rest;
    } else wide(value);
  };
  const wide = (value) => {
    if (!Number.isSafeInteger(value) || value < -0x10000000000000) bad(value, "long");
    let rest = value < 0 ? -2 * value - 1 : 2 * value;
    while (rest >= 0x80000000) {
      const above = Math.floor(rest / 0x10000000);
      const bits = rest - above * 0x10000000;
      out[at] = (bits & 0x7f) | 0x80;
      out[at + 1] = ((bits >>> 7) & 0x7f) | 0x80;
      out[at + 2] = ((bits >>> 14) & 0x7f) | 0x80;
      out[at + 3] = (bits >>> 21) | 0x80;
      at += 4;
      rest = above;
    }
    while (rest >= 0x80) {
      out[at++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    out[at++] = rest;
  };
  const int = (value) => {
    if ((value | 0) !== value) bad(value, "int");
    long(value);
  };
  const double = (value) => {
    if (typeof value !== "number") bad(value, "double");
    if (at + 8 > out.length) grow(8);
    at = out.writeDoubleLE(value, at);
  };
  const boolean = (value) => {
    if (typeof value !== "boolean") bad(value, "boolean");
    if (at + 1 > out.length) grow(1);
    out[at++] = value ? 1 : 0;
  };
  const byte = (value) => {
    if (at + 1 > out.length) grow(1);
    out[at++] = value;
  };
  const string = (value) => {
    if (typeof value !== "string") bad(value, "string");
    const length = value.length;
    if (length >= 64) return utf8(value.toWellFormed());
    if (at + 1 + length > out.length) grow(1 + length);
    const first = at + 1;
    for (let index = 0; index < length; index += 1) {
      const unit = value.charCodeAt(index);
      if (unit > 0x7f) return utf8(value.toWellFormed());
      out[first + index] = unit;
    }
    out[at] = length * 2;
    at = first + length;
  };
  const utf8 = (value) => {
    const size = Buffer.byteLength(value);
    long(size);
    if (at + size > out.length) grow(size);
    at += out.write(value, at);
  };`;

const writers: ReadonlySet<string> = new Set(["string", "int", "long", "double", "boolean"]);

class WriterSource {
  readonly #functions: string[] = [];

  get text(): string {
    return this.#functions.join("\n");
  }

  /** Name of a function that writes a value of the type. */
  functionOf(type: Schema): string {
    if (typeof type === "string") {
      if (!writers.has(type)) throw new TypeError(`No writer for the Avro type ${type}`);
      return type;
    }
    if (isList(type)) return this.#nullable(type);
    if (type.type === "record") return this.#record(type);
    if (type.items !== undefined) return this.#array(this.functionOf(type.items));
    return this.functionOf(type.type);
  }

  #nullable(types: readonly Schema[]): string {
    const [none, type] = types;
    if (none !== "null" || type === undefined || types.length !== 2)
      throw new TypeError("No writer for a union of other than null and one type");
    return this.#define(`if (value === null) byte(0); else { byte(2); ${this.functionOf(type)}(value); }`);
  }

  #record({ fields = [] }: SchemaObject): string {
    const counter = fields.find(({ name }) => name.endsWith("_total"));
    if (counter !== undefined) throw new TypeError(`No writer for the counter ${counter.name}`);
    return this.#define(
      fields.map(({ name, type }) => `${this.functionOf(type)}(value.${name});`).join("\n"),
    );
  }

  #array(item: string): string {
    return this.#define(`if (!Array.isArray(value)) bad(value, "array");
      const length = value.length;
      if (length > 0) {
        long(length);
        for (let index = 0; index < length; index += 1) ${item}(value[index]);
      }
      byte(0);`);
  }

  #define(body: string): string {
    const name = `write${this.#functions.length}`;
    this.#functions.push(`const ${name} = (value) => { ${body} };`);
    return name;
  }
}

const isList = (type: Schema): type is readonly Schema[] => Array.isArray(type);
