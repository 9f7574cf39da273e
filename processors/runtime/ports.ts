/** What a partition of the worker asks of the world; `main.ts` gives it. */
import type { OutRecord } from "#schemas/out-record.ts";
import type { TraceSpan } from "#schemas/tracing.ts";
import type { LogRange } from "./checkpoint.ts";
import type { EventDecoder } from "./decoder.ts";
import type { CreatePartitionFold, Output } from "./fold.ts";
import type { InputRecord, Wanted } from "./membership.ts";
import type { Cut } from "./memory.ts";
import type { LedgerSettings } from "./worker-ledger.ts";

/** One transactional producer; see the adapter for what happens if it stops between two steps. */
export interface Transactor {
  commit(
    sends: readonly (readonly OutRecord[])[],
    offset: { readonly topic: string; readonly partition: number; readonly offset: number } | null,
  ): Promise<readonly number[]>;
  close(): Promise<void>;
}

/** What a partition asks of Kafka, beside its transactor and what membership reads for it. */
export interface LogPorts {
  openTransactor(partition: number): Promise<Transactor>;
  /** With the first offset that Kafka got after `appendedAt`, where one is given. */
  logRange(partition: number, appendedAt: number | null): Promise<LogRange>;
  /** transient: try again however often; otherwise `code` twice without progress is the end. */
  classify(error: unknown): { readonly kind: string; readonly code: string };
}

export interface Timers {
  /** The wall clock, for what people read: it may be set, so nothing waits by it. */
  now(): number;
  /** Passes, whatever the wall clock does; since when is its own affair. */
  steadyMs(): number;
  /** Runs once, later; the returned function prevents it. */
  after(ms: number, run: () => void): () => void;
}

/** The worker a partition lives in. */
export interface PartitionHost {
  steer(partition: number, wanted: Wanted): void;
  /** The worker cannot go on. */
  fatal(error: Error): void;
  committed(cut: Cut): void;
  /** Everything before the offset is out. */
  reached(partition: number, offset: number): void;
  warn(message: string, fields: object): void;
}

export interface PartitionDeps {
  readonly topics: { readonly telemetry: string; readonly workerState: string };
  readonly kafka: LogPorts;
  readonly timers: Timers;
  readonly host: PartitionHost;
  readonly decoder: EventDecoder;
  readonly createFold: CreatePartitionFold;
  /** What `createFold` makes folds with, as text that their `configure` takes. */
  readonly foldSettings: string;
  readonly toRecords: (output: Output, partition: number) => readonly OutRecord[];
  readonly replayDistanceMs: number;
  /** Goes on with the trace of an input record; absent: nothing is traced. */
  readonly follow?: FollowTrace;
  /** The ledger of what is taken in and written; absent: none is kept. */
  readonly ledger?: Pick<LedgerSettings, "toRecord"> | undefined;
  /** For tests that make a gap: what is applied instead of this record. */
  readonly disturb?: ((record: InputRecord) => readonly InputRecord[]) | undefined;
  /** Between two transactions of one partition; grows with the number of partitions held. */
  readonly commitIntervalMs: () => number;
}

export type FollowTrace = (traceparent: string, partition: number, offset: number) => TraceSpan | null;

/** Most bytes in one send, and where a transaction's outputs and snapshots stop growing. */
export const sendLimitBytes = 700_000;

export const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
