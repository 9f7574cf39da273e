/** Configuration of the processes in this folder, parsed and checked by the command line before it comes here. */

import type { RegistryConfig, TlsConfig } from "#schemas/tls.ts";
import type { TracingConfig } from "#schemas/tracing.ts";
import type { Rule } from "./anomalies/rules.ts";

/** How to reach Kafka. */
export interface KafkaConfig {
  readonly brokers: readonly string[];
  readonly ssl: boolean;
  /** Of `ssl`; the system's certificates when absent. */
  readonly tls?: TlsConfig | null;
  readonly sasl: {
    readonly mechanism: "plain" | "scram-sha-256" | "scram-sha-512";
    readonly username: string;
    readonly password: string;
  } | null;
  readonly clientId: string;
}

/** When windows close and stations leave (architecture section 3); defaults in the README. */
export interface WindowConfig {
  readonly sizeMs: number;
  /** How far reported time must pass a window's end before it closes. */
  readonly latenessMs: number;
  /** Over how long after that homes close a window one after another; 0: each as soon as it may. */
  readonly spreadMs: number;
  /** How long after its end a window may still be revised. */
  readonly horizonMs: number;
  /** Bounds of the idle limit on the covered clock. */
  readonly idleMinMs: number;
  readonly idleMaxMs: number;
  /** The idle limit in reporting intervals, within those bounds. */
  readonly idleIntervals: number;
  /** Covering reports without a station before it counts as gone. */
  readonly leaveAfterReports: number;
}

/** The defaults of the settings (architecture section 3). */
export const defaultWindow: WindowConfig = {
  sizeMs: 60_000,
  latenessMs: 10_000,
  spreadMs: 20_000,
  horizonMs: 900_000,
  idleMinMs: 30_000,
  idleMaxMs: 900_000,
  idleIntervals: 3,
  leaveAfterReports: 2,
};

/** The home worker. */
export interface WorkerConfig {
  readonly kafka: KafkaConfig;
  readonly registry: RegistryConfig;
  /** Consumer group, and the prefix of transactional ids. */
  readonly groupId: string;
  /** Counted up by the operator when the telemetry topic is created anew; the high part of `row_version`. */
  readonly logGeneration: number;
  readonly window: WindowConfig;
  /** Static alert rules, in the order of their file. */
  readonly rules: readonly Rule[];
  /** A transaction about this often while there is work. */
  readonly commitEveryMs: number;
  /** How far, in received time, the replay of a new owner may reach back. */
  readonly replayDistanceMs: number;
  /** Folder of gaps to make on purpose (`infra/adapters/test-gap.ts`); for tests alone. */
  readonly testGaps?: string | null;
  readonly statusPort: number | null;
  readonly statusHost?: string;
  /** Absent or null: nothing is traced. */
  readonly tracing?: TracingConfig | null;
}

/** The fleet stage. */
export interface FleetConfig {
  readonly kafka: KafkaConfig;
  readonly registry: RegistryConfig;
  /** Consumer group, and the transactional id. */
  readonly groupId: string;
  /** How long an alert that may be fleet-wide waits for others. */
  readonly holdMs: number;
  /** Folder of gaps to make on purpose (`infra/adapters/test-gap.ts`); for tests alone. */
  readonly testGaps?: string | null;
  readonly statusPort: number | null;
  readonly statusHost?: string;
}

/** The sink into ClickHouse. */
export interface SinkConfig {
  readonly kafka: KafkaConfig;
  readonly registry: RegistryConfig;
  readonly groupId: string;
  readonly clickhouse: {
    readonly url: string;
    readonly username: string;
    readonly password: string;
    readonly database: string;
    /** Of an `https://` URL; the system's certificates when absent. */
    readonly tls?: TlsConfig | null;
  };
  readonly maxBatchRecords: number;
  readonly maxBatchBytes: number;
  readonly flushEveryMs: number;
  readonly statusPort: number | null;
  readonly statusHost?: string;
  /** Absent or null: nothing is traced. */
  readonly tracing?: TracingConfig | null;
}
