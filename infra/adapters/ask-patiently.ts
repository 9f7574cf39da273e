/** Questions that Kafka has no answer to for a moment, and that its client does not ask again. */
import { now, sleep } from "./clock.ts";
import { classifyKafkaError } from "./kafka-error.ts";

const askedForMs = 30_000;
const pauseMs = 250;

/**
 * A topic that was just made has partitions without a leader for a moment, a group none to answer for it while a broker takes
 * it over; on a busy machine that takes long. Asks for half a minute, then throws what Kafka says, as a sentence.
 */
export async function askPatiently<T>(ask: () => Promise<T>, clock = { now, sleep }): Promise<T> {
  const untilMs = clock.now() + askedForMs;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof Error) || classifyKafkaError(error).kind !== "transient") throw error;
      if (clock.now() >= untilMs)
        throw new Error(`for ${askedForMs / 1000} s it has said: ${error.message}`, { cause: error });
      await clock.sleep(pauseMs);
    }
  }
}
