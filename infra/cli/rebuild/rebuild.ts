/**
 * `sink --rebuild VIEW --from TIME`: rows that are missing in ClickHouse, or were written by an older version, from Kafka
 * again, by the sink's own code. 1. Read from that time on; 2. insert; 3. at the end, say how many. Nothing is committed: a
 * stop in between means beginning again. Every row has a natural key, so what is there already stays one row.
 *
 * What ClickHouse refuses is counted and told, not dead-lettered: it was when it came first.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { createClickhouse, describeTables, insertAvro } from "#infra/adapters/clickhouse.ts";
import { createKafka } from "#infra/adapters/kafka.ts";
import { createRegistry, type Registry, RegistryError } from "#infra/adapters/registry.ts";
import { loadSchema } from "#infra/adapters/schemas.ts";
import type { SinkConfig } from "#processors/config.ts";
import { insertBatch, type InsertPorts } from "#processors/sink/insert-batch.ts";
import { createRoutes, type RoutePorts, type SchemaAnswer } from "#processors/sink/routes.ts";
import { sinkTopics } from "#processors/sink/sink-topic.ts";
import { createSorter } from "#processors/sink/sort.ts";
import { readAgain } from "./read-again.ts";
import { topicOf } from "./table-topic.ts";

export interface RebuildOptions {
  readonly view: string;
  readonly fromMs: number;
  readonly stopping: AbortSignal;
  readonly say: (text: string) => void;
}

export interface Rebuilt {
  readonly topic: string;
  readonly inserted: number;
  readonly refused: number;
}

const longestWaitMs = 15_000;

/** Complains where the view is none that Kafka has; waits, and says so, while ClickHouse or the registry is away. */
export async function rebuild(config: SinkConfig, options: RebuildOptions): Promise<Rebuilt> {
  const topic = topicOf(options.view);
  const sinkTopic = sinkTopics(loadSchema).find(({ name }) => name === topic);
  if (sinkTopic === undefined) throw new Error(`The sink does not read ${topic}`);
  const clickhouse = createClickhouse(config.clickhouse);
  const registry = createRegistry(config.registry);
  const ports: RoutePorts & InsertPorts = {
    schemaById: (id) => askRegistry(registry, id),
    async landingTables() {
      try {
        const tables = await describeTables(clickhouse, "landing_");
        return { kind: "found", tables: [...tables].map(([name, columns]) => ({ name, columns })) };
      } catch (error) {
        return { kind: "unreachable", detail: String(error) };
      }
    },
    insert: (table, container) => insertAvro(clickhouse, table, container),
    async waitFor(what, attempt, detail) {
      options.say(`waiting for ${what}: ${detail}`);
      await sleep(Math.min(longestWaitMs, 250 * 2 ** Math.min(attempt - 1, 10)), undefined, {
        signal: options.stopping,
      });
    },
  };
  const sorter = createSorter([sinkTopic], createRoutes(ports));
  let inserted = 0;
  let refused = 0;
  const refuse = (place: { topic: string; partition: number; offset: number }, detail: string): void => {
    refused += 1;
    options.say(`not inserted: ${place.topic} ${place.partition} offset ${place.offset}: ${detail}`);
  };
  try {
    await readAgain({
      kafka: createKafka(config.kafka),
      topic,
      fromMs: options.fromMs,
      reader: `${config.groupId}-rebuild`,
      stopping: options.stopping,
      async take(batch) {
        const { groups, letters } = sorter.sort([await sorter.route(batch)]);
        for (const { row, detail } of letters) refuse(row, detail);
        for (const [route, admitted] of groups) {
          const failures = await insertBatch(ports, route, admitted);
          for (const { admitted: one, detail } of failures) refuse(one.row, detail);
          inserted += admitted.length - failures.length;
        }
      },
    });
    return { topic, inserted, refused };
  } finally {
    await clickhouse.close();
  }
}

async function askRegistry(registry: Registry, id: number): Promise<SchemaAnswer> {
  try {
    return { kind: "found", text: await registry.schemaById(id) };
  } catch (error) {
    return error instanceof RegistryError && error.failure === "not_found"
      ? { kind: "unknown" }
      : { kind: "unreachable", detail: String(error) };
  }
}
