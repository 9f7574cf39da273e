/**
 * A worker process over the counting fold, to be killed. Argument: JSON of CountingWorkerSettings.
 * Says its status on stdout, one JSON object a line; SIGTERM stops it in good order.
 */
import { createKafka } from "#infra/adapters/kafka.ts";
import { createLog } from "#infra/adapters/log.ts";
import { startWorker } from "#processors/main.ts";
import { countingFold } from "#processors/runtime/counting-fold.fixture.ts";
import type { Decoded } from "#processors/runtime/decoder.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";

export interface CountingWorkerSettings {
  readonly brokers: readonly string[];
  readonly groupId: string;
  readonly topics: Readonly<Record<"telemetry" | "workerState" | "associationChange" | "deadLetter", string>>;
  readonly replayDistanceMs: number;
  readonly logGeneration: number;
}

/** Events travel as JSON here: the runtime does not know the wire format. */
export function decodeJson(value: Buffer | null): Decoded {
  try {
    const event: TelemetryEvent = JSON.parse(String(value));
    return { kind: "event", event };
  } catch (error) {
    return { kind: "bad", reason: "avro_decode_error", detail: String(error) };
  }
}

if (import.meta.main) {
  const settings: CountingWorkerSettings = JSON.parse(process.argv[2] ?? "");
  const { brokers, groupId, topics, replayDistanceMs, logGeneration } = settings;
  const log = createLog("counting-worker");
  const worker = await startWorker({
    kafka: createKafka({ brokers, clientId: groupId, log }),
    groupId,
    topics,
    logGeneration,
    replayDistanceMs,
    commitEveryMs: 100,
    decoder: { decode: decodeJson, load: () => Promise.resolve() },
    createFold: countingFold,
    toRecords: ({ value }, partition) => [
      {
        topic: topics.associationChange,
        partition,
        key: Buffer.from(value.home_id),
        value: Buffer.from(JSON.stringify(value)),
      },
    ],
    toDeadLetter: ({ key, value, offset }, partition, reason, detail) => [
      {
        topic: topics.deadLetter,
        partition,
        key,
        value,
        headers: { reason, detail, offset: String(offset) },
      },
    ],
    log,
  });
  process.once("SIGTERM", () => void worker.stop().then(() => process.exit(0)));
  setInterval(() => process.stdout.write(`${JSON.stringify(worker.status())}\n`), 100).unref();
  await worker.done;
}
