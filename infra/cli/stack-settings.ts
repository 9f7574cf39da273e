/** Settings of errands that speak to Kafka: those of this process, else those of the local stack that runs. */
import { runningStacks } from "#infra/local/running-stacks.ts";
import { loadSettings } from "./config/load.ts";
import { configFileVariable } from "./config/read.ts";
import type { Part } from "./config/setting.ts";
import { commonEnvironment } from "./local-run/environment.ts";
import type { Values } from "./settings.ts";

/** Where nobody names a Kafka, the stack started last is meant. Throws a complaint that lists every mistake. */
export function loadStackSettings(
  configFile: string | undefined,
  wanted: readonly Part[] = ["topics"],
): Values {
  const { env } = process;
  const isNamed = [configFile, env[configFileVariable], env["USP_KAFKA_BROKERS"]].some(
    (each) => each !== undefined,
  );
  const [newest] = isNamed ? [] : runningStacks();
  return loadSettings(
    wanted,
    configFile,
    newest === undefined ? env : { ...env, ...commonEnvironment(newest, env) },
  );
}
