/** What `npm run bench` is asked. */
import { parseArgs } from "node:util";
import { Complaint } from "#infra/cli/complaint.ts";
import type { Benchmark } from "./benchmark.ts";

export interface Wanted {
  readonly benchmarks: readonly Benchmark[];
  readonly smoke: boolean;
  readonly json: boolean;
  readonly write: boolean;
  readonly list: boolean;
  readonly help: boolean;
}

export const usage = (names: readonly string[]): string => `Usage: npm run bench [-- OPTION... NAME...]

Measures the stages of the pipeline, each against its floor in the same run: nobody can go below that with the same
input. Machines and moments differ, so ratios count. Without NAME all are measured, which takes some ten minutes.

NAME   ${names.join(", ")}

  --smoke   seconds instead of minutes: shows that everything still runs, its figures mean nothing
  --json    one JSON object on standard output: machine, lines, failures
  --write   puts the results into infra/bench/README.md; of all benchmarks, without --smoke
  --list    prints the names
  --help    prints this

Progress goes to standard error, the table to standard output. What needs services starts a local stack of its own.
Exit codes: 0 measured, whether aims are met or missed; 1 a benchmark failed; 2 a mistake in the arguments.
`;

/** Throws a sentence (`Complaint`, exit code 2) on anything it does not know. */
export function parseArguments(argv: readonly string[], all: readonly Benchmark[]): Wanted {
  const { values, positionals } = parsed(argv);
  const { smoke, json, write, list, help } = values;
  const names = all.map(({ name }) => name);
  const unknown = positionals.filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    throw new Complaint(`There is no benchmark ${unknown.join(", ")}: there are ${names.join(", ")}`);
  }
  if (write && (smoke || positionals.length > 0))
    throw new Complaint("--write takes the results of all benchmarks: leave out --smoke and names");
  const benchmarks = positionals.length === 0 ? all : all.filter(({ name }) => positionals.includes(name));
  return { benchmarks, smoke, json, write, list, help };
}

function parsed(argv: readonly string[]) {
  const flag = { type: "boolean", default: false } as const;
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { smoke: flag, json: flag, write: flag, list: flag, help: flag },
    });
  } catch (error) {
    throw new Complaint(
      `${error instanceof Error ? error.message : String(error)} (--help tells all options)`,
    );
  }
}
