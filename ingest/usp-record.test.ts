import { describe, expect, test } from "vitest";
import type { Notification as Notified } from "#proto/notification.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { epochMs } from "#schemas/units.ts";
import {
  pipeline,
  receivedAt,
  endpoint,
  message,
  record,
  notifyRecord,
  valueChange,
  own,
  fateOf,
  eventOf,
} from "./intake.fixture.ts";

describe("notifications: one change or one event each", () => {
  test.each<readonly [string, Notified, Partial<TelemetryEvent>]>([
    [
      "event",
      {
        kind: "event",
        objectPath: "Device.",
        eventName: "Boot!",
        params: { Cause: "LocalReboot", __proto__x: "1" },
      },
      {
        events: [
          {
            path: "Device.",
            name: "Boot!",
            value: null,
            params: { Cause: "LocalReboot", __proto__x: "1" },
            error_code: null,
          },
        ],
      },
    ],
    [
      "value_change",
      { kind: "value_change", parameterPath: "Device.WiFi.X", value: "-44" },
      { events: [{ path: "Device.WiFi.X", name: "", value: "-44", params: {}, error_code: null }] },
    ],
    [
      "object_creation",
      {
        kind: "object_creation",
        objectPath: "Device.Hosts.Host.6.",
        uniqueKeys: { PhysAddress: "02:00:5e:10:00:01" },
      },
      {
        changes: [
          {
            kind: "created",
            path: "Device.Hosts.Host.6.",
            unique_keys: { PhysAddress: "02:00:5e:10:00:01" },
          },
        ],
      },
    ],
    [
      "object_deletion",
      { kind: "object_deletion", objectPath: "Device.Hosts.Host.6." },
      { changes: [{ kind: "deleted", path: "Device.Hosts.Host.6.", unique_keys: {} }] },
    ],
    [
      "operation_complete",
      {
        kind: "operation_complete",
        objectPath: "Device.IP.Diagnostics.",
        commandName: "IPPing()",
        commandKey: "",
        result: { kind: "failure", code: 7022, message: "" },
      },
      {
        events: [
          { path: "Device.IP.Diagnostics.", name: "IPPing()", value: null, params: {}, error_code: 7022 },
        ],
      },
    ],
    [
      "onboard",
      { kind: "onboard", oui: "00D09E", productClass: "p", serialNumber: "s", supportedVersions: "1.3" },
      {
        events: [
          {
            path: "",
            name: "OnBoardRequest",
            value: null,
            params: {
              oui: "00D09E",
              product_class: "p",
              serial_number: "s",
              agent_supported_protocol_versions: "1.3",
            },
            error_code: null,
          },
        ],
      },
    ],
  ])("%s", (kind, notified, arrays) => {
    const event = eventOf(own, notifyRecord(notified));
    expect(event).toMatchObject({
      kind,
      source: "usp-notify",
      endpoint_id: endpoint,
      home_id: `home of ${endpoint}`,
      profile_id: "sub",
      msg_id: "m1",
      observed_at: receivedAt,
      received_at: receivedAt,
      time_quality: "none",
      tables: [],
    });
    expect({ events: event.events, changes: event.changes }).toEqual({ events: [], changes: [], ...arrays });
  });

  test("command key and error text of an operation are kept beside it", () => {
    const outcome = pipeline(
      message(
        own,
        notifyRecord({
          kind: "operation_complete",
          objectPath: "Device.",
          commandName: "Reboot()",
          commandKey: "k",
          result: { kind: "failure", code: 7022, message: "no" },
        }),
      ),
    );
    if (outcome.kind !== "produced") throw new Error(fateOf(outcome));
    expect(outcome.parameters).toMatchObject([
      {
        event_id: outcome.events[0]?.event_id,
        parameters: [
          { path: "Device.Reboot().CommandKey", value: "k" },
          { path: "Device.Reboot().ErrorMessage", value: "no" },
        ],
      },
    ]);
  });

  test("sent again it is the same event; with other words, or another msg_id, another", () => {
    const id = (notified: Notified, msgId: string, at = 0): string =>
      eventOf(own, notifyRecord(notified, msgId), { receivedAt: epochMs(receivedAt + at) }).event_id;
    expect(id(valueChange, "m1", 9000)).toBe(id(valueChange, "m1"));
    expect(id({ kind: "value_change", parameterPath: "Device.X", value: "8" }, "m1")).not.toBe(
      id(valueChange, "m1"),
    );
    expect(id(valueChange, "m2")).not.toBe(id(valueChange, "m1"));
    expect(id(valueChange, "", 1)).not.toBe(id(valueChange, ""));
  });

  test("what a broker sent before to a process that is gone is flagged: a connect record may be there twice", () => {
    const online = record({ kind: "mqtt_connect", version: "5", subscribedTopic: "t" });
    const flags = (more: object) => eventOf(own, online, more).flags;
    expect([flags({}), flags({ redelivered: true })]).toEqual([[], ["redelivered"]]);
    expect(eventOf("x/status/a", "1", { redelivered: true }).flags).toEqual(["redelivered"]);
    expect(eventOf("x/bulk/a", '{"Report":[{"X":1}]}', { redelivered: true }).flags).toEqual(["redelivered"]);
  });

  test("without time and msg_id two alike are two, in one millisecond too", () => {
    const online = record({ kind: "mqtt_connect", version: "5", subscribedTopic: "t" });
    for (const payload of [online, notifyRecord(valueChange, "")]) {
      const [first, second] = [0, 1].map((arrival) => eventOf(own, payload, { arrival }).event_id);
      expect(first).not.toBe(second);
    }
    const repeated = [0, 1].map(
      (arrival) => eventOf(own, notifyRecord(valueChange, "m1"), { arrival }).event_id,
    );
    expect(repeated[0]).toBe(repeated[1]);
  });

  test("connect and disconnect are online and offline", () => {
    const online = eventOf(own, record({ kind: "mqtt_connect", version: "5", subscribedTopic: "x/agent/a" }));
    expect(online).toMatchObject({
      kind: "online",
      source: "usp-record",
      profile_id: "",
      msg_id: null,
      events: [{ params: { version: "5", subscribed_topic: "x/agent/a" }, error_code: null }],
    });
    const offline = eventOf(own, record({ kind: "disconnect", reason: "bye", reasonCode: 7106 }));
    expect(offline).toMatchObject({
      kind: "offline",
      events: [{ params: { reason: "bye" }, error_code: 7106 }],
    });
  });

  test("retained is flagged", () => {
    expect(eventOf(own, notifyRecord(valueChange), { retain: true }).flags).toEqual(["retained"]);
  });
});
