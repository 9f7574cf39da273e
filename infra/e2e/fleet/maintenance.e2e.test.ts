/** Maintenance and inventory through the command line, against the fleet stage on real Kafka. */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";
import { endOffsets } from "#infra/adapters/kafka-admin.ts";
import { createPartitionProducer, type PartitionProducer } from "#infra/adapters/kafka-producer.ts";
import { createRegistry } from "#infra/adapters/registry.ts";
import { loadSchema } from "#infra/adapters/schemas.ts";
import { blankAlert } from "#processors/scenarios/blank.ts";
import type { Alert } from "#schemas/alert.ts";
import { compileType } from "#schemas/avro.ts";
import { subjectOf, topics } from "#schemas/topics.ts";
import { epochMs } from "#schemas/units.ts";
import { type Product, startProduct } from "../product.ts";

const type = compileType<Alert>(loadSchema(topics.alertCandidate.schema));
const main = new URL("../../cli/main.ts", import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), "usp-maintenance-test-"));
const stack = localStack();
let product: Product;
let producer: PartitionProducer;
let schemaId: number;

beforeAll(async () => {
  product = await startProduct({ stack });
  producer = await createPartitionProducer({ kafka: product.kafka });
  const registry = createRegistry({ url: product.values.registryUrl });
  schemaId = await registry.register(subjectOf(topics.alertCandidate.name), type.schema);
});

afterAll(async () => {
  await producer.close();
  await product.stop();
  rmSync(folder, { recursive: true });
});

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** The command line as a person has it. */
function run(args: readonly string[], input = ""): Promise<Ended> {
  const env = {
    PATH: process.env["PATH"],
    USP_KAFKA_BROKERS: product.values.kafkaBrokers.join(","),
    USP_REGISTRY_URL: product.values.registryUrl,
  };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [main, ...args], { env }, (error, out, complaint) => {
      const code = typeof error?.code === "number" ? error.code : 0;
      resolve({ code, out, error: complaint });
    });
    child.stdin?.end(input);
  });
}

const drop = (home: string): Alert => ({
  ...blankAlert,
  alert_class: "rssi_drop",
  episode_id: `episode of ${home}`,
  fingerprint: `fingerprint of ${home}`,
  home_id: home,
  endpoint_id: home,
  subject: home,
  raised_at: epochMs(Date.now()),
  changed_at: epochMs(Date.now()),
  received_at: epochMs(Date.now()),
});

const publish = (alert: Alert): Promise<void> =>
  producer.publish({
    topic: topics.alertCandidate.name,
    partition: 0,
    key: Buffer.from(alert.home_id),
    value: type.encode(alert, schemaId),
  });

/** What was told of a home's alert: once it is so many transitions. */
async function told(
  home: string,
  count: number,
): Promise<readonly Readonly<Record<string, string | null>>[]> {
  for (;;) {
    const rows = await product.ask(
      `SELECT state, summary, labels['area'] AS area, labels['access_node'] AS node FROM alert WHERE home_id = '${home}' ORDER BY sequence`,
    );
    if (rows.length >= count) return rows;
    await sleep(100);
  }
}

const load = (rows: readonly string[], ...options: string[]): Promise<Ended> =>
  run(
    ["inventory", "load", "-", ...options],
    ["home,endpoint,area,access_node,valid_to", ...rows, ""].join("\n"),
  );

async function records(): Promise<number> {
  const ends = await endOffsets(product.kafka, topics.inventory.name);
  return [...ends.values()].reduce((sum, end) => sum + end, 0);
}

test("an alert in maintenance of its area is suppressed, and fires when the maintenance is removed; it ends with its gateway", async () => {
  const homes = ["home-1,home-1,north,olt-1,", "home-2,home-2,south,olt-2,", "home-3,home-3,north,olt-1,"];
  expect(await load(homes)).toMatchObject({
    code: 0,
    out: "3 rows of 3 endpoints: 3 added, 0 changed, 0 unchanged, 0 ended\n",
  });
  const planned = await run(["maintenance", "add", "--scope", "area", "--value", "north", "--for", "1h"]);
  expect(planned).toMatchObject({ code: 0, out: expect.stringMatching(/^m-[0-9a-f]{8} in force\n$/) });
  const [id = ""] = planned.out.split(" ");
  expect((await run(["maintenance", "list"])).out).toMatch(new RegExp(`\n${id} +in force +area north `));

  await publish(drop("home-1"));
  await publish(drop("home-2"));
  expect(await told("home-1", 1)).toMatchObject([{ state: "suppressed", area: "north", node: "olt-1" }]);
  expect(await told("home-2", 1)).toMatchObject([{ state: "firing", area: "south", node: "olt-2" }]);

  expect(await run(["maintenance", "remove", id])).toMatchObject({ code: 0, out: `${id} removed\n` });
  expect((await told("home-1", 2)).map(({ state }) => state)).toEqual(["suppressed", "firing"]);
  expect(await run(["maintenance", "list"])).toMatchObject({ code: 0, out: "No maintenance is planned.\n" });
  expect(await run(["maintenance", "remove", id])).toMatchObject({ code: 2, out: "" });

  const before = await records();
  expect((await load(homes)).out).toContain("0 added, 0 changed, 3 unchanged, 0 ended");
  expect(await records()).toBe(before);
  expect((await load(homes.slice(1))).out).toContain("2 unchanged, 0 ended");
  expect((await load(homes.slice(1), "--replace")).out).toContain("2 unchanged, 1 ended");
  const ended = await told("home-1", 3);
  expect(ended[2]).toMatchObject({ state: "resolved", summary: "no longer in the inventory", area: "north" });
  expect((await run(["inventory", "list", "--home", "home-1"])).out).toMatch(/\nhome-1 +home-1 +ended /);

  // Another home's, which is taken after it: nothing was told of the one that is gone.
  await publish({ ...drop("home-1"), episode_id: "next", row_version: 9 });
  await publish(drop("home-3"));
  await told("home-3", 1);
  expect(await told("home-1", 3)).toHaveLength(3);
});

test("a file with mistakes is refused with all of them, and nothing of it is loaded", async () => {
  const file = join(folder, "homes.csv");
  writeFileSync(file, "home,endpoint,valid_from\nhome-9,home-9,soon\nhome-8,home-9,2026-01-01\n");
  const before = await records();
  const { code, error } = await run(["inventory", "load", file]);
  expect(code).toBe(2);
  expect(error).toContain('  line 2: valid_from "soon" is no time');
  expect(error).toContain('  line 3: home "home-8", but intake');
  expect(await records()).toBe(before);
  expect(await run(["inventory", "load", join(folder, "none.csv")])).toMatchObject({ code: 2 });
});

test("a large file is loaded with its progress told, and a second time in none", async () => {
  const rows = Array.from(
    { length: 30_000 },
    (_, n) => `large-${n},large-${n},area ${n % 50},olt-${n % 900},`,
  );
  const first = await load(rows);
  expect(first).toMatchObject({ code: 0, out: expect.stringContaining("30000 added") });
  expect(first.error).toContain("20000 of 30000 endpoints written\n30000 of 30000 endpoints written\n");
  expect((await load(rows)).out).toContain("0 added, 0 changed, 30000 unchanged, 0 ended");
});
