/** What became of one received message: exactly one fate, as a value. */
import type { DeadLetterReason } from "#schemas/dead-letter.ts";
import type { OutRecord } from "#schemas/out-record.ts";
import type { ParameterEvent } from "#schemas/parameter-event.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import type { Answer } from "./controller.ts";

/** Why a message carries nothing for us. A closed list, used alike in logs, status and metrics. */
export type DropReason =
  /** Sent by a controller to an agent. */
  | "to_agent"
  /** A broker's word on who is connected, other than `1` and `0`. */
  | "status"
  /** The same, retained: how it once was, not that anything happened now. */
  | "retained_status"
  /** Said to a controller whose Notifies are not ours to count. */
  | "other_controller"
  | "request"
  | "response"
  | "error"
  /** TR-369 1.0's content type for MTP errors, removed in 1.2. */
  | "usp_error"
  /** A report document with no element in it. */
  | "empty_report"
  /** obuspa answers so in mode Require: a session record with a payload of no bytes. */
  | "empty_session_payload"
  /** A part of a message that came before, and was or is waiting to be put together. */
  | "duplicate_segment"
  /** Connect records of other transports. */
  | "foreign_connect"
  /** Clears a topic's retained message; brokers forward it like any other, with no retain flag. Not on topics of Records. */
  | "empty_payload";

interface Besides {
  /** The answer that its sender waits for, whatever became of the message otherwise; absent when it waits for none. */
  readonly answer?: Answer;
  /** What it told of bulk-data profiles, for Kafka; absent when it told nothing. Only of what is dropped otherwise. */
  readonly profiles?: readonly OutRecord[];
}

export type Outcome = Besides &
  (
    | {
        readonly kind: "produced";
        readonly events: readonly TelemetryEvent[];
        readonly parameters: readonly ParameterEvent[];
      }
    | { readonly kind: "dropped"; readonly reason: DropReason }
    | {
        readonly kind: "dead_letter";
        readonly reason: DeadLetterReason;
        /** One sentence for a person. */
        readonly detail: string;
        /** Who sent it, where that is known. */
        readonly endpointId: string | null;
      }
  );

/**
 * What is kept of an outcome until its message is acknowledged. Its records are made by then; the rows they were made
 * of would outlive many a garbage collection, each of which copies all that lives.
 */
export type Settled =
  | Exclude<Outcome, { readonly kind: "produced" }>
  | (Besides & {
      readonly kind: "produced";
      readonly events: readonly Pick<TelemetryEvent, "kind">[];
    });

export const toSettled = (outcome: Outcome): Settled => {
  if (outcome.kind !== "produced") return outcome;
  const { answer } = outcome;
  const events = outcome.events.map(({ kind }) => ({ kind }));
  return { kind: "produced", events, ...(answer === undefined ? {} : { answer }) };
};

/** What an event costs beside the bytes of its report, in bytes of a report: 25 us, a kilobyte. */
const eventBytes = 1024;

/** What a message costs beyond the bytes it has, because it became several events. */
export const furtherEventBytes = (outcome: Outcome): number =>
  outcome.kind === "produced" ? eventBytes * Math.max(0, outcome.events.length - 1) : 0;

export const dropped = (reason: DropReason): Outcome => ({ kind: "dropped", reason });

export const deadLetter = (
  reason: DeadLetterReason,
  detail: string,
  endpointId: string | null = null,
): Outcome => ({ kind: "dead_letter", reason, detail, endpointId });

/** Whose message it was, as far as its outcome says. */
export function endpointOf(outcome: Outcome): string | null {
  if (outcome.kind === "produced") return outcome.events[0]?.endpoint_id ?? null;
  return outcome.kind === "dead_letter" ? outcome.endpointId : null;
}

/** Our code failed on a message: a defect of ours. Its bytes wait for a version in which it is mended, and no other message for it. */
export function internalError(error: unknown, endpointId: string | null = null): Outcome {
  const { name, message, stack = "" } = error instanceof Error ? error : new Error(String(error));
  const place = stack.split("\n").find((line) => /^\s+at /.test(line)) ?? "";
  const detail = `the program failed on it, which is a defect of the program: ${name}: ${message}${place.replace(/^\s+/, " ")}`;
  return deadLetter("internal_error", detail, endpointId);
}

/** What is decided, or the dead letter of a message that our code failed on. */
export function orInternalError<T>(decide: () => T, endpointId: string | null = null): T | Outcome {
  try {
    return decide();
  } catch (error) {
    return internalError(error, endpointId);
  }
}

/** An endpoint sends more than its share: its bytes are kept, and nobody decodes them. */
export const rateExceeded = (sentence: string, endpointId: string | null): Outcome =>
  deadLetter("rate_exceeded", sentence, endpointId);
