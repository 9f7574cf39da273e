/** The ledger over a product that runs: it balances; then one record is disturbed on each way, and each is named. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "#infra/local/free-port.ts";
import { localStack } from "#infra/e2e/local-stack.ts";
import { type Product, startProduct } from "#infra/e2e/product.ts";
import { type ReportingGateways, startGateways } from "#infra/e2e/ticks/reporting-gateways.ts";
import { clickhouseConfig } from "../config/process-config.ts";
import { check, type CheckReport } from "./check.ts";
import type { FindingKind } from "./finding.ts";
import { isBalanced, sentenceOf } from "./format.ts";
import { type GapRequest, injectGap } from "./inject-gap.ts";
import { watch } from "./watch.ts";

const folder = mkdtempSync(join(tmpdir(), "usp-gaps-"));
const rulesFile = join(folder, "rules.yaml");
/** Every home has an alert a few seconds after its first report. */
writeFileSync(
  rulesFile,
  `rules:
  - name: heard
    metric: station.rssi_p50_dbm
    condition: "< 0"
    for: 4s
    severity: minor
`,
);
const settings = {
  USP_TEST_GAPS: folder,
  USP_RULES_FILE: rulesFile,
  USP_TICK_PERIOD_MS: "500",
  USP_WINDOW_SIZE_MS: "2000",
  USP_WINDOW_LATENESS_MS: "500",
  USP_WINDOW_SPREAD_MS: "0",
};

/** Bridges and workers tell the ledger every ten seconds what they took in: the check knows no later. */
const entriesMs = 15_000;

let product: Product;
const gateways: ReportingGateways[] = [];

beforeAll(async () => {
  product = await startProduct({ stack: localStack(), settings });
  await product.goLive();
  await startMore("first");
});

/** Four gateways more. */
async function startMore(name: string): Promise<void> {
  const ids = [1, 2, 3, 4].map((number) => `${name}-${number}`);
  gateways.push(
    await startGateways(product.values.mqttUrl, ids, (id) => `oktopus/usp/v1/bulkdata/cpe-${id}`),
  );
}

afterAll(async () => {
  await Promise.all(gateways.map((each) => each.stop()));
  await product.stop();
  rmSync(folder, { recursive: true });
});

const look = (): Promise<CheckReport> =>
  check({ values: product.values, waitMs: 90_000, rows: true, say: () => undefined });

/** What `ledger watch` tells Prometheus after its first round. */
async function watched(): Promise<number> {
  const statusPort = await freePort();
  const stopping = new AbortController();
  const status = { statusPort, statusHost: "127.0.0.1" };
  const { signal } = stopping;
  const { values } = product;
  const running = watch({
    look: (sinceMs) =>
      check({ values, waitMs: 90_000, rows: false, sinceMs, say: () => undefined, stopping: signal }),
    status,
    everyMs: 60_000,
    spanMs: 900_000,
    stopping: signal,
  });
  try {
    for (;;) {
      const answer = await fetch(`http://127.0.0.1:${statusPort}/metrics`).catch(() => null);
      const [, records] = /^usp_ledger_imbalance_records (\d+)$/m.exec((await answer?.text()) ?? "") ?? [];
      if (records !== undefined) return Number(records);
      await sleep(200);
    }
  } finally {
    stopping.abort();
    await running;
  }
}

test("what was not disturbed balances, from the message to the row", { timeout: 240_000 }, async () => {
  const windows = async (): Promise<number> =>
    Number((await product.ask("SELECT toString(count()) AS n FROM home_window"))[0]?.["n"]);
  const alerts = async (): Promise<number> => (await product.ask("SELECT episode_id FROM alert")).length;
  while ((await windows()) < 5 || (await alerts()) < 4) await sleep(200);
  await sleep(entriesMs);
  const report = await look();
  expect(report.findings.map(sentenceOf)).toEqual([]);
  expect(isBalanced(report)).toBe(true);
  const counted = report.borders.filter(({ handedOn, takenIn }) => handedOn > 0 && handedOn === takenIn);
  expect(counted.map(({ from, to }) => `${from} ${to}`)).toEqual(
    expect.arrayContaining([
      "mqtt bridge",
      "written telemetry",
      "telemetry worker",
      "written window",
      "written alert-candidate",
      "alert-candidate fleet",
      "written alert",
      "written ledger",
      "telemetry rows",
      "window rows",
      "alert rows",
    ]),
  );
  expect(await watched()).toBe(0);
});

const gaps: readonly (Pick<GapRequest, "from" | "to" | "kind"> & { readonly found: FindingKind })[] = [
  { from: "mqtt", to: "bridge", kind: "alter", found: "altered" },
  { from: "bridge", to: "telemetry", kind: "double", found: "doubled" },
  { from: "telemetry", to: "worker", kind: "remove", found: "missing" },
  { from: "worker", to: "window", kind: "alter", found: "altered" },
  { from: "alert-candidate", to: "fleet", kind: "remove", found: "missing" },
  { from: "fleet", to: "alert", kind: "double", found: "doubled" },
  { from: "telemetry", to: "rows", kind: "remove", found: "missing" },
  { from: "window", to: "rows", kind: "double", found: "doubled" },
  { from: "alert", to: "rows", kind: "remove", found: "missing" },
  { from: "dead-letter", to: "rows", kind: "alter", found: "altered" },
  // A copy is at an offset that Kafka does not have yet.
  { from: "dead-letter", to: "rows", kind: "double", found: "doubled" },
];

test("one record disturbed on each way is named between its stages", { timeout: 300_000 }, async () => {
  const clickhouse = clickhouseConfig(product.values);
  const inject1 = (gap: (typeof gaps)[number]): Promise<string> =>
    injectGap({ ...gap, after: 1, folder, waitMs: 60_000, clickhouse });
  const made = gaps.filter(({ to }) => to !== "rows").map(inject1);
  await startMore("second");
  await Promise.all(made);
  // What the altered message became, and all that came before it, is in the tables then.
  while ((await product.ask("SELECT reason FROM dead_letter")).length === 0) await sleep(200);
  for (const gap of gaps.filter(({ to }) => to === "rows")) await inject1(gap);
  await sleep(entriesMs);
  const report = await look();
  expect(isBalanced(report)).toBe(false);
  const found = report.findings.map(({ from, to, kind }) => ({ from, to, kind }));
  for (const { from, to, found: kind } of gaps) expect(found).toContainEqual({ from, to, kind });
  expect(await watched()).toBeGreaterThanOrEqual(gaps.filter(({ to }) => to !== "rows").length);
  // Nothing else: each is named once, a record with several rows once a row.
  const wanted = new Set(gaps.map(({ from, to }) => `${from} ${to}`));
  expect(report.findings.filter(({ from, to }) => !wanted.has(`${from} ${to}`)).map(sentenceOf)).toEqual([]);
});
