/** Inserts records by the sink's own code, on an errand: it waits, and says so, while ClickHouse or the registry is away. */
import { setTimeout as sleep } from "node:timers/promises";
import { createClickhouse, describeTables, insertAvro } from "#infra/adapters/clickhouse.ts";
import { createRegistry, type Registry, RegistryError } from "#infra/adapters/registry.ts";
import type { SinkConfig } from "#processors/config.ts";
import type { ReadBatch } from "#processors/sink/backlog.ts";
import { insertBatch, type InsertPorts, type Refused } from "#processors/sink/insert-batch.ts";
import { createRoutes, type RoutePorts, type SchemaAnswer } from "#processors/sink/routes.ts";
import type { SinkTopic } from "#processors/sink/sink-topic.ts";
import { createSorter, type Letter } from "#processors/sink/sort.ts";
import { Complaint } from "../complaint.ts";

export interface InsertingPorts {
  /** Aborted: what waits is given up. */
  readonly stopping: AbortSignal;
  readonly say: (text: string) => void;
}

export interface Inserting {
  /** Resolves when each record is stored or known to be refused; complains where the user lacks a right. */
  insert(batch: ReadBatch): Promise<{ readonly inserted: number; readonly refused: readonly NotInserted[] }>;
  close(): Promise<void>;
}

/** A record that is no Avro of its topic, or that ClickHouse does not take. */
export type NotInserted = Pick<Letter, "row" | "reason" | "stage" | "detail">;

const longestWaitMs = 15_000;

/** Opens the way of these topics' records into their tables. */
export function openInserting(
  config: Pick<SinkConfig, "clickhouse" | "registry">,
  topics: readonly SinkTopic[],
  { stopping, say }: InsertingPorts,
): Inserting {
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
    async insert(table, container) {
      const outcome = await insertAvro(clickhouse, table, container);
      if (!outcome.ok && outcome.isDenied === true) throw denied(config.clickhouse, outcome.detail);
      return outcome;
    },
    async waitFor(what, attempt, detail) {
      say(`waiting for ${what}: ${detail}`);
      await sleep(Math.min(longestWaitMs, 250 * 2 ** Math.min(attempt - 1, 10)), undefined, {
        signal: stopping,
      });
    },
  };
  const sorter = createSorter(topics, createRoutes(ports));
  return {
    async insert(batch) {
      const { groups, letters } = sorter.sort([await sorter.route(batch)]);
      const refused: NotInserted[] = [...letters];
      let inserted = 0;
      for (const [route, admitted] of groups) {
        const failures = await insertBatch(ports, route, admitted);
        refused.push(...failures.map(notTaken));
        inserted += admitted.length - failures.length;
      }
      return { inserted, refused };
    },
    close: () => clickhouse.close(),
  };
}

const denied = ({ url, username }: SinkConfig["clickhouse"], detail: string): Complaint =>
  new Complaint(
    `ClickHouse at ${url} refuses what ${username} needs (${detail}): infra/deploy/clickhouse/grants.sql has what each user may do.`,
    1,
  );

const notTaken = ({ admitted, reason, detail }: Refused): NotInserted => ({
  row: admitted.row,
  reason,
  stage: "sink_insert",
  detail,
});

/** The text of a schema id, that there is none, or that the registry can't be asked. */
export async function askRegistry(registry: Registry, id: number): Promise<SchemaAnswer> {
  try {
    return { kind: "found", text: await registry.schemaById(id) };
  } catch (error) {
    return error instanceof RegistryError && error.failure === "not_found"
      ? { kind: "unknown" }
      : { kind: "unreachable", detail: String(error) };
  }
}
