/** The simulated tables: landing tables that take a container whole or not at all, and views in which the newest of a key stands. */
import type { InsertOutcome } from "#processors/sink/insert-batch.ts";
import { landingColumns } from "#processors/sink/landing.ts";
import type { LandingTable, SinkTopic } from "#processors/sink/sink-topic.ts";
import type { Note } from "../happenings.ts";
import { type LandedRecord, readContainer } from "./container-reader.ts";
import { type Row, rowsOf, type TableKey, tableKeys } from "./rows.ts";

/** By key. */
export type View = ReadonlyMap<string, Row>;

export class SimulatedTables {
  readonly landing: readonly LandingTable[];
  readonly #nouns: ReadonlyMap<string, string>;
  readonly #views = new Map<string, Map<string, Row>>();
  readonly #note: Note;
  readonly #keys: typeof tableKeys;

  /** `keyOf`: what is used in place of a view's right key. */
  constructor(
    topics: readonly SinkTopic[],
    note: Note,
    keyOf: (right: TableKey, view: string) => TableKey = (right) => right,
  ) {
    this.#note = note;
    this.#keys = Object.fromEntries(
      Object.entries(tableKeys).map(([view, right]) => [view, keyOf(right, view)]),
    );
    this.landing = topics.map(({ landingPrefix, schema }) => ({
      name: `${landingPrefix}1`,
      columns: landingColumns(schema),
    }));
    this.#nouns = new Map(
      topics.map(({ landingPrefix }) => [`${landingPrefix}1`, landingPrefix.replace(/^landing_|_$/g, "")]),
    );
  }

  insert(table: string, container: Buffer): InsertOutcome {
    const noun = this.#nouns.get(table);
    if (noun === undefined) return { ok: false, failure: "away", detail: `no table ${table}` };
    let records: readonly LandedRecord[];
    try {
      records = readContainer(container);
    } catch (error) {
      return { ok: false, failure: "refused", detail: String(error) };
    }
    for (const record of records) this.#noteTimes(noun, record);
    for (const record of records) for (const row of rowsOf(noun, record, this.#keys)) this.#put(row);
    return { ok: true };
  }

  view(name: string): View {
    return this.#views.get(name) ?? new Map<string, Row>();
  }

  #noteTimes(noun: string, { time_quality, clock_epoch }: LandedRecord): void {
    if (noun === "telemetry_event" && time_quality === "out_of_range")
      this.#note("gateway's time not trusted");
    if (noun === "home_window" && Number(clock_epoch) > 0) this.#note("gateway's clock set back");
  }

  #put(row: Row): void {
    let view = this.#views.get(row.view);
    if (view === undefined) {
      view = new Map();
      this.#views.set(row.view, view);
    }
    const present = view.get(row.key);
    if (present?.values["kafka_offset"] === row.values["kafka_offset"] && present?.version === row.version)
      this.#note("row inserted again");
    else if (present !== undefined && row.view === "home_window") this.#note("window revised");
    if (present === undefined || present.version <= row.version) view.set(row.key, row);
  }
}
