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

/**
 * A reader of one line after the other; the first is the header, for which, as for empty lines, it gives null. Throws a
 * complaint that names `source` and the line.
 */
export function createSampleReader(source: string): (line: string) => CsvSample | null {
  let lineNumber = 0;
  let columns: Columns | null = null;
  let lastMs = Number.NEGATIVE_INFINITY;
  return (line) => {
    lineNumber += 1;
    try {
      if (columns === null) {
        columns = readHeader(line.replace(/^\ufeff/, ""));
        return null;
      }
      if (line.trim() === "") return null;
      const sample = readRow(splitLine(line), columns);
      if (sample.atMs < lastMs)
        throw new Mistake("is earlier than the row before; rows must be in order of time");
      lastMs = sample.atMs;
      return sample;
    } catch (error) {
      if (error instanceof Mistake || error instanceof ReportStop)
        throw new Complaint(`${source}:${lineNumber} ${error.message}`);
      throw error;
    }
  };
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
  const names = splitLine(line).map((name) => name.trim().toLowerCase());
  const [timestamp, value] = [names.indexOf("timestamp"), names.indexOf("value")];
  if (timestamp < 0 || value < 0) {
    throw new Mistake(`must be a header with the columns timestamp and value, not "${line.slice(0, 80)}"`);
  }
  return { timestamp, value, count: names.length };
}

function splitLine(line: string): readonly string[] {
  if (!line.includes('"')) return line.split(",");
  const [row] = csvRows(line, defaultDialect);
  return row?.fields ?? [""];
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
