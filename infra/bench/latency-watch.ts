/** What the latency benchmark's readers see, and when: by key, milliseconds since 1970 of the first sight. */
import { setTimeout as sleep } from "node:timers/promises";
import { createKafka } from "#infra/adapters/kafka.ts";
import { loadSchema } from "#infra/adapters/schemas.ts";
import type { ClickhouseReader } from "#infra/cli/clickhouse-select.ts";
import { kafkaConfig } from "#infra/cli/config/process-config.ts";
import type { Values } from "#infra/cli/settings.ts";
import type { AssociationChange } from "#schemas/association-change.ts";
import { bodyOf, compileType } from "#schemas/avro.ts";
import { topics } from "#schemas/topics.ts";

export interface Watch {
  readonly seen: ReadonlyMap<string, number>;
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
  const seen = new Map<string, number>();
  const lookMs: number[] = [];
  const stopping = new AbortController();
  // A report's own row comes with the same insert as those of its stations, and is a twentieth of the question. Copies
  // do not matter here: asked of the view, which leaves them out, the looks would be a good part of the load.
  const sql = (): string => `
    SELECT home_id AS home, toString(toUnixTimestamp64Milli(observed_at)) AS at FROM telemetry_event_store
    WHERE home_id IN (${homes.map((home) => `'${home}'`).join(",")})
      AND kind = 'report' AND NOT endsWith(profile_id, '/gateway') AND received_at >= fromUnixTimestamp64Milli(${Date.now() - lookBackMs})`;
  const looking = (async () => {
    for (; !stopping.signal.aborted; await sleep(lookEveryMs)) {
      const began = Date.now();
      const rows = await clickhouse.select(sql());
      lookMs.push(Date.now() - began);
      note(
        seen,
        rows.map(({ home, at }) => `${String(home)} ${String(at)}`),
        began,
      );
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
  const seen = new Map<string, number>();
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
      note(
        seen,
        batch.messages.flatMap(({ value }) => (value === null ? [] : joinKeys(type.decode(bodyOf(value))))),
        Date.now(),
      );
      return Promise.resolve();
    },
  });
  await joined;
  return { seen, stop: () => consumer.disconnect() };
}

function joinKeys(
  decoded: ReturnType<ReturnType<typeof compileType<AssociationChange>>["decode"]>,
): string[] {
  if (!decoded.ok) throw new Error(decoded.detail);
  const { kind, home_id: home, observed_at: at, sta_mac: mac } = decoded.value;
  return kind === "join" ? [`${home} ${at} ${mac}`] : [];
}

function note(seen: Map<string, number>, keys: readonly string[], atMs: number): void {
  for (const key of keys) if (!seen.has(key)) seen.set(key, atMs);
}
