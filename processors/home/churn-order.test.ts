import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Output } from "#processors/runtime/fold.ts";
import {
  blankAccessPoint,
  blankEvent,
  blankGateway,
  blankHost,
  stationAt,
  stationTables,
  tickAt,
} from "#processors/scenarios/blank.ts";
import { closingTicks, expiryMs, interleave, writtenBy } from "#processors/scenarios/bridges.ts";
import { contentOf, finalWindows, runCut, runWhole } from "#processors/scenarios/run.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { epochMs } from "#schemas/units.ts";

const startAt = 1_000_000;
const names = ["01", "02", "03", "04", "05"];
const tables = [...stationTables, "Device.Hosts.Host."];
const accessPoints = [1, 2, 3].map((number) => ({
  ...blankAccessPoint,
  access_point: `Device.WiFi.AccessPoint.${number}.`,
  radio: `Device.WiFi.Radio.${Math.ceil(number / 2)}.`,
}));

/** What happens in a second of a home: a report of one of two endpoints, or its boot. */
const happening = fc.record({
  second: fc.nat(800),
  endpoint_id: fc.constantFrom("gateway", "gateway", "extender"),
  isBoot: fc.constantFrom(false, false, false, false, false, true),
  stations: fc.subarray(names),
  accessPoint: fc.integer({ min: 1, max: 3 }),
  hosts: fc.subarray(names),
  isInactive: fc.boolean(),
  uptimeSeconds: fc.option(fc.integer({ min: 0, max: 2000 }), { freq: 3 }),
});
type Happening = typeof happening extends fc.Arbitrary<infer Value> ? Value : never;

function toEvent(told: Happening): TelemetryEvent {
  const { endpoint_id } = told;
  const at = startAt + 1000 * told.second;
  const common = {
    ...blankEvent,
    endpoint_id,
    event_id: `${endpoint_id}-${told.second}`,
    received_at: epochMs(at + 100),
  };
  if (told.isBoot) {
    const events = [{ path: "Device.", name: "Boot!", value: null, params: {}, error_code: null }];
    return { ...common, kind: "event", time_quality: "none", observed_at: common.received_at, events };
  }
  const hosts = told.hosts.map((name, index) => ({
    ...blankHost,
    host_mac: `02:00:00:00:00:${name}`,
    path: `Device.Hosts.Host.${index + 1}.`,
    active: !(told.isInactive && index === 0),
    host_name: Number(name) % 2 === 0 ? "even" : null,
  }));
  return {
    ...common,
    observed_at: epochMs(at),
    tables,
    stations: told.stations.map((name) => stationAt(name, told.accessPoint, -50 - Number(name))),
    hosts,
    access_points: accessPoints,
    gateway: told.uptimeSeconds === null ? [] : [{ ...blankGateway, uptime_seconds: told.uptimeSeconds }],
  };
}

/** Empty baselines first: nobody is there without having joined. */
const baselines = ["gateway", "extender"].map((endpoint_id, index): TelemetryEvent => {
  const at = startAt - 2000 + 1000 * index;
  return {
    ...blankEvent,
    endpoint_id,
    event_id: endpoint_id,
    observed_at: epochMs(at),
    received_at: epochMs(at + 100),
    tables,
  };
});

const history = fc
  .uniqueArray(happening, { minLength: 1, maxLength: 60, selector: ({ second }) => second })
  .map((all) => all.toSorted((a, b) => a.second - b.second).map(toEvent))
  .map((events) => [...baselines, ...events]);

const changesOf = (outputs: readonly Output[]): object[] =>
  outputs
    .filter(({ topic }) => topic === "associationChange")
    .map(({ value }) => ({ ...value, row_version: 0 }));

const contentsOf = (outputs: readonly Output[]): object[] =>
  [...finalWindows(outputs).values()].map(contentOf);

const oneBridge = (events: readonly TelemetryEvent[]): Output[] =>
  runWhole([
    tickAt(990_000, "a", expiryMs),
    ...writtenBy("a", events),
    ...closingTicks(1_900_000, "a"),
  ]).flat();

describe("joins, leaves, roams, hosts, reboots and changed MACs of a home of two endpoints", () => {
  it("are the same with two bridges, each as far ahead of the other as it likes, as with one", () => {
    const readers = fc.array(fc.constantFrom("a", "b", "both"), { minLength: 62, maxLength: 62 });
    const picks = fc.array(fc.boolean(), { minLength: 1, maxLength: 400 });
    fc.assert(
      fc.property(history, readers, picks, (events, readBy, order) => {
        const of = (bridgeId: string): TelemetryEvent[] =>
          writtenBy(
            bridgeId,
            events.filter((_, index) => [bridgeId, "both"].includes(readBy[index] ?? "")),
          );
        const two = runWhole([
          ...["a", "b"].map((id) => tickAt(990_000, id, expiryMs)),
          ...interleave(of("a"), of("b"), order),
          ...closingTicks(1_900_000, "a", "b"),
        ]).flat();
        const one = oneBridge(events);
        expect(changesOf(two)).toEqual(changesOf(one));
        expect(contentsOf(two)).toEqual(contentsOf(one));
      }),
      { numRuns: 150 },
    );
  }, 120_000);

  it("are the same wherever a takeover falls", () => {
    const part = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(history, fc.tuple(part, part, part), (events, parts) => {
        const all = [...writtenBy("a", events), ...closingTicks(1_900_000, "a")];
        const [replayFrom = 0, snapshotBefore = 0, cut = 0] = parts
          .map((each) => Math.floor(each * (events.length + 180)))
          .toSorted((a, b) => a - b);
        const second = runCut(all, { cut, snapshotBefore, replayFrom });
        expect(second.flat()).toEqual(runWhole(all).slice(cut).flat());
      }),
      { numRuns: 100 },
    );
  }, 120_000);

  it("are counted in windows", () => {
    fc.assert(
      fc.property(history, (events) => {
        const outputs = oneBridge(events);
        const changes = outputs.flatMap(({ topic, value }) => (topic === "associationChange" ? [value] : []));
        const windows = [...finalWindows(outputs).values()];
        const sum = (
          field:
            | "joins"
            | "leaves"
            | "roams"
            | "host_joins"
            | "host_leaves"
            | "flaps"
            | "ping_pongs"
            | "rotations",
        ) => windows.reduce((total, window) => total + window[field], 0);
        const count = (kind: string) => changes.filter((change) => change.kind === kind).length;
        expect({
          joins: sum("joins"),
          leaves: sum("leaves"),
          roams: sum("roams"),
          hostJoins: sum("host_joins"),
          hostLeaves: sum("host_leaves"),
          flaps: sum("flaps"),
          pingPongs: sum("ping_pongs"),
          rotations: sum("rotations"),
        }).toEqual({
          joins: count("join"),
          leaves: count("leave"),
          roams: count("roam"),
          hostJoins: count("host_join"),
          hostLeaves: count("host_leave"),
          flaps: changes.filter(({ kind, flap }) => kind === "join" && flap).length,
          pingPongs: changes.filter((change) => change.ping_pong).length,
          rotations: changes.filter((change) => change.continues_mac !== null).length,
        });
      }),
      { numRuns: 100 },
    );
  }, 120_000);

  it("follow each other: who joins was not there, who leaves or roams was", () => {
    fc.assert(
      fc.property(history, (events) => {
        const there = new Set<string>();
        const wrong: string[] = [];
        for (const { topic, value } of oneBridge(events)) {
          if (topic !== "associationChange" || value.kind === "emptied") continue;
          const subject = value.host_mac === "" ? value.sta_mac : `host ${value.host_mac}`;
          const isJoin = value.kind === "join" || value.kind === "host_join";
          if (there.has(subject) === isJoin) wrong.push(`${value.kind} ${subject} at ${value.observed_at}`);
          if (value.kind === "leave" || value.kind === "host_leave") there.delete(subject);
          else there.add(subject);
        }
        expect(wrong).toEqual([]);
      }),
      { numRuns: 200 },
    );
  }, 120_000);
});
