import { describe, expect, test } from "vitest";
import { Complaint } from "#infra/cli/complaint.ts";
import { parseArguments, usage } from "./arguments.ts";
import type { Benchmark } from "./benchmark.ts";
import { replaceResults } from "./results.ts";
import { runSuite } from "./suite.ts";

const never: Benchmark["run"] = () => Promise.reject(new Error("out of order"));
const all: readonly Benchmark[] = [
  { name: "decode", run: () => Promise.resolve([]) },
  { name: "worker", run: never },
];

const namesFor = (...argv: string[]): string[] =>
  parseArguments(argv, all).benchmarks.map(({ name }) => name);

describe("npm run bench", () => {
  test("measures what is named, in the order of the pipeline, and everything without a name", () => {
    expect(namesFor()).toEqual(["decode", "worker"]);
    expect(namesFor("--smoke", "worker")).toEqual(["worker"]);
    expect(namesFor("worker", "decode")).toEqual(["decode", "worker"]);
  });

  test.each([
    { argv: ["nope"], sentence: "There is no benchmark nope: there are decode, worker" },
    {
      argv: ["--write", "decode"],
      sentence: "--write takes the results of all benchmarks: leave out --smoke and names",
    },
    {
      argv: ["--write", "--smoke"],
      sentence: "--write takes the results of all benchmarks: leave out --smoke and names",
    },
    { argv: ["--fast"], sentence: "(--help tells all options)" },
  ])("refuses $argv with a sentence and exit code 2", ({ argv, sentence }) => {
    expect(() => parseArguments(argv, all)).toThrow(
      expect.objectContaining({ message: expect.stringContaining(sentence), exitCode: 2 }),
    );
    expect(() => parseArguments(argv, all)).toThrow(Complaint);
  });

  test("--help tells every option and every name", () => {
    const text = usage(["decode", "worker"]);
    for (const word of ["--smoke", "--json", "--write", "--list", "--help", "decode, worker", "Exit codes"])
      expect(text).toContain(word);
  });

  test("a benchmark that fails is told by name and does not keep the others from running", async () => {
    const { failures } = await runSuite(all.toReversed(), { smoke: true, say: () => undefined });
    expect(failures).toEqual([expect.stringContaining("The benchmark worker failed: Error: out of order")]);
  });

  test("results take the place between the markers and nothing else", () => {
    const page = "# A\n\n<!-- results -->\nold\n<!-- end of results -->\n\nB\n";
    expect(replaceResults(page, "new")).toBe("# A\n\n<!-- results -->\nnew\n<!-- end of results -->\n\nB\n");
    expect(() => replaceResults("# A\n", "new")).toThrow("lacks the line");
  });
});
