/** USP Records (TR-369 `usp_record`, 1.0 to 1.4) as a discriminated union, from bytes and to bytes. */
import { parseEndpointId } from "./endpoint-id.ts";
import { usp_record } from "./gen/usp-record.js";
import { fromRecordType, toRecordType, type RecordType } from "./record-type.ts";
import { decodeWire, defaultLimits, failed, nameOf, succeeded, unknownFields } from "./wire.ts";
import type { Failure, Result, WireLimits } from "./wire.ts";

export interface UspRecord {
  /** `1.3`; always 1.x. */
  readonly version: string;
  /** Endpoint IDs as sent, not yet mapped to our canonical ones. */
  readonly toId: string;
  readonly fromId: string;
  /** `tls12`: the payload is TLS records, not a Message. */
  readonly payloadSecurity: PayloadSecurity;
  /** A mac_signature is there; nothing here verifies it. */
  readonly hasSignature: boolean;
  /** A topic or reason was not UTF-8 and holds U+FFFD. */
  readonly utf8Replaced: boolean;
  readonly type: RecordType;
}

type PayloadSecurity = keyof typeof payloadSecurities;

const { PayloadSecurity: WirePayloadSecurity } = usp_record.Record;
const payloadSecurities = {
  plaintext: WirePayloadSecurity.PLAINTEXT,
  tls12: WirePayloadSecurity.TLS12,
} as const;

/**
 * Decodes a Record; total. Of two members of its oneof the last one wins; unknown fields are skipped. TLS payloads
 * and signatures are reported, not judged. `WireReason` lists what is refused.
 */
export function decodeRecord(bytes: Uint8Array, limits: WireLimits = defaultLimits): Result<UspRecord> {
  const decoded = decodeWire(usp_record.Record, bytes, limits, "record_parse_error");
  if (!decoded.ok) return decoded;
  const { message: record, replaced } = decoded.value;
  const type = toRecordType(record) ?? withoutType(record);
  if (!type.ok) return type;
  const problem = headerProblem(record, replaced);
  if (problem !== null) return problem;
  const payloadSecurity = nameOf(payloadSecurities, record.payload_security);
  if (payloadSecurity === null) {
    return failed("payload_security_unknown", `payload_security ${record.payload_security}`);
  }
  return succeeded({
    version: record.version,
    toId: record.to_id,
    fromId: record.from_id,
    payloadSecurity,
    hasSignature: record.mac_signature.length > 0,
    utf8Replaced: replaced.length > 0,
    type: type.value,
  });
}

/** Encodes a Record, without signature. Ids are written as they are. */
export function encodeRecord(
  record: Pick<UspRecord, "version" | "toId" | "fromId" | "payloadSecurity" | "type">,
): Uint8Array {
  return usp_record.Record.encode({
    version: record.version,
    to_id: record.toId,
    from_id: record.fromId,
    payload_security: payloadSecurities[record.payloadSecurity],
    ...fromRecordType(record.type),
  }).finish();
}

function withoutType(record: usp_record.Record): Failure {
  const unknown = unknownFields(record);
  return unknown.length === 0
    ? failed("record_type_missing", "no record_type")
    : failed("record_type_unsupported", `no known record_type, but field ${unknown.slice(0, 8).join(", ")}`);
}

const supportedVersion = /^1(?:\.|$)/;

/** Checks version, from_id and to_id, which must all be sent (R-MTP.4b). */
function headerProblem(record: usp_record.Record, replaced: readonly string[]): Failure | null {
  const { version, from_id: fromId, to_id: toId } = record;
  if (fromId === "") return failed("missing_from_id", "from_id is empty");
  if (toId === "") return failed("missing_to_id", "to_id is empty");
  if ([version, fromId, toId].some((text) => replaced.includes(text))) {
    return failed("invalid_utf8", "version, to_id or from_id is not UTF-8");
  }
  if (parseEndpointId(fromId) === null) return failed("endpoint_id_invalid", "from_id");
  if (parseEndpointId(toId) === null) return failed("endpoint_id_invalid", "to_id");
  if (!supportedVersion.test(version)) {
    return failed("version_unsupported", `version ${JSON.stringify(version.slice(0, 40))}`);
  }
  return null;
}
