/** Settings of errands that speak to Kafka: those of this process, else those of the local stack that runs. */
import { ownStacks, runningStacks, type StackAddresses } from "#infra/local/running-stacks.ts";
import { Complaint } from "./complaint.ts";
import { loadSettings } from "./config/load.ts";
import { configFileVariable } from "./config/read.ts";
import type { Part } from "./config/setting.ts";
import { commonEnvironment } from "./local-run/environment.ts";
import type { Values } from "./settings.ts";

/** What an errand does to what it asks: `read` nothing; `write` writes or deletes. */
type Deed = "read" | "write";

/**
 * Where nobody names a Kafka, the stack started last is meant, and said where there are others; what writes or deletes does
 * not guess, and takes none that another folder's program has started. Throws a complaint that lists every mistake.
 */
export function loadStackSettings(
  configFile: string | undefined,
  wanted: readonly Part[] = ["topics"],
  deed: Deed = "read",
): Values {
  return loadSettings(wanted, configFile, stackEnvironment(configFile, deed));
}

/** Whether environment or file say where Kafka is: then no local stack is meant. */
export const namesKafka = (configFile: string | undefined): boolean =>
  [configFile, process.env[configFileVariable], process.env["USP_KAFKA_BROKERS"]].some(
    (each) => each !== undefined,
  );

/** The environment, with the addresses of the local stack where it names no Kafka. */
export function stackEnvironment(configFile: string | undefined, deed: Deed = "read"): NodeJS.ProcessEnv {
  const { env } = process;
  const stacks = namesKafka(configFile) ? [] : runningStacks();
  if (deed === "write" && stacks.length > 0 && ownStacks().length === 0)
    throw new Complaint(
      `The local stacks that run were started from other folders; name the one that is meant by its settings (USP_KAFKA_BROKERS and so on), or call the program that started it:\n${stacks.map(told).join("\n")}`,
    );
  const [newest, ...others] = stacks;
  if (newest === undefined) return env;
  if (others.length > 0) {
    if (deed === "write")
      throw new Complaint(
        `Several local stacks run; name the one that is meant by its settings (USP_KAFKA_BROKERS and so on), or stop the others:\n${stacks.map(told).join("\n")}`,
      );
    process.stderr.write(
      `Asking the stack started last: ${told(newest)}\nOthers, by USP_KAFKA_BROKERS and so on:\n${others.map(told).join("\n")}\n`,
    );
  }
  return { ...env, ...commonEnvironment(newest, env) };
}

const told = ({ kafka, registry, clickhouse }: StackAddresses): string =>
  `  Kafka ${kafka.brokers.join(",")}, registry ${registry.url}, ClickHouse ${clickhouse.url}`;
