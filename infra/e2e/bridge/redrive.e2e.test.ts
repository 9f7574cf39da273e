/** `dead-letters` as an operator uses it: what a bridge and a sink could not take is listed, mended, tried again, and in the tables once. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { connectAsync, type MqttClient } from "mqtt";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";
import { openClickhouse } from "#infra/cli/clickhouse-select.ts";
import { clickhouseConfig } from "#infra/cli/config/process-config.ts";
import { commonEnvironment } from "#infra/cli/local-run/environment.ts";
import { type Product, startProduct } from "../product.ts";

const program = fileURLToPath(new URL("../../cli/usp-telemetry.mjs", import.meta.url));

let product: Product;
let mqtt: MqttClient;

beforeAll(async () => {
  product = await startProduct({ stack: localStack(), settings: { USP_LIMIT_VALUES: "4" } });
  await product.goLive();
  mqtt = await connectAsync(product.values.mqttUrl, { protocolVersion: 5 });
});
afterAll(async () => {
  await mqtt.endAsync();
  await product.stop();
});

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the program as a process of its own, told where the services of this product are. */
function deadLetters(
  args: readonly string[],
  settings: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const env = {
    ...process.env,
    ...commonEnvironment(localStack(), {}),
    USP_CLICKHOUSE_DATABASE: product.values.clickhouseDatabase,
    ...settings,
  };
  return new Promise((resolve) => {
    execFile(process.execPath, [program, "dead-letters", ...args], { env }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });
}

const second = Math.floor(Date.now() / 1000) - 60;
/** Of one station: four values. */
const report = (mac: string, rssi = {}): string =>
  JSON.stringify({
    Report: [
      {
        CollectionTime: second,
        "ApAssociatedDevice.1.1.MACAddress": mac,
        "ApAssociatedDevice.1.1.SignalStrength": -50,
        ...rssi,
      },
    ],
  });

const stationsOf = (home: string) =>
  product.ask(`SELECT sta_mac AS mac FROM station_observation WHERE home_id = '${home}' ORDER BY mac`);
const lettersOf = (where: string) =>
  product.ask(
    `SELECT reason, toString(redriven_at IS NULL) AS open FROM dead_letter WHERE ${where} ORDER BY partition, offset`,
  );
const toTopic = (gateway: string, payload: string) =>
  mqtt.publishAsync(`oktopus/usp/v1/bulkdata/${gateway}`, payload, { qos: 1 });

// Each starts the program several times.
describe("reports above a limit", { timeout: 400_000 }, () => {
  const above = "reason = 'too_many_values'";
  const higher = { USP_LIMIT_VALUES: "100" };
  const more = { "ApAssociatedDevice.1.1.Active": true };

  test("are dead letters, listed by reason and shown with their bytes", async () => {
    for (const mac of ["02:00:5E:10:00:01", "02:00:5E:10:00:02"]) await toTopic("cpe-91", report(mac, more));
    await toTopic("cpe-92", "no report");
    await expect.poll(() => lettersOf("1"), { timeout: 60_000 }).toHaveLength(3);
    const { code, out } = await deadLetters(["list", "--json"]);
    const listed = out
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as { partition: number; offset: number; reason: string })
      .toSorted((a, b) => a.reason.localeCompare(b.reason));
    expect([code, listed.map(({ reason }) => reason)]).toEqual([
      0,
      ["bulk_shape_error", "too_many_values", "too_many_values"],
    ]);
    const shown = await deadLetters(["show", `${listed[0]?.partition}:${listed[0]?.offset}`]);
    expect(shown.out).toContain("6e 6f 20 72 65 70 6f 72 74");
    expect(shown.out).toContain("by intake, as over mqtt");
  });

  test("a dry run tells what would become of them, and changes nothing", async () => {
    const { code, out } = await deadLetters(["redrive", "--dry-run"], higher);
    expect(out).toContain("2  would become 2 events");
    expect(out).toContain("1  would be dead letters again: 1 bulk_shape_error");
    expect(code).toBe(1);
    expect(await lettersOf("1")).toMatchObject([{ open: "1" }, { open: "1" }, { open: "1" }]);
    expect(await stationsOf("os::00D09E-cpe-91")).toEqual([]);
  });

  test("tried again with a higher limit they are rows; what is no report is a letter of two attempts", async () => {
    const { code, out } = await deadLetters(["redrive"], higher);
    expect(out).toContain("2  became 2 events");
    expect(code).toBe(1);
    await expect
      .poll(() => stationsOf("os::00D09E-cpe-91"), { timeout: 60_000 })
      .toEqual([{ mac: "02:00:5e:10:00:01" }, { mac: "02:00:5e:10:00:02" }]);
    await expect
      .poll(() => lettersOf(above), { timeout: 60_000 })
      .toMatchObject([{ open: "0" }, { open: "0" }]);
    const again = "reason = 'bulk_shape_error' AND headers['usp.attempt'] = '2'";
    await expect.poll(() => lettersOf(again), { timeout: 60_000 }).toMatchObject([{ open: "1" }]);
  });

  test("a second time nothing is left to try but that one, and three attempts are the end", async () => {
    expect((await deadLetters(["redrive"], higher)).out.trim()).toBe(
      "1  are dead letters again: 1 bulk_shape_error",
    );
    const third = await deadLetters(["redrive"], higher);
    expect(third.out.trim()).toBe("1  not tried: tried 3 times already (--attempts)");
    expect(third.code).toBe(1);
    expect(await stationsOf("os::00D09E-cpe-91")).toHaveLength(2);
  });
});

test("records that ClickHouse refused are rows once it takes them", { timeout: 400_000 }, async () => {
  const clickhouse = openClickhouse(clickhouseConfig(product.values));
  const command = (sql: string) => clickhouse.text(sql, "TabSeparated");
  const [landing] = await product.ask(
    `SELECT name FROM system.tables WHERE database = currentDatabase() AND name LIKE 'landing_telemetry_event_%'
     ORDER BY length(name) DESC, name DESC LIMIT 1`,
  );
  await command("CREATE TABLE refusing_store (n UInt64) ENGINE = MergeTree ORDER BY n");
  await command(
    `CREATE MATERIALIZED VIEW refusing TO refusing_store AS
     SELECT if(home_id = 'os::00D09E-cpe-93', toUInt64(home_id), 0) AS n FROM ${landing?.["name"]}`,
  );
  await toTopic("cpe-93", report("02:00:5E:10:00:03"));
  const refused = "reason = 'insert_refused'";
  await expect.poll(() => lettersOf(refused), { timeout: 100_000 }).toMatchObject([{ open: "1" }]);
  await command("DROP TABLE refusing");
  await clickhouse.close();
  const { code, out } = await deadLetters(["redrive", "--stage", "sink_insert"]);
  expect([code, out.trim()]).toEqual([0, "1  inserted into ClickHouse"]);
  expect(await stationsOf("os::00D09E-cpe-93")).toEqual([{ mac: "02:00:5e:10:00:03" }]);
  await expect.poll(() => lettersOf(refused), { timeout: 60_000 }).toMatchObject([{ open: "0" }]);
});

test("a reason that there is not is told with the nearest", async () => {
  const { code, err } = await deadLetters(["list", "--reason", "too_many_valus"]);
  expect([code, err]).toEqual([2, expect.stringContaining("did you mean too_many_values?") as string]);
});
