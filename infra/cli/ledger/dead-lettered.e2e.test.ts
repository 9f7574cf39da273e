/** A record that becomes a dead letter only while the check waits for the sink. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";
import { startProduct } from "#infra/e2e/product.ts";
import { startGateways } from "#infra/e2e/ticks/reporting-gateways.ts";
import { runSink } from "#processors/main.ts";
import { clickhouseConfig, sinkConfig } from "../config/process-config.ts";
import { check } from "./check.ts";
import { injectGap } from "./inject-gap.ts";

test("is no missing row", { timeout: 240_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), "usp-gaps-"));
  const settings = { USP_TEST_GAPS: folder };
  const product = await startProduct({ stack: localStack(), fleet: false, sink: false, settings });
  const { values } = product;
  await product.goLive();
  const made = injectGap({
    from: "bridge",
    to: "telemetry",
    kind: "alter",
    after: 1,
    folder,
    waitMs: 60_000,
    clickhouse: clickhouseConfig(values),
  });
  const gateways = await startGateways(
    values.mqttUrl,
    ["one", "two"],
    (id) => `oktopus/usp/v1/bulkdata/cpe-${id}`,
  );
  await made;
  await gateways.stop();
  const sinks: ReturnType<typeof runSink>[] = [];
  const say = (text: string): void => {
    if (text.startsWith("waiting for the sink") && sinks.length === 0)
      sinks.push(runSink(sinkConfig(values)));
  };
  const { findings } = await check({ values, waitMs: 60_000, rows: true, say });
  const [sink] = await Promise.all(sinks);
  const letters = await product.ask("SELECT reason, stage FROM dead_letter");
  await sink?.stop();
  await product.stop();
  rmSync(folder, { recursive: true });
  expect(letters).toHaveLength(1);
  expect(findings.map(({ to, kind }) => ({ to, kind }))).toEqual([{ to: "telemetry", kind: "altered" }]);
});
