import { describe, expect, test } from "vitest";
import { deadLetterHeader } from "#schemas/dead-letter.ts";
import type { EndpointId, HomeId } from "#schemas/ids.ts";
import { recordSizeBytes } from "#schemas/out-record.ts";
import { partitionOf } from "#schemas/partition.ts";
import type { ParameterEvent } from "#schemas/parameter-event.ts";
import { topics } from "#schemas/topics.ts";
import { epochMs } from "#schemas/units.ts";
import { emptyEvent, parameterEvents, tickEvent } from "./event.ts";
import { deadLetter, dropped, type Outcome } from "./outcome.ts";
import { type RecordFormat, tickRecords, toPublication } from "./records.ts";

const format: RecordFormat = {
  encodeTelemetry: (event) => Buffer.from(JSON.stringify(event)),
  encodeParameter: (event) => Buffer.from(JSON.stringify(event)),
  partitions: 12,
  maxRecordBytes: 2000,
  parameterTopic: true,
};
const message = {
  topic: "x/bulk/a",
  payload: Buffer.from("original ".repeat(600)),
  contentType: null,
  responseTopic: null,
  retain: false,
  receivedAt: epochMs(1_795_330_000_000),
  arrival: 0,
};
const origin = {
  endpointId: "os::A" as EndpointId,
  homeId: "home" as HomeId,
  source: "mqtt-bulk" as const,
  profileId: "p",
  msgId: null,
  receivedAt: message.receivedAt,
  arrival: 0,
  flags: [],
};
const event = emptyEvent(origin, "e1", "report");
const produced = (count: number, size = 20): Outcome => {
  const parameters = Array.from({ length: count }, (_, index) => ({
    path: `Device.X_${index}`,
    value: "v".repeat(size),
    value_type: "string",
  }));
  return { kind: "produced", events: [event], parameters: parameterEvents(event, parameters) };
};

describe("records", () => {
  test("of a home go to the partition of its key, parameters before their event", () => {
    const { records } = toPublication(produced(2), message, format);
    expect(records.map(({ topic, partition, key }) => [topic, partition, String(key)])).toEqual([
      [topics.parameter.name, partitionOf("home", 12), "home"],
      [topics.telemetry.name, partitionOf("home", 12), "home"],
    ]);
  });

  test("parameters that do not fit into one record are divided, none lost", () => {
    const { outcome, records } = toPublication(produced(100), message, format);
    expect(outcome.kind).toBe("produced");
    const parameters = records
      .filter(({ topic }) => topic === topics.parameter.name)
      .flatMap(({ value }) => (JSON.parse(String(value)) as ParameterEvent).parameters);
    expect(parameters.map(({ path }) => path)).toEqual(
      Array.from({ length: 100 }, (_, index) => `Device.X_${index}`),
    );
    for (const record of records) expect(recordSizeBytes(record)).toBeLessThanOrEqual(format.maxRecordBytes);
  });

  test("are not made of parameters where these are switched off", () => {
    const { records } = toPublication(produced(100, 5000), message, { ...format, parameterTopic: false });
    expect(records.map(({ topic }) => topic)).toEqual([topics.telemetry.name]);
  });

  test.each([
    ["a parameter", produced(1, 5000), 2000],
    ["an event", produced(0), 200],
  ])(
    "%s that cannot fit makes the whole message a dead letter with its original bytes",
    (_name, given, maxRecordBytes) => {
      const { outcome, records } = toPublication(given, message, { ...format, maxRecordBytes });
      expect(outcome).toMatchObject({ kind: "dead_letter", reason: "event_too_large", endpointId: "os::A" });
      expect(new Set(records.map(({ topic }) => topic))).toEqual(new Set([topics.deadLetter.name]));
      expect(Buffer.concat(records.map(({ value }) => value ?? Buffer.alloc(0)))).toEqual(message.payload);
    },
  );

  test("a dead letter says where, why, who and when", () => {
    const { records } = toPublication(deadLetter("too_deep", "nested", "os::A"), message, {
      ...format,
      maxRecordBytes: 1e6,
    });
    expect(records).toMatchObject([
      {
        topic: topics.deadLetter.name,
        partition: partitionOf("os::A", 12),
        key: null,
        value: message.payload,
        headers: {
          [deadLetterHeader.topic]: "x/bulk/a",
          [deadLetterHeader.reason]: "too_deep",
          [deadLetterHeader.exceptionMessage]: "nested",
          [deadLetterHeader.endpointId]: "os::A",
          [deadLetterHeader.receivedAt]: "1795330000000",
        },
      },
    ]);
  });

  test("of a dropped message there are none", () => {
    expect(toPublication(dropped("status"), message, format).records).toEqual([]);
  });

  test("of a tick there is one in each partition", () => {
    const tick = { bridge_id: "b", period_ms: 5000, session_expiry_ms: 1, farewell: false };
    const records = tickRecords(tickEvent(tick, message.receivedAt), format);
    expect(records.map(({ partition }) => partition)).toEqual([...Array(12).keys()]);
    expect(JSON.parse(String(records[0]?.value))).toMatchObject({
      kind: "tick",
      source: "bridge",
      home_id: "",
      received_at: message.receivedAt,
      tick,
    });
  });
});
