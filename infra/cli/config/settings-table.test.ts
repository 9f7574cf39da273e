import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { settingList } from "../settings.ts";
import { formatSettingsTable } from "./settings-table.ts";

const page = readFileSync(new URL("../settings.md", import.meta.url), "utf8");

test("the page of settings is what `usp-telemetry check-config --table` prints", () => {
  const [, table] = /<!-- settings -->\n([\s\S]*?)\n<!-- end of settings -->/.exec(page) ?? [];
  expect(table).toBe(formatSettingsTable());
});

test("no two settings share a variable or a place in the file", () => {
  expect(new Set(settingList.map(([, { env }]) => env)).size).toBe(settingList.length);
  expect(new Set(settingList.map(([, { path }]) => path)).size).toBe(settingList.length);
});

test("every setting is used by some part, and its default is one that its own check accepts", () => {
  const unused = settingList.filter(([, { usedBy }]) => usedBy.length === 0);
  const refused = settingList.filter(
    ([, { kind, fallback }]) => fallback !== "required" && !kind.schema.safeParse(fallback.value).success,
  );
  expect([...unused, ...refused].map(([, { env }]) => env)).toEqual([]);
});
