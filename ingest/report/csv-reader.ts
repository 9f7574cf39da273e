/**
 * Reads CSV text (RFC 4180) with a profile's separators, TR-181 Device.BulkData.Profile.{i}.CSVEncoding: front to
 * back, in one pass. A quote counts only at the start of a field; anywhere else it is text, as agents that never quote
 * send it.
 */
import { ReportStop } from "./json-reader.ts";

export interface CsvDialect {
  /** One character or more; TR-181's default is a comma. */
  readonly fieldSeparator: string;
  /** Null: a line break of any kind. */
  readonly rowSeparator: string | null;
  /** TR-181's EscapeCharacter: what wraps a field and is doubled inside it. */
  readonly escapeCharacter: string;
}

export const defaultDialect: CsvDialect = { fieldSeparator: ",", rowSeparator: null, escapeCharacter: '"' };

export interface CsvRow {
  readonly fields: readonly string[];
  /** Where it starts, from 1. */
  readonly line: number;
  /** The exact text, without its separator. */
  readonly text: string;
}

/** The rows in order; empty ones are left out. Throws ReportStop at a quote that is never closed, or not at its field's end. */
export function* csvRows(text: string, dialect: CsvDialect): Generator<CsvRow> {
  const reader = new RowReader(text, dialect);
  for (let row = reader.next(); row !== null; row = reader.next()) {
    if (row.fields.length > 1 || row.fields[0] !== "") yield row;
  }
}

/** Longest first. Who says LF may mean the platform's, as TR-181's own default does. */
function rowSeparatorsOf(configured: string | null): readonly string[] {
  if (configured === null) return ["\r\n", "\n", "\r"];
  return configured === "\n" ? ["\r\n", "\n"] : [configured];
}

class RowReader {
  readonly #text: string;
  readonly #separator: string;
  readonly #rowSeparators: readonly string[];
  readonly #quote: string;
  #at = 0;
  #line = 1;

  constructor(text: string, { fieldSeparator, rowSeparator, escapeCharacter }: CsvDialect) {
    this.#text = text;
    this.#separator = fieldSeparator;
    this.#rowSeparators = rowSeparatorsOf(rowSeparator);
    this.#quote = escapeCharacter;
  }

  next(): CsvRow | null {
    if (this.#at >= this.#text.length) return null;
    const start = this.#at;
    const line = this.#line;
    const fields: string[] = [];
    for (;;) {
      fields.push(this.#startsWith(this.#quote) ? this.#quoted(line) : this.#plain());
      if (this.#take(this.#separator)) continue;
      const end = this.#at;
      this.#endRow();
      this.#countLines(start);
      return { fields, line, text: this.#text.slice(start, end) };
    }
  }

  #plain(): string {
    const start = this.#at;
    while (this.#at < this.#text.length && !this.#atFieldEnd()) this.#at += 1;
    return this.#text.slice(start, this.#at);
  }

  #quoted(line: number): string {
    const quote = this.#quote;
    let value = "";
    this.#at += quote.length;
    for (;;) {
      const end = this.#text.indexOf(quote, this.#at);
      if (end < 0) throw stop(`a quoted field that begins in line ${line} is never closed`);
      value += this.#text.slice(this.#at, end);
      this.#at = end + quote.length;
      if (!this.#take(quote)) break;
      value += quote;
    }
    if (this.#at < this.#text.length && !this.#atFieldEnd())
      throw stop(`something follows the closing quote of a field in line ${line}`);
    return value;
  }

  #atFieldEnd(): boolean {
    return (
      this.#startsWith(this.#separator) ||
      this.#rowSeparators.some((separator) => this.#startsWith(separator))
    );
  }

  #endRow(): void {
    for (const separator of this.#rowSeparators) if (this.#take(separator)) return;
  }

  #startsWith(part: string): boolean {
    return part !== "" && this.#text.startsWith(part, this.#at);
  }

  #take(part: string): boolean {
    if (!this.#startsWith(part)) return false;
    this.#at += part.length;
    return true;
  }

  #countLines(start: number): void {
    for (let at = start; at < this.#at; at += 1) {
      const unit = this.#text.charCodeAt(at);
      const isReturnAlone = unit === 0x0d && this.#text.charCodeAt(at + 1) !== 0x0a;
      if (unit === 0x0a || isReturnAlone) this.#line += 1;
    }
  }
}

const stop = (detail: string): ReportStop => new ReportStop("bulk_parse_error", detail);
