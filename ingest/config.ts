/** What a bridge is told. Parsed and defaulted at the edge (`infra/cli/settings.ts`); plain data here. */
import type { RegistryConfig, TlsConfig } from "#schemas/tls.ts";
import type { TracingConfig } from "#schemas/tracing.ts";
import type { PseudonymConfig } from "./pseudonyms/epochs.ts";
import type { BreakerConfig } from "./breaker.ts";
import type { Rate } from "./rate.ts";
import type { CsvDialect } from "./report/csv-reader.ts";

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

export interface MqttConfig {
  /** `mqtt://host:port`, `mqtts://`, `ws://` or `wss://`. */
  readonly url: string;
  readonly username: string | null;
  readonly password: string | null;
  /** Of `mqtts://` and `wss://`; the system's certificates when absent. */
  readonly tls?: TlsConfig | null;
  /** Stable per bridge: the broker keeps the session under it. */
  readonly clientId: string;
  /** 4 is MQTT 3.1.1. */
  readonly protocolVersion: 4 | 5;
  /** Subscribes as `$share/<group>/<filter>` when set. */
  readonly sharedGroup: string | null;
  /** The client's default when absent. */
  readonly keepaliveSeconds?: number;
  readonly sessionExpirySeconds: number;
  /** Unacknowledged QoS 1 and 2 messages the broker may have under way (MQTT 5). */
  readonly receiveMaximum: number;
  /** Messages read but not yet acknowledged at which reading stops. */
  readonly heldPubacks: number;
}

export type TopicKind = "record" | "report" | "to-agent" | "status";

/** `oktopus/usp/v1/bulkdata/{id}`: one whole level per capture; deeper levels follow freely for reports. */
export interface TopicTemplate {
  readonly template: string;
  readonly kind: TopicKind;
}

/** One Parameter row of a bulk-data profile: alternative name (may be empty) and reference. */
export interface NamedReference {
  readonly name: string;
  readonly reference: string;
}

/** What a bulk-data profile sends: its stream, its interval (null: learned from traffic) and its references. */
export interface ProfileDefinition {
  /** The stream's id exactly: a topic with its identity level as a placeholder, or a Push! object path. */
  readonly topic: string;
  readonly intervalMs: number | null;
  readonly parameters: readonly NamedReference[];
  /** Its `CSVEncoding.`; null: none is known, and CSV is read with the defaults. */
  readonly csv: CsvDialect | null;
}

export interface IdentityConfig {
  /** First match wins: `cpe-{n}` -> `os::00D09E-cpe-{n}`. An id that matches none stays as it is. */
  readonly endpoints: readonly { readonly match: string; readonly endpoint: string }[];
  /** `{endpoint}` inside is replaced by the canonical endpoint id. */
  readonly home: string;
}

export interface IntakeLimits {
  /** Largest payload decoded; of a packed one, also what it unpacks to. */
  readonly recordBytes: number;
  /** Most bytes that one byte of gzip may unpack to. */
  readonly gzipRatio: number;
  /** Most values in one report message. */
  readonly values: number;
  /** Most rows in one CSV report. */
  readonly rows: number;
  /** Deepest nesting of a report. */
  readonly depth: number;
  /** Messages that one endpoint may send. */
  readonly messages: Rate;
  /** The same in bytes, unpacked. */
  readonly bytes: Rate;
  /** Largest encoded Kafka record. */
  readonly kafkaRecordBytes: number;
}

/**
 * What we are among the controllers of a broker. A tap listens and never answers: a Notify to any controller counts,
 * or to those named. A responder is a controller endpoint of its own: what is said to it counts and is answered; what
 * is said to the others named counts too, unanswered.
 */
export type ControllerConfig =
  | { readonly mode: "tap"; readonly counted: readonly string[] | null }
  | { readonly mode: "responder"; readonly endpointId: string; readonly counted: readonly string[] };

export interface BridgeConfig {
  /** Names this bridge in its ticks; unique among bridges. */
  readonly bridgeId: string;
  readonly kafka: KafkaConfig;
  readonly registry: RegistryConfig;
  readonly mqtt: MqttConfig;
  readonly topics: readonly TopicTemplate[];
  readonly identity: IdentityConfig;
  readonly profiles: readonly ProfileDefinition[];
  /** Names used where no profile definition says otherwise. */
  readonly aliases: readonly NamedReference[];
  readonly limits: IntakeLimits;
  /** When intake stops itself; never when absent. */
  readonly breaker?: BreakerConfig;
  readonly controller: ControllerConfig;
  readonly tickPeriodMs: number;
  /** Takes received times from the `usp-received-at` user property and synthesizes ticks in that time. */
  readonly replay: boolean;
  /** Whether parameters that map to no column are published at all. */
  readonly parameterTopic: boolean;
  /** Absent: names and addresses go out as they came in. */
  readonly pseudonyms?: PseudonymConfig;
  /** Folder of gaps to make on purpose (`infra/adapters/test-gap.ts`); for tests alone. */
  readonly testGaps?: string | null;
  readonly statusPort: number | null;
  readonly statusHost?: string;
  /** Absent or null: nothing is traced. */
  readonly tracing?: TracingConfig | null;
}

/** The subset the pure pipeline needs. */
export type IntakeConfig = Pick<
  BridgeConfig,
  "topics" | "identity" | "profiles" | "aliases" | "limits" | "controller" | "parameterTopic"
>;
