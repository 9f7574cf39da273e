/** An inventory file (RFC 4180 CSV) as entries, one an endpoint, or every mistake in it. */
import { parseEndpointId } from "#proto/endpoint-id.ts";
import { csvRows, defaultDialect } from "#ingest/report/csv-reader.ts";
import { ReportStop } from "#ingest/report/json-reader.ts";
import type { EndpointId } from "#schemas/ids.ts";
import type { InventoryEntry, InventoryPeriod } from "#schemas/inventory.ts";
import type { EpochMs } from "#schemas/units.ts";
import { formatMoment, momentForm, parseMoment } from "../moment.ts";

/** The columns a file may have, in any order; the first two it must have. */
export const inventoryColumns = [
  "home",
  "endpoint",
  "area",
  "access_node",
  "tariff",
  "valid_from",
  "valid_to",
] as const;
type Column = (typeof inventoryColumns)[number];

/** What a file says of one endpoint. */
export type FileEntry = Omit<InventoryEntry, "loaded_at">;

export type InventoryReading =
  | { readonly ok: true; readonly entries: readonly FileEntry[]; readonly rows: number }
  /** Sentences with their line, in order of lines. */
  | { readonly ok: false; readonly mistakes: readonly string[] };

/** More are not told: a wrong column makes one of every row. */
const mostMistakes = 20;

interface Row {
  readonly line: number;
  readonly home: string;
  readonly endpoint: string;
  readonly period: InventoryPeriod;
}

/** Reads the text of a file; `homeOf` is intake's mapping (`intake.identity.home`), which the file may not contradict. */
export function readInventory(text: string, homeOf: (endpoint: EndpointId) => string): InventoryReading {
  const mistakes = new Mistakes();
  const rows: Row[] = [];
  try {
    const lines = csvRows(text, defaultDialect);
    const first = lines.next();
    const columns = readHeader(first.done === true ? [] : first.value.fields, mistakes);
    if (columns !== null) {
      for (const { fields, line } of lines) {
        const row = readRow(fields, columns, line, homeOf, mistakes);
        if (row !== null) rows.push(row);
      }
    }
  } catch (error) {
    if (!(error instanceof ReportStop)) throw error;
    mistakes.add(null, error.message);
  }
  const entries = [...Map.groupBy(rows, ({ endpoint }) => endpoint).values()].map((ofOne) =>
    toEntry(ofOne, mistakes),
  );
  const told = mistakes.told();
  return told.length > 0 ? { ok: false, mistakes: told } : { ok: true, entries, rows: rows.length };
}

/** The first of them, and how many more there are. */
class Mistakes {
  readonly #first: { readonly line: number; readonly sentence: string }[] = [];
  #more = 0;

  /** Null: no line of its own. */
  add(line: number | null, what: string): void {
    const sentence = line === null ? what : `line ${line}: ${what}`;
    if (this.#first.length < mostMistakes) this.#first.push({ line: line ?? 0, sentence });
    else this.#more += 1;
  }

  told(): readonly string[] {
    const first = this.#first.toSorted((a, b) => a.line - b.line).map(({ sentence }) => sentence);
    return this.#more === 0 ? first : [...first, `and ${this.#more} more`];
  }
}

type Columns = ReadonlyMap<Column, number> & { readonly size: number };

function readHeader(fields: readonly string[], mistakes: Mistakes): Columns | null {
  const names = fields.map((field) => field.trim().toLowerCase());
  const known: readonly string[] = inventoryColumns;
  const wrong = names.filter((name, at) => !known.includes(name) || names.indexOf(name) !== at);
  const missing = ["home", "endpoint"].filter((name) => !names.includes(name));
  const columns = `the columns are ${inventoryColumns.join(", ")}`;
  if (missing.length > 0) mistakes.add(1, `the header has no column ${missing.join(" and ")}; ${columns}`);
  if (wrong.length > 0)
    mistakes.add(1, `the header has "${shorten(wrong.join('", "'))}"; ${columns}, each once`);
  if (wrong.length > 0 || missing.length > 0) return null;
  return new Map(
    inventoryColumns.flatMap((name) => (names.includes(name) ? [[name, names.indexOf(name)]] : [])),
  );
}

function readRow(
  fields: readonly string[],
  columns: Columns,
  line: number,
  homeOf: (endpoint: EndpointId) => string,
  mistakes: Mistakes,
): Row | null {
  if (fields.length !== columns.size) {
    mistakes.add(line, `has ${fields.length} fields where the header has ${columns.size}`);
    return null;
  }
  const at = (column: Column): string => (fields[columns.get(column) ?? -1] ?? "").trim();
  const [home, endpoint] = [at("home"), at("endpoint")];
  const wrong = identityMistake(home, endpoint, homeOf);
  if (wrong !== null) mistakes.add(line, wrong);
  const times = readTimes(at("valid_from"), at("valid_to"), line, mistakes);
  if (wrong !== null || times === null) return null;
  const orNull = (text: string): string | null => (text === "" ? null : text);
  const [area, accessNode, tariff] = [orNull(at("area")), orNull(at("access_node")), orNull(at("tariff"))];
  return { line, home, endpoint, period: { ...times, area, access_node: accessNode, tariff } };
}

function identityMistake(
  home: string,
  endpoint: string,
  homeOf: (endpoint: EndpointId) => string,
): string | null {
  if (home === "") return "has no home";
  if (parseEndpointId(endpoint) === null)
    return endpoint === "" ? "has no endpoint" : `"${shorten(endpoint)}" is no endpoint id`;
  const mapped = homeOf(endpoint as EndpointId);
  if (mapped === home) return null;
  return `home "${shorten(home)}", but intake (intake.identity.home) has ${endpoint} in home "${mapped}"`;
}

/** Where systems write a time for "since ever" and "until further notice", it is one of these years. */
const openYears = { valid_from: "0001", valid_to: "9999" } as const;

/** Whether it is a time of that year; both have the days of 2001. */
const isOpen = (text: string, year: string): boolean =>
  text.startsWith(`${year}-`) && parseMoment(`2001${text.slice(year.length)}`) !== null;

function readTimes(
  fromText: string,
  toText: string,
  line: number,
  mistakes: Mistakes,
): Pick<InventoryPeriod, "valid_from" | "valid_to"> | null {
  const read = (column: keyof typeof openYears, text: string): EpochMs | null | undefined => {
    if (text === "" || isOpen(text, openYears[column])) return null;
    const moment = parseMoment(text);
    if (moment !== null) return moment;
    mistakes.add(line, `${column} "${shorten(text)}" is no time: ${momentForm}`);
    return undefined;
  };
  const [from, to] = [read("valid_from", fromText), read("valid_to", toText)];
  if (from === undefined || to === undefined) return null;
  if (from !== null && to !== null && to <= from) {
    mistakes.add(line, `valid_to ${toText} is not after valid_from ${fromText}`);
    return null;
  }
  return { valid_from: from, valid_to: to };
}

/** Rows of one endpoint, whose home is one and the same, in order of time. */
function toEntry(rows: readonly Row[], mistakes: Mistakes): FileEntry {
  const start = ({ period: { valid_from: from } }: Row): number => from ?? Number.NEGATIVE_INFINITY;
  const sorted = rows.toSorted((a, b) => Math.sign(start(a) - start(b)) || a.line - b.line);
  let last: Row | null = null;
  for (const row of sorted) {
    const end = last === null ? null : last.period.valid_to;
    if (last !== null && (end === null || start(row) < end)) {
      const until = end === null ? "has no valid_to" : `is valid to ${formatMoment(end)}`;
      const [first, second] = [Math.min(row.line, last.line), Math.max(row.line, last.line)];
      mistakes.add(
        second,
        `${row.endpoint} is valid at the same time as in line ${first} (the earlier of the two ${until})`,
      );
    }
    if (last === null || end !== null) last = row;
  }
  const { home = "", endpoint = "" } = rows[0] ?? {};
  return { home_id: home, endpoint_id: endpoint, periods: sorted.map(({ period }) => period) };
}

const shorten = (text: string): string => (text.length > 80 ? `${text.slice(0, 77)}...` : text);
