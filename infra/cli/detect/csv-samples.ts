/** A measure's samples in CSV: a header with `timestamp` and `value`, then a row each. */
import { csvRows, defaultDialect } from "#ingest/report/csv-reader.ts";
import { ReportStop } from "#ingest/report/json-reader.ts";
import { readTime } from "#ingest/report/timestamps.ts";
import { Complaint } from "../complaint.ts";

export interface CsvSample {
  readonly atMs: number;
  /** null where the row has none. */
  readonly value: number | null;
  /** Both as they are in the file. */
  readonly timestampText: string;
  readonly valueText: string;
}

const latestMs = Date.UTC(2100, 0);
const numberPattern = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
/** Also as ClickHouse writes NULL in CSV. */
const noValue = new Set(["", "nan", "null", "\\n"]);
const largestValue = 1e30;

/** A row whose quoted field goes on for so long has a quote too many. */
const longestRow = 1_048_576;

export interface SampleReader {
  /**
   * Takes one line after the other; the first row is the header, for which, as for empty lines and those that end within a
   * quoted field, it gives null. Throws a complaint that names the source and the line in which the row begins.
   */
  readonly take: (line: string) => CsvSample | null;
  /** After the last line: throws a complaint where a quoted field is open. */
  readonly end: () => void;
}

export function createSampleReader(source: string): SampleReader {
  let lineNumber = 0;
  /** What there is of a row whose quoted field has a line break, and where it begins. */
  let open: { readonly text: string; readonly line: number } | null = null;
  let columns: Columns | null = null;
  let lastMs = Number.NEGATIVE_INFINITY;
  const readWhole = (text: string): CsvSample | null => {
    if (columns === null) {
      columns = readHeader(text.replace(/^\ufeff/, ""));
      return null;
    }
    if (text.trim() === "") return null;
    const sample = readRow(splitRow(text), columns);
    if (sample.atMs < lastMs)
      throw new Mistake("is earlier than the row before; rows must be in order of time");
    lastMs = sample.atMs;
    return sample;
  };
  const placed = <T>(line: number, read: () => T): T => {
    try {
      return read();
    } catch (error) {
      if (error instanceof Mistake) throw new Complaint(`${source}:${line} ${error.message}`);
      throw error;
    }
  };
  const neverClosed = (): never => {
    throw new Mistake("has a quoted field that is never closed");
  };
  return {
    take(line) {
      lineNumber += 1;
      const from: number = open?.line ?? lineNumber;
      const isOpen = endsInQuotes(line, open !== null);
      const text: string = open === null ? line : `${open.text}\n${line}`;
      open = isOpen ? { text, line: from } : null;
      if (!isOpen) return placed(from, () => readWhole(text));
      return text.length > longestRow ? placed(from, neverClosed) : null;
    },
    end() {
      if (open !== null) placed(open.line, neverClosed);
    },
  };
}

/** Whether a quoted field is open at the line's end. Only a quote at the start of a field opens one, as in `csvRows`. */
function endsInQuotes(line: string, isOpen: boolean): boolean {
  if (!isOpen && !line.includes('"')) return false;
  let at = isOpen ? closingQuote(line, 0) : startOfText(line, 0);
  while (at >= 0) {
    const comma = line.indexOf(",", at);
    if (comma < 0) return false;
    at = startOfText(line, comma + 1);
  }
  return true;
}

/** Past the quotes of the field that begins there, if it has any; -1 where they are not closed. */
const startOfText = (line: string, at: number): number =>
  line[at] === '"' ? closingQuote(line, at + 1) : at;

/** The position after the quote that closes the field; a doubled one does not. -1: there is none. */
function closingQuote(line: string, from: number): number {
  let at = line.indexOf('"', from);
  while (at >= 0 && line[at + 1] === '"') at = line.indexOf('"', at + 2);
  return at < 0 ? -1 : at + 1;
}

/** What is wrong with a line. */
class Mistake extends Error {}

/** Where the columns are. */
interface Columns {
  readonly timestamp: number;
  readonly value: number;
  readonly count: number;
}

function readHeader(line: string): Columns {
  const names = splitRow(line).map((name) => name.trim().toLowerCase());
  const [timestamp, value] = [names.indexOf("timestamp"), names.indexOf("value")];
  if (timestamp < 0 || value < 0) {
    throw new Mistake(`must be a header with the columns timestamp and value, not "${line.slice(0, 80)}"`);
  }
  return { timestamp, value, count: names.length };
}

function splitRow(text: string): readonly string[] {
  if (!text.includes('"')) return text.split(",");
  try {
    const [row] = csvRows(text, defaultDialect);
    return row?.fields ?? [""];
  } catch (error) {
    // All its quotes are closed.
    if (error instanceof ReportStop) throw new Mistake("has something after the closing quote of a field");
    throw error;
  }
}

function readRow(fields: readonly string[], { timestamp, value, count }: Columns): CsvSample {
  if (fields.length !== count) {
    throw new Mistake(`has ${fields.length} fields where the header has ${count}`);
  }
  const [timestampText, valueText] = [(fields[timestamp] ?? "").trim(), (fields[value] ?? "").trim()];
  return { atMs: readMoment(timestampText), value: readValue(valueText), timestampText, valueText };
}

/** ISO 8601 with T or a blank, UTC where it says no zone; or seconds or milliseconds since 1970, by their magnitude. */
function readMoment(text: string): number {
  const reading = readTime(text.replace(" ", "T"));
  if (reading.kind === "instant" && reading.at < latestMs) return reading.at;
  throw new Mistake(
    `has the timestamp "${text}", which is neither ISO 8601 (2026-11-26T08:00:00Z) nor seconds or milliseconds since 1970`,
  );
}

function readValue(text: string): number | null {
  if (noValue.has(text.toLowerCase())) return null;
  const value = numberPattern.test(text) ? Number(text) : Number.NaN;
  if (Math.abs(value) < largestValue) return value;
  throw new Mistake(
    `has the value "${text}", which is no number below 1e30; a missing one is empty, NaN or null`,
  );
}
