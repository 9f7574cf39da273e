/** `start --history` behind its options: a past of two homes on a real ClickHouse, and the packet that is made of it. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";
import { localValues } from "#infra/bench/settings.ts";
import type { Manifest } from "#reports/manifest.ts";
import { parsePeriod } from "#reports/period.ts";
import { epochMs } from "#schemas/units.ts";
import { type ClickhouseReader, openClickhouse } from "../clickhouse-select.ts";
import { makeHistory } from "../local-run/history-part.ts";
import { makeReport } from "../report/make-report.ts";
import { reportKinds } from "../report/report-kinds.ts";
import { dayMs } from "./plan-history.ts";

const patienceMs = 400_000;
/** A Monday afternoon: nine days before are from Saturday on, with the whole week before. */
const now = Date.UTC(2026, 9, 19, 13, 7);
const config = () => ({
  ...{ url: localStack().clickhouse.url, username: "default", password: "" },
  database: "history_test",
});

const told: string[] = [];
const fill = (homes: number): Promise<string | null> =>
  makeHistory(
    config(),
    localValues(localStack()),
    { lengthMs: 9 * dayMs, homes },
    { now, stopping: new AbortController().signal, onProgress: (text) => told.push(text) },
  );

let reader: ClickhouseReader;
let folder = "";
let period: string | null = null;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "usp-history-"));
  period = await fill(2);
  reader = openClickhouse(config());
}, patienceMs);
afterAll(async () => {
  await reader.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What is there of the first two homes, and a number that any other row would change. */
const firstTwo = async (): Promise<unknown> => {
  const digestOf = (view: string, columns: string): string =>
    `SELECT '${view}' AS view, count() AS n, toString(groupBitXor(cityHash64(toString(tuple(${columns}))))) AS digest
FROM ${view} WHERE home_id < 'os::00D09E-cpe-sim-0003'`;
  const digests = [
    digestOf("home_window", "home_id, window_start, received, expected, hosts_peak, rssi_bins, rssi_counts"),
    digestOf("association_change", "home_id, kind, observed_at, sta_mac, host_mac"),
    digestOf("home_hour", "home_id, bucket_start, windows, received, hosts_peak"),
    digestOf("home_day", "home_id, bucket_start, windows, received, hosts_peak"),
  ];
  return reader.select(`SELECT * FROM (${digests.join("\nUNION ALL\n")}) ORDER BY view`);
};

test("homes of the fleet report every quarter of an hour up to now, nearly all of it", async () => {
  expect(told).toEqual([
    "Applying migrations",
    "Filling the past of 2 homes from 2026-10-10T00:00Z on",
    ...Array.from({ length: 9 }, (_, day) => `Filling the past: day ${day + 1} of 10`),
    "Counting its quarters of an hour, hours and days",
    expect.stringMatching(/^Counting the past: \d+ of about \d+ hours of homes$/),
  ]);
  const [row] = await reader.select(
    `SELECT groupUniqArray(home_id) AS ids, count() / (9.5 * 96 * 2) AS share, sum(received) / sum(expected) AS coverage,
 max(window_start) > toDateTime('2026-10-19 12:00:00', 'UTC') AS reaches, avg(hosts_peak) AS hosts FROM home_window`,
  );
  expect(row?.["ids"]).toEqual(
    expect.arrayContaining(["os::00D09E-cpe-sim-0001", "os::00D09E-cpe-sim-0002"]),
  );
  expect(Number(row?.["share"])).toBeGreaterThan(0.95);
  expect(Number(row?.["share"])).toBeLessThan(1.02);
  expect(Number(row?.["coverage"])).toBeGreaterThan(0.9);
  expect(row?.["reaches"]).toBe(1);
  expect(Number(row?.["hosts"])).toBeGreaterThan(3);
});

test("its radios tell how busy they are, and its last nine days have single reports with the stations' standards", async () => {
  const [radios] = await reader.select(
    "SELECT countIf(channel_utilization_mean_percent > 0) / count() AS share FROM radio_window",
  );
  expect(Number(radios?.["share"])).toBeGreaterThan(0.9);
  const [stations] =
    await reader.select(`SELECT groupUniqArray(operating_standard) AS standards, uniqExact(toDate(observed_at)) AS days,
    min(observed_at) > toDateTime('2026-10-10 12:00:00', 'UTC') AS late FROM station_observation`);
  expect(stations).toEqual({ standards: ["ax"], days: 10, late: 1 });
  const ticks = await reader.select("SELECT count() AS n FROM telemetry_event WHERE kind = 'tick'");
  expect(ticks).toEqual([{ n: 0 }]);
});

test("nothing fires on for ever: what stands at the end is resolved", async () => {
  const [row] = await reader.select(
    "SELECT countIf(state = 'resolved') > 0 AS resolved, countIf(state != 'resolved') AS standing FROM alert_current",
  );
  expect(row).toEqual({ resolved: 1, standing: 0 });
});

test("Kafka's places are not among those of the past", async () => {
  const rows = await reader.select("SELECT DISTINCT topic FROM pipeline_progress");
  expect(rows.map(({ topic }) => String(topic)).filter((topic) => !topic.startsWith("history/"))).toEqual([]);
});

test(
  "again, nothing is filled; with a home more, its rows alone are added",
  { timeout: patienceMs },
  async () => {
    const before = await firstTwo();
    expect(await fill(2)).toBe(period);
    expect(told.slice(-3)).toContain("The past is filled already");
    expect(await fill(3)).toBe(period);
    expect(told.filter((text) => text.endsWith("day 9 of 10"))).toHaveLength(2);
    expect(await firstTwo()).toEqual(before);
    const [all] = await reader.select("SELECT uniqExact(home_id) AS homes FROM home_day");
    expect(all).toEqual({ homes: 3 });
  },
);

test("a capacity report of it has every file", async () => {
  expect(period).toBe("last-week");
  const reading = parsePeriod(period ?? "", "UTC", epochMs(now));
  const kind = reportKinds.find(({ name }) => name === "capacity");
  if (!reading.ok || kind === undefined) throw new Error("no such report");
  const place = { outFolder: folder, historyFolder: folder, clickhouse: config() };
  const made = await makeReport({ kind, scope: { period: reading.period, area: null }, ...place });
  const manifest: Pick<Manifest, "coverage" | "figures"> = JSON.parse(
    readFileSync(join(made.folder, "manifest.json"), "utf8"),
  );
  const ofFigures = manifest.figures.flatMap(({ csv, sql }) => [csv, sql]).filter((path) => path !== null);
  expect(ofFigures.length).toBeGreaterThan(50);
  for (const file of ["report.html", "report.pdf", "report.xlsx", ...ofFigures])
    expect(existsSync(join(made.folder, file)), file).toBe(true);
  expect(manifest.coverage.homes).toBe(3);
  expect(manifest.coverage.share).toBeGreaterThan(0.9);
  const withRows = manifest.figures.filter(({ rows, insufficient }) => rows > 0 && insufficient === null);
  expect(withRows.length).toBeGreaterThan(15);
});
