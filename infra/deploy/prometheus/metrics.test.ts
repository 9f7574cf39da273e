/** The product's metrics as Prometheus's own checker sees them, and as the style has them. */
import { expect, test } from "vitest";
import { formatMetrics } from "#infra/adapters/metrics.ts";
import { processMetrics, Stalls } from "#infra/adapters/process-metrics.ts";
import { findPromtool, runPromtool } from "#infra/local/promtool.ts";
import { metricTables } from "./metric-tables.fixture.ts";

const all = Object.entries(metricTables);
const distinct = [
  ...new Map(all.flatMap(([, table]) => table).map((metric) => [metric.name, metric])).values(),
];

test("names are usp, folder, noun and unit, in base units; counters end with _total", () => {
  const wrong = distinct.filter(
    ({ name, type }) =>
      !/^usp_(ingest|worker|fleet|notify|sink|rollup|ledger)_[a-z_]+$/.test(name) ||
      /_(ms|millis|milliseconds|minutes|kb|mb|count)(_|$)/.test(name) ||
      (type === "counter") !== name.endsWith("_total"),
  );
  expect(wrong).toEqual([]);
});

test("a metric that several processes tell means the same in each", () => {
  const others = all.flatMap(([, table]) =>
    table.filter(({ name, help, type }) =>
      distinct.some((one) => one.name === name && (one.help !== help || one.type !== type)),
    ),
  );
  expect(others).toEqual([]);
});

test.each(all)("the table of %s names nothing twice", (_part, table) => {
  expect(new Set(table.map(({ name }) => name)).size).toBe(table.length);
});

test.skipIf(findPromtool() === null)("promtool has nothing against any of them", async () => {
  const stalls = new Stalls();
  const text = formatMetrics([
    ...distinct.map(({ name, help, type }) => ({
      name,
      help,
      type:
        type === "histogram"
          ? ("histogram" as const)
          : type === "counter"
            ? ("counter" as const)
            : ("gauge" as const),
      value: type === "histogram" ? { bounds: [1], counts: [1], count: 2, sum: 3 } : 1,
    })),
    ...processMetrics("test", stalls, true),
  ]);
  stalls.stop();
  expect(await runPromtool(["check", "metrics"], text)).toEqual({ code: 0, said: "" });
});
