/** `backtest` as a person runs it, beside alerts that real workers have recorded. */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";
import { endOffsets, groupOffsets, withAdmin } from "#infra/adapters/kafka-admin.ts";
import { createPartitionProducer } from "#infra/adapters/kafka-producer.ts";
import { createRegistry } from "#infra/adapters/registry.ts";
import { loadSchema } from "#infra/adapters/schemas.ts";
import { type Product, startProduct } from "#infra/e2e/product.ts";
import { readAll } from "#infra/e2e/worker/worker-run.ts";
import type { Alert } from "#schemas/alert.ts";
import { bodyOf, compileType } from "#schemas/avro.ts";
import { subjectOf, topics } from "#schemas/topics.ts";
import { logEndMs, logStartMs, publishEvents, simulatedEvents } from "./simulated-log.fixture.ts";

const program = fileURLToPath(new URL("../main.ts", import.meta.url));
const hour = 3_600_000;
let product: Product;
let recorded: readonly Alert[];

beforeAll(async () => {
  product = await startProduct({ stack: localStack(), fleet: false, workers: 2 });
  const { registryUrl, kafkaPartitions, workerGroupId } = product.values;
  const schemaId = await createRegistry({ url: registryUrl }).register(
    subjectOf(topics.telemetry.name),
    loadSchema(topics.telemetry.schema),
  );
  const producer = await createPartitionProducer({ kafka: product.kafka });
  await publishEvents(producer, schemaId, kafkaPartitions, simulatedEvents());
  await producer.close();
  const ends = await endOffsets(product.kafka, topics.telemetry.name);
  for (;;) {
    const done = await groupOffsets(product.kafka, workerGroupId, topics.telemetry.name);
    if ([...ends].every(([partition, end]) => (done.get(partition) ?? 0) >= end)) break;
    await sleep(100);
  }
  recorded = await readRecorded();
});

afterAll(() => product.stop());

/** What the workers have said, read by other means than the command's. */
async function readRecorded(): Promise<Alert[]> {
  const type = compileType<Alert>(loadSchema(topics.alertCandidate.schema));
  const values = (await readAll(product.kafka, topics.alertCandidate.name)).flat();
  return values.flatMap(({ value }) => {
    const decoded = type.decode(bodyOf(value ?? Buffer.alloc(0)));
    return decoded.ok ? [decoded.value] : [];
  });
}

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function run(args: readonly string[], settings: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const { kafkaBrokers, registryUrl, workerGroupId } = product.values;
  const env = {
    PATH: process.env["PATH"],
    USP_KAFKA_BROKERS: kafkaBrokers.join(","),
    USP_REGISTRY_URL: registryUrl,
    USP_WORKER_GROUP_ID: workerGroupId,
    ...settings,
  };
  return new Promise((resolve) => {
    execFile(process.execPath, [program, "backtest", ...args], { env }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    );
  });
}

interface Told {
  readonly equal: boolean;
  readonly records: { readonly reproduced: number; readonly appeared: number; readonly vanished: number };
  readonly compared: { readonly from: string; readonly to: string };
  readonly homes: number;
  readonly home_days: number;
  readonly classes: Readonly<Record<string, { readonly recorded: number; readonly now: number }>>;
  readonly differences: readonly { readonly what: string; readonly alert_class: string }[];
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each field is asserted
const tell = ({ stdout }: Ended): Told => JSON.parse(stdout) as Told;
const iso = (ms: number): string => new Date(ms).toISOString();
const groups = (): Promise<string[]> =>
  withAdmin(product.kafka, async (admin) => (await admin.listGroups()).groups.map(({ groupId }) => groupId));

test("the log from its start, with the same code and settings, gives every recorded alert again", async () => {
  const text = await run([]);
  expect(text.stdout).toMatch(/^class +recorded +now/);
  expect(text.stdout).toMatch(/\n[1-9]\d* alert records reproduced, 0 appeared, 0 vanished\.\n$/);
  expect(text.stdout).not.toMatch(/begins later|not read from offset 0|yet to do/);
  expect(text.stderr).toMatch(/partition 4 of 4/);
  expect(text.code).toBe(0);

  const json = await run(["--from", "earliest", "--json"]);
  expect(json.code).toBe(0);
  const { equal, records, homes, home_days, classes, differences } = tell(json);
  expect({ equal, differences }).toEqual({ equal: true, differences: [] });
  expect(homes).toBe(8);
  expect(home_days).toBeCloseTo(2, 1);
  expect(records.reproduced).toBe(recorded.length);
  const raised = Map.groupBy(
    recorded.filter(({ sequence }) => sequence === 0),
    (alert) => alert.alert_class,
  );
  expect(raised.size).toBeGreaterThan(3);
  for (const [name, { length }] of raised)
    expect(classes[name]).toMatchObject({ recorded: length, now: length });
});

test("another setting is told by what it changes, per detector", async () => {
  const other = { USP_WINDOW_SIZE_MS: "300000" };
  const text = await run(["--list", "3"], other);
  expect(text.code).toBe(3);
  expect(text.stdout.match(/^(moved|vanished|appeared) +20\d\d-/gm)).toHaveLength(3);

  const json = await run(["--json"], other);
  expect(json.code).toBe(3);
  const { equal, records, classes } = tell(json);
  expect(equal).toBe(false);
  expect(records.appeared + records.vanished).toBeGreaterThan(0);
  expect(classes["gateway_silent"]).toMatchObject({ vanished: 0, appeared: 0, moved: 0 });
  expect(classes["gateway_wide"]?.now).toBeLessThan(classes["gateway_wide"]?.recorded ?? 0);
});

test("rules to try are told by what they would have raised", async () => {
  const folder = mkdtempSync(join(tmpdir(), "usp-backtest-"));
  const file = join(folder, "new.yaml");
  writeFileSync(
    file,
    `rules:
  - name: faint
    metric: station.rssi_p50_dbm
    condition: "< -60"
    for: 2m
    severity: minor
`,
  );
  const ended = await run(["--rules", file]);
  expect(ended.code).toBe(3);
  expect(ended.stdout).toMatch(/^rule faint +0 +[1-9]/m);
  expect(ended.stdout).toMatch(/, 0 vanished/);
  writeFileSync(file, "rules:\n  - name: faint\n    metric: station.nothing\n");
  const mistaken = await run(["--rules", file]);
  expect(mistaken.code).toBe(2);
  expect(mistaken.stderr).toContain("line 3");
  rmSync(folder, { recursive: true });
});

test("a span is compared by received time, with what was before it replayed", async () => {
  const [fromMs, toMs] = [logStartMs + 3 * hour, logStartMs + 5 * hour];
  const [from, to] = [iso(fromMs), iso(toMs)];
  const ended = await run(["--from", from, "--to", to, "--json"]);
  expect(ended.code).toBe(0);
  const { compared, records } = tell(ended);
  expect(compared).toEqual({ from, to });
  const inSpan = recorded.filter(({ received_at: at }) => at >= fromMs && at < toMs);
  expect(inSpan.length).toBeGreaterThan(0);
  expect(records.reproduced).toBe(inSpan.length);
  const after = await run(["--from", iso(logEndMs + hour)]);
  expect(after.stdout).toContain("0 alert records reproduced");
});

test("a log that has lost its start says so, and leaves its warm-up out", async () => {
  const before = await groups();
  const committed = await groupOffsets(product.kafka, product.values.workerGroupId, topics.telemetry.name);
  await withAdmin(product.kafka, async (admin) => {
    // kafkajs asks for a topic's leaders only here, and deletes nothing without.
    await admin.fetchTopicOffsets(topics.telemetry.name);
    await admin.deleteTopicRecords({
      topic: topics.telemetry.name,
      partitions: [...committed].map(([partition, end]) => ({
        partition,
        offset: String(Math.floor(end / 3)),
      })),
    });
  });
  const { stdout } = await run(["--warm-up", "1"]);
  expect(stdout).toContain("The log of 4 partitions begins later: the first 1 h of it are warm-up.");
  expect(stdout).toMatch(/4 of 4 partitions were not read from offset 0/);
  const beside = (await groups()).filter((name) => !before.includes(name));
  for (const groupId of beside)
    expect(await groupOffsets(product.kafka, groupId, topics.telemetry.name)).toEqual(new Map());
});
