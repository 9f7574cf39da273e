/**
 * Cases 9 and 59 to 62 of the catalogue in the domain reference, section 10: whose Notifies count, and which of them a
 * controller of our own answers with which bytes (TR-369 R-NOT.7 to R-NOT.10).
 */
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { field, joined, varintField } from "#proto/raw-field.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { epochMs } from "#schemas/units.ts";
import type { ReceivedMessage } from "../admit.ts";
import type { ControllerConfig } from "../config.ts";
import type { Outcome } from "../outcome.ts";
import { createPipeline } from "../pipeline.ts";
import { endpoint, fateOf, intakeConfig, message, own, receivedAt } from "../intake.fixture.ts";

const us = "self::us";
const responder: ControllerConfig = { mode: "responder", endpointId: us, counted: [] };

interface Sent {
  readonly to?: string;
  readonly from?: string;
  readonly msgId?: string;
  readonly value?: string;
  readonly sendResp?: boolean;
}

const enclose = (to: string, from: string, payload: Uint8Array): Uint8Array =>
  joined(field(1, "1.3"), field(2, to), field(3, from), field(7, field(2, payload)));

/** A ValueChange of subscription `s`, composed by hand. */
function notified({ to = us, from = endpoint, msgId = "m", value = "7", sendResp = true }: Sent): Uint8Array {
  const change = field(4, field(1, "Device.X"), field(2, value));
  const notify = field(8, field(1, "s"), ...(sendResp ? [varintField(2, 1)] : []), change);
  return enclose(to, from, joined(field(1, field(1, msgId), varintField(2, 3)), field(2, field(1, notify))));
}

/** The NotifyResp for subscription `s`: header msg_id and NOTIFY_RESP (16), body response notify_resp. */
const notifyResp = (msgId: string): Uint8Array =>
  enclose(
    endpoint,
    us,
    joined(field(1, field(1, msgId), varintField(2, 16)), field(2, field(2, field(8, field(1, "s"))))),
  );

const agentTopic = `x/agent/${endpoint}`;
const bridgeOf = (controller: ControllerConfig) => {
  const pipeline = createPipeline({ ...intakeConfig, controller });
  return (payload: Uint8Array, more: Partial<ReceivedMessage> & { topic?: string } = {}): Outcome =>
    pipeline(message(more.topic ?? own, payload, { responseTopic: agentTopic, ...more }));
};
const eventsOf = (outcome: Outcome): readonly TelemetryEvent[] => {
  if (outcome.kind !== "produced") throw new Error(fateOf(outcome));
  return outcome.events;
};

describe("a Notify that wants an answer", () => {
  it("59 twice with one msg_id is one event, and both are answered", () => {
    const receive = bridgeOf(responder);
    const first = receive(notified({}));
    const again = receive(notified({}), { receivedAt: epochMs(receivedAt + 5000) });
    expect(eventsOf(again).map(({ event_id }) => event_id)).toEqual(
      eventsOf(first).map(({ event_id }) => event_id),
    );
    for (const { answer } of [first, again]) {
      expect(answer).toEqual({ topic: agentTopic, replyTo: own, payload: expect.anything() });
      expect(Buffer.from(answer?.payload ?? []).toString("hex")).toBe(
        Buffer.from(notifyResp("m")).toString("hex"),
      );
    }
  });

  it("60 with the same msg_id and other content is another event, answered too", () => {
    const receive = bridgeOf(responder);
    const outcomes = [receive(notified({ value: "7" })), receive(notified({ value: "8" }))];
    const ids = outcomes.map((outcome) => eventsOf(outcome)[0]?.event_id);
    expect(new Set(ids).size).toBe(2);
    expect(outcomes.map(({ answer }) => answer?.topic)).toEqual([agentTopic, agentTopic]);
  });

  it("61 has none when it says send_resp=false", () => {
    const outcome = bridgeOf(responder)(notified({ sendResp: false }));
    expect(fateOf(outcome)).toBe("value_change usp-notify");
    expect(outcome.answer).toBeUndefined();
  });

  it("is answered also when nothing, or nothing readable, is in it: its bytes are kept", () => {
    const push = (data: string): Uint8Array => {
      const entry = field(3, field(1, "Data"), field(2, data));
      const event = field(3, field(1, "Device.BulkData.Profile.1."), field(2, "Push!"), entry);
      const notify = field(8, field(1, "s"), varintField(2, 1), event);
      return enclose(
        us,
        endpoint,
        joined(field(1, field(1, "m"), varintField(2, 3)), field(2, field(1, notify))),
      );
    };
    const receive = bridgeOf(responder);
    const outcomes = [receive(push('{"Report":[]}')), receive(push("{"))];
    expect(outcomes.map(fateOf)).toEqual(["dropped empty_report", "dead_letter bulk_parse_error"]);
    expect(outcomes.map(({ answer }) => answer?.topic)).toEqual([agentTopic, agentTopic]);
  });

  it("is never answered by a tap", () => {
    for (const counted of [null, [us]]) {
      const outcome = bridgeOf({ mode: "tap", counted })(notified({}));
      expect(fateOf(outcome)).toBe("value_change usp-notify");
      expect(outcome.answer).toBeUndefined();
    }
  });
});

describe("62 what other controllers are told is seen and no event", () => {
  const responses = { get_resp: [2, 1], set_resp: [5, 3], notify_resp: [16, 8] } as const;
  it.each(Object.entries(responses))("62 %s", (_name, [msgType, number]) => {
    const payload = joined(
      field(1, field(1, "m"), varintField(2, msgType)),
      field(2, field(2, field(number))),
    );
    for (const controller of [responder, { mode: "tap", counted: null } as const]) {
      const outcome = bridgeOf(controller)(enclose("controller", endpoint, payload));
      expect(outcome).toEqual({ kind: "dropped", reason: "response" });
    }
  });

  it("62 what a controller sends to an agent", () => {
    expect(bridgeOf(responder)(notifyResp("m"), { topic: agentTopic })).toEqual({
      kind: "dropped",
      reason: "to_agent",
    });
  });
});

describe("9 to_id of another controller", () => {
  const online = joined(
    field(1, "1.3"),
    field(2, "controller"),
    field(3, endpoint),
    field(10, varintField(1, 1), field(2, agentTopic)),
  );
  const cases: readonly (readonly [string, ControllerConfig, string, readonly string[]])[] = [
    ["counts for a tap", { mode: "tap", counted: null }, "value_change usp-notify", []],
    [
      "counts for a tap that names it",
      { mode: "tap", counted: ["controller"] },
      "value_change usp-notify",
      [],
    ],
    ["is not for a tap that names others", { mode: "tap", counted: ["b"] }, "dropped other_controller", []],
    ["is not for a controller of our own", responder, "dropped other_controller", []],
    [
      "counts for one that names it, flagged",
      { ...responder, counted: ["controller"] },
      "value_change usp-notify",
      ["to_id_mismatch"],
    ],
  ];
  it.each(cases)("9 %s, and is not answered", (_name, controller, fate, flags) => {
    const outcome = bridgeOf(controller)(notified({ to: "controller" }));
    expect(fateOf(outcome)).toBe(fate);
    expect(outcome.answer).toBeUndefined();
    if (outcome.kind === "produced") expect(outcome.events[0]?.flags).toEqual(flags);
    const connected = fateOf(bridgeOf(controller)(online));
    expect(connected).toBe(fate.replace("value_change usp-notify", "online usp-record"));
  });
});

describe("where the answer goes", () => {
  const connect = (from: string, topic: string): Uint8Array =>
    joined(field(1, "1.3"), field(2, us), field(3, from), field(10, varintField(1, 1), field(2, topic)));

  it("to the topic the agent named when it connected, where the Notify names none", () => {
    const receive = bridgeOf(responder);
    const silent = { responseTopic: null };
    const unanswered = receive(notified({}), silent);
    expect([unanswered.answer, eventsOf(unanswered)[0]?.flags]).toEqual([undefined, ["unanswerable"]]);
    receive(connect(endpoint, "somewhere/a"), silent);
    expect(receive(notified({}), silent).answer?.topic).toBe("somewhere/a");
    expect(receive(notified({})).answer?.topic).toBe(agentTopic);
  });

  it("not to one that was named on a topic of nobody's: anybody may speak there", () => {
    const receive = bridgeOf(responder);
    receive(connect(endpoint, "somewhere/else"), { topic: "x/controller", responseTopic: null });
    expect(receive(notified({}), { responseTopic: null }).answer).toBeUndefined();
  });

  it.each([
    ["a wildcard", "x/agent/#"],
    ["another gateway's topic", "x/agent/os::00D09E-b"],
    ["one below another gateway's", "x/agent/os::00D09E-b/c/d"],
    ["a topic that gateways speak on", "x/controller"],
    ["a topic for reports", "x/bulk/a"],
    ["the broker's own", "$SYS/broker"],
  ])("never to %s", (_name, responseTopic) => {
    const outcome = bridgeOf(responder)(notified({}), { responseTopic });
    expect([outcome.answer, eventsOf(outcome)[0]?.flags]).toEqual([undefined, ["unanswerable"]]);
  });

  it("an endpoint whose topic is percent-encoded is the same", () => {
    const responseTopic = `x/agent/${encodeURIComponent(endpoint)}`;
    expect(bridgeOf(responder)(notified({}), { responseTopic }).answer?.topic).toBe(responseTopic);
  });
});

describe("messages of one endpoint beyond its rate", () => {
  const limited = createPipeline({
    ...intakeConfig,
    limits: { ...intakeConfig.limits, messages: { perSecond: 1, burst: 2 } },
    controller: responder,
  });
  it("are dead letters, unanswered; others' are not, and in time its own are not", () => {
    const receive = (from: string, topic: string, at = 0): string =>
      fateOf(limited(message(topic, notified({ from }), { receivedAt: epochMs(receivedAt + at) })));
    const other = "os::00D09E-b";
    const fates = [
      receive(endpoint, own),
      receive(endpoint, own),
      receive(endpoint, own),
      receive(other, `x/controller/${other}`),
      receive(endpoint, own, 999),
      receive(endpoint, own, 1000),
    ];
    const [event, excess] = ["value_change usp-notify", "dead_letter rate_exceeded"];
    expect(fates).toEqual([event, event, excess, event, excess, event]);
  });

  it("and so are its bytes beyond their rate, those of a packed report as they are unpacked", () => {
    const small = createPipeline({
      ...intakeConfig,
      limits: { ...intakeConfig.limits, bytes: { perSecond: 1, burst: 5000 } },
    });
    const report = `{"Report":[{"X":"${"x".repeat(6000)}"}]}`;
    const packed = gzipSync(report);
    const fates = [packed, packed].map((payload) => fateOf(small(message("x/bulk/a", payload))));
    expect(fates).toEqual(["report mqtt-bulk", "dead_letter rate_exceeded"]);
    expect(fateOf(small(message("x/bulk/b", report)))).toBe("report mqtt-bulk");
  });

  it("an id that only the Record claims takes nothing from the gateway's own topics", () => {
    const victim = "os::00D09E-victim";
    const claimed = Array.from({ length: 5 }, () =>
      fateOf(limited(message("x/controller", notified({ from: victim })))),
    );
    expect(claimed.filter((fate) => fate === "dead_letter rate_exceeded")).toHaveLength(3);
    expect(fateOf(limited(message("x/bulk/victim", '{"Report":[{}]}')))).toBe("report mqtt-bulk");
  });
});
