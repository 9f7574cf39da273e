import { expect, test } from "vitest";
import { encodeMessage } from "#proto/message.ts";
import type { Notification } from "#proto/notification.ts";
import { encodeRecord, type UspRecord } from "#proto/record.ts";
import { cameOnline } from "./came-online.ts";
import { capturedPayloads } from "./capture.fixture.ts";

const record = (type: UspRecord["type"]): Uint8Array =>
  encodeRecord({ version: "1.3", toId: "self::c", fromId: "os::a", payloadSecurity: "plaintext", type });
const notify = (notification: Notification): Uint8Array =>
  record({
    kind: "no_session_context",
    payload: encodeMessage({
      msgId: "1",
      body: { kind: "notify", notify: { subscriptionId: "", sendResp: true, notification } },
    }),
  });

test("a connect record, a Boot! and a request to be onboarded say so", () => {
  const connect = (version: "5" | "3.1.1") => record({ kind: "mqtt_connect", version, subscribedTopic: "x" });
  expect(cameOnline(connect("5"))).toEqual({ endpointId: "os::a", repliesByTopic: false });
  expect(cameOnline(connect("3.1.1"))).toEqual({ endpointId: "os::a", repliesByTopic: true });
  expect(
    cameOnline(notify({ kind: "event", objectPath: "Device.", eventName: "Boot!", params: {} })),
  ).toMatchObject({ endpointId: "os::a" });
  const onboard = {
    kind: "onboard",
    oui: "00D09E",
    productClass: "",
    serialNumber: "1",
    supportedVersions: "1.3",
  } as const;
  expect(cameOnline(notify(onboard))).toMatchObject({ endpointId: "os::a" });
});

test("anything else does not", () => {
  expect(
    cameOnline(
      notify({ kind: "event", objectPath: "Device.LocalAgent.", eventName: "Periodic!", params: {} }),
    ),
  ).toBeNull();
  expect(cameOnline(notify({ kind: "value_change", parameterPath: "Device.X", value: "1" }))).toBeNull();
  expect(cameOnline(record({ kind: "disconnect", reason: "", reasonCode: 0 }))).toBeNull();
  expect(cameOnline(Buffer.from('{"Report":[]}'))).toBeNull();
  expect(cameOnline(new Uint8Array())).toBeNull();
});

test("of a real agent's traffic with two restarts: three connects and three Boot! events", () => {
  const online = capturedPayloads("boot-periodic-v5")
    .map((payload) => cameOnline(payload)?.endpointId ?? null)
    .filter((id) => id !== null);
  expect(new Set(online)).toEqual(new Set(["os::00D09E-cpe-test-1"]));
  expect(online.length).toBe(6);
});
