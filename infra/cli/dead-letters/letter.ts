/** Dead letters as their topic has them: records of headers and bytes, large ones in chunks. Pure. */
import { type DeadLetter, deadLetterHeader as header, type IntakeDoor } from "#schemas/dead-letter.ts";
import { topics } from "#schemas/topics.ts";

/** A record of the dead-letter topic. */
export interface LetterRecord {
  readonly partition: number;
  readonly offset: number;
  readonly timestampMs: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, Buffer>>;
}

/** What its headers say of one, without its bytes. */
export interface LetterHead {
  readonly partition: number;
  /** Of its first chunk; with the partition its name: `3:1207`. */
  readonly offset: number;
  /** Of all its chunks. */
  readonly offsets: readonly number[];
  readonly reason: string;
  readonly stage: string;
  readonly detail: string;
  /** MQTT topic, HTTP request target or Kafka topic. */
  readonly topic: string;
  readonly source: { readonly partition: number; readonly offset: number } | null;
  readonly endpointId: string | null;
  readonly receivedAtMs: number;
  /** Kafka's time of its first record. */
  readonly writtenAtMs: number;
  readonly digest: string;
  readonly door: IntakeDoor | null;
  readonly contentType: string | null;
  /** From 1. */
  readonly attempt: number;
  readonly sizeBytes: number;
  /** False when chunks are missing: their records are gone, or not yet there. */
  readonly isWhole: boolean;
}

export interface Letter {
  readonly head: LetterHead;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, string>>;
}

export const letterName = ({ partition, offset }: Pick<LetterHead, "partition" | "offset">): string =>
  `${partition}:${offset}`;

/** What can be done with a letter once more. */
export type Way =
  /** Taken apart by intake. */
  | { readonly kind: "intake"; readonly door: IntakeDoor }
  /** Inserted by the sink, at its place in its own topic. */
  | { readonly kind: "sink"; readonly source: { readonly partition: number; readonly offset: number } }
  /** A sentence why nothing. */
  | { readonly kind: "none"; readonly why: string };

const ourTopics: ReadonlySet<string> = new Set(Object.values(topics).map(({ name }) => name));

const intakeStages: ReadonlySet<string> = new Set(["admit", "decode", "normalize", "encode"]);

export function wayOf({ stage, source, topic, door, isWhole }: LetterHead): Way {
  if (!isWhole) return { kind: "none", why: "some of its chunks are missing" };
  if (stage.startsWith("sink_"))
    return source === null
      ? { kind: "none", why: "its headers do not say where it was" }
      : { kind: "sink", source };
  if (stage === "notify")
    return { kind: "none", why: "a receiver refused it, and the alert has gone on since: tell the receiver" };
  if (ourTopics.has(topic)) return { kind: "none", why: `a record for ${topic} that Kafka would not take` };
  // Versions that did not say by which door had MQTT alone, but for request targets.
  if (intakeStages.has(stage))
    return { kind: "intake", door: door ?? (/^\/[^?]*\?/.test(topic) ? "http" : "mqtt") };
  return { kind: "none", why: `stage ${stage === "" ? "unknown" : stage}: not written by this program` };
}

interface Parts {
  readonly first: LetterRecord;
  readonly chunks: Map<number, LetterRecord>;
}

/** The mark of one of a letter's records: it was tried again, and what became of it. Itself it is no letter. */
export const markOf = (head: LetterHead, offset: number, detail: string): DeadLetter => ({
  reason: "redriven",
  stage: "redrive",
  detail,
  topic: topics.deadLetter.name,
  source: { partition: head.partition, offset },
  endpointId: head.endpointId,
  receivedAtMs: head.receivedAtMs,
  key: null,
  value: null,
});

/** The name of the record that this one marks; null for a letter. */
export function markedBy(record: LetterRecord): string | null {
  if (textOf(record, header.reason) !== "redriven") return null;
  const partition = numberOf(record, header.partition);
  const offset = numberOf(record, header.offset);
  return partition === null || offset === null ? "" : letterName({ partition, offset });
}

/** Puts chunks together, partition by partition, in order of offsets. What is alone comes at once. */
export class LetterJoiner {
  readonly #open = new Map<string, Parts>();

  /** The letter that this record is, or completes. */
  take(record: LetterRecord): Letter | null {
    const count = numberOf(record, header.chunkCount) ?? 1;
    if (count <= 1) return toLetter(record, [record], true);
    const name = nameOf(record);
    const index = numberOf(record, header.chunkIndex) ?? 0;
    const begun = this.#open.get(name);
    // A second copy of a chunk begins the letter anew: its publisher did, too.
    const parts = begun === undefined || begun.chunks.has(index) ? begin(record) : begun;
    parts.chunks.set(index, record);
    this.#open.set(name, parts);
    if (parts.chunks.size < count) return null;
    this.#open.delete(name);
    return join(parts, true);
  }

  /** Those that lack chunks. */
  rest(): readonly Letter[] {
    const rest = [...this.#open.values()].map((parts) => join(parts, false));
    this.#open.clear();
    return rest;
  }
}

const begin = (first: LetterRecord): Parts => ({ first, chunks: new Map() });

const join = ({ first, chunks }: Parts, isWhole: boolean): Letter =>
  toLetter(
    first,
    [...chunks].sort(([a], [b]) => a - b).map(([, chunk]) => chunk),
    isWhole,
  );

const nameOf = (record: LetterRecord): string =>
  [
    record.partition,
    textOf(record, header.digest),
    textOf(record, header.receivedAt),
    textOf(record, header.topic),
    textOf(record, header.attempt),
  ].join(" ");

function toLetter(first: LetterRecord, chunks: readonly LetterRecord[], isWhole: boolean): Letter {
  const values = chunks.flatMap(({ value }) => value ?? []);
  const value = first.value === null ? null : values.length === 1 ? first.value : Buffer.concat(values);
  const partition = numberOf(first, header.partition);
  const offset = numberOf(first, header.offset);
  return {
    head: {
      partition: first.partition,
      offset: first.offset,
      offsets: chunks.map((chunk) => chunk.offset),
      reason: textOf(first, header.reason) ?? "",
      stage: textOf(first, header.stage) ?? "",
      detail: textOf(first, header.exceptionMessage) ?? "",
      topic: textOf(first, header.topic) ?? "",
      source: partition === null || offset === null ? null : { partition, offset },
      endpointId: textOf(first, header.endpointId),
      receivedAtMs: numberOf(first, header.receivedAt) ?? first.timestampMs,
      writtenAtMs: first.timestampMs,
      digest: textOf(first, header.digest) ?? "",
      door: doorOf(textOf(first, header.door)),
      contentType: textOf(first, header.contentType),
      attempt: numberOf(first, header.attempt) ?? 1,
      sizeBytes: value?.length ?? 0,
      isWhole,
    },
    key: first.key,
    value,
    headers: Object.fromEntries(
      Object.entries(first.headers).map(([name, bytes]) => [name, bytes.toString("utf8")]),
    ),
  };
}

const doorOf = (text: string | null): IntakeDoor | null =>
  text === "mqtt" || text === "http" || text === "cwmp" ? text : null;

const textOf = ({ headers }: LetterRecord, name: string): string | null =>
  headers[name]?.toString("utf8") ?? null;

function numberOf(record: LetterRecord, name: string): number | null {
  const text = textOf(record, name);
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;
}
