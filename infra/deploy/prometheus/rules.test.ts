/** The alert rules: Prometheus's own tests of them, and that they speak of what there is. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { Stalls, processMetrics } from "#infra/adapters/process-metrics.ts";
import { findPromtool, runPromtool } from "#infra/local/promtool.ts";
import { metricTables } from "./metric-tables.fixture.ts";

const pathOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const textOf = (name: string): string => readFileSync(pathOf(name), "utf8");

const rule = z.object({
  alert: z.string(),
  expr: z.string(),
  labels: z.object({ severity: z.enum(["page", "ticket"]) }),
  annotations: z.object({ summary: z.string(), todo: z.string(), runbook: z.string() }),
});
const { groups } = z
  .object({ groups: z.array(z.object({ rules: z.array(rule) })) })
  .parse(parse(textOf("rules.yml")));
const rules = groups.flatMap((group) => group.rules);

const metricNames = (): ReadonlySet<string> => {
  const stalls = new Stalls();
  const ofProcess = processMetrics("test", stalls, true);
  stalls.stop();
  const tables = Object.values(metricTables).flat();
  const histograms = tables.filter(({ type }) => type === "histogram");
  return new Set([
    ...[...tables, ...ofProcess].map(({ name }) => name),
    ...histograms.flatMap(({ name }) => [`${name}_bucket`, `${name}_count`, `${name}_sum`]),
  ]);
};

describe("rules", () => {
  test("name only metrics that there are", () => {
    const known = metricNames();
    const named = rules.flatMap(({ alert, expr }) =>
      [...expr.matchAll(/\b(?:usp|process|nodejs)_[a-z_]+/g)].map(([name]) => ({ alert, name })),
    );
    expect(named.filter(({ name }) => !known.has(name))).toEqual([]);
    expect(named.length).toBeGreaterThan(rules.length - 1);
  });

  test("each have a page in the runbook, and the runbook has no other", () => {
    const headings = [...textOf("../RUNBOOK.md").matchAll(/^## (Usp\w+)$/gm)].map(([, name]) => name);
    expect(headings).toEqual(rules.map(({ alert }) => alert));
    expect(rules.map(({ annotations }) => annotations.runbook)).toEqual(
      rules.map(({ alert }) => `RUNBOOK.md#${alert.toLowerCase()}`),
    );
  });

  test("each are seen to fire in their tests", () => {
    const tested = textOf("rules.test.yml");
    expect(rules.filter(({ alert }) => !tested.includes(`alertname="${alert}"`))).toEqual([]);
  });
});

describe.skipIf(findPromtool() === null)("promtool", () => {
  test.each([
    ["check", "config", pathOf("prometheus.yml")],
    ["check", "rules", pathOf("rules.yml")],
    ["test", "rules", pathOf("rules.test.yml")],
  ])("%s %s", async (...args) => {
    const { code, said } = await runPromtool(args);
    expect(code, said).toBe(0);
  });

  test("a test of a rule that does not fire fails", async () => {
    const { code, said } = await runPromtool(["test", "rules", pathOf("never.fixture.yml")]);
    expect(code, said).toBe(1);
  });
});
