/** Figures that rest on other views than rollups: alerts, standards, steering, dead letters, progress. */
import type { ClickHouseClient } from "@clickhouse/client";
import { parse } from "csv-parse/sync";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";
import { createClickhouse } from "#infra/adapters/clickhouse.ts";
import { parsePeriod } from "#reports/period.ts";
import { epochMs } from "#schemas/units.ts";
import { migrate } from "../migrate-command.ts";
import { makeReport } from "./make-report.ts";
import { dayMs, insertPast, type Quarter } from "./past.fixture.ts";
import { reportKinds } from "./report-kinds.ts";

const patienceMs = 400_000;
const from = Date.parse("2026-11-16T00:00Z");
const to = from + 7 * dayMs;
const time = (hours: number): string =>
  new Date(from + hours * 3_600_000).toISOString().slice(0, 19).replace("T", " ");

const quiet: Quarter = {
  hosts: 1,
  bytes: 1000,
  expected: 15,
  covered: 15,
  late: 1,
  roams: 0,
  pingPongs: 0,
  joins: 1,
  rotations: 0,
  flaps: 0,
  stations: [],
  utilizationPercent: 10,
};

const config = () => ({
  url: localStack().clickhouse.url,
  username: "default",
  password: "",
  database: "report_raw_test",
});
let client: ClickHouseClient;
let folder = "";

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "usp-report-raw-"));
  await migrate(config());
  client = createClickhouse(config());
  await insertPast(client, {
    homes: ["a", "b"].map((id) => ({ id, area: `area-${id}`, model: "HG", softwareAt: () => "1" })),
    quartersFrom: from,
    daysFrom: from,
    to,
    // One of them has windows in half of its hours.
    quarter: ({ id }, at) => (id === "b" && at % dayMs >= dayMs / 2 ? null : quiet),
  });
  const insert = (table: string, values: readonly object[]) =>
    client.insert({ table, values, format: "JSONEachRow" });
  await insert("alert_store", alerts);
  await insert("station_observation_store", stations);
  await insert("parameter_store", counters);
  await insert("dead_letter_store", letters);
  await insert(
    "pipeline_progress_store",
    [0, 1].map((partition) => ({ topic: "t", partition, last_offset: 10 })),
  );
}, patienceMs);
afterAll(async () => {
  await client.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Twelve that were cleared after 1 to 12 minutes, told twice each, one that fires still, one of the week after. */
const transition = (n: number, home: string, sequence: number, more: object) => ({
  episode_id: `e${n}`,
  fingerprint: `f${n}`,
  sequence,
  alert_class: "silent",
  severity: "major",
  home_id: home,
  raised_at: time(n),
  changed_at: time(n),
  labels: { area: `area-${home}` },
  ...more,
});
const alerts = [
  ...Array.from({ length: 12 }, (_, n) => n + 1).flatMap((n) => [
    transition(n, "a", 1, { state: "firing" }),
    transition(n, "a", 2, { state: "resolved", cleared_at: time(n + n / 60) }),
    transition(n, "a", 2, { state: "resolved", cleared_at: time(n + n / 60) }),
  ]),
  transition(30, "b", 1, { state: "firing", alert_class: "flapping", severity: "minor" }),
  transition(7 * 24 + 1, "b", 1, { state: "firing" }),
];

const station = (mac: string, standard: string | null, hours: number) => ({
  home_id: "a",
  endpoint_id: "a",
  sta_mac: mac,
  observed_at: time(hours),
  received_at: time(hours),
  event_id: `${mac}${hours}`,
  operating_standard: standard,
});
const lastDay = 6 * 24 + 1;
const stations = [
  station("1", "ax", lastDay),
  station("1", "ac", lastDay + 1),
  station("2", "be", lastDay),
  station("3", "n", lastDay),
  station("4", "g", lastDay),
  station("5", null, lastDay),
  station("6", "ax", 1),
];

const summary = "Device.WiFi.DataElements.Network.MultiAPSteeringSummaryStats";
const counter = (home: string, name: string, hours: number, value: string) => ({
  home_id: home,
  endpoint_id: home,
  observed_at: time(hours),
  received_at: time(hours),
  path: `${summary}.${name}`,
  value,
  event_id: `${home}${name}${hours}`,
});
const counters = [
  ...[10, 14, 30].map((value, n) => counter("a", "BTMAttempts", n + 1, String(value))),
  ...[5, 6, 20].map((value, n) => counter("a", "BTMSuccesses", n + 1, String(value))),
  counter("a", "BTMAttempts", 8 * 24, "99"),
  counter("a", "BTMAttempts", 4, "no number"),
  // A mesh that began anew between the second and the third.
  ...[100, 104, 3].map((value, n) => counter("b", "BTMAttempts", n + 1, String(value))),
  ...[50, 51, 2].map((value, n) => counter("b", "BTMSuccesses", n + 1, String(value))),
];

const letters = ["undecodable", "undecodable", "too-large", "too-large"].map((reason, n) => ({
  kafka_topic: "d",
  kafka_partition: 0,
  kafka_offset: n,
  reason,
  stage: "decode",
  received_at: time(n),
  chunk_index: n === 3 ? 1 : 0,
  chunk_count: n < 2 ? 1 : 2,
}));

async function make(name: string, area: string | null = null): Promise<string> {
  const reading = parsePeriod("2026-11-16/2026-11-23", "UTC", epochMs(0));
  const kind = reportKinds.find((one) => one.name === name);
  if (!reading.ok || kind === undefined) throw new Error("no such report");
  const scope = { period: reading.period, area };
  const order = { kind, scope, outFolder: folder, historyFolder: folder, clickhouse: config() };
  return (await makeReport(order)).folder;
}

const csv = (packet: string, figure: string): Record<string, string>[] =>
  parse(readFileSync(join(packet, "csv", `${figure}.csv`)), { columns: true, record_delimiter: "\r\n" });

test("alerts are counted by episode, and how long they stood by nearest rank", async () => {
  const packet = await make("alerts");
  expect(csv(packet, "alerts")).toEqual([
    {
      alerts: "13",
      alerts_per_day: "1.857143",
      homes: "2",
      still_firing: "1",
      suppressed: "0",
      part_of_another: "0",
    },
  ]);
  expect(csv(packet, "alert-classes")).toEqual([
    {
      class: "silent",
      severity: "major",
      alerts: "12",
      homes: "1",
      cleared_alerts: "12",
      minutes_p50: "6",
      minutes_p90: "11",
    },
    {
      class: "flapping",
      severity: "minor",
      alerts: "1",
      homes: "1",
      cleared_alerts: "0",
      minutes_p50: "",
      minutes_p90: "",
    },
  ]);
  expect(csv(packet, "alert-days")).toEqual([
    { day: "2026-11-16", class: "silent", alerts: "12" },
    { day: "2026-11-17", class: "flapping", alerts: "1" },
  ]);
  expect(csv(await make("alerts", "area-b"), "alerting-homes")).toEqual([
    { home_id: "b", alerts: "1", classes: "flapping" },
  ]);
});

test("standards of the last day, steering, dead letters and progress are told", async () => {
  const packet = await make("capacity");
  expect(csv(packet, "wifi-generations")).toEqual(
    ["4", "5", "7", "before 4", "unknown"].map((generation) => ({ generation, stations: "1", share: "0.2" })),
  );
  expect(csv(packet, "steering")).toEqual([
    { homes: "2", days: "1", attempts: "27", successes: "18", success_share: "0.666667" },
  ]);
  expect(csv(packet, "dead-letters")).toEqual([
    { reason: "undecodable", stage: "decode", letters: "2", last: "2026-11-16 01:00:00.000" },
    { reason: "too-large", stage: "decode", letters: "1", last: "2026-11-16 02:00:00.000" },
  ]);
  expect(csv(packet, "progress")).toMatchObject([{ topic: "t", partitions: "2", offsets: "20" }]);
  const reports = 1.5 * 7 * 96 * 15;
  expect(csv(packet, "pipeline")).toEqual([
    {
      reports_per_day: String(reports / 7),
      windows_per_day: String(reports / 7),
      late_share: String(Number((1 / 15).toFixed(6))),
      duplicate_share: "0",
      dead_letters: "3",
      dead_letter_share: String(Number((3 / (reports + 3)).toFixed(6))),
    },
  ]);
});

test("a rate a home and day is of the hours with windows, whose share is told", async () => {
  const packet = await make("churn");
  expect(csv(packet, "churn")).toMatchObject([{ joins_per_home_day: "96" }]);
  const page = readFileSync(join(packet, "report.html"), "utf8");
  expect(page).toContain("15,120 windows of 2 homes, which are in 75 % of their hours");
});

test("storage is on the page and in the manifest, and in no CSV", async () => {
  const packet = await make("capacity");
  expect(readFileSync(join(packet, "report.html"), "utf8")).toContain("home_quarter_hour_store");
  expect(() => readFileSync(join(packet, "csv", "storage.csv"))).toThrow("ENOENT");
  const manifest: { figures: { id: string; rows: number }[] } = JSON.parse(
    readFileSync(join(packet, "manifest.json"), "utf8"),
  );
  expect(manifest.figures.find(({ id }) => id === "storage")?.rows).toBeGreaterThan(5);
});
