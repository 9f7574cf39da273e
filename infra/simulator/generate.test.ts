import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";

const program = fileURLToPath(new URL("generate.ts", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "usp-generate-"));
afterAll(() => rmSync(folder, { recursive: true }));

function run(...args: string[]): { code: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: "utf8" });
  return { code: status, stdout, stderr };
}

describe("generate", { timeout: 60_000 }, () => {
  test("writes the same bytes of a home in any range, packed or plain", () => {
    const [wide, narrow] = [join(folder, "wide"), join(folder, "narrow")];
    const order = ["--days", "0.5", "--interval", "60", "--warm-up", "0", "--anomalies", "50"];
    expect(run("--out", wide, "--homes", "3", ...order).code).toBe(0);
    expect(run("--out", narrow, "--first", "2", "--homes", "1", "--plain", ...order).code).toBe(0);
    expect(readdirSync(wide).sort()).toEqual([
      "labels.ndjson",
      ...[1, 2, 3].map((n) => `reports-00000${n}.ndjson.gz`),
    ]);
    const packed = gunzipSync(readFileSync(join(wide, "reports-000002.ndjson.gz"))).toString();
    expect(readFileSync(join(narrow, "reports-000002.ndjson"), "utf8")).toBe(packed);
    expect(packed.split("\n").length).toBeGreaterThan(100);
    const labelsOf = (where: string): string[] =>
      readFileSync(join(where, "labels.ndjson"), "utf8")
        .split("\n")
        .filter((line) => line.includes('"sim-000002"'));
    expect(labelsOf(narrow)).toEqual(labelsOf(wide));
    expect(labelsOf(wide).length).toBeGreaterThan(0);
  });

  test("refuses what it cannot do with a sentence", () => {
    expect(run()).toMatchObject({ code: 2, stderr: "--out is missing: the directory to write to\n" });
    expect(run("--out", folder, "--homes", "many")).toMatchObject({
      code: 2,
      stderr: "--homes must be a number of 0 or more\n",
    });
    expect(run("--help").stdout).toContain("--anomalies X");
  });
});
