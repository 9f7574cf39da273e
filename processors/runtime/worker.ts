/**
 * The home worker: the partitions this member of the group has, and what they have done.
 * It knows neither Kafka's client nor what a home is.
 */
import { Histogram, type HistogramCounts } from "#schemas/metrics.ts";
import type { OutRecord } from "#schemas/out-record.ts";
import type { Claims } from "./assigner.ts";
import type { EventDecoder } from "./decoder.ts";
import type { CreatePartitionFold, Output } from "./fold.ts";
import { type InputBatch, type LogReader, Membership } from "./membership.ts";
import type { Cut } from "./memory.ts";
import { Partition, type Phase } from "./partition.ts";
import type { FollowTrace, LogPorts, PartitionDeps, PartitionHost, Timers } from "./ports.ts";
import { type CommitOffsets, Progress } from "./progress.ts";

export interface WorkerDeps {
  readonly topics: { readonly telemetry: string; readonly workerState: string };
  readonly reader: LogReader;
  readonly kafka: LogPorts;
  readonly timers: Timers;
  readonly decoder: EventDecoder;
  readonly createFold: CreatePartitionFold;
  /** What `createFold` makes folds with, as text that their `configure` takes. */
  readonly foldSettings: string;
  readonly toRecords: (output: Output, partition: number) => readonly OutRecord[];
  /** Absent: nothing is traced. */
  readonly follow?: FollowTrace;
  readonly commitEveryMs: number;
  readonly replayDistanceMs: number;
  /** The ledger of what is taken in and written; absent: none is kept. */
  readonly ledger?: PartitionDeps["ledger"];
  /** For tests that make a gap. */
  readonly disturb?: PartitionDeps["disturb"];
  readonly warn: (message: string, fields: object) => void;
  /** Called once, when the worker can't go on; it has let go of its partitions then. */
  readonly fatal: (error: Error) => void;
}

export interface WorkerStatus {
  readonly partitions: Readonly<Record<number, Phase>>;
  /** Next offset to apply of each partition that has a memory. */
  readonly positions: Readonly<Record<number, number>>;
  /** Of each of these the offset before which everything is out. The group's offsets say the same up to a second later. */
  readonly reached: Readonly<Record<number, number>>;
  /** Input records applied and not muted. */
  readonly applied: number;
  /** Committed. */
  readonly outputs: Readonly<Record<Output["topic"], number>>;
  /** Input records that are no event (their dead letters are the sink's), or of a home that is set aside. */
  readonly skipped: number;
  /** Homes that the code could not go on with, passed over so that no other waits for them. */
  readonly homesAside: number;
  /** Reports past their home's horizon: in the raw table, in no window. */
  readonly pastHorizon: number;
  /** Reports that were there before: told apart by their id, counted in no window twice. */
  readonly copies: number;
  readonly homes: number;
  readonly transactions: number;
  readonly snapshots: number;
  /** The slowest of the present partitions' acquisitions; null before the first. */
  readonly restoreMs: number | null;
  /** Of each partition that has told anything: now less the newest received time that is out. */
  readonly lagMs: Readonly<Record<number, number>>;
  /** Partitions that are not live: since when, and the code of what went wrong, if anything did. */
  readonly notLive: Readonly<Record<number, NotLive>>;
  /** Seconds from a window's end to the received time that closed it, of windows told for the first time. */
  readonly windowLateness: HistogramCounts;
}

export interface NotLive {
  readonly phase: Phase;
  readonly sinceMs: number;
  readonly failure: string | null;
}

/** What the reader tells, and what the process asks. */
export interface Worker {
  joined(memberId: string, partitions: readonly number[]): void;
  records(batch: InputBatch): void;
  lost(topic: string, partition: number, position: number): void;
  /** For the next join. */
  claims(): Claims;
  status(): WorkerStatus;
  /** Tells the group how far the partitions are, where that is not known yet. */
  tellProgress(commit: CommitOffsets): Promise<void>;
  /** Finishes transactions, snapshots what is dirty; afterwards the caller leaves the group. */
  retire(): Promise<void>;
}

/** A transaction costs less than 2 ms of CPU: this keeps them under a tenth of a core, however many partitions. */
const cpuBudgetMsPerPartition = 20;
/** A stop in good order does not wait longer for Kafka; what is not out then is replayed. */
const retireLimitMs = 15_000;

/** Makes a worker without partitions; they come with the first `joined`. */
export function createWorker(deps: WorkerDeps): Worker {
  const membership = new Membership(deps.reader, deps.topics);
  const partitions = new Map<number, Partition>();
  const totals = {
    applied: 0,
    window: 0,
    associationChange: 0,
    alertCandidate: 0,
    skipped: 0,
    pastHorizon: 0,
    copies: 0,
    transactions: 0,
    snapshots: 0,
    windowLateness: new Histogram(windowLatenessBounds),
  };
  const progress = new Progress();
  let finished = false;

  const releaseAll = (): void => {
    for (const partition of partitions.values()) partition.release();
  };
  const host: PartitionHost = {
    steer: (partition, wanted) => membership.steer(partition, wanted),
    fatal(error) {
      if (finished) return;
      finished = true;
      releaseAll();
      deps.fatal(error);
    },
    committed: (cut) => count(totals, cut),
    reached: (partition, offset) => progress.note(partition, offset),
    warn: deps.warn,
  };
  const commitIntervalMs = (): number =>
    Math.max(deps.commitEveryMs, partitions.size * cpuBudgetMsPerPartition);
  const create = (partition: number): Partition => {
    const created = new Partition(partition, { ...deps, host, commitIntervalMs });
    partitions.set(partition, created);
    created.acquire();
    return created;
  };

  return {
    joined(memberId, assigned) {
      if (finished) return;
      const isNew = membership.joined(memberId);
      for (const [number, partition] of partitions) {
        if (!isNew && assigned.includes(number)) continue;
        partition.release();
        partitions.delete(number);
        progress.forget(number);
      }
      for (const partition of assigned) if (!partitions.has(partition)) create(partition);
      membership.reapply(assigned);
    },
    records(batch) {
      if (!membership.delivered(batch)) return;
      const partition = partitions.get(batch.partition);
      if (batch.topic === deps.topics.telemetry) totals.applied += partition?.input(batch) ?? 0;
      else partition?.state(batch);
    },
    lost(topic, partition, position) {
      partitions.get(partition)?.drop(new PositionLostError(topic, partition, position));
    },
    claims() {
      const claimed = [...partitions].map(([number, { claim }]) => [number, claim] as const);
      return new Map(claimed.filter((entry): entry is [number, number] => entry[1] !== null));
    },
    status: () => statusOf(partitions, totals, deps.timers.now()),
    tellProgress: (commit) => progress.tell(commit),
    async retire() {
      finished = true;
      const retired = Promise.allSettled([...partitions.values()].map((partition) => partition.retire()));
      const { promise: limit, resolve } = Promise.withResolvers<void>();
      const cancel = deps.timers.after(retireLimitMs, resolve);
      await Promise.race([retired, limit]);
      cancel();
      releaseAll();
    },
  };
}

type Totals = Record<
  "applied" | Output["topic"] | "skipped" | "pastHorizon" | "copies" | "transactions" | "snapshots",
  number
> & { readonly windowLateness: Histogram };

/** In seconds: the default lateness and spread, the idle limits, the horizon. */
const windowLatenessBounds = [5, 10, 15, 20, 30, 45, 60, 120, 300, 900];

function count(totals: Totals, cut: Cut): void {
  const { counts, skipped, pastHorizon, copies, snapshots, windowLatenessMs } = cut;
  for (const ms of windowLatenessMs) totals.windowLateness.observe(ms / 1000);
  totals.window += counts.window;
  totals.associationChange += counts.associationChange;
  totals.alertCandidate += counts.alertCandidate;
  totals.skipped += skipped;
  totals.pastHorizon += pastHorizon;
  totals.copies += copies;
  totals.snapshots += snapshots;
  totals.transactions += 1;
}

function statusOf(partitions: ReadonlyMap<number, Partition>, totals: Totals, nowMs: number): WorkerStatus {
  const { window, associationChange, alertCandidate, windowLateness, ...rest } = totals;
  const held = [...partitions];
  const positions = held.flatMap(([number, { position }]) =>
    position === null ? [] : [[number, position] as const],
  );
  const reached = held.flatMap(([number, { reached: offset }]) =>
    offset === null ? [] : [[number, offset] as const],
  );
  const restores = held.flatMap(([, { restoreMs }]) => (restoreMs === null ? [] : [restoreMs]));
  return {
    partitions: Object.fromEntries(held.map(([number, { phase }]) => [number, phase])),
    positions: Object.fromEntries<number>(positions),
    reached: Object.fromEntries<number>(reached),
    outputs: { window, associationChange, alertCandidate },
    ...rest,
    homesAside: held.reduce((sum, [, { asideCount }]) => sum + asideCount, 0),
    homes: held.reduce((sum, [, { homeCount }]) => sum + homeCount, 0),
    restoreMs: restores.length === 0 ? null : Math.max(...restores),
    lagMs: Object.fromEntries<number>(
      held.flatMap(([number, { committedReceivedAt: at }]) =>
        at === null ? [] : [[number, Math.max(0, nowMs - at)] as const],
      ),
    ),
    notLive: Object.fromEntries<NotLive>(
      held.flatMap(([number, { phase, notLiveMs: sinceMs, failure }]) =>
        sinceMs === null ? [] : [[number, { phase, sinceMs, failure }] as const],
      ),
    ),
    windowLateness: windowLateness.counts(),
  };
}

/** The consumer could not stay where it was told to be. */
class PositionLostError extends Error {
  override readonly name = "PositionLostError";

  constructor(topic: string, partition: number, position: number) {
    super(`${topic} partition ${partition} can't be read at offset ${position}`);
  }
}
