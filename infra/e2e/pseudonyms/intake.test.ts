/**
 * Every capture through intake with pseudonyms: no name or address that came in goes out to Kafka in any spelling, and what
 * does is what goes out without pseudonyms, with each name and address replaced.
 */
import { gunzipSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { loadSchema } from "#infra/adapters/schemas.ts";
import type { ReceivedMessage } from "#ingest/admit.ts";
import { createParking } from "#ingest/parked-segments.ts";
import { createIntake } from "#ingest/pipeline.ts";
import { deriveKeys, keyedHash } from "#ingest/pseudonyms/epoch-keys.ts";
import type { PseudonymConfig } from "#ingest/pseudonyms/epochs.ts";
import { withPseudonyms } from "#ingest/pseudonyms/format.ts";
import { createParameterKinds } from "#ingest/pseudonyms/parameter-kinds.ts";
import { openDeadLetter } from "#ingest/pseudonyms/sealed-dead-letter.ts";
import { createSealing } from "#ingest/pseudonyms/sealing.ts";
import { createTextMapping } from "#ingest/pseudonyms/text-mapping.ts";
import type { RecordFormat } from "#ingest/records.ts";
import { bodyOf, compileType } from "#schemas/avro.ts";
import { deadLetterHeader } from "#schemas/dead-letter.ts";
import { parseMacAddress } from "#schemas/ids.ts";
import type { OutRecord } from "#schemas/out-record.ts";
import type { ParameterEvent } from "#schemas/parameter-event.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { topics } from "#schemas/topics.ts";
import { epochMs } from "#schemas/units.ts";
import { localIntake } from "#infra/bench/settings.ts";
import { captureNames, readCapture, readPayloads } from "../truth/capture.ts";

const config: PseudonymConfig = {
  epochs: [{ id: "one", from: epochMs(0), key: Buffer.alloc(32, "k") }],
  names: [],
};
const [epoch] = config.epochs;
if (epoch === undefined) throw new Error("no epoch");
const schemas = {
  telemetry: loadSchema(topics.telemetry.schema),
  parameter: loadSchema(topics.parameter.schema),
};
const telemetry = compileType<TelemetryEvent>(schemas.telemetry);
const parameter = compileType<ParameterEvent>(schemas.parameter);
const plain: RecordFormat = {
  encodeTelemetry: (event) => telemetry.encode(event, 1),
  encodeParameter: (event) => parameter.encode(event, 2),
  partitions: 12,
  maxRecordBytes: 1 << 20,
  parameterTopic: true,
};
const pseudonymous = withPseudonyms(plain, config, schemas);
const limits = {
  timeoutMs: 5000,
  sessionBytes: 1e7,
  totalBytes: 1e7,
  parkBytes: 1e6,
  sessionsPerEndpoint: 4,
  messages: 1000,
  shared: false,
};

/** A capture's messages; some also gzipped, and cut off: those are dead letters. Of the longest as many as of another. */
function messagesOf(name: string): readonly ReceivedMessage[] {
  const payloads = readPayloads(name);
  const all = readCapture(name).publishes.slice(0, 150);
  return all.flatMap(({ i, topic, t_ms, kind }, index): ReceivedMessage[] => {
    const isReport = kind === "bulk_data_report";
    const common = {
      topic,
      contentType: isReport ? "application/json" : "usp.msg",
      responseTopic: null,
      retain: false,
      receivedAt: epochMs(t_ms),
      arrival: 0,
    };
    const payload = payloads[i] ?? Buffer.alloc(0);
    const forms = [payload];
    if (index % 10 < 3) forms.push(payload.subarray(0, payload.length - 2));
    if (isReport && index % 10 === 5) forms.push(gzipSync(payload), gzipSync(payload.subarray(0, -2)));
    return forms.map((form, arrival) => ({ ...common, payload: form, arrival }));
  });
}

/** All that a bridge publishes; every tenth message all segments that wait are parked. */
function publish(messages: readonly ReceivedMessage[], format: RecordFormat): readonly OutRecord[] {
  const intake = createIntake(localIntake, limits);
  const decide = createParking({ bridgeId: "b", format });
  const settled = messages.flatMap((message, index) => [
    ...intake.take(message),
    ...(index % 10 === 9 ? intake.release() : []),
  ]);
  return [...settled, ...intake.giveUp(null)]
    .map(decide)
    .flatMap((each) =>
      each.kind === "parked" ? [each.record] : [...each.publication.records, ...each.afterwards],
    );
}

type Json = null | boolean | number | bigint | string | readonly Json[] | { readonly [key: string]: Json };

const decoded = (record: OutRecord): Json => {
  const type = record.topic === topics.telemetry.name ? telemetry : parameter;
  const value = type.decode(bodyOf(record.value ?? Buffer.alloc(0)));
  if (!value.ok) throw new Error(value.detail);
  return value.value as unknown as Json;
};

const isEvent = ({ topic }: OutRecord): boolean =>
  topic === topics.telemetry.name || topic === topics.parameter.name;

/** Every text of a value, with the name of the field that it is in. */
function textsIn(value: Json, field = ""): readonly (readonly [string, string])[] {
  if (typeof value === "string") return [[field, value]];
  if (Array.isArray(value)) return value.flatMap((each: Json) => textsIn(each, field));
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([name, each]) => textsIn(each, name));
}

/** Names and addresses that came in, by what the fields are called and by what looks like an address in the bytes. */
function originalsOf(messages: readonly ReceivedMessage[], records: readonly OutRecord[]) {
  const texts = records.filter(isEvent).flatMap((record) => textsIn(decoded(record)));
  const named = (pattern: RegExp): string[] =>
    texts.flatMap(([field, text]) => (pattern.test(field) ? text : []));
  const raw = messages.map(({ payload }) => Buffer.from(payload).toString("latin1")).join("\n");
  const macs = [
    ...named(/(?:_mac|bssid|MACAddress|PhysAddress)$/),
    ...(raw.match(/(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}/g) ?? []),
  ];
  const ips = [...named(/^ip_address/), ...(raw.match(/\b(?:[0-9]{1,3}\.){3}[0-9]{1,3}\b/g) ?? [])];
  return {
    macs: new Set(macs.flatMap((mac) => parseMacAddress(mac) ?? [])),
    names: new Set(named(/^(?:host_name|ssid)$/).filter((name) => name.length > 3)),
    ips: new Set(ips.filter((ip) => /^[1-9]/.test(ip) && !/^(?:127|22[4-9]|2[3-5].)\./.test(ip))),
  };
}

/** In bytes, text, hex or base64, in either case. */
function spellings(mac: string): readonly Buffer[] {
  const digits = mac.replaceAll(":", "");
  const dotted = digits.replaceAll(/(....)(?!$)/g, "$1.");
  const texts = [mac, mac.replaceAll(":", "-"), mac.replaceAll(":", ""), dotted];
  const cased = texts.flatMap((text) => [text, text.toUpperCase()]);
  return [
    Buffer.from(digits, "hex"),
    ...cased.map((text) => Buffer.from(text)),
    ...cased.map((text) => Buffer.from(Buffer.from(text).toString("hex"))),
    ...cased.flatMap((text) => [0, 1, 2].map((before) => inBase64(text, before))),
  ];
}

/** The characters that are the text's alone when so many bytes are before it. */
const inBase64 = (text: string, before: number): Buffer => {
  const characters = Buffer.from("\0".repeat(before) + text)
    .toString("base64")
    .replaceAll("=", "");
  return Buffer.from(characters.slice(before === 0 ? 0 : before + 1, -1));
};

/** Keys, values and headers, and what is gzip in them. */
const bytesOf = (records: readonly OutRecord[]): Buffer =>
  Buffer.concat(
    records.flatMap(({ key, value, headers = {} }) => {
      const unpacked = value?.[0] === 0x1f && value[1] === 0x8b ? [gunzipSync(value)] : [];
      const texts = Object.entries(headers).map(([name, text]) => Buffer.from(`${name} ${String(text)}\n`));
      return [key ?? Buffer.alloc(0), value ?? Buffer.alloc(0), ...unpacked, ...texts];
    }),
  );

const keys = deriveKeys(epoch);
const mapping = createTextMapping(epoch, createParameterKinds([]));
const kept =
  /^(?:(?:event|home|endpoint|profile|bridge)_id|kind|source|time_quality|flags|manufacturer|model_name|product_class|serial_number|(?:hard|soft)ware_version|value_type)$/;

/** What the value must be with pseudonyms, said over its fields' names. */
function mapped(value: Json, field: string, path: string): Json {
  if (Array.isArray(value)) return value.map((each: Json) => mapped(each, field, path));
  if (typeof value === "string") {
    if (field === "event_id") return keyedHash(keys.event_id, value).toString("hex", 0, 16);
    if (kept.test(field)) return value;
    if (/(?:_mac|^bssid)$/.test(field)) return mapping.mac(value);
    if (field === "host_name") return mapping.name("name", value);
    if (field === "ssid") return mapping.name("ssid", value);
    if (field.startsWith("ip_address")) return mapping.ip(value);
    return field === "value" ? mapping.value(path, value) : mapping.text(value);
  }
  if (value === null || typeof value !== "object") return value;
  const of = (value as { readonly [key: string]: Json })["path"];
  const isMap = field === "params" || field === "unique_keys";
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) =>
      isMap
        ? [name, mapping.value(path + name, typeof each === "string" ? each : "")]
        : [name, mapped(each, name, typeof of === "string" ? of : "")],
    ),
  );
}

describe.each(captureNames)("%s", (name) => {
  const messages = messagesOf(name);
  const before = publish(messages, plain);
  const after = publish(messages, pseudonymous);

  test("goes out without a name or address that came in, in any spelling", () => {
    const { macs, names, ips } = originalsOf(messages, before);
    const haystack = bytesOf(after);
    const texts = [...names, ...ips].map((text) => Buffer.from(text));
    const found = [...[...macs].flatMap(spellings), ...texts].filter((needle) => haystack.includes(needle));
    expect(found.map(String)).toEqual([]);
    // The search can find: without pseudonyms they are there.
    const inTheClear = bytesOf(before);
    expect([...macs].some((mac) => spellings(mac).some((needle) => inTheClear.includes(needle)))).toBe(true);
  });

  test("is otherwise as it is without pseudonyms, in the same records", () => {
    const events = (records: readonly OutRecord[]) => records.filter(isEvent).map(decoded);
    const withFlag = (value: Json): Json => {
      const { flags, ...others } = mapped(value, "", "") as { readonly [key: string]: Json };
      return flags === undefined
        ? others
        : { ...others, flags: [...(flags as readonly Json[]), "pseudonyms:one"] };
    };
    const plainEvents = events(before);
    expect(events(after)).toEqual(plainEvents.map(withFlag));
    expect(after.map(({ topic, partition }) => [topic, partition])).toEqual(
      before.map(({ topic, partition }) => [topic, partition]),
    );
    expect(plainEvents.length).toBeGreaterThan(0);
  });

  test("has dead letters that the key opens, and the reason in the clear", () => {
    const letters = (records: readonly OutRecord[]) =>
      records.filter(({ topic }) => topic === topics.deadLetter.name);
    const sealing = createSealing(config.epochs);
    const opened = letters(after).map(({ headers = {}, value }) =>
      openDeadLetter({ headers, value: value ?? Buffer.alloc(0) }, sealing),
    );
    expect(opened).toEqual(
      letters(before).map(({ headers = {}, value }) => ({
        ok: true,
        topic: headers[deadLetterHeader.topic],
        detail: headers[deadLetterHeader.exceptionMessage],
        value,
      })),
    );
    const { reason, topic } = deadLetterHeader;
    const told = (records: readonly OutRecord[]) =>
      letters(records).map(({ headers = {} }) => [headers[reason], headers[topic]]);
    expect(told(after)).toEqual(told(before));
    expect(opened.length).toBeGreaterThan(0);
  });
});
