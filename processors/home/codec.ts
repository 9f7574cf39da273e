/**
 * State as bytes, and back: a codec for each shape, put together from smaller ones. Whole numbers are varints, others
 * doubles or, where they were rounded so, singles; a text said before in the same value is its number (a home says the
 * same MACs and paths again and again), an object is its fields in the order of its codec.
 */

export type { Reader, Writer };

/** Writes a value of one shape, and reads what it wrote. */
export interface Codec<T> {
  write(value: T, to: Writer): void;
  read(from: Reader): T;
}

/** Values of one shape and version as bytes: the version, then the value. */
export interface VersionedCodec<T> {
  encode(value: T): Buffer;
  /** null when another version wrote the bytes; throws when they are cut off. */
  decode(bytes: Buffer): T | null;
}

/** A codec with a version (0 to 255) before it. Encodes into one buffer, used again, and hands out copies. */
export function versioned<T>(version: number, codec: Codec<T>): VersionedCodec<T> {
  const writer = new Writer();
  return {
    encode(value) {
      writer.clear();
      writer.byte(version);
      codec.write(value, writer);
      return writer.taken();
    },
    decode: (bytes) => (bytes[0] === version ? codec.read(new Reader(bytes, 1)) : null),
  };
}

export const whole: Codec<number> = {
  write: (value, to) => to.whole(value),
  read: (from) => from.whole(),
};

/** Any number, as the 8 bytes of a double: what goes in comes out bit by bit. */
export const real: Codec<number> = {
  write: (value, to) => to.real(value),
  read: (from) => from.real(),
};

/** Numbers that were rounded with `Math.fround`, in 4 bytes; others would come back rounded, so they are refused. */
export const single: Codec<number> = {
  write: (value, to) => to.single(value),
  read: (from) => from.single(),
};

export const text: Codec<string> = {
  write: (value, to) => to.text(value),
  read: (from) => from.text(),
};

export const flag: Codec<boolean> = {
  write: (value, to) => to.byte(value ? 1 : 0),
  read: (from) => from.byte() === 1,
};

export function nullable<T>(codec: Codec<T>): Codec<T | null> {
  return {
    write(value, to) {
      to.byte(value === null ? 0 : 1);
      if (value !== null) codec.write(value, to);
    },
    read: (from) => (from.byte() === 0 ? null : codec.read(from)),
  };
}

export function list<T>(codec: Codec<T>): Codec<T[]> {
  return {
    write(items, to) {
      const { length } = items;
      to.whole(length);
      for (let index = 0; index < length; index += 1) codec.write(items[index] as T, to);
    },
    read(from) {
      const items: T[] = [];
      for (let left = from.whole(); left > 0; left -= 1) items.push(codec.read(from));
      return items;
    },
  };
}

/** Whole numbers that mostly rise by little from one to the next. */
export const rising: Codec<number[]> = {
  write(items, to) {
    to.whole(items.length);
    let last = 0;
    for (let index = 0; index < items.length; index += 1) {
      const item = items[index] ?? 0;
      to.whole(item - last);
      last = item;
    }
  },
  read(from) {
    const items: number[] = [];
    let last = 0;
    for (let left = from.whole(); left > 0; left -= 1) items.push((last += from.whole()));
    return items;
  },
};

/** As a list of `whole`, without a call for each. */
export const wholes: Codec<number[]> = {
  write(items, to) {
    to.whole(items.length);
    for (let index = 0; index < items.length; index += 1) to.whole(items[index] ?? 0);
  },
  read(from) {
    const items: number[] = [];
    for (let left = from.whole(); left > 0; left -= 1) items.push(from.whole());
    return items;
  },
};

export function set<T>(codec: Codec<T>): Codec<Set<T>> {
  return {
    write(items, to) {
      to.whole(items.size);
      for (const item of items) codec.write(item, to);
    },
    read(from) {
      const items = new Set<T>();
      for (let left = from.whole(); left > 0; left -= 1) items.add(codec.read(from));
      return items;
    },
  };
}

export function pair<A, B>(first: Codec<A>, second: Codec<B>): Codec<readonly [A, B]> {
  return {
    write([a, b], to) {
      first.write(a, to);
      second.write(b, to);
    },
    read: (from) => [first.read(from), second.read(from)],
  };
}

export function map<Key, Value>(keys: Codec<Key>, values: Codec<Value>): Codec<Map<Key, Value>> {
  return {
    write(entries, to) {
      to.whole(entries.size);
      for (const [key, value] of entries) {
        keys.write(key, to);
        values.write(value, to);
      }
    },
    read(from) {
      const entries = new Map<Key, Value>();
      for (let left = from.whole(); left > 0; left -= 1) entries.set(keys.read(from), values.read(from));
      return entries;
    },
  };
}

/** An object by names that are not known beforehand. */
export function record<Value>(values: Codec<Value>): Codec<Readonly<Record<string, Value>>> {
  const entries = map(text, values);
  return {
    write: (value, to) => entries.write(new Map(Object.entries(value)), to),
    read: (from) => Object.fromEntries(entries.read(from)),
  };
}

/** An object whose `key` says which of these it is. */
export function variant<Key extends string, T extends Readonly<Record<Key, string>>>(
  key: Key,
  codecs: { readonly [Kind in T[Key]]: Codec<Extract<T, Readonly<Record<Key, Kind>>>> },
): Codec<T> {
  const kinds = Object.keys(codecs) as T[Key][];
  const codecOf = (kind: T[Key] | undefined): Codec<T> => {
    if (kind === undefined) throw new RangeError("A snapshot holds a kind nobody knows.");
    return codecs[kind];
  };
  return {
    write(value, to) {
      to.byte(kinds.indexOf(value[key]));
      codecOf(value[key]).write(value, to);
    },
    read: (from) => codecOf(kinds[from.byte()]).read(from),
  };
}

/** One of these texts (at most 255), by its place among them. */
export const oneOf = <T extends string>(texts: readonly T[]): Codec<T> => ({
  write: (value, to) => to.byte(texts.indexOf(value)),
  read(from) {
    const value = texts[from.byte()];
    if (value === undefined) throw new RangeError("A snapshot holds a word nobody knows.");
    return value;
  },
});

/** Always the same value; takes no bytes. */
export const constant = <T>(value: T): Codec<T> => ({ write: () => undefined, read: () => value });

/**
 * An object by its fields: all of them, or the compiler objects. Each shape gets source of its own, field after field as
 * one would write it by hand: in a loop over names, which all shapes would share, the engine does not learn where a
 * field is. The names are those of our interfaces.
 */
export function struct<T extends object>(fields: { readonly [Key in keyof T]-?: Codec<T[Key]> }): Codec<T> {
  const names = Object.keys(fields);
  const codecs = names.map((_, index) => `codec${index}`);
  const writes = names.map((name, index) => `codec${index}.write(value.${name}, to);`);
  const reads = names.map((name, index) => `${name}: codec${index}.read(from),`);
  const source = `return {
    write(value, to) { ${writes.join("\n")} },
    read(from) { return { ${reads.join("\n")} }; },
  };`;
  // oxlint-disable-next-line typescript/no-implied-eval, typescript/no-unsafe-type-assertion -- see above
  const build = new Function(...codecs, source) as (...each: unknown[]) => Codec<T>;
  return build(...Object.values(fields));
}

const firstSizeBytes = 16_384;
/** Texts up to here are copied character by character, which is quicker than a call into the engine. */
const shortText = 64;
/** Whole numbers below this are shifted; larger ones divided. */
const shiftable = 0x8000_0000;
const unit28 = 2 ** 28;
const longestWhole = 8;
const lowestWhole = -(2 ** 52);

/** Bytes in the making. */
class Writer {
  #bytes = Buffer.allocUnsafeSlow(firstSizeBytes);
  #end = 0;
  readonly #texts = new Map<string, number>();

  clear(): void {
    this.#end = 0;
    this.#texts.clear();
  }

  /** A copy of what was written, with memory of its own. */
  taken(): Buffer {
    const copy = Buffer.allocUnsafeSlow(this.#end);
    this.#bytes.copy(copy, 0, 0, this.#end);
    return copy;
  }

  byte(value: number): void {
    this.#makeRoom(1);
    this.#bytes[this.#end++] = value;
  }

  /** A safe integer, of the negative ones those whose zigzag is exact, as a varint. */
  whole(value: number): void {
    this.#makeRoom(longestWhole);
    if (value >= -shiftable / 4 && value < shiftable / 4 && (value | 0) === value)
      this.#shifted((value << 1) ^ (value >> 31));
    else this.#divided(value);
  }

  #shifted(zigzag: number): void {
    const bytes = this.#bytes;
    let end = this.#end;
    let rest = zigzag;
    while (rest >= 0x80) {
      bytes[end++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    bytes[end++] = rest;
    this.#end = end;
  }

  /** Four bytes (28 bits) at a time; a remainder of doubles would take longer than all the rest. */
  #divided(value: number): void {
    if (!Number.isSafeInteger(value) || value < lowestWhole)
      throw new TypeError(`State holds what a snapshot can't say: ${value}.`);
    let rest = value < 0 ? -2 * value - 1 : 2 * value;
    while (rest >= shiftable) {
      const above = Math.floor(rest / unit28);
      this.#fourBytes(rest - above * unit28);
      rest = above;
    }
    this.#shifted(rest);
  }

  #fourBytes(bits: number): void {
    const bytes = this.#bytes;
    const end = this.#end;
    bytes[end] = (bits & 0x7f) | 0x80;
    bytes[end + 1] = ((bits >>> 7) & 0x7f) | 0x80;
    bytes[end + 2] = ((bits >>> 14) & 0x7f) | 0x80;
    bytes[end + 3] = (bits >>> 21) | 0x80;
    this.#end = end + 4;
  }

  real(value: number): void {
    this.#makeRoom(8);
    this.#end = this.#bytes.writeDoubleLE(value, this.#end);
  }

  single(value: number): void {
    if (!Object.is(Math.fround(value), value))
      throw new TypeError(`State holds what four bytes can't say: ${value}.`);
    this.#makeRoom(4);
    this.#end = this.#bytes.writeFloatLE(value, this.#end);
  }

  /** The number of a text said before; else 0, its length and its bytes. */
  text(value: string): void {
    const known = this.#texts.get(value);
    if (known !== undefined) return this.whole(known);
    this.#texts.set(value, this.#texts.size + 1);
    this.byte(0);
    if (value.length > shortText || !this.#asciiText(value)) this.#utf8Text(value);
  }

  /** false, and nothing is written, when a character is not ASCII. */
  #asciiText(value: string): boolean {
    const start = this.#end;
    const { length } = value;
    this.whole(length);
    this.#makeRoom(length);
    const [bytes, end] = [this.#bytes, this.#end];
    for (let index = 0; index < length; index += 1) {
      const code = value.charCodeAt(index);
      if (code >= 0x80) {
        this.#end = start;
        return false;
      }
      bytes[end + index] = code;
    }
    this.#end = end + length;
    return true;
  }

  #utf8Text(value: string): void {
    const sizeBytes = Buffer.byteLength(value);
    this.whole(sizeBytes);
    this.#makeRoom(sizeBytes);
    this.#end += this.#bytes.write(value, this.#end);
  }

  #makeRoom(sizeBytes: number): void {
    if (this.#end + sizeBytes <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(2 * (this.#end + sizeBytes));
    this.#bytes.copy(larger, 0, 0, this.#end);
    this.#bytes = larger;
  }
}

/** What a writer wrote, from `at` on. */
class Reader {
  readonly #bytes: Buffer;
  #at: number;
  readonly #texts: string[] = [];

  constructor(bytes: Buffer, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  byte(): number {
    const value = this.#bytes[this.#at];
    if (value === undefined) throw new RangeError("A snapshot ends too early.");
    this.#at += 1;
    return value;
  }

  whole(): number {
    let zigzag = 0;
    let unit = 1;
    for (let byte = this.byte(); ; byte = this.byte()) {
      zigzag += (byte & 0x7f) * unit;
      if (byte < 0x80) return zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2;
      unit *= 0x80;
    }
  }

  /** Throws a RangeError at the end, as Node's reading of numbers does. */
  real(): number {
    const value = this.#bytes.readDoubleLE(this.#at);
    this.#at += 8;
    return value;
  }

  single(): number {
    const value = this.#bytes.readFloatLE(this.#at);
    this.#at += 4;
    return value;
  }

  text(): string {
    const known = this.whole();
    if (known > 0) {
      const said = this.#texts[known - 1];
      if (said === undefined) throw new RangeError("A snapshot refers to a text it does not hold.");
      return said;
    }
    const end = this.whole() + this.#at;
    if (end > this.#bytes.length) throw new RangeError("A snapshot ends too early.");
    const read = this.#bytes.toString("utf8", this.#at, end);
    this.#at = end;
    this.#texts.push(read);
    return read;
  }
}
