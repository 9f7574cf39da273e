import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { createKafka } from "#infra/adapters/kafka.ts";
import { freePort } from "#infra/local/free-port.ts";
import { openOffsetReader } from "./backtest/offset-reader.ts";
import { readSettings } from "./config/read.ts";
import { createTopicQuestion, inTime, kafkaAnswer, untilKafkaIsSilent, watchKafka } from "./reach-kafka.ts";
import { readAgain } from "./rebuild/read-again.ts";

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

test("a Kafka that has gone is told, be it by an answer or by pieces that do not come", async () => {
  const never = new Promise<string>(() => {});
  const gone = /^Kafka has answered nothing for 0\.04 s: it is away, or out of reach/;
  await expect(kafkaAnswer(never, 40)).rejects.toThrow(gone);
  await expect(kafkaAnswer(Promise.resolve("x"), 40)).resolves.toBe("x");
  await expect(untilKafkaIsSilent(() => never, 40)).rejects.toThrow(gone);
});

test("reading that goes on may take as long as it likes, and so may what is done with a piece", async () => {
  const inPieces = async (heard: () => void): Promise<string> => {
    for (let piece = 0; piece < 10; piece += 1) {
      await sleep(40);
      heard();
    }
    return "all";
  };
  await expect(untilKafkaIsSilent(inPieces, 250)).resolves.toBe("all");
  let isOurs = true;
  let complaints = 0;
  const kafkas = watchKafka(
    () => !isOurs,
    () => (complaints += 1),
    40,
  );
  await sleep(120);
  expect(complaints).toBe(0);
  isOurs = false;
  await sleep(120);
  kafkas.stop();
  expect(complaints).toBeGreaterThan(0);
});

test("a question that has no answer yet stays the only one", async () => {
  const connections: Socket[] = [];
  const server = createServer((socket) => connections.push(socket));
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  const env = { USP_KAFKA_BROKERS: `127.0.0.1:${port}`, USP_REGISTRY_URL: "http://127.0.0.1:9" };
  const reading = readSettings({ env, file: null, readSecret: String }, ["topics"]);
  if (!reading.ok) throw new Error(reading.mistakes.join("\n"));
  const ask = createTopicQuestion(reading.values, 100);
  for (let round = 0; round < 5; round += 1)
    await expect(ask()).rejects.toThrow(/does not answer within 0\.1 s/);
  expect(connections).toHaveLength(1);
  for (const each of connections) each.destroy();
  server.close();
});

test("errands that read end with the sentence, and do not wait for ever", async () => {
  const kafka = createKafka({ brokers: [`127.0.0.1:${await freePort()}`], clientId: "reach-kafka" });
  const gone = {
    name: "Complaint",
    exitCode: 1,
    message: expect.stringMatching(/^Kafka has answered nothing/),
  };
  await expect(openOffsetReader(kafka, ["any"], 200)).rejects.toMatchObject(gone);
  const again = readAgain({
    kafka,
    topic: "any",
    fromMs: 0,
    reader: "reach-kafka",
    take: () => Promise.resolve(),
    stopping: new AbortController().signal,
    warn: () => undefined,
    limitMs: 200,
  });
  await expect(again).rejects.toMatchObject(gone);
});
