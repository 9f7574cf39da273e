import { describe, expect, test } from "vitest";
import type { EndpointId, HomeId } from "#schemas/ids.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { epochMs } from "#schemas/units.ts";
import type { Origin } from "../event.ts";
import { intakeConfig } from "../intake.fixture.ts";
import { reportEvents } from "../report/events.ts";
import { readReportText } from "../report/read.ts";
import { createLearnedProfiles } from "./learned-profiles.ts";
import { ProfileBook, profileBookLimits } from "./profile-book.ts";
import type { RowSettings } from "./row-changes.ts";

const streams = { ofTopic: (topic: string) => topic, ofPath: (path: string) => path };

/** A book in which `os::a` has these rows, and what it is read by. */
function learned(...rows: readonly RowSettings[]) {
  const book = new ProfileBook(profileBookLimits, () => undefined);
  const contradictions: unknown[] = [];
  const learn = (number: number, settings: RowSettings, endpointId = "os::a"): void => {
    const change = { kind: "made", row: `Device.BulkData.Profile.${number}.`, settings } as const;
    book.learn({ endpointId, receivedAt: epochMs(0), source: "tap" }, [change]);
  };
  for (const [index, settings] of rows.entries()) learn(index + 1, settings);
  const profileOf = createLearnedProfiles(intakeConfig, {
    book,
    streams,
    onContradiction: (told) => contradictions.push(told),
  });
  return { profileOf, learn, contradictions };
}

function row(
  topic: string,
  references: Readonly<Record<string, string>>,
  more: RowSettings = {},
): RowSettings {
  const entries = Object.entries(references).flatMap(([name, reference], index) => [
    [`Parameter.${index + 1}.Name`, name],
    [`Parameter.${index + 1}.Reference`, reference],
  ]);
  return {
    Protocol: "MQTT",
    "MQTT.PublishTopic": topic,
    ReportingInterval: "60",
    ParameterNumberOfEntries: String(Object.keys(references).length),
    ...Object.fromEntries(entries),
    ...more,
  };
}

const hosts = "Device.Hosts.Host.";
const stations = "Device.WiFi.AccessPoint.*.AssociatedDevice.";
const both = { H: `${hosts}*.`, S: `${stations}*.` };
const mac = "02:00:5E:10:00:01";

/** The one event of a report of `os::a`. */
function read(
  profileOf: ReturnType<typeof learned>["profileOf"],
  stream: string,
  values: Readonly<Record<string, string>>,
): TelemetryEvent {
  const profile = profileOf(stream, "os::a");
  const report = readReportText(JSON.stringify({ Report: [values] }), profile, intakeConfig.limits);
  if (!report.ok) throw new Error(report.detail);
  const origin: Origin = {
    endpointId: "os::a" as EndpointId,
    homeId: "h" as HomeId,
    source: "mqtt-bulk",
    profileId: stream,
    msgId: null,
    receivedAt: epochMs(0),
    arrival: 0,
    flags: [],
  };
  const [event] = reportEvents(report, profile, origin, null).events;
  if (event === undefined) throw new Error("no event");
  return event;
}

describe("a gateway's reports are read by its own definition", () => {
  test("names, covered tables and interval", () => {
    const { profileOf } = learned(row("x", both));
    const event = read(profileOf, "x", { "H.1.PhysAddress": mac });
    expect(event).toMatchObject({ interval_ms: 60_000, tables: [hosts, stations] });
    expect(event.hosts.map(({ host_mac }) => host_mac)).toEqual([mac.toLowerCase()]);
  });

  test("not by another's, nor by one of another stream", () => {
    const { profileOf, learn } = learned();
    learn(1, row("x", both), "os::b");
    learn(1, row("y", both));
    expect(profileOf("x", "os::a")).toMatchObject({ tables: [], intervalMs: null });
    expect(profileOf("x", "os::b")).toMatchObject({ tables: [hosts, stations] });
  });

  test("the settings' definition of a stream comes first", () => {
    const topic = intakeConfig.profiles[0]?.topic ?? "";
    const { profileOf } = learned(row(topic, { S: both.S }));
    expect(profileOf(topic, "os::a")).toMatchObject({ tables: [hosts], intervalMs: 1000 });
  });

  test("a newer definition is used from the next report on", () => {
    const { profileOf, learn } = learned(row("x", both));
    expect(profileOf("x", "os::a").tables).toEqual([hosts, stations]);
    learn(1, row("x", { H: both.H }));
    expect(profileOf("x", "os::a").tables).toEqual([hosts]);
  });

  test("gateways with one definition share how their reports look", () => {
    const { profileOf, learn } = learned(row("x", both));
    learn(9, row("x", both), "os::b");
    expect(profileOf("x", "os::b").layouts).toBe(profileOf("x", "os::a").layouts);
  });
});

test("of many definitions those used last are remembered with the looks of their reports", () => {
  const { profileOf, learn } = learned(row("x", both));
  const layoutsOf = (endpointId: string) => profileOf("x", endpointId).layouts;
  const first = layoutsOf("os::a");
  for (let number = 0; number < 150; number += 1) {
    learn(1, row("x", { [`H${number}`]: both.H }), `os::${number}`);
    expect(layoutsOf(`os::${number}`)).not.toBe(first);
    if (number < 50) expect(layoutsOf("os::a")).toBe(first);
  }
  expect(layoutsOf("os::a")).not.toBe(first);
});

describe("tables are covered as far as the definitions are sure of it", () => {
  test.each([
    ["nothing of the table is left out", "Device.WiFi.Radio.*.", [hosts, stations]],
    ["rows are left out", `${hosts}3.`, [stations]],
    ["a parameter of rows is left out", `${hosts}*.PhysAddress`, [stations]],
    ["rows of one access point are left out", "Device.WiFi.AccessPoint.2.", [hosts]],
    [
      "rows are searched for and left out",
      'Device.WiFi.AccessPoint.[SSID=="a.b"].AssociatedDevice.',
      [hosts],
    ],
    ["everything is left out", "Device.", []],
  ])("%s", (_name, reference, want) => {
    const excluded = { "Parameter.9.Reference": reference, "Parameter.9.Exclude": "true" };
    const { profileOf } = learned(row("x", both, { ...excluded, ParameterNumberOfEntries: "3" }));
    expect(profileOf("x", "os::a").tables).toEqual(want);
  });

  test.each(["4294967296", "18446744073709551615", "1e30", "-1", "0", "often"])(
    "an interval of %s is none",
    (interval) => {
      const { profileOf } = learned(row("x", both, { ReportingInterval: interval }));
      expect(profileOf("x", "os::a").intervalMs).toBeNull();
    },
  );

  test("where two rows send to one stream, by both; the names of both are read", () => {
    const { profileOf } = learned(row("x", both), row("x", { T: both.S }, { ReportingInterval: "30" }));
    expect(profileOf("x", "os::a")).toMatchObject({ tables: [stations], intervalMs: null });
    expect(profileOf("x", "os::a").resolve("T.1.2.MACAddress")?.path).toBe(
      `${stations.replace("*", "1")}2.MACAddress`,
    );
  });
});

describe("a report with a name that the learned definition does not explain", () => {
  test("covers only what is in it, and is told once", () => {
    const { profileOf, contradictions } = learned(row("x", both));
    for (let time = 0; time < 3; time += 1) {
      const event = read(profileOf, "x", { "H.1.PhysAddress": mac, "Z.1.X": "1" });
      expect(event.tables).toEqual([hosts]);
    }
    expect(contradictions).toEqual([{ endpointId: "os::a", stream: "x", name: "Z.1.X" }]);
    expect(read(profileOf, "x", { "H.1.PhysAddress": mac }).tables).toEqual([hosts, stations]);
  });

  test("a full path that no column takes contradicts nothing", () => {
    const { profileOf, contradictions } = learned(row("x", both));
    expect(read(profileOf, "x", { "Device.X_Y.Z": "1" }).tables).toEqual([hosts, stations]);
    expect(contradictions).toEqual([]);
  });
});
