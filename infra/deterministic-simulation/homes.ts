/** What a few homes publish in a run, and when: reports of who is there and how well, and notifications between them. */
import type { Random } from "#infra/simulator/random.ts";
import type { BridgeConfig } from "#ingest/config.ts";
import { encodeMessage } from "#proto/message.ts";
import type { Notification } from "#proto/notification.ts";
import { encodeRecord } from "#proto/record.ts";
import type { RecordType } from "#proto/record-type.ts";
import { plain } from "./broker/clients.ts";
import { type ClockError, errorMs } from "./clocks.ts";
import type { BrokerMessage } from "./broker/broker.ts";

export interface Publication {
  /** From the start of the run. */
  readonly atMs: number;
  readonly homeId: string;
  /** What tells it from all others in the events: its time as reported, or its message id. Segments of one message have one. */
  readonly fact: string;
  readonly isSegment: boolean;
  readonly message: BrokerMessage;
}

const reportIntervalMs = 5000;
/** Nothing is disturbed before: every home has reported once, every bridge has ticked. */
export const quietUntilMs = 14_000;
export const publishUntilMs = 70_000;
export const homes = 3;

/** Topics and profiles of these homes. */
export const intake: Pick<BridgeConfig, "topics" | "identity" | "profiles" | "aliases"> = {
  topics: [
    { template: "x/controller/{endpoint}", kind: "record" },
    { template: "x/bulk/{id}", kind: "report" },
  ],
  identity: { endpoints: [{ match: "{id}", endpoint: "os::00D09E-{id}" }], home: "{endpoint}" },
  profiles: [
    {
      topic: "x/bulk/{id}",
      intervalMs: reportIntervalMs,
      parameters: [
        { name: "Hosts", reference: "Device.Hosts.Host.*." },
        { name: "Ap", reference: "Device.WiFi.AccessPoint.*.AssociatedDevice.*." },
      ],
      csv: null,
    },
  ],
  aliases: [],
};

interface Station {
  readonly mac: string;
  accessPoint: number | null;
  rssiDbm: number;
  sentBytes: number;
}

/** What homes do in a run. */
export interface Habits {
  /** Some messages come in segments, which must all go to one bridge. */
  readonly segmented: boolean;
  readonly gatewayClocks: readonly (ClockError | null)[];
}

/** In order of time. */
export function publicationsOf(random: Random, startMs: number, habits: Habits): readonly Publication[] {
  const all = Array.from({ length: homes }, (_, index) =>
    publicationsOfHome(index + 1, random, startMs, habits),
  );
  return all.flat().sort((a, b) => a.atMs - b.atMs);
}

function publicationsOfHome(
  number: number,
  random: Random,
  startMs: number,
  { segmented, gatewayClocks }: Habits,
): Publication[] {
  const id = `cpe-${number}`;
  const homeId = `os::00D09E-${id}`;
  const stations = Array.from({ length: random.integer(1, 3) }, (_, index) =>
    newStation(number, index, random),
  );
  const publications: Publication[] = [];
  const publish = (
    atMs: number,
    fact: string,
    message: Pick<BrokerMessage, "topic" | "payload" | "contentType">,
    isSegment = false,
  ): void => {
    const whole = { ...plain, ...message };
    publications.push({ atMs, homeId, fact: `${homeId} ${fact}`, isSegment, message: whole });
  };
  const told = new Set<number>();
  let notices = 0;
  for (let atMs = random.integer(5000, 9999); atMs < publishUntilMs; atMs += reportIntervalMs) {
    for (const station of stations) live(station, random);
    const shownMs = startMs + atMs + errorMs(gatewayClocks[number - 1], atMs);
    const seconds = firstFrom(Math.floor(shownMs / 1000), told);
    const payload = report(stations, seconds);
    publish(atMs, String(seconds), { topic: `x/bulk/${id}`, payload, contentType: "application/json" });
    if (random.next() >= 0.12) continue;
    notices += 1;
    const msgId = `m-${notices}`;
    const parts = segmented && random.next() < 0.6 ? random.integer(2, 3) : 1;
    const records = notify(homeId, msgId, noticeOf(random), parts, notices);
    let laterMs = random.integer(100, 2000);
    for (const record of records) {
      const message = { topic: `x/controller/${homeId}`, payload: record, contentType: "usp.msg" };
      publish(atMs + laterMs, msgId, message, parts > 1);
      laterMs += random.integer(1, 600);
    }
  }
  return publications;
}

/** A clock that was set back shows no second twice, so that its reports can be told apart. */
function firstFrom(seconds: number, told: Set<number>): number {
  let free = seconds;
  while (told.has(free)) free += 1;
  told.add(free);
  return free;
}

const newStation = (home: number, index: number, random: Random): Station => ({
  mac: `02:00:00:00:0${home}:0${index}`,
  accessPoint: random.next() < 0.7 ? 1 : null,
  rssiDbm: -random.integer(45, 75),
  sentBytes: random.integer(0, 1_000_000),
});

/** What becomes of a station between two reports. */
function live(station: Station, random: Random): void {
  if (random.next() < 0.12) station.accessPoint = station.accessPoint === null ? random.integer(1, 2) : null;
  else if (station.accessPoint !== null && random.next() < 0.08)
    station.accessPoint = 3 - station.accessPoint;
  station.rssiDbm = Math.max(-90, Math.min(-35, station.rssiDbm + random.integer(-3, 3)));
  station.sentBytes += random.integer(0, 50_000);
}

function report(stations: readonly Station[], seconds: number): Buffer {
  const values: Record<string, string | number | boolean> = { CollectionTime: seconds };
  for (const [index, { mac, accessPoint, rssiDbm, sentBytes }] of stations.entries()) {
    values[`Hosts.${index + 1}.PhysAddress`] = mac;
    values[`Hosts.${index + 1}.Active`] = accessPoint !== null;
    values[`Hosts.${index + 1}.X_SIM_Seen`] = sentBytes;
    if (accessPoint === null) continue;
    const row = `Ap.${accessPoint}.${index + 1}`;
    values[`${row}.MACAddress`] = mac;
    values[`${row}.SignalStrength`] = rssiDbm;
    values[`${row}.Stats.BytesSent`] = sentBytes;
  }
  return Buffer.from(JSON.stringify({ Report: [values] }));
}

function noticeOf(random: Random): Notification {
  if (random.next() < 0.5)
    return {
      kind: "event",
      objectPath: "Device.LocalAgent.",
      eventName: "Periodic!",
      params: { Seen: String(random.integer(1, 9)) },
    };
  const row = `Device.WiFi.AccessPoint.${random.integer(1, 2)}.AssociatedDevice.${random.integer(1, 3)}.`;
  return { kind: "object_deletion", objectPath: row };
}

const sarStates = (parts: number) =>
  Array.from({ length: parts }, (_, index) =>
    index === 0 ? ("begin" as const) : index === parts - 1 ? ("complete" as const) : ("inprocess" as const),
  );

/** A Notify in one Record, or in the segments of a session. */
function notify(
  endpoint: string,
  msgId: string,
  notification: Notification,
  parts: number,
  session: number,
): Buffer[] {
  const payload = encodeMessage({
    msgId,
    body: { kind: "notify", notify: { subscriptionId: "s", sendResp: false, notification } },
  });
  if (parts === 1) return [recordOf(endpoint, { kind: "no_session_context", payload })];
  const length = Math.ceil(payload.length / parts);
  return sarStates(parts).map((sarState, index) =>
    recordOf(endpoint, {
      kind: "session_context",
      sessionId: BigInt(session),
      sequenceId: BigInt(index + 1),
      expectedId: 0n,
      retransmitId: 0n,
      sarState,
      payloadRecSarState: sarState,
      payload: [payload.subarray(index * length, (index + 1) * length)],
    }),
  );
}

const recordOf = (fromId: string, type: RecordType): Buffer =>
  Buffer.from(
    encodeRecord({ version: "1.3", toId: "controller", fromId, payloadSecurity: "plaintext", type }),
  );
