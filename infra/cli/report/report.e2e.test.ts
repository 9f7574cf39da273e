/**
 * Reports on a real ClickHouse, of a past of which everything is known: the week in which Berlin's clocks go back.
 *
 *   homes      north: 0 1 2 3    young: 4, three weeks old    deaf: 5, of ten reports due four come
 *   growth     hosts rise by one a day, so by seven a week, at every home
 *   busy hour  20:00 in Berlin; 02:00 asks nearly as much, and is there twice on the last day
 */
import type { ClickHouseClient } from "@clickhouse/client";
import { parse } from "csv-parse/sync";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";
import { createClickhouse } from "#infra/adapters/clickhouse.ts";
import { parsePeriod } from "#reports/period.ts";
import { epochMs } from "#schemas/units.ts";
import { Complaint } from "../complaint.ts";
import { migrate } from "../migrate-command.ts";
import { createProgram } from "../program.ts";
import { makeReport } from "./make-report.ts";
import { dayMs, insertPast, type Past, type PastHome, type Quarter } from "./past.fixture.ts";
import { reportKinds } from "./report-kinds.ts";

/** Two cores may have more to do than this. */
const patienceMs = 400_000;
const hourMs = 3_600_000;
const quarterMs = 900_000;
const at = (text: string): number => Date.parse(text);
const clocksBack = at("2026-10-25T01:00Z");
const weekStart = at("2026-10-18T22:00Z");
const weekEnd = at("2026-10-25T23:00Z");
const past: Past & { readonly daysFrom: number } = {
  homes: Array.from({ length: 6 }, (_, n) => ({
    id: `home-${n}`,
    area: ["north", "north", "north", "north", "young", "deaf"][n] ?? null,
    model: n % 2 === 0 ? "HG-2" : "HG-3",
    softwareAt: (time) => (n < 2 && time >= at("2026-10-22T00:00Z") ? "2.0" : "1.0"),
  })),
  daysFrom: at("2026-08-10T00:00Z"),
  quartersFrom: at("2026-10-11T00:00Z"),
  to: at("2026-10-28T00:00Z"),
  quarter,
};

const numberOf = ({ id }: PastHome): number => Number(id.slice(5));
const berlinHour = (time: number): number =>
  Math.floor((time + (time < clocksBack ? 2 : 1) * hourMs) / hourMs) % 24;

/** What stations ask for, in thousands of bytes a quarter hour. */
const askedAt = (hour: number): number => (hour === 20 ? 10_000 : hour === 2 ? 9500 : 1000 + 10 * hour);

function quarter(home: PastHome, time: number): Quarter | null {
  const n = numberOf(home);
  if (n === 4 && time < at("2026-10-04T00:00Z")) return null;
  const hour = berlinHour(time);
  const day = Math.floor((time - at("2026-08-10T00:00Z")) / dayMs);
  const stations = Array.from({ length: 2 + (n % 2) + (hour >= 20 || hour === 2 ? 1 : 0) }, (_, s) => ({
    mac: `${s === 1 ? "da" : "9c"}:00:00:00:0${n}:0${s}`,
    band: s === 0 ? "2.4GHz" : "5GHz",
    bytes: 1000 * askedAt(hour) + 1000 * day,
    packets: 900 + 100 * s,
    retransmissions: n === 3 ? 450 : 9,
    rssi: new Map([
      [-60 - 5 * n - s, 10],
      [-50 - hour, 5],
    ]),
    bestOtherWindows: n === 1 ? 15 : 0,
    bestOtherBetterWindows: n === 1 && s === 0 ? 15 : 0,
  }));
  return {
    hosts: n + day + (hour === 20 ? 5 : 0),
    bytes: stations.reduce((sum, { bytes }) => sum + bytes, 0),
    expected: 15,
    covered: n === 5 ? 6 : 15,
    late: hour === 3 ? 1 : 0,
    roams: hour === 9 ? 1 : 0,
    pingPongs: hour === 9 && n === 0 ? 1 : 0,
    joins: 2,
    rotations: hour === 12 ? 1 : 0,
    flaps: n === 2 ? 1 : 0,
    stations,
    utilizationPercent: n === 3 ? 80 : 20 + n,
  };
}

/** Every quarter hour of homes in a time. */
function quartersOf(
  area: string,
  from = weekStart,
  to = weekEnd,
): { home: PastHome; time: number; quarter: Quarter }[] {
  return past.homes
    .filter((home) => home.area === area)
    .flatMap((home) =>
      Array.from({ length: (to - from) / quarterMs }, (_, n) => from + n * quarterMs).flatMap((time) => {
        const said = past.quarter(home, time);
        return said === null ? [] : [{ home, time, quarter: said }];
      }),
    );
}

const config = () => ({
  url: localStack().clickhouse.url,
  username: "default",
  password: "",
  database: "report_test",
});
let client: ClickHouseClient;
let folder = "";

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "usp-report-"));
  await migrate(config());
  client = createClickhouse(config());
  await insertPast(client, past);
}, patienceMs);
afterAll(async () => {
  await client.close();
  rmSync(folder, { recursive: true, force: true });
});

async function make(name: string, period: string, area: string | null, out = "out"): Promise<string> {
  const reading = parsePeriod(period, "Europe/Berlin", epochMs(0));
  const kind = reportKinds.find((one) => one.name === name);
  if (!reading.ok || kind === undefined) throw new Error("no such report");
  const parent = join(folder, out);
  const order = { kind, scope: { period: reading.period, area }, outFolder: parent, historyFolder: parent };
  return (await makeReport({ ...order, clickhouse: config() })).folder;
}

const csv = (packet: string, figure: string): Record<string, string>[] =>
  parse(readFileSync(join(packet, "csv", `${figure}.csv`)), { columns: true, record_delimiter: "\r\n" });
const one = (packet: string, figure: string): Record<string, string> => csv(packet, figure)[0] ?? {};

/** Value -> how often, summed. */
function count(pairs: readonly (readonly [number, number])[]): [number, number][] {
  const times = new Map<number, number>();
  for (const [value, n] of pairs) times.set(value, (times.get(value) ?? 0) + n);
  return [...times].sort(([a], [b]) => a - b);
}

function nearestRank(counts: readonly (readonly [number, number])[], percent: number): number {
  const all = counts.flatMap(([value, n]) => Array.from({ length: n }, () => value));
  return all[Math.ceil((all.length * percent) / 100) - 1] ?? Number.NaN;
}

const week = "2026-10-19/2026-10-26";

describe("the capacity report of a known week", () => {
  let packet = "";
  let before = "";
  beforeAll(async () => {
    before = await make("capacity", "2026-10-12/2026-10-19", "north");
    packet = await make("capacity", week, "north");
  }, patienceMs);
  const said = quartersOf("north");

  test("counts homes, coverage and hosts as they were", () => {
    const hosts = count(said.map((each) => [each.quarter.hosts, 15]));
    expect(one(packet, "summary")).toEqual({
      known_homes: "4",
      reporting_homes: "4",
      reporting_share: "1",
      coverage: "1",
      silent_homes: "0",
      hosts_p50: String(nearestRank(hosts, 50)),
      hosts_p95: String(nearestRank(hosts, 95)),
      weak_homes_share: "0.5",
    });
  });

  test("has 25 hours on the last day, and 20:00 as busy hour though 02:00 sums up to more", () => {
    const hours = csv(packet, "busy-clock-hour");
    expect(hours.map((row) => row["quarters"])).toEqual(hours.map((_, hour) => (hour === 2 ? "32" : "28")));
    expect(hours.filter((row) => row["busy_hour"] !== "").map((row) => row["clock_hour"])).toEqual(["20:00"]);
    const rates = (hour: number): number[] => {
      const mine = said.filter(({ time }) => berlinHour(time) === hour);
      return [...Map.groupBy(mine, ({ time }) => time).values()].map(
        (all) => all.reduce((sum, each) => sum + each.quarter.bytes, 0) * (8 / 900),
      );
    };
    const sum = (values: number[]): number => values.reduce((a, b) => a + b, 0);
    expect(sum(rates(2))).toBeGreaterThan(sum(rates(20)));
    for (const hour of [0, 2, 20])
      expect(Number(hours[hour]?.["mean_bits_per_second"])).toBe(
        Math.round(sum(rates(hour)) / rates(hour).length),
      );
  });

  test("has the tenth of quarter hours with the greatest demand as busy set", () => {
    const intervals = [...Map.groupBy(said, ({ time }) => time)].map(([time, all]) => {
      const hosts = all.reduce((sum, each) => sum + each.quarter.hosts, 0);
      const bytes = all.reduce((sum, each) => sum + each.quarter.bytes, 0);
      return { time, hosts, rate: bytes * (8 / 900), demand: hosts * bytes };
    });
    const busy = intervals
      .sort((a, b) => b.demand - a.demand || a.time - b.time)
      .slice(0, Math.ceil(intervals.length / 10));
    expect(intervals).toHaveLength(169 * 4);
    const times = Array.from(
      { length: 24 },
      (_, hour) => busy.filter(({ time }) => berlinHour(time) === hour).length,
    );
    const mostOften = times.indexOf(Math.max(...times));
    expect(one(packet, "busy-set")).toEqual({
      busy_quarters: "68",
      hosts_p80: String(nearestRank(count(busy.map(({ hosts }) => [hosts, 1])), 80)),
      hosts_peak: String(Math.max(...busy.map(({ hosts }) => hosts))),
      bits_per_second_p80: String(Math.round(nearestRank(count(busy.map(({ rate }) => [rate, 1])), 80))),
      bits_per_second_peak: String(Math.round(Math.max(...busy.map(({ rate }) => rate)))),
      most_often: `${String(mostOften).padStart(2, "0")}:00`,
    });
    const starts = csv(packet, "demand").map((row) => row["local_start"] ?? "");
    expect(starts.filter((start) => start.startsWith("2026-10-25T02"))).toEqual(
      ["+02:00", "+01:00"].flatMap((offset) =>
        ["02:00", "02:15", "02:30", "02:45"].map((time) => `2026-10-25T${time}${offset}`),
      ),
    );
  });

  test("has the CDF of hosts exactly", () => {
    const truth = count(said.map((each) => [each.quarter.hosts, 15]));
    const rows = csv(packet, "hosts-cdf").filter((row) => row["measure"] === "hosts at once");
    const total = truth.reduce((sum, [, n]) => sum + n, 0);
    let below = 0;
    expect(rows).toEqual(
      truth.map(([value, n]) => {
        below += n;
        return {
          measure: "hosts at once",
          value: String(value),
          observations: String(n),
          share_at_most: String(Number((below / total).toFixed(6))),
        };
      }),
    );
  });

  test("has the RSSI of each band, model and firmware exactly", () => {
    const truth = (isMeant: (home: PastHome, time: number) => boolean, band: string): [number, number][] =>
      count(
        said
          .filter(({ home, time }) => isMeant(home, time))
          .flatMap((each) => each.quarter.stations.filter((station) => station.band === band))
          .flatMap(({ rssi }) => [...rssi]),
      );
    const groups = [
      { by: "all", which: "all", is: () => true },
      { by: "model", which: "HG-3", is: (home: PastHome) => home.model === "HG-3" },
      {
        by: "firmware",
        which: "HG-2 2.0",
        is: (home: PastHome, time: number) => home.model === "HG-2" && home.softwareAt(time) === "2.0",
      },
    ];
    for (const { by, which, is } of groups)
      for (const band of ["2.4GHz", "5GHz"]) {
        const isGroup = (row: Record<string, string>): boolean =>
          row["dimension"] === by && row["name"] === which && row["band"] === band;
        const rows = csv(packet, "rssi-cdf").filter(isGroup);
        const counts = truth(is, band);
        expect(rows.map((row) => [Number(row["dbm"]), Number(row["samples"])])).toEqual(counts);
        const samples = counts.reduce((sum, [, n]) => sum + n, 0);
        const below = counts.filter(([dbm]) => dbm < -70).reduce((sum, [, n]) => sum + n, 0);
        expect(csv(packet, "rssi").find(isGroup)).toMatchObject({
          samples: String(samples),
          p10_dbm: String(nearestRank(counts, 10)),
          below_70_share: String(Number((below / samples).toFixed(6))),
        });
      }
  });

  test("names the radio and the bands that are full, and the home with a sticky station", () => {
    expect(one(packet, "congestion")).toMatchObject({ radios: "4", congested_radios: "1" });
    expect(one(packet, "congested-radios")).toMatchObject({ home_id: "home-3", mean_percent: "80" });
    expect(one(packet, "congestion")).toMatchObject({ home_bands: "8", retrying_home_bands: "2" });
    expect(csv(packet, "sticky-homes")).toEqual([
      { home_id: "home-1", sticky_stations: "1", heard_stations: "4" },
    ]);
  });

  test("tells growth by the week, what comes of it, and that last week's forecast was right", () => {
    const rows = csv(packet, "growth");
    expect(rows.find((row) => row["measure"] === "Hosts a home")).toMatchObject({
      per_week: "7",
      trend: "up",
      last_error_share: "0",
    });
    const forecast = csv(packet, "growth-hosts-per-home").filter((row) => row["what"] === "forecast");
    expect(forecast).toHaveLength(91);
    expect(forecast[0]).toMatchObject({ day: "2026-10-25", value: String(76 + 5 + 1.5) });
    expect(forecast[90]).toMatchObject({ day: "2027-01-23", value: String(76 + 5 + 1.5 + 90) });
  });

  test("tells what has changed since the report before", () => {
    const lists = csv(packet, "list-changes");
    expect(lists).toContainEqual({
      list: "Busiest radios",
      what: "home-3, Device.WiFi.Radio.2.",
      state: "still",
      reports: "2",
    });
    const changes = csv(packet, "changes");
    expect(changes).toContainEqual({
      figure: "The fleet in numbers",
      measure: "Reporting homes",
      kind: "count",
      before: "4",
      now: "4",
      change: "0",
    });
    expect(one(before, "list-changes")["insufficient"]).toContain("no report of an earlier period");
  });

  test("is the same bytes when it is made again, in the same folder or another", async () => {
    const again = await make("capacity", week, "north");
    expect(again).toBe(packet);
    await make("capacity", "2026-10-12/2026-10-19", "north", "elsewhere");
    const elsewhere = await make("capacity", week, "north", "elsewhere");
    const files = readdirSync(join(packet, "csv"));
    expect(files.length).toBeGreaterThan(25);
    for (const file of [...files.map((name) => join("csv", name)), "manifest.json"])
      expect(readFileSync(join(elsewhere, file)).equals(readFileSync(join(packet, file))), file).toBe(true);
    expect(readdirSync(join(folder, "out")).filter((name) => name.startsWith("."))).toEqual([]);
  });
});

describe("too little data", () => {
  test("of three weeks gives no forecast", async () => {
    const packet = await make("capacity", week, "young");
    expect(one(packet, "growth")).toEqual({ insufficient: "3 weeks of data, 8 are needed" });
    expect(one(packet, "summary")).toMatchObject({ reporting_homes: "1" });
  });

  test("of two reports in five gives no figure", async () => {
    const packet = await make("capacity", week, "deaf");
    expect(one(packet, "summary")).toEqual({
      insufficient: "only 40.0 % of what was due came, 50 % is needed",
    });
    expect(readFileSync(join(packet, "report.html"), "utf8")).toContain("insufficient: only 40.0 %");
  });

  test.each(reportKinds.map(({ name }) => name))(
    "of no window at all gives none in report %s",
    async (name) => {
      const packet = await make(name, "2025-01-06/2025-01-13", null);
      const manifest: { figures: { insufficient: string | null; rows: number }[] } = JSON.parse(
        readFileSync(join(packet, "manifest.json"), "utf8"),
      );
      const told = manifest.figures.filter(({ insufficient, rows }) => insufficient === null && rows > 0);
      expect(told.map((figure) => figure)).toSatisfy((figures: { id: string }[]) =>
        figures.every(({ id }) => ["progress", "storage", "burn-rate"].includes(id)),
      );
    },
  );
});

test("churn is counted by home and day, and the home that flaps is named", async () => {
  const packet = await make("churn", week, "north");
  const homeDays = (4 * 169) / 24;
  const said = quartersOf("north");
  const joins = said.reduce((sum, each) => sum + each.quarter.joins, 0);
  expect(Number(one(packet, "churn")["joins_per_home_day"])).toBeCloseTo(joins / homeDays, 5);
  expect(csv(packet, "churn-days")).toHaveLength(7);
  expect(Number(csv(packet, "churn-days")[6]?.["joins"])).toBeCloseTo(8 * 24, 5);
  expect(csv(packet, "flapping-homes")).toEqual([
    { home_id: "home-2", flaps: String(169 * 4), joins: String(169 * 8), rotations: "28" },
  ]);
});

test("an upgrade is compared home by home, and only where both sides are covered", async () => {
  const packet = await make("firmware", week, "north");
  const rows = csv(packet, "upgrades");
  expect(new Set(rows.map((row) => `${row["model"]} ${row["was"]} ${row["became"]}`))).toEqual(
    new Set(["HG-2 1.0 2.0", "HG-3 1.0 2.0"]),
  );
  expect(rows.find((row) => row["measure"] === "Coverage")).toMatchObject({
    upgraded_homes: "1",
    compared_homes: "1",
    before: "",
    after: "",
  });
});

describe("the command", () => {
  async function run(...args: string[]): Promise<number> {
    const codes: number[] = [];
    const program = await createProgram((code) => codes.push(code));
    process.env["USP_CLICKHOUSE_DATABASE"] = config().database;
    try {
      await program.parseAsync(["node", "usp-telemetry", "report", ...args]);
      return codes[0] ?? 0;
    } catch (error) {
      if (error instanceof Complaint) return error.exitCode;
      throw error;
    } finally {
      delete process.env["USP_CLICKHOUSE_DATABASE"];
    }
  }
  const out = (): string[] => ["--out", join(folder, "command")];
  const here = (): string[] => ["--url", config().url];

  test("ends with 0 when it is written, 3 when there is nothing to say", async () => {
    expect(await run("rssi", "--period", week, ...here(), ...out())).toBe(0);
    expect(await run("rssi", "--period", week, "--area", "nowhere", ...here(), ...out())).toBe(3);
    expect(readdirSync(join(folder, "command")).sort()).toEqual([
      "rssi_2026-10-19_2026-10-26",
      "rssi_2026-10-19_2026-10-26_area-nowhere",
    ]);
  });

  test("ends with 2 for a period that is none, with 1 when ClickHouse does not answer", async () => {
    expect(await run("rssi", "--period", "yesterday", ...here(), ...out())).toBe(2);
    expect(await run("rssi", "--period", "2026-10-19/2226-10-26", ...here(), ...out())).toBe(2);
    expect(await run("rssi", "--period", week, "--zone", "Mars", ...here(), ...out())).toBe(2);
    expect(await run("rssi", "--period", week, "--url", "http://127.0.0.1:1", ...out())).toBe(1);
  });
});
