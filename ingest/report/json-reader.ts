/**
 * Reads JSON text front to back, in one pass, without building objects: RFC 8259 with two tolerances, each
 * reported as a flag: raw control characters inside strings (obuspa leaves 0x1F unescaped), and NUL after the document.
 */

/** Why reading stopped. Thrown inside `report/` only and caught there. */
export class ReportStop extends Error {
  readonly reason: "bulk_parse_error" | "bulk_shape_error" | "too_many_values" | "too_deep";

  constructor(reason: ReportStop["reason"], detail: string) {
    super(detail);
    this.reason = reason;
  }
}

const numberPattern = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;

const code = {
  tab: 0x09,
  lf: 0x0a,
  cr: 0x0d,
  space: 0x20,
  quote: 0x22,
  comma: 0x2c,
  backslash: 0x5c,
} as const;

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

  /** The next character that is not white space, not consumed; empty at the end. */
  peek(): string {
    this.#skipSpace();
    return this.#text.charAt(this.#at);
  }

  /** Consumes `character` when it is next. */
  take(character: string): boolean {
    if (this.peek() !== character) return false;
    this.#at += 1;
    return true;
  }

  expect(character: string): void {
    if (!this.take(character)) this.fail(`expected ${character}`);
  }

  /** The exact text read since `start`. */
  since(start: number): string {
    return this.#text.slice(start, this.#at);
  }

  /** A string with its escapes undone. */
  string(): string {
    this.expect('"');
    const start = this.#at;
    for (;;) {
      const unit = this.#text.charCodeAt(this.#at);
      if (unit === code.quote) return this.#text.slice(start, this.#at++);
      if (unit === code.backslash) return this.#escapedString(start);
      this.#passCharacter(unit);
    }
  }

  /** A number exactly as written. */
  number(): string {
    numberPattern.lastIndex = this.#at;
    const found = numberPattern.exec(this.#text)?.[0];
    if (found === undefined) return this.fail("expected a value");
    this.#at += found.length;
    return found;
  }

  /** Consumes `word` (true, false, null) when it is next. */
  literal(word: string): boolean {
    if (!this.#text.startsWith(word, this.#at)) return false;
    this.#at += word.length;
    return true;
  }

  /** Checks that nothing but white space and NUL follows; says whether NUL did. */
  end(): boolean {
    let nul = false;
    while (this.peek() === "\0") {
      this.#at += 1;
      nul = true;
    }
    if (this.#at < this.#text.length) this.fail("something follows the document");
    return nul;
  }

  fail(what: string): never {
    const found = this.#text.slice(this.#at, this.#at + 20);
    throw new ReportStop(
      "bulk_parse_error",
      found === "" ? `${what} at the end` : `${what} at character ${this.#at}: ${JSON.stringify(found)}`,
    );
  }

  #skipSpace(): void {
    for (;;) {
      const unit = this.#text.charCodeAt(this.#at);
      if (unit !== code.space && unit !== code.lf && unit !== code.cr && unit !== code.tab) return;
      this.#at += 1;
    }
  }

  #passCharacter(unit: number): void {
    if (Number.isNaN(unit)) this.fail("a string without an end");
    if (unit < code.space) this.controlCharacters = true;
    this.#at += 1;
  }

  #escapedString(start: number): string {
    let value = this.#text.slice(start, this.#at);
    let from = this.#at;
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
