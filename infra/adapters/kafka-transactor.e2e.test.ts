import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";
import type { OutRecord } from "#schemas/out-record.ts";
import { endOffsets, groupOffsets } from "./kafka-admin.ts";
import { classifyKafkaError } from "./kafka-error.ts";
import { readBack, scratchTopic } from "./kafka-scratch.fixture.ts";
import { openTransactor } from "./kafka-transactor.ts";
import { createKafka } from "./kafka.ts";

const kafka = createKafka({ brokers: localStack().kafka.brokers, clientId: "transactor-test" });

const open = (groupId: string) => openTransactor({ kafka, groupId, transactionalId: `${groupId}-0` });
const record = (topic: string, text: string, partition = 0): OutRecord => ({
  topic,
  partition,
  key: null,
  value: Buffer.from(text),
});

describe("a transactor", () => {
  test("commits sends to several topics and the group's offset together, and says where they are", async () => {
    const groupId = randomUUID();
    const [first, second] = [await scratchTopic(kafka), await scratchTopic(kafka)];
    const transactor = await open(groupId);
    const sends = [[record(first, "a"), record(first, "b")], [record(second, "c")]];
    expect(await transactor.commit(sends, { topic: first, partition: 0, offset: 7 })).toEqual([0, 0]);
    expect(await transactor.commit([[record(first, "d")]], null)).toEqual([3]); // 2 is the marker
    await transactor.close();
    expect((await readBack(kafka, first, 3)).map(({ value }) => String(value))).toEqual(["a", "b", "d"]);
    expect(await groupOffsets(kafka, groupId, first)).toEqual(new Map([[0, 7]]));
  });

  test("commits one transaction right behind another, with offsets of several partitions", async () => {
    const groupId = randomUUID();
    const [first, second] = [await scratchTopic(kafka, 2), await scratchTopic(kafka)];
    const transactor = await open(groupId);
    const texts = Array.from({ length: 20 }, (_, index) => String(index));
    for (const [index, text] of texts.entries()) {
      const offsets = [0, 1].map((partition) => ({ topic: first, partition, offset: index + partition }));
      await transactor.commit([[record(first, text)], [record(second, text)]], offsets);
    }
    await transactor.close();
    for (const topic of [first, second])
      expect((await readBack(kafka, topic, 20)).map(({ value }) => String(value))).toEqual(texts);
    expect(await groupOffsets(kafka, groupId, first)).toEqual(
      new Map([
        [0, 19],
        [1, 20],
      ]),
    );
  });

  test("is fenced by the next one with its id, and nothing it sends after that is read", async () => {
    const groupId = randomUUID();
    const topic = await scratchTopic(kafka);
    const zombie = await open(groupId);
    await zombie.commit([[record(topic, "before")]], null);
    const owner = await open(groupId);
    await owner.commit([[record(topic, "owner")]], null);
    const failure = await zombie.commit([[record(topic, "zombie")]], null).then(
      () => null,
      (error: unknown) => classifyKafkaError(error).kind,
    );
    expect(failure).toBe("fenced");
    await owner.commit([[record(topic, "after")]], null);
    await Promise.all([zombie.close(), owner.close()]);
    const found = await readBack(kafka, topic, 3);
    expect(found.map(({ value }) => String(value))).toEqual(["before", "owner", "after"]);
  });

  test("what its predecessor left open is aborted by its first commit", async () => {
    const groupId = randomUUID();
    const topic = await scratchTopic(kafka);
    const left = kafka.producer({ transactionalId: `${groupId}-0`, maxInFlightRequests: 1 });
    await left.connect();
    const unfinished = await left.transaction();
    await unfinished.send({ topic, messages: [{ value: "left open", partition: 0 }] });
    const owner = await open(groupId);
    await owner.commit([[record(topic, "owner")]], null);
    const found = await readBack(kafka, topic, 1);
    expect(found.map(({ value }) => String(value))).toEqual(["owner"]);
    await Promise.all([left.disconnect(), owner.close()]);
  });

  test("a failed transaction leaves nothing to read", async () => {
    const groupId = randomUUID();
    const topic = await scratchTopic(kafka, 1, { "max.message.bytes": "3000" });
    const transactor = await open(groupId);
    const sends = [[record(topic, "small")], [record(topic, "x".repeat(5000))]];
    await expect(transactor.commit(sends, null)).rejects.toThrow(/larger than the max message size/);
    await transactor.close();
    const next = await open(groupId);
    await next.commit([[record(topic, "next")]], null);
    await next.close();
    expect((await readBack(kafka, topic, 1)).map(({ value }) => String(value))).toEqual(["next"]);
    expect((await endOffsets(kafka, topic)).get(0)).toBeGreaterThan(2);
  });

  test("a send of two partitions, or of none, is a bug", async () => {
    const topic = await scratchTopic(kafka, 2);
    const transactor = await open(randomUUID());
    await expect(transactor.commit([[record(topic, "a"), record(topic, "b", 1)]], null)).rejects.toThrow(
      RangeError,
    );
    await transactor.close();
    const another = await open(randomUUID());
    await expect(another.commit([[]], null)).rejects.toThrow(RangeError);
    await another.close();
  });
});
