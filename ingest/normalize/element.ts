/** One report element into rows. What has no column, or can't be read, is kept as a parameter: nothing is lost. */
import { isNobodysAddress } from "#schemas/ids.ts";
import type { Parameter } from "#schemas/parameter-event.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import type { ReportedValue, ReportElement } from "../report/value.ts";
import { joinAccessPoints, placeStations } from "./access-point.ts";
import { type Placement, type TableName, tableOfRow, tables } from "./placement.ts";
import type { ObservationTable } from "./table.ts";

/** The arrays of a report event, and what goes beside it. */
export interface NormalizedElement extends Pick<
  TelemetryEvent,
  "stations" | "hosts" | "radios" | "access_points" | "gateway"
> {
  /** Tables of which at least one row is here. */
  readonly tables: readonly string[];
  /** Tables, by the instances reported, with a row that can't be used: what is in them is not known completely. */
  readonly spoiledTables: readonly string[];
  readonly parameters: readonly Parameter[];
  /** Two names for one cell had different values; the last one counts, the other is a parameter. */
  readonly conflicting: boolean;
}

/** `resolve` gives a name's placement, or null when nothing explains it. */
export function normalizeElement(
  element: ReportElement,
  resolve: (name: string) => Placement | null,
): NormalizedElement {
  const collector = new Collector();
  for (const value of element.superseded) collector.keep(value, resolve(value.name)?.path ?? value.name);
  for (const value of element.values) collector.add(value, resolve(value.name));
  return collector.finish();
}

interface Row {
  readonly table: TableName;
  readonly draft: unknown;
  /** What is in the row, by column, to be given back if the row turns out unusable. */
  readonly cells: Map<string, { readonly value: ReportedValue; readonly path: string }>;
  readonly covers: Set<string>;
  /** The gateway itself says that the row is nobody's: it hides no one, so it does not spoil its table. */
  isNobodys: boolean;
}

/** Table names hide the row's type; this is the one place where table and draft meet again. */
type Fill = (draft: unknown, value: ReportedValue) => boolean;
const tableOf = (name: TableName): ObservationTable<never> =>
  tables[name] as unknown as ObservationTable<never>;

class Collector {
  /** By path: two tables have no row path in common. */
  readonly #rows = new Map<string, Row>();
  readonly #parameters: Parameter[] = [];
  #conflicting = false;

  add(value: ReportedValue, placement: Placement | null): void {
    const cell = placement?.cell ?? null;
    if (placement === null || cell === null) return this.keep(value, placement?.path ?? value.name);
    const row = this.#row(cell.table, cell.row);
    const column = tableOf(cell.table).columns[cell.column] as unknown as Fill;
    if (cell.column === tableOf(cell.table).key && isNobodysAddress(value.text)) row.isNobodys = true;
    if (!column(row.draft, value)) this.keep(value, placement.path);
    else this.#remember(row, placement.path, value);
    if (cell.covers !== null) row.covers.add(cell.covers);
  }

  keep(value: ReportedValue, path: string): void {
    this.#parameters.push({ path, value: value.text, value_type: value.type });
  }

  finish(): NormalizedElement {
    const used = this.#usableRows();
    const rowsOf = <R>(name: TableName): R[] =>
      used.filter((row) => row.table === name).map((row) => row.draft as R);
    const accessPoints = joinAccessPoints(rowsOf("accessPoints"), rowsOf("ssids"));
    const radios = rowsOf<TelemetryEvent["radios"][number]>("radios");
    return {
      stations: placeStations(rowsOf("stations"), accessPoints, radios),
      hosts: rowsOf("hosts"),
      radios,
      access_points: accessPoints,
      gateway: rowsOf("gateway"),
      tables: [...new Set(used.flatMap((row) => [...row.covers]))],
      spoiledTables: this.#spoiledTables(new Set(used)),
      parameters: this.#parameters,
      conflicting: this.#conflicting,
    };
  }

  #row(table: TableName, path: string): Row {
    const known = this.#rows.get(path);
    if (known !== undefined) return known;
    const draft = tableOf(table).empty(path);
    const row: Row = { table, draft, cells: new Map(), covers: new Set(), isNobodys: false };
    this.#rows.set(path, row);
    return row;
  }

  #remember(row: Row, path: string, value: ReportedValue): void {
    const earlier = row.cells.get(path);
    if (earlier !== undefined && earlier.value.text !== value.text) {
      this.#conflicting = true;
      this.keep(earlier.value, path);
    }
    row.cells.set(path, { value, path });
  }

  /** Rows that can be used; the parameters of the others are kept. */
  #usableRows(): readonly Row[] {
    const used: Row[] = [];
    for (const row of this.#rows.values()) {
      if (row.cells.size > 0 && tableOf(row.table).complete(row.draft as never)) used.push(row);
      else for (const { value, path } of row.cells.values()) this.keep(value, path);
    }
    return used;
  }

  #spoiledTables(used: ReadonlySet<Row>): readonly string[] {
    const spoiling = [...this.#rows].filter(([, row]) => !used.has(row) && !row.isNobodys);
    const paths = spoiling.map(([path]) => tableOfRow(path));
    return [...new Set(paths)];
  }
}
