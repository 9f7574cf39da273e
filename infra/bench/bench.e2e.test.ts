/** Every benchmark in smoke mode: what is measured rarely must not rot. Its figures mean nothing here. */
import { describe, expect, test } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";
import type { Measurement } from "./benchmark.ts";
import { benchmarks, runSuite } from "./suite.ts";
import { formatMarkdown, formatTable } from "./table.ts";

const isMeasured = (value: number | null): boolean => value === null || (Number.isFinite(value) && value > 0);

/** What of a line is no figure. */
const oddities = ({ stage, ratePerSecond, cpuUs, floor, ratio, notes }: Measurement): string[] => {
  const figures = { ratePerSecond, cpuUs, ratio, floorCpuUs: floor?.cpuUs ?? null };
  const odd = Object.entries({ ...figures, floorRate: floor?.ratePerSecond ?? null }).filter(
    ([, value]) => !isMeasured(value),
  );
  const texts = notes.filter((note) => /NaN|Infinity|undefined/.test(note));
  return [...odd.map(([name, value]) => `${stage}: ${name} is ${value}`), ...texts];
};

describe("benchmarks in smoke mode", () => {
  test.each(benchmarks)("$name gives figures, and a table of 100 columns", async (benchmark) => {
    const context = { smoke: true, say: () => undefined, stack: localStack() };
    const { lines, failures } = await runSuite([benchmark], context);
    expect(failures).toEqual([]);
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.flatMap(oddities)).toEqual([]);
    const table = formatTable(lines);
    for (const { stage } of lines) expect(table).toContain(`\n${stage} `);
    expect(table.split("\n").filter((text) => text.length > 100)).toEqual([]);
    expect(formatMarkdown(lines)).not.toMatch(/NaN|undefined/);
  });
});
