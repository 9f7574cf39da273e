/** What operators, bridges and the fleet stage keep of a home in compacted topics, and tombstones for it. */
import { parseEndpointId } from "#proto/endpoint-id.ts";
import { sleep } from "#infra/adapters/clock.ts";
import { offsetRanges } from "#infra/adapters/kafka-admin.ts";
import { createKafka } from "#infra/adapters/kafka.ts";
import { createIdentity } from "#ingest/identity.ts";
import type { Alert } from "#schemas/alert.ts";
import type { EndpointId } from "#schemas/ids.ts";
import type { InventoryEntry } from "#schemas/inventory.ts";
import type { Maintenance } from "#schemas/maintenance.ts";
import { partitionOf } from "#schemas/partition.ts";
import type { LearnedProfile } from "#schemas/profile.ts";
import { topics } from "#schemas/topics.ts";
import { kafkaConfig } from "../config/process-config.ts";
import { openOperatorTable, type OperatorTable } from "../operator-table.ts";
import type { Values } from "../settings.ts";
import type { Counts, Store } from "./store.ts";

export interface Keyed {
  /** Keys of the home, by topic. */
  readonly counts: Counts;
  /** The home's gateways, as the inventory, the profiles and intake's mapping know them. */
  readonly endpoints: readonly string[];
  /** Writes a tombstone for each key; resolves when Kafka has all. */
  bury(): Promise<void>;
  /** Whether ClickHouse has them too; false when it has not within 30 s. They are rows there, which come after those before. */
  areInserted(store: Store): Promise<boolean>;
}

/** Complains where Kafka or the registry can't be reached. */
export async function findKeyed(values: Values, homeId: string): Promise<Keyed> {
  const identity = createIdentity([], { endpoints: values.identityEndpoints, home: values.identityHome });
  const isOfHome = (endpoint: string): boolean =>
    parseEndpointId(endpoint) !== null && identity.homeOf(endpoint as EndpointId) === homeId;
  const inventory = await find<InventoryEntry>(
    values,
    topics.inventory,
    ({ home_id: home }) => home === homeId,
  );
  const listed = new Set(inventory.found.map(({ endpoint_id: endpoint }) => endpoint));
  const profiles = await find<LearnedProfile>(
    values,
    topics.profile,
    ({ endpoint_id: endpoint }) => listed.has(endpoint) || isOfHome(endpoint),
  );
  const maintenance = await find<Maintenance>(
    values,
    topics.maintenance,
    ({ scope, value }) => scope === "home" && value === homeId,
  );
  // Last: the fleet stage may resolve what the inventory no longer has.
  const alerts = await find<Alert>(values, topics.alertState, ({ home_id: home }) => home === homeId);
  const all = [inventory, profiles, maintenance, alerts];
  const learned = profiles.found.map(({ endpoint_id: endpoint }) => endpoint);
  return {
    counts: new Map(all.filter(({ keys }) => keys.length > 0).map(({ topic, keys }) => [topic, keys.length])),
    endpoints: [...new Set([...listed, ...learned, ...(isOfHome(homeId) ? [homeId] : [])])],
    async bury() {
      for (const { table, keys } of all) await table.write(keys.map((key) => [key, null]));
    },
    areInserted: (store) => areInserted(values, inventory.keys, store),
  };
}

interface Found<T> {
  readonly topic: string;
  readonly table: Pick<OperatorTable<T>, "write">;
  readonly keys: readonly string[];
  readonly found: readonly T[];
}

async function find<T>(
  values: Values,
  topic: Parameters<typeof openOperatorTable>[1],
  isMeant: (record: T) => boolean,
): Promise<Found<T>> {
  const table = await openOperatorTable<T>(values, topic);
  const found = [...(await table.read())].filter(([, record]) => isMeant(record));
  return {
    topic: topic.name,
    table,
    keys: found.map(([key]) => key),
    found: found.map(([, record]) => record),
  };
}

const waits = 60;
const waitMs = 500;

/** The inventory's topic alone is in ClickHouse. */
async function areInserted(values: Values, keys: readonly string[], store: Store): Promise<boolean> {
  if (keys.length === 0) return true;
  const { name } = topics.inventory;
  const ranges = await offsetRanges(createKafka(kafkaConfig(values)), name);
  const partitions = new Set(keys.map((key) => partitionOf(key, ranges.size)));
  for (let wait = 0; wait < waits; wait += 1) {
    const last = await Promise.all([...partitions].map((partition) => store.inserted(name, partition)));
    const ends = [...partitions].map((partition) => (ranges.get(partition)?.high ?? 0) - 1);
    if (ends.every((end, index) => (last[index] ?? -1) >= end)) return true;
    await sleep(waitMs);
  }
  return false;
}
