import { describe, expect, test } from "vitest";
import { epochMs } from "#schemas/units.ts";
import { context, currentTime, informed, informXml, post, receivedAt } from "./cwmp.fixture.ts";
import { cwmpExchange } from "./exchange.ts";

const uptime = { "Device.DeviceInfo.UpTime": "5" };
const unmapped = { "Device.ManagementServer.ParameterKey": "k" };

const kinds = (events: readonly string[], parameters: Readonly<Record<string, string>>): string =>
  informed({ events, parameters })
    .events.map(({ kind, gateway, events: said }) => {
      const names = said.map(({ name }) => name).join(",");
      return `${kind}(${names})${gateway.length > 0 ? "+rows" : ""}`;
    })
    .join(" ");

describe("what an Inform becomes", () => {
  test.each([
    { events: ["2 PERIODIC"], with: uptime, want: "report()+rows" },
    { events: ["2 PERIODIC"], with: unmapped, want: "event(Periodic!)" },
    {
      events: ["2 PERIODIC", "4 VALUE CHANGE"],
      with: uptime,
      want: "report()+rows value_change(4 VALUE CHANGE)",
    },
    { events: ["1 BOOT", "2 PERIODIC"], with: uptime, want: "report()+rows event(Boot!)" },
    { events: ["4 VALUE CHANGE"], with: uptime, want: "value_change(4 VALUE CHANGE)+rows" },
    { events: ["4 VALUE CHANGE"], with: unmapped, want: "value_change(4 VALUE CHANGE)" },
    { events: ["1 BOOT"], with: uptime, want: "event(Boot!)+rows" },
    { events: ["0 BOOTSTRAP", "1 BOOT"], with: unmapped, want: "event(Boot!)" },
    { events: ["1 BOOT", "4 VALUE CHANGE"], with: uptime, want: "event(Boot!,4 VALUE CHANGE)+rows" },
    { events: ["6 CONNECTION REQUEST"], with: {}, want: "event(6 CONNECTION REQUEST)" },
    { events: ["M Reboot", "X 00256D X"], with: {}, want: "event(M Reboot,X 00256D X)" },
    { events: ["2 Periodic Inform"], with: uptime, want: "report()+rows" },
    { events: ["20 NEWS"], with: uptime, want: "event(20 NEWS)+rows" },
    { events: [], with: uptime, want: "event(Inform)+rows" },
  ])("$events with $with: $want", ({ events, with: parameters, want }) => {
    expect(kinds(events, parameters)).toBe(want);
  });

  test("event codes and command keys stay beside the event, under the data model's root", () => {
    const [event] = informed({
      events: ["0 BOOTSTRAP", "1 BOOT", "M Reboot"],
      commandKey: "key",
      parameters: { "InternetGatewayDevice.ManagementServer.ParameterKey": "" },
    }).events;
    expect(event?.events).toEqual([
      {
        path: "InternetGatewayDevice.",
        name: "Boot!",
        value: null,
        params: { EventCode: "0 BOOTSTRAP, 1 BOOT", CommandKey: "key, key" },
        error_code: null,
      },
      {
        path: "InternetGatewayDevice.",
        name: "M Reboot",
        value: null,
        params: { EventCode: "M Reboot", CommandKey: "key" },
        error_code: null,
      },
    ]);
  });

  test("an Inform covers no table, however many of its rows it has", () => {
    const parameters = { "Device.Hosts.Host.1.PhysAddress": "02:00:00:00:00:01" };
    const [event] = informed({ parameters }).events;
    expect(event).toMatchObject({ kind: "report", hosts: [{ host_mac: "02:00:00:00:00:01" }], tables: [] });
  });

  test("a profile of the stream says how often its reports come; nothing else comes so often", () => {
    const xml = informXml({ events: ["1 BOOT", "2 PERIODIC"], parameters: uptime });
    const profileOf = (stream: string) => ({
      ...context.profileOf(stream),
      intervalMs: stream === "cwmp" ? 300_000 : null,
    });
    const { outcome } = cwmpExchange(post(xml), { ...context, profileOf });
    expect(outcome).toMatchObject({
      events: [
        { kind: "report", interval_ms: 300_000 },
        { kind: "event", interval_ms: null },
      ],
    });
  });

  test("values without a column go beside the first event, under its id", () => {
    const { events, parameters } = informed({
      events: ["2 PERIODIC", "4 VALUE CHANGE"],
      parameters: { ...uptime, ...unmapped },
    });
    expect(parameters).toMatchObject([
      {
        event_id: events[0]?.event_id,
        source: "cwmp",
        profile_id: "cwmp",
        parameters: [{ path: "Device.ManagementServer.ParameterKey", value: "k", value_type: "string" }],
      },
    ]);
  });
});

describe("time", () => {
  test.each([
    { time: currentTime, quality: "reported", at: Date.parse(currentTime) },
    { time: "2026-11-22T07:49:50+01:00", quality: "reported", at: Date.parse(currentTime) },
    { time: "2026-11-22T06:49:50", quality: "assumed_utc", at: Date.parse(currentTime) },
    { time: "0001-01-01T00:00:00Z", quality: "none", at: receivedAt },
    { time: "1970-01-01T00:01:00Z", quality: "out_of_range", at: receivedAt },
    { time: "yesterday", quality: "unparseable", at: receivedAt },
    { time: null, quality: "none", at: receivedAt },
  ])("$time: $quality", ({ time, quality, at }) => {
    const [event] = informed({ currentTime: time, parameters: uptime }).events;
    expect([event?.time_quality, event?.observed_at, event?.time_raw]).toEqual([quality, at, time]);
  });
});

describe("event_id", () => {
  const idsOf = (...given: Parameters<typeof informed>): readonly string[] =>
    informed(...given).events.map(({ event_id }) => event_id);
  const sketch = { events: ["1 BOOT", "2 PERIODIC"], parameters: uptime };
  const later = { receivedAt: epochMs(receivedAt + 5000), arrival: 3 };

  test("an Inform sent again is one fact: retry count, ID, envelopes, version and receive time are not in it", () => {
    const again = { retryCount: 4, id: "8", maxEnvelopes: 2, namespace: "urn:dslforum-org:cwmp-1-2" };
    expect(idsOf({ ...sketch, ...again }, later)).toEqual(idsOf(sketch));
  });

  test("the two events of one Inform are two facts", () => {
    expect(new Set(idsOf(sketch)).size).toBe(2);
  });

  test.each([
    ["another time", { ...sketch, currentTime: "2026-11-22T06:49:51Z" }],
    ["another value", { ...sketch, parameters: { "Device.DeviceInfo.UpTime": "6" } }],
    ["another event", { ...sketch, events: ["1 BOOT", "2 PERIODIC", "4 VALUE CHANGE"] }],
    ["another command key", { ...sketch, commandKey: "k" }],
    ["another device", { ...sketch, device: "<OUI>00256D</OUI><SerialNumber>S2</SerialNumber>" }],
  ])("%s: another fact", (_name, other) => {
    const ids = new Set(idsOf(sketch));
    expect(idsOf(other).filter((id) => ids.has(id))).toEqual([]);
  });

  test("without a time two that say the same are two facts, as nothing tells them apart", () => {
    const untimed = { ...sketch, currentTime: null };
    expect(idsOf(untimed, later)).not.toEqual(idsOf(untimed));
    expect(idsOf(untimed, { arrival: 1 })).not.toEqual(idsOf(untimed));
  });
});
