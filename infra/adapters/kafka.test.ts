import { createRequire } from "node:module";
import { afterEach, expect, test } from "vitest";
import { chosenPartition, stopIdleTimer } from "./kafka.ts";

interface Queue {
  throttleCheckTimeoutId: unknown;
  pending: unknown[];
  scheduleCheckPendingRequests(): void;
  destroy(): void;
}
const load = createRequire(import.meta.url);
const RequestQueue: new (options: object) => Queue = load("kafkajs/src/network/requestQueue/index.js");
const opened: Queue[] = [];

const newQueue = (): Queue => {
  const logger = { debug: () => {} };
  const queue = new RequestQueue({ maxInFlightRequests: 0, requestTimeout: 1000, logger });
  opened.push(queue);
  return queue;
};

afterEach(() => {
  for (const queue of opened.splice(0)) queue.destroy();
});

test("an idle request queue arms no timer, one with a waiting request does", () => {
  stopIdleTimer();
  stopIdleTimer();
  const queue = newQueue();
  queue.scheduleCheckPendingRequests();
  expect(queue.throttleCheckTimeoutId).toBeNull();
  queue.pending.push({});
  queue.scheduleCheckPendingRequests();
  expect(queue.throttleCheckTimeoutId).not.toBeNull();
});

test("the client is the version whose insides we know", () => {
  expect(load("kafkajs/package.json").version).toBe("2.2.4");
});

test("a record without a partition is a bug, never a guess", () => {
  const choose = chosenPartition();
  const message = { value: "x" };
  expect(() => choose({ topic: "t", partitionMetadata: [], message })).toThrow(RangeError);
  expect(choose({ topic: "t", partitionMetadata: [], message: { ...message, partition: 0 } })).toBe(0);
});
