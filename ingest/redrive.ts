/**
 * A dead letter of intake taken apart once more, as if its message came today by the same door: after a setting was mended,
 * a limit raised or a version learned more. Times and ids are those of the first arrival, so what is understood twice is one
 * event. Rates are not asked again: what an endpoint sent in an hour comes at once.
 */
import type { IntakeDoor } from "#schemas/dead-letter.ts";
import type { EndpointId } from "#schemas/ids.ts";
import type { ReceivedMessage } from "./admit.ts";
import { ArrivalCounter } from "./arrival-counter.ts";
import type { IntakeConfig } from "./config.ts";
import { cwmpExchange } from "./cwmp/exchange.ts";
import type { HttpConfig } from "./http/config.ts";
import { httpReportFate } from "./http/report.ts";
import { parseTarget, senderOf } from "./http/sender.ts";
import { createStreams } from "./http/streams.ts";
import { createIdentity } from "./identity.ts";
import { deadLetter, dropped, internalError, orInternalError, type Outcome } from "./outcome.ts";
import { createIntake, type Settled } from "./pipeline.ts";
import type { ProfileOf } from "./profiles/learned-profiles.ts";
import type { Original } from "./records.ts";
import { createProfiles } from "./report/profiles.ts";
import type { SegmentLimits } from "./segments.ts";

/** A message as its dead letter kept it; what came in chunks is whole again. */
export interface KeptMessage extends Original {
  readonly door: IntakeDoor;
  /** How often it was tried, the next time included. */
  readonly attempt: number;
}

/** Messages with the one outcome that they have together: segments are whole again only together. */
export interface Redriven<Message extends KeptMessage> {
  readonly messages: readonly Message[];
  readonly outcome: Outcome;
}

export interface Redrive<Message extends KeptMessage> {
  /** What is settled now that this one was read; itself not, while it waits for other segments. */
  take(message: Message): readonly Redriven<Message>[];
  /** What waits still, when no more come. */
  end(): readonly Redriven<Message>[];
}

export interface RedriveContext {
  readonly intake: IntakeConfig;
  readonly http: Pick<HttpConfig, "endpoint" | "paths" | "cwmp">;
  readonly segments: SegmentLimits;
  /** What is known of profiles by now. */
  readonly profileOf: ProfileOf;
}

const unlimited = { perSecond: Number.POSITIVE_INFINITY, burst: Number.POSITIVE_INFINITY };

/** Compiles the settings of today. */
export function createRedrive<Message extends KeptMessage>(context: RedriveContext): Redrive<Message> {
  const limits = { ...context.intake.limits, messages: unlimited, bytes: unlimited };
  const intake = { ...context.intake, limits };
  const arrivals = new ArrivalCounter();
  const overMqtt = createOverMqtt<Message>({ ...context, intake });
  const overHttp = createOverHttp({ ...context, intake });
  return {
    take(message) {
      const arrival = arrivals.next(message.topic, message.receivedAt);
      if (message.door === "mqtt") return overMqtt.take(message, arrival);
      return [{ messages: [message], outcome: marked(orInternalError(() => overHttp(message, arrival))) }];
    },
    end: () => overMqtt.end(),
  };
}

/** An event says that it came late into Kafka: readers of windows may want to know. */
function marked(outcome: Outcome): Outcome {
  if (outcome.kind !== "produced") return outcome;
  return {
    ...outcome,
    events: outcome.events.map((event) => ({ ...event, flags: [...event.flags, "redriven"] })),
  };
}

function createOverMqtt<Message extends KeptMessage>({
  intake: config,
  segments,
  profileOf,
}: RedriveContext) {
  const learned = { profileOf, learning: null };
  const intake = createIntake(config, { ...segments, parkBytes: 0 }, learned, internalError);
  const kept = new Map<ReceivedMessage, Message>();
  const redriven = ({ messages, outcome }: Settled): Redriven<Message> => {
    if (outcome.kind === "parked") throw new Error("A segment was parked, though none may be");
    const originals = messages.flatMap((message) => kept.get(message) ?? []);
    for (const message of messages) kept.delete(message);
    return { messages: originals, outcome: marked(outcome) };
  };
  return {
    take(message: Message, arrival: number): readonly Redriven<Message>[] {
      const { topic, payload, contentType, receivedAt } = message;
      const received = {
        topic,
        payload,
        contentType,
        receivedAt,
        responseTopic: null,
        retain: false,
        arrival,
      };
      kept.set(received, message);
      return intake.take(received).map(redriven);
    },
    end: () => intake.giveUp(null).map(redriven),
  };
}

function createOverHttp({ intake, http, profileOf }: RedriveContext) {
  const identity = createIdentity([], intake.identity);
  const streamOf = createStreams(http.paths);
  const homeOf = (id: EndpointId) => identity.homeOf(id);
  const shared = { homeOf, limits: intake.limits };
  const { endpoint } = http;
  const informs = { ...shared, endpoint, profileOf: createProfiles(intake), onFailure: internalError };
  return (message: KeptMessage, arrival: number): Outcome => {
    const { topic, payload: body, contentType, receivedAt } = message;
    if (message.door === "cwmp")
      return cwmpExchange({ body, contentType, receivedAt, arrival }, informs).outcome ?? dropped("request");
    const { path, query } = parseTarget(topic);
    const sender = senderOf(query, endpoint);
    const stream = streamOf(path);
    if (!sender.ok) return deadLetter("endpoint_id_missing", sender.detail);
    if (stream === null) return deadLetter("topic_unknown", `no path of the collector is ${path}`);
    const headers = new Map(contentType === null ? [] : [["content-type", contentType]]);
    const report = { headers, body, endpointId: sender.endpointId, stream, receivedAt, arrival };
    const fate = orInternalError(() => httpReportFate(report, { ...shared, profileOf }), sender.endpointId);
    if (fate.kind === "refused") return refusedToday(sender.endpointId);
    return fate.kind === "outcome" ? fate.outcome : fate;
  };
}

/** What the door refuses never became a dead letter; a lower limit since then may refuse what did. */
const refusedToday = (endpointId: EndpointId): Outcome =>
  deadLetter("record_too_large", "the collector would refuse it by its settings of today", endpointId);
