/**
 * Cases 49 to 58 and 63 of the catalogue in the domain reference, section 10: the bytes of a Record in, the whole event or
 * the dead letter out. What is the same in all of them (home, endpoint, times) is looked at once.
 */
import { describe, expect, it } from "vitest";
import { field, joined, varintField } from "#proto/raw-field.ts";
import type { Notification, RowChange, TelemetryEvent } from "#schemas/telemetry-event.ts";
import { endpoint, eventOf, message, own, pipeline, receivedAt, record } from "../intake.fixture.ts";

/** A Record with a Notify of subscription `s`; `notification` is its oneof's member as it is on the wire. */
const notified = (...notification: Uint8Array[]): Uint8Array =>
  record({
    kind: "no_session_context",
    payload: joined(
      field(1, field(1, "m-1"), varintField(2, 3)),
      field(2, field(1, field(8, field(1, "s"), ...notification))),
    ),
  });

const entry = (key: string, value: string): Uint8Array => joined(field(1, key), field(2, value));
const event = (path: string, name: string, params: readonly (readonly [string, string])[] = []): Uint8Array =>
  notified(
    field(3, field(1, path), field(2, name), ...params.map(([key, value]) => field(3, entry(key, value)))),
  );
const valueChange = (path: string, value: string): Uint8Array =>
  notified(field(4, field(1, path), field(2, value)));
const creation = (path: string, ...keys: Uint8Array[]): Uint8Array =>
  notified(field(5, field(1, path), ...keys.map((key) => field(2, key))));
const deletion = (path: string): Uint8Array => notified(field(6, field(1, path)));
const operation = (...result: Uint8Array[]): Uint8Array =>
  notified(field(7, field(1, "Device.IP.Diagnostics."), field(2, "IPPing()"), field(3, ""), ...result));
const push = (data: string | null, path = "Device.BulkData.Profile.1."): Uint8Array =>
  event(path, "Push!", data === null ? [] : [["Data", data]]);

const notification = (given: Partial<Notification>): Partial<TelemetryEvent> => ({
  events: [{ path: "", name: "", value: null, params: {}, error_code: null, ...given }],
});
const change = (given: RowChange): Partial<TelemetryEvent> => ({ changes: [given] });

/** Everything a notification's event holds beside its kind and what is asked for. */
const blank = {
  home_id: `home of ${endpoint}`,
  endpoint_id: endpoint,
  profile_id: "s",
  source: "usp-notify",
  observed_at: receivedAt,
  received_at: receivedAt,
  time_quality: "none",
  time_raw: null,
  msg_id: "m-1",
  flags: [],
  tables: [],
  stations: [],
  hosts: [],
  radios: [],
  access_points: [],
  gateway: [],
  changes: [],
  events: [],
  tick: null,
  interval_ms: null,
};

describe("a Notify and the event it is", () => {
  const station = "Device.WiFi.AccessPoint.1.AssociatedDevice.1.";
  const cases: readonly (readonly [string, Uint8Array, TelemetryEvent["kind"], Partial<TelemetryEvent>])[] = [
    [
      '49 ValueChange with param_path ending "." is normalized',
      valueChange(`${station}SignalStrength.`, "-44"),
      "value_change",
      notification({ path: `${station}SignalStrength`, value: "-44" }),
    ],
    [
      "50 Event obj_path without trailing dot is the same event as with it",
      event("Device.LocalAgent", "Periodic!"),
      "event",
      notification({ path: "Device.LocalAgent.", name: "Periodic!" }),
    ],
    [
      "51 Event with zero params is emitted",
      event("Device.LocalAgent.", "Periodic!"),
      "event",
      notification({ path: "Device.LocalAgent.", name: "Periodic!" }),
    ],
    [
      "54 Push! from Device.PeriodicStatistics.SampleSet.1. is an event, not sent to the report decoder",
      event("Device.PeriodicStatistics.SampleSet.1.", "Push!", [
        ["Parameter.1.Reference", "Device.DeviceInfo.ProcessStatus.CPUUsage"],
        ["Parameter.1.Values", "3,5,8"],
        ["Parameter.1.SampleSeconds", "60,60,60"],
      ]),
      "event",
      notification({
        path: "Device.PeriodicStatistics.SampleSet.1.",
        name: "Push!",
        params: {
          "Parameter.1.Reference": "Device.DeviceInfo.ProcessStatus.CPUUsage",
          "Parameter.1.Values": "3,5,8",
          "Parameter.1.SampleSeconds": "60,60,60",
        },
      }),
    ],
    [
      "55 ObjectDeletion carries the path and no key",
      deletion(station),
      "object_deletion",
      change({ kind: "deleted", path: station, unique_keys: {} }),
    ],
    [
      "55 ObjectCreation carries the key that a later deletion of the path is about",
      creation(station.slice(0, -1), entry("MACAddress", "02:00:5E:10:00:01")),
      "object_creation",
      change({ kind: "created", path: station, unique_keys: { MACAddress: "02:00:5E:10:00:01" } }),
    ],
    [
      "56 OperationComplete with cmd_failure 7022 is a failure",
      operation(field(5, Uint8Array.of(0x0d, 0x6e, 0x1b, 0, 0))),
      "operation_complete",
      notification({ path: "Device.IP.Diagnostics.", name: "IPPing()", error_code: 7022 }),
    ],
    [
      "56 a code beyond 31 bits is a failure too, as it came",
      operation(field(5, Uint8Array.of(0x0d, 0xff, 0xff, 0xff, 0xff))),
      "operation_complete",
      notification({
        path: "Device.IP.Diagnostics.",
        name: "IPPing()",
        params: { ErrorCode: "4294967295" },
      }),
    ],
    [
      "56 the largest of 31 bits",
      operation(field(5, Uint8Array.of(0x0d, 0xff, 0xff, 0xff, 0x7f))),
      "operation_complete",
      notification({ path: "Device.IP.Diagnostics.", name: "IPPing()", error_code: 2_147_483_647 }),
    ],
    [
      "56 OperationComplete with output",
      operation(field(4, field(1, entry("AverageResponseTime", "12")))),
      "operation_complete",
      notification({
        path: "Device.IP.Diagnostics.",
        name: "IPPing()",
        params: { AverageResponseTime: "12" },
      }),
    ],
    [
      "63 Boot! with a ParameterMap that is no JSON is kept with the text as it came",
      event("Device.", "Boot!", [
        ["Cause", "LocalReboot"],
        ["ParameterMap", '{"Device.DeviceInfo.SoftwareVersion":"1.2'],
      ]),
      "event",
      notification({
        path: "Device.",
        name: "Boot!",
        params: { Cause: "LocalReboot", ParameterMap: '{"Device.DeviceInfo.SoftwareVersion":"1.2' },
      }),
    ],
  ];

  it.each(cases)("%s", (_name, bytes, kind, given) => {
    const { event_id, ...found } = eventOf(own, bytes);
    expect(event_id).toMatch(/^[0-9a-f]{32}$/);
    expect(found).toMatchObject({ ...blank, kind, ...given });
  });

  const radio = "Device.WiFi.Radio.2.";
  it("a ValueChange of a row that its path identifies is an observation of that row too", () => {
    const found = eventOf(own, valueChange(`${radio}Channel`, "44"));
    expect(found).toMatchObject({
      ...blank,
      kind: "value_change",
      radios: [{ radio, channel: 44, band: null }],
      ...notification({ path: `${radio}Channel`, value: "44" }),
    });
  });

  it.each([
    ["gateway", "Device.DeviceInfo.UpTime", "7", [{ uptime_seconds: 7 }]],
    ["access_points", "Device.WiFi.AccessPoint.2.SSIDReference", "Device.WiFi.SSID.3.", [{}]],
    ["access_points", "Device.WiFi.SSID.3.SSID", "home", [{ ssid: "home" }]],
    ["interfaces", "Device.IP.Interface.1.Stats.BytesSent", "9", [{ bytes_sent_total: 9 }]],
    ["stations", `${station}MACAddress`, "02:00:5E:10:00:01", [{ sta_mac: "02:00:5e:10:00:01" }]],
    ["hosts", "Device.Hosts.Host.4.PhysAddress", "02:00:5E:10:00:01", [{ host_mac: "02:00:5e:10:00:01" }]],
  ] as const)("of %s: %s", (array, path, value, rows) => {
    const found = eventOf(own, valueChange(path, value));
    expect(found[array]).toMatchObject(rows);
    expect(found.events).toMatchObject([{ path, value }]);
  });

  it.each([
    ["of a host: the same", "Device.Hosts.Host.4.Active", "false"],
    ["of what is below a host", "Device.Hosts.Host.4.IPv4Address.1.IPAddress", "192.0.2.7"],
    ["of a station: the path says no MAC", `${station}SignalStrength`, "-44"],
    ["of a value that can't be read", `${radio}Channel`, "auto"],
    ["of a parameter without a column", `${radio}X_Fan`, "1"],
    ["of a path of another root", "InternetGatewayDevice.DeviceInfo.UpTime", "1"],
  ])("no other ValueChange is: %s", (_name, path, value) => {
    const { stations, hosts, radios, gateway, events } = eventOf(own, valueChange(path, value));
    expect([stations, hosts, radios, gateway]).toEqual([[], [], [], []]);
    expect(events).toMatchObject([{ path, value }]);
  });

  it("63 Boot! with a ParameterMap is an observation of what is in it, too", () => {
    const map = JSON.stringify({
      "Device.DeviceInfo.SoftwareVersion": "1.2",
      "Device.DeviceInfo.UpTime": 7,
      "Device.X": "y",
    });
    const found = eventOf(own, event("Device.", "Boot!", [["ParameterMap", map]]));
    expect(found.gateway).toMatchObject([{ software_version: "1.2", uptime_seconds: 7 }]);
    expect(found).toMatchObject(
      notification({ path: "Device.", name: "Boot!", params: { ParameterMap: map } }),
    );
  });

  it.each(["[1]", "{}{}", '{"a":{"b":{"c":1}}}', "{", '{"a":1},{"b":2}', ""])(
    "63 Boot! with a ParameterMap of %j is an event alone",
    (map) => {
      const found = eventOf(own, event("Device.", "Boot!", [["ParameterMap", map]]));
      expect(found).toMatchObject({ ...blank, kind: "event", events: [{ params: { ParameterMap: map } }] });
    },
  );

  it("58 OnBoardRequest with subscription_id empty is an onboard event of no subscription", () => {
    const request = field(8, field(1, "00D09E"), field(2, "gw"), field(3, "SN1"), field(4, "1.0,1.3"));
    const payload = joined(
      field(1, field(1, "m-1"), varintField(2, 3)),
      field(2, field(1, field(8, request))),
    );
    expect(eventOf(own, record({ kind: "no_session_context", payload }))).toMatchObject({
      ...blank,
      kind: "onboard",
      profile_id: "",
      ...notification({
        name: "OnBoardRequest",
        params: {
          oui: "00D09E",
          product_class: "gw",
          serial_number: "SN1",
          agent_supported_protocol_versions: "1.0,1.3",
        },
      }),
    });
  });

  it("52 Push! with JSON in Data is a report, not only an event", () => {
    const data = JSON.stringify({
      Report: [
        {
          CollectionTime: receivedAt / 1000 - 5,
          "Device.Hosts.Host.1.PhysAddress": "02:00:5E:10:00:01",
          "Device.Hosts.Host.1.Active": true,
        },
      ],
    });
    const { hosts, ...found } = eventOf(own, push(data));
    expect(found).toMatchObject({
      ...{ kind: "report", source: "usp-push", profile_id: "Device.BulkData.Profile.1.", msg_id: "m-1" },
      ...{
        observed_at: receivedAt - 5000,
        time_quality: "reported",
        time_raw: String(receivedAt / 1000 - 5),
      },
      ...{ tables: ["Device.Hosts.Host."], events: [], changes: [] },
    });
    expect(hosts).toMatchObject([
      { host_mac: "02:00:5e:10:00:01", path: "Device.Hosts.Host.1.", active: true },
    ]);
  });
});

describe("a Notify that is a dead letter", () => {
  const at = "Push! of Device.BulkData.Profile.1.";
  it.each([
    ["53 Push! with Data empty", push(""), "bulk_parse_error", `${at}: expected a report at the end`],
    ["53 Push! without Data", push(null), "bulk_parse_error", `${at}: expected a report at the end`],
    [
      "53 Push! with Data that is not JSON: an excerpt says what was there",
      push("out of memory"),
      "bulk_parse_error",
      `${at}: expected a report at character 0: "out of memory"`,
    ],
    [
      "57 OperationComplete with neither output nor failure",
      operation(),
      "notification_invalid",
      "oper_complete with neither output nor failure",
    ],
    [
      "49 ValueChange of no parameter",
      valueChange(".", "1"),
      "notification_invalid",
      "value_change without param_path",
    ],
  ])("%s", (_name, bytes, reason, detail) => {
    expect(pipeline(message(own, bytes))).toEqual({
      kind: "dead_letter",
      reason,
      detail,
      endpointId: endpoint,
    });
  });
});
