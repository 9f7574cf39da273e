/**
 * A worker process to be killed, over the counting fold or, given windows, over the homes' own fold. Argument: JSON of
 * WorkerSettings. Says its state on stdout, one JSON object a line; SIGTERM stops it in good order.
 */
import { createKafka } from "#infra/adapters/kafka.ts";
import { createLog } from "#infra/adapters/log.ts";
import type { WindowConfig } from "#processors/config.ts";
import { createPartitionFold } from "#processors/home/partition-fold.ts";
import { encodeSettings } from "#processors/home/settings.ts";
import { startWorker } from "#processors/main.ts";
import { countingFold } from "#processors/runtime/counting-fold.fixture.ts";
import type { Decoded } from "#processors/runtime/decoder.ts";
import type { CreatePartitionFold, Output } from "#processors/runtime/fold.ts";
import type { WorkerStatus } from "#processors/runtime/worker.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";

export interface WorkerSettings {
  readonly brokers: readonly string[];
  readonly groupId: string;
  readonly topics: Readonly<Record<"telemetry" | "workerState" | Output["topic"], string>>;
  readonly replayDistanceMs: number;
  readonly logGeneration: number;
  /** null: the counting fold. */
  readonly window: WindowConfig | null;
}

/** What a line on stdout says. */
export interface WorkerState extends WorkerStatus {
  readonly heapBytes: number;
}

/** Events travel as JSON here: the runtime does not know the wire format. */
function decodeJson(value: Buffer | null): Decoded {
  try {
    const event: TelemetryEvent = JSON.parse(String(value));
    return { kind: "event", event };
  } catch (error) {
    return { kind: "bad", reason: "avro_decode_error", detail: String(error) };
  }
}

function foldOf({ window, logGeneration }: WorkerSettings): {
  readonly createFold: CreatePartitionFold;
  readonly foldSettings: string;
} {
  if (window === null) return { createFold: () => countingFold(), foldSettings: "1" };
  return {
    createFold: (partition) => createPartitionFold({ window, rules: [], logGeneration }, partition),
    foldSettings: encodeSettings({ window, rules: [] }),
  };
}

if (import.meta.main) {
  const settings: WorkerSettings = JSON.parse(process.argv[2] ?? "");
  const { brokers, groupId, topics, replayDistanceMs, logGeneration } = settings;
  const log = createLog("worker-program");
  const worker = await startWorker({
    kafka: createKafka({ brokers, clientId: groupId, log }),
    groupId,
    topics,
    logGeneration,
    replayDistanceMs,
    commitEveryMs: 100,
    decoder: { decode: decodeJson, load: () => Promise.resolve() },
    ...foldOf(settings),
    toRecords: ({ topic, value }, partition) => [
      {
        topic: topics[topic],
        partition,
        key: Buffer.from(value.home_id),
        value: Buffer.from(JSON.stringify(value)),
      },
    ],
    log,
  });
  process.once("SIGTERM", () => void worker.stop().then(() => process.exit(0)));
  setInterval(() => {
    const state: WorkerState = { ...worker.status(), heapBytes: process.memoryUsage().heapUsed };
    process.stdout.write(`${JSON.stringify(state)}\n`);
  }, 100).unref();
  await worker.done;
}
