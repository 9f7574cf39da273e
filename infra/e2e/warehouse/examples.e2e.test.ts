/** What `usp-telemetry sql` and the pages show runs as it stands there, and answers. */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ClickhouseReader } from "#infra/cli/clickhouse-select.ts";
import { readExample } from "#infra/cli/sql/example.ts";
import { readViewColumns } from "#infra/cli/sql/view-columns.ts";
import { viewNames } from "#schemas/clickhouse/documentation/views.ts";
import { atDemoEnd, openDemo } from "./demo-database.ts";

let demo: ClickhouseReader;
beforeAll(async () => {
  demo = await openDemo();
}, 600_000);
afterAll(() => demo.close());

/** The names over an answer's columns. */
const headOf = (answer: string): string[] =>
  [...(answer.split("\n")[0] ?? "").matchAll(/\w+/g)].map(([name]) => name);

describe.each(viewNames)("%s", (view) => {
  it("answers its example with at least one row, in the columns that are shown", async () => {
    const { query, answer } = readExample(view);
    const now = await demo.text(query, "PrettyCompactMonoBlock");
    expect(now).toMatch(/│/);
    expect(headOf(now)).toEqual(headOf(answer));
  });

  it("has the columns that its page says", async () => {
    const rows = await demo.select(`SELECT name FROM system.columns
      WHERE database = currentDatabase() AND table = '${view}' ORDER BY position`);
    expect(rows.map(({ name }) => name)).toEqual(readViewColumns(view));
  });
});

const page = readFileSync(new URL("../../../README.md", import.meta.url), "utf8");
const questions = [...page.matchAll(/^(\S.*)\n\n```sql\n([\s\S]*?)```/gm)].map(([, question, sql]) => ({
  question: question ?? "",
  sql: sql ?? "",
}));

describe("of the README's questions", () => {
  it("there are ten", () => expect(questions).toHaveLength(10));

  it.each(questions)("$question", async ({ sql }) => {
    expect((await demo.select(atDemoEnd(sql))).length).toBeGreaterThan(0);
  });
});
