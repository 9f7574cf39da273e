/** One report element into rows. What has no column, or can't be read, is kept as a parameter: nothing is lost. */
import { isNobodysAddress } from "#schemas/ids.ts";
import type { Parameter } from "#schemas/parameter-event.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import type { ReportedValue, ReportElement } from "../report/value.ts";
import { joinAccessPoints, placeStations } from "./access-point.ts";
import type { BssRow } from "./data-elements.ts";
import { tuneRadios } from "./operating-class.ts";
import { type PlacedColumn, type Placement, type TableName, tableOfRow, tables } from "./placement.ts";
import type { Draft, ObservationTable } from "./table.ts";

/** The arrays of a report event, and what goes beside it. */
export interface NormalizedElement extends Pick<
  TelemetryEvent,
  | "stations"
  | "hosts"
  | "radios"
  | "access_points"
  | "gateway"
  | "interfaces"
  | "mesh_nodes"
  | "heard_stations"
  | "heard_bsses"
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
  const collector = new ElementCollector();
  for (const value of element.superseded) collector.keep(parameterOf(value, resolve(value.name)));
  for (const value of element.values) {
    const placement = resolve(value.name);
    collector.add(parameterOf(value, placement), placement?.cell ?? null);
  }
  return collector.finish();
}

const parameterOf = ({ name, text, type }: ReportedValue, placement: Placement | null): Parameter => ({
  path: placement?.path ?? name,
  value: text,
  value_type: type,
});

interface Row {
  readonly path: string;
  readonly table: TableName;
  readonly draft: unknown;
  /** What is in the row, to be given back if the row turns out unusable. */
  parameters: Parameter[];
  /** Where in `parameters` each path is; null until a column is filled a second time, which few are. */
  places: Map<string, number> | null;
  /** Something of values that are parameters all the same. */
  holdsParts: boolean;
  /** Bits of the columns that hold something. */
  filled: number;
  readonly covers: string[];
  /** The gateway itself says that the row is nobody's: it hides no one, so it does not spoil its table. */
  isNobodys: boolean;
}

type Cell = NonNullable<Placement["cell"]>;
type Station = TelemetryEvent["stations"][number];

const placesOf = (row: Row): Map<string, number> =>
  (row.places ??= new Map(row.parameters.map(({ path }, place) => [path, place])));

/** Whether a column that takes one parameter was filled by another one than that at `path`. */
const isTaken = (row: Row, column: PlacedColumn, path: string): boolean =>
  (row.filled & column.bit) !== 0 && !column.takesMany && !placesOf(row).has(path);

/** Takes an element's values one by one. */
export class ElementCollector {
  readonly #rows: Row[] = [];
  /** By path, for each table: a WLANConfiguration of TR-098 is a row of three. */
  readonly #rowsByPath = new Map<TableName, Map<string, Row>>();
  /** The row of the value before, which most often is the next one's too. */
  #latest: Row | null = null;
  /** Under vendors' names: they wait until all is there. */
  readonly #vendors: { readonly parameter: Parameter; readonly cell: Cell }[] = [];
  readonly #parameters: Parameter[] = [];
  #conflicting = false;

  /** `cell` is where the parameter belongs; null when no column takes it. */
  add(parameter: Parameter, cell: Cell | null): void {
    if (cell === null) this.keep(parameter);
    else if (cell.column.isVendor) this.#vendors.push({ parameter, cell });
    else this.#put(parameter, cell);
  }

  keep(parameter: Parameter): void {
    this.#parameters.push(parameter);
  }

  finish(): NormalizedElement {
    for (const { parameter, cell } of this.#vendors) this.#put(parameter, cell);
    this.#dropScaledBytes();
    const rows = this.#sortOut();
    const rowsOf = <R>(name: TableName): R[] => (rows.used.get(name) ?? []) as R[];
    const accessPoints = [
      ...joinAccessPoints(rowsOf("accessPoints"), rowsOf("ssids")),
      ...rowsOf<BssRow>("bsss").map(({ has_scaled_bytes: _scaled, ...accessPoint }) => accessPoint),
    ];
    const radios = [
      ...rowsOf<TelemetryEvent["radios"][number]>("radios"),
      ...tuneRadios(rowsOf("meshRadios"), rowsOf("operatingClasses")),
    ];
    return {
      stations: placeStations(
        [...rowsOf<Station>("stations"), ...rowsOf<Station>("meshStations")],
        accessPoints,
        radios,
      ),
      hosts: rowsOf("hosts"),
      radios,
      access_points: accessPoints,
      gateway: rowsOf("gateway"),
      interfaces: [
        ...rowsOf<TelemetryEvent["interfaces"][number]>("ipInterfaces"),
        ...rowsOf<TelemetryEvent["interfaces"][number]>("ethernetInterfaces"),
      ],
      mesh_nodes: rowsOf("meshNodes"),
      heard_stations: rowsOf("heardStations"),
      heard_bsses: [
        ...rowsOf<TelemetryEvent["heard_bsses"][number]>("heardBsss"),
        ...rowsOf<TelemetryEvent["heard_bsses"][number]>("scannedBsss"),
      ],
      tables: [...rows.covered],
      spoiledTables: [...rows.spoiled],
      parameters: this.#parameters,
      conflicting: this.#conflicting,
    };
  }

  #put(parameter: Parameter, cell: Cell): void {
    const { column, covers } = cell;
    const row = this.#row(cell);
    if (covers !== null && covers !== row.covers[0] && !row.covers.includes(covers)) row.covers.push(covers);
    if (isTaken(row, column, parameter.path)) return this.keep(parameter);
    const taken = column.fill(row.draft, parameter);
    if (taken === true) return this.#remember(row, column.bit, parameter);
    row.holdsParts ||= taken === "in part";
    if (column.isKey && isNobodysAddress(parameter.value)) row.isNobodys = true;
    this.keep(parameter);
  }

  /** Bytes counted in KiB or MiB are in no column: those of the stations of such a BSS are parameters. */
  #dropScaledBytes(): void {
    const isScaled = (bss: string): boolean => {
      const row = this.#rowsByPath.get("bsss")?.get(bss);
      return row !== undefined && (row.draft as BssRow).has_scaled_bytes;
    };
    for (const row of this.#rowsByPath.get("meshStations")?.values() ?? []) {
      const station = row.draft as Draft<Station>;
      if (!isScaled(station.access_point)) continue;
      station.bytes_sent_total = null;
      station.bytes_received_total = null;
      const { scaled = [], others = [] } = Object.groupBy(row.parameters, ({ path }) =>
        /\.Bytes(?:Sent|Received)$/.test(path) ? "scaled" : "others",
      );
      for (const each of scaled) this.keep(each);
      row.parameters = others;
    }
  }

  #row({ column: { table }, row: path, covers }: Cell): Row {
    if (this.#latest?.path === path && this.#latest.table === table) return this.#latest;
    let rows = this.#rowsByPath.get(table);
    if (rows === undefined) {
      rows = new Map();
      this.#rowsByPath.set(table, rows);
    }
    let row = rows.get(path);
    if (row === undefined) {
      const draft = tables[table].empty(path);
      row = {
        path,
        table,
        draft,
        parameters: [],
        places: null,
        holdsParts: false,
        filled: 0,
        covers: covers === null ? [] : [covers],
        isNobodys: false,
      };
      rows.set(path, row);
      this.#rows.push(row);
    }
    this.#latest = row;
    return row;
  }

  /** A column that takes several parameters (`IPv4Address.*.IPAddress`) is filled by each of them. */
  #remember(row: Row, bit: number, parameter: Parameter): void {
    if ((row.filled & bit) !== 0 && this.#replace(row, parameter)) return;
    row.filled |= bit;
    row.places?.set(parameter.path, row.parameters.length);
    row.parameters.push(parameter);
  }

  /** Puts a parameter in the place of an earlier one of the same path; false when there is none. */
  #replace(row: Row, parameter: Parameter): boolean {
    const place = placesOf(row).get(parameter.path);
    const earlier = place === undefined ? undefined : row.parameters[place];
    if (place === undefined || earlier === undefined) return false;
    if (earlier.value !== parameter.value) {
      this.#conflicting = true;
      this.keep(earlier);
    }
    row.parameters[place] = parameter;
    return true;
  }

  /** Rows that can be used, by table, and what they cover; the parameters of the others are kept. */
  #sortOut(): SortedRows {
    const sorted: SortedRows = { used: new Map(), covered: new Set(), spoiled: new Set() };
    for (const row of this.#rows) {
      if ((row.parameters.length > 0 || row.holdsParts) && isComplete(row)) {
        const used = sorted.used.get(row.table);
        if (used === undefined) sorted.used.set(row.table, [row.draft]);
        else used.push(row.draft);
        if (isKeptBeside(row.table)) for (const each of row.parameters) this.keep(each);
        for (const table of row.covers) sorted.covered.add(table);
        continue;
      }
      for (const each of row.parameters) this.keep(each);
      if (!row.isNobodys) sorted.spoiled.add(tableOfRow(row.path));
    }
    return sorted;
  }
}

interface SortedRows {
  readonly used: Map<TableName, unknown[]>;
  readonly covered: Set<string>;
  readonly spoiled: Set<string>;
}

const isKeptBeside = (name: TableName): boolean => tables[name].keptBeside === true;

const isComplete = ({ table, draft }: Row): boolean =>
  (tables[table] as unknown as ObservationTable<never>).complete(draft as never);
