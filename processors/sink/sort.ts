/** Batches as they were read, sorted into what can be inserted together and what is a dead letter already. */
import { type AvroType, bodyOf, compileType, schemaIdOf } from "#schemas/avro.ts";
import type { DeadLetterReason } from "#schemas/dead-letter.ts";
import { admit, type Admitted, type Route } from "./admit.ts";
import type { ReadBatch } from "./backlog.ts";
import { type DeadLetterRow, type KafkaRecord, toDeadLetterRow } from "./dead-letter-row.ts";
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
  /** Of a topic whose form is the program's own. */
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
  const byName = new Map(topics.map((topic) => [topic.name, { topic, rowType: rowTypeOf(topic) }]));
  const entryOf = (batch: ReadBatch) => {
    const entry = byName.get(batch.topic);
    if (entry === undefined) throw new Error(`The sink was given records of ${batch.topic}`);
    return entry;
  };
  return {
    routeKnown(batch) {
      const { topic, rowType } = entryOf(batch);
      const own = rowType === null ? null : routes.ownKnown(topic);
      if (rowType !== null) return own === null ? null : { batch, ways: new Map(), own };
      const known = [...schemaIdsOf(batch)].map((id) => [id, routes.known(topic, id)] as const);
      const ways = new Map<number, Routed>();
      for (const [id, way] of known) if (way !== null) ways.set(id, way);
      return ways.size === known.length ? { batch, ways, own } : null;
    },
    async route(batch) {
      const { topic, rowType } = entryOf(batch);
      if (rowType !== null) return { batch, ways: new Map(), own: await routes.own(topic) };
      const ways = new Map<number, Routed>();
      for (const id of schemaIdsOf(batch)) ways.set(id, await routes.find(topic, id));
      return { batch, ways, own: null };
    },
    sort(batches) {
      const sorted: Sorted = { groups: new Map(), letters: [] };
      for (const { batch, ways, own } of batches) {
        const { rowType } = entryOf(batch);
        for (const record of batch.records) {
          if (own !== null && rowType !== null) sortRow(sorted, own, rowType, batch, record);
          else sortAvro(sorted, wayOf(ways, record), batch, record);
        }
      }
      return sorted;
    },
  };
}

const rowTypeOf = (topic: SinkTopic): AvroType<DeadLetterRow> | null =>
  topic.form === "avro" ? null : compileType<DeadLetterRow>(JSON.stringify(topic.schema));

function schemaIdsOf({ records }: ReadBatch): Set<number> {
  const ids = new Set<number>();
  for (const { value } of records) {
    const id = schemaIdOf(value);
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
  { groups }: Sorted,
  route: Route,
  type: AvroType<DeadLetterRow>,
  batch: ReadBatch,
  record: KafkaRecord,
): void {
  const body = bodyOf(type.encode(toDeadLetterRow(record), 0));
  group(groups, route, admit(batch.topic, batch.partition, record, body));
}

function group(groups: Map<Route, Admitted[]>, route: Route, admitted: Admitted): void {
  const entries = groups.get(route);
  if (entries === undefined) groups.set(route, [admitted]);
  else entries.push(admitted);
}
