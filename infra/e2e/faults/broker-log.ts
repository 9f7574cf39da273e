/** What the MQTT broker itself says it has not delivered. Pure. */

/** Topic and reason in HiveMQ's `event.message-dropped`. mosquitto says nothing of the kind. */
const dropped = /Outgoing publish message was dropped\..*topic: (.*), qos: \d, reason: (.*)\.\s*$/;

/**
 * A sentence for each topic and reason of a log; none when it dropped nothing. Not each is a loss: what a kill -9 left
 * half stored is dropped, was not acknowledged, and comes again from its publisher.
 */
export function dropsOf(log: string): string[] {
  const counts = new Map<string, number>();
  for (const line of log.split("\n")) {
    const [, topic, reason] = dropped.exec(line) ?? [];
    if (topic === undefined) continue;
    const what = `of ${topic} (${reason})`;
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  return [...counts].map(([what, count]) => `the broker says it dropped ${count} ${what}`);
}
