/**
 * Messages in segments from a broker that sends nothing new while one is unacknowledged (HiveMQ): Kafka keeps what waits, and
 * nothing that becomes an event is a dead letter.
 */
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";
import { deadLetterHeader } from "#schemas/dead-letter.ts";
import { endAllBridges, startBridgeProcess } from "./bridge-process.ts";
import { makeTopics, readLog, until } from "./bridge-run.ts";
import { openSegmentRun, segments } from "./segment-run.ts";

const stack = localStack();
let log: Awaited<ReturnType<typeof readLog>>;

beforeAll(async () => {
  await makeTopics(stack);
  log = await readLog(stack);
});
afterEach(endAllBridges);
afterAll(() => log.stop());

test("a message whose segments come one by one is one event and no dead letter, over a kill -9 between each two", async () => {
  const { config, endpoint, publish, events, letters, close } = await openSegmentRun(stack, log);
  const [first, second, third] = segments(endpoint, "7");
  let bridge = await startBridgeProcess(config);
  for (const [index, segment] of [first, second].entries()) {
    await publish(segment);
    await until(async () => (await bridge.status())?.["parked"] === index + 1);
    await bridge.end("SIGKILL");
    bridge = await startBridgeProcess(config);
    expect((await bridge.status())?.["parked"]).toBe(index + 1);
  }
  await publish(third);
  await until(async () => (await bridge.status())?.fates.produced === 1);
  expect(await bridge.status()).toMatchObject({ parked: 0, fates: { partOfAnother: 2, deadLetter: {} } });
  await bridge.end("SIGTERM");
  const after = await startBridgeProcess(config);
  expect(await after.status()).toMatchObject({ parked: 0, received: 0 });
  await after.end("SIGTERM");
  await close();
  await until(() => Promise.resolve(events().length > 0));
  expect(events().map(({ msg_id }) => msg_id)).toEqual(["m-7"]);
  expect(letters()).toEqual([]);
});

test("one whose rest never comes is dead letters with its bytes, though a process was killed meanwhile", async () => {
  const { config, endpoint, publish, events, letters, close } = await openSegmentRun(stack, log);
  const [first] = segments(endpoint, "9");
  const killed = await startBridgeProcess(config);
  await publish(first);
  await until(async () => (await killed.status())?.["parked"] === 1);
  await killed.end("SIGKILL");
  const next = await startBridgeProcess(config);
  await until(async () => (await next.status())?.["parked"] === 0);
  await next.end("SIGTERM");
  await close();
  await until(() => Promise.resolve(letters().length > 0));
  expect(events()).toEqual([]);
  expect(letters().map(({ value, headers }) => [value, headers.get(deadLetterHeader.reason)])).toEqual([
    [first, "session_gap"],
  ]);
});
