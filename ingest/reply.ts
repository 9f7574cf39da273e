/**
 * Reply topics: where an agent wants its answers. In MQTT 5 they are a property, in MQTT 3.1.1 a part of the topic.
 *
 * The reply topic of MQTT 3.1.1 (TR-369 R-MQTT.24, R-MQTT.25): a last level `reply-to=` with every `/` of the
 * reply topic written `%2F`. The text after the *last* `/reply-to=` counts; only `%2F` is an escape, because
 * endpoint ids hold other `%XX` legally.
 */
export interface ReplyTopic {
  readonly topic: string;
  readonly replyTo: string | null;
}

const marker = "/reply-to=";

/** Takes the suffix off a topic. A blank around the reply topic (the standard's own example has one) is ignored. */
export function splitReplyTo(topic: string): ReplyTopic {
  const at = topic.lastIndexOf(marker);
  if (at < 0) return { topic, replyTo: null };
  const replyTo = topic
    .slice(at + marker.length)
    .trim()
    .replaceAll(/%2f/gi, "/");
  const first = topic.indexOf(marker);
  return { topic: topic.slice(0, first), replyTo: replyTo === "" ? null : replyTo };
}

/** The topic to publish to in MQTT 3.1.1 with a reply topic of our own (R-MQTT.24). */
export const joinReplyTo = (topic: string, replyTo: string): string =>
  `${topic}${marker}${replyTo.replaceAll("/", "%2F")}`;

/** Longer and deeper topics than any agent's; brokers end the connection over some. */
const mostCharacters = 1024;
const mostLevels = 100;
/**
 * Not for publishing (wildcards, `$SYS`), the bridges' own (the canaries by which they tick), or not allowed to be sent
 * at all (MQTT-1.5.4, its SHOULD NOTs included).
 */
const unpublishable = /[+#\p{Cc}\p{Noncharacter_Code_Point}\p{Surrogate}]|^\$|^usp-telemetry\/|^$/u;

/**
 * Whether a topic that a gateway chose may be published to: a broker that ends our connection over one gateway's
 * topic would cost all of them.
 */
export const isPublishable = (topic: string): boolean =>
  topic.length <= mostCharacters && topic.split("/").length <= mostLevels && !unpublishable.test(topic);
