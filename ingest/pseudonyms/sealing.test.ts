import { describe, expect, test } from "vitest";
import { deadLetterHeader, toDeadLetterRecords } from "#schemas/dead-letter.ts";
import { epochMs } from "#schemas/units.ts";
import type { PseudonymEpoch } from "./epochs.ts";
import { openDeadLetter, sealDeadLetter, sealedDetail } from "./sealed-dead-letter.ts";
import { createSealing, SealError } from "./sealing.ts";

const epoch = (id: string, from = 0, key = id): PseudonymEpoch => ({
  id,
  from: epochMs(from),
  key: Buffer.alloc(32, key),
});
const sealing = createSealing([epoch("a"), epoch("b", 1000)]);
const plain = Buffer.from("Anna's phone");
const letter = {
  reason: "bulk_parse_error",
  stage: "decode",
  detail: 'Unexpected token, "Anna" is not JSON',
  topic: "/bulk?oui=00D09E&owner=Anna",
  source: null,
  endpointId: "os::A",
  receivedAtMs: 1500,
  key: null,
  value: Buffer.from("Anna ".repeat(1000)),
} as const;

describe("sealed bytes", () => {
  test("are opened by the key of their epoch, whatever epochs came since, and are the same each time", () => {
    for (const [at, id] of [
      [999, "a"],
      [1000, "b"],
    ] as const) {
      const { bytes, headers } = sealing.seal(plain, epochMs(at));
      expect(headers["usp.encryption.epoch"]).toBe(id);
      expect(bytes.includes("Anna")).toBe(false);
      const later = createSealing([epoch("a"), epoch("b", 1000), epoch("c", 2000)]);
      expect(later.open(bytes, headers)).toEqual(plain);
      expect(sealing.seal(plain, epochMs(at))).toEqual({ bytes, headers });
    }
    const [one, two] = [sealing.seal(plain, epochMs(0)), sealing.seal(Buffer.from("other"), epochMs(0))];
    expect(one.headers["usp.encryption.nonce"]).not.toBe(two.headers["usp.encryption.nonce"]);
  });

  test.each([
    {
      of: "an epoch that is gone",
      by: createSealing([epoch("b", 1000)]),
      change: 0,
      want: /epoch "a", which is not in/,
    },
    { of: "another key", by: createSealing([epoch("a", 0, "z")]), change: 0, want: /key is another one/ },
    { of: "a changed byte", by: sealing, change: 1, want: /can't be decrypted/ },
    { of: "nobody", by: createSealing([]), change: 0, want: /put that epoch back/ },
  ])("say what to do with the key of $of", ({ by, change, want }) => {
    const { bytes, headers } = sealing.seal(plain, epochMs(0));
    bytes[0] = (bytes[0] ?? 0) ^ change;
    expect(() => by.open(bytes, headers)).toThrow(SealError);
    expect(() => by.open(bytes, headers)).toThrow(want);
  });

  test("without headers of a seal are none", () => {
    expect(createSealing([]).open(plain, {})).toEqual(plain);
  });
});

describe("a sealed dead letter", () => {
  const records = toDeadLetterRecords(sealDeadLetter(letter, sealing), 0, 2000);
  const value = Buffer.concat(records.map((record) => record.value ?? Buffer.alloc(0)));
  const headers = records[0]?.headers ?? {};

  test("says reason, endpoint and where from, and nothing that the sender wrote", () => {
    expect(records.length).toBeGreaterThan(2);
    expect(JSON.stringify(records)).not.toContain("Anna");
    expect(value.includes("Anna")).toBe(false);
    expect(headers).toMatchObject({
      [deadLetterHeader.reason]: "bulk_parse_error",
      [deadLetterHeader.endpointId]: "os::A",
      [deadLetterHeader.topic]: "/bulk",
      [deadLetterHeader.exceptionMessage]: sealedDetail,
    });
  });

  test("is opened as it came, from Kafka's headers as from a view's", () => {
    const want = { ok: true, topic: letter.topic, detail: letter.detail, value: letter.value };
    expect(openDeadLetter({ headers, value }, sealing)).toEqual(want);
    const asBytes = Object.fromEntries(
      Object.entries(headers).map(([name, text]) => [name, Buffer.from(text)]),
    );
    expect(openDeadLetter({ headers: asBytes, value }, sealing)).toEqual(want);
  });

  test("keeps a sentence that quotes nothing", () => {
    expect(
      sealDeadLetter({ ...letter, reason: "rate_exceeded", detail: "200 a second" }, sealing).detail,
    ).toBe("200 a second");
  });

  test("says why it can't be opened", () => {
    expect(openDeadLetter({ headers, value: value.subarray(1) }, sealing)).toEqual({
      ok: false,
      why: expect.stringContaining("a chunk of it is missing"),
    });
    expect(openDeadLetter({ headers, value }, createSealing([]))).toEqual({
      ok: false,
      why: expect.stringContaining('epoch "b"'),
    });
  });

  test("that was never sealed opens too", () => {
    const [record] = toDeadLetterRecords(letter, 0, 1 << 20);
    expect(
      openDeadLetter({ headers: record?.headers ?? {}, value: letter.value }, createSealing([])),
    ).toEqual({
      ok: true,
      topic: letter.topic,
      detail: letter.detail,
      value: letter.value,
    });
  });
});
