/**
 * What reports make of homes that fall silent, that came late and that hardly tell anything, on a real ClickHouse.
 *
 *   Nov           16  17  18  19  20  21  22 | 23
 *   whole 0 1 2    =======================================>   2 tells no hosts
 *   dead           ======|                                    silent from Wednesday on, and still
 *   gone           ======|                                    the inventory let it go then
 *   just-before  =|                                           silent since two days before
 *   long-ago                                                  silent for 40 days: away since Wednesday
 *   five                     ============================>   came on Wednesday
 *   two                                  ================>   came on Saturday
 *   steady         =======================================>
 *   brief                                              ==     two quarters of an hour of the busy set
 *   old            =======================================>   with "new", a fleet of 3 that was 1
 *   new 0 1                                        ======>   came on Sunday
 *   just-come                                             =   in the last half hour
 *   killed 0 ... 5 ======1222222|                             upgraded on Wednesday, silent from Friday on
 */
import type { ClickHouseClient } from "@clickhouse/client";
import { parse } from "csv-parse/sync";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";
import { createClickhouse } from "#infra/adapters/clickhouse.ts";
import { pipelinePage } from "#reports/capacity/pipeline.ts";
import { coverageSql, toCoverage } from "#reports/coverage.ts";
import { type Answer, type Coverage, type TableRow, toRows } from "#reports/figure.ts";
import { firmwareReport } from "#reports/firmware/report.ts";
import { parsePeriod } from "#reports/period.ts";
import { askReport, type Report } from "#reports/report.ts";
import { silentToEnd } from "#reports/silence.ts";
import { epochMs } from "#schemas/units.ts";
import { openClickhouse } from "../clickhouse-select.ts";
import { migrate } from "../migrate-command.ts";
import { makeReport } from "./make-report.ts";
import {
  dayMs,
  insertPast,
  type Past,
  type PastHome,
  type Quarter,
  type StationQuarter,
} from "./past.fixture.ts";
import { reportKinds } from "./report-kinds.ts";

const patienceMs = 400_000;
const from = Date.parse("2026-11-16T00:00Z");
const to = from + 7 * dayMs;
const wednesday = from + 2 * dayMs;
const briefFrom = to - 4 * 3_600_000;
/** Enough of them to tell growth. */
const pastDays = 60;
const always = (): boolean => true;

/** Home -> its area, and when it speaks. */
const speaks: Readonly<Record<string, readonly [area: string, is: (time: number) => boolean]>> = {
  "whole-0": ["a", always],
  "whole-1": ["a", always],
  "whole-2": ["a", always],
  dead: ["a", (time) => time < wednesday],
  gone: ["a", (time) => time < wednesday],
  "just-before": ["a", (time) => time < from - 2 * dayMs],
  "long-ago": ["a", (time) => time < to - 40 * dayMs],
  five: ["five", (time) => time >= wednesday],
  two: ["two", (time) => time >= to - 2 * dayMs],
  steady: ["b", always],
  brief: ["b", (time) => time >= briefFrom && time < briefFrom + 1_800_000],
  old: ["grown", always],
  "new-0": ["grown", (time) => time >= to - dayMs],
  "new-1": ["grown", (time) => time >= to - dayMs],
  "just-come": ["just-come", (time) => time >= to - 1_800_000],
  ...Object.fromEntries(
    Array.from({ length: 6 }, (_, n) => [
      `killed-${n}`,
      ["killed", (time: number) => time >= from && time < wednesday + 2 * dayMs] as const,
    ]),
  ),
};

const past: Past = {
  homes: Object.entries(speaks).map(([id, [area]]) => ({
    id,
    area,
    model: "HG",
    softwareAt: (time) => (area === "killed" && time >= wednesday ? "2" : "1"),
    ...(id === "gone" ? { validTo: "2026-11-18 00:00:00.000" } : {}),
  })),
  quartersFrom: from,
  daysFrom: to - pastDays * dayMs,
  to,
  quarter: (home, time) => (speaks[home.id]?.[1](time) === true ? quarterOf(home, time) : null),
};

const station = (mac: string, band: string, rateKbps: number, bytes: number): StationQuarter => ({
  mac: `9c:00:00:00:00:0${mac}`,
  band,
  bytes,
  packets: 9000,
  retransmissions: 9,
  rssi: new Map([
    [-60, 10],
    [-75, 5],
  ]),
  bestOtherWindows: 0,
  bestOtherBetterWindows: 0,
  rateKbps,
});

function quarterOf({ id }: PastHome, time: number): Quarter {
  const isBusy = time % dayMs >= dayMs - 4 * 3_600_000;
  const stations = [
    station("1", "2.4GHz", 10_000, 1_000_000),
    station("2", "2.4GHz", 100_000, 9_000_000),
    station("3", "5GHz", 100_000, 10_000_000),
  ];
  return {
    hosts: id === "whole-2" ? 0 : 4,
    bytes: isBusy ? 40_000_000 : 20_000_000,
    expected: 15,
    covered: 15,
    late: 0,
    roams: 0,
    pingPongs: 0,
    joins: 1,
    rotations: 0,
    flaps: 0,
    stations: stations.map((one) => (id === "brief" ? { ...one, retransmissions: 4500 } : one)),
    utilizationPercent: id === "brief" ? 99 : 20,
  };
}

const config = () => ({
  url: localStack().clickhouse.url,
  username: "default",
  password: "",
  database: "report_thin_test",
});
let client: ClickHouseClient;
let folder = "";

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "usp-report-thin-"));
  await migrate(config());
  client = createClickhouse(config());
  await insertPast(client, past);
}, patienceMs);
afterAll(async () => {
  await client.close();
  rmSync(folder, { recursive: true, force: true });
});

function scopeOf(area: string | null, period = "2026-11-16/2026-11-23") {
  const reading = parsePeriod(period, "UTC", epochMs(0));
  if (!reading.ok) throw new Error(reading.sentence);
  return { period: reading.period, area };
}

async function make(name: string, area: string, period?: string): Promise<string> {
  const kind = reportKinds.find((one) => one.name === name);
  if (kind === undefined) throw new Error("no such report");
  const place = { outFolder: folder, historyFolder: folder, clickhouse: config() };
  return (await makeReport({ kind, scope: scopeOf(area, period), ...place })).folder;
}

const csv = (packet: string, figure: string): Record<string, string>[] =>
  parse(readFileSync(join(packet, "csv", `${figure}.csv`)), { columns: true, record_delimiter: "\r\n" });
const one = (packet: string, figure: string): Record<string, string> => csv(packet, figure)[0] ?? {};

describe("homes that fall silent", () => {
  let packet = "";
  beforeAll(async () => {
    packet = await make("capacity", "a");
  }, patienceMs);

  test("were due and did not report up to the period's end, unless they are away or let go", () => {
    // Days due: 7 each, of those that were let go and are away 2. Days with reports: 3 x 7, 2 and 2.
    const coverage = Number((25 / (3 * 7 + 7 + 2 + 7 + 2)).toFixed(6));
    expect(one(packet, "summary")).toMatchObject({
      known_homes: "7",
      reporting_homes: "5",
      coverage: String(coverage),
      silent_homes: "2",
    });
    expect(csv(packet, "areas")).toMatchObject([{ area_name: "a", homes: "5", coverage: String(coverage) }]);
    expect(csv(packet, "burn-rate")).toContainEqual(
      expect.objectContaining({
        what: "Time without reports",
        burn_rate: String(Number(((1 - coverage) * 100).toFixed(6))),
      }),
    );
    const page = readFileSync(join(packet, "report.html"), "utf8");
    expect(page.includes("silent for 35.9 % of their time")).toBe(true);
  });

  test("count to the end of the period where windows after it are known", async () => {
    // The first two days: nobody of these is silent at their end but those from before.
    expect(one(await make("capacity", "a", "2026-11-16/2026-11-18"), "summary")).toMatchObject({
      coverage: String(Number((10 / 14).toFixed(6))),
      silent_homes: "2",
    });
  });

  test("are silent for as long in one report as in those of its parts", async () => {
    const silentDays = async (period: string): Promise<number> => {
      const scope = scopeOf("a", period);
      const sql = silentToEnd(scope, scope.period.from, scope.period.to);
      const query = `SELECT sum(silent_ms) / ${dayMs} AS days FROM (${sql}) WHERE home_id = 'long-ago'`;
      const [row] = await (await client.query({ query, format: "JSONEachRow" })).json<{ days: number }>();
      return row?.days ?? 0;
    };
    expect(await silentDays("2026-10-14/2026-11-03")).toBe(20);
    expect(await silentDays("2026-11-03/2026-11-23")).toBe(15);
    expect(await silentDays("2026-10-14/2026-11-23")).toBe(35);
  });

  test("are those that have spoken: one of which the first is heard in the last half hour is not", async () => {
    expect(await coverageOf("period", "just-come")).toMatchObject({ homes: 1, share: 1, silentShare: 0 });
  });

  test("that tell no hosts are in no figure of hosts", () => {
    expect(csv(packet, "hosts-cdf").filter((row) => row["measure"]?.includes("hosts"))).toEqual([
      { measure: "hosts at once", value: "4", observations: String((2 * 7 + 4) * 1440), share_at_most: "1" },
      { measure: "peak of hosts of a home", value: "4", observations: "4", share_at_most: "1" },
    ]);
    expect(one(packet, "summary")).toMatchObject({ hosts_p50: "4", hosts_p95: "4" });
    const seen = csv(packet, "growth-hosts-per-home").filter((row) => row["what"] === "seen");
    expect(new Set(seen.map((row) => row["value"]))).toEqual(new Set(["4"]));
  });

  test("have airtime by each station's own rate", () => {
    const slow = 1 / 10 + 9 / 100;
    expect(csv(packet, "bands")).toMatchObject([
      { band_name: "2.4GHz", airtime_share: String(Number((slow / (slow + 0.1)).toFixed(6))) },
      { band_name: "5GHz" },
    ]);
  });
});

/** What is printed under figures of this basis. */
async function coverageOf(
  basis: "period" | "before-and-after",
  area: string,
  period?: string,
): Promise<Coverage> {
  const query = coverageSql(basis, scopeOf(area, period));
  const answer = await client.query({ query, format: "JSONEachRow" });
  const [row] = await answer.json<Answer>();
  return toCoverage(row ?? {});
}

test("days that are still to come are no silence before and after an upgrade", async () => {
  expect(await coverageOf("before-and-after", "five")).toMatchObject({ homes: 1, share: 1, silentShare: 0 });
});

test("a version that kills homes is seen to", async () => {
  const rows = async (id: string): Promise<readonly TableRow[]> => {
    const spec = firmwareReport.pages.flatMap(({ figures }) => figures).find((each) => each.id === id);
    const query = spec?.sql?.(scopeOf("killed")) ?? "";
    const answers = await (await client.query({ query, format: "JSONEachRow" })).json<Answer>();
    const derived = spec?.derive?.(answers, { scope: scopeOf("killed"), saidBefore: new Map() });
    return derived !== undefined && "rows" in derived ? derived.rows : toRows(spec?.columns ?? [], answers);
  };
  // After it two days but for the hour of the upgrade, then three of silence.
  const after = Number(((47 / 119) * 100).toFixed(6));
  expect(await rows("upgrades")).toMatchObject([
    { measure: "Coverage", upgraded_homes: 6, compared_homes: 6, before: 100, after, homes_down: 6 },
    { measure: "RSSI, median", upgraded_homes: 6, compared_homes: 0, before: null, after: null },
    { measure: "Retries" },
    { measure: "Flaps a day" },
    { measure: "Leaves a day" },
  ]);
  expect(await rows("firmware")).toMatchObject([
    { software: "1", homes: 6, coverage: 1 },
    { software: "2", homes: 6, coverage: 0.4 },
  ]);
});

describe("a week of which there are a few days", () => {
  test("is insufficient where there are two", async () => {
    expect(one(await make("capacity", "two"), "summary")).toEqual({
      insufficient: "any home was due to report in only 28.6 % of the hours, 50 % is needed",
    });
  });

  test("is not where most homes came late to a fleet that was there", async () => {
    expect(await coverageOf("period", "grown")).toMatchObject({ homes: 3, share: 1, dueShare: 1 });
    expect(await coverageOf("period", "a")).toMatchObject({ dueShare: 1 });
    expect((await coverageOf("period", "two")).dueShare).toBeCloseTo(2 / 7);
  });

  test("has its counts a day over those", async () => {
    expect(one(await make("capacity", "five"), "pipeline")).toMatchObject({
      reports_per_day: "1440",
      windows_per_day: "1440",
    });
  });
});

test("a home of two quarters of the busy set is in no list of its worst", async () => {
  const packet = await make("capacity", "b");
  expect(csv(packet, "congested-radios")).toMatchObject([{ home_id: "steady", mean_percent: "20" }]);
  expect(new Set(csv(packet, "retrying-bands").map((row) => row["home_id"]))).toEqual(new Set(["steady"]));
  expect(one(packet, "congestion")).toMatchObject({ radios: "1", congested_radios: "0", home_bands: "2" });
});

test("the report of RSSI has numbers that the next one compares itself with", async () => {
  await make("rssi", "b", "2026-11-09/2026-11-16");
  const packet = await make("rssi", "b");
  expect(one(packet, "rssi-bands")).toMatchObject({
    band_2_4ghz_p50_dbm: "-60",
    band_2_4ghz_p10_dbm: "-75",
    band_2_4ghz_below_70_share: "0.333333",
    band_6ghz_p50_dbm: "",
  });
  expect(csv(packet, "changes")).toContainEqual(
    expect.objectContaining({ figure: "RSSI in numbers", measure: "2.4 GHz, median", now: "-60" }),
  );
});

test("storage grows by the days in which a table's rows came in, whatever they are of, until the first expires", async () => {
  await client.command({
    query: `INSERT INTO home_hour_store (home_id, bucket_start, computed_at) VALUES ('late', ${(from - 25 * dayMs) / 1000}, now() - INTERVAL 3 DAY)`,
  });
  const sql = pipelinePage.figures.find(({ id }) => id === "storage")?.sql?.(scopeOf(null)) ?? "";
  const answer = await client.query({ query: sql, format: "JSONEachRow" });
  const rows = await answer.json<Record<string, unknown>>();
  const days = (table: string): readonly [number, number] => {
    const row = rows.find((each) => each["table"] === table) ?? {};
    const number = (name: string): number => Number(row[name]);
    return [number("bytes_on_disk") / number("bytes_per_day"), Math.round(number("grows_days"))];
  };
  expect(days("home_quarter_hour_store")).toEqual([1, 100]);
  expect(days("home_hour_store")).toEqual([expect.closeTo(3), 397]);
  expect(days("home_day_store")[0]).toBe(1);
  expect(rows.find((each) => each["table"] === "home_inventory_store")).toMatchObject({
    bytes_per_day: null,
    grows_days: null,
  });
});

test("a store that takes in more has changed for a report where its own period is counted anew", async () => {
  const reader = openClickhouse(config(), patienceMs);
  /** A report of no page, with something that comes in after its first question. */
  const report = async (comesIn: () => Promise<unknown>): Promise<Report> => {
    let isFirst = true;
    const kind = { name: "none", title: "None", pages: [] };
    return askReport({ kind, scope: scopeOf("a"), program: "1", history: [] }, async (sql) => {
      const rows = await reader.select(sql);
      if (sql.includes("home_quarter_hour") && isFirst) {
        isFirst = false;
        await comesIn();
      }
      return rows;
    });
  };
  try {
    const later = await report(() =>
      client.insert({
        table: "pipeline_progress_store",
        values: [{ topic: "t", partition: 0, last_offset: 99 }],
        format: "JSONEachRow",
      }),
    );
    expect(later.hasChanged).toBe(false);
    const within = await report(() =>
      client.command({
        query: `INSERT INTO home_quarter_hour_store
SELECT * REPLACE (source_version + 1 AS source_version, computed_at + 60 AS computed_at)
FROM home_quarter_hour_store WHERE home_id = 'whole-0' AND bucket_start = toDateTime(${from / 1000})`,
      }),
    );
    expect(within.hasChanged).toBe(true);
    expect(within.snapshot).not.toBe(later.snapshot);
  } finally {
    await reader.close();
  }
});
