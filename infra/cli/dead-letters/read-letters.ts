/** The dead letters that Kafka holds, read by a group of its own that is gone afterwards. */
import type { Kafka } from "kafkajs";
import { topics } from "#schemas/topics.ts";
import { readAgain } from "../rebuild/read-again.ts";
import { type Letter, LetterJoiner, markedBy } from "./letter.ts";

export interface ReadLetters {
  readonly kafka: Kafka;
  /** Kafka's time of the first record read. */
  readonly fromMs: number;
  readonly stopping: AbortSignal;
  /** One after the other, each partition in order; reading waits for it. Those that lack chunks come last. */
  readonly letter: (letter: Letter) => Promise<void> | void;
  /** Told what could not be tidied up, in a sentence. */
  readonly warn: (sentence: string) => void;
  /** The name of a record that was tried again. */
  readonly mark?: (name: string) => void;
}

/** Resolves when all that the topic held at the start is read, or when told to stop. */
export async function readLetters(options: ReadLetters): Promise<void> {
  const { kafka, fromMs, stopping, warn, letter, mark } = options;
  const joiner = new LetterJoiner();
  await readAgain({
    kafka,
    topic: topics.deadLetter.name,
    fromMs,
    reader: "usp-dead-letters",
    stopping,
    warn,
    async take({ partition, records }) {
      for (const record of records) {
        const marked = markedBy({ ...record, partition });
        if (marked !== null) {
          mark?.(marked);
          continue;
        }
        const whole = joiner.take({ ...record, partition });
        if (whole !== null) await letter(whole);
      }
    },
  });
  for (const rest of joiner.rest()) await letter(rest);
}
