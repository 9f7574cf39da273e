/**
 * What we are to the agents: a tap beside their controllers, which never answers, or a controller of our own, which
 * answers each Notify that asks for it, every copy (TR-369 R-NOT.7 to R-NOT.10; R-MSG.9). An agent repeats what is not
 * answered, so an answer that is lost costs a copy of the event, which has the same id.
 */
import { encodeMessage, type Notify } from "#proto/message.ts";
import { encodeRecord, type UspRecord } from "#proto/record.ts";
import type { ControllerConfig } from "./config.ts";
import { type Identity, sameEndpoint, type TopicMatch } from "./identity.ts";
import { Recent } from "./recent.ts";
import { isPublishable } from "./reply.ts";

/** A NotifyResp to publish when Kafka has what the Notify said. */
export interface Answer {
  /** Where the agent listens. */
  readonly topic: string;
  /** Where we do: an agent may want to answer (R-MQTT.21). */
  readonly replyTo: string;
  /** The Record. */
  readonly payload: Uint8Array;
}

/** What a Record's to_id is to us: we ourselves; another whose Notifies count; one whose do not. */
export type Addressee = "us" | "counted" | "other";

/** A Notify that waits for its answer. */
export interface Asked {
  readonly msgId: string;
  readonly notify: Pick<Notify, "subscriptionId">;
  readonly record: Pick<UspRecord, "fromId" | "toId" | "type">;
  /** The topic it came on, without a reply topic. */
  readonly topic: string;
  /** The reply topic it came with; null for none. */
  readonly replyTo: string | null;
}

export interface Controller {
  /** Whether it answers at all. */
  readonly responds: boolean;
  addresseeOf(toId: string): Addressee;
  /**
   * An agent told on connecting where it listens (mqtt_connect, R-MTP.6): used when a Notify does not say. Only for
   * what came on a topic of its own, or anybody could have another's answers sent elsewhere.
   */
  learn(fromId: string, topic: string): void;
  /**
   * The answer; null when the agent names no topic, or none that it may name, and in a session, of which a response
   * would have to be part (R-MSG.0a).
   */
  answer(asked: Asked): Answer | null;
}

/** Agents whose topic is remembered: about 25 MB of them at most. Agents of MQTT 5 and 3.1.1 both say it each time. */
const mostAgents = 50_000;
/** Longer ones are not worth the room. */
const mostRemembered = 256;

/** `identity` knows whose topics are whose. */
export function createController(config: ControllerConfig, identity: Identity): Controller {
  const counted = config.counted === null ? null : new Set(config.counted);
  const us = config.mode === "responder" ? config.endpointId : null;
  const listening = new Recent<string>(mostAgents);
  return {
    responds: us !== null,
    addresseeOf(toId) {
      if (toId === us) return "us";
      return counted === null || counted.has(toId) ? "counted" : "other";
    },
    learn(fromId, topic) {
      if (us !== null && topic !== "" && topic.length <= mostRemembered) listening.set(fromId, topic);
    },
    answer(asked) {
      const { fromId, type } = asked.record;
      const topic = asked.replyTo ?? listening.get(fromId);
      if (topic === undefined || type.kind !== "no_session_context") return null;
      if (!mayAnswerOn(topic, fromId, identity)) return null;
      return { topic, replyTo: asked.topic, payload: encodeNotifyResp(asked) };
    },
  };
}

/** Never on a topic that is another gateway's, or one that gateways speak on. */
function mayAnswerOn(topic: string, fromId: string, identity: Identity): boolean {
  if (!isPublishable(topic)) return false;
  const match = identity.match(topic) ?? matchAbove(topic, identity);
  if (match === null) return true;
  if (match.kind !== "to-agent" || match.invalidId !== null) return false;
  return match.endpointId === null || sameEndpoint(match.endpointId, fromId);
}

/** Whose the topics above it are: an agent may listen to what is below its own. */
function matchAbove(topic: string, identity: Identity): TopicMatch | null {
  const above = topic.slice(0, Math.max(0, topic.lastIndexOf("/")));
  return above === "" ? null : (identity.match(above) ?? matchAbove(above, identity));
}

/** A response goes in the record type of its request (R-MSG.0a) and says which subscription it is for (R-NOT.10). */
function encodeNotifyResp({ msgId, notify, record }: Asked): Uint8Array {
  const content = { subscription_id: notify.subscriptionId };
  const payload = encodeMessage({ msgId, body: { kind: "response", name: "notify_resp", content } });
  return encodeRecord({
    version: "1.3",
    toId: record.fromId,
    fromId: record.toId,
    payloadSecurity: "plaintext",
    type: { kind: "no_session_context", payload },
  });
}
