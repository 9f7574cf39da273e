/**
 * `history/<noun>/<n>.avsc` is a copy of every version ever registered. Records of all of them are on topics or in
 * archives, so the newest must read each (BACKWARD_TRANSITIVE), and each has a landing table of its number, but for those
 * that are not inserted.
 */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { bodyOf, compileType } from "./avro.ts";

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");

const nouns = readdirSync(new URL("history", import.meta.url)).map((noun) => ({
  noun,
  versions: readdirSync(new URL(`history/${noun}`, import.meta.url))
    .map((file) => Number(file.replace(".avsc", "")))
    .sort((a, b) => a - b),
}));
/** Read by bridges, the fleet stage or commands alone. */
const notInserted = new Set(["profile", "maintenance", "inventory"]);
const migrations = readdirSync(new URL("clickhouse/migrations", import.meta.url))
  .map((file) => read(`clickhouse/migrations/${file}`))
  .join("\n");

it("every schema has a history", () => {
  const schemas = readdirSync(new URL(".", import.meta.url)).filter((file) => file.endsWith(".avsc"));
  expect(nouns.map(({ noun }) => `${noun}.avsc`).sort()).toEqual(schemas.sort());
});

describe.each(nouns)("$noun", ({ noun, versions }) => {
  it("counts its versions without a gap, and the last is the present one", () => {
    expect(versions).toEqual(versions.map((_, index) => index + 1));
    expect(JSON.parse(read(`history/${noun}/${versions.length}.avsc`))).toEqual(
      JSON.parse(read(`${noun}.avsc`)),
    );
  });

  it.each(versions)("reads what version %i wrote", (version) => {
    const writer = compileType<unknown>(read(`history/${noun}/${version}.avsc`));
    const reader = compileType<unknown>(read(`${noun}.avsc`));
    for (let sample = 0; sample < 50; sample++) {
      const body = bodyOf(writer.encode(writer.type.random(), 1));
      expect(reader.decode(body, writer)).toMatchObject({ ok: true });
    }
  });

  it.each(versions.slice(1))("feeds from version %i what the one before feeds", (version) => {
    const prefix = `${noun.replace(/-row$/, "").replaceAll("-", "_")}_`;
    const fed = (number: number): readonly string[] =>
      [...migrations.matchAll(/CREATE MATERIALIZED VIEW IF NOT EXISTS (\w+) TO/g)]
        .map(([, view]) => view ?? "")
        .filter((view) => view.startsWith(`${prefix}${number}_`))
        .map((view) => view.slice(`${prefix}${number}_`.length));
    expect(fed(version)).toEqual(expect.arrayContaining([...fed(version - 1)]));
    expect(fed(version - 1).length).toBeGreaterThan(0);
  });

  it.skipIf(notInserted.has(noun)).each(versions)("has a landing table for version %i", (version) => {
    const table = `landing_${noun.replace(/-row$/, "").replaceAll("-", "_")}_${version}`;
    expect(migrations).toContain(`CREATE TABLE IF NOT EXISTS ${table}\n`);
  });
});
