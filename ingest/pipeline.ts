/**
 * The whole of intake as one pure function: a received message and the configuration in, its one outcome out.
 * Any bytes on any topic give an outcome, in bounded time and memory.
 */
import { admit, type Admitted, type ReceivedMessage } from "./admit.ts";
import type { IntakeConfig } from "./config.ts";
import type { Origin } from "./event.ts";
import { createIdentity } from "./identity.ts";
import { deadLetter, dropped, type Outcome } from "./outcome.ts";
import { reportEvents } from "./report/events.ts";
import { decodeUtf8, parseJsonReport } from "./report/json.ts";
import { createProfiles } from "./report/profiles.ts";
import { type RecordContext, recordOutcome } from "./usp-record.ts";

export type Pipeline = (message: ReceivedMessage) => Outcome;

/** Compiles the configuration; the returned function keeps nothing between calls but a bounded memory of names. */
export function createPipeline(config: IntakeConfig): Pipeline {
  const context: RecordContext = {
    identity: createIdentity(config.topics, config.identity),
    profileOf: createProfiles(config),
    limits: config.limits,
  };
  return (message) => {
    const admitted = admit(message, context.identity, config.limits.recordBytes);
    switch (admitted.kind) {
      case "settled":
        return admitted.outcome;
      case "record":
        return recordOutcome(message, admitted.endpointId, context);
      case "report":
    }
    return bulkReportOutcome(message, admitted, context);
  };
}

/** A report published to its own topic: the payload says nothing about who sent it. */
function bulkReportOutcome(
  message: ReceivedMessage,
  { endpointId, stream }: Extract<Admitted, { kind: "report" }>,
  context: RecordContext,
): Outcome {
  const { text, replaced } = decodeUtf8(message.payload);
  const report = parseJsonReport(text, context.limits);
  if (!report.ok) return deadLetter(report.reason, report.detail, endpointId);
  if (report.elements.length === 0) return dropped("empty_report");
  const origin: Origin = {
    endpointId,
    homeId: context.identity.homeOf(endpointId),
    source: "mqtt-bulk",
    profileId: stream,
    msgId: null,
    receivedAt: message.receivedAt,
    arrival: message.arrival,
    flags: [...(message.retain ? ["retained"] : []), ...(replaced ? ["utf8_replaced"] : [])],
  };
  return { kind: "produced", ...reportEvents(report, context.profileOf(stream), origin, null) };
}
