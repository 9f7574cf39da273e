/** Every panel of `infra/deploy/grafana/dashboards` asks what ClickHouse answers, with rows, on demo data. */
import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { ClickhouseReader } from "#infra/cli/clickhouse-select.ts";
import { demoEndMs, demoStartMs } from "#infra/cli/demo/demo.ts";
import { openDemo } from "./demo-database.ts";
import { expandMacros, type PanelContext } from "./grafana-macros.ts";

const source = z.object({
  type: z.literal("grafana-clickhouse-datasource"),
  uid: z.literal("${datasource}"),
});
const panel = z.object({
  id: z.number(),
  type: z.enum(["stat", "timeseries", "table"]),
  title: z.string().min(1),
  description: z.string().min(20),
  datasource: source,
  fieldConfig: z.object({ defaults: z.object({ unit: z.string().min(1) }) }),
  targets: z.array(z.object({ datasource: source, rawSql: z.string() })).length(1),
});
const dashboard = z.object({
  uid: z.string(),
  title: z.string(),
  description: z.string().min(20),
  templating: z.object({
    list: z.array(z.object({ name: z.string(), type: z.string(), query: z.string() })),
  }),
  panels: z.array(panel).min(8),
});

const folder = new URL("../../deploy/grafana/dashboards/", import.meta.url);
const boards = readdirSync(folder).map((file) => ({
  file,
  board: dashboard.parse(JSON.parse(readFileSync(new URL(file, folder), "utf8"))),
}));

let demo: ClickhouseReader;
beforeAll(async () => {
  demo = await openDemo();
}, 600_000);
afterAll(() => demo.close());

const evening = { fromMs: demoStartMs, toMs: demoEndMs, intervalSeconds: 60 };
const chosen = (area: readonly string[] | null): PanelContext => ({
  ...evening,
  variables: { home: ["os::00D09E-cpe-sim-0002"], area },
});

it("dashboards keep their ids, which links and bookmarks hold", () => {
  expect(boards.map(({ board }) => board.uid)).toEqual([
    "usp-alerts",
    "usp-fleet",
    "usp-home",
    "usp-pipeline",
  ]);
});

describe.each(boards)("$board.title", ({ board }) => {
  it("lets one choose the data source, and numbers its panels", () => {
    expect(board.templating.list[0]).toMatchObject({
      name: "datasource",
      type: "datasource",
      query: "grafana-clickhouse-datasource",
    });
    expect(board.panels.map(({ id }) => id)).toEqual(board.panels.map((_, index) => index + 1));
  });

  it.each(board.templating.list.filter(({ type }) => type === "query"))(
    "has something to choose from: $name",
    async ({ query }) => {
      expect((await demo.select(query)).length).toBeGreaterThan(0);
    },
  );

  it.each(board.panels)("$title", async ({ type, targets }) => {
    for (const { rawSql } of targets) {
      const rows = await demo.select(expandMacros(rawSql, chosen(null)));
      expect(rows.length).toBeGreaterThan(0);
      if (type === "timeseries") expect(Object.keys(rows[0] ?? {})[0]).toBe("time");
      if (type === "stat") expect(Object.values(rows[0] ?? {})).not.toContain(null);
      if (rawSql.includes("$area"))
        expect((await demo.select(expandMacros(rawSql, chosen(["north"])))).length).toBeGreaterThan(0);
    }
  });
});

it("a macro that the plugin does not have is found", () => {
  expect(() => expandMacros("SELECT $__nothing", chosen(null))).toThrow("nobody expands");
  expect(() => expandMacros("SELECT '${nobody}'", chosen(null))).toThrow("no variable nobody");
});
