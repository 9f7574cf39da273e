/** What the pages promise of views, on a real ClickHouse: their queries run as they stand there. */
import { readFileSync } from "node:fs";
import type { ClickHouseClient } from "@clickhouse/client";
import { afterAll, beforeAll, expect, it } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";
import { createClickhouse, ensureDatabase, insertAvro } from "#infra/adapters/clickhouse.ts";
import { loadSchema } from "#infra/adapters/schemas.ts";
import { applyMigrations } from "#infra/cli/migrate.ts";
import { blankEvent, blankHost, blankStation } from "#processors/scenarios/blank.ts";
import { parseRecordSchema } from "#processors/sink/avro-schema.ts";
import { createContainer } from "#processors/sink/container.ts";
import { bodyOf, compileType } from "#schemas/avro.ts";
import type { ParameterEvent } from "#schemas/parameter-event.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { epochMs } from "#schemas/units.ts";

const january = Date.UTC(2026, 0, 1);
let clickhouse: ClickHouseClient;
let nextOffset = 0;

beforeAll(async () => {
  const { url } = localStack().clickhouse;
  const config = { url, username: "default", password: "", database: "page_queries_test" };
  await ensureDatabase(config);
  clickhouse = createClickhouse(config);
  await applyMigrations(clickhouse);
});
afterAll(() => clickhouse.close());

/** Inserts records of one schema as the sink does. */
async function insert(file: string, table: string, values: readonly object[]): Promise<void> {
  const schema = parseRecordSchema(loadSchema(file));
  if (schema === null) throw new Error(`${file} is no record`);
  const type = compileType<object>(loadSchema(file));
  const records = values.map((value) => ({
    topic: file,
    partition: 0,
    offset: nextOffset++,
    timestampMs: january,
    body: bodyOf(type.encode(value, 1)),
  }));
  expect(await insertAvro(clickhouse, table, createContainer(schema)(records))).toEqual({ ok: true });
}

async function rows(query: string): Promise<unknown[]> {
  const answer = await clickhouse.query({ query, format: "JSONEachRow" });
  return answer.json();
}

/** The query of a page, with its example's home for another. */
function queryOf(page: string, home: string): string {
  const text = readFileSync(new URL(`../../../${page}`, import.meta.url), "utf8");
  const query = /```sql\n([\s\S]*?)```/.exec(text)?.[1];
  if (query === undefined) throw new Error(`${page} has no query`);
  return query.replaceAll("os::00D09E-cpe-1", home);
}

const home = "whose";
const at = (second: number, over: Partial<TelemetryEvent>): TelemetryEvent => ({
  ...blankEvent,
  home_id: home,
  endpoint_id: home,
  event_id: `e-${second}`,
  observed_at: epochMs(january + second * 1000),
  received_at: epochMs(january + second * 1000),
  ...over,
});
const changed = (path: string, value: string): Partial<TelemetryEvent> => ({
  kind: "value_change",
  events: [{ path, name: "", value, params: {}, error_code: null }],
});

it("a changed value's row was whose the last report, creation or deletion received before said", async () => {
  const path = "Device.WiFi.AccessPoint.1.AssociatedDevice.1.";
  const hostPath = "Device.Hosts.Host.4.";
  const station = { ...blankStation, sta_mac: "aa", path };
  const host = { ...blankHost, host_mac: "hh", path: hostPath };
  await insert("telemetry-event.avsc", "landing_telemetry_event_3", [
    at(1, changed(`${path}SignalStrength`, "-1")),
    at(2, { stations: [station], hosts: [host] }),
    at(3, changed(`${path}SignalStrength`, "-3")),
    at(4, { kind: "object_deletion", changes: [{ kind: "deleted", path, unique_keys: {} }] }),
    at(5, changed(`${path}SignalStrength`, "-5")),
    at(6, {
      kind: "object_creation",
      changes: [{ kind: "created", path, unique_keys: { MACAddress: "BB" } }],
    }),
    at(7, changed(`${path}Stats.BytesSent`, "7")),
    at(8, changed(`${hostPath}IPv4Address.1.IPAddress`, "192.0.2.8")),
    at(9, changed("Device.WiFi.Radio.1.Channel", "9")),
  ]);
  const query = queryOf("ingest/README.md", home);
  expect(
    await rows(`SELECT value, mac, toUnixTimestamp64Milli(seen_at) - ${january} AS seen FROM (${query})`),
  ).toEqual([
    { value: "-1", mac: null, seen: null },
    { value: "-3", mac: "aa", seen: 2000 },
    { value: "-5", mac: null, seen: 4000 },
    { value: "7", mac: "bb", seen: 6000 },
    { value: "192.0.2.8", mac: "hh", seen: 2000 },
  ]);
});

it("a parameter whose report does not say its type has none", async () => {
  const { event_id, home_id, endpoint_id, profile_id, source, observed_at, received_at, time_quality } = at(
    1,
    {},
  );
  const parameters = [
    { path: "Device.X", value: "7", value_type: "" },
    { path: "Device.Y", value: "7", value_type: "number" },
  ];
  const given: ParameterEvent = {
    ...{ event_id, home_id, endpoint_id, profile_id, source, observed_at, received_at, time_quality },
    parameters,
  };
  await insert("parameter-event.avsc", "landing_parameter_event_1", [given]);
  expect(await rows("SELECT path, value_type FROM parameter ORDER BY path")).toEqual([
    { path: "Device.X", value_type: null },
    { path: "Device.Y", value_type: "number" },
  ]);
});
