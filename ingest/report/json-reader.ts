/**
 * Reads JSON text front to back, in one pass, without building objects: RFC 8259 with two tolerances, each
 * reported as a flag: raw control characters inside strings (obuspa leaves 0x1F unescaped), and NUL after the document.
 */

/** Why reading stopped. Thrown inside `report/` only and caught there. */
export class ReportStop extends Error {
  readonly reason: "bulk_parse_error" | "bulk_shape_error" | "too_many_values" | "too_many_rows" | "too_deep";

  constructor(reason: ReportStop["reason"], detail: string) {
    super(detail);
    this.reason = reason;
  }
}

/** JSON's numbers; sticky. */
export const numberPattern = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;

/** Characters as `peek` gives them. */
export const code = {
  nul: 0x00,
  tab: 0x09,
  lf: 0x0a,
  cr: 0x0d,
  space: 0x20,
  quote: 0x22,
  comma: 0x2c,
  minus: 0x2d,
  dot: 0x2e,
  zero: 0x30,
  nine: 0x39,
  colon: 0x3a,
  exponent: 0x45,
  bracketOpen: 0x5b,
  backslash: 0x5c,
  bracketClose: 0x5d,
  letterF: 0x66,
  letterN: 0x6e,
  letterT: 0x74,
  braceOpen: 0x7b,
  braceClose: 0x7d,
} as const;

/** What `peek` gives at the end. */
const end = -1;

const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

const isSpace = (unit: number): boolean =>
  unit === code.space || unit === code.lf || unit === code.cr || unit === code.tab;

const isDigit = (unit: number): boolean => unit >= code.zero && unit <= code.nine;

/** Whether a character of a string stands for itself and is no control character; false at the end too (NaN). */
const isPlain = (unit: number): boolean =>
  unit >= code.space && unit !== code.quote && unit !== code.backslash;

/** A cursor over JSON text. Every method leaves it behind what it read, or throws ReportStop. */
export class JsonReader {
  readonly #text: string;
  #at = 0;
  /** Raw control characters were met inside a string. */
  controlCharacters = false;

  constructor(text: string) {
    this.#text = text;
  }

  get position(): number {
    return this.#at;
  }

  /** The character behind what was read; empty at the end. */
  get nextCharacter(): string {
    return this.#text.charAt(this.#at);
  }

  /** The code of the next character that is not white space, not consumed; -1 at the end. */
  peek(): number {
    const text = this.#text;
    for (let at = this.#at; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      if (unit > code.space || !isSpace(unit)) {
        this.#at = at;
        return unit;
      }
    }
    this.#at = text.length;
    return end;
  }

  /** Consumes the character when it is next. */
  take(character: number): boolean {
    if (this.peek() !== character) return false;
    this.#at += 1;
    return true;
  }

  expect(character: number): void {
    if (!this.take(character)) this.fail(`expected ${String.fromCharCode(character)}`);
  }

  /** Consumes `words` when they are next as they stand, white space included. */
  takeText(words: string): boolean {
    const after = this.#at + words.length;
    // A slice takes no copy; `startsWith` compares character by character and takes three times as long.
    if (this.#text.slice(this.#at, after) !== words) return false;
    this.#at = after;
    return true;
  }

  /** The exact text read since `start`. */
  since(start: number): string {
    return this.#text.slice(start, this.#at);
  }

  /** A string with its escapes undone. */
  string(): string {
    this.expect(code.quote);
    const text = this.#text;
    const start = this.#at;
    let at = start;
    while (isPlain(text.charCodeAt(at))) at += 1;
    this.#at = at;
    if (text.charCodeAt(at) !== code.quote) return this.#unusualString(start);
    this.#at = at + 1;
    return text.slice(start, at);
  }

  /** A number exactly as written. */
  number(): string {
    const text = this.#text;
    const start = this.#at;
    let at = text.charCodeAt(start) === code.minus ? start + 1 : start;
    const first = text.charCodeAt(at);
    if (!isDigit(first)) return this.fail("expected a value");
    at += 1;
    while (first !== code.zero && isDigit(text.charCodeAt(at))) at += 1;
    const next = text.charCodeAt(at);
    if (next === code.dot || (next & ~0x20) === code.exponent) return this.#broken(start);
    this.#at = at;
    return text.slice(start, at);
  }

  /** A number with a fraction or an exponent, or with something that looks like one behind it. */
  #broken(start: number): string {
    numberPattern.lastIndex = start;
    const [found] = numberPattern.exec(this.#text) ?? [""];
    this.#at += found.length;
    return found;
  }

  /**
   * What follows the document: null for white space alone, else the text without NULs before it, which is what was left in
   * an agent's buffer of a longer document. Fails where another document begins: which of the two counts nobody knows.
   */
  end(): string | null {
    let nul = false;
    while (this.take(code.nul)) nul = true;
    const next = this.peek();
    if (next === code.braceOpen || next === code.bracketOpen) this.fail("something follows the document");
    const rest = this.#text.slice(this.#at);
    return nul || rest !== "" ? rest : null;
  }

  fail(what: string): never {
    const found = this.#text.slice(this.#at, this.#at + 20);
    throw new ReportStop(
      "bulk_parse_error",
      found === "" ? `${what} at the end` : `${what} at character ${this.#at}: ${JSON.stringify(found)}`,
    );
  }

  #passCharacter(unit: number): void {
    if (Number.isNaN(unit)) this.fail("a string without an end");
    if (unit < code.space) this.controlCharacters = true;
    this.#at += 1;
  }

  /** The rest of a string that holds an escape or a control character, or has no end. */
  #unusualString(start: number): string {
    let value = "";
    let from = start;
    for (;;) {
      const unit = this.#text.charCodeAt(this.#at);
      if (unit === code.quote) return value + this.#text.slice(from, this.#at++);
      if (unit === code.backslash) {
        value += this.#text.slice(from, this.#at) + this.#escape();
        from = this.#at;
      } else this.#passCharacter(unit);
    }
  }

  #escape(): string {
    const letter = this.#text.charAt(this.#at + 1);
    if (letter === "u") {
      const digits = this.#text.slice(this.#at + 2, this.#at + 6);
      if (!/^[0-9a-fA-F]{4}$/.test(digits)) this.fail("not an escape");
      this.#at += 6;
      return String.fromCharCode(Number.parseInt(digits, 16));
    }
    const value = Object.hasOwn(escapes, letter) ? escapes[letter] : undefined;
    if (value === undefined) return this.fail("not an escape");
    this.#at += 2;
    return value;
  }
}
