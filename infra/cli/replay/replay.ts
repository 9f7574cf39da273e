/**
 * Replays captures through a running pipeline and accounts for every message.
 *
 * 1. ask the bridges for a tick before the first message, so that the workers wait for each of them from the start
 * 2. publish everything, in order
 * 3. wait until the bridges have given every message a fate
 * 4. ask the bridges for closing ticks, far enough for every window to close by idleness, and wait until they are in Kafka
 * 5. wait until the home workers have committed everything and the sink has inserted everything
 * 6. recount the hours and days that changed
 * 7. count Kafka's records, compare with ClickHouse, run the queries
 *
 * Nothing waits for a fixed time: each step watches its own progress, and gives up when there has been none for long.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { createKafka } from "#infra/adapters/kafka.ts";
import { rollUpOnce } from "#processors/rollup/main.ts";
import { topics } from "#schemas/topics.ts";
import { openClickhouse } from "../clickhouse-select.ts";
import { clickhouseConfig, kafkaConfig } from "../config/process-config.ts";
import type { Values } from "../settings.ts";
import { askBridge, type BridgeStatus, countFates, sumCounts, sumFates } from "../status-client.ts";
import { findUnaccounted } from "./accounts.ts";
import { readCaptures } from "./capture-file.ts";
import { type LedgerReader, startLedger, sunkTopics } from "./ledger-reader.ts";
import { answerOf, checkQueries } from "./queries.ts";
import { connectPublisher, type Publisher } from "./publisher.ts";
import { countRows, replayedViews, type ReplayResult } from "./result.ts";
import { readStoredKeys } from "./stored-keys.ts";
import { isSubscribed } from "./topic-filters.ts";

/** What is replayed through: its settings, and where its bridges tell their state. */
export interface ReplayTarget {
  readonly values: Values;
  readonly bridges: readonly { readonly statusPort: number }[];
}

export interface ReplayOptions {
  readonly files: readonly string[];
  readonly qos: 1 | "recorded";
  readonly queries: readonly string[];
  readonly firstReceivedAtMs: number;
  readonly lastReceivedAtMs: number;
  readonly onProgress: (text: string) => void;
}

interface Pace {
  readonly everyMs: number;
  /** Without progress for so long, a step gives up; what is missing at the end is told as unaccounted. */
  readonly patienceMs: number;
}

const patient: Pace = { everyMs: 100, patienceMs: 60_000 };
/** Between publishes: HiveMQ may leave a message of a shared subscription lying until the next one for it comes. */
const brisk: Pace = { everyMs: 20, patienceMs: 2_000 };
/** QoS 0 has no acknowledgement: no more than this many ahead of the bridges' fates. */
const aheadAtQos0 = 200;

/** Runs a replay to its end. Rejects when a service or a part fails; what does not add up is in the result. */
export async function replay(pipeline: ReplayTarget, options: ReplayOptions): Promise<ReplayResult> {
  const { values } = pipeline;
  const kafka = createKafka({ ...kafkaConfig(values), clientId: "usp-replay" });
  const ledger = await startLedger(kafka);
  const clickhouse = openClickhouse(clickhouseConfig(values));
  const publisher = await connectPublisher(values.mqttUrl, options.qos);
  try {
    await checkQueries(clickhouse, options.queries);
    await tickTo(tickBefore(values, options.firstReceivedAtMs), publisher, ledger, pipeline);
    const { published, unsubscribed } = await publishAll(publisher, pipeline, options);
    options.onProgress(`Published ${published} messages; waiting until each has a fate`);
    await finish(pipeline, published - unsubscribed, publisher, ledger, options.lastReceivedAtMs);
    options.onProgress("Closing ticks, so that every window closes");
    await tickTo(closingTime(values, options.lastReceivedAtMs), publisher, ledger, pipeline);
    options.onProgress("Waiting until everything is processed and inserted");
    await waitFor(async () => progressTo(-(await lagOf(ledger, values)), 0));
    options.onProgress("Counting hours and days");
    await rollUpOnce({ clickhouse: clickhouseConfig(values) });
    options.onProgress("Comparing Kafka with ClickHouse");
    const unread = await waitFor(async () => progressTo(-(await ledger.unread()), 0));
    const { fates, eventsClaimed } = await askFates(pipeline);
    const totals = ledger.ledger.totals();
    const lag = await lagOf(ledger, values);
    const stored = await readStoredKeys(clickhouse);
    const unaccounted = findUnaccounted({
      published,
      unsubscribed,
      fates,
      eventsClaimed,
      ledger: ledger.ledger,
      totals,
      stored,
      lag,
      unread: -unread,
    });
    const { events, ticks, deadLetters, duplicates, windows, revisions, associationChanges } = totals;
    const rows = await countRows(clickhouse, replayedViews);
    const queries = await Promise.all(options.queries.map((sql) => answerOf(clickhouse, sql, unaccounted)));
    return {
      published,
      fates,
      events,
      ticks,
      deadLetters,
      duplicates,
      windows,
      revisions,
      associationChanges,
      rows,
      lag,
      queries,
      unaccounted,
    };
  } finally {
    await Promise.allSettled([publisher.end(), ledger.stop(), clickhouse.close()]);
  }
}

/** Waits until every message has its fate; what waits for others that the recording does not hold is given up. */
async function finish(
  pipeline: ReplayTarget,
  count: number,
  publisher: Publisher,
  ledger: LedgerReader,
  lastReceivedAtMs: number,
): Promise<void> {
  if ((await keepUp(pipeline, count, brisk)) >= count) return;
  await tickTo(tickBefore(pipeline.values, lastReceivedAtMs), publisher, ledger, pipeline);
  await keepUp(pipeline, count, patient);
}

async function publishAll(
  publisher: Publisher,
  pipeline: ReplayTarget,
  { files, qos, firstReceivedAtMs, onProgress }: ReplayOptions,
) {
  const templates = pipeline.values.topics.map(({ template }) => template);
  let published = 0;
  let unsubscribed = 0;
  let tickedMs = tickBefore(pipeline.values, firstReceivedAtMs);
  for await (const recorded of readCaptures(files)) {
    const tickMs = tickBefore(pipeline.values, recorded.receivedAtMs);
    if (pipeline.bridges.length > 1 && tickMs > tickedMs) {
      // A tick says that all before it is in Kafka. A broker that divides the traffic keeps no order of its topics, so a
      // bridge can't know; we do.
      await publisher.settled();
      await keepUp(pipeline, published - unsubscribed, brisk);
    }
    tickedMs = Math.max(tickedMs, tickMs);
    await publisher.publish(recorded);
    published += 1;
    if (!isSubscribed(recorded.topic, templates)) unsubscribed += 1;
    if (published % 1000 === 0) onProgress(`Published ${published} messages`);
    if (qos === "recorded" && recorded.qos === 0 && published % 50 === 0)
      await keepUp(pipeline, published - unsubscribed - aheadAtQos0, patient);
  }
  await publisher.settled();
  return { published, unsubscribed };
}

/** Waits until so many messages have a fate. */
const keepUp = (pipeline: ReplayTarget, count: number, pace: Pace): Promise<number> =>
  waitFor(async () => progressTo(countFates((await askFates(pipeline)).fates), count), pace);

/** Sums what the bridges say; one that does not answer counts as nothing. */
async function askFates({ bridges }: ReplayTarget) {
  const answers = await Promise.all(bridges.map(({ statusPort }) => askBridge(statusPort)));
  const statuses = answers.filter((status): status is BridgeStatus => status !== null);
  const kinds = sumCounts(statuses.map(({ eventsByKind }) => eventsByKind));
  const eventsClaimed = Object.entries(kinds).reduce(
    (sum, [kind, count]) => sum + (kind === "tick" ? 0 : count),
    0,
  );
  return { fates: sumFates(statuses), eventsClaimed };
}

/** The tick at or before a received time. */
const tickBefore = ({ tickPeriodMs }: Values, receivedAtMs: number): number =>
  Math.floor(receivedAtMs / tickPeriodMs) * tickPeriodMs;

/** The last window ends within its size after the last message; then lateness and the longest idle limit must pass. */
function closingTime(
  { windowSizeMs, windowLatenessMs, windowIdleMaxMs, tickPeriodMs }: Values,
  lastReceivedAtMs: number,
): number {
  const least = lastReceivedAtMs + windowSizeMs + windowLatenessMs + windowIdleMaxMs + 2 * tickPeriodMs;
  return Math.ceil(least / tickPeriodMs) * tickPeriodMs;
}

/** Has every bridge tick every partition up to a time, and waits until the ticks are in Kafka. */
async function tickTo(
  untilMs: number,
  publisher: Publisher,
  ledger: LedgerReader,
  { values, bridges }: ReplayTarget,
): Promise<void> {
  await publisher.tickTo(untilMs);
  await waitFor(async () => {
    const done = ledger.ledger.tickedTo(untilMs, bridges.length, values.kafkaPartitions);
    return { done, progress: ledger.ledger.totals().ticks };
  });
}

/**
 * Records not processed or not inserted. In this order: what the workers have committed is in Kafka, what is in Kafka
 * we have read, and what we have read the sink has committed.
 */
async function lagOf(ledger: LedgerReader, values: Values): Promise<number> {
  const worker = await ledger.lagOf(values.workerGroupId, [topics.telemetry.name]);
  const unread = await ledger.unread();
  return worker + unread + (await ledger.lagOf(values.sinkGroupId, sunkTopics));
}

interface Look {
  readonly done: boolean;
  readonly progress: number;
}

const progressTo = (progress: number, goal: number): Look => ({ done: progress >= goal, progress });

/** Looks again and again until it is done, or nothing has moved for long. Returns the last progress. */
async function waitFor(look: () => Promise<Look>, { everyMs, patienceMs } = patient): Promise<number> {
  let last = Number.NaN;
  let movedAt = Date.now();
  for (;;) {
    const { done, progress } = await look();
    if (done) return progress;
    if (progress !== last) movedAt = Date.now();
    if (Date.now() - movedAt > patienceMs) return progress;
    last = progress;
    await sleep(everyMs);
  }
}
