/** The settings of a local run, with its example profile, for benchmarks that call the parts of the product directly. */
import { exampleAliases, oktopusTopics } from "#infra/cli/config/intake-structures.ts";
import { readSettings } from "#infra/cli/config/read.ts";
import { commonEnvironment, type Environment } from "#infra/cli/local-run/environment.ts";
import type { Values } from "#infra/cli/settings.ts";
import type { StackAddresses } from "#infra/local/stack.ts";
import type { IntakeConfig } from "#ingest/config.ts";

/** Addresses where nothing is, for what needs no service. */
export const nowhere: StackAddresses = {
  runDir: "",
  kafka: { brokers: ["127.0.0.1:9"] },
  registry: { url: "http://127.0.0.1:9" },
  mqtt: { url: "mqtt://127.0.0.1:9" },
  clickhouse: { url: "http://127.0.0.1:9" },
};

/** All settings of one run on these services; `changed` are environment variables of its own. */
export function localValues(stack: StackAddresses = nowhere, changed: Environment = {}): Values {
  const env = { ...commonEnvironment(stack, {}), ...changed };
  const reading = readSettings({ env, file: null, readSecret: () => "" }, [
    "bridge",
    "worker",
    "sink",
    "topics",
    "migrate",
  ]);
  if (!reading.ok) throw new Error(reading.mistakes.join("\n"));
  return reading.values;
}

/** Intake as `npm start` runs it, without the rate cap: one gateway stands for many. */
export const localIntake: IntakeConfig = {
  topics: oktopusTopics,
  identity: { endpoints: [{ match: "cpe-{n}", endpoint: "os::00D09E-cpe-{n}" }], home: "{endpoint}" },
  profiles: [],
  aliases: exampleAliases,
  limits: {
    recordBytes: 5_242_880,
    gzipRatio: 100,
    values: 100_000,
    rows: 100_000,
    depth: 32,
    messages: { perSecond: 1e9, burst: 1e9 },
    bytes: { perSecond: 1e9, burst: 1e9 },
    kafkaRecordBytes: 1_048_576,
  },
  controller: { mode: "tap", counted: null },
  parameterTopic: true,
};
