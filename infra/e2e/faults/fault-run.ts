/** What the long runs have in common: the seed, how many faults, progress for a person, and the table at the end. */
import { randomInt } from "node:crypto";
import { disturb, type DisturbOptions } from "./disturb.ts";
import { formatTable, type Struck } from "./evidence.ts";

/** `FAULTS_SEED` runs the faults of an earlier run again. */
export const seed = process.env["FAULTS_SEED"] ?? String(randomInt(1_000_000));

/** Counted faults of each part and kind: `FAULTS_PER_PART`, ten by default. */
export const perPart = Number(process.env["FAULTS_PER_PART"] ?? 10);

/** Pairs and rolling restarts: a fifth of it, at least one. */
export const fewer = Math.max(1, Math.round(perPart / 5));

const say = (text: string): void => void process.stderr.write(`${text}\n`);

/** One file's runs. */
export interface FaultRuns {
  /** Runs one world to its end. What is wrong, how to run it again in front; nothing when all is right. */
  problemsOf(title: string, options: Omit<DisturbOptions, "seed" | "onProgress">): Promise<string[]>;
  /** The table of all runs so far. */
  print(): void;
}

export function createFaultRuns(): FaultRuns {
  const all: Struck[] = [];
  const allDeaths: string[] = [];
  let published = 0;
  return {
    async problemsOf(title, options) {
      const name = `${title}, FAULTS_SEED=${seed} FAULTS_PER_PART=${perPart}`;
      say(`${new Date().toISOString()} ${name}: ${options.faults.length} faults`);
      const onProgress = (text: string): void => say(`${new Date().toISOString()} ${text}`);
      const result = await disturb({ ...options, seed: `${seed}/${title}`, onProgress }).catch(
        (error: unknown) => {
          throw new Error(name, { cause: error });
        },
      );
      all.push(...result.struck);
      allDeaths.push(...result.deaths.map((death) => `${title}: ${death}`));
      published += result.published;
      const problems = result.problems.slice(0, 20);
      say(`${title}: ${result.problems.length} problems\n${problems.join("\n")}`);
      return problems.length === 0 ? [] : [name, ...problems];
    },
    print() {
      say(`${published} messages, seed ${seed}\n${formatTable(all)}`);
      for (const death of allDeaths) say(death);
    },
  };
}
