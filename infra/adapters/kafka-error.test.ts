import { createRequire } from "node:module";
import kafkajs from "kafkajs";
import { describe, expect, test } from "vitest";
import { attempted, classifyKafkaError, describeRefusal } from "./kafka-error.ts";

const load = createRequire(import.meta.url);
const { createErrorFromCode }: { createErrorFromCode: (code: number) => Error } = load(
  "kafkajs/src/protocol/error.js",
);
const { KafkaJSNonRetriableError, KafkaJSLockTimeout, KafkaJSSASLAuthenticationError } =
  load("kafkajs/src/errors.js");

/** The client's own error for a protocol error code (Kafka's protocol guide). */
const protocolError = (code: number): Error => createErrorFromCode(code);

describe("classifyKafkaError", () => {
  test.each([
    { name: "a moving leader", code: 6, want: { kind: "transient", code: "NOT_LEADER_FOR_PARTITION" } },
    { name: "a loading coordinator", code: 14, want: { kind: "transient", code: "GROUP_LOAD_IN_PROGRESS" } },
    {
      name: "no coordinator yet",
      code: 15,
      want: { kind: "transient", code: "GROUP_COORDINATOR_NOT_AVAILABLE" },
    },
    {
      name: "the last transaction still ending",
      code: 51,
      want: { kind: "transient", code: "CONCURRENT_TRANSACTIONS" },
    },
    { name: "an older producer", code: 47, want: { kind: "fenced", code: "INVALID_PRODUCER_EPOCH" } },
    {
      name: "a transaction ended over our head",
      code: 48,
      want: { kind: "fenced", code: "INVALID_TXN_STATE" },
    },
    { name: "a record above the limit", code: 10, want: { kind: "too_large", code: "MESSAGE_TOO_LARGE" } },
    { name: "an older generation", code: 22, want: { kind: "not_a_member", code: "ILLEGAL_GENERATION" } },
    { name: "a forgotten member", code: 25, want: { kind: "not_a_member", code: "UNKNOWN_MEMBER_ID" } },
    { name: "no permission", code: 29, want: { kind: "final", code: "TOPIC_AUTHORIZATION_FAILED" } },
  ])("$name", ({ code, want }) => {
    expect(classifyKafkaError(protocolError(code))).toEqual(want);
  });

  test("a lost connection, and a lock waited for too long, are transient", () => {
    const lost = new kafkajs.KafkaJSConnectionError("away", { broker: "b", code: "ECONNREFUSED" });
    expect(classifyKafkaError(lost).kind).toBe("transient");
    expect(classifyKafkaError(new KafkaJSLockTimeout("long"))).toEqual({
      kind: "transient",
      code: "KafkaJSLockTimeout",
    });
  });

  test("the client's wrapper is looked through", () => {
    const inner = protocolError(47);
    expect(classifyKafkaError(new KafkaJSNonRetriableError(inner, { cause: inner })).kind).toBe("fenced");
  });

  test("anything else is final, whatever it is", () => {
    const looped = new Error("loop");
    looped.cause = looped;
    for (const value of [new TypeError("bug"), looped, "text", null, undefined, 7]) {
      expect(classifyKafkaError(value).kind).toBe("final");
    }
  });
});

test("a wrong password and a missing right are told with what to change; other errors are none of that", () => {
  expect(describeRefusal(new KafkaJSSASLAuthenticationError("wrong"))).toContain("USP_KAFKA_SASL_MECHANISM");
  for (const code of [29, 30, 31, 53]) expect(describeRefusal(protocolError(code))).toContain("acls.txt");
  for (const error of [protocolError(6), new Error("x"), "x"]) expect(describeRefusal(error)).toBeNull();
});

test("what Kafka forbids is told with what was to be done; any other error stays as it is", () => {
  const error = attempted("read usp.x.v1 as the group g", protocolError(30));
  expect(classifyKafkaError(error)).toEqual({ kind: "final", code: "GROUP_AUTHORIZATION_FAILED" });
  expect(describeRefusal(error)).toMatch(/\(read usp\.x\.v1 as the group g: Not authorized .*\)/);
  const moving = protocolError(6);
  expect(attempted("read", moving)).toBe(moving);
});
