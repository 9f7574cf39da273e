/**
 * Replaces texts inside Avro bytes, by where they are in the schema, without making objects of the rest: what is not
 * replaced is copied. So it is one for events whose rows are objects and for those whose rows were never more than bytes
 * (`report/element-writer.ts`).
 */

/**
 * What to do with a text. `path`: looked into as any text, and the path that `value` and the values of a map beside it
 * (`values`, each with its key below it) are of.
 */
export type TextUse = "keep" | "text" | "mac" | "name" | "ssid" | "ip" | "path" | "value" | "values";

/** By record and field; texts in a list are as their list. */
export type TextUses = Readonly<Record<string, Readonly<Record<string, TextUse>>>>;

export interface TextReplacer {
  /** Whether a text may be another afterwards, by its bytes. `path`: of a value; empty for all else. */
  mayReplace(use: TextUse, bytes: Uint8Array, start: number, end: number, path: string): boolean;
  /** The text that takes its place, or the same. */
  replace(use: TextUse, text: string, path: string): string;
}

type Walk = (run: Run) => void;

type Schema =
  | string
  | readonly Schema[]
  | {
      readonly type: Schema;
      readonly name?: string;
      readonly fields?: readonly { readonly name: string; readonly type: Schema }[];
      readonly items?: Schema;
      readonly values?: Schema;
    };

/** Throws for a schema with a text whose use is not said, or with what our schemas do not have. */
export function createTextRewriter(
  schema: string,
  uses: TextUses,
): (value: Buffer, headerBytes: number, replacer: TextReplacer) => Buffer {
  const walk = new Compiler(uses).walk(JSON.parse(schema) as Schema, null);
  const run = new Run();
  return (value, headerBytes, replacer) => {
    run.begin(value, headerBytes, replacer);
    walk(run);
    return run.finish();
  };
}

class Compiler {
  readonly #uses: TextUses;
  readonly #records = new Map<string, Walk>();
  #field = "";

  constructor(uses: TextUses) {
    this.#uses = uses;
  }

  /** `use`: of the texts in it, where a field says it. */
  walk(schema: Schema, use: TextUse | null): Walk {
    if (typeof schema === "string") return this.#named(schema, use);
    if (!("type" in schema)) return this.#union(schema, use);
    if (schema.fields !== undefined) return this.#record(schema.name ?? "", schema.fields);
    if (schema.items !== undefined) return repeated(this.walk(schema.items, use));
    if (schema.values !== undefined) return this.#map(use);
    return this.walk(schema.type, use);
  }

  #named(name: string, use: TextUse | null): Walk {
    if (name === "string") {
      if (use === null) throw new Error(`${this.#field}: a text of which nobody said what it is`);
      return textWalk(use);
    }
    const known = primitives[name] ?? this.#records.get(name);
    if (known === undefined) throw new Error(`no way to read Avro's ${name}`);
    return known;
  }

  #union(branches: readonly Schema[], use: TextUse | null): Walk {
    const walks = branches.map((branch) => this.walk(branch, use));
    return (run) => {
      const walk = walks[run.long()];
      if (walk === undefined) throw new Error("bytes that are not of the schema");
      walk(run);
    };
  }

  #record(name: string, fields: readonly { readonly name: string; readonly type: Schema }[]): Walk {
    const walks = fields.map((field) => {
      this.#field = `${name}.${field.name}`;
      return this.walk(field.type, this.#uses[name]?.[field.name] ?? null);
    });
    const walk: Walk = (run) => {
      for (const each of walks) each(run);
    };
    this.#records.set(name, walk);
    return walk;
  }

  /** Of texts: no other maps are in our schemas. */
  #map(use: TextUse | null): Walk {
    if (use !== "values") throw new Error(`${this.#field}: a map of which nobody said what it is`);
    return repeated((run) => run.member());
  }
}

const primitives: Readonly<Record<string, Walk>> = {
  null: () => undefined,
  boolean: (run) => run.skip(1),
  int: (run) => run.skipLong(),
  long: (run) => run.skipLong(),
  float: (run) => run.skip(4),
  double: (run) => run.skip(8),
  bytes: (run) => run.skip(run.long()),
};

function textWalk(use: TextUse): Walk {
  return use === "keep" ? (run) => run.skip(run.long()) : (run) => run.text(use);
}

/** Blocks of items, as arrays and maps are written: ours never say a block's size. */
function repeated(item: Walk): Walk {
  return (run) => {
    for (let count = run.long(); count !== 0; count = run.long()) {
      if (count < 0) throw new Error("blocks with a size are not ours");
      for (let left = count; left > 0; left -= 1) item(run);
    }
  };
}

const nobody: TextReplacer = { mayReplace: () => false, replace: (_use, text) => text };

/** Texts below this length have it in one byte. */
const shortText = 64;

/** One value being read, and what is written of it so far. */
class Run {
  #bytes: Buffer = Buffer.alloc(0);
  #at = 0;
  /** What is before it is written, or was replaced. */
  #copied = 0;
  #room = Buffer.allocUnsafe(16_384);
  #end = 0;
  #replacer = nobody;
  #pathStart = 0;
  #pathEnd = 0;

  begin(bytes: Buffer, at: number, replacer: TextReplacer): void {
    this.#bytes = bytes;
    this.#at = at;
    this.#copied = 0;
    this.#end = 0;
    this.#replacer = replacer;
    this.#pathStart = this.#pathEnd = 0;
  }

  /** The same bytes where nothing was replaced. */
  finish(): Buffer {
    const bytes = this.#bytes;
    if (this.#at !== bytes.length) throw new Error("bytes that are not of the schema");
    if (this.#copied === 0) return bytes;
    this.#copyUpTo(bytes.length);
    return Buffer.from(this.#room.subarray(0, this.#end));
  }

  skip(count: number): void {
    this.#at += count;
  }

  skipLong(): void {
    const bytes = this.#bytes;
    let at = this.#at;
    while ((bytes[at] as number) > 0x7f) at += 1;
    this.#at = at + 1;
  }

  /** One that fits into a number: a count, a length, the place in a union. */
  long(): number {
    const bytes = this.#bytes;
    let byte = bytes[this.#at++] as number;
    let value = byte & 0x7f;
    for (let factor = 0x80; byte > 0x7f; factor *= 0x80) {
      byte = bytes[this.#at++] as number;
      value += (byte & 0x7f) * factor;
    }
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  text(use: TextUse): void {
    const lengthAt = this.#at;
    const length = this.long();
    const start = this.#at;
    this.#at = start + length;
    if (use === "path") {
      this.#pathStart = start;
      this.#pathEnd = this.#at;
    }
    if (length === 0) return;
    this.#replace(use, lengthAt, start, use === "value" ? this.#path() : "");
  }

  /** An entry of a map: its key, then a value of the path before with the key below it. */
  member(): void {
    const keyAt = this.#at;
    const keyLength = this.long();
    const keyStart = this.#at;
    this.#at += keyLength;
    const key = this.#bytes.toString("utf8", keyStart, this.#at);
    this.#replace("text", keyAt, keyStart, "");
    const lengthAt = this.#at;
    const length = this.long();
    const start = this.#at;
    this.#at += length;
    this.#replace("value", lengthAt, start, this.#path() + key);
  }

  #path(): string {
    return this.#bytes.toString("utf8", this.#pathStart, this.#pathEnd);
  }

  /** The text that was just read. */
  #replace(use: TextUse, lengthAt: number, start: number, path: string): void {
    const end = this.#at;
    if (!this.#replacer.mayReplace(use, this.#bytes, start, end, path)) return;
    const before = this.#bytes.toString("utf8", start, end);
    const after = this.#replacer.replace(use, before, path);
    if (after !== before) this.#put(lengthAt, end, after);
  }

  #put(from: number, to: number, text: string): void {
    this.#copyUpTo(from);
    this.#copied = to;
    this.#makeRoom(3 * text.length + 5);
    if (text.length < shortText && this.#putAscii(text)) return;
    const length = Buffer.byteLength(text);
    let rest = 2 * length;
    for (; rest > 0x7f; rest = Math.floor(rest / 0x80)) this.#room[this.#end++] = (rest & 0x7f) | 0x80;
    this.#room[this.#end++] = rest;
    this.#end += this.#room.write(text, this.#end, "utf8");
  }

  /** Nearly every text is one; false where it is not, and nothing was written. */
  #putAscii(text: string): boolean {
    const room = this.#room;
    const { length } = text;
    let end = this.#end;
    room[end++] = 2 * length;
    for (let index = 0; index < length; index += 1) {
      const unit = text.charCodeAt(index);
      if (unit > 0x7f) return false;
      room[end++] = unit;
    }
    this.#end = end;
    return true;
  }

  #copyUpTo(end: number): void {
    this.#makeRoom(end - this.#copied);
    this.#end += this.#bytes.copy(this.#room, this.#end, this.#copied, end);
  }

  #makeRoom(sizeBytes: number): void {
    if (this.#end + sizeBytes <= this.#room.length) return;
    const larger = Buffer.allocUnsafe(2 * (this.#end + sizeBytes));
    this.#room.copy(larger, 0, 0, this.#end);
    this.#room = larger;
  }
}
