/**
 * A tap beside a controller, on a real mosquitto: that controller's log of requests and responses is the same with and
 * without it, to the byte, and so is the agent's; the tap publishes nothing but its own canary, and has heard all.
 */
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";
import { freePort } from "#infra/local/free-port.ts";
import { findMosquitto, startMosquitto } from "#infra/local/mosquitto.ts";
import { openRunFolder, type RunFolder } from "#infra/local/run-folder.ts";
import type { Service } from "#infra/local/service.ts";
import { bridgeConfig, bridgeStatus, makeTopics, newRun, startBridge, until } from "../bridge/bridge-run.ts";
import { type Conversation, converse, said } from "./conversation.ts";

const missing = findMosquitto() === null;
if (missing)
  process.stderr.write("SKIPPED: mosquitto is not installed (Debian: apt-get install mosquitto)\n");

let folder: RunFolder;
let broker: Service<string>;

beforeAll(async () => {
  if (missing) return;
  folder = await openRunFolder(null);
  broker = await startMosquitto(folder);
  await makeTopics(localStack());
});

afterAll(async () => {
  if (missing) return;
  await broker.part.stop();
  await folder.reaper.finish();
});

test.skipIf(missing)("a controller can't tell whether a tap listens", async () => {
  const run = newRun();
  const place = { url: broker.address, prefix: run, agentId: `os::${run}-a` };
  const canary = `usp-telemetry/canary/${run}`;
  const isConversation = ({ topic }: { topic: string }): boolean => topic.startsWith(`${run}/`);
  const total = said.toAgent + said.responses + said.events + said.reports;
  const complete = (published: Conversation["broker"]): Promise<void> =>
    until(async () => published.filter(isConversation).length >= total);

  const alone = await converse(place, complete);
  expect(alone.broker).toHaveLength(total);

  const port = await freePort();
  const stack = { ...localStack(), mqtt: { url: broker.address } };
  const config = bridgeConfig(stack, run);
  const tap = await startBridge(
    {
      ...config,
      topics: [...config.topics, { template: `${run}/agent/{endpoint}`, kind: "to-agent" }],
      tickPeriodMs: 100,
    },
    port,
  );
  onTestFinished(() => tap.stop());
  const tapped = await converse(place, async (published) => {
    await complete(published);
    await until(async () => (await bridgeStatus(port)).received === total);
    await until(async () => published.filter(({ topic }) => topic === canary).length > 3);
  });

  expect(tapped.controller).toEqual(alone.controller);
  expect(tapped.agent).toEqual(alone.agent);
  expect(tapped.broker.filter(isConversation)).toEqual(alone.broker);
  expect(tapped.broker.filter((each) => !isConversation(each) && each.topic !== canary)).toEqual([]);
  await until(async () => (await bridgeStatus(port)).unacknowledged === 0);
  expect((await bridgeStatus(port)).fates).toEqual({
    produced: said.events + said.reports,
    partOfAnother: 0,
    dropped: { to_agent: said.toAgent, response: said.responses },
    deadLetter: {},
  });
});
