/** `forget` as a process on the real Kafka, registry, sink and ClickHouse: who is meant is gone, everybody else is there to the row. */
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";
import { createClickhouse } from "#infra/adapters/clickhouse.ts";
import { TableFiller } from "#infra/cli/demo/fill-tables.ts";
import { simulatePast } from "#infra/cli/demo/past.ts";
import { type Product, startProduct } from "#infra/e2e/product.ts";
import { rollUpOnce } from "#processors/rollup/main.ts";
import { anAlert } from "#processors/notify/alert.fixture.ts";
import type { Alert } from "#schemas/alert.ts";
import type { InventoryEntry } from "#schemas/inventory.ts";
import type { Maintenance } from "#schemas/maintenance.ts";
import type { LearnedProfile } from "#schemas/profile.ts";
import { topics } from "#schemas/topics.ts";
import { epochMs } from "#schemas/units.ts";
import { clickhouseConfig } from "../config/process-config.ts";
import { openOperatorTable } from "../operator-table.ts";
import { contentsOf, runForget, type Said, viewsNaming, viewsWithColumn } from "./forgetting.fixture.ts";

let product: Product;
/** The one to forget, and one of the others. */
let home: string;
let other: string;

beforeAll(async () => {
  product = await startProduct({ stack: localStack(), fleet: false });
  await fillPast();
  await rollUpOnce({ clickhouse: clickhouseConfig(product.values) });
  const [first, second] = await product.ask("SELECT DISTINCT home_id FROM home_window ORDER BY home_id");
  home = String(first?.["home_id"]);
  other = String(second?.["home_id"]);
  await tellOperators();
}, 300_000);
afterAll(() => product.stop());

/** An hour and a half of three homes in which much happens; the same each time. */
async function fillPast(): Promise<void> {
  const client = createClickhouse(clickhouseConfig(product.values));
  const filler = await TableFiller.open(client, "past.");
  const past = simulatePast({
    ...{ values: product.values, seed: "forget", homes: 3, anomalies: 30, intervalMs: 60_000 },
    ...{ startMs: Date.UTC(2026, 9, 19, 18), endMs: Date.UTC(2026, 9, 19, 19, 30) },
  });
  for (const { startMs, records } of past) filler.add(records, startMs);
  await filler.insert();
  await client.close();
}

/** Both homes in the inventory, both in maintenance, with a learned profile, an alert that fires and a dead letter. */
async function tellOperators(): Promise<void> {
  const inventory = await openOperatorTable<InventoryEntry>(product.values, topics.inventory);
  const period = { valid_from: null, valid_to: null, area: "north", access_node: "olt-1", tariff: null };
  await inventory.write(
    [home, other].map((id) => [
      `${id} ${id}`,
      { home_id: id, endpoint_id: id, periods: [period], loaded_at: epochMs(Date.now()) },
    ]),
  );
  const maintenance = await openOperatorTable<Maintenance>(product.values, topics.maintenance);
  await maintenance.write(
    [home, other].map((value) => [
      `m ${value}`,
      {
        ...{ id: `m ${value}`, scope: "home", value, reason: "", created_at: epochMs(0) },
        ...{ starts_at: epochMs(0), ends_at: epochMs(1) },
      },
    ]),
  );
  const profiles = await openOperatorTable<LearnedProfile>(product.values, topics.profile);
  const profile = "Device.BulkData.Profile.1";
  await profiles.write(
    [home, other].map((id) => [
      `${id} ${profile}`,
      { endpoint_id: id, profile, received_at: epochMs(0), source: "tap", settings: {} },
    ]),
  );
  const alerts = await openOperatorTable<Alert>(product.values, topics.alertState);
  await alerts.write(
    [home, other].map((id) => [`of ${id}`, anAlert({ fingerprint: `of ${id}`, home_id: id, subject: id })]),
  );
  const count = "SELECT toString(count()) AS n FROM home_inventory";
  await vi.waitFor(async () => expect(await product.ask(count)).toEqual([{ n: "2" }]), { timeout: 60_000 });
  for (const [index, id] of [home, other].entries())
    await command(`INSERT INTO dead_letter_store (reason, stage, endpoint_id, key, payload, kafka_topic, kafka_offset)
      VALUES ('json', 'decode', '${id}', '${id}', '{', 'past', ${index})`);
}

async function command(query: string): Promise<void> {
  const client = createClickhouse(clickhouseConfig(product.values));
  await client.command({ query });
  await client.close();
}

const run = (...args: readonly string[]): Promise<Said> => runForget(product.values, args);
const contents = (views: readonly string[], where: string) => contentsOf(product, views, where);
const viewsWith = (column: string) => viewsWithColumn(product, column);

const keyed = [topics.inventory, topics.maintenance, topics.profile, topics.alertState];
const allKeys = (): Promise<string[][]> => Promise.all(keyed.map(keysOf));
const keysOf = async (topic: (typeof keyed)[number]): Promise<string[]> =>
  [...(await (await openOperatorTable(product.values, topic)).read()).keys()].toSorted();

/** Views in which a home of this past has rows; the rest need what it does not report. */
const filled = ["association_change", "home_dimension", "home_hour", "home_inventory", "home_window"].concat(
  ["host_observation", "radio_hour", "station_hour", "station_observation", "station_window"],
  ["telemetry_event", "home_quarter_hour", "home_day", "band_day"],
);

describe("a home", () => {
  it("is told and left when nobody says yes; who says neither is asked to", async () => {
    const views = await viewsWith("home_id");
    const before = await contents(views, "true");
    const said = await run(home, "--dry-run");
    expect(said).toMatchObject({ code: 0, err: "" });
    for (const each of [
      "station_observation_store",
      "home_gateway_store",
      "station_day_store",
      "dead_letter_store",
    ])
      expect(said.out).toContain(each);
    for (const { name } of keyed) expect(said.out.replaceAll(/ +/g, " ")).toContain(`${name} 1 keys`);
    expect(said.out).toMatch(/usp\.telemetry\.v1 +\d{4}-\d\d-\d\dT\d\d:\d\dZ/);
    expect(await contents(views, "true")).toEqual(before);
    expect((await allKeys()).map((keys) => keys.length)).toEqual(keyed.map(() => 2));
    expect(await run(home)).toMatchObject({ code: 2, out: "" });
    expect(await product.ask("SELECT toString(count()) AS n FROM forgotten")).toEqual([{ n: "0" }]);
  });

  it("is in no view, no table and no operator's topic any more; the others are, to the row", async () => {
    const views = await viewsWith("home_id");
    const mine = await contents(views, `home_id = '${home}'`);
    for (const view of filled)
      expect([view, mine[view]]).not.toEqual([view, expect.objectContaining({ n: "0" })]);
    const others = await contents(views, `home_id != '${home}'`);
    expect(await run(home, "--yes")).toMatchObject({ code: 0, err: "" });
    const left = await contents(views, `home_id = '${home}'`);
    expect(Object.values(left)).toEqual(views.map(() => ({ n: "0", digest: "0" })));
    expect(await contents(views, `home_id != '${home}'`)).toEqual(others);
    expect(await rowsInTables(home)).toEqual([]);
    expect(await product.ask("SELECT endpoint_id FROM dead_letter")).toEqual([{ endpoint_id: other }]);
    expect(await allKeys()).toEqual([
      [`${other} ${other}`],
      [`m ${other}`],
      [`${other} Device.BulkData.Profile.1`],
      [`of ${other}`],
    ]);
  });

  it("is on the list, by a hash; once more there is nothing to do", async () => {
    const listed =
      "SELECT subject_kind, subject_hash, toString(row_counts['home_window_store']) AS n FROM forgotten";
    const list = await product.ask(listed);
    expect(list).toEqual([
      { subject_kind: "home", subject_hash: expect.stringMatching(/^[0-9a-f]{64}$/), n: expect.any(String) },
    ]);
    const again = await run(home, "--yes");
    expect(again.code).toBe(0);
    expect(again.out).toMatch(/^Nothing of home \S+ is there, forgotten before, last at /);
    expect(await product.ask(listed)).toEqual(list);
  });

  it("that comes in again is told, and --again takes it and nobody else", async () => {
    const views = await viewsWith("home_id");
    const others = await contents(views, `home_id != '${home}'`);
    await fillPast();
    const told = await run(home, "--dry-run");
    expect(told.out).toContain("These came after it was forgotten then.");
    const again = await run("--again", "--yes");
    expect(again).toMatchObject({ code: 0, err: "" });
    expect(again.out).toContain(`Of home ${home}, forgotten before`);
    expect(await rowsInTables(home)).toEqual([]);
    expect(await contents(views, `home_id != '${home}'`)).toEqual(others);
    expect((await run("--again", "--yes")).out).toBe("Nobody who was forgotten has rows.\n");
  });
});

/** Tables that name the home in a column, views left out. */
async function rowsInTables(homeId: string): Promise<readonly string[]> {
  const columns = await product.ask(`SELECT table, name FROM system.columns WHERE database = currentDatabase()
    AND endsWith(table, '_store') AND name IN ('home_id', 'endpoint_id', 'key')`);
  const found: string[] = [];
  for (const { table, name } of columns) {
    const [row] = await product.ask(
      `SELECT toString(count()) AS n FROM ${table} WHERE ifNull(${name}, '') = '${homeId}'`,
    );
    if (row?.["n"] !== "0") found.push(`${table}.${name}`);
  }
  return found;
}

describe("an address", () => {
  it("is in no row of any view; other stations and the sums of homes are as they were", async () => {
    const [station] = await product.ask(`SELECT sta_mac FROM station_hour WHERE home_id = '${other}'
      AND sta_mac IN (SELECT sta_mac FROM station_window) ORDER BY sta_mac LIMIT 1`);
    const mac = String(station?.["sta_mac"]);
    await command(`INSERT INTO alert_store (home_id, episode_id, subject_kind, subject, raised_at)
      VALUES ('${other}', 'one', 'station', '${mac}', now())`);
    const stations = await viewsWith("sta_mac");
    const others = await contents(stations, `sta_mac != '${mac}'`);
    const sums = await contents(
      ["home_hour", "band_hour", "radio_hour", "home_window", "radio_window"],
      "true",
    );
    expect(await contents(["station_window"], `sta_mac = '${mac}'`)).not.toMatchObject({
      station_window: { n: "0" },
    });
    const said = await run("--mac", mac.toUpperCase(), "--yes");
    expect(said).toMatchObject({ code: 0, err: "" });
    expect(said.out).toMatch(/home_window_store +\d+ +rows/);
    expect(await viewsNaming(product, mac)).toEqual([]);
    expect(await contents(stations, `sta_mac != '${mac}'`)).toEqual(others);
    expect(await contents(Object.keys(sums), "true")).toEqual(sums);
    expect((await run("--mac", mac, "--yes")).out).toMatch(
      /^Nothing of address \S+ is there, forgotten before/,
    );
  });
});
