/** Reads scenario folders: `input.ndjson` in a short form of TelemetryEvent, `expected.ndjson` as partial records. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Output } from "#processors/runtime/fold.ts";
import type { StationObservation, TelemetryEvent } from "#schemas/telemetry-event.ts";
import { epochMs } from "#schemas/units.ts";
import {
  blankAccessPoint,
  blankEvent,
  blankGateway,
  blankHeardStation,
  blankHost,
  blankRadio,
  blankStation,
  stationAt,
  stationTables,
  tickAt,
} from "./blank.ts";

/** One record that must come out: the fields given must be equal, the others are not looked at. */
export interface ExpectedOutput {
  readonly topic: Output["topic"];
  readonly value: Readonly<Record<string, unknown>>;
}

export interface Scenario {
  readonly name: string;
  readonly events: readonly TelemetryEvent[];
  readonly expected: readonly ExpectedOutput[];
}

const text = z.string().nullable().optional();
const number = z.number().nullable().optional();
/** null where it is not given. */
const measured = z.number().nullable().default(null);

/** Rates, counters and the begin of the association, as in the record. */
const stationMeasures = {
  downlink_rate_kbps: measured,
  uplink_rate_kbps: measured,
  bytes_sent_total: measured,
  bytes_received_total: measured,
  packets_sent_total: measured,
  retransmissions_total: measured,
  retries_total: measured,
  connected_seconds: measured,
  associated_since: measured.transform((at) => (at === null ? null : epochMs(at))),
};

const radioMeasures = {
  channel_utilization_percent: measured,
  bytes_sent_total: measured,
  bytes_received_total: measured,
};

/** `[name, access point number, RSSI]`, or a row of which more matters. */
const stationRow = z.union([
  z.tuple([z.string(), z.number(), z.number().nullable()]),
  z.strictObject({ at: z.tuple([z.string(), z.number(), z.number().nullable()]), path: z.string().optional() }).extend({
    rssi_raw: number,
    sta_mac: z.string().optional(),
    access_point: z.string().optional(),
    bssid: text,
    band: text,
    active: z.boolean().optional(),
    ...stationMeasures,
  }),
]);

/** What is not given: one home, one gateway, the stream `bulk`, its own time, received 100 ms later, an id of its own. */
const reportLine = z.strictObject({
  at: z.number(),
  received: z.number().optional(),
  id: z.string().optional(),
  endpoint_id: z.string().optional(),
  profile_id: z.string().optional(),
  time_quality: z.enum(["reported", "assumed_utc", "none", "uptime", "out_of_range", "unparseable"]).optional(),
  interval_ms: z.number().optional(),
  /** "stations": all station tables; else path prefixes. */
  tables: z.union([z.literal("stations"), z.array(z.string())]).optional(),
  stations: z.array(stationRow).optional(),
  hosts: z
    .array(
      z.strictObject({
        host_mac: z.string(),
        active: z.boolean().nullable(),
        interface_type: z.string().nullable().default(null),
        path: z.string().default(""),
        host_name: z.string().nullable().default(null),
      }),
    )
    .optional(),
  radios: z
    .array(
      z.strictObject({ radio: z.string(), band: text, channel: number, noise_dbm: number, ...radioMeasures }),
    )
    .optional(),
  gateway: z
    .strictObject({
      model_name: z.string().nullable().default(null),
      software_version: z.string().nullable().default(null),
      uptime_seconds: measured,
    })
    .optional(),
  heard_stations: z
    .array(z.strictObject({ sta_mac: z.string(), radio: z.string(), rssi_dbm: z.number().nullable() }))
    .optional(),
  access_points: z
    .array(z.strictObject({ access_point: z.string(), ssid_path: text, bssid: text, radio: text }))
    .optional(),
});

/** Ticks of a bridge every 5 s, the last one a farewell if said. */
const ticksLine = z.strictObject({
  ticks: z.tuple([z.number(), z.number()]),
  bridge: z.string().optional(),
  farewell: z.boolean().optional(),
});

/** A notification that a row was deleted. */
const deletionLine = z.strictObject({ deleted: z.string(), received: z.number(), id: z.string().optional() });

/** A notification that the row of a station was created, with its MAC. */
const creationLine = z.strictObject({
  created: z.string(),
  mac: z.string(),
  received: z.number(),
  id: z.string().optional(),
});

/** A notification that the gateway booted. */
const bootLine = z.strictObject({ booted: z.number(), endpoint_id: z.string().optional(), id: z.string().optional() });

/** The same report again and again, up to `series[1]`; in each the bytes sent to every station have risen by `rise`. */
const seriesLine = reportLine
  .omit({ at: true, received: true, id: true })
  .extend({ series: z.tuple([z.number(), z.number()]), every: z.number(), rise: z.number().default(0) });

const inputLine = z.union([reportLine, seriesLine, ticksLine, deletionLine, creationLine, bootLine]);
const expectedLine = z.looseObject({ topic: z.enum(["window", "associationChange", "alertCandidate"]) });

/** Every folder beside this file. */
export function readScenarios(): Scenario[] {
  const folder = import.meta.dirname;
  const entries = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return entries.map(({ name }) => ({
    name,
    events: readLines(join(folder, name, "input.ndjson"), inputLine).flatMap(expandLine),
    expected: readLines(join(folder, name, "expected.ndjson"), expectedLine).map(({ topic, ...value }) => ({
      topic,
      value,
    })),
  }));
}

function readLines<Line>(path: string, schema: z.ZodType<Line>): Line[] {
  const lines = readFileSync(path, "utf8").split("\n");
  return lines.filter((line) => line.trim() !== "").map((line) => schema.parse(JSON.parse(line)));
}

function expandLine(line: z.infer<typeof inputLine>, index: number): TelemetryEvent[] {
  if ("ticks" in line) return expandTicks(line);
  if ("series" in line) return expandSeries(line, `event-${index}`);
  const id = line.id ?? `event-${index}`;
  if ("created" in line) return [toCreation(line, id)];
  if ("booted" in line) return [toBoot(line, id)];
  return ["deleted" in line ? toDeletion(line, id) : toReport(line, id)];
}

function expandTicks({ ticks: [from, until], bridge, farewell }: z.infer<typeof ticksLine>): TelemetryEvent[] {
  const events: TelemetryEvent[] = [];
  for (let at = from; at <= until; at += 5000) {
    events.push(tickAt(at, bridge, undefined, farewell === true && at + 5000 > until));
  }
  return events;
}

function expandSeries(
  { series: [from, until], every, rise, ...report }: z.infer<typeof seriesLine>,
  id: string,
): TelemetryEvent[] {
  const events: TelemetryEvent[] = [];
  for (let at = from; at <= until; at += every) {
    const event = toReport({ ...report, at }, `${id}-${at}`);
    const risen = (rise * (at - from)) / every;
    const stations = event.stations.map((row) =>
      row.bytes_sent_total === null ? row : { ...row, bytes_sent_total: Number(row.bytes_sent_total) + risen },
    );
    events.push({ ...event, stations });
  }
  return events;
}

function toDeletion({ deleted, received }: z.infer<typeof deletionLine>, id: string): TelemetryEvent {
  const at = epochMs(received);
  const changes = [{ kind: "deleted", path: deleted, unique_keys: {} }] as const;
  const what = { kind: "object_deletion", source: "usp-notify", time_quality: "none", profile_id: "sub" } as const;
  return { ...blankEvent, ...what, event_id: id, observed_at: at, received_at: at, changes };
}

function toCreation({ created, mac, received }: z.infer<typeof creationLine>, id: string): TelemetryEvent {
  const at = epochMs(received);
  const changes = [{ kind: "created", path: created, unique_keys: { MACAddress: mac } }] as const;
  const what = { kind: "object_creation", source: "usp-notify", time_quality: "none", profile_id: "sub" } as const;
  return { ...blankEvent, ...what, event_id: id, observed_at: at, received_at: at, changes };
}

function toBoot({ booted, endpoint_id: endpointId }: z.infer<typeof bootLine>, id: string): TelemetryEvent {
  const at = epochMs(booted);
  const events = [{ path: "Device.", name: "Boot!", value: null, params: {}, error_code: null }];
  const what = { kind: "event", source: "usp-notify", time_quality: "none", profile_id: "sub" } as const;
  const endpoint_id = endpointId ?? blankEvent.endpoint_id;
  return { ...blankEvent, ...what, endpoint_id, event_id: id, observed_at: at, received_at: at, events };
}

function toReport(line: z.infer<typeof reportLine>, id: string): TelemetryEvent {
  return {
    ...blankEvent,
    event_id: id,
    endpoint_id: line.endpoint_id ?? blankEvent.endpoint_id,
    profile_id: line.profile_id ?? blankEvent.profile_id,
    observed_at: epochMs(line.at),
    received_at: epochMs(line.received ?? line.at + 100),
    time_quality: line.time_quality ?? blankEvent.time_quality,
    interval_ms: line.interval_ms ?? null,
    tables: line.tables === "stations" ? stationTables : (line.tables ?? []),
    stations: (line.stations ?? []).map(toStation),
    hosts: (line.hosts ?? []).map((row) => ({ ...blankHost, ...row })),
    radios: (line.radios ?? []).map(({ band = null, channel = null, noise_dbm = null, ...row }) => {
      return { ...blankRadio, ...row, band, channel, noise_dbm };
    }),
    heard_stations: (line.heard_stations ?? []).map((row) => ({ ...blankHeardStation, ...row })),
    gateway: line.gateway === undefined ? [] : [{ ...blankGateway, ...line.gateway }],
    access_points: (line.access_points ?? []).map(({ access_point, ssid_path, bssid, radio }) => {
      const references = { ssid_path: ssid_path ?? null, bssid: bssid ?? null, radio: radio ?? null };
      return { ...blankAccessPoint, access_point, ...references };
    }),
  };
}

function toStation(row: z.infer<typeof stationRow>): StationObservation {
  if (Array.isArray(row)) return stationAt(...row);
  const { at, sta_mac, path, access_point, rssi_raw, bssid, band, active, ...measures } = row;
  const station = { ...blankStation, ...stationAt(...at) };
  return {
    ...station,
    ...measures,
    sta_mac: sta_mac ?? station.sta_mac,
    path: path ?? station.path,
    access_point: access_point ?? station.access_point,
    rssi_raw: rssi_raw === undefined ? station.rssi_raw : rssi_raw,
    bssid: bssid ?? null,
    band: band ?? null,
    active: active ?? null,
  };
}
