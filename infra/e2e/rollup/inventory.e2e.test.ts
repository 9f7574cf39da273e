/** The inventory from the command line through Kafka and the sink into the views, and the places of homes in time. */
import { execFile } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";
import { createPartitionProducer, type PartitionProducer } from "#infra/adapters/kafka-producer.ts";
import { createRegistry } from "#infra/adapters/registry.ts";
import { loadSchema } from "#infra/adapters/schemas.ts";
import { clickhouseConfig } from "#infra/cli/config/process-config.ts";
import { type Product, startProduct } from "#infra/e2e/product.ts";
import { rollUpOnce } from "#processors/rollup/main.ts";
import { blankHomeWindow } from "#processors/scenarios/blank.ts";
import { compileType } from "#schemas/avro.ts";
import type { HomeWindow } from "#schemas/home-window.ts";
import { subjectOf, topics } from "#schemas/topics.ts";
import { epochMs } from "#schemas/units.ts";

const main = new URL("../../cli/main.ts", import.meta.url).pathname;
const type = compileType<HomeWindow>(loadSchema(topics.window.schema));
let product: Product;
let producer: PartitionProducer;
let schemaId: number;

beforeAll(async () => {
  product = await startProduct({ stack: localStack(), fleet: false });
  producer = await createPartitionProducer({ kafka: product.kafka });
  const registry = createRegistry({ url: product.values.registryUrl });
  schemaId = await registry.register(subjectOf(topics.window.name), type.schema);
});
afterAll(async () => {
  await producer.close();
  await product.stop();
});

/** Loads a file of these rows; returns what the command says. `home`: intake's home of every endpoint. */
function load(
  rows: readonly string[],
  {
    options = [],
    home = "{endpoint}",
  }: { readonly options?: readonly string[]; readonly home?: string } = {},
): Promise<string> {
  const env = {
    PATH: process.env["PATH"],
    USP_KAFKA_BROKERS: product.values.kafkaBrokers.join(","),
    USP_REGISTRY_URL: product.values.registryUrl,
    USP_IDENTITY_HOME: home,
  };
  return new Promise((resolve, reject) => {
    const args = [main, "inventory", "load", "-", ...options];
    const child = execFile(process.execPath, args, { env }, (error, out) =>
      error === null ? resolve(out) : reject(error),
    );
    child.stdin?.end(["home,endpoint,area,access_node,tariff,valid_from,valid_to", ...rows, ""].join("\n"));
  });
}

/** A window of one minute. */
async function publishWindow(home: string, start: string, gateway: Partial<HomeWindow>): Promise<void> {
  const windowStart = epochMs(Date.parse(start));
  const window = {
    ...blankHomeWindow,
    home_id: home,
    window_start: windowStart,
    row_version: windowStart,
    ...gateway,
  };
  await producer.publish({
    topic: topics.window.name,
    partition: 0,
    key: Buffer.from(home),
    value: type.encode(window, schemaId),
  });
}

const ask = (sql: string) => product.ask(sql);
const patient = { timeout: 60_000 };
const inventoryOf = (home: string) =>
  ask(`SELECT area, access_node, tariff, toString(valid_from) AS valid_from, toString(valid_to) AS valid_to
    FROM home_inventory WHERE home_id = '${home}' ORDER BY home_inventory.valid_from NULLS FIRST`);
const hoursOf = (home: string) =>
  ask(`SELECT toString(bucket_start) AS hour, area, access_node, tariff FROM home_hour
    WHERE home_id = '${home}' AND windows > 0 ORDER BY bucket_start`);
const february = "2026-02-01 00:00:00.000";

describe("the inventory", () => {
  it("is in its view as the file has it, and what a later file says replaces it", async () => {
    await load(["a,a,north,olt-1,gold,,", "b,b,south,,,2026-01-01,2026-03-01"]);
    const b = { area: "south", access_node: null, tariff: null };
    const valid = { valid_from: "2026-01-01 00:00:00.000", valid_to: "2026-03-01 00:00:00.000" };
    await expect.poll(() => inventoryOf("b"), patient).toEqual([{ ...b, ...valid }]);
    expect(await inventoryOf("a")).toEqual([
      { area: "north", access_node: "olt-1", tariff: "gold", valid_from: null, valid_to: null },
    ]);
    await load(["b,b,east,,,,"]);
    await expect
      .poll(() => inventoryOf("b"), patient)
      .toEqual([{ ...b, area: "east", valid_from: null, valid_to: null }]);
    expect(await inventoryOf("a")).toHaveLength(1);
  });

  it("no longer knows what a whole file does not name and had not begun: a tombstone", async () => {
    await load(["a,a,north,olt-1,gold,,", "future,future,north,,,2099-01-01,"]);
    await expect.poll(() => inventoryOf("future"), patient).toHaveLength(1);
    expect(await load(["a,a,north,olt-1,gold,,"], { options: ["--replace"] })).toMatch(/ended\n$/);
    await expect.poll(() => inventoryOf("future"), patient).toEqual([]);
    expect(await ask("SELECT home_id FROM home_dimension WHERE home_id = 'future'")).toEqual([]);
    const progress = await ask(
      `SELECT toString(sum(last_offset + 1)) AS records FROM pipeline_progress WHERE topic = '${topics.inventory.name}'`,
    );
    expect(progress).toEqual([{ records: expect.stringMatching(/^[1-9]\d*$/) }]);
  });
});

describe("a home that moves", () => {
  it("has its hours before and after in the right area, and in another once the inventory says another day", async () => {
    await publishWindow("mover", "2026-01-31T23:59:00Z", { model_name: "A", software_version: "1" });
    await publishWindow("mover", "2026-02-01T00:00:00Z", { model_name: "A", software_version: "2" });
    await publishWindow("mover", "2026-02-02T00:00:00Z", { model_name: null, software_version: "3" });
    await load(["mover,mover,north,olt-1,gold,,2026-02-01", "mover,mover,south,olt-2,,2026-02-01,"]);
    await expect.poll(() => inventoryOf("mover"), patient).toHaveLength(2);
    await expect
      .poll(() => ask("SELECT home_id FROM home_window WHERE home_id = 'mover'"), patient)
      .toHaveLength(3);
    await rollUpOnce({ clickhouse: clickhouseConfig(product.values) });
    const north = { area: "north", access_node: "olt-1", tariff: "gold" };
    const south = { area: "south", access_node: "olt-2", tariff: null };
    expect(await hoursOf("mover")).toEqual([
      { hour: "2026-01-31 23:00:00", ...north },
      { hour: "2026-02-01 00:00:00", ...south },
      { hour: "2026-02-02 00:00:00", ...south },
    ]);
    const last = { model_name: "A", software_version: "3" };
    expect(
      await ask(`SELECT area, access_node, tariff, toString(valid_from) AS valid_from, toString(valid_to) AS valid_to,
        model_name, software_version FROM home_dimension WHERE home_id = 'mover' ORDER BY home_dimension.valid_to NULLS LAST`),
    ).toEqual([
      { ...north, valid_from: null, valid_to: february, ...last },
      { ...south, valid_from: february, valid_to: null, ...last },
    ]);
    await load(["mover,mover,north,olt-1,gold,,2026-02-02", "mover,mover,south,olt-2,,2026-02-02,"]);
    await expect
      .poll(() => hoursOf("mover"), patient)
      .toEqual([
        { hour: "2026-01-31 23:00:00", ...north },
        { hour: "2026-02-01 00:00:00", ...north },
        { hour: "2026-02-02 00:00:00", ...south },
      ]);
  });

  it("of several gateways is where the one is that began last, then where the other still is; in a gap nowhere", async () => {
    await load(["pair,one,west,,,,2026-02-03", "pair,two,east,,,2026-02-01,2026-02-02"], { home: "pair" });
    for (const day of ["01-31", "02-01", "02-02", "02-03"])
      await publishWindow("pair", `2026-${day}T12:00:00Z`, {});
    await publishWindow("nowhere", "2026-02-01T12:00:00Z", {});
    await expect
      .poll(() => ask("SELECT home_id FROM home_window WHERE home_id = 'nowhere'"), patient)
      .toHaveLength(1);
    await expect.poll(() => inventoryOf("pair"), patient).toHaveLength(2);
    await rollUpOnce({ clickhouse: clickhouseConfig(product.values) });
    expect((await hoursOf("pair")).map(({ area }) => area)).toEqual(["west", "east", "west", null]);
    expect((await hoursOf("nowhere")).map(({ area }) => area)).toEqual([null]);
    expect(await ask("SELECT area FROM home_dimension WHERE home_id = 'pair' ORDER BY valid_to")).toEqual([
      { area: "west" },
      { area: "east" },
      { area: "west" },
    ]);
    expect(await ask("SELECT area, model_name FROM home_dimension WHERE home_id = 'nowhere'")).toEqual([
      { area: null, model_name: null },
    ]);
  });
});
