/** How long nothing came through, while something was always coming. */
import { setTimeout as sleep } from "node:timers/promises";
import { endOffsets } from "#infra/adapters/kafka-admin.ts";
import type { ClickhouseReader } from "#infra/cli/clickhouse-select.ts";
import { askStatus } from "#infra/cli/status-client.ts";
import { topics } from "#schemas/topics.ts";
import type { World } from "../faults/world.ts";

/** The longest time without progress so far, milliseconds. */
export interface Stalls {
  /** No report came into Kafka. */
  readonly intoKafka: number;
  /** A partition that had something to work off was not. */
  readonly workers: number;
  /** No report became a row. */
  readonly rows: number;
}

export interface StallWatch {
  /** Since the last time it was asked. */
  take(): Stalls;
  stop(): Promise<void>;
}

const lookEveryMs = 200;

/** Each look takes some milliseconds: stalls are told to about a quarter of a second. */
export function watchStalls(world: World, clickhouse: ClickhouseReader): StallWatch {
  const intoKafka = new Progress();
  const rows = new Progress();
  const workers = new Map<number, Progress>();
  const stopping = new AbortController();
  const look = async (): Promise<void> => {
    const ends = await endOffsets(world.kafka, topics.telemetry.name);
    intoKafka.at(sum(ends.values()));
    const [row] = await clickhouse.select("SELECT count() AS n FROM telemetry_event WHERE kind != 'tick'");
    rows.at(Number(row?.["n"]));
    const reached = await reachedBy(world);
    for (const [partition, end] of ends) {
      const progress = workers.get(partition) ?? new Progress();
      workers.set(partition, progress);
      const present = Math.max(progress.reached, reached.get(partition) ?? 0);
      if (present >= end) progress.idle();
      progress.at(present);
    }
  };
  const looking = (async () => {
    while (!stopping.signal.aborted) {
      await look();
      await sleep(lookEveryMs);
    }
  })();
  return {
    take: () => ({
      intoKafka: intoKafka.take(),
      rows: rows.take(),
      workers: Math.max(0, ...[...workers.values()].map((progress) => progress.take())),
    }),
    async stop() {
      stopping.abort();
      await looking;
    },
  };
}

class Progress {
  reached = 0;
  #movedAt = performance.now();
  #longest = 0;

  at(reached: number): void {
    this.#longest = Math.max(this.#longest, performance.now() - this.#movedAt);
    if (reached <= this.reached) return;
    this.reached = reached;
    this.#movedAt = performance.now();
  }

  /** There is nothing to do. */
  idle(): void {
    this.#movedAt = performance.now();
  }

  take(): number {
    const longest = this.#longest;
    this.#longest = 0;
    return longest;
  }
}

/** What the workers say is out, by partition. */
async function reachedBy(world: World): Promise<ReadonlyMap<number, number>> {
  const statuses = await Promise.all(
    world.membersOf("worker").map(({ statusPort }) => askStatus(statusPort ?? 0)),
  );
  const reached = new Map<number, number>();
  for (const status of statuses)
    for (const [partition, offset] of Object.entries(reachedIn(status)))
      reached.set(Number(partition), Math.max(reached.get(Number(partition)) ?? 0, Number(offset)));
  return reached;
}

const reachedIn = (status: unknown): object =>
  typeof status === "object" &&
  status !== null &&
  "reached" in status &&
  typeof status.reached === "object" &&
  status.reached !== null
    ? status.reached
    : {};

const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);
