/**
 * Beside the numbered versions of `history/`: every text of every schema that was ever committed. Somebody may have run any
 * commit, so the present schema reads what each of them wrote. Where there is no git history (a tarball), nothing is known.
 */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { bodyOf, compileType } from "./avro.ts";

const folder = fileURLToPath(new URL(".", import.meta.url));

function git(...parameters: readonly string[]): string {
  try {
    return execFileSync("git", parameters, {
      cwd: folder,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
  } catch {
    return "";
  }
}

/** Ids of all contents that the file had: `:mode mode old new status<tab>path` a line. */
const contentsOf = (file: string): readonly string[] => [
  ...new Set(
    git("log", "--format=", "--raw", "--no-abbrev", "--", file)
      .split("\n")
      .map((line) => line.split(" ")[3] ?? "")
      .filter((id) => /^[0-9a-f]{40}$/.test(id) && !/^0+$/.test(id)),
  ),
];

const schemas = readdirSync(folder)
  .filter((file) => file.endsWith(".avsc"))
  .map((file) => ({ file, contents: contentsOf(file) }));
const isKnown = schemas.some(({ contents }) => contents.length > 0);

describe.skipIf(!isKnown).each(schemas)("$file", ({ file, contents }) => {
  it("reads what each of its committed texts wrote", () => {
    const reader = compileType<unknown>(readFileSync(new URL(file, import.meta.url), "utf8"));
    for (const id of contents) {
      const writer = compileType<unknown>(git("cat-file", "blob", id));
      for (let sample = 0; sample < 20; sample++) {
        const body = bodyOf(writer.encode(writer.type.random(), 1));
        expect(reader.decode(body, writer), `${file} as it was in ${id}`).toMatchObject({ ok: true });
      }
    }
  });
});

it.skipIf(!isKnown)("there is something to read", () => {
  expect(schemas.flatMap(({ contents }) => contents).length).toBeGreaterThan(schemas.length);
});
