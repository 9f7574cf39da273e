/** Whom the breaker sees behind what comes over MQTT, from the message to the records that are published of it. */
import { describe, expect, test } from "vitest";
import { deadLetterHeader } from "#schemas/dead-letter.ts";
import { type OutRecord, RecordTooLargeError } from "#schemas/out-record.ts";
import { topics } from "#schemas/topics.ts";
import { epochMs } from "#schemas/units.ts";
import type { ReceivedMessage } from "./admit.ts";
import { keptMeanwhile, Trip } from "./breaker.ts";
import { createBridge } from "./connect.ts";
import { intakeConfig, message, receivedAt, record, seconds } from "./intake.fixture.ts";
import type { Learned } from "./pipeline.ts";
import { Reading } from "./reading.ts";
import type { RecordFormat } from "./records.ts";

const report = JSON.stringify({ Report: [{ CollectionTime: seconds, "Device.DeviceInfo.UpTime": 1 }] });
const mqtt = { receiveMaximum: 100, heldPubacks: 100, sharedGroup: null };
const right: RecordFormat = {
  encodeTelemetry: (event) => Buffer.from(JSON.stringify(event)),
  encodeParameter: (event) => Buffer.from(JSON.stringify(event)),
  partitions: 3,
  maxRecordBytes: 1 << 20,
  parameterTopic: true,
};

function fail(): never {
  throw new RangeError("something that nobody thought of");
}

interface Parts {
  readonly format?: Partial<RecordFormat>;
  readonly learned?: Learned;
  /** Whether Kafka calls a record too large. */
  readonly refuses?: (record: OutRecord) => boolean;
}

/** What intake said when it stopped, null when it did not; and the endpoint of each dead letter. */
async function run(messages: readonly ReceivedMessage[], { format, learned, refuses }: Parts = {}) {
  const letters: (string | undefined)[] = [];
  const trip = new Trip({ percent: 50, endpoints: 20 }, keptMeanwhile.broker);
  trip.arm(() => Promise.resolve());
  let stopped: string | null = null;
  trip.opened.catch((error: Error) => {
    stopped = error.message;
  });
  const bridge = createBridge(
    { ...intakeConfig, bridgeId: "b", tickPeriodMs: 1000, mqtt },
    {
      format: { ...right, ...format },
      learned: learned ?? null,
      reading: new Reading(),
      trip,
      ports: {
        publish: (published) => {
          if (refuses?.(published) === true)
            return Promise.reject(new RecordTooLargeError(published, 1 << 20, 1 << 20));
          const { topic, headers } = published;
          if (topic === topics.deadLetter.name) letters.push(String(headers?.[deadLetterHeader.endpointId]));
          return Promise.resolve();
        },
        compareClocks: () => Promise.resolve(true),
        kafkaTime: (time) => time,
        tickRecords: () => [],
        onFatal: fail,
      },
    },
  );
  for (const each of messages) {
    bridge.receive({ message: each, acknowledge: () => undefined }, () => undefined);
    await Promise.resolve();
  }
  await bridge.settled();
  await new Promise(setImmediate);
  return { stopped, letters };
}

/** From 300 gateways, one each second. */
const fleet = (of: (id: string) => ReceivedMessage): readonly ReceivedMessage[] =>
  Array.from({ length: 300 }, (_, index) => ({
    ...of(`gateway-${index}`),
    receivedAt: epochMs(receivedAt + index * 1000),
  }));
const reports = fleet((id) => message(`x/bulk/${id}`, report));

describe("intake stops when of the whole fleet nothing is published but dead letters, which name their endpoints", () => {
  test.each<[string, readonly ReceivedMessage[], Parts]>([
    ["as the program fails on each message", reports, { learned: { profileOf: fail, learning: null } }],
    ["as no event can be encoded", reports, { format: { encodeTelemetry: fail } }],
    [
      "as all that we make of it is too large",
      reports,
      { format: { encodeTelemetry: () => Buffer.alloc(2 << 20) } },
    ],
    [
      "as Kafka refuses all records but dead letters",
      reports,
      { refuses: ({ topic }) => topic !== topics.deadLetter.name },
    ],
    ["as reports are none", fleet((id) => message(`x/bulk/${id}`, "no report")), {}],
    ["as topics have become deeper", fleet((id) => message(`x/controller/os::00D09E-${id}/new`, "x")), {}],
  ])("%s", async (_what, messages, parts) => {
    const { stopped, letters } = await run(messages, parts);
    expect(stopped).toMatch(/^Intake stopped: of \d+ of \d+ endpoints/);
    expect(letters.slice(0, 2)).toEqual(["os::00D09E-gateway-0", "os::00D09E-gateway-1"]);
  });
});

describe("one that names itself otherwise each time is one", () => {
  const junk = (fromId: string) =>
    record({ kind: "no_session_context", payload: Buffer.from("junk") }, { fromId });
  test.each<[string, (id: string) => ReceivedMessage]>([
    ["below its own topic", (id) => message(`x/controller/os::00D09E-wild/${id}`, "x")],
    ["below no gateway's topic", (id) => message(`y/${id}`, "x")],
    ["on topics that name no endpoint", (id) => message(`x/controller/${id}\u0007`, "x")],
    ["in Records on a topic that names none", (id) => message("x/controller", junk(`os::00D09E-${id}`))],
    [
      "with another topic to answer on each time",
      (id) => message(`x/controller/reply-to=a%2F${id}`, junk(`os::00D09E-${id}`)),
    ],
    ["as Records that name none", (id) => message("x/controller", `no Record ${id}`)],
  ])("%s", async (_where, of) => {
    const { stopped, letters } = await run(fleet(of));
    expect(letters).toHaveLength(300);
    expect(stopped).toBe(null);
  });
});
