/** `npm run simulate`: tries seeds, or one with all that it did. */
import { Command, InvalidArgumentError } from "commander";
import { type Counts, type Happening, happenings } from "./happenings.ts";
import { describeFault } from "./plan.ts";
import { trySeed } from "./seed.ts";
import { trySeeds } from "./try-seeds.ts";

const shownProblems = 20;

const toCount = (text: string): number => {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("a whole number is needed");
  return Number(text);
};

const say = (text: string): void => void process.stdout.write(`${text}\n`);

const sayProblems = (problems: readonly string[]): void => {
  for (const problem of problems.slice(0, shownProblems)) say(`  ${problem}`);
  if (problems.length > shownProblems) say(`  and ${problems.length - shownProblems} more`);
};

const sayCounts = (counts: Counts): void => {
  for (const what of happenings) say(`  ${String(counts[what] ?? 0).padStart(8)}  ${what}`);
};

/** One seed, told whole. */
async function one(seed: string): Promise<number> {
  const { plan, problems, failures, digest, counts } = await trySeed(seed);
  const { faults, bridges, workers, sinks, ...settings } = plan;
  say(`seed ${seed}: ${bridges} bridges, ${workers} workers, ${sinks} sinks; ${JSON.stringify(settings)}`);
  for (const fault of faults) say(`  ${describeFault(fault)}`);
  for (const failure of failures) say(`  ended and was started again: ${failure}`);
  sayCounts(counts);
  say(`log ${digest}: ${problems.length === 0 ? "all is right" : "problems:"}`);
  sayProblems(problems);
  return problems.length === 0 ? 0 : 1;
}

async function many(from: number, count: number, threads: number | undefined): Promise<number> {
  const beganAt = performance.now();
  let tried = 0;
  const all: Partial<Record<Happening, number>> = {};
  const failures = await trySeeds({
    from,
    count,
    ...(threads === undefined ? {} : { threads }),
    mostFailures: 10,
    said({ seed, problems, counts }) {
      tried += 1;
      for (const what of happenings) all[what] = (all[what] ?? 0) + (counts[what] ?? 0);
      if (problems.length === 0) return;
      say(`seed ${seed}: npm run simulate -- --seed ${seed}`);
      sayProblems(problems);
    },
  });
  const seconds = Math.round((performance.now() - beganAt) / 1000);
  sayCounts(all);
  say(`${tried} seeds from ${from} in ${seconds} s, ${failures.length} failed`);
  return failures.length === 0 ? 0 : 1;
}

const program = new Command("simulate")
  .description(
    "runs bridges, workers, fleet stages and sinks in virtual time on a simulated log, broker and tables, with faults by seed",
  )
  .option("--seed <text>", "this one alone, with all that happens in it")
  .option("--seeds <count>", "how many", toCount, 2000)
  .option("--from <number>", "the first of them", toCount, 1)
  .option("--threads <count>", "how many at once; as many as there are cores when absent", toCount);
program.parse();
const { seed, seeds, from, threads } = program.opts<{
  seed?: string;
  seeds: number;
  from: number;
  threads?: number;
}>();
process.exitCode = seed === undefined ? await many(from, seeds, threads) : await one(seed);
