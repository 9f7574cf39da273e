/**
 * The values of a flat report, in its bytes: strings, numbers, booleans and null, each by one look at its first byte.
 * A value that no flat report has (an object, an array, a control character, invalid UTF-8) is none here.
 */
import { isUtf8 } from "node:buffer";
import { type TypeMark, typeMarks } from "./canonical.ts";
import { decodeUtf8 } from "./json.ts";
import { code, JsonReader, numberPattern, ReportStop } from "./json-reader.ts";

const isPlain = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= code.space && byte < 0x80 && byte !== code.quote && byte !== code.backslash ? 1 : 0,
);
const isDigit = (byte: number | undefined): boolean =>
  byte !== undefined && byte >= code.zero && byte <= code.nine;

/** Takes the values of one report; what the last one was is in its fields. */
export class ValueScanner {
  readonly view: DataView;
  /** A character for each byte: of values beyond ASCII it is not the text. */
  readonly latin1: string;
  readonly #bytes: Uint8Array;
  mark: TypeMark = typeMarks.null;
  text = "";
  /** Where the text's UTF-8 bytes are. */
  source: Uint8Array;
  start = 0;
  end = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.source = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.latin1 = asBuffer(bytes).toString("latin1");
  }

  /** Takes the value at `at`; where it ends, or -1 when it is none that a flat report has. */
  scan(at: number): number {
    const first = this.#bytes[at];
    if (first === code.quote) return this.#string(at);
    this.source = this.#bytes;
    this.start = at;
    if (first === code.letterT) return this.#word(at, "true", "true", typeMarks.boolean);
    if (first === code.letterF) return this.#word(at, "false", "false", typeMarks.boolean);
    if (first === code.letterN) return this.#word(at, "null", "", typeMarks.null);
    return this.#number(at);
  }

  #string(at: number): number {
    const bytes = this.#bytes;
    const start = at + 1;
    let end = start;
    while (isPlain[bytes[end] as number] === 1) end += 1;
    if (bytes[end] !== code.quote) return this.#unusualString(at, end);
    this.mark = typeMarks.string;
    this.source = bytes;
    this.start = start;
    this.end = end;
    this.text = this.latin1.slice(start, end);
    return end + 1;
  }

  /** A string with an escape or beyond ASCII, whose first such byte is at `unusual`. */
  #unusualString(at: number, unusual: number): number {
    const behind = stringEnd(this.#bytes, unusual);
    const text = unescaped(this.#bytes.subarray(at, behind));
    if (text === null) return -1;
    this.mark = typeMarks.string;
    this.source = Buffer.from(text, "utf8");
    this.start = 0;
    this.end = this.source.length;
    this.text = text;
    return behind;
  }

  #number(at: number): number {
    const end = numberEnd(this.#bytes, at, this.latin1);
    if (end === at) return -1;
    this.mark = typeMarks.number;
    this.end = end;
    this.text = this.latin1.slice(at, end);
    return end;
  }

  #word(at: number, word: string, text: string, mark: TypeMark): number {
    const end = at + word.length;
    if (this.latin1.slice(at, end) !== word) return -1;
    this.mark = mark;
    this.end = at + text.length;
    this.text = text;
    return end;
  }
}

const asBuffer = (bytes: Uint8Array): Buffer =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Where the number at `start` ends; `start` itself when there is none. */
function numberEnd(bytes: Uint8Array, start: number, latin1: string): number {
  let end = bytes[start] === code.minus ? start + 1 : start;
  const first = bytes[end];
  if (!isDigit(first)) return start;
  do end += 1;
  while (first !== code.zero && isDigit(bytes[end]));
  const next = bytes[end] ?? 0;
  if (next !== code.dot && (next & ~0x20) !== code.exponent) return end;
  numberPattern.lastIndex = start;
  return start + (numberPattern.exec(latin1)?.[0].length ?? 0);
}

/** Behind the quote that ends a string of which `from` is a part; the end of the bytes when there is none. */
function stringEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && bytes[at] !== code.quote) at += bytes[at] === code.backslash ? 2 : 1;
  return Math.min(at + 1, bytes.length);
}

/** The text of a JSON string with its quotes; null when it is none, or has what is to be told: control characters, invalid UTF-8. */
function unescaped(quoted: Uint8Array): string | null {
  if (!isUtf8(quoted)) return null;
  const reader = new JsonReader(decodeUtf8(quoted).text);
  try {
    const text = reader.string();
    return reader.controlCharacters || reader.nextCharacter !== "" ? null : text;
  } catch (error) {
    if (error instanceof ReportStop) return null;
    throw error;
  }
}
