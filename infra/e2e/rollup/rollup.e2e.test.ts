/** Rollups on a real ClickHouse: however windows come, and whatever happens to the rollup, they are what a recount says. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";
import { askStatus } from "#infra/cli/status-client.ts";
import { freePort } from "#infra/local/free-port.ts";
import { createRandom, type Random } from "#infra/simulator/random.ts";
import { type PassPorts, runPass } from "#processors/rollup/pass.ts";
import { forgetSettled } from "#processors/rollup/pending.ts";
import { blankHomeWindow } from "#processors/scenarios/blank.ts";
import type { HomeWindow } from "#schemas/home-window.ts";
import { epochMs } from "#schemas/units.ts";
import { randomHistory } from "./random-windows.ts";
import { allRecounted, openRollupStore, type RollupStore } from "./rollup-store.ts";

const database = "rollup_test";
const long = 600_000;
/** A run takes up to a minute: more of them with `ROLLUP_SEEDS="a b c d" npm test infra/e2e/rollup`. */
const seeds = (process.env["ROLLUP_SEEDS"] ?? "a").split(" ");
const main = new URL("../../cli/main.ts", import.meta.url).pathname;
let store: RollupStore;

beforeAll(async () => {
  store = await openRollupStore(database);
});
afterAll(() => store.close());

/** A pass that is killed before one of its statements. */
async function cutPass(random: Random): Promise<void> {
  let left = random.integer(0, 25);
  const killed = new Error("killed");
  const dying: PassPorts = {
    ...store.ports,
    run: (sql, parameters) => (left-- > 0 ? store.ports.run(sql, parameters) : Promise.reject(killed)),
  };
  await runPass(dying, 40).catch((error: unknown) => {
    if (error !== killed) throw error;
  });
}

/** Deliveries in any order, some twice, some again much later. */
function deliveriesOf(history: readonly HomeWindow[], random: Random): HomeWindow[][] {
  const all = history.flatMap((window) => (random.next() < 0.25 ? [window, window] : [window]));
  const shuffled = all
    .map((window) => ({ at: random.next(), window }))
    .sort((a, b) => a.at - b.at)
    .map(({ window }) => window);
  const deliveries: HomeWindow[][] = [];
  while (shuffled.length > 0) deliveries.push(shuffled.splice(0, random.integer(1, 60)));
  const again = deliveries.filter(() => random.next() < 0.2);
  return [...deliveries, ...again];
}

const expectMuch = (want: Readonly<Record<string, readonly string[]>>): void =>
  expect(Math.min(...Object.values(want).map((rows) => rows.length))).toBeGreaterThan(10);

describe("what is stored is what a recount of the newest revisions says", () => {
  it.each(seeds)(
    "after duplicates, revisions in any order, replays, two rollups at once and killed ones: seed %s",
    async (seed) => {
      const random = createRandom(`order ${seed}`);
      const homes = ["1", "2"].map((n) => `${seed}-${n}`);
      const history = randomHistory({ seed, homes, windowsPerHome: 50 });
      for (const delivery of deliveriesOf(history, random)) {
        await store.insert(delivery);
        const chance = random.next();
        if (chance < 0.15) await runPass(store.ports, random.integer(10, 40));
        else if (chance < 0.3) await Promise.all([runPass(store.ports, 20), runPass(store.ports, 70)]);
        else if (chance < 0.5) await cutPass(random);
      }
      await runPass(store.ports, 60);
      const want = allRecounted(history);
      expectMuch(want);
      expect(await store.allStored(history)).toEqual(want);
    },
    long,
  );

  it("where versions sum past 64 bits", async () => {
    const rowVersion = 2 ** 53 - 10_000;
    const hour = Array.from({ length: 3600 }, (_, second) => ({
      ...blankHomeWindow,
      home_id: "large",
      window_ms: 1000,
      window_start: epochMs(Date.UTC(2026, 0, 1) + second * 1000),
      joins: 1,
      row_version: rowVersion,
    }));
    await store.insert(hour.slice(0, 1800));
    await runPass(store.ports);
    await store.insert(hour.slice(1800));
    await runPass(store.ports);
    expect(await store.stored("home_day", ["large"])).toMatchObject([{ windows: 3600, joins: 3600 }]);
  });

  it("of a home that is silent for a month, but not of one that is away for longer", async () => {
    const stream = { endpoint_id: "g", profile_id: "p", interval_ms: 60_000, expected: 1, received: 1 };
    const toWindow = (home: string, day: number) => ({
      ...blankHomeWindow,
      home_id: home,
      window_start: epochMs(Date.UTC(2026, 5, 1 + day)),
      streams: [{ ...stream, late: 0, duplicate: 0 }],
    });
    const homes = { silent: [0, 30], away: [0, 36], "away, then found": [0, 36, 20] };
    for (const turn of [0, 1, 2]) {
      const windows = Object.entries(homes).flatMap(([home, days]) =>
        days.slice(turn, turn + 1).map((day) => toWindow(home, day)),
      );
      await store.insert(windows);
      await runPass(store.ports);
    }
    const list = Object.keys(homes)
      .map((home) => `'${home}'`)
      .join(", ");
    const rows = async (view: string): Promise<unknown> =>
      store.rows(`SELECT home_id, toUInt32(count()) AS n, toUInt32(sum(silent_ms) / 60000) AS minutes FROM ${view}
        WHERE home_id IN (${list}) GROUP BY home_id ORDER BY home_id`);
    const away = { home_id: "away", n: 2 };
    const found = { home_id: "away, then found", minutes: 36 * 1440 - 2 };
    const silent = { home_id: "silent", minutes: 30 * 1440 - 1 };
    expect(await rows("home_quarter_hour")).toEqual([
      { ...away, minutes: 14 },
      { ...found, n: 36 * 96 + 1 },
      { ...silent, n: 30 * 96 + 1 },
    ]);
    expect(await rows("home_hour")).toEqual([
      { ...away, minutes: 59 },
      { ...found, n: 36 * 24 + 1 },
      { ...silent, n: 30 * 24 + 1 },
    ]);
    expect(await rows("home_day")).toEqual([
      { ...away, minutes: 1439 },
      { ...found, n: 37 },
      { ...silent, n: 31 },
    ]);
  });

  it("of windows that were sent in version 1 of their schema too", async () => {
    const stations = randomHistory({ seed: "old", homes: ["old"], windowsPerHome: 9 }).flatMap(
      (window) => window.stations,
    );
    const station = stations.find(({ samples }) => samples > 0);
    if (station === undefined) throw new Error("There is no station");
    await store.insert([{ ...blankHomeWindow, home_id: "old", joins: 4, stations: [station] }], 1);
    await runPass(store.ports);
    expect(await store.stored("home_hour", ["old"])).toMatchObject([
      { windows: 1, expected: 1, joins: 4, flaps: 0, model_name: null, bytes_sent: null, packets_sent: null },
    ]);
    const { samples, rssi_bins, rssi_counts } = station;
    expect(await store.stored("station_day", ["old"])).toMatchObject([
      { samples, rssi_bins, rssi_counts, associated_ms: 0, bytes_sent: null, downlink_rate_mean_kbps: null },
    ]);
  });
});

describe("a home that reports every minute", () => {
  const at = (minute: number): HomeWindow => ({
    ...blankHomeWindow,
    home_id: "steady",
    window_start: epochMs(Date.UTC(2026, 4, 1, 0, minute)),
    ...{ expected: 1, received: 1, row_version: minute },
    streams: [
      {
        ...{ endpoint_id: "g", profile_id: "p", interval_ms: 60_000 },
        ...{ expected: 1, received: 1, late: 0, duplicate: 0 },
      },
    ],
  });
  const silentMinutes = async (): Promise<unknown> => {
    const of = (view: string): string =>
      `(SELECT toUInt32(sum(silent_ms) / 60000) FROM ${view} WHERE home_id = 'steady')`;
    const [row] = await store.rows(
      `SELECT ${of("home_quarter_hour")} AS quarters, ${of("home_hour")} AS hours, ${of("home_day")} AS days`,
    );
    return row;
  };
  const none = { quarters: 0, hours: 0, days: 0 };

  it(
    "is not silent where windows are not counted yet, nor while they are, but where they are missing",
    async () => {
      // Each time over the end of a quarter of an hour, some over that of an hour, with a recount that stops somewhere on the way.
      const upTo = (end: number): HomeWindow[] => Array.from({ length: 15 }, (_, n) => at(end - 14 + n));
      let minute = 50;
      await store.insert([at(minute)]);
      for (const statements of [0, 2, 3, 9, 13, 16]) {
        await runPass(store.ports);
        expect(await silentMinutes()).toEqual(none);
        minute += 15;
        await store.insert(upTo(minute));
        let left = statements;
        const stop = new Error("stopped");
        const dying: PassPorts = {
          ...store.ports,
          run: (sql, parameters) => (left-- > 0 ? store.ports.run(sql, parameters) : Promise.reject(stop)),
        };
        await runPass(dying).catch((error: unknown) => {
          if (error !== stop) throw error;
        });
        expect(await silentMinutes()).toEqual(none);
      }
      await runPass(store.ports);
      expect(await silentMinutes()).toEqual(none);

      await store.insert([at(minute + 4)]);
      expect(await silentMinutes()).toEqual(none);
      await runPass(store.ports);
      expect(await silentMinutes()).toEqual({ quarters: 3, hours: 3, days: 3 });
      await store.insert([minute + 1, minute + 2].map(at));
      await runPass(store.ports);
      expect(await silentMinutes()).toEqual({ quarters: 1, hours: 1, days: 1 });
    },
    long,
  );
});

describe("an hour is pending", () => {
  const pendingAfter = async (changedAt: string, computedFrom: string): Promise<number> => {
    const values = `('settled', '2026-01-01 00:00:00', ${changedAt}, ${computedFrom})`;
    await store.clickhouse.command({ query: "TRUNCATE TABLE home_hour_change_store" });
    await store.clickhouse.command({ query: `INSERT INTO home_hour_change_store VALUES ${values}` });
    return (await runPass(store.ports)).hours;
  };

  it.each([
    { name: "not once it was recounted late enough", changed: 600, computed: 400, want: 0 },
    {
      name: "while its last recount began too soon to be sure of having seen it",
      changed: 600,
      computed: 430,
      want: 1,
    },
    { name: "when it has changed since", changed: 10, computed: 400, want: 1 },
  ])("$name", async ({ changed, computed, want }) => {
    expect(await pendingAfter(`now64(3) - ${changed}`, `now64(3) - ${computed}`)).toBe(want);
  });

  it("no longer by the note of an older recount that comes late", async () => {
    await store.clickhouse.command({
      query:
        "INSERT INTO home_hour_change_store VALUES ('settled', '2026-01-01 00:00:00', 0, now64(3) - 3600)",
    });
    expect((await runPass(store.ports)).hours).toBe(1);
  });

  it("for ever, until it is recounted; that is forgotten a day later, change and recount together", async () => {
    const days = (n: number): string => `now64(3) - ${n * 86_400}`;
    const at = "'2026-01-01 00:00:00'";
    await store.clickhouse.command({ query: "TRUNCATE TABLE home_hour_change_store" });
    await store.clickhouse.command({
      query: `INSERT INTO home_hour_change_store VALUES ('done', ${at}, ${days(3)}, 0), ('pending', ${at}, ${days(99)}, 0),
        ('again', ${at}, ${days(3)}, ${days(4)}), ('lately', ${at}, ${days(3)}, ${days(0.5)})`,
    });
    await store.clickhouse.command({
      query: `INSERT INTO home_hour_change_store VALUES ('done', ${at}, 0, ${days(2)})`,
    });
    // In one part: of several, which goes first decides what else stays.
    await store.clickhouse.command({ query: "OPTIMIZE TABLE home_hour_change_store FINAL" });
    await store.clickhouse.command({ query: `${forgetSettled} SETTINGS mutations_sync = 1` });
    expect(await store.rows("SELECT DISTINCT home_id FROM home_hour_change_store ORDER BY home_id")).toEqual([
      { home_id: "again" },
      { home_id: "lately" },
      { home_id: "pending" },
    ]);
  });
});

describe("the command", () => {
  const environment = (url = localStack().clickhouse.url) => ({
    PATH: process.env["PATH"],
    USP_CLICKHOUSE_URL: url,
    USP_CLICKHOUSE_DATABASE: database,
  });
  const run = (args: readonly string[], env: NodeJS.ProcessEnv = environment()): ChildProcess =>
    spawn(process.execPath, [main, "rollup", ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
  const textOf = async (stream: ChildProcess["stdout"]): Promise<string> => {
    let text = "";
    for await (const chunk of stream ?? []) text += String(chunk);
    return text;
  };

  it(
    "killed again and again comes to the same rows when it is let alone",
    async () => {
      const random = createRandom("kill -9");
      const history = randomHistory({ seed: "killed", homes: ["killed-1", "killed-2"], windowsPerHome: 50 });
      for (const part of [history.slice(0, 100), history.slice(100)]) {
        await store.insert(part);
        for (let kill = 0; kill < 3; kill++) {
          const child = run(["--once"]);
          const ended = once(child, "exit");
          await Promise.race([ended, sleep(random.integer(300, 2500))]);
          child.kill("SIGKILL");
          await ended;
        }
      }
      const child = run(["--once"]);
      expect(await textOf(child.stdout)).toMatch(/^recounted \d+ hours of homes\n$/);
      const want = allRecounted(history);
      expectMuch(want);
      expect(await store.allStored(history)).toEqual(want);
    },
    long,
  );

  it("goes on by itself, tells its state, and ends on SIGTERM", async () => {
    await store.insert([{ ...blankHomeWindow, home_id: "ongoing" }]);
    const port = await freePort();
    const child = run([], { ...environment(), USP_ROLLUP_EVERY_MS: "1000", USP_STATUS_PORT: String(port) });
    const ended = once(child, "exit");
    await expect.poll(() => store.stored("home_hour", ["ongoing"]), { timeout: 60_000 }).toHaveLength(1);
    await expect
      .poll(() => askStatus(port), { timeout: 60_000 })
      .toMatchObject({ waitingFor: null, lastError: null, skipped: 0 });
    child.kill("SIGTERM");
    expect(await ended).toEqual([0, null]);
  });

  it("says in a sentence that ClickHouse can't be reached", async () => {
    const child = run(["--once"], environment(`http://127.0.0.1:${await freePort()}`));
    const [said, [code]] = await Promise.all([textOf(child.stderr), once(child, "exit")]);
    expect(said).toMatch(/^http:\/\/127\.0\.0\.1:\d+ \(USP_CLICKHOUSE_URL\) says: .*ECONNREFUSED/);
    expect(code).toBe(1);
  });
});
