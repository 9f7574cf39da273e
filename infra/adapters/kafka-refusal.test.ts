/** The private hook, on kafkajs's own class; on a real Kafka with locks it is proven by `infra/e2e/doors/redrive.e2e.test.ts`. */
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { tellRefusals } from "./kafka-refusal.ts";

interface Pool {
  brokers: Record<string, object>;
  findBroker(): Promise<object>;
  withBroker(ask: () => Promise<unknown>): Promise<unknown>;
}

const load = createRequire(import.meta.url);
const BrokerPool: new (options: object) => Pool = load("kafkajs/src/cluster/brokerPool.js");
const { createErrorFromCode }: { createErrorFromCode: (code: number) => Error } = load(
  "kafkajs/src/protocol/error.js",
);
const [unavailable, forbidden] = [createErrorFromCode(15), createErrorFromCode(30)];

function poolOfTwo(): Pool {
  const pool = new BrokerPool({ logger: { namespace: () => ({}) } });
  return Object.assign(pool, { brokers: { 1: {}, 2: {} }, findBroker: () => Promise.resolve({}) });
}

/** Answers of the brokers, in the order in which they are asked. */
function askPool(...answers: readonly (Error | string)[]): Promise<unknown> {
  const left = [...answers];
  return poolOfTwo().withBroker(() => {
    const answer = left.shift();
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  });
}

tellRefusals();
tellRefusals();

test("what Kafka forbids is told where no broker has an answer", async () => {
  await expect(askPool(forbidden, unavailable)).rejects.toBe(forbidden);
});

test("an answer is one, whatever another broker has said; what passes is asked again by who asks", async () => {
  expect(await askPool(forbidden, "broker 2")).toBe("broker 2");
  expect(await askPool(unavailable, unavailable)).toBeNull();
});
