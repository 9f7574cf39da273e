/**
 * State as bytes, and back: a codec for each shape, put together from smaller ones. Whole numbers are varints, times
 * beside the first of them, others doubles or, where they were rounded so, singles; a text said before in the same value is its number (a home says the
 * same MACs and paths again and again), an object is its fields in the order of its codec.
 */

import { Reader } from "./state-reader.ts";
import { Writer } from "./state-writer.ts";

export type { Reader, Writer };

/** Writes a value of one shape, and reads what it wrote. */
export interface Codec<T> {
  write(value: T, to: Writer): void;
  read(from: Reader): T;
}

/** Values of one shape and version as bytes: the version, then the value. */
export interface VersionedCodec<T> {
  encode(value: T): Buffer;
  /** The same bytes as a text of as many characters (latin1): see `HomeState.closed`. */
  encodeAsText(value: T): string;
  /** null when another version wrote the bytes; throws when they are cut off. */
  decode(bytes: Buffer): T | null;
}

/** A codec with a version (0 to 255) before it. Encodes into one buffer, used again, and hands out copies. */
export function versioned<T>(version: number, codec: Codec<T>): VersionedCodec<T> {
  const writer = new Writer();
  const write = (value: T): void => {
    writer.clear();
    writer.byte(version);
    codec.write(value, writer);
  };
  return {
    encode(value) {
      write(value);
      return writer.taken();
    },
    encodeAsText(value) {
      write(value);
      return writer.takenAsText();
    },
    decode: (bytes) => (bytes[0] === version ? codec.read(new Reader(bytes, 1)) : null),
  };
}

export const whole: Codec<number> = {
  write: (value, to) => to.whole(value),
  read: (from) => from.whole(),
};

/**
 * A time in ms since the epoch, or 0 for none, beside the first one of the value: most are of the same minutes, which
 * takes three bytes for six.
 */
export const time: Codec<number> = {
  write: (value, to) => to.time(value),
  read: (from) => from.time(),
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
