import { expect, test } from "vitest";
import { inTime } from "./reach-kafka.ts";

test("a Kafka that does not answer is told by its address and the settings to look at", async () => {
  const never = new Promise<string>(() => {});
  await expect(inTime(never, ["a:1", "b:2"], 20)).rejects.toThrow(
    /^Kafka at a:1, b:2 does not answer within 0\.02 s: .*USP_KAFKA_BROKERS/,
  );
});

test("what it answers, and what it refuses, is passed on", async () => {
  await expect(inTime(Promise.resolve("x"), ["a:1"], 1000)).resolves.toBe("x");
  await expect(inTime(Promise.reject(new Error("no access")), ["a:1"], 1000)).rejects.toThrow("no access");
});
