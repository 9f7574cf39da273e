import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { epochMs } from "#schemas/units.ts";
import { askPatiently } from "./ask-patiently.ts";
import { classifyKafkaError, describeTrouble } from "./kafka-error.ts";

const { createErrorFromCode }: { createErrorFromCode: (code: number) => Error } = createRequire(
  import.meta.url,
)("kafkajs/src/protocol/error.js");
const notLeader = createErrorFromCode(6);

function aClock() {
  let atMs = 0;
  return {
    now: () => epochMs(atMs),
    sleep: async (ms: number) => {
      atMs += ms;
    },
  };
}

test("a Kafka so busy that its partitions have no leader for twenty seconds is asked until they have", async () => {
  const clock = aClock();
  const ask = async (): Promise<string> => {
    if (clock.now() < 20_000) throw notLeader;
    return "ends";
  };
  expect(await askPatiently(ask, clock)).toBe("ends");
});

test("one that never answers is told in a sentence, after half a minute, and is still one to ask again", async () => {
  const clock = aClock();
  const error: unknown = await askPatiently(() => Promise.reject(notLeader), clock).catch(
    (reason: unknown) => reason,
  );
  expect(clock.now()).toBe(30_000);
  expect(classifyKafkaError(error)).toEqual({ kind: "transient", code: "NOT_LEADER_FOR_PARTITION" });
  expect(describeTrouble(error)).toMatch(
    /^Kafka .* \(for 30 s it has said: This server is not the leader .*\)/,
  );
});

test("what is no matter of time is told at once", async () => {
  const clock = aClock();
  const wrong = new TypeError("wrong");
  await expect(askPatiently(() => Promise.reject(wrong), clock)).rejects.toBe(wrong);
  expect(clock.now()).toBe(0);
});
