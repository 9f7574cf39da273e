/**
 * Dead letters where pseudonyms are on: what was received is encrypted, with all of the topic and of the sentence that may
 * quote it. Reason, size, endpoint and an MQTT topic stay readable.
 */
import { createHash } from "node:crypto";
import { type DeadLetter, deadLetterHeader, type DeadLetterReason } from "#schemas/dead-letter.ts";
import { epochMs } from "#schemas/units.ts";
import { SealError, sealHeader, type Sealing } from "./sealing.ts";

/** Reasons whose sentence has numbers and endpoint ids in it, and nothing else of what was received. */
const tellNothing: ReadonlySet<DeadLetterReason> = new Set([
  ...([
    "too_many_fields",
    "record_too_large",
    "payload_missing",
    "session_id_invalid",
    "session_gap",
  ] as const),
  ...([
    "sar_protocol_error",
    "too_many_segments",
    "encrypted_unsupported",
    "identity_contradiction",
  ] as const),
  ...([
    "rate_exceeded",
    "too_many_values",
    "too_many_rows",
    "gzip_ratio_exceeded",
    "event_too_large",
  ] as const),
]);

/** What takes the place of a sentence that may quote the message. */
export const sealedDetail = "encrypted with the bytes: it may quote them";

/** The bytes of a sealed letter are this as one line of JSON, then what was received. */
interface Told {
  readonly topic: string;
  readonly detail: string;
}

export function sealDeadLetter(letter: DeadLetter, sealing: Sealing): DeadLetter {
  const { topic, detail, value, reason, receivedAtMs } = letter;
  const told: Told = { topic, detail };
  const plain = Buffer.concat([Buffer.from(`${JSON.stringify(told)}\n`), value ?? Buffer.alloc(0)]);
  const { bytes, headers } = sealing.seal(plain, epochMs(receivedAtMs));
  return {
    ...letter,
    topic: withoutQuery(topic),
    detail: tellNothing.has(reason) ? detail : sealedDetail,
    value: bytes,
    more: headers,
  };
}

/** A gateway may put any parameter into the query of its URL (TR-369 R-BULK.7). */
const withoutQuery = (topic: string): string =>
  topic.startsWith("/") ? (topic.split("?", 1)[0] ?? "") : topic;

/** A dead letter as a reader has it: from Kafka, or from the view `dead_letter`. */
export interface StoredDeadLetter {
  readonly headers: Readonly<Record<string, string | Uint8Array | undefined>>;
  /** Of all its chunks (equal `usp.digest`), in the order of `usp.chunk.index`. */
  readonly value: Uint8Array;
}

export type OpenedDeadLetter =
  | (Told & {
      readonly ok: true;
      /** As received. */
      readonly value: Buffer;
    })
  /** A sentence that says what to do. */
  | { readonly ok: false; readonly why: string };

/** What was received, of a sealed letter and of any other. Never throws. */
export function openDeadLetter({ headers, value }: StoredDeadLetter, sealing: Sealing): OpenedDeadLetter {
  const text = (name: string): string => Buffer.from(headers[name] ?? "").toString("utf8");
  if (createHash("sha256").update(value).digest("hex") !== text(deadLetterHeader.digest))
    return { ok: false, why: "Its bytes are not those of its digest: a chunk of it is missing" };
  if (headers[sealHeader.algorithm] === undefined) {
    const told = { topic: text(deadLetterHeader.topic), detail: text(deadLetterHeader.exceptionMessage) };
    return { ok: true, ...told, value: Buffer.from(value) };
  }
  try {
    const plain = sealing.open(value, headers);
    const end = plain.indexOf("\n");
    const { topic, detail } = JSON.parse(plain.toString("utf8", 0, end)) as Told;
    return { ok: true, topic, detail, value: plain.subarray(end + 1) };
  } catch (error) {
    if (error instanceof SealError) return { ok: false, why: error.message };
    return { ok: false, why: "What is encrypted is no dead letter of this program" };
  }
}
