/** Any bytes: a value or a reason, never a throw, in bounded time and memory; what is encoded is decoded to the same. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeMessage, encodeMessage, type BodyToEncode } from "./message.ts";
import type { Notification } from "./notification.ts";
import { field, joined, varint, varintField } from "./raw-field.ts";
import { decodeRecord, encodeRecord, type UspRecord } from "./record.ts";
import type { RecordType } from "./record-type.ts";
import { defaultLimits, type Result } from "./wire.ts";

const text = fc.string({ unit: "binary", maxLength: 20 });
const bytes = fc.uint8Array({ maxLength: 40 });
const uint32 = fc.nat({ max: 2 ** 32 - 1 });
const uint64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
const endpointId = fc.stringMatching(/^[a-z]{1,4}::[A-Za-z0-9._%-]{1,30}$/);
const sarState = fc.constantFrom("none", "begin", "inprocess", "complete");
const names = fc.oneof(text, fc.constantFrom("__proto__", "constructor", "toString"));
const args = fc.array(fc.tuple(names, text), { maxLength: 5 }).map((entries) => Object.fromEntries(entries));
const path = fc.stringMatching(/^[A-Za-z0-9.]{0,20}[A-Za-z0-9]$/);
const objectPath = path.map((name) => `${name}.`);
const name = fc.string({ unit: "binary", minLength: 1, maxLength: 10 });

const recordType: fc.Arbitrary<RecordType> = fc.oneof(
  fc.record({
    kind: fc.constant("no_session_context"),
    payload: fc.uint8Array({ minLength: 1, maxLength: 40 }),
  }),
  fc.record({
    kind: fc.constant("session_context"),
    sessionId: uint64,
    sequenceId: uint64,
    expectedId: uint64,
    retransmitId: uint64,
    sarState,
    payloadRecSarState: sarState,
    payload: fc.array(bytes, { maxLength: 3 }),
  }),
  fc.record({
    kind: fc.constant("mqtt_connect"),
    version: fc.constantFrom("3.1.1", "5"),
    subscribedTopic: text,
  }),
  fc.record({ kind: fc.constant("disconnect"), reason: text, reasonCode: uint32 }),
  fc.record({ kind: fc.constantFrom("websocket_connect", "stomp_connect", "uds_connect") }),
);

const record: fc.Arbitrary<UspRecord> = fc.record({
  version: fc.constantFrom("1.0", "1.3", "1.4", "1.99", "1"),
  toId: endpointId,
  fromId: endpointId,
  payloadSecurity: fc.constantFrom("plaintext", "tls12"),
  hasSignature: fc.constant(false),
  utf8Replaced: fc.constant(false),
  type: recordType,
});

const notification: fc.Arbitrary<Notification> = fc.oneof(
  fc.record({ kind: fc.constant("event"), objectPath, eventName: name, params: args }),
  fc.record({ kind: fc.constant("value_change"), parameterPath: path, value: text }),
  fc.record({ kind: fc.constant("object_creation"), objectPath, uniqueKeys: args }),
  fc.record({ kind: fc.constant("object_deletion"), objectPath }),
  fc.record({
    kind: fc.constant("operation_complete"),
    objectPath,
    commandName: name,
    commandKey: text,
    result: fc.oneof(
      fc.record({ kind: fc.constant("success"), outputs: args }),
      fc.record({ kind: fc.constant("failure"), code: uint32, message: text }),
    ),
  }),
  fc.record({
    kind: fc.constant("onboard"),
    oui: text,
    productClass: text,
    serialNumber: text,
    supportedVersions: text,
  }),
);

const body: fc.Arbitrary<BodyToEncode> = fc.oneof(
  fc.record({
    kind: fc.constant("notify"),
    notify: fc.record({ subscriptionId: text, sendResp: fc.boolean(), notification }),
  }),
  fc.record({
    kind: fc.constant("error"),
    code: uint32,
    message: text,
    paramErrors: fc.array(fc.record({ path: text, code: uint32, message: text }), { maxLength: 3 }),
  }),
);

/** Whether a result has one of its two forms; a throw fails the test by itself. */
const settled = (result: Result<object>): boolean =>
  result.ok ? typeof result.value === "object" : /^[a-z0-9_]+$/.test(result.reason);

const decoders = [
  { decoder: "decodeRecord", decode: (given: Uint8Array) => settled(decodeRecord(given)) },
  { decoder: "decodeMessage", decode: (given: Uint8Array) => settled(decodeMessage(given)) },
];

/** A Record around a Message around a Notify: the most structure there is. */
const nested = fc.tuple(record, body).map(([outer, inner]) =>
  encodeRecord({
    ...outer,
    type: { kind: "no_session_context", payload: encodeMessage({ msgId: "m", body: inner }) },
  }),
);

function settledThrough(given: Uint8Array): boolean {
  const result = decodeRecord(given);
  if (!result.ok || result.value.type.kind !== "no_session_context") return settled(result);
  return settled(decodeMessage(result.value.type.payload));
}

function withBitFlipped(whole: Uint8Array, bit: number): Uint8Array {
  const flipped = Uint8Array.from(whole);
  flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return flipped;
}

describe("what is encoded is decoded to the same", { timeout: 60_000 }, () => {
  it("a Record", () => {
    fc.assert(
      fc.property(record, (sent) => {
        expect(decodeRecord(new Uint8Array(encodeRecord(sent)))).toEqual({ ok: true, value: sent });
      }),
      { numRuns: 500 },
    );
  });

  it("a Message", () => {
    fc.assert(
      fc.property(text, body, (msgId, sent) => {
        const result = decodeMessage(encodeMessage({ msgId, body: sent }));
        expect(result).toMatchObject({
          ok: true,
          value: { msgId, msgTypeMismatch: false, utf8Replaced: false, body: sent },
        });
      }),
      { numRuns: 500 },
    );
  });

  it("a Notify's bytes are the same in every Message that carries it", () => {
    fc.assert(
      fc.property(text, text, notification, (first, second, sent) => {
        const bodyBytes = [first, second].map((msgId) => {
          const notify = { subscriptionId: "s", sendResp: false, notification: sent };
          const result = decodeMessage(encodeMessage({ msgId, body: { kind: "notify", notify } }));
          return result.ok && result.value.body.kind === "notify" ? result.value.body.notify.bodyBytes : null;
        });
        expect(bodyBytes[0]).not.toBeNull();
        expect(bodyBytes[0]).toEqual(bodyBytes[1]);
      }),
    );
  });
});

describe("hostile bytes give a reason", { timeout: 60_000 }, () => {
  it.each(decoders)("random ones to $decoder", ({ decode }) => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (given) => {
        expect(decode(given)).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });

  it.each(decoders)("well-formed fields in any shape to $decoder", ({ decode }) => {
    const { tree } = fc.letrec<{ tree: Uint8Array }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 5, withCrossShrink: true },
        fc.tuple(fc.nat({ max: 16 }), uint64).map(([number, value]) => varintField(number, value)),
        fc.tuple(fc.nat({ max: 16 }), bytes).map(([number, content]) => field(number, content)),
        fc
          .tuple(fc.nat({ max: 16 }), fc.array(tie("tree"), { maxLength: 4 }))
          .map(([number, content]) => field(number, ...content)),
      ),
    }));
    fc.assert(
      fc.property(fc.array(tree, { maxLength: 5 }), (fields) => {
        expect(decode(joined(...fields))).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it("cut at every byte", () => {
    fc.assert(
      fc.property(nested, (whole) => {
        const lengths = Array.from({ length: whole.length + 1 }, (_none, length) => length);
        expect(lengths.filter((length) => !settledThrough(whole.subarray(0, length)))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it("with any one bit flipped", () => {
    fc.assert(
      fc.property(nested, (whole) => {
        const bits = Array.from({ length: whole.length * 8 }, (_none, bit) => bit);
        expect(bits.filter((bit) => !settledThrough(withBitFlipped(whole, bit)))).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});

describe("the largest Record allowed is decided in bounded time", { timeout: 60_000 }, () => {
  const header = joined(field(1, "1.3"), field(2, "c"), field(3, "a"));
  const size = defaultLimits.maxBytes;
  const filled = (...unit: number[]) =>
    new Uint8Array(size - 100).map((_byte, i) => unit[i % unit.length] ?? 0);
  /** field(number, content), without copying through an array of numbers. */
  const within = (number: number, content: Uint8Array) =>
    joined(varint(number * 8 + 2), varint(content.length), content);

  it.each([
    { name: "unknown fields of 2 bytes", given: joined(header, filled(0x78, 0x00)) },
    { name: "empty payloads", given: joined(header, within(8, filled(0x3a, 0x00).subarray(0, size - 101))) },
    { name: "groups opened and never closed", given: filled(0x7b) },
    { name: "groups opened and closed", given: joined(header, filled(0x7b, 0x7c)) },
    { name: "one oneof member after the other", given: joined(header, filled(0x4a, 0x00, 0x6a, 0x00)) },
    { name: "endless varint", given: filled(0xff) },
  ])("$name", ({ given }) => {
    expect(given.length).toBeLessThanOrEqual(size);
    const startedMs = performance.now();
    expect(settled(decodeRecord(given))).toBe(true);
    expect(performance.now() - startedMs).toBeLessThan(20_000);
  });

  it("empty parameter errors of a Message", () => {
    const given = within(2, within(3, filled(0x1a, 0x00).subarray(0, size - 200)));
    expect(decodeMessage(given)).toMatchObject({ ok: false, reason: "too_many_fields" });
  });
});
