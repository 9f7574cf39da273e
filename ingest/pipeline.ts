/**
 * The whole of intake as one pure function: a received message and the configuration in, its one outcome out.
 * Any bytes on any topic give an outcome, in bounded time and memory. Only a segment's outcome waits for others.
 */
import type { EpochMs } from "#schemas/units.ts";
import { admit, type Admitted, arrivalFlags, mediaType, type ReceivedMessage, speakerOn } from "./admit.ts";
import type { IntakeConfig } from "./config.ts";
import { createController } from "./controller.ts";
import type { Origin } from "./event.ts";
import { createIdentity } from "./identity.ts";
import { deadLetter, dropped, furtherEventBytes, type Outcome, rateExceeded } from "./outcome.ts";
import { RateLimit } from "./rate.ts";
import { ratedLetter } from "./rated-letter.ts";
import type { Learning } from "./profiles/learning.ts";
import { reportEvents } from "./report/events.ts";
import { createProfiles } from "./report/profiles.ts";
import { readReport, unpackGzip } from "./report/read.ts";
import { type Assembled, type Parked, Reassembly, type SegmentLimits } from "./segments.ts";
import type { SessionRecord } from "./session-record.ts";
import { statusOutcome } from "./status.ts";
import { enclosedOutcome, type RecordContext, recordOutcome } from "./usp-record.ts";

/** One outcome for all these messages, of which the last made it known. */
export interface Settled {
  readonly messages: readonly ReceivedMessage[];
  /** Parked ones are acknowledged, and have their outcome later. */
  readonly outcome: Outcome | Parked;
}

export interface Intake {
  /** All that is settled now this message was read; it itself is not, while it is part of another. */
  take(message: ReceivedMessage): readonly Settled[];
  /** What has waited too long at `time`; null: whatever waits. */
  giveUp(time: EpochMs | null): readonly Settled[];
  /** Parks what waits, because the broker sends nothing more before it is acknowledged. */
  release(): readonly Settled[];
  /** Who speaks on a message's topic; null where it names nobody. */
  speakerOf(message: ReceivedMessage): string | null;
}

/**
 * Compiles the configuration. What intake keeps between calls is bounded: names, how much each endpoint has sent, where
 * agents listen, and segments. `onFailure` is what becomes of a message that our code fails on, and of whom it is; null: it throws.
 */
export function createIntake(
  config: IntakeConfig,
  limits: SegmentLimits,
  learned: Learned | null = null,
  onFailure: ((error: unknown, endpointId: string | null) => Outcome) | null = null,
): Intake {
  const context = createContext(config, learned);
  const reassembly = new Reassembly(limits);
  const decide = <T>(decided: () => T, endpointId: string | null): T | Outcome => {
    if (onFailure === null) return decided();
    try {
      return decided();
    } catch (error) {
      return onFailure(error, endpointId);
    }
  };
  const speakerOf = ({ topic }: ReceivedMessage): string | null => {
    try {
      return speakerOn(topic, context.identity);
    } catch {
      // Then reading the message fails in the same place.
      return null;
    }
  };
  const settle = ({ messages, result }: Assembled): Settled => {
    const outcome =
      result.kind === "whole"
        ? decide(
            () => enclosedOutcome(result.payload, result.enclosing, context),
            result.enclosing.origin.endpointId,
          )
        : result;
    return { messages, outcome };
  };
  return {
    take(message) {
      const givenUp = reassembly.advance(message).map(settle);
      const read = decide(() => readMessage(message, context), speakerOf(message));
      if (read.kind === "session") return [...givenUp, ...reassembly.take(message, read).map(settle)];
      return [...givenUp, { messages: [message], outcome: read }];
    },
    release: () => reassembly.release().map(settle),
    giveUp: (time) => (time === null ? reassembly.giveUpAll() : reassembly.giveUpOld(time)).map(settle),
    speakerOf,
  };
}

export type Pipeline = (message: ReceivedMessage) => Outcome;

/** Intake of messages that are each alone: what becomes of one when no other follows it. */
export function createPipeline(config: IntakeConfig, learned: Learned | null = null): Pipeline {
  const { recordBytes: bytes } = config.limits;
  const limits = {
    sessionBytes: bytes,
    totalBytes: bytes,
    parkBytes: 0,
    sessionsPerEndpoint: 1,
    messages: 2,
  };
  const intake = createIntake(config, { ...limits, timeoutMs: 0, shared: false }, learned);
  return (message) => {
    const settled = [...intake.take(message), ...intake.giveUp(null)].at(-1);
    if (settled === undefined || settled.outcome.kind === "parked")
      throw new Error("a message without an outcome");
    return settled.outcome;
  };
}

/** What is learned of profiles, and how to learn more; null: nothing more is learned. */
export type Learned = Pick<RecordContext, "profileOf"> & { readonly learning: Learning | null };

function createContext(config: IntakeConfig, learned: Learned | null): RecordContext {
  const identity = createIdentity(config.topics, config.identity);
  return {
    identity,
    profileOf: learned?.profileOf ?? createProfiles(config),
    learning: learned?.learning ?? null,
    controller: createController(config.controller, identity),
    rate: new RateLimit(config.limits),
    limits: config.limits,
  };
}

function readMessage(message: ReceivedMessage, context: RecordContext): Outcome | SessionRecord {
  const { identity, rate, limits } = context;
  const admitted = admit(message, identity, limits.recordBytes);
  if (admitted.kind === "settled") {
    const { outcome } = admitted;
    if (outcome.kind === "dropped" && outcome.reason === "to_agent") context.learning?.hearRequest(message);
    return ratedLetter(outcome, message, rate);
  }
  const { endpointId } = admitted;
  if (endpointId !== null) {
    const sentence = rate.refuse(endpointId, message.receivedAt, message.payload.length);
    if (sentence !== null) return rateExceeded(sentence, endpointId);
  }
  switch (admitted.kind) {
    case "record":
      return recordOutcome(message, admitted, context);
    case "status":
      return statusOutcome(message, admitted, identity);
    case "report":
  }
  return bulkReportOutcome(message, admitted, context);
}

/** A report published to its own topic: the payload says nothing about who sent it. */
function bulkReportOutcome(
  message: ReceivedMessage,
  { endpointId, stream }: Extract<Admitted, { kind: "report" }>,
  context: RecordContext,
): Outcome {
  const profile = context.profileOf(stream, endpointId);
  const bytes = unpackGzip(message.payload, context.limits);
  if (!(bytes instanceof Uint8Array)) return deadLetter(bytes.reason, bytes.detail, endpointId);
  context.rate.charge(endpointId, bytes.length - message.payload.length);
  const report = readReport({ bytes, mediaType: mediaType(message.contentType), profile }, context.limits);
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
    flags: arrivalFlags(message),
  };
  const outcome: Outcome = { kind: "produced", ...reportEvents(report, profile, origin, null) };
  context.rate.charge(endpointId, furtherEventBytes(outcome));
  return outcome;
}
