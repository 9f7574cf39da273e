/**
 * Every Kafka topic as data; a topic's name appears here and nowhere else in the code.
 * Wire format of values: magic byte 0, 4-byte schema id, Avro body (Confluent), subject `<topic>-value`;
 * topics with `schema: null` carry other bytes, as said beside them.
 */
export interface TopicSpec {
  readonly name: string;
  /** Avro schema file in `schemas/`, or null when the value is not Avro. */
  readonly schema: string | null;
  /** What Kafka's key is. */
  readonly key:
    | "home_id"
    | "fingerprint"
    | "endpoint_id profile"
    | "id"
    | "home_id endpoint_id"
    | "worker-state"
    | "bridge_id message"
    | "stage writer"
    | "original";
  readonly cleanup: "delete" | "compact";
  /** Retention of a deleted topic; -1 for compacted ones. */
  readonly retentionMs: number;
  /** `fixed`: the configured partition count, never changed later (state is per partition). */
  readonly partitions: "fixed";
}

const day = 86_400_000;

export const topics = {
  /** One record per report or notification; ticks of the bridges in every partition. */
  telemetry: {
    name: "usp.telemetry.v1",
    schema: "telemetry-event.avsc",
    key: "home_id",
    cleanup: "delete",
    retentionMs: 7 * day,
    partitions: "fixed",
  },
  /** Parameters that map to no column: path and value. Sink only. */
  parameter: {
    name: "usp.parameter.v1",
    schema: "parameter-event.avsc",
    key: "home_id",
    cleanup: "delete",
    retentionMs: 2 * day,
    partitions: "fixed",
  },
  /** One record per home and window; read committed. */
  window: {
    name: "usp.window.v1",
    schema: "home-window.avsc",
    key: "home_id",
    cleanup: "delete",
    retentionMs: 30 * day,
    partitions: "fixed",
  },
  /** Joins, leaves and roams of stations; read committed. */
  associationChange: {
    name: "usp.association-change.v1",
    schema: "association-change.avsc",
    key: "home_id",
    cleanup: "delete",
    retentionMs: 30 * day,
    partitions: "fixed",
  },
  /** Alerts as a home's worker raises, changes and clears them; read committed; for the fleet stage. */
  alertCandidate: {
    name: "usp.alert-candidate.v1",
    schema: "alert.avsc",
    key: "home_id",
    cleanup: "delete",
    retentionMs: 7 * day,
    partitions: "fixed",
  },
  /** Every transition of every alert, after the fleet stage; read committed. */
  alert: {
    name: "usp.alert.v1",
    schema: "alert.avsc",
    key: "fingerprint",
    cleanup: "delete",
    retentionMs: 30 * day,
    partitions: "fixed",
  },
  /** The newest transition of each alert. */
  alertState: {
    name: "usp.alert-state.v1",
    schema: "alert.avsc",
    key: "fingerprint",
    cleanup: "compact",
    retentionMs: -1,
    partitions: "fixed",
  },
  /** Snapshots, checkpoints and sentinels of the home worker (JSON, versioned); private to it. */
  workerState: {
    name: "usp.worker-state.v1",
    schema: null,
    key: "worker-state",
    cleanup: "compact",
    retentionMs: -1,
    partitions: "fixed",
  },
  /** Messages that a bridge acknowledged before the message that they are part of was whole (bytes); private to bridges. */
  parkedSegment: {
    name: "usp.parked-segment.v1",
    schema: null,
    key: "bridge_id message",
    cleanup: "compact",
    retentionMs: -1,
    partitions: "fixed",
  },
  /** What bridges have learned of gateways' bulk-data profiles: every bridge reads all of it. */
  profile: {
    name: "usp.profile.v1",
    schema: "profile.avsc",
    key: "endpoint_id profile",
    cleanup: "compact",
    retentionMs: -1,
    partitions: "fixed",
  },
  /** Times in which alerts of some homes are suppressed on purpose; for the fleet stage. */
  maintenance: {
    name: "usp.maintenance.v1",
    schema: "maintenance.avsc",
    key: "id",
    cleanup: "compact",
    retentionMs: -1,
    partitions: "fixed",
  },
  /** Which home and endpoint is where, and from when to when, as the operator's inventory has it; for the fleet stage. */
  inventory: {
    name: "usp.inventory.v1",
    schema: "inventory.avsc",
    key: "home_id endpoint_id",
    cleanup: "compact",
    retentionMs: -1,
    partitions: "fixed",
  },
  /** What each stage took in and wrote, and what became of it: the conservation ledger; read committed. */
  ledger: {
    name: "usp.ledger.v1",
    schema: "ledger-entry.avsc",
    key: "stage writer",
    cleanup: "delete",
    retentionMs: 30 * day,
    partitions: "fixed",
  },
  /** Original key and bytes of what could not be processed; the reason is in the headers. */
  deadLetter: {
    name: "usp.dead-letter.v1",
    schema: null,
    key: "original",
    cleanup: "delete",
    retentionMs: 30 * day,
    partitions: "fixed",
  },
} as const satisfies Record<string, TopicSpec>;

/** The registry subject of a topic's value (TopicNameStrategy). */
export const subjectOf = (topic: string): string => `${topic}-value`;
