import { expect, test } from "vitest";
import { freePort } from "#infra/local/free-port.ts";
import { readSettings } from "../config/read.ts";
import { prepareSchemas } from "./prepare.ts";

test("a registry that does not answer is told by its address, as a sentence", async () => {
  const env = {
    USP_KAFKA_BROKERS: "127.0.0.1:9",
    USP_REGISTRY_URL: `http://127.0.0.1:${await freePort()}`,
  };
  const reading = readSettings({ env, file: null, readSecret: String }, ["topics"]);
  if (!reading.ok) throw new Error(reading.mistakes.join("\n"));
  await expect(prepareSchemas(reading.values)).rejects.toMatchObject({
    name: "Complaint",
    exitCode: 1,
    message: `The schema registry at ${env.USP_REGISTRY_URL} does not answer`,
  });
});
