/** `start`: the whole product on this machine, with a simulated fleet or a replayed capture. */
import { once } from "node:events";
import { statSync } from "node:fs";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { type LocalStack, type StackOptions, startStack } from "#infra/local/stack.ts";
import { Complaint } from "./complaint.ts";
import { loadSettings } from "./config/load.ts";
import { collectorEnvironment, commonEnvironment } from "./local-run/environment.ts";
import { startFleetPart } from "./local-run/fleet-part.ts";
import { type HistoryOptions, startHistoryPart } from "./local-run/history-part.ts";
import { localParts, type Pipeline, startPipeline } from "./local-run/pipeline.ts";
import { type CaptureSummary, checkCaptures } from "./replay/capture-file.ts";
import { replay } from "./replay/replay.ts";
import { portComplaint } from "./run-process.ts";
import type { Values } from "./settings.ts";
import { aborted } from "./stop-signals.ts";
import { runSummary } from "./summary/summary.ts";

export interface StartOptions {
  readonly bridges: number;
  readonly workers: number;
  /** 0 without a fleet. */
  readonly gateways: number;
  readonly intervalMs: number;
  /** How often the fleet has faults; 1: each class about once in 30 home-days. */
  readonly anomalies: number;
  /** A past to be filled before anything is live; null: none. */
  readonly history: HistoryOptions | null;
  /** Takes reports over HTTP too. */
  readonly collector: boolean;
  readonly dataDir: string | null;
  readonly broker: "hivemq" | "mosquitto";
  readonly configFile: string | undefined;
  readonly replayFiles: readonly string[];
  /** Ends after the replay. */
  readonly exit: boolean;
  readonly qos: 1 | "recorded";
  readonly queries: readonly string[];
  /** Aborted when the process is to end. */
  readonly stopping: AbortSignal;
}

const stopWithinMs = 7_000;

const say = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

/** Runs until it is told to stop, or until the replay is over. Returns the exit code. */
export async function start(options: StartOptions): Promise<number> {
  const capture = options.replayFiles.length === 0 ? null : await checkCaptures(options.replayFiles);
  const { dataDir, broker, stopping } = options;
  const values = checkSettings(options.configFile);
  if (options.collector) await checkCollectorPort(values);
  if (dataDir !== null) checkDataFolder(dataDir);
  const stack = await openStack({ dataDir, mqttBroker: broker, onProgress: say });
  void aborted(stopping).then(() => say("Stopping everything; this takes a few seconds"));
  try {
    return await Promise.race([onStack(stack, options, capture), interrupted(stopping)]);
  } catch (error) {
    // A mistake of the person's own needs no logs.
    if (!(error instanceof Complaint && error.exitCode === 2)) {
      stack.keepLogs();
      say(`The logs of this run are kept in ${stack.runDir}/logs`);
    }
    throw error;
  } finally {
    // On a machine so busy that this takes longer, the stack's reaper does the rest once we are gone.
    await Promise.race([stack.stop(), sleep(stopWithinMs)]);
  }
}

/** A mistake in the settings is told before anything starts; the addresses are of services that are not there yet. */
function checkSettings(configFile: string | undefined): Values {
  const nowhere = {
    runDir: "",
    kafka: { brokers: ["127.0.0.1:9"] },
    registry: { url: "http://127.0.0.1:9" },
    mqtt: { url: "mqtt://127.0.0.1:9" },
    clickhouse: { url: "http://127.0.0.1:9" },
  };
  return loadSettings(localParts, configFile, {
    ...process.env,
    ...commonEnvironment(nowhere, process.env),
    ...collectorEnvironment(process.env, 0),
  });
}

/** Of all ports of the local stack this one is not chosen among free ones: gateways are told it. */
async function checkCollectorPort({ httpHost: host, httpPort: port }: Values): Promise<void> {
  const server = createServer();
  try {
    await once(server.listen({ host, port, exclusive: true }), "listening");
  } catch (error) {
    throw portComplaint(error) ?? error;
  }
  await promisify(server.close.bind(server))();
}

function checkDataFolder(dataDir: string): void {
  const found = statSync(dataDir, { throwIfNoEntry: false });
  if (found !== undefined && !found.isDirectory()) throw new Complaint(`--data ${dataDir} is not a folder`);
}

/** What keeps the services from starting is told as its sentence. */
async function openStack(options: StackOptions): Promise<LocalStack> {
  try {
    return await startStack(options);
  } catch (error) {
    throw new Complaint(error instanceof Error ? error.message : String(error), 1);
  }
}

/** The exit code of a run that a signal ended. */
const interrupted = (stopping: AbortSignal): Promise<number> => aborted(stopping).then(() => 0);

async function onStack(
  stack: LocalStack,
  options: StartOptions,
  capture: CaptureSummary | null,
): Promise<number> {
  const hints = await fillPast(stack, options);
  const pipeline = await startPipeline(stack, { ...options, replay: capture !== null, onProgress: say });
  const failed = Promise.race([stack.died, pipeline.died]).then((sentence): never => {
    throw new Complaint(sentence, 1);
  });
  if (capture !== null) {
    const code = await Promise.race([runReplay(pipeline, options, capture), failed]);
    if (options.exit) return code;
  } else if (options.gateways > 0) {
    startFleetPart(stack, options);
  }
  await Promise.race([runSummary(stack, pipeline, options.stopping, hints), failed]);
  return 0;
}

/** Before the processes, so that the past ends where they begin. Resolves with commands worth showing. */
async function fillPast(stack: LocalStack, options: StartOptions): Promise<readonly string[]> {
  const { history, configFile, stopping } = options;
  if (history === null) return [];
  const died = stack.died.then((sentence): never => {
    throw new Complaint(sentence, 1);
  });
  const surroundings = { now: Date.now(), stopping, onProgress: say };
  const command = await Promise.race([startHistoryPart(stack, configFile, history, surroundings), died]);
  return command === null ? [] : [command];
}

/** Prints the result: standard output gets this one object and nothing else. */
async function runReplay(
  pipeline: Pipeline,
  options: StartOptions,
  capture: CaptureSummary,
): Promise<number> {
  const { replayFiles: files, qos, queries } = options;
  const result = await replay(pipeline, { files, qos, queries, ...capture, onProgress: say });
  for (const sentence of result.unaccounted) say(`Unaccounted: ${sentence}`);
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  return result.unaccounted.length === 0 ? 0 : 1;
}
