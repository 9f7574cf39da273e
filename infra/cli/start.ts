/** `start`: the whole product on this machine, with a simulated fleet or a replayed capture. */
import { setTimeout as sleep } from "node:timers/promises";
import { type LocalStack, startStack } from "#infra/local/stack.ts";
import { Complaint } from "./complaint.ts";
import { startFleetPart } from "./local-run/fleet-part.ts";
import { type Pipeline, startPipeline } from "./local-run/pipeline.ts";
import { type CaptureSummary, checkCaptures } from "./replay/capture-file.ts";
import { replay } from "./replay/replay.ts";
import { aborted } from "./stop-signals.ts";
import { runSummary } from "./summary/summary.ts";

export interface StartOptions {
  readonly bridges: number;
  readonly workers: number;
  /** 0 without a fleet. */
  readonly gateways: number;
  readonly intervalMs: number;
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
  const stack = await startStack({ dataDir, mqttBroker: broker, onProgress: say });
  try {
    return await Promise.race([onStack(stack, options, capture), interrupted(stopping)]);
  } catch (error) {
    stack.keepLogs();
    throw error;
  } finally {
    // On a machine so busy that this takes longer, the stack's reaper does the rest once we are gone.
    await Promise.race([stack.stop(), sleep(stopWithinMs)]);
  }
}

/** The exit code of a run that a signal ended. */
const interrupted = (stopping: AbortSignal): Promise<number> => aborted(stopping).then(() => 0);

async function onStack(
  stack: LocalStack,
  options: StartOptions,
  capture: CaptureSummary | null,
): Promise<number> {
  const pipeline = await startPipeline(stack, { ...options, replay: capture !== null, onProgress: say });
  const failed = Promise.race([stack.died, pipeline.died]).then((sentence): never => {
    throw new Complaint(sentence, 1);
  });
  if (capture !== null) {
    const code = await Promise.race([runReplay(pipeline, options, capture), failed]);
    if (options.exit) return code;
  } else if (options.gateways > 0) {
    startFleetPart(stack, options.gateways, options.intervalMs);
  }
  await Promise.race([runSummary(stack, pipeline, options.stopping), failed]);
  return 0;
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
