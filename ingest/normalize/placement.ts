/** Where a parameter belongs: which table, which row, which column, and which table a profile that names it covers. */
import type { Parameter } from "#schemas/parameter-event.ts";
import {
  type CanonicalPath,
  canonicalPath,
  isInstance,
  isObjectReference,
  referenceComponents,
} from "../report/names.ts";
import type { NamedReference } from "../config.ts";
import { accessPointTable, ssidTable } from "./access-point.ts";
import { bssTable, meshRadioTable, meshStationTable } from "./data-elements.ts";
import { gatewayTable } from "./gateway.ts";
import { heardBssTable, scannedBssTable } from "./heard-bss.ts";
import { heardStationTable } from "./heard-station.ts";
import { hostTable } from "./host.ts";
import { ethernetInterfaceTable, ipInterfaceTable } from "./interface.ts";
import { meshNodeTable } from "./mesh-node.ts";
import { operatingClassTable } from "./operating-class.ts";
import { radioTable } from "./radio.ts";
import { stationTable } from "./station.ts";
import { readCounter32, readCounter64 } from "./read.ts";
import { column as tableColumn, type Column, type Taken } from "./table.ts";
import { type EquivalentRow, equivalentRows } from "./tr098.ts";
import { vendorNames } from "./vendor-names.ts";

/** Every table, by the noun it is collected under. */
export const tables = {
  stations: stationTable,
  hosts: hostTable,
  radios: radioTable,
  accessPoints: accessPointTable,
  ssids: ssidTable,
  gateway: gatewayTable,
  ipInterfaces: ipInterfaceTable,
  ethernetInterfaces: ethernetInterfaceTable,
  meshNodes: meshNodeTable,
  meshRadios: meshRadioTable,
  operatingClasses: operatingClassTable,
  bsss: bssTable,
  meshStations: meshStationTable,
  heardStations: heardStationTable,
  heardBsss: heardBssTable,
  scannedBsss: scannedBssTable,
} as const;

export type TableName = keyof typeof tables;

export interface Placement {
  /** Full path of the parameter. */
  readonly path: string;
  /** Null when no column takes it. */
  readonly cell: {
    readonly column: PlacedColumn;
    /** Path of the row, with trailing dot. */
    readonly row: string;
    /** The table that is covered when this row is there; null when the reference picks rows. */
    readonly covers: string | null;
  } | null;
}

/** A column with all it takes to fill it. The table's name hides the row's type: `fill` wants a row of that table. */
export interface PlacedColumn {
  readonly table: TableName;
  readonly fill: ((row: unknown, parameter: Parameter) => Taken) & Pick<Column<unknown>, "scalar">;
  /** One bit of 32, another for each column of a table. */
  readonly bit: number;
  /** Whether several parameters of a row go into it (`IPv4Address.*.IPAddress`). */
  readonly takesMany: boolean;
  /** Whether its name is a vendor's (`X_...`, or of `vendor-names.ts`), which gives way to the standard's. */
  readonly isVendor: boolean;
  /** Whether it is the parameter without which a row is no observation. */
  readonly isKey: boolean;
}

interface Slot {
  readonly column: PlacedColumn;
  /** Components of the row's path. */
  readonly depth: number;
}

const depthOf = (row: string): number => row.split(".").length - 1;

const isVendorName = (name: string): boolean => /(?:^|\.)X_/.test(name);

const slotsByTr181: ReadonlyMap<string, Slot> = new Map(
  Object.entries(tables).flatMap(([name, table]) =>
    Object.entries(table.columns).map(([column, fill], index): [string, Slot] => [
      table.row + column,
      {
        column: {
          table: name as TableName,
          fill: fill as PlacedColumn["fill"],
          bit: 1 << index,
          takesMany: column.includes("*"),
          isVendor: isVendorName(column),
          isKey: column === table.key,
        },
        depth: depthOf(table.row),
      },
    ]),
  ),
);

/** TR-098's counters have 32 bits, also where TR-181's have 64: "no data" is 2^32-1 there (`read.ts`). */
function with32Bits(column: PlacedColumn): PlacedColumn {
  const { scalar } = column.fill;
  if (scalar?.read !== readCounter64) return column;
  return { ...column, fill: tableColumn(scalar.field as never, readCounter32) as PlacedColumn["fill"] };
}

/** By a name that says the same as TR-181's: the column of its equivalent, in a row of its own. */
const slotsByNames = ({ row, of, names }: EquivalentRow): readonly (readonly [string, Slot])[] =>
  Object.entries(names).flatMap(([name, itsName]) => {
    const slot = slotsByTr181.get(of + itsName);
    if (slot === undefined) return [];
    return [[row + name, { column: { ...slot.column, isVendor: isVendorName(name) }, depth: depthOf(row) }]];
  });

const slotsByTr098 = equivalentRows
  .flatMap(slotsByNames)
  .map(([path, { column, depth }]): [string, Slot] => [path, { column: with32Bits(column), depth }]);

const slots: ReadonlyMap<string, Slot> = new Map([
  ...slotsByTr181,
  ...slotsByTr098,
  ...vendorNames
    .flatMap(slotsByNames)
    .map(([path, { column, depth }]): [string, Slot] => [
      path,
      { column: { ...column, isVendor: true }, depth },
    ]),
]);

/** The table a row is in, by the instances of that row: `Device.WiFi.AccessPoint.2.AssociatedDevice.` */
export const tableOfRow = (row: string): string => row.replace(/[^.]*\.$/, "");

/** Whether a covered table, with `*` for any instance, is or takes in the table of these very instances. */
export function takesIn(covered: string, concrete: string): boolean {
  const wanted = concrete.split(".");
  const given = covered.split(".");
  return (
    wanted.length === given.length &&
    given.every((component, level) => component === "*" || component === wanted[level])
  );
}

/** Looks a canonical path up. */
export function place(path: CanonicalPath): Placement {
  const slot = slots.get(path.template);
  if (slot === undefined) return { path: path.path, cell: null };
  const { column, depth } = slot;
  const row = `${path.components.slice(0, depth).join(".")}.`;
  return { path: path.path, cell: { column, row, covers: coveredBy(path, depth) } };
}

/** The table of a row at `depth`, as far as the reference reaches; by a full path, just the instances it names. */
function coveredBy(path: CanonicalPath, depth: number): string | null {
  const rowComponent = path.components[depth - 1];
  if (rowComponent === undefined || !isInstance(rowComponent)) return null;
  if (path.reference === null) return `${path.components.slice(0, depth - 1).join(".")}.`;
  return coveredTable(path.reference, path.components.slice(0, depth));
}

/** `row` has instances (or `*`) where the table has them; null when the reference picks some of the rows only. */
function coveredTable(reference: readonly string[], row: readonly string[]): string | null {
  if (reference.some((component) => component.startsWith("["))) return null;
  const last = row.length - 1;
  if (reference.length > last && reference[last] !== "*") return null;
  const prefix = row.slice(0, last).map((component, level) => {
    if (component !== "*" && !isInstance(component)) return component;
    return reference[level] ?? "*";
  });
  return `${prefix.join(".")}.`;
}

/** Rows of either data model, each with the parameter without which it is no observation. */
const rowsByKey: readonly { readonly row: string; readonly key: string | null }[] = [
  ...Object.values(tables),
  ...equivalentRows.map(({ row, of, names }) => {
    const key = Object.values(tables).find((table) => table.row === of)?.key ?? null;
    return { row, key: Object.keys(names).find((name) => names[name] === key) ?? null };
  }),
];

/**
 * The tables a profile's references cover completely, rows or none: those whose key parameter every row would
 * bring. Sorted.
 */
export function coveredTables(parameters: readonly NamedReference[]): readonly string[] {
  const covered = new Set<string>();
  for (const { reference } of parameters) {
    for (const { row, key } of rowsByKey) {
      const prefix = coveredByReference(reference, row, key);
      if (prefix !== null) covered.add(prefix);
    }
  }
  return [...covered].sort();
}

function coveredByReference(reference: string, row: string, key: string | null): string | null {
  if (!row.endsWith("*.")) return null;
  const components = referenceComponents(reference);
  const target = canonicalPath(key === null ? row.slice(0, -1) : row + key).components;
  const isKeyItself = components.length === target.length;
  if (components.length > target.length || (!isKeyItself && !isObjectReference(reference))) return null;
  const reaches = components.every((component, level) => {
    const wanted = target[level];
    return component === wanted || (wanted === "*" && (component.startsWith("[") || isInstance(component)));
  });
  return reaches ? coveredTable(components, row.slice(0, -1).split(".")) : null;
}
