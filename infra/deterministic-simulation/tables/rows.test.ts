/** The simulated tables' keys are those of the SQL, which is read here: an `ORDER BY` that is changed in one place only is found. */
import { expect, test } from "vitest";
import { sqlFiles } from "#infra/cli/sql-files.ts";
import { type TableKey, tableKeys } from "./rows.ts";

/** `ifNull(x, '')` is x in a table's key: to the simulated ones null is nothing, too. */
const columnOf = (expression: string): string => expression.replace(/^ifNull\((\w+), ''\)$/, "$1");

const columnsOf = (list: string): string[] =>
  list
    .replace(/^\((.*)\)$/s, "$1")
    .split(/,\s*(?![^(]*\))/)
    .map((column) => columnOf(column.trim()));

/** Keys of the tables in which of the rows of a key one stands, by view, as migrations leave them. */
function keysOf(statements: readonly string[]): ReadonlyMap<string, TableKey> {
  const keys = new Map<string, TableKey>();
  for (const statement of statements) {
    const [, made] = /CREATE TABLE IF NOT EXISTS (\w+)_store\b/.exec(statement) ?? [];
    const [, altered] = /ALTER TABLE (\w+)_store\b/.exec(statement) ?? [];
    const [, order] = /\bORDER BY (\([^;]*?\)(?=;|\s*\n)|\w+)/.exec(statement) ?? [];
    const engine = /ENGINE = ReplacingMergeTree(?:\((\w+)\))?/.exec(statement);
    if (order === undefined) continue;
    if (made !== undefined && engine !== null)
      keys.set(made, { columns: columnsOf(order), version: engine[1] ?? null });
    const known = altered === undefined ? undefined : keys.get(altered);
    if (altered !== undefined && known !== undefined)
      keys.set(altered, { ...known, columns: columnsOf(order) });
  }
  return keys;
}

const statements = sqlFiles()
  .filter(({ name }) => name.startsWith("migrations/"))
  .flatMap(({ sql }) => sql.replaceAll(/--.*$/gm, "").split(/;\s*(?:\n|$)/))
  .map((statement) => `${statement};`);

/** Which tables a landing table's rows go to, of all versions of its schema. */
const fed = (noun: string): ReadonlySet<string> =>
  new Set(
    statements.flatMap((statement) => {
      const [, store] = /CREATE MATERIALIZED VIEW IF NOT EXISTS \w+ TO (\w+)_store AS/.exec(statement) ?? [];
      return store !== undefined && new RegExp(`FROM landing_${noun}_\\d+\\b`).test(statement) ? [store] : [];
    }),
  );

/** What is known of the log and its readers, not of homes. */
const ofThePipeline: ReadonlySet<string> = new Set(["tick", "pipeline_progress"]);

test.each(Object.keys(tableKeys))(
  "the simulated %s has the key and the version of the SQL's table",
  (view) => {
    expect(tableKeys[view]).toEqual(keysOf(statements).get(view));
  },
);

test("every table of what lands in the simulation is simulated", () => {
  const nouns = [
    "telemetry_event",
    "parameter_event",
    "home_window",
    "association_change",
    "alert",
    "dead_letter",
  ];
  const all = new Set(nouns.flatMap((noun) => [...fed(noun)]).filter((view) => !ofThePipeline.has(view)));
  expect([...all].sort()).toEqual(Object.keys(tableKeys).sort());
});

test("a key is read as the last migration leaves it", () => {
  const key = keysOf([
    "CREATE TABLE IF NOT EXISTS x_store (a String) ENGINE = ReplacingMergeTree(v)\nPARTITION BY m\nORDER BY (a, ifNull(b, ''))\nTTL c;",
    "ALTER TABLE x_store\n    ADD COLUMN IF NOT EXISTS d String,\n    MODIFY ORDER BY (a, b, d);",
  ]).get("x");
  expect(key).toEqual({ columns: ["a", "b", "d"], version: "v" });
});
