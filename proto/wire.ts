/**
 * What decoding gives, and the one place where the protobuf library is called.
 *
 * Total: bytes of routers are hostile until proven otherwise, so every failure is a value with a reason from a
 * closed list; nothing here throws, whatever the bytes.
 */
import $protobuf from "protobufjs/minimal.js";
import { CheckedReader } from "./reader.ts";

/** Why bytes are not a Record or Message we can use. Numbers in comments are rules of TR-369. */
export type WireReason =
  /** No bytes at all. */
  | "empty_payload"
  /** More bytes than allowed; not looked at. */
  | "too_large"
  /** More fields than allowed: many tiny ones cost far more memory than their bytes. */
  | "too_many_fields"
  | "record_parse_error"
  /** R-ENC.3, R-ENC.4: no member of the record_type oneof. */
  | "record_type_missing"
  /** As above, but there are fields of a newer version, of which one may be the record type. */
  | "record_type_unsupported"
  | "missing_from_id"
  | "missing_to_id"
  | "endpoint_id_invalid"
  /** Not a version 1.x; a missing one included (R-MTP.4b). */
  | "version_unsupported"
  /** version, to_id or from_id is not UTF-8: an identity is never guessed. */
  | "invalid_utf8"
  /** R-ENC.2; the number is in the detail. */
  | "payload_security_unknown"
  /** R-ENC.2, any other enum of a Record; field and number are in the detail. */
  | "enum_unknown"
  /** R-E2E.26. */
  | "record_payload_empty"
  | "message_parse_error"
  /** R-ENC.5: no request, response or error, or nothing in it. */
  | "message_body_missing"
  /** As above, but there are fields of a newer version, of which one may be the body. */
  | "message_unsupported"
  /** A Notify that lacks what its kind is about; what is in the detail. */
  | "notification_invalid";

export interface Failure {
  readonly ok: false;
  readonly reason: WireReason;
  /** For people; never parsed. */
  readonly detail: string;
}

export type Result<T> = { readonly ok: true; readonly value: T } | Failure;

export const succeeded = <T>(value: T): Result<T> => ({ ok: true, value });
export const failed = (reason: WireReason, detail: string): Failure => ({ ok: false, reason, detail });

/** Bounds of one decode. */
export interface WireLimits {
  readonly maxBytes: number;
  /** Fields in all messages together; a map entry counts three. */
  readonly maxFields: number;
}

/** 5 MiB, as the reference agent's MAX_USP_MSG_LEN; 500,000 fields took 110 MB at worst when measured. */
export const defaultLimits: WireLimits = { maxBytes: 5 * 1024 * 1024, maxFields: 500_000 };

interface Codec<M> {
  decode(reader: CheckedReader): M;
}

export interface Decoded<M> {
  readonly message: M;
  /** Strings that were not UTF-8, as decoded with U+FFFD. */
  readonly replaced: readonly string[];
}

/** Decodes one protobuf message within bounds; what the library throws becomes `parseReason`. */
export function decodeWire<M>(
  codec: Codec<M>,
  bytes: Uint8Array,
  limits: WireLimits,
  parseReason: "record_parse_error" | "message_parse_error",
): Result<Decoded<M>> {
  if (bytes.length === 0) return failed("empty_payload", "0 bytes");
  if (bytes.length > limits.maxBytes) {
    return failed("too_large", `${bytes.length} bytes, at most ${limits.maxBytes}`);
  }
  const reader = new CheckedReader(bytes, limits.maxFields);
  try {
    return succeeded({ message: codec.decode(reader), replaced: reader.replaced });
  } catch (error) {
    if (reader.tooManyFields) return failed("too_many_fields", `more than ${limits.maxFields} fields`);
    return failed(parseReason, error instanceof Error ? error.message : String(error));
  }
}

/** The name of an enum's number; null for a number of a newer version (R-ENC.2). */
export function nameOf<Name extends string>(
  numbers: Readonly<Record<Name, number>>,
  value: number,
): Name | null {
  for (const name in numbers) if (numbers[name] === value) return name;
  return null;
}

/** The end of a switch over a oneof: the compiler holds every member to have been dealt with before. */
export const unset = (_member: undefined): null => null;

/** Numbers of the fields of a decoded message that our .proto does not know, in wire order. */
export function unknownFields(message: { $unknowns?: Uint8Array[] }): readonly number[] {
  return (message.$unknowns ?? []).map((raw) => new $protobuf.Reader(raw).tag() >>> 3);
}

/**
 * The bytes of an embedded message, found by field numbers from the outside in. Where a field occurs more than
 * once its occurrences are concatenated, which by protobuf's rules is the same as merging them.
 * Only for bytes that have decoded before.
 */
export function embeddedBytes(bytes: Uint8Array, path: readonly number[]): Uint8Array {
  const [field, ...rest] = path;
  if (field === undefined) return bytes;
  const parts = occurrences(bytes, field).map((part) => embeddedBytes(part, rest));
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
}

function occurrences(bytes: Uint8Array, field: number): Uint8Array[] {
  const reader = new $protobuf.Reader(bytes);
  const found: Uint8Array[] = [];
  while (reader.pos < reader.len) {
    const tag = reader.tag();
    if (tag >>> 3 === field) found.push(reader.bytes());
    else reader.skipType(tag & 7, 0, tag >>> 3);
  }
  return found;
}
