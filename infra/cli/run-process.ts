/** Runs one of the long-lived processes until a signal or its own failure. */
import { setTimeout as sleep } from "node:timers/promises";
import { describeRefusal } from "#infra/adapters/kafka-error.ts";
import { createLog } from "#infra/adapters/log.ts";
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

/** Less than supervisors wait before they kill (`stop_grace_period` in compose.yml, TimeoutStopSec); with Kafka there it takes a second or two. */
const stopLimitMs = 20_000;

/**
 * Starts, waits, stops. The caller exits afterwards, whatever is still open by then. Throws a complaint where it did not
 * come to its end within `limitMs` of being told to.
 */
export async function runUntilStopped(
  begin: () => Promise<RunningPart>,
  limitMs = stopLimitMs,
): Promise<void> {
  try {
    await runToItsEnd(begin, limitMs);
  } catch (error) {
    // For those who look for why it ended in the log; the sentence alone is for who sits before it.
    if (error instanceof Complaint)
      createLog("usp-telemetry").fatal({ error: error.message }, "the process ends");
    throw error;
  }
}

async function runToItsEnd(begin: () => Promise<RunningPart>, limitMs: number): Promise<void> {
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
  const isLate = await Promise.race([first.stop().then(() => false), sleep(limitMs, true, { ref: false })]);
  if (isLate)
    throw new Complaint(
      `It was told to stop and did not come to its end within ${limitMs / 1000} s, most likely as Kafka is away: it ends as it is. Nothing is lost: the next start goes on from what was committed.`,
      1,
    );
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
