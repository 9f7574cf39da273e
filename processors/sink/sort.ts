/** Batches as they were read, sorted into what can be inserted together and what is a dead letter already. */
import { type AvroType, bodyOf, compileType, schemaIdOf } from "#schemas/avro.ts";
import type { DeadLetterReason } from "#schemas/dead-letter.ts";
import { admit, type Admitted, type Route } from "./admit.ts";
import type { ReadBatch } from "./backlog.ts";
import { type KafkaRecord, toDeadLetterRow } from "./dead-letter-row.ts";
import { toInventoryTombstone } from "./inventory-tombstone.ts";
import type { Routed, Routes } from "./routes.ts";
import type { SinkTopic } from "./sink-topic.ts";

/** A record that is not inserted, and why. */
export interface Letter extends Admitted {
  readonly reason: DeadLetterReason;
  readonly stage: "sink_decode" | "sink_insert";
  readonly detail: string;
}

export interface Sorted {
  readonly groups: Map<Route, Admitted[]>;
  readonly letters: Letter[];
}

/** A batch with the way of every schema id in it. */
export interface RoutedBatch {
  readonly batch: ReadBatch;
  readonly ways: ReadonlyMap<number, Routed>;
  /** Of records whose form is the program's own. */
  readonly own: Route | null;
}

export interface Sorter {
  /** The ways of a batch where all of them are known already, else null. */
  routeKnown(this: void, batch: ReadBatch): RoutedBatch | null;
  /** Asks for what is not known, once a batch for each schema id; resolves late while nobody can tell. */
  route(this: void, batch: ReadBatch): Promise<RoutedBatch>;
  sort(this: void, batches: readonly RoutedBatch[]): Sorted;
}

/** Makes the sorting of batches of these topics. */
export function createSorter(topics: readonly SinkTopic[], routes: Routes): Sorter {
  const byName = new Map(topics.map((topic) => [topic.name, { topic, ownRows: ownRowsOf(topic) }]));
  const entryOf = (batch: ReadBatch) => {
    const entry = byName.get(batch.topic);
    if (entry === undefined) throw new Error(`The sink was given records of ${batch.topic}`);
    return entry;
  };
  return {
    routeKnown(batch) {
      const { topic, ownRows } = entryOf(batch);
      const own = hasOwn(batch, ownRows) ? routes.ownKnown(topic) : null;
      if (own === null && hasOwn(batch, ownRows)) return null;
      const known = [...schemaIdsOf(batch, ownRows)].map((id) => [id, routes.known(topic, id)] as const);
      const ways = new Map<number, Routed>();
      for (const [id, way] of known) if (way !== null) ways.set(id, way);
      return ways.size === known.length ? { batch, ways, own } : null;
    },
    async route(batch) {
      const { topic, ownRows } = entryOf(batch);
      const ways = new Map<number, Routed>();
      for (const id of schemaIdsOf(batch, ownRows)) ways.set(id, await routes.find(topic, id));
      return { batch, ways, own: hasOwn(batch, ownRows) ? await routes.own(topic) : null };
    },
    sort(batches) {
      const sorted: Sorted = { groups: new Map(), letters: [] };
      for (const { batch, ways, own } of batches) {
        const { ownRows } = entryOf(batch);
        for (const record of batch.records) {
          if (own !== null && ownRows?.takes(record) === true) sortRow(sorted, own, ownRows, batch, record);
          else sortAvro(sorted, wayOf(ways, record), batch, record);
        }
      }
      return sorted;
    },
  };
}

/** Records that do not go in as they are, but as rows of the program's own schema. */
interface OwnRows {
  readonly type: AvroType<object>;
  takes(record: KafkaRecord): boolean;
  /** null: nothing can be made of it. */
  toRow(record: KafkaRecord): object | null;
}

function ownRowsOf({ form, schema }: SinkTopic): OwnRows | null {
  if (form === "avro") return null;
  const type = compileType<object>(JSON.stringify(schema));
  return form === "dead-letter"
    ? { type, takes: () => true, toRow: toDeadLetterRow }
    : { type, takes: ({ value }) => value === null, toRow: toInventoryTombstone };
}

const hasOwn = ({ records }: ReadBatch, ownRows: OwnRows | null): boolean =>
  ownRows !== null && records.some((record) => ownRows.takes(record));

function schemaIdsOf({ records }: ReadBatch, ownRows: OwnRows | null): Set<number> {
  const ids = new Set<number>();
  for (const record of records) {
    const id = ownRows?.takes(record) === true ? null : schemaIdOf(record.value);
    if (id !== null) ids.add(id);
  }
  return ids;
}

function wayOf(ways: ReadonlyMap<number, Routed>, { value }: KafkaRecord): Routed {
  const schemaId = schemaIdOf(value);
  if (schemaId === null) return notAvro;
  const way = ways.get(schemaId);
  if (way === undefined) throw new Error(`Schema ${schemaId} was not asked for`);
  return way;
}

const notAvro: Routed = {
  kind: "dead_letter",
  reason: "not_avro",
  detail: "The value has no Avro header (a zero byte and four bytes of schema id)",
};

function sortAvro({ groups, letters }: Sorted, routed: Routed, batch: ReadBatch, record: KafkaRecord): void {
  const value = record.value ?? Buffer.alloc(0);
  if (routed.kind === "route") {
    group(groups, routed.route, admit(batch.topic, batch.partition, record, bodyOf(value)));
    return;
  }
  const { reason, detail } = routed;
  letters.push({
    ...admit(batch.topic, batch.partition, record, value),
    reason,
    stage: "sink_decode",
    detail,
  });
}

/** A record of the dead-letter topic goes in as its row, whatever its bytes are. */
function sortRow(
  sorted: Sorted,
  route: Route,
  ownRows: OwnRows,
  batch: ReadBatch,
  record: KafkaRecord,
): void {
  const row = ownRows.toRow(record);
  if (row === null) return sortAvro(sorted, notAvro, batch, record);
  const body = bodyOf(ownRows.type.encode(row, 0));
  group(sorted.groups, route, admit(batch.topic, batch.partition, record, body));
}

function group(groups: Map<Route, Admitted[]>, route: Route, admitted: Admitted): void {
  const entries = groups.get(route);
  if (entries === undefined) groups.set(route, [admitted]);
  else entries.push(admitted);
}
