/**
 * Cases 38 to 48 of the catalogue in the domain reference, section 10: an MQTT publish in, the whole event or its fate out.
 */
import { describe, expect, it } from "vitest";
import { field, joined, varintField } from "#proto/raw-field.ts";
import type { HomeId, EndpointId } from "#schemas/ids.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { epochMs } from "#schemas/units.ts";
import type { ReceivedMessage } from "../admit.ts";
import { emptyEvent } from "../event.ts";
import { createPipeline } from "../pipeline.ts";
import {
  endpoint,
  eventOf,
  fateOf,
  intakeConfig,
  message,
  own,
  pipeline,
  receivedAt,
} from "../intake.fixture.ts";

/** A Record of `from` to the controller with a ValueChange of `Device.X` to 7, composed by hand. */
const recordOf = (from: string, sendResp = false): Uint8Array => {
  const change = field(4, field(1, "Device.X"), field(2, "7"));
  const notify = field(8, field(1, "s"), ...(sendResp ? [varintField(2, 1)] : []), change);
  const payload = joined(field(1, field(1, "m"), varintField(2, 3)), field(2, field(1, notify)));
  return joined(field(1, "1.3"), field(2, "controller"), field(3, from), field(7, field(2, payload)));
};

/** Of what holds nothing but when it came and from whom. */
const blank = (
  from: string,
  kind: TelemetryEvent["kind"],
  source: TelemetryEvent["source"],
): TelemetryEvent =>
  emptyEvent(
    {
      endpointId: from as EndpointId,
      homeId: `home of ${from}` as HomeId,
      source,
      profileId: "",
      msgId: null,
      receivedAt,
      arrival: 0,
      flags: [],
    },
    "an id",
    kind,
  );

const said = { path: "", name: "", value: null, params: {}, error_code: null };
/** The event of `recordOf`. */
const changed = (from: string): TelemetryEvent => ({
  ...blank(from, "value_change", "usp-notify"),
  profile_id: "s",
  msg_id: "m",
  events: [{ ...said, path: "Device.X", value: "7" }],
});

const withoutId = (
  topic: string,
  payload: string | Uint8Array,
  more?: Partial<ReceivedMessage>,
): TelemetryEvent => ({
  ...eventOf(topic, payload, more),
  event_id: "an id",
});

/** Where a controller of our own would answer what is published so; null for nowhere. */
function replyTopicOf(topic: string, from: string, more: Partial<ReceivedMessage> = {}): string | null {
  const responder = createPipeline({
    ...intakeConfig,
    controller: { mode: "responder", endpointId: "controller", counted: [] },
  });
  const outcome = responder(message(topic, recordOf(from, true), more));
  expect(fateOf(outcome)).toBe("value_change usp-notify");
  return outcome.answer?.topic ?? null;
}

describe("topics", () => {
  it("38 the reply topic of MQTT 3.1.1 is no part of the device", () => {
    const topic = `x/controller/${endpoint}/reply-to=r%2Fs`;
    expect(withoutId(topic, recordOf(endpoint))).toEqual(changed(endpoint));
    expect(replyTopicOf(topic, endpoint)).toBe("r/s");
  });

  it("39 of two reply topics the last is used", () => {
    const topic = `x/controller/${endpoint}/reply-to=p%2Fq/reply-to=r%2Fs`;
    expect(withoutId(topic, recordOf(endpoint))).toEqual(changed(endpoint));
    expect(replyTopicOf(topic, endpoint)).toBe("r/s");
  });

  it("40 %2f in lower case and a blank are read; %3A in an id stays", () => {
    const from = "os::00D09E-a%3Ab";
    const topic = `x/controller/${from}/reply-to= r%2fos%3A%3As`;
    expect(withoutId(topic, recordOf(from))).toEqual(changed(from));
    expect(replyTopicOf(topic, from)).toBe("r/os%3A%3As");
  });

  it("47 a topic without an id: the Record says who it is from", () => {
    expect(withoutId("x/controller", recordOf(endpoint))).toEqual(changed(endpoint));
    expect(replyTopicOf("x/controller/reply-to=r", endpoint)).toBe("r");
  });
});

describe("content", () => {
  it("41 the other content type of Records", () => {
    const contentType = "application/vnd.bbf.usp.msg";
    expect(withoutId(own, recordOf(endpoint), { contentType })).toEqual(changed(endpoint));
    expect(withoutId(own, recordOf(endpoint), { contentType: "usp.msg" })).toEqual(changed(endpoint));
  });

  it("42 usp.error is the errors of 1.0: dropped", () => {
    for (const payload of [recordOf(endpoint), "7100 not parseable", new Uint8Array([0xff])]) {
      expect(pipeline(message(own, payload, { contentType: "usp.error" }))).toEqual({
        kind: "dropped",
        reason: "usp_error",
      });
    }
  });

  it("43 no content type, as by MQTT 3.1.1", () => {
    expect(withoutId(own, recordOf(endpoint), { contentType: null })).toEqual(changed(endpoint));
  });

  it("44 JSON on a topic for Records and a Record on one for reports are wrong, what comes after is not", () => {
    const cases = [
      [own, '{"Report":[{"a":1}]}', "a report on a topic for USP Records", endpoint],
      ["x/bulk/a", recordOf(endpoint), "a USP Record on a topic for reports", endpoint],
    ] as const;
    for (const [topic, payload, detail, endpointId] of cases) {
      const letter = { kind: "dead_letter", reason: "wrong_content", detail, endpointId };
      expect(pipeline(message(topic, payload))).toEqual(letter);
      expect(withoutId(own, recordOf(endpoint))).toEqual(changed(endpoint));
    }
  });
});

describe("what the broker does", () => {
  const report = (second: number): string =>
    JSON.stringify({ Report: [{ CollectionTime: second, "Hosts.1.PhysAddress": "02:00:5E:10:00:01" }] });

  it("45 retained, and sent again (DUP): the flag is in the event, and it is the same fact", () => {
    const first = eventOf("x/bulk/a", report(1_795_330_000));
    const later = epochMs(receivedAt + 5000);
    const retained = eventOf("x/bulk/a", report(1_795_330_000), { retain: true, receivedAt: later });
    expect([first.flags, retained.flags]).toEqual([[], ["retained"]]);
    expect(retained.event_id).toBe(first.event_id);
    const again = eventOf(own, recordOf(endpoint), { receivedAt: later, arrival: 1 });
    expect(again.event_id).toBe(eventOf(own, recordOf(endpoint)).event_id);
  });

  it("46 its status 1 and 0 are online and offline, as it came", () => {
    for (const [value, kind] of [
      ["1", "online"],
      ["0", "offline"],
    ] as const) {
      expect(withoutId(`x/status/${endpoint}`, value)).toEqual({
        ...blank(endpoint, kind, "mqtt-status"),
        events: [{ ...said, name: "mqtt_status", value }],
      });
    }
  });

  it("46 any other status is dropped, and so is a retained one: nothing happened now", () => {
    const fate = (payload: string, more?: Partial<ReceivedMessage>): string =>
      fateOf(pipeline(message(`x/status/${endpoint}`, payload, more)));
    for (const garbage of ["garbage", "2", "10", " 1", '{"Report":[]}']) {
      expect(fate(garbage)).toBe("dropped status");
    }
    expect(fate("1", { retain: true })).toBe("dropped retained_status");
    expect(fate("0", { retain: true })).toBe("dropped retained_status");
    expect(fate("")).toBe("dropped empty_payload");
  });

  it("46 the same status twice is two events, sent again in one session one", () => {
    const id = (more: Partial<ReceivedMessage>): string =>
      eventOf(`x/status/${endpoint}`, "1", more).event_id;
    expect(id({})).toBe(id({}));
    expect(id({ receivedAt: epochMs(receivedAt + 1) })).not.toBe(id({}));
    expect(id({ arrival: 1 })).not.toBe(id({}));
    expect(eventOf(`x/status/${endpoint}`, "0").event_id).not.toBe(id({}));
  });

  it("48 an hour of reports that arrives within seconds: each one is an event of its own time", () => {
    const bridge = createPipeline({
      ...intakeConfig,
      limits: { ...intakeConfig.limits, messages: { perSecond: 200, burst: 10_000 } },
    });
    const first = receivedAt / 1000 - 3600;
    const events = Array.from({ length: 3600 }, (_, index) => {
      const at = epochMs(receivedAt + Math.floor(index / 10));
      const outcome = bridge(
        message("x/bulk/a", report(first + index), { receivedAt: at, arrival: index % 10 }),
      );
      if (outcome.kind !== "produced") throw new Error(fateOf(outcome));
      return outcome.events;
    }).flat();
    expect(events.map(({ observed_at }) => observed_at)).toEqual(
      Array.from({ length: 3600 }, (_, index) => (first + index) * 1000),
    );
    expect(new Set(events.map(({ event_id }) => event_id)).size).toBe(3600);
  });
});
