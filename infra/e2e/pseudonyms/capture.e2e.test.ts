/**
 * A capture through the whole product with pseudonyms and a rotation in its middle: no name or address of the home is in
 * any topic or table, what is counted is what was true, and nobody is told to have come or gone because of the rotation.
 * Who has the keys can forget a station by its real address.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { connectAsync } from "mqtt";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";
import { openDeadLetter } from "#ingest/pseudonyms/sealed-dead-letter.ts";
import { createSealing } from "#ingest/pseudonyms/sealing.ts";
import { contentsOf, runForget, viewsNaming, viewsWithColumn } from "#infra/cli/forget/forgetting.fixture.ts";
import { parseSubject, withPseudonyms } from "#infra/cli/forget/subject.ts";
import { topics } from "#schemas/topics.ts";
import { type Product, startProduct } from "../product.ts";
import { captureFile, readCapture } from "../truth/capture.ts";
import { reportsOf } from "../truth/report.ts";
import { deadLetters, namesOf, searchKafka, searchTables } from "./home-names.ts";

const capture = readCapture("bulk-json-nvp-mqtt-v5");
const [first, last] = [capture.publishes.at(0)?.t_ms ?? 0, capture.publishes.at(-1)?.t_ms ?? 0];
const rotationAt = Math.round((first + last) / 2);
const keys = JSON.stringify([
  { id: "one", from: "2026-01-01T00:00:00Z", key: "ab".repeat(32) },
  { id: "two", from: new Date(rotationAt).toISOString(), key: "cd".repeat(32) },
]);
const reports = reportsOf(capture);
/** What was in the home, by the truth of the simulated one. */
const { stations, needles } = namesOf(capture);
const [station = ""] = stations;
const truths = capture.publishes.flatMap(({ reports: told = [] }) => told.map(({ truth }) => truth));

let product: Product;

beforeAll(async () => {
  product = await startProduct({
    stack: localStack(),
    fleet: false,
    settings: { USP_PSEUDONYM_KEYS: keys },
  });
}, 120_000);
afterAll(() => product.stop());

/** Every errand is a process, and rewrites tables. */
const patience = { timeout: 300_000 };

const count = async (query: string): Promise<number> => Number((await product.ask(query))[0]?.["n"]);

describe("a home under pseudonyms", () => {
  test("is in Kafka and ClickHouse without a name or address, and counted as it was", async () => {
    expect(needles.length).toBeGreaterThan(20);
    const replayed = await product.replay([captureFile(capture.name)], "{endpoint}");
    expect(replayed.unaccounted).toEqual([]);
    expect(replayed.deadLetters).toEqual({});
    const { counts, found } = await searchKafka(product, needles);
    for (const { name } of [topics.telemetry, topics.parameter, topics.window, topics.workerState])
      expect([name, counts.get(name)]).not.toEqual([name, undefined]);
    expect(found).toEqual([]);
    expect(await searchTables(product, needles)).toEqual([]);
    const observed = truths.reduce((sum, { assoc }) => sum + Object.keys(assoc).length, 0);
    expect(await count("SELECT toString(count()) AS n FROM station_observation")).toBe(observed);
    expect(await count("SELECT toString(count()) AS n FROM telemetry_event WHERE kind = 'report'")).toBe(
      reports.length,
    );
  });

  test("has each address once in an epoch, as randomized as it was, and says which epoch it was", async () => {
    const isLocal = (mac: string): boolean => (Number.parseInt(mac.slice(0, 2), 16) & 2) !== 0;
    const local = [...stations].filter(isLocal).length;
    const rows =
      await product.ask(`SELECT arrayFirst(flag -> startsWith(flag, 'pseudonyms:'), flags) AS epoch,
        toString(uniqExact(sta_mac)) AS present,
        toString(uniqExactIf(sta_mac, bitTest(reinterpretAsUInt8(unhex(substring(sta_mac, 1, 2))), 1))) AS randomized
      FROM station_observation JOIN telemetry_event USING (event_id) GROUP BY epoch ORDER BY epoch`);
    expect(rows.map(({ epoch }) => epoch)).toEqual(["pseudonyms:one", "pseudonyms:two"]);
    for (const { present, randomized } of rows) {
      expect(Number(present)).toBeLessThanOrEqual(stations.size);
      expect(Number(randomized)).toBeLessThanOrEqual(local);
    }
    const all = await count("SELECT toString(uniqExact(sta_mac)) AS n FROM station_observation");
    expect(all).toBe(rows.reduce((sum, { present }) => sum + Number(present), 0));
  });

  test("neither left nor joined at the rotation, which is marked", async () => {
    const changes = await product.ask(`SELECT kind, reason, toString("count") AS n,
        toString(toUnixTimestamp64Milli(received_at) >= ${rotationAt}) AS after FROM association_change
      WHERE received_at BETWEEN fromUnixTimestamp64Milli(${rotationAt - 1})
        AND (SELECT min(received_at) FROM telemetry_event WHERE kind = 'report' AND has(flags, 'pseudonyms:two') AND notEmpty(tables))`);
    expect(changes).toEqual([
      { kind: "emptied", reason: "new_pseudonyms", n: expect.any(String), after: "1" },
    ]);
  });

  test("has dead letters that only the key opens", async () => {
    await product.goLive();
    const mqtt = await connectAsync(product.values.mqttUrl, { protocolVersion: 5 });
    const payload = `{"Report":[{"Hosts.1.HostName":"${station}"`;
    const topic = "oktopus/usp/v1/bulkdata/cpe-77";
    await mqtt.publishAsync(topic, payload, { qos: 1 });
    await mqtt.endAsync();
    for (const until = Date.now() + 100_000; Date.now() < until; await sleep(200))
      if ((await deadLetters(product)).length > 0) break;
    const letters = await deadLetters(product);
    expect(letters).toMatchObject([
      { reason: "bulk_parse_error", topic, detail: expect.stringContaining("encrypted") },
    ]);
    expect(await searchTables(product, needles)).toEqual([]);
    const sealing = createSealing(product.values.pseudonymKeys ?? []);
    expect(letters.map((letter) => openDeadLetter(letter, sealing))).toMatchObject([
      { ok: true, topic, value: Buffer.from(payload) },
    ]);
  });
});

describe("one of its stations, by its real address", () => {
  const forget = (...args: readonly string[]) =>
    runForget(product.values, ["--mac", station, ...args], { USP_PSEUDONYM_KEYS: keys });
  /** Under both keys. */
  const pseudonyms = (): readonly string[] =>
    withPseudonyms(parseSubject(undefined, station), product.values.pseudonymKeys ?? [])
      .slice(1)
      .map((subject) => (subject.kind === "mac" ? subject.mac : ""));

  test("is not found without the keys, which is told", patience, async () => {
    const one = JSON.stringify(JSON.parse(keys).slice(0, 1));
    for (const [settings, missing] of [
      [{}, "one, two"],
      [{ USP_PSEUDONYM_KEYS: one }, "two"],
    ] as const) {
      const said = await runForget(product.values, ["--mac", station, "--dry-run"], settings);
      expect(said).toMatchObject({ code: 1, err: "" });
      expect(said.out).toContain(`Not looked for under pseudonyms of epoch ${missing}:`);
    }
  });

  test(
    "is in no row any more under any pseudonym, nor in encrypted dead letters; the others are, to the row",
    patience,
    async () => {
      const named = await Promise.all(pseudonyms().map((mac) => viewsNaming(product, mac)));
      for (const views of named)
        expect(views).toEqual(expect.arrayContaining(["station_observation", "station_window"]));
      const views = await viewsWithColumn(product, "sta_mac");
      const others = `sta_mac NOT IN (${pseudonyms()
        .map((mac) => `'${mac}'`)
        .join(", ")})`;
      const before = await contentsOf(product, views, others);
      const said = await forget("--yes");
      expect(said).toMatchObject({ code: 0, err: "" });
      expect(said.out).toMatch(/^Of address \S+ is gone:\n.*\ndead_letter_store +1 +rows\n/);
      for (const [index, epoch] of ["one", "two"].entries())
        expect(said.out).toContain(
          `Of address ${pseudonyms()[index]} (its pseudonym of epoch ${epoch}) is gone:`,
        );
      expect(await Promise.all(pseudonyms().map((mac) => viewsNaming(product, mac)))).toEqual([[], []]);
      expect(await deadLetters(product)).toEqual([]);
      expect(await contentsOf(product, views, others)).toEqual(before);
      const again = await forget("--yes");
      expect([again.code, again.out.match(/^Nothing of address/gm)?.length]).toEqual([0, 3]);
    },
  );

  test("is found again by --again when a restore has brought it back", patience, async () => {
    const settings = { USP_PSEUDONYM_KEYS: keys };
    const again = () => runForget(product.values, ["--again", "--yes"], settings);
    expect((await again()).out).toBe("Nobody who was forgotten has rows.\n");
    const mqtt = await connectAsync(product.values.mqttUrl, { protocolVersion: 5 });
    const topic = "oktopus/usp/v1/bulkdata/cpe-77";
    await mqtt.publishAsync(topic, `{"Report":[{"it":"${station.replaceAll(":", "")}"`, { qos: 1 });
    const report = [{ "ApAssociatedDevice.1.1.MACAddress": station }];
    await mqtt.publishAsync(topic, JSON.stringify({ Report: report }), { qos: 1 });
    await mqtt.endAsync();
    const [, now = ""] = pseudonyms();
    while ((await deadLetters(product)).length === 0 || (await viewsNaming(product, now)).length === 0)
      await sleep(200);
    const said = await again();
    expect(said).toMatchObject({ code: 0, err: "" });
    expect(said.out).toContain(`Of address ${station.toLowerCase()}, forgotten before`);
    expect(said.out).toContain(`Of address ${now}, forgotten before`);
    expect([await deadLetters(product), await viewsNaming(product, now)]).toEqual([[], []]);
  });
});
