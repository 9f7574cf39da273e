/** The worker's outputs as records: key, bytes, partition. */
import type { Alert } from "#schemas/alert.ts";
import type { AssociationChange } from "#schemas/association-change.ts";
import type { AvroType } from "#schemas/avro.ts";
import { type DeadLetter, toDeadLetterRecords } from "#schemas/dead-letter.ts";
import type { HomeWindow } from "#schemas/home-window.ts";
import { type OutRecord, recordSizeBytes } from "#schemas/out-record.ts";
import { topics } from "#schemas/topics.ts";
import type { Output } from "./fold.ts";

/** A type and the id it is registered under. */
export interface Registered<T> {
  readonly type: AvroType<T>;
  readonly schemaId: number;
}

export interface OutputTypes {
  readonly window: Registered<HomeWindow>;
  readonly associationChange: Registered<AssociationChange>;
  readonly alertCandidate: Registered<Alert>;
}

/** Largest record of our topics, with some room for the batch around it. */
export const recordLimitBytes = 1024 * 1024 - 512;

/**
 * An output for the partition number of its input. One that is above Kafka's limit (a home with tens of thousands
 * of stations) becomes a dead letter: it must not stop the partition.
 */
export function toOutputRecords(types: OutputTypes, output: Output, partition: number): readonly OutRecord[] {
  const topic = topics[output.topic].name;
  const key = Buffer.from(output.value.home_id);
  const value = encodeOutput(types, output);
  const record = { topic, partition, key, value };
  if (recordSizeBytes(record) <= recordLimitBytes) return [record];
  const letter: DeadLetter = {
    reason: "event_too_large",
    stage: "encode",
    detail: `A record of ${value.length} bytes for ${topic}`,
    topic,
    source: null,
    endpointId: null,
    receivedAtMs: 0,
    key,
    value,
  };
  return toDeadLetterRecords(letter, partition, recordLimitBytes);
}

function encodeOutput({ window, associationChange, alertCandidate }: OutputTypes, output: Output): Buffer {
  if (output.topic === "window") return window.type.encode(output.value, window.schemaId);
  if (output.topic === "alertCandidate")
    return alertCandidate.type.encode(output.value, alertCandidate.schemaId);
  return associationChange.type.encode(output.value, associationChange.schemaId);
}
