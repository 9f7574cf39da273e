/** Settings of errands that speak to Kafka: those of this process, else those of the local stack that runs. */
import { otherProgram, ownStacks, runningStacks, type StackAddresses } from "#infra/local/running-stacks.ts";
import { Complaint } from "./complaint.ts";
import { loadSettings } from "./config/load.ts";
import { configFileVariable } from "./config/read.ts";
import type { Part } from "./config/setting.ts";
import { commonEnvironment, stackVariables } from "./local-run/environment.ts";
import { settingList, type Values } from "./settings.ts";

/** What an errand does to what it asks: `read` nothing; `write` writes or deletes. */
type Deed = "read" | "write";

/**
 * Where nobody names a Kafka, the stack started last is meant, and said where there are others, or where another folder's program has
 * started it; what writes or deletes does not guess, and takes no such. Throws a complaint that lists every mistake.
 */
export function loadStackSettings(
  configFile: string | undefined,
  wanted: readonly Part[] = ["topics"],
  deed: Deed = "read",
): Values {
  const { env, note } = stackEnvironment(configFile, wanted, deed);
  process.stderr.write(note);
  return loadSettings(wanted, configFile, env);
}

/** Whether environment or file say where Kafka is: then no local stack is meant. */
export const namesKafka = (configFile: string | undefined): boolean =>
  [configFile, process.env[configFileVariable], process.env["USP_KAFKA_BROKERS"]].some(
    (each) => each !== undefined,
  );

interface StackEnvironment {
  readonly env: NodeJS.ProcessEnv;
  /** Whether any address is the local stack's. */
  readonly isStacks: boolean;
  /** Lines that say which addresses are whose, where some are the environment's and some the stack's; else empty. */
  readonly note: string;
}

/**
 * The environment, and the addresses of the local stack that it does not set itself, where it names no Kafka. What writes or
 * deletes takes none where others are set: half of it would go to another system.
 */
export function stackEnvironment(
  configFile: string | undefined,
  wanted: readonly Part[],
  deed: Deed = "read",
): StackEnvironment {
  const { env } = process;
  const stacks = namesKafka(configFile) ? [] : runningStacks();
  if (deed === "write" && stacks.length > 0 && ownStacks().length === 0)
    throw new Complaint(
      `The local stacks that run were started from other folders; name the one that is meant by its settings (USP_KAFKA_BROKERS and so on), or call the program that started it:\n${stacks.map(told).join("\n")}`,
    );
  const [newest, ...others] = stacks;
  if (newest === undefined) return { env, isStacks: false, note: "" };
  if (others.length > 0) {
    if (deed === "write")
      throw new Complaint(
        `Several local stacks run; name the one that is meant by its settings (USP_KAFKA_BROKERS and so on), or stop the others:\n${stacks.map(told).join("\n")}`,
      );
    process.stderr.write(
      `Asking the stack started last: ${told(newest)}\nOthers, by USP_KAFKA_BROKERS and so on:\n${others.map(told).join("\n")}\n`,
    );
  }
  const { own, stacks: taken } = addressesOf(env, newest, wanted);
  if (others.length === 0 && taken.length > 0 && otherProgram(newest) !== null)
    process.stderr.write(`This program has started no stack that runs; asking another's:\n${told(newest)}\n`);
  const isMixed = own.length > 0 && taken.length > 0;
  if (isMixed && deed === "write")
    throw new Complaint(
      `${listed(own)} set, ${listed(taken)} not: what writes or deletes takes no addresses from the local stack that runs beside others. Set all, or none where it is meant:\n${told(newest)}`,
    );
  return {
    env: { ...commonEnvironment(newest, env), ...env },
    isStacks: taken.length > 0,
    note: isMixed ? `Of the local stack that runs: ${taken.join(", ")}; as set: ${own.join(", ")}\n` : "",
  };
}

/** The names of addresses that these parts use: those the environment sets to others than the stack's, and those it does not set. */
function addressesOf(env: NodeJS.ProcessEnv, stack: StackAddresses, wanted: readonly Part[]) {
  const used = new Set(
    settingList
      .filter(([, { usedBy }]) => usedBy.some((part) => wanted.includes(part)))
      .map(([, setting]) => setting.env as string),
  );
  const all = Object.entries(stackVariables(stack)).filter(([name]) => used.has(name));
  return {
    own: all.filter(([name, address]) => (env[name] ?? address) !== address).map(([name]) => name),
    stacks: all.filter(([name]) => env[name] === undefined).map(([name]) => name),
  };
}

const listed = (names: readonly string[]): string =>
  `${names.join(" and ")} ${names.length === 1 ? "is" : "are"}`;

function told(stack: StackAddresses): string {
  const { kafka, registry, clickhouse } = stack;
  const starter = otherProgram(stack);
  const whose = starter === null ? "" : `, started from ${starter}`;
  return `  Kafka ${kafka.brokers.join(",")}, registry ${registry.url}, ClickHouse ${clickhouse.url}${whose}`;
}
