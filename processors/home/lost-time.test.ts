/** A gateway that had its own time and tells none any more, or one that nobody believes: its clock is wrong, or its profile was replaced. */
import { describe, expect, it } from "vitest";
import type { Output } from "#processors/runtime/fold.ts";
import { blankEvent, stationAt, stationTables, tickAt } from "#processors/scenarios/blank.ts";
import { applyWhole, settings } from "#processors/scenarios/run.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { epochMs } from "#schemas/units.ts";
import { createPartitionFold } from "./partition-fold.ts";

const minute = 60_000;
const hour = 60 * minute;
const startAt = Date.UTC(2026, 9, 19);

interface Said {
  readonly endpoint?: string;
  readonly profile?: string;
  readonly isTimed: boolean;
}

/** Two stations, one of which comes and goes; without the gateway's own time it is taken to be observed when it is received. */
function reportAt(at: number, { endpoint = "gateway", profile = "bulk", isTimed }: Said): TelemetryEvent {
  const names = Math.floor(at / (10 * minute)) % 2 === 0 ? ["01", "02"] : ["01"];
  return {
    ...blankEvent,
    endpoint_id: endpoint,
    profile_id: profile,
    event_id: `${endpoint}-${profile}-${at}`,
    time_quality: isTimed ? "reported" : "out_of_range",
    observed_at: epochMs(isTimed ? at : at + 50),
    received_at: epochMs(at + 50),
    tables: stationTables,
    stations: names.map((name) => stationAt(name, 1, -50)),
  };
}

interface Followed {
  readonly outputs: readonly Output[];
  /** Snapshots there are at the end, and their bytes. */
  readonly records: number;
  readonly bytes: number;
}

/** Reports every half minute, and ticks, for so long. */
function follow(hours: number, reportsAt: (at: number) => readonly TelemetryEvent[]): Followed {
  const fold = createPartitionFold(settings);
  const stored = new Map<string, number>();
  const outputs: Output[] = [];
  let offset = 0;
  for (let at = startAt; at < startAt + hours * hour; at += 5000) {
    const events = (at - startAt) % (minute / 2) === 0 ? reportsAt(at) : [];
    for (const event of [tickAt(at), ...events]) outputs.push(...applyWhole(fold, event, offset++).outputs);
    if ((at - startAt) % hour !== 0) continue;
    for (const { key, value } of fold.snapshotHome("home"))
      if (value === null) stored.delete(key);
      else stored.set(key, value.length);
  }
  return { outputs, records: stored.size, bytes: [...stored.values()].reduce((sum, each) => sum + each, 0) };
}

const windowsFrom = ({ outputs }: Followed, fromMs: number): number =>
  outputs.filter(
    ({ topic, value }) => topic === "window" && value.revision === 0 && value.window_start >= fromMs,
  ).length;
const changesFrom = ({ outputs }: Followed, fromMs: number): number =>
  outputs.filter(({ topic, value }) => topic === "associationChange" && value.observed_at >= fromMs).length;

describe("a gateway whose time is not believed any more", () => {
  it("goes on with windows and changes by received time, and its state does not grow", () => {
    const lostAt = startAt + hour;
    const said = follow(6, (at) => [reportAt(at, { isTimed: at < lostAt })]);
    expect(windowsFrom(said, lostAt)).toBeGreaterThan(5 * 60 - 20);
    expect(changesFrom(said, lostAt)).toBeGreaterThan(5 * 6 - 3);
    expect(said.records).toBeLessThan(40);
    const timed = follow(6, (at) => [reportAt(at, { isTimed: true })]);
    expect(said.bytes).toBeLessThan(1.5 * timed.bytes);
  });

  it("goes by its own time again once that is believed", () => {
    const lost = (at: number): boolean => at >= startAt + hour && at < startAt + 2 * hour;
    const said = follow(4, (at) => [reportAt(at, { isTimed: !lost(at) })]);
    expect(windowsFrom(said, startAt + 2 * hour)).toBeGreaterThan(2 * 60 - 5);
    expect(said.records).toBeLessThan(40);
  });

  it("does not keep the home's other endpoint waiting", () => {
    const lostAt = startAt + hour;
    const said = follow(4, (at) => [
      reportAt(at, { endpoint: "extender", isTimed: true }),
      reportAt(at, { isTimed: at < lostAt }),
    ]);
    expect(windowsFrom(said, lostAt)).toBeGreaterThan(3 * 60 - 20);
    expect(said.records).toBeLessThan(40);
  });

  it("is not one that leaves out its time now and then", () => {
    const said = follow(3, (at) => [reportAt(at, { isTimed: at % (2 * minute) !== 0 })]);
    expect(
      said.outputs.filter(({ topic, value }) => topic === "window" && value.closed_by === "idle"),
    ).toEqual([]);
  });
});

describe("a gateway whose clock is behind, and reports without its time", () => {
  it.each([
    { of: "of the same endpoint", endpoint: "gateway" },
    { of: "of another", endpoint: "extender" },
  ])("$of keep one horizon's windows of each time", ({ endpoint }) => {
    const said = (hours: number, behindMs: number): Followed =>
      follow(hours, (at) => {
        const own = reportAt(at, { isTimed: true });
        const push = reportAt(at, { endpoint, profile: "push", isTimed: false });
        return [{ ...own, observed_at: epochMs(own.observed_at - behindMs) }, push];
      });
    const onTime = said(4, 0);
    for (const behindMs of [hour, 20 * 24 * hour]) {
      const behind = said(4, behindMs);
      expect(behind.records).toBeLessThanOrEqual(2 * onTime.records + 3);
      expect(behind.bytes).toBeLessThan(2.5 * onTime.bytes);
    }
  });
});

describe("a profile with the gateway's own time that another without it has replaced", () => {
  it("holds nothing back for more than a day", () => {
    const replacedAt = startAt + hour;
    const said = follow(28, (at) => [
      at < replacedAt ? reportAt(at, { isTimed: true }) : reportAt(at, { profile: "push", isTimed: false }),
    ]);
    expect(windowsFrom(said, replacedAt)).toBeGreaterThan(27 * 60 - 20);
    expect(said.records).toBeLessThan(40);
  });
});
