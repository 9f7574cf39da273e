/** Runs one of the long-lived processes until a signal or its own failure. */
import { describeRefusal } from "#infra/adapters/kafka-error.ts";
import { RegistryError } from "#infra/adapters/registry.ts";
import { BreakerOpen } from "#ingest/breaker.ts";
import { Complaint } from "./complaint.ts";
import { aborted, stopSignals } from "./stop-signals.ts";

/** What the entries of `ingest` and `processors` return. */
export interface RunningPart {
  stop(): Promise<void>;
  /** Rejects when the process can't go on. */
  readonly done?: Promise<void>;
}

/** Starts, waits, stops. The caller exits afterwards, whatever is still open by then. */
export async function runUntilStopped(begin: () => Promise<RunningPart>): Promise<void> {
  const stopping = stopSignals();
  const starting = begin().catch((error: unknown): never => {
    throw portComplaint(error) ?? registryComplaint(error) ?? kafkaComplaint(error) ?? error;
  });
  const first = await Promise.race([starting, aborted(stopping)]);
  if (first === undefined) return;
  const ended = (first.done ?? aborted(stopping)).catch((error: unknown): never => {
    throw error instanceof BreakerOpen ? new Complaint(error.message, 1) : error;
  });
  await Promise.race([aborted(stopping), ended]);
  await first.stop();
}

/** What the schema registry says no to: the address, the credentials, or whose schemas these are. */
const registryComplaint = (error: unknown): Complaint | null =>
  error instanceof RegistryError ? new Complaint(error.message, 1) : null;

/** Kafka does not let us in, or not to what we need. */
function kafkaComplaint(error: unknown): Complaint | null {
  const refusal = describeRefusal(error);
  return refusal === null ? null : new Complaint(refusal, 1);
}

/** A port that can't be had is a person's affair. */
export function portComplaint(error: unknown): Complaint | null {
  if (!(error instanceof Error && "syscall" in error && error.syscall === "listen")) return null;
  return new Complaint(
    `${error.message}. Choose another port or address for the collector (USP_HTTP_PORT, USP_HTTP_HOST) or the status (USP_STATUS_PORT).`,
  );
}
