/**
 * `sink --rebuild VIEW --from TIME`: rows that are missing in ClickHouse, or were written by an older version, from Kafka
 * again, by the sink's own code. 1. Read from that time on; 2. insert; 3. at the end, say how many. Nothing is committed: a
 * stop in between means beginning again. Every row has a natural key, so what is there already stays one row.
 *
 * What ClickHouse refuses is counted and told, not dead-lettered: it was when it came first.
 */
import { createKafka } from "#infra/adapters/kafka.ts";
import { loadSchema } from "#infra/adapters/schemas.ts";
import type { SinkConfig } from "#processors/config.ts";
import { sinkTopics } from "#processors/sink/sink-topic.ts";
import { openInserting } from "./inserting.ts";
import { readAgain } from "./read-again.ts";
import { topicOf } from "./table-topic.ts";

export interface RebuildOptions {
  readonly view: string;
  readonly fromMs: number;
  readonly stopping: AbortSignal;
  readonly say: (text: string) => void;
}

export interface Rebuilt {
  readonly topic: string;
  readonly inserted: number;
  readonly refused: number;
}

/** Complains where the view is none that Kafka has; waits, and says so, while ClickHouse or the registry is away. */
export async function rebuild(config: SinkConfig, options: RebuildOptions): Promise<Rebuilt> {
  const topic = topicOf(options.view);
  const sinkTopic = sinkTopics(loadSchema).find(({ name }) => name === topic);
  if (sinkTopic === undefined) throw new Error(`The sink does not read ${topic}`);
  const inserting = openInserting(config, [sinkTopic], options);
  let inserted = 0;
  let refused = 0;
  const refuse = (place: { topic: string; partition: number; offset: number }, detail: string): void => {
    refused += 1;
    options.say(`not inserted: ${place.topic} ${place.partition} offset ${place.offset}: ${detail}`);
  };
  try {
    await readAgain({
      kafka: createKafka(config.kafka),
      topic,
      fromMs: options.fromMs,
      reader: `${config.groupId}-rebuild`,
      stopping: options.stopping,
      warn: options.say,
      async take(batch) {
        const outcome = await inserting.insert(batch);
        for (const { row, detail } of outcome.refused) refuse(row, detail);
        inserted += outcome.inserted;
      },
    });
    return { topic, inserted, refused };
  } finally {
    await inserting.close();
  }
}
