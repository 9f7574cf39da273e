import { afterEach, describe, expect, test } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";
import { endAllBridges } from "./bridge-process.ts";
import { receiveMaximum, whileKafkaIsAway } from "./kafka-away.ts";

afterEach(endAllBridges);

/** The broker ends a connection that is quiet for one and a half of this. */
const keepaliveSeconds = 4;
const megabyte = 1 << 20;

describe("while Kafka is away for longer than the keepalive", () => {
  test.each(["hung", "dead"] as const)(
    "(%s) the bridge keeps its connections and its size, and afterwards Kafka has everything as it was sent",
    async (how) => {
      const result = await whileKafkaIsAway({
        stack: localStack(),
        how,
        awayMs: 15_000,
        keepaliveSeconds,
        publishEveryMs: 8,
      });
      const { sent, stored, duplicates, altered, connections, heapGrowthBytes, publishedMeanwhile } = result;
      expect(stored).toEqual(sent);
      expect(altered).toBe(0);
      expect(duplicates).toBeLessThanOrEqual(receiveMaximum);
      expect(connections).toBe(2);
      // Far more was published meanwhile than it may hold: the broker has the rest.
      expect(publishedMeanwhile * 20_000).toBeGreaterThan(10 * megabyte);
      expect(heapGrowthBytes).toBeLessThan(8 * megabyte);
    },
  );
});
