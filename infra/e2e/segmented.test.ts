/**
 * The capture whose agent sends Records of 512 bytes, through intake alone: what it makes of the segments is what was
 * true. The whole product on the same capture: `captures.e2e.test.ts`.
 */
import { describe, expect, test } from "vitest";
import { bridgeConfig } from "#infra/cli/config/process-config.ts";
import type { ReceivedMessage } from "#ingest/admit.ts";
import { createIntake, type Settled } from "#ingest/pipeline.ts";
import { segmentLimits } from "#ingest/segments.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { epochMs } from "#schemas/units.ts";
import { localValues } from "../bench/settings.ts";
import { readCapture, readPayloads } from "./truth/capture.ts";
import { differences } from "./truth/difference.ts";
import { notificationsOf, sortedJson } from "./truth/notification.ts";
import { reportsOf } from "./truth/report.ts";
import type { Row } from "./truth/row.ts";

const capture = readCapture("e2e-segmented-v5");
const payloads = readPayloads(capture.name);
const received = capture.publishes.map(({ i, topic, t_ms }): ReceivedMessage => ({
  topic,
  payload: payloads[i] ?? Buffer.alloc(0),
  contentType: "usp.msg",
  responseTopic: null,
  retain: false,
  receivedAt: epochMs(t_ms),
  arrival: 0,
}));
const segmented = capture.publishes.filter((publish) => publish.reassembled_from !== undefined);

function take(messages: readonly ReceivedMessage[]): Settled[] {
  const config = bridgeConfig(localValues());
  const intake = createIntake(config, segmentLimits(config));
  return [...messages.flatMap((message) => intake.take(message)), ...intake.giveUp(null)];
}

const eventsOf = (settled: readonly Settled[]): readonly TelemetryEvent[] =>
  settled.flatMap(({ outcome }) => (outcome.kind === "produced" ? outcome.events : []));

/** The columns that the truth knows, as text. */
const asRow = (object: object, columns: Row): Row =>
  Object.fromEntries(
    Object.keys(columns).map((column) => {
      const value: unknown = Object.entries(object).find(([name]) => name === column)?.[1];
      const isText = typeof value === "string";
      return [
        column,
        value === null || isText ? value : Array.isArray(value) ? value.join(",") : JSON.stringify(value),
      ];
    }),
  );

describe("a capture in segments", () => {
  const settled = take(received);
  const reports = reportsOf(capture);
  const events = eventsOf(settled);

  test("each message is put together of exactly its segments, and nothing is left", () => {
    expect(segmented.length).toBe(17);
    expect(settled.filter(({ outcome }) => outcome.kind === "dead_letter")).toEqual([]);
    expect(settled.flatMap(({ messages }) => messages)).toHaveLength(received.length);
    const lines = settled
      .filter(({ messages }) => messages.length > 1)
      .map(({ messages }) => messages.map((message) => received.indexOf(message)));
    expect(lines).toEqual(
      segmented.map(({ reassembled_from: [first = 0, last = 0] = [] }) =>
        capture.publishes
          .slice(first, last + 1)
          .filter(({ direction }) => direction === "from_agent")
          .map(({ i }) => i),
      ),
    );
  });

  test("the reports are the true ones, at the time of their last segment", () => {
    const found = events.filter(({ kind }) => kind === "report");
    expect(reports).toHaveLength(16);
    expect(
      found.map(({ profile_id, source, observed_at, received_at, time_quality, time_raw, tables }) => [
        [profile_id, source, observed_at, received_at, time_quality, time_raw],
        tables,
      ]),
    ).toEqual(
      reports.map(({ profileId, source, observedAt, receivedAt, timeQuality, timeRaw, tables }) => [
        [profileId, source, observedAt, receivedAt, timeQuality, timeRaw],
        tables,
      ]),
    );
    reports.forEach((report, index) => {
      const [station = {}] = report.stations;
      const [host = {}] = report.hosts;
      expect(report.stations.length * report.hosts.length).toBeGreaterThan(0);
      const event = found[index];
      const stations = event?.stations.map((each) => asRow(each, station)) ?? [];
      const hosts = event?.hosts.map((each) => asRow(each, host)) ?? [];
      expect(differences("stations", report.stations, stations)).toEqual([]);
      expect(differences("hosts", report.hosts, hosts)).toEqual([]);
    });
  });

  test("the notifications are the true ones", () => {
    const expected = notificationsOf(capture).map(({ row, receivedAt: [first = 0] }) => ({
      ...row,
      received_at: String(first),
    }));
    const found = events.filter(({ kind }) => kind !== "report").map(notificationRow);
    expect(differences("notifications", expected, found)).toEqual([]);
    expect(found).toHaveLength(expected.length);
  });

  test("without one of its segments a message is dead letters, byte for byte; the others are as they were", () => {
    const [, victim] = segmented;
    const [first = 0, last = 0] = victim?.reassembled_from ?? [];
    const lost = first + 5;
    const rest = received.filter((_, index) => index !== lost);
    const broken = take(rest);
    const letters = broken.filter(({ outcome }) => outcome.kind === "dead_letter");
    expect(new Set(letters.map(({ outcome }) => outcome.kind === "dead_letter" && outcome.reason))).toEqual(
      new Set(["session_gap"]),
    );
    expect(letters.flatMap(({ messages }) => messages)).toEqual(
      received.slice(first, last + 1).filter((_, index) => first + index !== lost),
    );
    const others = events.filter(({ received_at }) => received_at !== received[last]?.receivedAt);
    expect(eventsOf(broken).map(({ event_id }) => event_id)).toEqual(others.map(({ event_id }) => event_id));
  });
});

/** One event of a notification in the form of the truth's rows. */
function notificationRow(event: TelemetryEvent): Row {
  const [change] = event.changes;
  const [notification] = event.events;
  return {
    kind: event.kind,
    subscription_id: event.profile_id,
    msg_id: event.msg_id,
    path: change?.path ?? notification?.path ?? "",
    event_name: notification?.name ?? "",
    value: notification?.value ?? null,
    params: sortedJson(notification?.params),
    unique_keys: sortedJson(change?.unique_keys),
    error_code: notification?.error_code?.toString() ?? null,
    received_at: String(event.received_at),
  };
}
