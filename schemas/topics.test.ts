/** The page about topics is what the topics are. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { topics, type TopicSpec } from "./topics.ts";

const page = readFileSync(new URL("README.md", import.meta.url), "utf8");
const dayMs = 86_400_000;

/** Name, record's schema, key and retention of each row of the table of topics. */
const rows = page.split("\n").flatMap((line) => {
  const [, name, , record = "", key, kept] = line.split("|").map((cell) => cell.trim());
  if (name === undefined || kept === undefined || !name.startsWith("`usp.") || kept === "") return [];
  return [{ name, schema: /^\[`([\w-]+\.avsc)`\]\(\1\)/.exec(record)?.[1] ?? null, key, kept }];
});

test("every topic is a row of README.md, with its schema, key and how long it is kept", () => {
  const wanted = Object.values<TopicSpec>(topics).map(({ name, schema, key, cleanup, retentionMs }) => ({
    name: `\`${name}\``,
    schema,
    key: `\`${key}\``,
    kept: cleanup === "compact" ? "compacted" : `${retentionMs / dayMs} days`,
  }));
  expect(rows).toEqual(wanted);
});
