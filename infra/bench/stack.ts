/** The services a benchmark runs on: a local stack of its own, or what is there already. */
import { createKafka } from "#infra/adapters/kafka.ts";
import { withAdmin } from "#infra/adapters/kafka-admin.ts";
import { kafkaConfig } from "#infra/cli/config/process-config.ts";
import { startMosquitto } from "#infra/local/mosquitto.ts";
import { type Part, spawnPart } from "#infra/local/part.ts";
import { openRunFolder } from "#infra/local/run-folder.ts";
import { type LocalStack, type StackAddresses, startStack } from "#infra/local/stack.ts";
import { topics } from "#schemas/topics.ts";
import { setTimeout as sleep } from "node:timers/promises";
import type { BenchmarkContext } from "./benchmark.ts";
import { localValues } from "./settings.ts";

/** Addresses, and processes that end with the benchmark. */
export type BenchStack = StackAddresses & Pick<LocalStack, "spawnPart">;

/**
 * Gives services with mosquitto as the broker, and without any topic of ours, to `use`; afterwards its processes are
 * gone and, where the services stay, its topics too.
 */
export function withStack<T>(
  { stack }: BenchmarkContext,
  use: (stack: BenchStack) => Promise<T>,
): Promise<T> {
  return stack === undefined ? onOwnStack(use) : onGivenStack(stack, use);
}

async function onOwnStack<T>(use: (stack: BenchStack) => Promise<T>): Promise<T> {
  const stack = await startStack({ mqttBroker: "mosquitto", compiler: "thorough" });
  try {
    return await use(stack);
  } finally {
    await stack.stop();
  }
}

/** The broker is one's own: sessions that stay behind would gather the messages of whoever comes next. */
async function onGivenStack<T>(given: StackAddresses, use: (stack: BenchStack) => Promise<T>): Promise<T> {
  const run = await openRunFolder(null);
  const parts: Part[] = [];
  try {
    const mosquitto = await startMosquitto(run);
    parts.push(mosquitto.part);
    const stack = { ...given, mqtt: { url: mosquitto.address } };
    await dropTopics(stack);
    return await use({
      ...stack,
      spawnPart(name, args, env) {
        const part = spawnPart(run, { name, command: process.execPath, args, ...(env && { env }) });
        parts.unshift(part);
        return part;
      },
    });
  } finally {
    await Promise.all(parts.map((part) => part.stop()));
    await run.reaper.finish();
    await dropTopics(given);
  }
}

/** Deleted topics are gone a moment after Kafka has said yes. */
async function dropTopics(stack: StackAddresses): Promise<void> {
  const names = new Set<string>(Object.values(topics).map(({ name }) => name));
  await withAdmin(createKafka(kafkaConfig(localValues(stack))), async (admin) => {
    const present = async (): Promise<string[]> =>
      (await admin.listTopics()).filter((name) => names.has(name));
    const before = await present();
    if (before.length > 0) await admin.deleteTopics({ topics: before });
    while ((await present()).length > 0) await sleep(50);
  });
}
