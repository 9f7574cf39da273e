/** Shows the live summary until it is told to stop. */
import { setTimeout as sleep } from "node:timers/promises";
import { createKafka } from "#infra/adapters/kafka.ts";
import type { LocalStack } from "#infra/local/stack.ts";
import { openClickhouse } from "../clickhouse-select.ts";
import { clickhouseConfig, kafkaConfig } from "../config/process-config.ts";
import type { Pipeline } from "../local-run/pipeline.ts";
import { eventsPerSecond, howToQuery, renderLine, renderScreen } from "./render.ts";
import { type Snapshot, takeSnapshot } from "./snapshot.ts";

const screenEveryMs = 2000;
const lineEveryMs = 5000;
const clearAndHome = "\u001B[H\u001B[J";

/** In place on a terminal; elsewhere a plain line every few seconds. `hints` are more commands to try. Resolves when `stopping` aborts. */
export async function runSummary(
  stack: LocalStack,
  pipeline: Pipeline,
  stopping: AbortSignal,
  hints: readonly string[] = [],
): Promise<void> {
  const kafka = createKafka({ ...kafkaConfig(pipeline.values), clientId: "usp-summary" });
  const clickhouse = openClickhouse(clickhouseConfig(pipeline.values));
  const onScreen = process.stdout.isTTY;
  if (!onScreen) process.stdout.write(`${howToQuery(stack, hints).join("\n")}\n`);
  let before: Snapshot | null = null;
  try {
    while (!stopping.aborted) {
      const snapshot = await takeSnapshot(pipeline, kafka, clickhouse);
      const rate = eventsPerSecond(before, snapshot);
      const shown = onScreen
        ? `${clearAndHome}${renderScreen(snapshot, rate, stack, hints).join("\n")}\n`
        : `${renderLine(snapshot, rate)}\n`;
      process.stdout.write(shown);
      before = snapshot;
      await sleep(onScreen ? screenEveryMs : lineEveryMs, undefined, { signal: stopping });
    }
  } catch (error) {
    if (!stopping.aborted) throw error;
  } finally {
    await clickhouse.close();
  }
}
