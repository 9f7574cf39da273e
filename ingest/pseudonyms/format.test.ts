import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { bodyOf, compileType } from "#schemas/avro.ts";
import { encodedRows, encodingOf } from "#schemas/encoded-rows.ts";
import { pseudonymEpochOf } from "#schemas/pseudonym-flag.ts";
import type { ParameterEvent } from "#schemas/parameter-event.ts";
import type { HostObservation, StationObservation, TelemetryEvent } from "#schemas/telemetry-event.ts";
import { epochMs } from "#schemas/units.ts";
import { tickEvent } from "../event.ts";
import { eventOf, receivedAt } from "../intake.fixture.ts";
import type { RecordFormat } from "../records.ts";
import { createTextRewriter } from "./avro-texts.ts";
import { eventTexts, parameterTexts } from "./event-texts.ts";
import { withPseudonyms } from "./format.ts";

const read = (file: string): string =>
  readFileSync(new URL(`../../schemas/${file}`, import.meta.url), "utf8");
const schemas = { telemetry: read("telemetry-event.avsc"), parameter: read("parameter-event.avsc") };
const telemetry = compileType<TelemetryEvent>(schemas.telemetry);
const parameter = compileType<ParameterEvent>(schemas.parameter);
const plain: RecordFormat = {
  encodeTelemetry: (event) => telemetry.encode(event, 1),
  encodeParameter: (event) => parameter.encode(event, 2),
  partitions: 1,
  maxRecordBytes: 1 << 20,
  parameterTopic: true,
};
const format = withPseudonyms(
  plain,
  {
    epochs: [
      { id: "a", from: epochMs(0), key: Buffer.alloc(32, "a") },
      { id: "b", from: epochMs(receivedAt + 1000), key: Buffer.alloc(32, "b") },
    ],
    names: [],
  },
  schemas,
);

const report = JSON.stringify({
  Report: [
    {
      CollectionTime: "2026-11-22T06:49:50Z",
      "Ap.1.1.MACAddress": "A4:83:E7:00:00:0F",
      "Ap.1.1.SignalStrength": -61,
      "Hosts.1.PhysAddress": "a6-83-e7-00-00-0f",
      "Hosts.1.HostName": "Anna's ☎",
      "Hosts.1.IPAddress": "192.168.1.20",
    },
  ],
});
const sent = (at = 0): TelemetryEvent => {
  // The first report teaches its layout, the second one is read by it.
  eventOf("x/bulk/a", report);
  return eventOf("x/bulk/a", report, { receivedAt: epochMs(receivedAt + at) });
};
function decoded(bytes: Buffer): TelemetryEvent {
  const value = telemetry.decode(bodyOf(bytes));
  if (!value.ok) throw new Error(value.detail);
  return value.value;
}

describe("an event", () => {
  test("has pseudonyms where rows never were more than bytes, and no row is made for it", () => {
    const event = sent();
    const unmade = <Row>(rows: readonly Row[]): readonly Row[] => {
      const encoding = encodingOf(rows);
      if (encoding === null) throw new Error("rows that are objects");
      return encodedRows<Row>({
        ...encoding,
        make: () => {
          throw new Error("a row was made");
        },
      });
    };
    const stations = unmade<StationObservation>(event.stations);
    const hosts = unmade<HostObservation>(event.hosts);
    const after = decoded(format.encodeTelemetry({ ...event, stations, hosts }));
    expect(after.stations[0]).toMatchObject({
      rssi_dbm: -61,
      path: "Device.WiFi.AccessPoint.1.AssociatedDevice.1.",
    });
    expect(after.stations[0]?.sta_mac).toMatch(/^.[0145890cd]:/);
    expect(after.hosts[0]).toMatchObject({
      host_mac: expect.stringMatching(/^.[2367abef]:/),
      host_name: expect.stringMatching(/^h-/),
      ip_address: expect.stringMatching(/^2[45]\d\./),
    });
  });

  test("is the same whether its rows are bytes or objects", () => {
    const event = sent();
    const objects = { ...event, stations: [...event.stations], hosts: [...event.hosts] };
    expect(format.encodeTelemetry(event)).toEqual(format.encodeTelemetry(objects));
  });

  test("says its epoch, and has another id and other pseudonyms in the next one; received again, the same", () => {
    const [first, again, next] = [sent(), sent(999), sent(1000)].map((event) =>
      decoded(format.encodeTelemetry(event)),
    );
    expect([first, again, next].map((event) => pseudonymEpochOf(event?.flags ?? []))).toEqual([
      "a",
      "a",
      "b",
    ]);
    expect(again?.event_id).toBe(first?.event_id);
    expect(again?.stations).toEqual(first?.stations);
    expect(next?.event_id).not.toBe(first?.event_id);
    expect(next?.event_id).toMatch(/^[0-9a-f]{32}$/);
    expect(first?.event_id).not.toBe(sent().event_id);
    expect(next?.stations[0]?.sta_mac).not.toBe(first?.stations[0]?.sta_mac);
  });

  test("that is a tick stays to the byte", () => {
    const tick = { bridge_id: "a4:83:e7:00:00:0f", period_ms: 1, session_expiry_ms: 1, farewell: false };
    const event = tickEvent(tick, receivedAt);
    expect(format.encodeTelemetry(event)).toEqual(plain.encodeTelemetry(event));
  });
});

describe("a text", () => {
  test.each([
    ["telemetry", eventTexts],
    ["parameter", parameterTexts],
  ] as const)("of %s is decided on wherever the schema has one, and nowhere else", (name, uses) => {
    expect(() => createTextRewriter(schemas[name], uses)).not.toThrow();
    for (const [record, fields] of Object.entries(uses))
      for (const field of Object.keys(fields)) {
        const { [field]: _left, ...others } = fields;
        expect(
          () => createTextRewriter(schemas[name], { ...uses, [record]: others }),
          `${record}.${field}`,
        ).toThrow(`${record}.${field}`);
      }
  });

  test("of any event of the schema is replaced without harm to what is beside it", () => {
    const rewrite = createTextRewriter(schemas.telemetry, eventTexts);
    const upper = { mayReplace: () => true, replace: (_use: string, text: string) => `${text}é`.repeat(30) };
    const lower = {
      mayReplace: () => true,
      replace: (_use: string, text: string) => text.slice(0, text.length / 30 - 1),
    };
    for (let sample = 0; sample < 200; sample++) {
      const bytes = telemetry.encode(telemetry.type.random() as unknown as TelemetryEvent, 1);
      const there = rewrite(bytes, 5, upper);
      expect(telemetry.decode(bodyOf(there)).ok).toBe(true);
      expect(rewrite(there, 5, lower)).toEqual(bytes);
    }
  });
});
