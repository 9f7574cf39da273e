/** What became of one received message: exactly one fate, as a value. */
import type { DeadLetterReason } from "#schemas/dead-letter.ts";
import type { ParameterEvent } from "#schemas/parameter-event.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";

/** Why a message carries nothing for us. A closed list, used alike in logs, status and metrics. */
export type DropReason =
  /** Sent by a controller to an agent. */
  | "to_agent"
  /** A broker's word on who is connected; edge-triggered and never state. */
  | "status"
  | "request"
  | "response"
  | "error"
  /** TR-369 1.0's content type for MTP errors, removed in 1.2. */
  | "usp_error"
  /** A report document with no element in it. */
  | "empty_report"
  /** obuspa answers so in mode Require: a session record with a payload of no bytes. */
  | "empty_session_payload"
  /** Connect records of other transports. */
  | "foreign_connect"
  /** Clears a topic's retained message; brokers forward it like any other, with no retain flag. Not on topics of Records. */
  | "empty_payload";

export type Outcome =
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
    };

export const dropped = (reason: DropReason): Outcome => ({ kind: "dropped", reason });

export const deadLetter = (
  reason: DeadLetterReason,
  detail: string,
  endpointId: string | null = null,
): Outcome => ({ kind: "dead_letter", reason, detail, endpointId });
