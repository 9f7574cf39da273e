/** From simulated routers over MQTT to the alert views: a rule of an operator's own, and a detector that is held. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";
import { createFleet, type Sent } from "../faults/fleet.ts";
import { createSender, type Sender } from "../faults/sender.ts";
import { type Product, startProduct } from "../product.ts";
import { reportedAtMs, weaken, weakDbm } from "./weaken.ts";

const minuteMs = 60_000;
const intervalMs = 20_000;
const startMs = Math.floor((Date.now() - 2 * 3_600_000) / minuteMs) * minuteMs;
/** Nobody comes, goes or moves. */
const steady = { stayMs: 1e15, awayMs: 1e15, moveMs: 1e15, forgetMs: 1e15 };
const rules = `
rules:
  - name: far-too-weak
    metric: station.rssi_p50_dbm
    condition: "< ${weakDbm + 5}"
    for: 2m
    clear: "> ${weakDbm + 10}"
    severity: minor
`;

const folder = mkdtempSync(join(tmpdir(), "usp-alerts-test-"));
let product: Product;
let sender: Sender;

beforeAll(async () => {
  const rulesFile = join(folder, "rules.yaml");
  writeFileSync(rulesFile, rules);
  const settings = { USP_RULES_FILE: rulesFile, USP_FLEET_HOLD_MS: "500" };
  product = await startProduct({ stack: localStack(), settings });
  await product.goLive();
  sender = createSender(product.values.mqttUrl, `usp-alerts-${process.pid}`);
});

afterAll(async () => {
  await sender.end();
  await product.stop();
  rmSync(folder, { recursive: true });
});

/** Whether something lasts at this minute of the fleet's time. */
const isWithin = (atMs: number, from: number, to: number): boolean =>
  atMs >= startMs + from * minuteMs && atMs < startMs + to * minuteMs;

interface Told {
  readonly episode: string;
  readonly home: string;
  readonly state: string;
  readonly raised: number;
  readonly cleared: number | null;
}

/** Transitions of a class, once so many alerts are over. */
async function told(alertClass: string, over: number): Promise<readonly Told[]> {
  for (;;) {
    const rows = await product.ask(
      `SELECT episode_id, home_id, state, toString(toUnixTimestamp64Milli(raised_at)) AS raised,
         toString(toUnixTimestamp64Milli(cleared_at)) AS cleared
       FROM alert WHERE alert_class = '${alertClass}' ORDER BY episode_id, sequence`,
    );
    if (rows.filter(({ state }) => state === "resolved").length >= over)
      return rows.map(({ episode_id, home_id, state, raised, cleared }) => ({
        episode: String(episode_id),
        home: String(home_id),
        state: String(state),
        raised: Number(raised),
        cleared: cleared === null ? null : Number(cleared),
      }));
    await sleep(100);
  }
}

const minutesOf = (atMs: number | null): number => Math.floor(((atMs ?? 0) - startMs) / minuteMs);

test("stations that are weak for six minutes fire a rule and clear it, reports that are lost a held detector, and nobody else does", async () => {
  const fleet = createFleet({ seed: "alerts", gateways: 3, startMs, intervalMs, habits: steady });
  const [weakHome = "", lossyHome = ""] = fleet.homes;
  const weak = new Set<string>();
  let reports = 0;
  const spoil = ({ homeId, publication }: Sent): Sent[] => {
    const atMs = reportedAtMs(publication);
    if (atMs === null) return [{ homeId, publication }];
    if (homeId === lossyHome && isWithin(atMs, 12, 24) && reports++ % 2 > 0) return [];
    if (homeId !== weakHome || !isWithin(atMs, 6, 12)) return [{ homeId, publication }];
    return [{ homeId, publication: weaken(publication, (mac) => Boolean(weak.add(mac))) }];
  };
  sender.send(fleet.next(3 * 3 * 60).flatMap(spoil));
  expect(weak.size).toBeGreaterThan(1);

  const ofRule = await told("rule", weak.size);
  expect(ofRule.map(({ home }) => home)).toEqual(ofRule.map(() => weakHome));
  expect(ofRule.map(({ state }) => state)).toEqual([...weak].flatMap(() => ["firing", "resolved"]));
  for (const { raised, cleared, state } of ofRule)
    expect([minutesOf(raised), state === "resolved" ? minutesOf(cleared) : 13]).toEqual([8, 13]);

  const ofDetector = await told("coverage_fall", 1);
  expect(ofDetector.map(({ home, state }) => [home, state])).toEqual([
    [lossyHome, "firing"],
    [lossyHome, "resolved"],
  ]);
  expect(minutesOf(ofDetector[0]?.raised ?? 0)).toBeGreaterThan(12);
  expect(minutesOf(ofDetector[0]?.raised ?? 0)).toBeLessThan(24);
  expect(minutesOf(ofDetector[1]?.cleared ?? 0)).toBeGreaterThan(24);

  const current = await product.ask(
    "SELECT DISTINCT state FROM alert_current WHERE alert_class IN ('rule', 'coverage_fall')",
  );
  expect(current).toEqual([{ state: "resolved" }]);
});
