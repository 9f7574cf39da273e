/** Errands ask Kafka before they work: its client tries for ever, silently, which is right for processes only. */
import { setTimeout as sleep } from "node:timers/promises";
import { withAdmin } from "#infra/adapters/kafka-admin.ts";
import { createKafka } from "#infra/adapters/kafka.ts";
import { Complaint } from "./complaint.ts";
import { kafkaConfig } from "./config/process-config.ts";
import type { Values } from "./settings.ts";

const withinMs = 15_000;

/** The names of all topics. Throws a complaint when Kafka does not answer in 15 s. */
export const presentTopics = (values: Values): Promise<ReadonlySet<string>> => createTopicQuestion(values)();

/** The same, to be asked again and again: a question that has no answer yet stays the only one. */
export function createTopicQuestion(values: Values, limitMs = withinMs): () => Promise<ReadonlySet<string>> {
  let asked: Promise<ReadonlySet<string>> | null = null;
  const ask = async (): Promise<ReadonlySet<string>> => {
    try {
      const kafka = createKafka(kafkaConfig(values));
      return new Set(await withAdmin(kafka, (admin) => admin.listTopics()));
    } finally {
      asked = null;
    }
  };
  return () => {
    asked ??= ask();
    return inTime(asked, values.kafkaBrokers, limitMs);
  };
}

/** What Kafka answers, or a complaint that it doesn't. */
export const inTime = <T>(answer: Promise<T>, brokers: readonly string[], limitMs: number): Promise<T> =>
  within(
    answer,
    `Kafka at ${brokers.join(", ")} does not answer within ${limitMs / 1000} s: is it there, and are USP_KAFKA_BROKERS, USP_KAFKA_SSL and USP_KAFKA_SASL_* right?`,
    limitMs,
  );

/** Longer than Kafka keeps a transaction open whose writer was killed: records behind it are not read before. */
const longestSilenceMs = 60_000;

/** What a Kafka that has answered before answers now, or reads next, or a complaint that it is gone. */
export const kafkaAnswer = <T>(answer: Promise<T>, limitMs = longestSilenceMs): Promise<T> =>
  within(answer, goneSentence(limitMs), limitMs);

const goneSentence = (limitMs: number): string =>
  `Kafka has answered nothing for ${limitMs / 1000} s: it is away, or out of reach. Run this again when it is back.`;

/**
 * The same of what comes in pieces: `fail` gets the complaint when nothing was heard for so long in which it was Kafka's turn.
 * To be stopped.
 */
export function watchKafka(
  isKafkasTurn: () => boolean,
  fail: (complaint: Complaint) => void,
  limitMs = longestSilenceMs,
): { heard(): void; stop(): void } {
  let heardAtMs = performance.now();
  const heard = (): void => void (heardAtMs = performance.now());
  const timer = setInterval(() => {
    if (!isKafkasTurn()) heard();
    else if (performance.now() - heardAtMs > limitMs) fail(new Complaint(goneSentence(limitMs), 1));
  }, limitMs / 20);
  return { heard, stop: () => clearInterval(timer) };
}

/** What `read` reads piece by piece, telling of each; a complaint when there is none for so long. */
export async function untilKafkaIsSilent<T>(
  read: (heard: () => void) => Promise<T>,
  limitMs = longestSilenceMs,
): Promise<T> {
  const { promise: gone, reject } = Promise.withResolvers<never>();
  const kafkas = watchKafka(() => true, reject, limitMs);
  try {
    return await Promise.race([read(() => kafkas.heard()), gone]);
  } finally {
    kafkas.stop();
  }
}

const longestGoodbyeMs = 10_000;

/** Leaves Kafka, which takes an answer: whoever can't get one is gone anyway when the errand ends. */
export const leaveKafka = (goodbye: Promise<void>): Promise<void> =>
  Promise.race([goodbye, sleep(longestGoodbyeMs, undefined, { ref: false })]);

/** The answer, or the sentence as a complaint when it takes too long. */
async function within<T>(answer: Promise<T>, sentence: string, limitMs: number): Promise<T> {
  const giveUp = new AbortController();
  const late = sleep(limitMs, undefined, { signal: giveUp.signal }).then((): never => {
    throw new Complaint(sentence, 1);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    late.catch(() => {});
    giveUp.abort();
  }
}
