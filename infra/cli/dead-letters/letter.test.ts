import { describe, expect, it } from "vitest";
import { deadLetterHeader, toDeadLetterRecords, type DeadLetter } from "#schemas/dead-letter.ts";
import { topics } from "#schemas/topics.ts";
import { type Letter, LetterJoiner, type LetterRecord, markedBy, markOf, wayOf } from "./letter.ts";

const letter: DeadLetter = {
  reason: "topic_unknown",
  stage: "decode",
  detail: "no template fits",
  topic: "somewhere/cpe-1",
  source: null,
  endpointId: null,
  receivedAtMs: 1_767_225_600_123,
  key: null,
  value: Buffer.alloc(30_000, "abc"),
  arrived: { door: "mqtt", contentType: "application/json" },
};

/** As Kafka would hold the records, one behind the other from `offset` on. */
const stored = (given: DeadLetter, offset: number, limitBytes = 1_000_000): LetterRecord[] =>
  toDeadLetterRecords(given, 3, limitBytes).map((record, index) => ({
    partition: 3,
    offset: offset + index,
    timestampMs: 1_767_225_601_000 + index,
    key: record.key,
    value: record.value,
    headers: Object.fromEntries(
      Object.entries(record.headers ?? {}).map(([name, value]) => [name, Buffer.from(value)]),
    ),
  }));

const joined = (
  records: readonly LetterRecord[],
): { letters: readonly Letter[]; rest: readonly Letter[] } => {
  const joiner = new LetterJoiner();
  const letters = records.flatMap((record) => joiner.take(record) ?? []);
  return { letters, rest: joiner.rest() };
};

describe("a dead letter read from its topic", () => {
  it("is what was written, its bytes too", () => {
    const { letters } = joined(stored(letter, 17));
    expect(letters.map(({ head, value }) => [head, value])).toEqual([
      [
        expect.objectContaining({
          partition: 3,
          offset: 17,
          offsets: [17],
          reason: "topic_unknown",
          topic: "somewhere/cpe-1",
          receivedAtMs: 1_767_225_600_123,
          door: "mqtt",
          contentType: "application/json",
          attempt: 1,
          sizeBytes: 30_000,
          isWhole: true,
        }),
        letter.value,
      ],
    ]);
  });

  it("in chunks is one, also between those of another, in any order, and where its first chunks came twice", () => {
    const one = stored(letter, 0, 10_000);
    const other = stored({ ...letter, value: Buffer.alloc(25_000, "xyz") }, 100, 10_000);
    const [first, second, ...more] = one;
    if (first === undefined || second === undefined) throw new Error("no chunks");
    const begunTwice = [first, second, ...one.map((record) => ({ ...record, offset: record.offset + 50 }))];
    for (const records of [
      one.flatMap((record, index) => [record, ...other.slice(index, index + 1)]),
      [...more, second, first],
      begunTwice,
    ]) {
      const { letters } = joined(records);
      expect(letters.find(({ value }) => value?.equals(letter.value ?? Buffer.alloc(0)))?.head).toMatchObject(
        {
          isWhole: true,
          sizeBytes: 30_000,
        },
      );
    }
  });

  it("that lacks a chunk is told as such, and can't be tried again", () => {
    const { letters, rest } = joined(stored(letter, 0, 10_000).slice(1));
    expect(letters).toEqual([]);
    expect(rest.map(({ head }) => [head.isWhole, wayOf(head)])).toEqual([
      [false, { kind: "none", why: "some of its chunks are missing" }],
    ]);
  });

  it("is known from the mark of one, which names it", () => {
    const [whole] = joined(stored(letter, 17)).letters;
    if (whole === undefined) throw new Error("no letter");
    const [mark] = stored(markOf(whole.head, 17, "became 1 events"), 18);
    expect(mark && markedBy(mark)).toBe("3:17");
    expect(stored(letter, 17).map(markedBy)).toEqual([null]);
  });
});

describe("what can be tried again", () => {
  const headOf = (given: Partial<DeadLetter>) => {
    const [whole] = joined(stored({ ...letter, ...given }, 0)).letters;
    if (whole === undefined) throw new Error("no letter");
    return whole.head;
  };

  it.each([
    { name: "a message over MQTT", given: {}, want: { kind: "intake", door: "mqtt" } },
    {
      name: "a report over HTTP",
      given: { topic: "/bulkdata?oui=00D09E&sn=1", arrived: { door: "http", contentType: null } as const },
      want: { kind: "intake", door: "http" },
    },
    {
      name: "a record the sink could not insert",
      given: {
        stage: "sink_insert",
        topic: topics.telemetry.name,
        source: { partition: 3, offset: 9 },
      } as const,
      want: { kind: "sink", source: { partition: 3, offset: 9 } },
    },
    {
      name: "an alert that a receiver refused",
      given: { stage: "notify", topic: topics.alert.name } as const,
      want: { kind: "none" },
    },
    {
      name: "an output that does not fit into Kafka",
      given: { stage: "encode", topic: topics.window.name } as const,
      want: { kind: "none" },
    },
  ])("$name", ({ given, want }) => {
    expect(wayOf(headOf(given))).toMatchObject(want);
  });

  it("a letter of an older version, which does not say by which door it came", () => {
    const { arrived: _arrived, ...old } = letter;
    const [record] = stored(old, 0);
    expect(Object.keys(record?.headers ?? {})).not.toContain(deadLetterHeader.door);
    const doors = [old, { ...old, topic: "/bulkdata?oui=00D09E&sn=1" }].flatMap((each) =>
      joined(stored(each, 0)).letters.map(({ head }) => wayOf(head)),
    );
    expect(doors).toMatchObject([{ door: "mqtt" }, { door: "http" }]);
  });
});
