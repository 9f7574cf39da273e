/** The private hook, on kafkajs's own class; on a real broker it is proven by `kafka-transactor.e2e.test.ts`. */
import { createRequire } from "node:module";
import { afterEach, describe, expect, test } from "vitest";
import { forgetTransaction, planTransaction } from "./kafka-transaction.ts";

interface Request {
  readonly transactionalId: string;
  readonly producerId: string;
  readonly producerEpoch: number;
  readonly topics?: readonly { readonly topic: string; readonly partitions: readonly number[] }[];
}

interface Methods {
  addPartitionsToTxn: (this: object, request: Request) => Promise<unknown>;
  addOffsetsToTxn: (this: object, request: Request) => Promise<unknown>;
}

const load = createRequire(import.meta.url);
const Broker: { readonly prototype: Methods } = load("kafkajs/src/broker/index.js");
const Cluster: {
  readonly prototype: {
    findGroupCoordinator: (
      this: object,
      request: { readonly groupId: string; readonly coordinatorType: number },
    ) => Promise<unknown>;
  };
} = load("kafkajs/src/cluster/index.js");
const sendRequest = Object.getOwnPropertySymbols(Broker.prototype).find((symbol) =>
  String(symbol).includes("sendRequest"),
);

/** A broker that answers with these errors first, and what it was asked. */
function brokerRefusing(...errors: string[]) {
  const asked: Request[] = [];
  const broker: object = Object.create(Broker.prototype, {
    lookupRequest: { value: () => (request: Request) => request },
    [sendRequest ?? ""]: {
      value(request: Request): Promise<void> {
        asked.push(request);
        const type = errors.shift();
        return type === undefined
          ? Promise.resolve()
          : Promise.reject(Object.assign(new Error(type), { type }));
      },
    },
  });
  const { addPartitionsToTxn, addOffsetsToTxn } = Broker.prototype;
  return {
    asked,
    add: (topic: string, partition: number, producerEpoch = 0) =>
      addPartitionsToTxn.call(broker, {
        ...writer,
        producerEpoch,
        topics: [{ topic, partitions: [partition] }],
      }),
    addOffsets: () => addOffsetsToTxn.call(broker, writer),
  };
}

const writer = { transactionalId: "t", producerId: "7", producerEpoch: 0 };
const plan = (): void =>
  planTransaction("t", [[{ topic: "a", partition: 3 }], [{ topic: "b", partition: 4 }]]);
const topicsOf = (requests: readonly Request[]) => requests.map(({ topics }) => topics);
const whole = [
  { topic: "a", partitions: [3] },
  { topic: "b", partitions: [4] },
];

afterEach(() => forgetTransaction("t"));

describe("the coordinator of a transaction", () => {
  test("is told of all its partitions with the first, and not again", async () => {
    plan();
    const { add, asked } = brokerRefusing();
    await add("a", 3);
    await add("b", 4);
    expect(topicsOf(asked)).toEqual([whole]);
  });

  test("is told of a partition that was not planned", async () => {
    plan();
    const { add, asked } = brokerRefusing();
    await add("a", 3);
    forgetTransaction("t");
    await add("c", 5);
    expect(topicsOf(asked)).toEqual([whole, [{ topic: "c", partitions: [5] }]]);
  });

  test("is told by each writer for itself", async () => {
    plan();
    const { add, asked } = brokerRefusing();
    await add("a", 3);
    await add("a", 3, 1);
    expect(topicsOf(asked)).toEqual([whole, whole]);
  });

  test("is asked again while it finishes the one before", async () => {
    plan();
    const { add, addOffsets, asked } = brokerRefusing(...Array<string>(3).fill("CONCURRENT_TRANSACTIONS"));
    await add("a", 3);
    expect(topicsOf(asked)).toEqual([whole, whole, whole, whole]);
    await addOffsets();
  });

  /** A cluster that says how often it was asked. */
  function clusterFinding() {
    let asked = 0;
    const cluster: object = Object.create(Cluster.prototype, {
      retrier: { value: () => Promise.resolve((asked += 1)) },
    });
    const { findGroupCoordinator } = Cluster.prototype;
    return (groupId: string, coordinatorType: number) =>
      findGroupCoordinator.call(cluster, { groupId, coordinatorType });
  }

  test("is asked for once, of a group each time", async () => {
    plan();
    const find = clusterFinding();
    expect([await find("t", 1), await find("t", 1)]).toEqual([1, 1]);
    expect([await find("t", 0), await find("t", 0)]).toEqual([2, 3]);
    plan();
    expect(await find("t", 1)).toBe(4);
  });

  test("is asked for again after an error, and by another client", async () => {
    plan();
    const [find, findOfAnother] = [clusterFinding(), clusterFinding()];
    await find("t", 1);
    const { add } = brokerRefusing("NOT_COORDINATOR_FOR_GROUP");
    await expect(add("a", 3)).rejects.toThrow("NOT_COORDINATOR_FOR_GROUP");
    expect([await find("t", 1), await find("t", 1)]).toEqual([2, 2]);
    expect(await findOfAnother("t", 1)).toBe(1);
  });

  test("is left to the client when it refuses for another reason", async () => {
    plan();
    const { add, asked } = brokerRefusing("PRODUCER_FENCED");
    await expect(add("a", 3)).rejects.toThrow("PRODUCER_FENCED");
    await add("a", 3);
    expect(topicsOf(asked)).toEqual([whole, whole]);
  });
});
