/**
 * Bulk-data reports in CSV (TR-369 R-BULK.11 to R-BULK.13; TR-181 Device.BulkData.Profile.{i}.CSVEncoding): one row
 * for each parameter, or one column for each. The header tells which.
 *
 * A row with more or fewer fields than the header is kept as text beside the elements, and the rest is read.
 */
import { csvRows, type CsvDialect, type CsvRow } from "./csv-reader.ts";
import { ReportStop } from "./json-reader.ts";
import {
  elementValues,
  type ParsedReport,
  type ReportElement,
  type ReportedValue,
  type ReportLimits,
  type ValueType,
} from "./value.ts";

export const timeColumn = "ReportTimestamp";
/** Flag of a report some of whose rows could not be read: what is absent from it may have been in one of those. */
export const rejectedRows = "rejected_rows";

/** Of a CSV report: most rows, headers too, and most values. */
export type CsvLimits = Pick<ReportLimits, "values"> & { readonly rows: number };

/** Takes a CSV report apart. Total: any text gives a value, in time linear in its length. */
export function parseCsvReport(text: string, dialect: CsvDialect, limits: CsvLimits): ParsedReport {
  try {
    const rows = csvRows(text.startsWith("\ufeff") ? text.slice(1) : text, dialect);
    const first = rows.next();
    if (first.done === true) throw new ReportStop("bulk_shape_error", "no header");
    const draft = new ReportDraft(limits.values);
    const header = trimmed(first.value.fields);
    if (header.some((name) => /[\r\n]/.test(name))) {
      throw new ReportStop(
        "bulk_shape_error",
        "a line break in a name of the header: does the profile name another row separator?",
      );
    }
    const read = isPerRow(header) ? perRow(header, dialect, draft) : perColumn(header, draft);
    let rowsLeft = limits.rows - 1;
    for (const row of rows) {
      if (rowsLeft-- <= 0) throw new ReportStop("too_many_rows", `more than ${limits.rows} rows`);
      read(row);
    }
    return draft.finish();
  } catch (error) {
    if (error instanceof ReportStop) return { ok: false, reason: error.reason, detail: error.message };
    throw error;
  }
}

/** R-BULK.12's header, which a profile's own names would hardly spell. */
export const isPerRow = (header: readonly string[]): boolean =>
  header.includes("ParameterName") && header.includes("ParameterValue");

/** The name of a parameter whose reference has no alternative name; nothing else looks like it. */
export const isFullPath = (name: string): boolean =>
  /^(?:Device|InternetGatewayDevice)(?:\.[\w-]+)+$/.test(name);

/** Names only: a value's white space is its own. */
const trimmed = (fields: readonly string[]): string[] => fields.map((field) => field.trim());

/** Base types of TR-106 (R-BULK.13), and none where the column is missing or empty; every other one is text. */
const valueTypes: ReadonlyMap<string, ValueType> = new Map([
  ["", ""],
  ["boolean", "boolean"],
  ["int", "number"],
  ["long", "number"],
  ["unsignedInt", "number"],
  ["unsignedLong", "number"],
  ["decimal", "number"],
]);

/** `ReportTimestamp,ParameterName,ParameterValue,ParameterType`, in any order, without the first where no time is sent. */
function perRow(header: readonly string[], dialect: CsvDialect, draft: ReportDraft): (row: CsvRow) => void {
  const [time, name, value, type] = [timeColumn, "ParameterName", "ParameterValue", "ParameterType"].map(
    (column) => header.indexOf(column),
  );
  const at = (fields: readonly string[], column = -1): string => fields[column] ?? "";
  return (row) => {
    const fields = rejoin(row.fields, header.length, value ?? -1, dialect.fieldSeparator);
    const parameter = at(fields, name).trim();
    if (parameter === "ParameterName") return;
    if (fields.length !== header.length || parameter === "") return draft.reject(row);
    if (time === -1) draft.continueUntimed(parameter);
    else draft.continueAt(at(fields, time).trim());
    draft.add(parameter, at(fields, value), valueTypes.get(at(fields, type).trim()) ?? "string");
  };
}

/** An agent that never quotes sends a list's commas as separators: what is too many belongs to the value. */
function rejoin(
  fields: readonly string[],
  columns: number,
  value: number,
  separator: string,
): readonly string[] {
  const excess = fields.length - columns;
  if (excess <= 0) return fields;
  const joined = fields.slice(value, value + excess + 1).join(separator);
  return fields.toSpliced(value, excess + 1, joined);
}

/**
 * `ReportTimestamp,<name>,<name>...`; a row is an element, an empty field a parameter that was not there then. Types are
 * not said (R-BULK.12 has no place for them), and `7` may be a serial number.
 */
function perColumn(first: readonly string[], draft: ReportDraft): (row: CsvRow) => void {
  let names = first;
  const [only = "", ...others] = first;
  // Of references that match nothing the time alone is left.
  if (others.length === 0 && only !== timeColumn && !isFullPath(only)) {
    throw new ReportStop(
      "bulk_shape_error",
      "a header of one column: does the profile name another separator?",
    );
  }
  return (row) => {
    const header = trimmed(row.fields);
    // Some agents send each retained report with a header of its own.
    if (header[0] === first[0] && first[0] === timeColumn) {
      names = header;
      return;
    }
    if (row.fields.length !== names.length) return draft.reject(row);
    draft.open(timeOf(names, row));
    for (const [column, text] of row.fields.entries()) {
      const name = names[column] ?? "";
      if (name !== timeColumn && text !== "") draft.add(name, text, "");
    }
  };
}

function timeOf(names: readonly string[], { fields }: CsvRow): string | null {
  const column = names.indexOf(timeColumn);
  return column === -1 ? null : (fields[column] ?? "").trim();
}

interface ElementDraft {
  readonly time: string | null;
  readonly firstName: string | null;
  readonly values: Map<string, ReportedValue>;
  readonly superseded: ReportedValue[];
  duplicateNames: boolean;
}

/** Elements as their rows come. */
class ReportDraft {
  readonly #elements: ElementDraft[] = [];
  readonly #rejected: ReportedValue[] = [];
  #valuesLeft: number;
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
    this.#valuesLeft = limit;
  }

  open(time: string | null, firstName: string | null = null): void {
    this.#count(elementValues(this.#elements.length));
    this.#elements.push({ time, firstName, values: new Map(), superseded: [], duplicateNames: false });
  }

  /** An element is the rows of one time that follow each other: reports that failed come first, oldest first. */
  continueAt(time: string): void {
    if (this.#elements.at(-1)?.time !== time) this.open(time);
  }

  /** Without times, the first name met again begins the next element. */
  continueUntimed(name: string): void {
    const current = this.#elements.at(-1);
    if (current === undefined || current.firstName === name) this.open(null, name);
  }

  add(name: string, text: string, type: ValueType): void {
    this.#count(1);
    const element = this.#elements.at(-1);
    const earlier = element?.values.get(name);
    if (element === undefined) return;
    if (earlier !== undefined) {
      element.duplicateNames = true;
      if (earlier.text !== text || earlier.type !== type) element.superseded.push(earlier);
    }
    element.values.set(name, { name, text, type });
  }

  reject({ line, text }: CsvRow): void {
    this.#count(1);
    this.#rejected.push({ name: `line ${line}`, text, type: "string" });
  }

  finish(): ParsedReport {
    if (this.#elements.length === 0 && this.#rejected.length > 0) {
      const [first] = this.#rejected;
      throw new ReportStop(
        "bulk_shape_error",
        `no row has as many fields as the header; the first is ${first?.name}`,
      );
    }
    const flags = this.#rejected.length === 0 ? [] : [rejectedRows];
    return { ok: true, elements: this.#elements.map(toElement), outside: this.#rejected, flags };
  }

  #count(values: number): void {
    this.#valuesLeft -= values;
    if (this.#valuesLeft >= 0) return;
    throw new ReportStop("too_many_values", `more than ${this.#limit} values`);
  }
}

const toElement = ({ time, values, superseded, duplicateNames }: ElementDraft): ReportElement => ({
  time: time === null ? null : { name: timeColumn, text: time, type: "string" },
  values: [...values.values()],
  superseded,
  duplicateNames,
});
