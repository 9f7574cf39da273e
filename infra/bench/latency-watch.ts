/** What the latency benchmark's readers see, and when: by key, the first sight. */
import { setTimeout as sleep } from "node:timers/promises";
import { createKafka } from "#infra/adapters/kafka.ts";
import { loadSchema } from "#infra/adapters/schemas.ts";
import type { ClickhouseReader } from "#infra/cli/clickhouse-select.ts";
import { kafkaConfig } from "#infra/cli/config/process-config.ts";
import type { Values } from "#infra/cli/settings.ts";
import type { AssociationChange } from "#schemas/association-change.ts";
import { bodyOf, compileType } from "#schemas/avro.ts";
import { topics } from "#schemas/topics.ts";
import type { Sight } from "./latency-stages.ts";

/** The low part of a `row_version` is an offset. */
const offsetsPerGeneration = 2 ** 44;

export interface Watch {
  readonly seen: ReadonlyMap<string, Sight>;
  stop(): Promise<void>;
}

const lookEveryMs = 200;
/** How far back a look goes, in received time: what takes longer is seen late or not at all. */
const lookBackMs = 20_000;

export interface RowWatch extends Watch {
  /** Milliseconds that each look took. */
  readonly lookMs: readonly number[];
}

/**
 * Reports of these homes of which there are rows; key `<home> <observed ms>`. Seen is when the query that shows them
 * began: what it takes to answer is not on the rows' way.
 */
export function watchRows(clickhouse: ClickhouseReader, homes: readonly string[]): RowWatch {
  const seen = new Map<string, Sight>();
  const lookMs: number[] = [];
  const stopping = new AbortController();
  // A report's own row comes with the same insert as those of its stations, and is a twentieth of the question. Copies
  // do not matter here: asked of the view, which leaves them out, the looks would be a good part of the load.
  const sql = (): string => `
    SELECT home_id AS home, toUnixTimestamp64Milli(observed_at) AS at, toUnixTimestamp64Milli(received_at) AS received,
      kafka_offset AS offset FROM telemetry_event_store
    WHERE home_id IN (${homes.map((home) => `'${home}'`).join(",")})
      AND kind = 'report' AND NOT endsWith(profile_id, '/gateway') AND received_at >= fromUnixTimestamp64Milli(${Date.now() - lookBackMs})`;
  const looking = (async () => {
    for (; !stopping.signal.aborted; await sleep(lookEveryMs)) {
      const began = Date.now();
      const rows = await clickhouse.select(sql());
      lookMs.push(Date.now() - began);
      for (const { home, at, received, offset } of rows) {
        const [homeId, receivedAtMs] = [String(home), Number(received)];
        const sight = { atMs: began, receivedAtMs, homeId, offset: Number(offset), changedAtMs: null };
        note(seen, `${homeId} ${String(at)}`, sight);
      }
    }
  })();
  // Whoever stops the watch learns of it.
  looking.catch(() => undefined);
  return {
    seen,
    lookMs,
    async stop() {
      stopping.abort();
      await looking;
    },
  };
}

/** Joins that a read-committed consumer was given; key `<home> <observed ms> <MAC>`. Resolves when it reads. */
export async function watchJoins(values: Values): Promise<Watch> {
  const type = compileType<AssociationChange>(loadSchema(topics.associationChange.schema));
  const seen = new Map<string, Sight>();
  const consumer = createKafka(kafkaConfig(values)).consumer({
    groupId: `bench-latency-${process.pid}`,
    maxWaitTimeInMs: 100,
  });
  await consumer.connect();
  await consumer.subscribe({ topics: [topics.associationChange.name], fromBeginning: true });
  const { promise: joined, resolve } = Promise.withResolvers<void>();
  consumer.on(consumer.events.GROUP_JOIN, () => resolve());
  await consumer.run({
    eachBatch: ({ batch }) => {
      const atMs = Date.now();
      for (const { value, timestamp } of batch.messages) {
        const decoded = value === null ? null : type.decode(bodyOf(value));
        if (decoded === null) continue;
        if (!decoded.ok) throw new Error(decoded.detail);
        noteJoin(seen, decoded.value, { atMs, changedAtMs: Number(timestamp) });
      }
      return Promise.resolve();
    },
  });
  await joined;
  return { seen, stop: () => consumer.disconnect() };
}

function noteJoin(
  seen: Map<string, Sight>,
  change: AssociationChange,
  times: Pick<Sight, "atMs" | "changedAtMs">,
): void {
  const { kind, home_id: homeId, observed_at: at, received_at: receivedAtMs, sta_mac: mac } = change;
  if (kind !== "join") return;
  const offset = change.row_version % offsetsPerGeneration;
  note(seen, `${homeId} ${at} ${mac}`, { ...times, receivedAtMs, homeId, offset });
}

function note(seen: Map<string, Sight>, key: string, sight: Sight): void {
  if (!seen.has(key)) seen.set(key, sight);
}
