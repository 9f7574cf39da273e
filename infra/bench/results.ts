/** The results in the README, between two markers. */
import { readFileSync, writeFileSync } from "node:fs";
import type { Measurement } from "./benchmark.ts";
import { formatMachine, type Machine } from "./machine.ts";
import { formatMarkdown } from "./table.ts";

const [begin, end] = ["<!-- results -->", "<!-- end of results -->"] as const;

const readme = new URL("README.md", import.meta.url);

/** Puts this run's table, machine and commit in the place of the last one's. */
export function writeResults(lines: readonly Measurement[], machine: Machine): void {
  const text = readFileSync(readme, "utf8");
  const told = [...formatMachine(machine).map((line) => `${line}.  `), "", formatMarkdown(lines)].join("\n");
  writeFileSync(readme, replaceResults(text, told));
}

/** Everything outside the markers stays; throws when they are not there. */
export function replaceResults(readmeText: string, results: string): string {
  const [first, last] = [readmeText.indexOf(begin), readmeText.indexOf(end)];
  if (first < 0 || last < first) throw new Error(`infra/bench/README.md lacks the line ${begin} or ${end}`);
  return `${readmeText.slice(0, first + begin.length)}\n${results}\n${readmeText.slice(last)}`;
}
