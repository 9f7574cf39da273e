/** Messages of a gateway and what intake makes of them: for the tests of the pipeline. */
import { encodeMessage } from "#proto/message.ts";
import type { Notification as Notified } from "#proto/notification.ts";
import { encodeRecord } from "#proto/record.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { epochMs } from "#schemas/units.ts";
import type { ReceivedMessage } from "./admit.ts";
import type { IntakeConfig } from "./config.ts";
import type { Outcome } from "./outcome.ts";
import { createPipeline } from "./pipeline.ts";
import type { Parked } from "./segments.ts";

/** What the tests' pipeline is told; in the form of a tap. */
export const intakeConfig: IntakeConfig = {
  topics: [
    { template: "x/controller", kind: "record" },
    { template: "x/controller/{endpoint}", kind: "record" },
    { template: "x/agent/{endpoint}", kind: "to-agent" },
    { template: "x/status/{endpoint}", kind: "status" },
    { template: "x/bulk/{id}", kind: "report" },
  ],
  identity: { endpoints: [{ match: "{id}", endpoint: "os::00D09E-{id}" }], home: "home of {endpoint}" },
  profiles: [
    {
      topic: "x/bulk/{id}",
      intervalMs: 1000,
      parameters: [{ name: "Hosts", reference: "Device.Hosts.Host.*." }],
      csv: null,
    },
    {
      topic: "x/bulk/{id}/stations",
      intervalMs: null,
      parameters: [{ name: "Ap", reference: "Device.WiFi.AccessPoint.*.AssociatedDevice.*." }],
      csv: null,
    },
  ],
  aliases: [
    { name: "Hosts", reference: "Device.Hosts.Host.*." },
    { name: "Ap", reference: "Device.WiFi.AccessPoint.*.AssociatedDevice.*." },
  ],
  limits: {
    recordBytes: 100_000,
    gzipRatio: 100,
    values: 500,
    rows: 300,
    depth: 16,
    messages: { perSecond: 1e9, burst: 1e9 },
    bytes: { perSecond: 1e9, burst: 1e9 },
    kafkaRecordBytes: 1 << 20,
  },
  controller: { mode: "tap", counted: null },
  parameterTopic: true,
};
export const pipeline = createPipeline(intakeConfig);
export const receivedAt = epochMs(Date.parse("2026-11-22T06:50:00Z"));
export const seconds = receivedAt / 1000 - 10;
export const endpoint = "os::00D09E-a";

export const message = (
  topic: string,
  payload: string | Uint8Array,
  more: Partial<ReceivedMessage> = {},
): ReceivedMessage => ({
  topic,
  payload: typeof payload === "string" ? Buffer.from(payload) : payload,
  contentType: null,
  responseTopic: null,
  retain: false,
  receivedAt,
  arrival: 0,
  ...more,
});

export const record = (type: Parameters<typeof encodeRecord>[0]["type"], more: object = {}): Uint8Array =>
  encodeRecord({
    version: "1.3",
    toId: "controller",
    fromId: endpoint,
    payloadSecurity: "plaintext",
    type,
    ...more,
  });

export const notify = (
  notification: Notified,
  msgId = "m1",
  subscriptionId = "sub",
  sendResp = false,
): Uint8Array =>
  encodeMessage({ msgId, body: { kind: "notify", notify: { subscriptionId, sendResp, notification } } });

export const notifyRecord = (notification: Notified, msgId?: string, more?: object): Uint8Array =>
  record({ kind: "no_session_context", payload: notify(notification, msgId) }, more);

export const push = (data: string | null, objectPath = "Device.BulkData.Profile.1."): Notified => ({
  kind: "event",
  objectPath,
  eventName: "Push!",
  params: data === null ? {} : { Data: data },
});

/** An outcome's gist: the kind of each event, or the reason. */
export function fateOf(outcome: Outcome | Parked): string {
  if (outcome.kind === "parked") return "parked";
  return outcome.kind === "produced"
    ? outcome.events.map(({ kind, source }) => `${kind} ${source}`).join(", ")
    : `${outcome.kind} ${outcome.reason}`;
}

export function eventsOf(
  topic: string,
  payload: string | Uint8Array,
  more?: Partial<ReceivedMessage>,
): readonly TelemetryEvent[] {
  const outcome = pipeline(message(topic, payload, more));
  if (outcome.kind !== "produced") throw new Error(fateOf(outcome));
  return outcome.events;
}

export function eventOf(...given: Parameters<typeof eventsOf>): TelemetryEvent {
  const [event, ...others] = eventsOf(...given);
  if (event === undefined || others.length > 0) throw new Error("not one event");
  return event;
}

export const valueChange: Notified = { kind: "value_change", parameterPath: "Device.X", value: "7" };
export const own = `x/controller/${endpoint}`;
export const session = (payload: Uint8Array[], sarState: "none" | "begin" = "none") =>
  record({
    kind: "session_context",
    sessionId: 5n,
    sequenceId: 2n ** 60n,
    expectedId: 1n,
    retransmitId: 0n,
    sarState,
    payloadRecSarState: sarState,
    payload,
  });
