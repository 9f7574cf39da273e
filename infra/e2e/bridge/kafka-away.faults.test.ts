import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type LocalStack, startStack } from "#infra/local/stack.ts";
import { endAllBridges } from "./bridge-process.ts";
import { receiveMaximum, whileKafkaIsAway } from "./kafka-away.ts";

const megabyte = 1 << 20;
const awayMs = 600_000;

describe("while Kafka is away for ten minutes", () => {
  let stack: LocalStack;
  beforeAll(async () => {
    stack = await startStack();
  });
  afterEach(endAllBridges);
  afterAll(() => stack.stop());

  test.each(["hung", "dead"] as const)(
    "(%s) the bridge keeps its connections and its size, and afterwards Kafka has everything as it was sent",
    async (how) => {
      const options = { stack, how, awayMs, keepaliveSeconds: 30, publishEveryMs: 50 } as const;
      const { sent, stored, ...figures } = await whileKafkaIsAway(options);
      process.stderr.write(`Kafka away (${how}): ${JSON.stringify(figures)}\n`);
      expect(stored).toEqual(sent);
      expect(figures.altered).toBe(0);
      expect(figures.duplicates).toBeLessThanOrEqual(receiveMaximum);
      expect(figures.connections).toBe(2);
      expect(figures.heapGrowthBytes).toBeLessThan(8 * megabyte);
      expect(figures.rssGrowthBytes).toBeLessThan(64 * megabyte);
    },
  );
});
