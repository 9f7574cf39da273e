/** What the collector is told. Parsed and defaulted at the edge (`infra/cli/settings.ts`); plain data here. */
import type { TlsConfig } from "#schemas/tls.ts";
import type { BridgeConfig } from "../config.ts";
import type { SpeakerRule } from "./authorization.ts";
import type { HttpUser } from "./credentials.ts";

/** A path of the collector that takes reports, and the paths below it. */
export interface HttpPath {
  /** `/bulkdata` or `/bulkdata/{any}`: a placeholder is one level, whatever it says. */
  readonly path: string;
  /** The stream its reports belong to; null: the path. What is below the path is appended to either. */
  readonly stream: string | null;
}

export interface HttpConfig {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Null: no TLS here (a proxy before us may have it). With a `ca`, who shows a certificate needs no password. */
  readonly tls: TlsConfig | null;
  readonly paths: readonly HttpPath[];
  /** `os::{oui}-{sn}`: the endpoint id of a gateway that names no `eid`. */
  readonly endpoint: string;
  /** Where CPEs find their ACS; null: nowhere. */
  readonly cwmp: {
    readonly path: string;
    /** Whether users are asked for their password there too. */
    readonly authenticated: boolean;
  } | null;
  /** Empty: nobody is asked for a password. */
  readonly users: readonly HttpUser[];
  readonly schemes: "basic" | "digest" | "basic-and-digest";
  readonly realm: string;
  /** Null: a certificate speaks for the endpoint of its name, a user for any. */
  readonly authorization: readonly SpeakerRule[] | null;
  /** Reports that wait for Kafka at which more are refused with 503. */
  readonly heldReports: number;
  /** Bytes of bodies being read, and as many of reports that wait for Kafka, at which more are refused with 503. */
  readonly heldBytes: number;
  /** How long a gateway waits for Kafka before it is told to come back (503). */
  readonly acknowledgeTimeoutMs: number;
  readonly headerTimeoutMs: number;
  /** For head and body together. */
  readonly requestTimeoutMs: number;
  readonly maxConnections: number;
  /** How long the ticks of other bridges wait for a collector that is gone without a farewell. */
  readonly expirySeconds: number;
}

export interface CollectorConfig extends Pick<
  BridgeConfig,
  | "bridgeId"
  | "kafka"
  | "registry"
  | "identity"
  | "profiles"
  | "aliases"
  | "limits"
  | "breaker"
  | "parameterTopic"
  | "tickPeriodMs"
  | "statusPort"
  | "statusHost"
  | "tracing"
> {
  readonly http: HttpConfig;
}
