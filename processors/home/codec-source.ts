/**
 * Codecs as source text: a shape is one function, with its lists, maps and values that may be null in it as one would
 * write them by hand. In closures put together, which all shapes share, the engine does not learn what comes where, and
 * pays for every value of every shape.
 */
import type { Codec, Reader, Writer } from "./codec.ts";

/** A codec as a part of a function's source, in which the writer is called `to`, the reader `from`. */
export interface CodecSource {
  /** Statements that write what an expression without effects says. */
  write(value: string, names: Names): string;
  /** Statements that read a value into a variable. */
  read(into: string, names: Names): string;
}

/** Names in one function's source. */
export class Names {
  readonly #codecs: Codec<unknown>[] = [];
  #variables = 0;

  /** Of a codec that is called. */
  codec(codec: Codec<unknown>): string {
    if (!this.#codecs.includes(codec)) this.#codecs.push(codec);
    return `codec${this.#codecs.indexOf(codec)}`;
  }

  /** Of a variable, a new one each time. */
  variable(): string {
    this.#variables += 1;
    return `v${this.#variables}`;
  }

  get codecs(): readonly Codec<unknown>[] {
    return this.#codecs;
  }
}

/** Statements that write by a codec: its own, or a call. */
export const writeOf = (codec: Codec<unknown>, value: string, names: Names): string =>
  codec.source?.write(value, names) ?? `${names.codec(codec)}.write(${value}, to);`;

/** Statements that read by a codec into a variable. */
export const readOf = (codec: Codec<unknown>, into: string, names: Names): string =>
  codec.source?.read(into, names) ?? `${into} = ${names.codec(codec)}.read(from);`;

/** The functions of a source. The names in it are those of our interfaces. */
export function compile<T>(source: CodecSource): Codec<T> {
  const names = new Names();
  const text = `return {
    write(value, to) { ${source.write("value", names)} },
    read(from) { let value; ${source.read("value", names)} return value; },
  };`;
  const parameters = names.codecs.map((_, index) => `codec${index}`);
  // oxlint-disable-next-line typescript/no-implied-eval, typescript/no-unsafe-type-assertion -- see above
  const make = new Function(...parameters, text) as (...codecs: readonly Codec<unknown>[]) => Functions<T>;
  return make(...names.codecs);
}

interface Functions<T> {
  write(value: T, to: Writer): void;
  read(from: Reader): T;
}

/** A codec that becomes a part of whichever shape it is in. */
export const inlined = <T>(source: CodecSource): Codec<T> => ({ ...compile<T>(source), source });
