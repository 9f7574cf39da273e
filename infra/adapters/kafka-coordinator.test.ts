/** The private hook, on kafkajs's own class; on a real cluster it is proven by `three-brokers.faults.test.ts`. */
import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { followCoordinator } from "./kafka-coordinator.ts";

interface Broker {
  heartbeat(): Promise<void>;
  offsetCommit(): Promise<void>;
}

interface Group {
  coordinator: Broker;
  offsetManager: { coordinator: Broker; commitOffsets(): Promise<void> } | null;
  heartbeat(options: { interval: number }): Promise<void>;
  commitOffsets(): Promise<void>;
}

const load = createRequire(import.meta.url);
const ConsumerGroup: new (options: object) => Group = load("kafkajs/src/consumer/consumerGroup.js");

const refusing = (type: string): Broker => {
  const refuse = (): Promise<void> => Promise.reject(Object.assign(new Error(type), { type }));
  return { heartbeat: refuse, offsetCommit: refuse };
};
const answering: Broker = { heartbeat: () => Promise.resolve(), offsetCommit: () => Promise.resolve() };

function groupAt(coordinator: Broker): Group {
  const cluster = { findGroupCoordinator: () => Promise.resolve(answering) };
  const logger = { namespace: () => ({ debug: () => undefined }) };
  const instrumentationEmitter = { emit: () => undefined };
  const group = new ConsumerGroup({ cluster, groupId: "g", topics: [], logger, instrumentationEmitter });
  const offsetManager = { coordinator, commitOffsets: () => offsetManager.coordinator.offsetCommit() };
  return Object.assign(group, { coordinator, offsetManager, memberId: "m", lastRequest: 0 });
}

describe("a broker that is no longer the group's coordinator", () => {
  followCoordinator();
  followCoordinator();
  const asks = {
    heartbeat: (group: Group) => group.heartbeat({ interval: 0 }),
    commit: (group: Group) => group.commitOffsets(),
  };

  test.each(["heartbeat", "commit"] as const)(
    "refuses a %s; the next goes to the one that is",
    async (what) => {
      const group = groupAt(refusing("NOT_COORDINATOR_FOR_GROUP"));
      await expect(asks[what](group)).rejects.toThrow("NOT_COORDINATOR_FOR_GROUP");
      await asks.heartbeat(group);
      await asks.commit(group);
    },
  );

  test("another refusal is no reason to look for another", async () => {
    const group = groupAt(refusing("REBALANCE_IN_PROGRESS"));
    await expect(asks.heartbeat(group)).rejects.toThrow("REBALANCE_IN_PROGRESS");
    await expect(asks.commit(group)).rejects.toThrow("REBALANCE_IN_PROGRESS");
  });
});
