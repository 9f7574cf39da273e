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

/** Makes the sorting of batches of these topics. It resolves late while routes can't be found. */
export function createSorter(
  topics: readonly SinkTopic[],
  routes: Routes,
): (batches: readonly ReadBatch[]) => Promise<Sorted> {
  const byName = new Map(topics.map((topic) => [topic.name, { topic, rowType: rowTypeOf(topic) }]));
  return async (batches) => {
    const sorted: Sorted = { groups: new Map(), letters: [] };
    for (const batch of batches) {
      const entry = byName.get(batch.topic);
      if (entry === undefined) throw new Error(`The sink was given records of ${batch.topic}`);
      const { topic, rowType } = entry;
      const found = rowType === null ? null : await routes.own(topic);
      const seen = new Map<number, Routed>();
      for (const record of batch.records) {
        if (found !== null && rowType !== null) sortRow(sorted, found, rowType, batch, record);
        else sortAvro(sorted, await routeOf(routes, topic, record, seen), batch, record);
      }
    }
    return sorted;
  };
}

const rowTypeOf = (topic: SinkTopic): AvroType<DeadLetterRow> | null =>
  topic.form === "avro" ? null : compileType<DeadLetterRow>(JSON.stringify(topic.schema));

/** Asks for each schema id once a batch, also for one that nobody knows. */
async function routeOf(
  routes: Routes,
  topic: SinkTopic,
  record: KafkaRecord,
  seen: Map<number, Routed>,
): Promise<Routed> {
  const schemaId = schemaIdOf(record.value);
  if (schemaId === null) return notAvro;
  const routed = seen.get(schemaId) ?? (await routes.find(topic, schemaId));
  seen.set(schemaId, routed);
  return routed;
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
