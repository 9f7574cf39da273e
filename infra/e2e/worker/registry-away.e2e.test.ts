/** A schema the worker has not met, while the registry can't be asked: nothing is skipped, nothing is refused. */
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";
import { createLog } from "#infra/adapters/log.ts";
import { createRegistry } from "#infra/adapters/registry.ts";
import { loadSchema } from "#infra/adapters/schemas.ts";
import { startWorker } from "#processors/main.ts";
import { countingFold, eventAt } from "#processors/runtime/counting-fold.fixture.ts";
import { createEventDecoder } from "#processors/runtime/decoder.ts";
import { compileType } from "#schemas/avro.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { topics as productTopics } from "#schemas/topics.ts";
import { partitions, startWorkerRun, until } from "./worker-run.ts";

/** A way to the registry that can be cut. */
class Relay {
  readonly #target: URL;
  readonly #open = new Set<Socket>();
  #server: Server | null = null;
  port = 0;

  constructor(target: string) {
    this.#target = new URL(target);
  }

  get url(): string {
    const { pathname } = this.#target;
    return `http://127.0.0.1:${this.port}${pathname}`;
  }

  async open(): Promise<void> {
    const server = createServer((near) => {
      const far = connect(Number(this.#target.port), this.#target.hostname);
      for (const socket of [near, far]) {
        this.#open.add(socket);
        socket.on("error", () => socket.destroy());
      }
      near.pipe(far).pipe(near);
    });
    await new Promise<void>((resolve) => server.listen(this.port, "127.0.0.1", resolve));
    const { port }: Partial<AddressInfo> = Object(server.address());
    this.port = port ?? this.port;
    this.#server = server;
  }

  async cut(): Promise<void> {
    const server = this.#server;
    for (const socket of this.#open) socket.destroy();
    this.#open.clear();
    await new Promise((resolve) => (server === null ? resolve(null) : server.close(resolve)));
  }
}

test("a worker holds the partition until the registry answers, and then goes on where it was", async () => {
  const { kafka, registry } = localStack();
  const run = await startWorkerRun({ brokers: kafka.brokers, name: `registry-away.${process.pid}` });
  const { groupId, topics } = run.settings;
  const relay = new Relay(registry.url);
  await relay.open();
  await relay.cut();
  const type = compileType<TelemetryEvent>(loadSchema(productTopics.telemetry.schema));
  const schemaId = await createRegistry({ url: registry.url }).register(
    `${topics.telemetry}-value`,
    type.schema,
  );
  const away = createRegistry({ url: relay.url });
  const worker = await startWorker({
    kafka: run.kafka,
    groupId,
    topics,
    logGeneration: 1,
    replayDistanceMs: 1000,
    commitEveryMs: 50,
    decoder: createEventDecoder(type, (id) => away.schemaById(id)),
    createFold: () => countingFold(),
    foldSettings: "1",
    toRecords: ({ value }, partition) => [
      { topic: topics.associationChange, partition, key: null, value: Buffer.from(JSON.stringify(value)) },
    ],
    log: createLog("registry-away", "silent"),
  });
  const publish = (number: number) =>
    run.producer.publish({
      topic: topics.telemetry,
      partition: 2,
      key: null,
      value: type.encode(eventAt("home", number, String(number)), schemaId),
    });
  for (let number = 0; number < 10; number += 1) await publish(number);
  await until(
    "live",
    () => Object.values(worker.status().partitions).filter((p) => p === "live").length === partitions,
  );
  await sleep(2500);
  expect(worker.status()).toMatchObject({ applied: 0, skipped: 0 });

  await relay.open();
  await until("applied", () => worker.status().outputs.associationChange === 10);
  await worker.stop();
  await relay.cut();
  const numbers = (await run.outputs()).map((line) =>
    /event (\d+) home #(\d+)/.exec(line)?.slice(1).map(Number),
  );
  expect(numbers).toEqual(Array.from({ length: 10 }, (_, number) => [number, number + 1]));
  expect(worker.status().skipped).toBe(0);
  await run.close();
});
