/**
 * State as bytes, and back: a codec for each shape, put together from smaller ones. Whole numbers are varints, times
 * beside the first of them, others doubles or, where they were rounded so, singles; a text said before in the same value is its number (a home says the
 * same MACs and paths again and again), an object is its fields in the order of its codec.
 */

import { type CodecSource, compile, inlined, readOf, writeOf } from "./codec-source.ts";
import { Reader } from "./state-reader.ts";
import { Writer } from "./state-writer.ts";

export type { Reader, Writer };

/** Writes a value of one shape, and reads what it wrote. */
export interface Codec<T> {
  write(value: T, to: Writer): void;
  read(from: Reader): T;
  /** The same as a part of another's source; where there is none it is called. */
  readonly source?: CodecSource;
}

/** Values of one shape and version as bytes: the version, then the value. */
export interface VersionedCodec<T> {
  encode(value: T): Buffer;
  /** The same bytes as a text of as many characters (latin1): see `HomeState.closed`. */
  encodeAsText(value: T): string;
  /** null when a version wrote the bytes that is not read any more, or not yet; throws when they are cut off. */
  decode(bytes: Buffer): T | null;
}

/**
 * A codec with a version (0 to 255) before it; versions from `oldest` on are read. Encodes into one buffer, used again, and
 * hands out copies.
 */
export function versioned<T>(version: number, codec: Codec<T>, oldest = version): VersionedCodec<T> {
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
    decode(bytes) {
      const found = bytes[0] ?? 0;
      return found >= oldest && found <= version ? codec.read(new Reader(bytes, 1, found)) : null;
    },
  };
}

/** A codec that is a call of writer and reader. */
const called = <T>(method: "whole" | "time" | "real" | "single" | "text"): Codec<T> =>
  inlined({
    write: (value) => `to.${method}(${value});`,
    read: (into) => `${into} = from.${method}();`,
  });

export const whole = called<number>("whole");

/**
 * A time in ms since the epoch, or 0 for none, beside the first one of the value: most are of the same minutes, which
 * takes three bytes for six.
 */
export const time = called<number>("time");

/** Any number, as the 8 bytes of a double: what goes in comes out bit by bit. */
export const real = called<number>("real");

/** Numbers that were rounded with `Math.fround`, in 4 bytes; others would come back rounded, so they are refused. */
export const single = called<number>("single");

export const text = called<string>("text");

export const flag: Codec<boolean> = inlined({
  write: (value) => `to.byte(${value} ? 1 : 0);`,
  read: (into) => `${into} = from.byte() === 1;`,
});

/** What is written since this version; where an earlier one wrote, it is what `before` makes. */
export function since<T>(version: number, codec: Codec<T>, before: () => T): Codec<T> {
  const earlier: Codec<T> = { write: () => undefined, read: before };
  return inlined({
    write: (value, names) => writeOf(codec, value, names),
    read: (into, names) =>
      `if (from.version < ${version}) { ${readOf(earlier, into, names)} } else { ${readOf(codec, into, names)} }`,
  });
}

/** A value before which versions earlier than this one wrote what nobody asks for any more. */
export function behind<T>(version: number, gone: Codec<unknown>, codec: Codec<T>): Codec<T> {
  return inlined({
    write: (value, names) => writeOf(codec, value, names),
    read(into, names) {
      const unread = names.variable();
      return `if (from.version < ${version}) { let ${unread}; ${readOf(gone, unread, names)} }
        ${readOf(codec, into, names)}`;
    },
  });
}

export function nullable<T>(codec: Codec<T>): Codec<T | null> {
  return inlined({
    write(value, names) {
      const known = names.variable();
      return `const ${known} = ${value};
        if (${known} === null) to.byte(0);
        else { to.byte(1); ${writeOf(codec, known, names)} }`;
    },
    read: (into, names) => `if (from.byte() === 0) ${into} = null; else { ${readOf(codec, into, names)} }`,
  });
}

export function list<T>(codec: Codec<T>): Codec<T[]> {
  return inlined({
    write(value, names) {
      const [items, index, item] = [names.variable(), names.variable(), names.variable()];
      return `const ${items} = ${value};
        to.whole(${items}.length);
        for (let ${index} = 0; ${index} < ${items}.length; ${index} += 1) {
          const ${item} = ${items}[${index}];
          ${writeOf(codec, item, names)}
        }`;
    },
    read(into, names) {
      const [items, left, item] = [names.variable(), names.variable(), names.variable()];
      return `const ${items} = [];
        for (let ${left} = from.whole(); ${left} > 0; ${left} -= 1) {
          let ${item};
          ${readOf(codec, item, names)}
          ${items}.push(${item});
        }
        ${into} = ${items};`;
    },
  });
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
  return inlined({
    write(value, names) {
      const [items, item] = [names.variable(), names.variable()];
      return `const ${items} = ${value};
        to.whole(${items}.size);
        for (const ${item} of ${items}) { ${writeOf(codec, item, names)} }`;
    },
    read(into, names) {
      const [items, left, item] = [names.variable(), names.variable(), names.variable()];
      return `const ${items} = new Set();
        for (let ${left} = from.whole(); ${left} > 0; ${left} -= 1) {
          let ${item};
          ${readOf(codec, item, names)}
          ${items}.add(${item});
        }
        ${into} = ${items};`;
    },
  });
}

export function pair<A, B>(first: Codec<A>, second: Codec<B>): Codec<readonly [A, B]> {
  return inlined({
    write: (value, names) =>
      `${writeOf(first, `${value}[0]`, names)} ${writeOf(second, `${value}[1]`, names)}`,
    read(into, names) {
      const [a, b] = [names.variable(), names.variable()];
      return `let ${a}, ${b}; ${readOf(first, a, names)} ${readOf(second, b, names)} ${into} = [${a}, ${b}];`;
    },
  });
}

export function map<Key, Value>(keys: Codec<Key>, values: Codec<Value>): Codec<Map<Key, Value>> {
  return inlined({
    write(value, names) {
      const [entries, key, item] = [names.variable(), names.variable(), names.variable()];
      return `const ${entries} = ${value};
        to.whole(${entries}.size);
        for (const [${key}, ${item}] of ${entries}) {
          ${writeOf(keys, key, names)}
          ${writeOf(values, item, names)}
        }`;
    },
    read(into, names) {
      const [entries, left, key, item] = [
        names.variable(),
        names.variable(),
        names.variable(),
        names.variable(),
      ];
      return `const ${entries} = new Map();
        for (let ${left} = from.whole(); ${left} > 0; ${left} -= 1) {
          let ${key}, ${item};
          ${readOf(keys, key, names)}
          ${readOf(values, item, names)}
          ${entries}.set(${key}, ${item});
        }
        ${into} = ${entries};`;
    },
  });
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
 * An object by its fields: all of them, or the compiler objects. Each shape gets a function of its own, field after field
 * as one would write it by hand: see `codec-source.ts`. The names are those of our interfaces.
 */
export function struct<T extends object>(fields: { readonly [Key in keyof T]-?: Codec<T[Key]> }): Codec<T> {
  const entries = Object.entries<Codec<unknown>>(fields);
  return compile({
    write: (value, names) =>
      entries.map(([name, codec]) => writeOf(codec, `${value}.${name}`, names)).join("\n"),
    read(into, names) {
      const variables = entries.map(([, codec]) => ({ codec, variable: names.variable() }));
      const reads = variables.map(
        ({ codec, variable }) => `let ${variable}; ${readOf(codec, variable, names)}`,
      );
      const members = entries.map(([name], index) => `${name}: ${variables[index]?.variable ?? ""},`);
      return `${reads.join("\n")} ${into} = { ${members.join(" ")} };`;
    },
  });
}
