import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { InvalidArgumentError } from "commander";
import { afterAll, describe, expect, test } from "vitest";
import { detectCommand } from "./command.ts";
import { judgeLines } from "./detect.ts";

const program = new URL("../main.ts", import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), "detect-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs `usp-telemetry detect` to its end. */
async function detect(args: readonly string[], input = "") {
  const child = spawn(process.execPath, [program, "detect", ...args]);
  child.stdin.on("error", () => undefined).end(input);
  const exit = new Promise<number | null>((resolve) => child.once("close", resolve));
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), exit]);
  return { stdout, stderr, code };
}

/** A file of these lines; its path. */
function fileOf(lines: readonly string[]): string {
  const path = join(folder, "samples.csv");
  writeFileSync(path, `${lines.join("\n")}\n`);
  return path;
}

const startSeconds = Date.UTC(2026, 10, 23) / 1000;

/** A wave of a day in steps of a minute, of two days and an hour; half a day before the end, ten times itself. */
const wave = [
  "timestamp,value",
  ...Array.from({ length: 2940 }, (_, minute) => {
    const value = 10 + 5 * Math.sin((minute / 720) * Math.PI) + ((minute * 7) % 11) / 10;
    const isOdd = minute >= 2200 && minute < 2205;
    return `${startSeconds + 60 * minute},${(isOdd ? 10 * value : value).toFixed(2)}`;
  }),
];

const verdicts = (csv: string): string[] =>
  csv
    .trimEnd()
    .split("\n")
    .slice(1)
    .map((row) => row.split(",")[3] ?? "");

/** Each starts the program, which takes seconds where others use the machine. */
describe("usp-telemetry detect", { timeout: 60_000 }, () => {
  test("judges every row of a file, and finds what is odd in it", async () => {
    const { stdout, stderr, code } = await detect(["--csv", fileOf(wave)]);
    expect({ stderr, code }).toEqual({ stderr: "", code: 0 });
    const rows = stdout.split("\n");
    expect(rows[0]).toBe("timestamp,value,score,verdict");
    expect(rows[1]).toBe(`${wave[1]},,warming_up`);
    const found = verdicts(stdout);
    expect(found).toHaveLength(2940);
    expect(found.indexOf("normal")).toBe(1440);
    expect(found.indexOf("anomaly")).toBeGreaterThanOrEqual(2200);
    expect(found.indexOf("anomaly")).toBeLessThan(2203);
    expect(found.lastIndexOf("anomaly")).toBeLessThan(2215);
  });

  test("reads standard input, and gives times and values as they came", async () => {
    const input = ['value,"timestamp"', "7.50,2026-11-26 08:00:00", ",2026-11-26T08:01:00Z", "8,1795680120"];
    const { stdout, code } = await detect(["--csv", "-", "--warm-up", "1"], input.join("\r\n"));
    expect(code).toBe(0);
    expect(stdout.split("\n")).toEqual([
      "timestamp,value,score,verdict",
      "2026-11-26 08:00:00,7.50,,warming_up",
      "2026-11-26T08:01:00Z,,,missing",
      expect.stringMatching(/^1795680120,8,\d+\.\d\d,(normal|anomaly)$/),
      "",
    ]);
  });

  test("says so where all rows were only learned from", async () => {
    const { stdout, stderr, code } = await detect(["--csv", fileOf(wave.slice(0, 100))]);
    expect(new Set(verdicts(stdout))).toEqual(new Set(["warming_up"]));
    expect({ stderr, code }).toEqual({
      stderr: `No row was judged: ${folder}/samples.csv has 99 with a value, and the first 1440 are only learned from (--warm-up).\n`,
      code: 0,
    });
  });

  test("takes a threshold, a zone and a smallest deviation", async () => {
    const path = fileOf(wave);
    const { stdout: loud } = await detect(["--csv", path, "--threshold", "1", "--zone", "-05:30"]);
    expect(verdicts(loud).filter((verdict) => verdict === "anomaly").length).toBeGreaterThan(20);
    const { stdout: deaf } = await detect(["--csv", path, "--smallest-deviation", "1000"]);
    expect(verdicts(deaf)).not.toContain("anomaly");
  });

  test("names the line of a mistake, after the rows before it, and ends with 2", async () => {
    const path = fileOf([...wave.slice(0, 4), "1795680000,high", ...wave.slice(4)]);
    const { stdout, stderr, code } = await detect(["--csv", path]);
    expect({ stderr, code }).toEqual({
      stderr: `${path}:5 has the value "high", which is no number below 1e30; a missing one is empty, NaN or null\n`,
      code: 2,
    });
    expect(verdicts(stdout)).toHaveLength(3);
  });

  test.each([
    {
      name: "a file that is not there",
      args: ["--csv", "/nowhere.csv"],
      says: "/nowhere.csv can't be read",
      want: 2,
    },
    { name: "a folder", args: ["--csv", folder], says: "can't be read: it is a folder", want: 2 },
    { name: "an empty input", args: ["--csv", "-"], says: "standard input is empty", want: 2 },
    { name: "a zone's name", args: ["--csv", "-", "--zone", "CET"], says: "offset such as +01:00", want: 2 },
  ])("refuses $name with a sentence and exit code $want", async ({ args, says, want }) => {
    const { stderr, code } = await detect(args);
    expect(stderr).toContain(says);
    expect(stderr).not.toContain("    at ");
    expect(code).toBe(want);
  });

  test("ends quietly when nobody reads any more", async () => {
    const child = spawn(process.execPath, [program, "detect", "--csv", "-"]);
    child.stdin.on("error", () => undefined);
    const stderr = text(child.stderr);
    const exit = new Promise<number | null>((resolve) => child.once("close", resolve));
    child.stdout.once("data", () => child.stdout.destroy());
    child.stdin.write("timestamp,value\n");
    const feed = setInterval(() => child.stdin.write(`${startSeconds},1\n`.repeat(5000)), 10);
    const code = await exit.finally(() => clearInterval(feed));
    expect(code).toBe(0);
    expect(await stderr).toBe("");
  });
});

describe("an option", () => {
  const optionOf = (flag: string) => {
    const option = detectCommand().options.find(({ long }) => long === flag);
    return (value: string): unknown => option?.parseArg?.(value, undefined);
  };

  test.each([
    { flag: "--zone", value: "Z", want: 0 },
    { flag: "--zone", value: "+05:45", want: 20_700_000 },
    { flag: "--zone", value: "-0930", want: -34_200_000 },
    { flag: "--zone", value: "+14:00", want: 50_400_000 },
    { flag: "--threshold", value: "13.5", want: 13.5 },
    { flag: "--smallest-deviation", value: "0", want: 0 },
    { flag: "--warm-up", value: "288", want: 288 },
  ])("$flag takes $value", ({ flag, value, want }) => {
    expect(optionOf(flag)(value)).toBe(want);
  });

  test.each([
    { flag: "--zone", value: "+15:00" },
    { flag: "--zone", value: "+01:60" },
    { flag: "--zone", value: "Europe/Berlin" },
    { flag: "--threshold", value: "high" },
    { flag: "--threshold", value: "" },
    { flag: "--smallest-deviation", value: "-1" },
    { flag: "--warm-up", value: "0" },
  ])("$flag refuses '$value'", ({ flag, value }) => {
    expect(() => optionOf(flag)(value)).toThrow(InvalidArgumentError);
  });
});

test("rows are handed on while more are read: memory does not grow with the file", async () => {
  let taken = 0;
  function* endless(): Generator<string> {
    yield "timestamp,value";
    for (;;) yield `${startSeconds + taken++},1`;
  }
  const pieces = judgeLines(endless(), "f.csv", {
    threshold: 20,
    zoneOffsetMs: 0,
    warmUpSamples: 10,
    smallestDeviation: 0,
  });
  for (let piece = 1; piece <= 5; piece += 1) {
    const { value } = await pieces.next();
    expect(value?.length).toBeLessThan(70_000);
    expect(taken).toBeLessThan(piece * 5000);
  }
});
