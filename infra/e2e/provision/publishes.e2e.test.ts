/** What `usp-telemetry provision` puts on an agent, bridges learn from Kafka: a tap does not hear its answers. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";
import { createKafka } from "#infra/adapters/kafka.ts";
import { loadSchema } from "#infra/adapters/schemas.ts";
import { findMosquitto, startMosquitto } from "#infra/local/mosquitto.ts";
import { openRunFolder, type RunFolder } from "#infra/local/run-folder.ts";
import type { Service } from "#infra/local/service.ts";
import { toDefinition } from "#ingest/profiles/definition.ts";
import { bodyOf, compileType } from "#schemas/avro.ts";
import type { LearnedProfile } from "#schemas/profile.ts";
import { topics } from "#schemas/topics.ts";
import { makeTopics, newRun, until } from "../bridge/bridge-run.ts";
import { startAgent } from "./agent.ts";
import { controllerId, runProvision } from "./command.ts";

const missing = findMosquitto() === null;
const stack = localStack();
let run: RunFolder;
let broker: Service<string>;
let folder: string;

beforeAll(async () => {
  if (missing) return;
  await makeTopics(stack);
  run = await openRunFolder(null);
  broker = await startMosquitto(run);
  folder = mkdtempSync(join(tmpdir(), "usp-provision-"));
});
afterAll(async () => {
  if (missing) return;
  rmSync(folder, { recursive: true });
  await broker.part.stop();
  await run.reaper.finish();
});

/** What the topic says of an endpoint's profiles, as it comes. */
async function followProfiles(endpointId: string) {
  const kafka = createKafka({ brokers: stack.kafka.brokers, clientId: newRun() });
  const type = compileType<LearnedProfile>(loadSchema(topics.profile.schema));
  const told: LearnedProfile[] = [];
  const consumer = kafka.consumer({ groupId: newRun(), maxWaitTimeInMs: 100 });
  await consumer.connect();
  await consumer.subscribe({ topics: [topics.profile.name], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: ({ message: { key, value } }) => {
      const decoded = value === null ? null : type.decode(bodyOf(value));
      if (decoded?.ok === true && String(key) === `${endpointId} ${decoded.value.profile}`)
        told.push(decoded.value);
      return Promise.resolve();
    },
  });
  onTestFinished(() => consumer.disconnect());
  return told;
}

test.skipIf(missing)("the profile that is on an agent in the end is what bridges are told last", async () => {
  const endpointId = `os::00D09E-cpe-${newRun()}`;
  const agent = await startAgent({ url: broker.address, endpointId, controllerIds: ["c", controllerId] });
  onTestFinished(() => agent.stop());
  const config = join(folder, "settings.yaml");
  const { kafka, registry } = stack;
  writeFileSync(
    config,
    JSON.stringify({ kafka: { brokers: kafka.brokers }, registry: { url: registry.url } }),
  );
  const told = await followProfiles(endpointId);
  const { code, stderr } = await runProvision(
    broker.address,
    endpointId,
    "--config",
    config,
    "--reports",
    "0",
  );
  expect([code, stderr.trim()]).toEqual([0, "1 changed"]);
  const last = () => {
    const row = told.at(-1);
    const streams = { ofTopic: (topic: string) => topic, ofPath: () => null };
    return row === undefined ? null : toDefinition(row.profile, row.settings, streams);
  };
  await until(() => Promise.resolve(last() !== null && told.at(-1)?.settings["Enable"] === "true"));
  expect(last()).toEqual({
    topic: `oktopus/usp/v1/bulkdata/${endpointId.replace("os::00D09E-", "")}`,
    intervalMs: 1000,
    parameters: [
      { name: "Hosts", reference: "Device.Hosts.Host.*." },
      { name: "ApAssociatedDevice", reference: "Device.WiFi.AccessPoint.*.AssociatedDevice.*." },
    ],
    csv: null,
    excluded: [],
  });
  expect(told.at(-1)).toMatchObject({ endpoint_id: endpointId, source: "provisioning" });
});
