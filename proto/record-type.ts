/** What a Record carries: the members of its `record_type` oneof, from and to the generated messages. */
import { usp_record } from "./gen/usp-record.js";
import { failed, nameOf, succeeded, unset, type Failure, type Result } from "./wire.ts";

const { PayloadSARState } = usp_record.SessionContextRecord;
const sarStates = {
  none: PayloadSARState.NONE,
  begin: PayloadSARState.BEGIN,
  inprocess: PayloadSARState.INPROCESS,
  complete: PayloadSARState.COMPLETE,
} as const;

const { MQTTVersion } = usp_record.MQTTConnectRecord;
const mqttVersions = { "3.1.1": MQTTVersion.V3_1_1, "5": MQTTVersion.V5 } as const;

const stompVersions = { "1.2": usp_record.STOMPConnectRecord.STOMPVersion.V1_2 } as const;

/** Segmentation and reassembly: a whole message, or which part of one (R-E2E.20). */
type SarState = keyof typeof sarStates;

export interface SessionContext {
  readonly kind: "session_context";
  /** 0 and 1 are not valid (R-E2E.3), but decoded: what to answer is the session's matter. */
  readonly sessionId: bigint;
  readonly sequenceId: bigint;
  /** The next sequence id that the sender expects of its peer. */
  readonly expectedId: bigint;
  /** The sequence id that the sender wants again; 0 = none. */
  readonly retransmitId: bigint;
  readonly sarState: SarState;
  readonly payloadRecSarState: SarState;
  /** None when the Record only acknowledges; one of 0 bytes is no Message. */
  readonly payload: readonly Uint8Array[];
}

/** Payloads are views of the decoded bytes, not copies. */
export type RecordType =
  | { readonly kind: "no_session_context"; readonly payload: Uint8Array }
  | SessionContext
  | {
      readonly kind: "mqtt_connect";
      /** `3.1.1` also when absent: it is the default on the wire. */
      readonly version: keyof typeof mqttVersions;
      /** Where the agent listens; may be empty. */
      readonly subscribedTopic: string;
    }
  | { readonly kind: "disconnect"; readonly reason: string; readonly reasonCode: number }
  | { readonly kind: "websocket_connect" | "stomp_connect" | "uds_connect" };

/** Reads the oneof of a decoded Record; null when no member we know is set. */
export function toRecordType(
  record: usp_record.Record & usp_record.Record.$Shape,
): Result<RecordType> | null {
  switch (record.record_type) {
    case "no_session_context": {
      const payload = record.no_session_context.payload ?? new Uint8Array();
      if (payload.length === 0) return failed("record_payload_empty", "no_session_context without payload");
      return succeeded({ kind: "no_session_context", payload });
    }
    case "session_context":
      return toSessionContext(record.session_context);
    case "mqtt_connect":
      return toMqttConnect(record.mqtt_connect);
    case "disconnect": {
      const { reason, reason_code: reasonCode } = record.disconnect;
      return succeeded({ kind: "disconnect", reason: reason ?? "", reasonCode: reasonCode ?? 0 });
    }
    case "stomp_connect": {
      const version = record.stomp_connect.version ?? 0;
      if (nameOf(stompVersions, version) === null) return unknownEnum("stomp_connect.version", version);
      return succeeded({ kind: "stomp_connect" });
    }
    case "websocket_connect":
    case "uds_connect":
      return succeeded({ kind: record.record_type });
    default:
      return unset(record.record_type);
  }
}

/** The reverse of `toRecordType`. A STOMP connect's destination is not kept. */
export function fromRecordType(type: RecordType): usp_record.Record.$Properties {
  switch (type.kind) {
    case "no_session_context":
      return { no_session_context: { payload: type.payload } };
    case "session_context":
      return { session_context: fromSessionContext(type) };
    case "mqtt_connect": {
      const version = mqttVersions[type.version];
      return { mqtt_connect: { version, subscribed_topic: type.subscribedTopic } };
    }
    case "disconnect":
      return { disconnect: { reason: type.reason, reason_code: type.reasonCode } };
    default:
      return { [type.kind]: {} };
  }
}

const unknownEnum = (field: string, value: number): Failure => failed("enum_unknown", `${field} ${value}`);

function toMqttConnect(connect: usp_record.MQTTConnectRecord.$Properties): Result<RecordType> {
  const number = connect.version ?? 0;
  const version = nameOf(mqttVersions, number);
  if (version === null) return unknownEnum("mqtt_connect.version", number);
  return succeeded({ kind: "mqtt_connect", version, subscribedTopic: connect.subscribed_topic ?? "" });
}

function toSessionContext(context: usp_record.SessionContextRecord.$Properties): Result<RecordType> {
  const sarState = nameOf(sarStates, context.payload_sar_state ?? 0);
  if (sarState === null) return unknownEnum("payload_sar_state", context.payload_sar_state ?? 0);
  const payloadRecSarState = nameOf(sarStates, context.payloadrec_sar_state ?? 0);
  if (payloadRecSarState === null) {
    return unknownEnum("payloadrec_sar_state", context.payloadrec_sar_state ?? 0);
  }
  return succeeded({
    kind: "session_context",
    sessionId: toBigInt(context.session_id),
    sequenceId: toBigInt(context.sequence_id),
    expectedId: toBigInt(context.expected_id),
    retransmitId: toBigInt(context.retransmit_id),
    sarState,
    payloadRecSarState,
    payload: context.payload ?? [],
  });
}

function fromSessionContext(context: SessionContext): usp_record.SessionContextRecord.$Properties {
  return {
    session_id: fromBigInt(context.sessionId),
    sequence_id: fromBigInt(context.sequenceId),
    expected_id: fromBigInt(context.expectedId),
    retransmit_id: fromBigInt(context.retransmitId),
    payload_sar_state: sarStates[context.sarState],
    payloadrec_sar_state: sarStates[context.payloadRecSarState],
    payload: [...context.payload],
  };
}

/** A uint64 as the protobuf library gives it: two halves, or a number where it is the default. */
type Uint64 = NonNullable<usp_record.SessionContextRecord.$Properties["session_id"]>;

function toBigInt(value: Uint64 | null | undefined): bigint {
  if (typeof value !== "object" || value === null) return BigInt(value ?? 0);
  return (BigInt(value.high >>> 0) << 32n) | BigInt(value.low >>> 0);
}

function fromBigInt(value: bigint): Uint64 {
  return {
    low: Number(BigInt.asIntN(32, value)),
    high: Number(BigInt.asIntN(32, value >> 32n)),
    unsigned: true,
  };
}
