/** Kafka is away for a while under a bridge that goes on listening: what it costs, and what is in Kafka afterwards. */
import { setTimeout as sleep } from "node:timers/promises";
import { createMaven } from "#infra/local/maven.ts";
import { KAFKA_JARS, startKafka } from "#infra/local/kafka/kafka.ts";
import { openRunFolder } from "#infra/local/run-folder.ts";
import type { StackAddresses } from "#infra/local/stack.ts";
import { MqttRelay } from "../ticks/mqtt-relay.ts";
import { startBridgeProcess } from "./bridge-process.ts";
import { bridgeConfig, connectGateway, eventsOf, makeTopics, newRun, readLog } from "./bridge-run.ts";
import { valueChange } from "./usp-notify.ts";

export interface AwayOptions {
  /** Broker and registry; Kafka is one of the test's own. */
  readonly stack: StackAddresses;
  /** `hung`: its process stands still and connections live; `dead`: kill -9, and started again on the same data. */
  readonly how: "hung" | "dead";
  readonly awayMs: number;
  readonly keepaliveSeconds: number;
  readonly publishEveryMs: number;
}

/** What is wrong afterwards, in figures that a test compares. */
export interface AwayResult {
  readonly sent: readonly number[];
  /** Numbers of the messages in Kafka, each at its first place. */
  readonly stored: readonly number[];
  /** Records beyond the first of a message. */
  readonly duplicates: number;
  /** Messages whose text is not what was sent. */
  readonly altered: number;
  /** Connections of the bridge to the broker: one that reads, one that speaks. */
  readonly connections: number;
  /** Bytes above those before, at the most, while Kafka was away. */
  readonly heapGrowthBytes: number;
  readonly rssGrowthBytes: number;
  readonly publishedMeanwhile: number;
}

export const receiveMaximum = 50;
/** Less than the broker may have under way: reading is held, and the keepalive served by hand. */
const heldPubacks = 40;
const valueBytes = 20_000;
const textOf = (number: number): string => `${number}:`.padEnd(valueBytes, String(number % 10));

export async function whileKafkaIsAway(options: AwayOptions): Promise<AwayResult> {
  const folder = await openRunFolder(null);
  let kafka = await startKafka(folder, await createMaven(() => undefined)(KAFKA_JARS));
  const stack = { ...options.stack, kafka: { brokers: kafka.address } };
  await makeTopics(stack);
  const log = await readLog(stack);
  const relay = new MqttRelay(stack.mqtt.url);
  const run = newRun();
  const base = bridgeConfig({ ...stack, mqtt: { url: await relay.open() } }, run);
  const { keepaliveSeconds } = options;
  const mqtt = { ...base.mqtt, receiveMaximum, heldPubacks, keepaliveSeconds };
  const bridge = await startBridgeProcess({ ...base, mqtt });
  const gateway = await connectGateway(options.stack);
  const sent: number[] = [];
  const publish = async (): Promise<void> => {
    const number = sent.length;
    sent.push(number);
    const record = valueChange(`os::${run}`, textOf(number));
    await gateway.publishAsync(`${run}/controller/os::${run}`, record, { qos: 1 });
  };
  const produced = async (): Promise<number> => (await bridge.status())?.fates.produced ?? 0;
  while (sent.length < 300) await publish();
  while ((await produced()) < sent.length) await sleep(50);
  const before = await bridge.memory();
  const publishedBefore = sent.length;
  let heapBytes = 0;
  let rssBytes = 0;

  if (options.how === "hung") kafka.part.signal("SIGSTOP");
  else await kafka.part.stop(0);
  for (const end = Date.now() + options.awayMs; Date.now() < end; await sleep(options.publishEveryMs)) {
    await publish();
    if (sent.length % 100 !== 0) continue;
    const now = await bridge.memory();
    heapBytes = Math.max(heapBytes, now.heapBytes);
    rssBytes = Math.max(rssBytes, now.rssBytes);
  }
  const publishedMeanwhile = sent.length - publishedBefore;
  if (options.how === "hung") kafka.part.signal("SIGCONT");
  else kafka = await kafka.again();

  while ((await produced()) < sent.length) await sleep(50);
  const { connections } = relay;
  await bridge.end("SIGTERM");
  await gateway.endAsync();
  const events = () => eventsOf(log.records, run).filter(({ kind }) => kind === "value_change");
  const stored = (): readonly number[] => [
    ...new Set(events().flatMap((each) => each.events.map(({ value }) => Number.parseInt(value ?? "", 10)))),
  ];
  while (stored().length < sent.length) await sleep(100);
  const all = events();
  const altered = all.filter((each) =>
    each.events.some(({ value }) => value !== textOf(Number.parseInt(value ?? "", 10))),
  );
  await log.stop();
  relay.close();
  await kafka.part.stop(0);
  await folder.reaper.finish();
  return {
    sent,
    stored: stored(),
    duplicates: all.length - sent.length,
    altered: altered.length,
    connections,
    heapGrowthBytes: heapBytes - before.heapBytes,
    rssGrowthBytes: rssBytes - before.rssBytes,
    publishedMeanwhile,
  };
}
