/** The fleet stage over real Kafka: an outage becomes one alert, and a stage that takes over tells nothing twice. */
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";
import { openLink } from "#infra/adapters/link.fixture.ts";
import { createPartitionProducer, type PartitionProducer } from "#infra/adapters/kafka-producer.ts";
import { createRegistry } from "#infra/adapters/registry.ts";
import { loadSchema } from "#infra/adapters/schemas.ts";
import { withAdmin } from "#infra/adapters/kafka-admin.ts";
import { fleetConfig } from "#infra/cli/config/process-config.ts";
import { runFleet } from "#processors/main.ts";
import { blankAlert } from "#processors/scenarios/blank.ts";
import type { Alert } from "#schemas/alert.ts";
import { compileType } from "#schemas/avro.ts";
import { subjectOf, topics } from "#schemas/topics.ts";
import { epochMs } from "#schemas/units.ts";
import { type Product, startProduct } from "../product.ts";

const type = compileType<Alert>(loadSchema(topics.alertCandidate.schema));
const homes = Array.from({ length: 40 }, (_, number) => `home-${number}`);
const stack = localStack();
let product: Product;
let producer: PartitionProducer;
let schemaId: number;

beforeAll(async () => {
  product = await startProduct({ stack, fleet: false, settings: { USP_FLEET_HOLD_MS: "1000" } });
  producer = await createPartitionProducer({ kafka: product.kafka });
  const registry = createRegistry({ url: product.values.registryUrl });
  schemaId = await registry.register(subjectOf(topics.alertCandidate.name), type.schema);
});

afterAll(async () => {
  await producer.close();
  await product.stop();
});

const candidate = (home: string, sequence: number): Alert => ({
  ...blankAlert,
  episode_id: `episode of ${home}`,
  sequence,
  candidate_sequence: sequence,
  fingerprint: `fingerprint of ${home}`,
  state: sequence === 0 ? "firing" : "resolved",
  home_id: home,
  subject: home,
  raised_at: epochMs(Date.now()),
  changed_at: epochMs(Date.now()),
  received_at: epochMs(Date.now()),
  cleared_at: sequence === 0 ? null : epochMs(Date.now()),
  labels: { software_version: "1.2.3" },
  row_version: sequence,
});

const publish = (alerts: readonly Alert[]): Promise<unknown> =>
  Promise.all(
    alerts.map((alert, number) =>
      producer.publish({
        topic: topics.alertCandidate.name,
        partition: number % 4,
        key: Buffer.from(alert.home_id),
        value: type.encode(alert, schemaId),
      }),
    ),
  );

/** Rows of the alert view by class and state. */
async function counts(): Promise<Record<string, number>> {
  const rows = await product.ask(
    "SELECT concat(alert_class, ' ', state) AS what, toString(count()) AS n FROM alert GROUP BY what ORDER BY what",
  );
  return Object.fromEntries(rows.map(({ what, n }) => [String(what), Number(n)]));
}

async function until(expected: Readonly<Record<string, number>>): Promise<void> {
  for (;;) {
    const found = await counts();
    if (Object.entries(expected).every(([what, n]) => (found[what] ?? 0) >= n)) return;
    await sleep(100);
  }
}

test("an outage of many homes is one alert, its children suppressed under it; another stage takes over and tells nothing twice", async () => {
  const first = await runFleet(fleetConfig(product.values));
  const second = await runFleet(fleetConfig(product.values));
  await publish(homes.map((home) => candidate(home, 0)));
  await until({ "gateway_silent suppressed": 40 });
  const outage = await counts();
  expect(outage).toMatchObject({ "gateway_silent suppressed": 40 });
  expect(outage["gateway_silent firing"]).toBeUndefined();

  await first.stop();
  await publish(homes.map((home) => candidate(home, 1)));
  await until({ "gateway_silent resolved": 40, "fleet resolved": 1 });
  await second.stop();
  const rows = await product.ask(
    "SELECT episode_id, toString(sequence) AS sequence, state FROM alert WHERE home_id = 'home-7' ORDER BY sequence",
  );
  expect(rows.map(({ state }) => state)).toEqual(["suppressed", "resolved"]);
  const [parents] = await product.ask(
    "SELECT toString(uniqExact(episode_id)) AS n FROM alert WHERE alert_class = 'fleet'",
  );
  expect(parents).toEqual({ n: "1" });
  const current = await product.ask(
    "SELECT toString(count()) AS n FROM alert_current WHERE state != 'resolved'",
  );
  expect(current).toEqual([{ n: "0" }]);
});

test("candidates that Kafka deleted while no stage ran are passed over; so is what a new group never read", async () => {
  const { name: topic } = topics.alertCandidate;
  await publish(homes.map((home) => candidate(`deleted-${home}`, 0)));
  await withAdmin(product.kafka, async (admin) => {
    const ends = await admin.fetchTopicOffsets(topic);
    const partitions = ends.map(({ partition, high }) => ({ partition, offset: high }));
    await admin.deleteTopicRecords({ topic, partitions });
  });
  const before = (await counts())["gateway_silent firing"] ?? 0;

  for (const [number, groupId] of [product.values.fleetGroupId, "a-new-fleet-group"].entries()) {
    const stage = await runFleet({ ...fleetConfig(product.values), groupId });
    await publish([candidate(`kept-${number}`, 0)]);
    await until({ "gateway_silent firing": before + number + 1 });
    await stage.stop();
  }
  expect(await counts()).toMatchObject({ "gateway_silent firing": before + 2 });
});

test("records of schemas that the registry does not know, wherever the stage reads, are passed over", async () => {
  const stage = await runFleet(fleetConfig(product.values));
  const before = (await counts())["gateway_silent firing"] ?? 0;
  const odd = [999_999, 0, -1].map((id) => type.encode(candidate("odd", 0), id));
  const read = [topics.alertCandidate, topics.maintenance, topics.inventory, topics.alertState];
  for (const { name: topic } of read)
    for (const value of odd)
      await producer.publish({ topic, partition: 0, key: Buffer.from(value.subarray(0, 5)), value });
  await publish([candidate("after-odd", 0)]);
  await until({ "gateway_silent firing": before + 1 });
  await stage.stop();

  const again = await runFleet(fleetConfig(product.values));
  await publish([candidate("after-odd", 1)]);
  await until({ "gateway_silent resolved": 41 });
  await again.stop();
  expect(await counts()).toMatchObject({ "gateway_silent firing": before + 1 });
});

test("while the registry is away, what lies behind a record of a schema that is not known yet waits", async () => {
  const link = await openLink(product.values.registryUrl);
  const config = fleetConfig(product.values);
  const stage = await runFleet({ ...config, registry: { ...config.registry, url: link.url } });
  const before = (await counts())["gateway_silent firing"] ?? 0;
  link.break();
  const { name: topic } = topics.alertCandidate;
  await producer.publish({
    topic,
    partition: 0,
    key: null,
    value: type.encode(candidate("odd", 0), 999_999),
  });
  await publish([candidate("waiting", 0)]);
  // An error that came again and again would have ended the stage.
  await sleep(10_000);
  expect(await counts()).toMatchObject({ "gateway_silent firing": before });
  link.mend();
  await until({ "gateway_silent firing": before + 1 });
  await stage.stop();
  await link.close();
});
