/**
 * A row of a report as its layout knows it: which fields it has, and the bytes of all that does not change from report to
 * report. Shared by all gateways that have a row of this path.
 */
import type { PlacedColumn, Placement } from "../normalize/placement.ts";
import { avroText } from "./byte-room.ts";
import { blankRow, type Field, fieldOf, formatOf, type RowFormat } from "./row-format.ts";

export interface RowPlan {
  readonly format: RowFormat;
  /** The table that is covered when this row is there; null when the reference picks rows. */
  readonly covers: string | null;
  /** Path of the access point that a station is on; empty for a host. */
  readonly accessPoint: string;
  /** The row that nothing is reported of, among the memory's bytes: where each of its fields is, and its end. */
  readonly blanks: Int32Array;
  /** One for all plans of this path, whatever they cover. */
  readonly last: LastMet;
}

/** Where a row was met last. */
export interface LastMet {
  /** Number of the element. */
  element: number;
  /** By which of its plans. */
  plan: RowPlan | null;
  /** Where its slots are, and which of them are taken: a bit for each. */
  slots: number;
  taken: number;
}

/** Where a value goes in its row. */
export interface Target {
  readonly row: RowPlan;
  readonly field: Field;
}

type Cell = NonNullable<Placement["cell"]>;

/** Whether the rows of a table are written as bytes. */
export const isWritten = ({ column }: Cell): boolean => formatOf(column.table) !== null;

/** The plans of a memory's rows, by table and path. */
export class RowPlans {
  /** Puts bytes into the memory; where they start. */
  readonly #keep: (bytes: Uint8Array) => number;
  readonly #plans = new Map<string, RowPlan>();
  readonly #last = new Map<string, LastMet>();
  /** Of the data model's columns, so they are few. */
  readonly #fields = new Map<PlacedColumn, Field | null>();

  constructor(keep: (bytes: Uint8Array) => number) {
    this.#keep = keep;
  }

  clear(): void {
    this.#plans.clear();
    this.#last.clear();
  }

  /** Null where only objects can take the value. */
  target(cell: Cell): Target | null {
    const format = formatOf(cell.column.table);
    if (format === null) return null;
    const field = this.#field(format, cell.column);
    return field === null ? null : { row: this.#plan(format, cell), field };
  }

  #field(format: RowFormat, column: PlacedColumn): Field | null {
    const known = this.#fields.get(column);
    if (known !== undefined) return known;
    const field = fieldOf(format, column);
    this.#fields.set(column, field);
    return field;
  }

  #plan(format: RowFormat, { row: path, covers }: Cell): RowPlan {
    const key = `${format.table} ${path} ${covers}`;
    const known = this.#plans.get(key);
    if (known !== undefined) return known;
    const texts = blankRow(format, path);
    const fields = texts.map((text) => (text === "" ? Uint8Array.of(0) : avroText(text)));
    let end = this.#keep(Buffer.concat(fields));
    const plan: RowPlan = {
      format,
      covers,
      accessPoint: texts[format.fields.indexOf("access_point")] ?? "",
      blanks: Int32Array.of(end, ...fields.map(({ length }) => (end += length))),
      last: this.#lastMet(`${format.table} ${path}`),
    };
    this.#plans.set(key, plan);
    return plan;
  }

  #lastMet(row: string): LastMet {
    const known = this.#last.get(row) ?? { element: 0, plan: null, slots: 0, taken: 0 };
    this.#last.set(row, known);
    return known;
  }
}
