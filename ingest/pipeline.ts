/**
 * The whole of intake as one pure function: a received message and the configuration in, its one outcome out.
 * Any bytes on any topic give an outcome, in bounded time and memory.
 */
import { admit, type Admitted, mediaType, type ReceivedMessage } from "./admit.ts";
import type { IntakeConfig } from "./config.ts";
import type { Origin } from "./event.ts";
import { createController } from "./controller.ts";
import { createIdentity } from "./identity.ts";
import { deadLetter, dropped, type Outcome, rateExceeded } from "./outcome.ts";
import { RateLimit } from "./rate.ts";
import { reportEvents } from "./report/events.ts";
import { createProfiles } from "./report/profiles.ts";
import { readReport } from "./report/read.ts";
import { statusOutcome } from "./status.ts";
import { type RecordContext, recordOutcome } from "./usp-record.ts";

export type Pipeline = (message: ReceivedMessage) => Outcome;

/**
 * Compiles the configuration. What the returned function keeps between calls is bounded: names, how much each endpoint
 * has sent, and where agents listen.
 */
export function createPipeline(config: IntakeConfig): Pipeline {
  const identity = createIdentity(config.topics, config.identity);
  const context: RecordContext = {
    identity,
    profileOf: createProfiles(config),
    controller: createController(config.controller, identity),
    rate: new RateLimit(config.limits.messages),
    limits: config.limits,
  };
  return (message) => {
    const admitted = admit(message, context.identity, config.limits.recordBytes);
    if (admitted.kind === "settled") return admitted.outcome;
    const { endpointId } = admitted;
    if (endpointId !== null && !context.rate.admits(endpointId, message.receivedAt)) {
      return rateExceeded(config.limits.messages, endpointId);
    }
    switch (admitted.kind) {
      case "record":
        return recordOutcome(message, admitted, context);
      case "status":
        return statusOutcome(message, admitted, context.identity);
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
  const profile = context.profileOf(stream);
  const body = { bytes: message.payload, mediaType: mediaType(message.contentType), profile };
  const report = readReport(body, context.limits);
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
    flags: message.retain ? ["retained"] : [],
  };
  return { kind: "produced", ...reportEvents(report, profile, origin, null) };
}
