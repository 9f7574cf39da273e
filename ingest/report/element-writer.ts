/**
 * One element of a report from its tape: its stations, hosts and parameters as bytes (`row-writer.ts`), the few rows of
 * all other tables as objects, and both joined. What is not plain is made as objects altogether.
 */
import { encodedRows } from "#schemas/encoded-rows.ts";
import { stationPlaces } from "../normalize/access-point.ts";
import { ElementCollector, type NormalizedElement } from "../normalize/element.ts";
import { ByteRoom, longBytes } from "./byte-room.ts";
import type { RowPlan } from "./row-plan.ts";
import { type RowList, RowWriter, type WrittenRows } from "./row-writer.ts";
import type { Tape } from "./tape.ts";
import { flatTypes } from "./value.ts";

/** An element's values on the tape: from one place up to another. */
export interface Span {
  readonly from: number;
  readonly to: number;
  /** A number that no other element has. */
  readonly element: number;
}

const firstPlaces = 1024;

export class ElementWriter {
  readonly #tape: Tape;
  readonly #writer: RowWriter;
  /** Of the element at hand. */
  readonly #stations: RowList = { plans: [], count: 0 };
  readonly #hosts: RowList = { plans: [], count: 0 };
  /** Places of what is no row's. */
  #parameters = new Int32Array(firstPlaces);
  #parameterCount = 0;
  readonly #others: number[] = [];

  constructor(tape: Tape) {
    this.#tape = tape;
    this.#writer = new RowWriter(tape);
  }

  /**
   * The element, of which only who looks at stations, hosts or parameters makes objects: by `whole`, which reads it anew.
   * `memory` is that of the tape's segments.
   */
  normalized(span: Span, memory: DataView, whole: () => NormalizedElement): NormalizedElement {
    return this.#written(span, memory, whole) ?? this.#collected(placesOf(span));
  }

  #written(span: Span, memory: DataView, whole: () => NormalizedElement): NormalizedElement | null {
    if (!this.#sort(span)) return null;
    const others = this.#others.length === 0 ? nothing : this.#collected(this.#others);
    if (others.stations.length > 0 || others.parameters.length > 0) return null;
    const writer = this.#writer;
    const stations = writer.rows(this.#stations, memory, placeBytes(others));
    const hosts = stations && writer.rows(this.#hosts, memory, nowhere);
    const parameters = hosts && writer.parameters(this.#parameters, this.#parameterCount, memory);
    if (stations === null || hosts === null || parameters === null) return null;
    return {
      stations: rowsOf("StationObservation", stations, () => whole().stations),
      hosts: rowsOf("HostObservation", hosts, () => whole().hosts),
      radios: others.radios,
      access_points: others.access_points,
      gateway: others.gateway,
      interfaces: others.interfaces,
      mesh_nodes: others.mesh_nodes,
      heard_stations: others.heard_stations,
      heard_bsses: others.heard_bsses,
      tables: [...others.tables, ...coveredBy(this.#stations), ...coveredBy(this.#hosts)],
      spoiledTables: others.spoiledTables,
      parameters: rowsOf("Parameter", parameters, () => whole().parameters),
      conflicting: others.conflicting,
    };
  }

  /** Values to where they go; false when there is one for objects only. */
  #sort({ from, to, element }: Span): boolean {
    this.#stations.count = 0;
    this.#hosts.count = 0;
    this.#others.length = 0;
    if (this.#parameters.length < to - from) this.#parameters = new Int32Array(2 * (to - from));
    const parameters = this.#parameters;
    let parameterCount = 0;
    const { segments } = this.#tape;
    this.#writer.begin();
    for (let place = from; place < to; place += 1) {
      const { row, field, cell, isTime, isForObjects } = segments[place] as (typeof segments)[number];
      if (row !== null && field !== null) {
        const rows = row.format.table === "stations" ? this.#stations : this.#hosts;
        if (!this.#writer.take(place, row, field, element, rows)) return false;
      } else if (isForObjects) return false;
      else if (cell !== null) this.#others.push(place);
      else if (!isTime) parameters[parameterCount++] = place;
    }
    this.#parameterCount = parameterCount;
    return true;
  }

  #collected(places: Iterable<number>): NormalizedElement {
    const collector = new ElementCollector();
    const { segments, types } = this.#tape;
    for (const place of places) {
      const { path, cell, isTime } = segments[place] as (typeof segments)[number];
      if (isTime) continue;
      const value_type = flatTypes[types[place] as number] ?? "";
      collector.add({ path, value: this.#tape.text(place), value_type }, cell);
    }
    return collector.finish();
  }
}

function* placesOf({ from, to }: Span): Generator<number> {
  for (let place = from; place < to; place += 1) yield place;
}

function rowsOf<Row>(record: string, rows: WrittenRows, make: () => readonly Row[]): readonly Row[] {
  return encodedRows({ record, ...rows, make });
}

/** The tables that these rows cover, nearly each once. */
function coveredBy({ plans, count }: RowList): readonly string[] {
  const tables: string[] = [];
  let last: string | null = null;
  for (let index = 0; index < count; index += 1) {
    const { covers } = plans[index] as RowPlan;
    if (covers !== null && covers !== last) tables.push(covers);
    last = covers;
  }
  return tables;
}

/** An element without rows or parameters. */
const nothing = new ElementCollector().finish();

const nowhere: ReadonlyMap<string, Uint8Array> = new Map();

/** By access point, the bytes of what its stations have of it. */
function placeBytes({ access_points, radios }: NormalizedElement): ReadonlyMap<string, Uint8Array> {
  if (access_points.length === 0) return nowhere;
  const stations = [...stationPlaces(access_points, radios)];
  return new Map(
    stations.map(([accessPoint, { bssid, ssid, band }]) => [accessPoint, nullableTexts([bssid, ssid, band])]),
  );
}

function nullableTexts(texts: readonly (string | null)[]): Uint8Array {
  const sizeBytes = texts.reduce((sum, text) => sum + 1 + longBytes + 3 * (text?.length ?? 0), 0);
  const room = new ByteRoom(sizeBytes);
  for (const text of texts) {
    room.byte(text === null ? 0 : 2);
    if (text !== null) room.text(text);
  }
  return room.bytes.subarray(0, room.end);
}
