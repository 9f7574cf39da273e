import { createRequire } from "node:module";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  encodeProduceRequest,
  type ProduceArguments,
  produceProtocol,
  writeRequestsInOnePiece,
} from "./kafka-produce-request.ts";

const load: (path: string) => unknown = createRequire(import.meta.url);
const nowMs = 1_767_225_600_000;

type Request = (given: ProduceArguments) => { encode(): Promise<{ readonly buffer: Buffer }> };
const theirs = load("kafkajs/src/protocol/requests/produce/v7/request.js") as Request;

beforeEach(() => void vi.useFakeTimers({ now: nowMs, toFake: ["Date"] }));
afterEach(() => void vi.useRealTimers());

const bytes = fc.option(fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array)));
const message = fc.record(
  {
    key: bytes,
    value: bytes,
    headers: fc.dictionary(
      fc.string({ minLength: 1 }),
      fc.oneof(
        fc.string(),
        bytes.map((b) => b ?? Buffer.alloc(0)),
      ),
    ),
  },
  { requiredKeys: ["key", "value"] },
);
/** All with a time or none: kafkajs gives those without one a time of now among those with. */
const messages = fc.oneof(
  fc.array(message, { minLength: 1, maxLength: 5 }),
  fc
    .array(fc.tuple(message, fc.integer({ min: 0, max: 1e12 })), { minLength: 1, maxLength: 5 })
    .map((timed) => timed.map(([each, ms]) => ({ ...each, timestamp: String(1e12 + ms) }))),
);
const partition = fc.record({
  partition: fc.nat(1000),
  firstSequence: fc.nat(2 ** 31 - 1),
  messages,
});
const request = fc.record({
  acks: fc.constant(-1),
  timeout: fc.nat(60_000),
  compression: fc.constant(0),
  transactionalId: fc.option(fc.string({ minLength: 1 }), { nil: undefined }),
  producerId: fc.bigInt({ min: -1n, max: 2n ** 62n }).map(String),
  producerEpoch: fc.nat(32_767),
  topicData: fc.array(
    fc.record({ topic: fc.string({ minLength: 1 }), partitions: fc.array(partition, { maxLength: 3 }) }),
    { maxLength: 3 },
  ),
});

describe("a produce request", () => {
  test("has the bytes that kafkajs writes", async () => {
    await fc.assert(
      fc.asyncProperty(request, async ({ transactionalId, ...rest }) => {
        const given = { ...rest, ...(transactionalId === undefined ? {} : { transactionalId }) };
        expect(encodeProduceRequest(given, nowMs)).toEqual((await theirs(given).encode()).buffer);
      }),
    );
  });

  test("is what the client's brokers ask for, once it is installed; compressed ones stay as they were", () => {
    writeRequestsInOnePiece();
    writeRequestsInOnePiece();
    const { requests } = load("kafkajs/src/protocol/requests/index.js") as { requests: { Produce: object } };
    expect(requests.Produce).toBe(produceProtocol());
    const given = { acks: -1, timeout: 1, topicData: [] };
    const encodeOf = (compression: number, version = 7): unknown =>
      produceProtocol().protocol({ version })({ ...given, compression }).request.encode;
    expect(String(encodeOf(0))).toContain("encodeProduceRequest");
    expect(String(encodeOf(1))).not.toContain("encodeProduceRequest");
    expect(String(encodeOf(0, 2))).not.toContain("encodeProduceRequest");
  });
});
