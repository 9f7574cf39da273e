/**
 * A capture through the whole product with pseudonyms and a rotation in its middle: no name or address of the home is in
 * any topic or table, what is counted is what was true, and nobody is told to have come or gone because of the rotation.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { connectAsync } from "mqtt";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";
import { openDeadLetter } from "#ingest/pseudonyms/sealed-dead-letter.ts";
import { createSealing } from "#ingest/pseudonyms/sealing.ts";
import { topics } from "#schemas/topics.ts";
import { readTopics } from "./faults/read-topics.ts";
import { type Product, startProduct } from "./product.ts";
import { captureFile, readCapture } from "./truth/capture.ts";
import { reportsOf } from "./truth/report.ts";

const capture = readCapture("bulk-json-nvp-mqtt-v5");
const [first, last] = [capture.publishes.at(0)?.t_ms ?? 0, capture.publishes.at(-1)?.t_ms ?? 0];
const rotationAt = Math.round((first + last) / 2);
const keys = JSON.stringify([
  { id: "one", from: "2026-01-01T00:00:00Z", key: "ab".repeat(32) },
  { id: "two", from: new Date(rotationAt).toISOString(), key: "cd".repeat(32) },
]);
const reports = reportsOf(capture);
/** What was in the home, by the truth of the simulated one. */
const truths = capture.publishes.flatMap(({ reports: told = [] }) => told.map(({ truth }) => truth));
const valuesOf = (table: "hosts" | "assoc", name: string): ReadonlySet<string> =>
  new Set(truths.flatMap((truth) => Object.values(truth[table]).flatMap((row) => String(row[name] ?? ""))));
const macs = new Set([...valuesOf("hosts", "PhysAddress"), ...valuesOf("assoc", "MACAddress")]);
const needles = [...macs]
  .flatMap((mac) => [mac, mac.replaceAll(":", "-"), mac.replaceAll(":", "")])
  .concat([...valuesOf("hosts", "HostName")].filter((name) => name.length > 3))
  .concat([...valuesOf("hosts", "IPAddress")].filter((address) => address.includes(".")))
  .map((text) => text.toLowerCase())
  .filter((text) => text.length > 3);

let product: Product;

beforeAll(async () => {
  product = await startProduct({
    stack: localStack(),
    fleet: false,
    settings: { USP_PSEUDONYM_KEYS: keys },
  });
}, 120_000);
afterAll(() => product.stop());

const count = async (query: string): Promise<number> => Number((await product.ask(query))[0]?.["n"]);

/** Records by topic, and the bytes of all: keys, values, headers. */
async function inKafka(): Promise<{ counts: Map<string, number>; text: string }> {
  const names = Object.values(topics).map(({ name }) => name);
  const counts = new Map<string, number>();
  const parts: Buffer[] = [];
  const reading = await readTopics(product.kafka, names, ({ topic, records }) => {
    counts.set(topic, (counts.get(topic) ?? 0) + records.length);
    for (const { key, value, headers } of records)
      parts.push(...[key, value, ...Object.values(headers)].map((each) => Buffer.from(each ?? "")));
  });
  await reading.stop();
  return { counts, text: Buffer.concat(parts).toString("latin1").toLowerCase() };
}

/** Rows of each table that name somebody of the home in any column. */
async function tablesThatTell(): Promise<readonly string[]> {
  const tables = await product.ask(
    "SELECT name AS name FROM system.tables WHERE database = currentDatabase() AND endsWith(name, '_store')",
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const list = needles.map((needle) => `'${needle.replaceAll("'", "\\'")}'`).join(", ");
    const rows = await count(
      `SELECT toString(countIf(multiSearchAny(lower(toString(tuple(*))), [${list}]))) AS n FROM ${name}`,
    );
    if (rows > 0) found.push(`${name}: ${rows}`);
  }
  return found;
}

describe("a home under pseudonyms", () => {
  test("is in Kafka and ClickHouse without a name or address, and counted as it was", async () => {
    expect(needles.length).toBeGreaterThan(20);
    const { unaccounted, deadLetters } = await product.replay([captureFile(capture.name)], "{endpoint}");
    expect(unaccounted).toEqual([]);
    expect(deadLetters).toEqual({});
    const { counts, text } = await inKafka();
    for (const { name } of [topics.telemetry, topics.parameter, topics.window, topics.workerState])
      expect([name, counts.get(name)]).not.toEqual([name, undefined]);
    expect(needles.filter((needle) => text.includes(needle))).toEqual([]);
    expect(await tablesThatTell()).toEqual([]);
    const stations = truths.reduce((sum, { assoc }) => sum + Object.keys(assoc).length, 0);
    expect(await count("SELECT toString(count()) AS n FROM station_observation")).toBe(stations);
    expect(await count("SELECT toString(count()) AS n FROM telemetry_event WHERE kind = 'report'")).toBe(
      reports.length,
    );
  });

  test("has each address once in an epoch, as randomized as it was, and says which epoch it was", async () => {
    const isLocal = (mac: string): boolean => (Number.parseInt(mac.slice(0, 2), 16) & 2) !== 0;
    const local = [...valuesOf("assoc", "MACAddress")].filter(isLocal).length;
    const rows =
      await product.ask(`SELECT arrayFirst(flag -> startsWith(flag, 'pseudonyms:'), flags) AS epoch,
        toString(uniqExact(sta_mac)) AS stations,
        toString(uniqExactIf(sta_mac, bitTest(reinterpretAsUInt8(unhex(substring(sta_mac, 1, 2))), 1))) AS randomized
      FROM station_observation JOIN telemetry_event USING (event_id) GROUP BY epoch ORDER BY epoch`);
    expect(rows.map(({ epoch }) => epoch)).toEqual(["pseudonyms:one", "pseudonyms:two"]);
    const sizes = valuesOf("assoc", "MACAddress").size;
    for (const { stations, randomized } of rows) {
      expect(Number(stations)).toBeLessThanOrEqual(sizes);
      expect(Number(randomized)).toBeLessThanOrEqual(local);
    }
    const all = await count("SELECT toString(uniqExact(sta_mac)) AS n FROM station_observation");
    expect(all).toBe(rows.reduce((sum, { stations }) => sum + Number(stations), 0));
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
    const payload = `{"Report":[{"Hosts.1.HostName":"${[...valuesOf("assoc", "MACAddress")][0]}"`;
    const topic = "oktopus/usp/v1/bulkdata/cpe-77";
    await mqtt.publishAsync(topic, payload, { qos: 1 });
    await mqtt.endAsync();
    const letters = `SELECT reason, source_topic AS topic, detail, base64Encode(ifNull(payload, '')) AS bytes, toJSONString(headers) AS headers
      FROM dead_letter`;
    for (const until = Date.now() + 30_000; Date.now() < until; await sleep(200))
      if ((await product.ask(letters)).length > 0) break;
    const [letter, ...others] = await product.ask(letters);
    expect(others).toEqual([]);
    expect(letter).toMatchObject({
      reason: "bulk_parse_error",
      topic,
      detail: expect.stringContaining("encrypted"),
    });
    expect(await tablesThatTell()).toEqual([]);
    const epochs = product.values.pseudonymKeys ?? [];
    const headers = JSON.parse(letter?.["headers"] ?? "") as Record<string, string>;
    const opened = openDeadLetter(
      { headers, value: Buffer.from(letter?.["bytes"] ?? "", "base64") },
      createSealing(epochs),
    );
    expect(opened).toMatchObject({ ok: true, topic, value: Buffer.from(payload) });
  });
});
