import { expect, test } from "vitest";
import { sinkConfig } from "../config/process-config.ts";
import { readSettings } from "../config/read.ts";
import { rebuildCommand } from "./command.ts";

const nowhere = {
  USP_KAFKA_BROKERS: "127.0.0.1:9",
  USP_REGISTRY_URL: "http://127.0.0.1:9",
  USP_CLICKHOUSE_URL: "http://127.0.0.1:9",
};

test.each([
  { of: { rebuild: "alert", from: "2999-01-01" }, sentence: /^--from 2999-01-01 is still to come/ },
  { of: { rebuild: "alert", from: "2026-02-30" }, sentence: /^--from 2026-02-30 is no time/ },
  { of: { rebuild: "alert" }, sentence: /belong together/ },
])("what can't be rebuilt is told before anything is asked: $of", async ({ of, sentence }) => {
  const reading = readSettings({ env: nowhere, file: null, readSecret: String }, ["sink"]);
  if (!reading.ok) throw new Error(reading.mistakes.join("\n"));
  const rebuilding = rebuildCommand(sinkConfig(reading.values), of);
  await expect(rebuilding).rejects.toThrow(sentence);
  await expect(rebuilding).rejects.toMatchObject({ exitCode: 2 });
});
