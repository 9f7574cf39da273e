import { describe, expect, test } from "vitest";
import { encodeMessage } from "#proto/message.ts";
import { decodeRecord, encodeRecord } from "#proto/record.ts";
import { epochMs } from "#schemas/units.ts";
import { topics } from "#schemas/topics.ts";
import { intakeConfig } from "../intake.fixture.ts";
import { createPipeline, type Learned } from "../pipeline.ts";
import { capturedPayloads } from "../provisioning/capture.fixture.ts";
import { toPublication } from "../records.ts";
import { createLearnedProfiles } from "./learned-profiles.ts";
import { Learning } from "./learning.ts";
import { ProfileBook, profileBookLimits } from "./profile-book.ts";
import { type ProfileLogRecord, profileRecord, profileUpdate } from "./profile-records.ts";

const agent = "os::00D09E-cpe-test-1";
const requests = `x/agent/${agent}`;
const answers = `x/controller/${agent}`;
/** A controller adds a profile (9, 10), reads it (11, 12) and enables it (15, 16). */
const captured = capturedPayloads("seed-add-exact-v5");
const config = {
  ...intakeConfig,
  topics: [
    { template: "x/controller", kind: "record" },
    { template: "x/controller/{endpoint}", kind: "record" },
    { template: "x/agent/{endpoint}", kind: "to-agent" },
    { template: "oktopus/usp/v1/bulkdata/{id}", kind: "report" },
  ],
  aliases: [],
  profiles: [],
} as const;

const format = {
  encodeTelemetry: () => Buffer.alloc(0),
  encodeParameter: () => Buffer.alloc(0),
  partitions: 4,
  maxRecordBytes: 1 << 20,
  parameterTopic: true,
};

/** A bridge's intake, with what it has published of profiles. */
function tap() {
  const book = new ProfileBook(profileBookLimits, () => undefined);
  const stream = "oktopus/usp/v1/bulkdata/{id}";
  const profileOf = createLearnedProfiles(config, {
    book,
    streams: { ofTopic: () => stream, ofPath: () => null },
    onContradiction: () => undefined,
  });
  const encodeProfile = (profile: object): Buffer => Buffer.from(JSON.stringify(profile));
  const learning = new Learning(book, (update) => profileRecord(update, { encodeProfile, partitions: 4 }));
  const learned: Learned = { profileOf, learning };
  const pipeline = createPipeline(config, learned);
  let receivedAt = 1000;
  /** What is published for a message, or a line of the capture, and its fate. */
  const hear = (
    line: number | Uint8Array,
    topic = typeof line === "number" && line % 2 === 0 ? answers : requests,
  ) => {
    const payload = typeof line === "number" ? (captured[line] ?? Buffer.alloc(0)) : line;
    receivedAt += 1;
    const properties = { contentType: "usp.msg", responseTopic: null, retain: false, arrival: 0 };
    const message = { topic, payload, receivedAt: epochMs(receivedAt), ...properties };
    const { outcome, records } = toPublication(pipeline(message), message, format);
    return { fate: "reason" in outcome ? outcome.reason : outcome.kind, records };
  };
  return {
    book,
    tables: () => profileOf(stream, agent).tables,
    hear,
  };
}

const tables = ["Device.Hosts.Host.", "Device.WiFi.AccessPoint.*.AssociatedDevice."];

test("an Add and its answer teach, and are published with the answer; both are dropped as before", () => {
  const { hear, tables: covered } = tap();
  expect(hear(9)).toEqual({ fate: "to_agent", records: [] });
  expect(covered()).toEqual([]);
  const { fate, records } = hear(10);
  expect(fate).toBe("response");
  expect(records.map(({ topic, key }) => [topic, key?.toString()])).toEqual([
    [topics.profile.name, `${agent} Device.BulkData.Profile.1.`],
  ]);
  expect(covered()).toEqual(tables);
});

test("an answer that is sent again teaches nothing new, and the same answer by itself teaches nothing", () => {
  const first = tap();
  first.hear(9);
  first.hear(10);
  expect(first.hear(10).records).toEqual([]);
  expect(first.tables()).toEqual(tables);
  const second = tap();
  expect(second.hear(10).records).toEqual([]);
  expect(second.tables()).toEqual([]);
});

describe("an Add of a session teaches with its answer", () => {
  /** The captured Add as `count` Records of a session. */
  function inSession(count: number): Uint8Array[] {
    const record = decodeRecord(captured[9] ?? Buffer.alloc(0));
    if (!record.ok || record.value.type.kind !== "no_session_context") throw new Error("another capture");
    const { payload } = record.value.type;
    const size = Math.ceil(payload.length / count);
    return Array.from({ length: count }, (_, index) => {
      const sarState =
        count === 1 ? "none" : index === 0 ? "begin" : index < count - 1 ? "inprocess" : "complete";
      return encodeRecord({
        ...record.value,
        type: {
          kind: "session_context",
          sessionId: 7n,
          sequenceId: BigInt(index + 1),
          expectedId: 1n,
          retransmitId: 0n,
          sarState,
          payloadRecSarState: sarState,
          payload: [payload.subarray(index * size, (index + 1) * size)],
        },
      });
    });
  }

  test.each([1, 2, 9])("in %i Records", (count) => {
    const { hear, tables: covered } = tap();
    for (const each of inSession(count)) expect(hear(each).fate).toBe("to_agent");
    expect(hear(10).records).toHaveLength(1);
    expect(covered()).toEqual(tables);
  });

  test("not where a segment is missing", () => {
    const { hear, tables: covered } = tap();
    for (const each of inSession(9).toSpliced(4, 1)) hear(each);
    expect(hear(10).records).toEqual([]);
    expect(covered()).toEqual([]);
  });
});

test("a Get's answer teaches without its request", () => {
  const { hear, tables: covered } = tap();
  expect(hear(12).records).toHaveLength(1);
  // The profile is not of this topic, but streams are what the test says.
  expect(covered()).toEqual(tables);
});

test("what comes on a topic that names no agent, or another one, teaches nothing", () => {
  const { hear, book } = tap();
  expect(hear(12, "x/controller")).toEqual({ fate: "response", records: [] });
  expect(hear(12, "x/controller/os::00D09E-other").fate).toBe("identity_contradiction");
  expect(book.bytes).toBe(0);
});

/** An answer by which the agent's profile has one reference of this name. */
function get(name: string): Uint8Array {
  const results = [
    {
      resolved_path: "Device.BulkData.Profile.1.Parameter.1.",
      result_params: { Name: name, Reference: "Device.Hosts." },
    },
  ];
  const content = { req_path_results: [{ requested_path: "Device.", resolved_path_results: results }] };
  const payload = encodeMessage({ msgId: "m", body: { kind: "response", name: "get_resp", content } });
  const type = { kind: "no_session_context", payload } as const;
  return encodeRecord({ version: "1.3", toId: "self::c", fromId: agent, payloadSecurity: "plaintext", type });
}

/** Another Add of a profile to this agent. */
function add(toId: string, msgId: string): Uint8Array {
  const content = { create_objs: [{ obj_path: "Device.BulkData.Profile." }] };
  const payload = encodeMessage({ msgId, body: { kind: "request", name: "add", content } });
  const type = { kind: "no_session_context", payload } as const;
  return encodeRecord({ version: "1.3", toId, fromId: "self::c", payloadSecurity: "plaintext", type });
}

test.each([
  ["three more Adds of this agent wait", 3, agent, tables],
  ["so many that this one is forgotten", 4, agent, []],
  ["as many of another agent", 400, "os::other", tables],
])("an Add's answer teaches while %s", (_name, count, toId, want) => {
  const { hear, tables: covered } = tap();
  hear(9);
  for (let number = 0; number < count; number += 1) hear(add(toId, `m${number}`), `x/agent/${toId}`);
  hear(10);
  expect(covered()).toEqual(want);
});

test("an agent that goes on saying something else teaches no more than one a second, after a hundred", () => {
  const { hear, book } = tap();
  const texts = new Set<string | undefined>();
  for (let number = 0; number < 200; number += 1) {
    hear(get(`H${number}`), answers);
    texts.add(book.rowsOf(agent)?.get("Device.BulkData.Profile.1.")?.text);
  }
  expect(texts.size).toBe(100);
});

test("agents with Adds that wait are bounded too", () => {
  const { hear, tables: covered } = tap();
  hear(9);
  for (let number = 0; number < 500; number += 1) hear(add(`os::${number}`, "m"), `x/agent/os::${number}`);
  hear(10);
  expect(covered()).toEqual([]);
});

test("another bridge that reads the records knows the same; a tombstone ends it", () => {
  const one = tap();
  one.hear(9);
  const [record] = one.hear(10).records;
  if (record === undefined) throw new Error("no record");
  const other = tap();
  const headers = { received_at: Buffer.from("2000") };
  const receive = (log: ProfileLogRecord): void => {
    const update = profileUpdate(log, log.value === null ? null : JSON.parse(log.value.toString()));
    if (update === null) throw new Error("unreadable");
    other.book.take(update);
  };
  receive({ key: record.key, value: record.value, headers: {} });
  expect(other.tables()).toEqual(tables);
  receive({ key: record.key, value: null, headers: { received_at: Buffer.from("1") } });
  expect(other.tables()).toEqual(tables);
  receive({ key: record.key, value: null, headers });
  expect(other.tables()).toEqual([]);
});

test("a record that is none of ours is none", () => {
  expect(profileUpdate({ key: null, value: null, headers: {} }, null)).toBeNull();
  expect(profileUpdate({ key: Buffer.from("os::a"), value: null, headers: {} }, null)).toBeNull();
  const key = Buffer.from("os::a Device.BulkData.Profile.1.");
  expect(profileUpdate({ key, value: Buffer.from("x"), headers: {} }, null)).toBeNull();
});

test("a bridge that knows a row from others alone learns what is set of it", () => {
  const one = tap();
  one.hear(9);
  const other = tap();
  for (const { key, value } of one.hear(10).records) {
    const update = profileUpdate({ key, value, headers: {} }, JSON.parse(String(value)));
    if (update !== null) other.book.take(update);
  }
  expect(other.hear(16).records).toHaveLength(1);
  expect(other.book.rowsOf(agent)?.get("Device.BulkData.Profile.1.")?.text).toContain('"Enable":"true"');
  expect(other.tables()).toEqual(tables);
});
