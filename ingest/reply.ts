/**
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
