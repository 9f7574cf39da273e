import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { settingList } from "../settings.ts";
import { formatSettingsTable } from "./settings-table.ts";

const readme = readFileSync(new URL("../../../README.md", import.meta.url), "utf8");

test("the README's table of settings is what `usp-telemetry check-config --table` prints", () => {
  const [, table] = /<!-- settings -->\n([\s\S]*?)\n<!-- end of settings -->/.exec(readme) ?? [];
  expect(table).toBe(formatSettingsTable());
});

test("no two settings share a variable or a place in the file", () => {
  expect(new Set(settingList.map(([, { env }]) => env)).size).toBe(settingList.length);
  expect(new Set(settingList.map(([, { path }]) => path)).size).toBe(settingList.length);
});

test("every setting's default is one that its own check accepts, and is used by some part", () => {
  for (const [, { env, kind, fallback, usedBy }] of settingList) {
    expect(usedBy.length, env).toBeGreaterThan(0);
    expect(fallback === "required" || kind.schema.safeParse(fallback.value).success, env).toBe(true);
  }
});
