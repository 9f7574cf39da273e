/**
 * How a data-model table becomes rows of an observation: parameter name -> column and reader.
 * Adding a measurement is one line in the table of its noun.
 */
import { parseMacAddress } from "#schemas/ids.ts";
import type { Parameter } from "#schemas/parameter-event.ts";
import { type Reader, type Reading, unreadable } from "./read.ts";
import type { Rssi } from "./rssi.ts";

/** A row while it is filled. */
export type Draft<Row> = { -readonly [Field in keyof Row]: Row[Field] };

/** Whether a column took a value. Where not, or not all of it, the value is kept as a parameter. */
export type Taken = boolean | "in part";

/** Puts a parameter's value into a row; false when it can't be read. */
export interface Column<Row> {
  (row: Draft<Row>, parameter: Parameter): Taken;
  /** What it does, where that is to fill one field with what a reader makes of the text alone. */
  readonly scalar?: Scalar;
}

export interface Scalar {
  readonly field: string;
  readonly read: Reader<unknown>;
}

/** Whether a parameter has an array or object, where a scalar belongs. */
export const isNested = ({ value_type }: Parameter): boolean =>
  value_type === "array" || value_type === "object";

/** Fields of Row that can hold what a Reader<T> gives. */
type FieldFor<Row, T> = { [F in keyof Row]: [T | null] extends [Row[F]] ? F : never }[keyof Row];

/** The column `field`, read by `read`. Arrays and objects where a scalar belongs are unreadable. */
export function column<Row, T>(field: FieldFor<Row, T>, read: Reader<T>): Column<Row> {
  const fill = (row: Draft<Row>, parameter: Parameter): boolean => {
    if (isNested(parameter)) return false;
    const reading = read(parameter.value);
    if (reading === unreadable) return false;
    row[field] = reading as Row[FieldFor<Row, T>];
    return true;
  };
  return Object.assign(fill, { scalar: { field: String(field), read } });
}

/** The columns of a signal level. A fraction that was rounded away is kept as a parameter. */
export function levelColumn<Row>(
  read: (text: string) => Reading<Rssi>,
  fill: (row: Draft<Row>, level: Rssi) => void,
): Column<Row> {
  return (row, parameter) => {
    if (isNested(parameter)) return false;
    const level = read(parameter.value);
    if (level === unreadable) return false;
    fill(row, level ?? noLevel);
    return level?.quality.includes("rounded") === true ? "in part" : true;
  };
}

const noLevel: Rssi = { dbm: null, raw: null, quality: [] };

/** The column of a row's MAC address, its key: anything but a valid one is unreadable. */
export function macColumn<Row>(field: KeyField<Row>): Column<Row> {
  const fill = (row: Draft<Row>, { value }: Parameter): boolean => {
    const mac = parseMacAddress(value);
    if (mac !== null) row[field] = mac as string as Row[typeof field];
    return mac !== null;
  };
  return Object.assign(fill, { scalar: { field: String(field), read: readKey } });
}

/** Reads the address that is a row's key. */
export const readKey: Reader<string> = (text) => parseMacAddress(text) ?? unreadable;

/** Fields of Row that always hold a text. */
type KeyField<Row> = { [F in keyof Row]: string extends Row[F] ? F : never }[keyof Row];

export interface ObservationTable<Row> {
  /** Path of a row with instances as `*` and a trailing dot: `Device.Hosts.Host.*.` */
  readonly row: string;
  /** The parameter without which a row is no observation; null when the path itself identifies it. */
  readonly key: string | null;
  /** Its values are parameters too: columns of other rows are made of them, and don't hold all of it. */
  readonly keptBeside?: true;
  /** By parameter name below the row, instances as `*`. */
  readonly columns: Readonly<Record<string, Column<Row>>>;
  /** A row with nothing in it yet. */
  empty(path: string): Draft<Row>;
  /** Whether a filled row can be used. */
  complete(row: Draft<Row>): boolean;
}
