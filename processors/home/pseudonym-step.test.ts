import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Output } from "#processors/runtime/fold.ts";
import { blankEvent, blankHost, stationAt, stationTables, tickAt } from "#processors/scenarios/blank.ts";
import { closingTicks, expiryMs, interleave, writtenBy } from "#processors/scenarios/bridges.ts";
import { finalWindows, runCut, runWhole } from "#processors/scenarios/run.ts";
import { toPseudonymFlag } from "#schemas/pseudonym-flag.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { epochMs } from "#schemas/units.ts";

const startAt = 1_000_000;
const rotationAt = startAt + 200_000;

/** Stations and hosts have other names from the rotation on; `switchedOn`: names in the clear before it. */
const epochOf = (receivedAt: number): string => (receivedAt < rotationAt ? "a" : "b");
const named = (name: string, receivedAt: number): string =>
  epochOf(receivedAt) === "a" ? name : `1${name.slice(1)}`;

function report(at: number, names: readonly string[], over: Partial<TelemetryEvent> = {}): TelemetryEvent {
  const receivedAt = over.received_at ?? epochMs(at + 100);
  const own = names.map((name) => named(name, receivedAt));
  return {
    ...blankEvent,
    event_id: `${over.endpoint_id ?? "gateway"}-${at}`,
    observed_at: epochMs(at),
    received_at: receivedAt,
    flags: [toPseudonymFlag(epochOf(receivedAt))],
    tables: [...stationTables, "Device.Hosts.Host."],
    stations: own.map((name) => stationAt(name, 1, -50)),
    hosts: own.map((name, index) => ({
      ...blankHost,
      host_mac: `02:00:00:00:00:${name}`,
      path: `Device.Hosts.Host.${index + 1}.`,
      active: true,
      host_name: name,
    })),
    ...over,
  };
}

const changesOf = (outputs: readonly Output[]) =>
  outputs.flatMap(({ topic, value }) => (topic === "associationChange" ? [value] : []));
const told = (outputs: readonly Output[]) =>
  changesOf(outputs).map(({ kind, sta_mac, host_mac, reason, count }) =>
    [kind, sta_mac.slice(-2) || host_mac.slice(-2), reason, count].join(" "),
  );

/** One live bridge: churn waits for no other. */
const live = tickAt(400_000, "a", expiryMs);
const quiet = Array.from({ length: 40 }, (_, index) => report(startAt + index * 10_000, ["01", "02", "03"]));

describe("another epoch of pseudonyms", () => {
  it("is neither a join nor a leave of anybody, and is marked once", () => {
    const outputs = runWhole([live, ...quiet, ...closingTicks(1_500_000, "a")]).flat();
    expect(told(outputs)).toEqual(["emptied  new_pseudonyms 3"]);
    const [mark] = changesOf(outputs);
    expect(mark).toMatchObject({ observed_at: rotationAt, last_seen_at: rotationAt - 10_000 });
    const windows = [...finalWindows(outputs).values()];
    expect(
      windows.map(({ joins, leaves, host_joins, host_leaves }) => joins + leaves + host_joins + host_leaves),
    ).toEqual(windows.map(() => 0));
    expect(windows.length).toBeGreaterThan(5);
  });

  it("is followed by the joins and leaves that are some", () => {
    const later = [
      ...Array.from({ length: 3 }, (_, index) =>
        report(startAt + 400_000 + index * 10_000, ["01", "02", "04"]),
      ),
    ];
    const outputs = runWhole([live, ...quiet, ...later, ...closingTicks(1_600_000, "a")]).flat();
    expect(told(outputs)).toEqual([
      "emptied  new_pseudonyms 3",
      "join 14 report 1",
      "host_join 14 report 1",
      "leave 13 report 1",
      "host_leave 13 report 1",
    ]);
  });

  it("ends the alerts of stations that have another name", () => {
    // Comes and goes every other minute: flapping.
    const restless = Array.from({ length: 60 }, (_, index) =>
      report(startAt + index * 10_000 - 500_000, index % 6 < 3 ? ["01", "02"] : ["02"]),
    );
    const after = Array.from({ length: 12 }, (_, index) => report(rotationAt + index * 10_000, ["01", "02"]));
    const outputs = runWhole([live, ...restless, ...after, ...closingTicks(1_600_000, "a")]).flat();
    const alerts = outputs.flatMap(({ topic, value }) =>
      topic === "alertCandidate" && value.alert_class === "flapping" ? [value] : [],
    );
    expect(alerts.map(({ state, subject }) => [state, subject.slice(-2)])).toEqual([
      ["firing", "01"],
      ["resolved", "01"],
    ]);
    expect(alerts.at(-1)?.received_at).toBe(rotationAt + 100);
  });

  it("may begin where names were in the clear before, and end in the clear", () => {
    const first = quiet.slice(0, 20).map((event) => ({ ...event, flags: [] }));
    expect(told(runWhole([live, ...first, ...quiet.slice(20)]).flat())).toEqual([
      "emptied  new_pseudonyms 3",
    ]);
    const last = quiet.slice(20).map((event) => ({ ...event, flags: [] }));
    expect(told(runWhole([live, ...quiet.slice(0, 20), ...last]).flat())).toEqual([
      "emptied  new_pseudonyms 3",
    ]);
  });

  it("is known to who takes over, wherever it is cut", () => {
    const events = [live, ...quiet.slice(15, 25), ...closingTicks(1_500_000, "a").slice(0, 20)];
    const whole = runWhole(events);
    for (let cut = 1; cut < events.length; cut += 1) {
      const at = { cut, snapshotBefore: cut, replayFrom: Math.max(0, cut - 1) };
      expect(runCut(events, at).flat()).toEqual(whole.slice(cut).flat());
    }
  });

  it("is the same whichever of two bridges is ahead, of one endpoint or two", () => {
    const happening = fc.record({
      second: fc.nat(400),
      endpoint_id: fc.constantFrom("gateway", "extender"),
      names: fc.subarray(["01", "02", "03", "04"]),
    });
    const history = fc.uniqueArray(happening, {
      minLength: 5,
      maxLength: 40,
      selector: ({ second }) => second,
    });
    const readers = fc.array(fc.constantFrom("a", "b", "both"), { minLength: 40, maxLength: 40 });
    fc.assert(
      fc.property(
        history,
        readers,
        fc.array(fc.boolean(), { minLength: 1, maxLength: 300 }),
        (happened, readBy, order) => {
          const events = happened
            .toSorted((a, b) => a.second - b.second)
            .map(({ second, endpoint_id, names }) => report(startAt + second * 1000, names, { endpoint_id }));
          const of = (bridgeId: string): TelemetryEvent[] =>
            writtenBy(
              bridgeId,
              events.filter((_, index) => [bridgeId, "both"].includes(readBy[index] ?? "")),
            );
          const two = [
            ...["a", "b"].map((id) => tickAt(990_000, id, expiryMs)),
            ...interleave(of("a"), of("b"), order),
            ...closingTicks(1_900_000, "a", "b"),
          ];
          const one = [
            tickAt(990_000, "a", expiryMs),
            ...writtenBy("a", events),
            ...closingTicks(1_900_000, "a"),
          ];
          const all = (log: readonly TelemetryEvent[]) => told(runWhole(log).flat()).toSorted();
          expect(all(two)).toEqual(all(one));
        },
      ),
      { numRuns: 60 },
    );
  });
});
