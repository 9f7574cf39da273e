import { describe, expect, it } from "vitest";
import { dropped, type Outcome } from "#ingest/outcome.ts";
import { createSealing } from "#ingest/pseudonyms/sealing.ts";
import { deadLetterHeader, toDeadLetterRecords } from "#schemas/dead-letter.ts";
import type { OutRecord } from "#schemas/out-record.ts";
import { topics } from "#schemas/topics.ts";
import { LetterJoiner, type Letter } from "./letter.ts";
import { type KeptLetter, Redriving, type RedrivePorts } from "./redrive.ts";

const again: Outcome = {
  kind: "dead_letter",
  reason: "bulk_parse_error",
  detail: "still none",
  endpointId: null,
};

function letterOf(offset: number, more: object = {}): Letter {
  const [record] = toDeadLetterRecords(
    {
      reason: "bulk_parse_error",
      stage: "decode",
      detail: "no report",
      topic: "x/bulk/a",
      source: null,
      endpointId: "os::a",
      receivedAtMs: 1_767_225_600_123,
      key: null,
      value: Buffer.from(`bytes ${offset}`),
      arrived: { door: "mqtt", contentType: null },
      ...more,
    },
    0,
    1_000_000,
  );
  const headers = Object.entries(record?.headers ?? {}).map(([name, value]) => [name, Buffer.from(value)]);
  const letter = new LetterJoiner().take({
    partition: 2,
    offset,
    timestampMs: 0,
    key: null,
    value: record?.value ?? null,
    headers: Object.fromEntries(headers) as Record<string, Buffer>,
  });
  if (letter === null) throw new Error("no letter");
  return letter;
}

/** Everything has the same outcome; what is published is kept, in order. */
function redrivingTo(outcome: Outcome, more: Partial<RedrivePorts> = {}) {
  const published: OutRecord[] = [];
  const redriving = new Redriving({
    redrive: { take: (message: KeptLetter) => [{ messages: [message], outcome }], end: () => [] },
    format: {
      encodeTelemetry: () => Buffer.from("event"),
      encodeParameter: () => Buffer.from("parameter"),
      partitions: 4,
      maxRecordBytes: 1_000_000,
      parameterTopic: true,
    },
    inserting: () => {
      throw new Error("nothing is inserted");
    },
    publish: (record) => Promise.resolve(published.push(record)),
    sealing: createSealing([]),
    attempts: 3,
    ...more,
  });
  return { redriving, published };
}

const gistOf = ({ headers = {}, value }: OutRecord): readonly (string | undefined)[] => [
  ...[deadLetterHeader.reason, deadLetterHeader.attempt, deadLetterHeader.offset].map((name) =>
    headers[name]?.toString(),
  ),
  value?.toString(),
];

describe("a letter that is tried again", () => {
  it("and fails again is a new letter with its bytes and one attempt more, and then the mark of the old one", async () => {
    const { redriving, published } = redrivingTo(again);
    await redriving.take(letterOf(7));
    await redriving.end();
    expect(published.map(gistOf)).toEqual([
      ["bulk_parse_error", "2", undefined, "bytes 7"],
      ["redriven", undefined, "7", undefined],
    ]);
    expect(published.map(({ topic, partition }) => [topic, partition])).toEqual([
      [topics.deadLetter.name, expect.any(Number)],
      [topics.deadLetter.name, 2],
    ]);
    expect(redriving.tally.total).toEqual({ ok: 0, again: 1, left: 0 });
  });

  it("is not marked when what came of it did not get into Kafka", async () => {
    const marked: OutRecord[] = [];
    const { redriving } = redrivingTo(again, {
      publish: (record) =>
        gistOf(record)[0] === "redriven"
          ? Promise.resolve(marked.push(record))
          : Promise.reject(new Error("Kafka is away")),
    });
    await redriving.take(letterOf(7));
    await expect(redriving.end()).rejects.toThrow("Kafka is away");
    expect(marked).toEqual([]);
    expect(redriving.tally.letters).toBe(0);
  });

  it("counts once it is marked: who may not mark it is not told that it was tried", async () => {
    const { redriving } = redrivingTo(again, {
      publish: (record) =>
        gistOf(record)[2] === "8" ? Promise.reject(new Error("not authorized")) : Promise.resolve(),
    });
    await redriving.take(letterOf(7));
    await redriving.take(letterOf(8));
    await redriving.settled();
    expect(redriving.tally.tell(false)).toEqual(["       1  are dead letters again: 1 bulk_parse_error"]);
    await expect(redriving.end()).rejects.toThrow("not authorized");
  });

  it("and carries nothing for us is marked and done", async () => {
    const { redriving, published } = redrivingTo(dropped("request"));
    await redriving.take(letterOf(7));
    await redriving.end();
    expect(published.map(gistOf)).toEqual([["redriven", undefined, "7", undefined]]);
    expect(redriving.tally.total).toEqual({ ok: 1, again: 0, left: 0 });
  });

  it("in a dry run leaves nothing behind", async () => {
    const { redriving } = redrivingTo(again, { publish: null });
    await redriving.take(letterOf(7));
    await redriving.end();
    expect(redriving.tally.tell(true)).toEqual(["       1  would be dead letters again: 1 bulk_parse_error"]);
  });
});

describe("a letter that is left alone", () => {
  it.each([
    {
      name: "tried often enough",
      letter: letterOf(1, { attempt: 3 }),
      why: "tried 3 times already (--attempts)",
    },
    {
      name: "encrypted with a key that is not there",
      letter: letterOf(1, {
        more: {
          "usp.encryption.algorithm": "aes-256-gcm",
          "usp.encryption.epoch": "2026",
          "usp.encryption.nonce": "000000000000000000000000",
        },
      }),
      why: 'epoch "2026"',
    },
    { name: "of a receiver", letter: letterOf(1, { stage: "notify" }), why: "tell the receiver" },
  ])("is told with the reason: $name", async ({ letter, why }) => {
    const { redriving, published } = redrivingTo(again);
    await redriving.take(letter);
    await redriving.end();
    expect(published).toEqual([]);
    expect(redriving.tally.tell(false)).toEqual([expect.stringContaining(why) as string]);
  });
});
