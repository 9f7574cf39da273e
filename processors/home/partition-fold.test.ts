import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Output } from "#processors/runtime/fold.ts";
import { blankEvent, stationAt, tickAt } from "#processors/scenarios/blank.ts";
import { closingTicks, expiryMs, interleave, writtenBy } from "#processors/scenarios/bridges.ts";
import {
  applyWhole,
  contentOf,
  finalWindows,
  runCut,
  runWhole,
  settings,
} from "#processors/scenarios/run.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { epochMs } from "#schemas/units.ts";
import { createPartitionFold } from "./partition-fold.ts";
import { fed, report } from "./reports.fixture.ts";

/** Reports of one gateway within the horizon, two streams, each with some of four stations. */
const history = fc
  .uniqueArray(
    fc.record({
      second: fc.nat(800),
      profile_id: fc.constantFrom("bulk", "bulk", "push"),
      names: fc.subarray(["01", "02", "03", "04"]),
    }),
    { minLength: 1, maxLength: 40, selector: ({ second, profile_id }) => `${second} ${profile_id}` },
  )
  .map((rows) => rows.sort((a, b) => a.second - b.second))
  .map((rows) =>
    rows.map(({ second, profile_id, names }) => report(1_000_000 + second * 1000, names, { profile_id })),
  );

/** The notified deletion of a station's row, received at `at`. */
const deletion = (at: number, name: string): TelemetryEvent => ({
  ...blankEvent,
  kind: "object_deletion",
  event_id: `deletion-${at}-${name}`,
  time_quality: "none",
  observed_at: epochMs(at),
  received_at: epochMs(at),
  changes: [
    {
      kind: "deleted",
      path: stationAt(name, (Number.parseInt(name, 16) % 2) + 1, null).path,
      unique_keys: {},
    },
  ],
});

/** With deletions: `afterMs` after a report was received. */
const withDeletions = (
  histories: fc.Arbitrary<TelemetryEvent[]>,
  afterMs: fc.Arbitrary<number>,
): fc.Arbitrary<TelemetryEvent[]> =>
  histories.chain((events) =>
    fc
      .array(fc.record({ name: fc.constantFrom("01", "02", "03", "04"), after: afterMs }), {
        maxLength: events.length,
      })
      .map((deletions) =>
        events.flatMap((event, index) => {
          const said = deletions[index];
          return said === undefined ? [event] : [event, deletion(event.received_at + said.after, said.name)];
        }),
      ),
  );

/** Some in the millisecond of a report, as some reports are: only several bridges leave open which was first. */
const historyWithTies = withDeletions(history, fc.nat(1));
/** No two things in one millisecond. */
const historyWithoutTies = withDeletions(
  history.map((events) => [...new Map(events.map((event) => [event.observed_at, event])).values()]),
  fc.constant(1),
);

const changesOf = (outputs: readonly Output[]): object[] =>
  outputs
    .filter(({ topic }) => topic === "associationChange")
    .map(({ value }) => ({ ...value, row_version: 0 }));

const contentsOf = (outputs: readonly Output[]): object[] =>
  [...finalWindows(outputs).values()].map(contentOf);

describe("the order of reports within the horizon", () => {
  it("with several bridges changes neither the final windows nor the joins, leaves and roams", () => {
    const shuffled = historyWithTies.chain((events) =>
      fc.record({
        events: fc.constant(events),
        other: fc.shuffledSubarray(events, { minLength: events.length, maxLength: events.length }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ events, other }) => {
        const before = ["a", "b"].map((id) => tickAt(990_000, id, expiryMs));
        const after = closingTicks(1_900_000, "a", "b");
        const inOrder = runWhole([...before, ...events, ...after]).flat();
        const inOther = runWhole([...before, ...other, ...after]).flat();
        expect(changesOf(inOther)).toEqual(changesOf(inOrder));
        expect(contentsOf(inOther)).toEqual(contentsOf(inOrder));
      }),
      { numRuns: 100 },
    );
  }, 30_000);

  it("loses and doubles nothing: every report is in exactly one window", () => {
    fc.assert(
      fc.property(history, (events) => {
        const outputs = runWhole([
          tickAt(990_000),
          ...events,
          ...events,
          ...closingTicks(1_900_000, "b"),
        ]).flat();
        const windows = [...finalWindows(outputs).values()];
        expect(windows.reduce((sum, { received }) => sum + received, 0)).toBe(events.length);
        expect(windows.reduce((sum, { duplicate }) => sum + duplicate, 0)).toBe(events.length);
      }),
    );
  });
});

describe("two bridges, each as far ahead of the other as it likes", () => {
  const picks = fc.array(fc.boolean(), { minLength: 1, maxLength: 400 });
  const bridgesOf = (histories: fc.Arbitrary<TelemetryEvent[]>) =>
    histories.chain((events) =>
      fc.record({
        events: fc.constant(events),
        readers: fc.array(fc.constantFrom("a", "b", "both"), { minLength: 40, maxLength: 40 }),
        picks,
        otherPicks: picks,
      }),
    );
  const runTwo = (
    events: readonly TelemetryEvent[],
    readers: readonly string[],
    order: readonly boolean[],
  ): Output[] => {
    const of = (bridgeId: string): TelemetryEvent[] =>
      writtenBy(
        bridgeId,
        events.filter((_, index) => [bridgeId, "both"].includes(readers[index % readers.length] ?? "")),
      );
    const starts = [tickAt(990_000, "a", expiryMs), tickAt(990_000, "b", expiryMs)];
    const ends = closingTicks(1_900_000, "a", "b");
    return runWhole([...starts, ...interleave(of("a"), of("b"), order), ...ends]).flat();
  };

  it("give the same final windows, joins, leaves and roams in whatever order they write", () => {
    fc.assert(
      fc.property(bridgesOf(historyWithTies), ({ events, readers, picks: order, otherPicks }) => {
        const two = runTwo(events, readers, order);
        const other = runTwo(events, readers, otherPicks);
        expect(changesOf(other)).toEqual(changesOf(two));
        expect(contentsOf(other)).toEqual(contentsOf(two));
      }),
      { numRuns: 100 },
    );
  }, 30_000);

  it("give the same final windows, joins, leaves and roams as one", () => {
    fc.assert(
      fc.property(bridgesOf(historyWithoutTies), ({ events, readers, picks: order }) => {
        const one = runWhole([
          tickAt(990_000, "a", expiryMs),
          ...writtenBy("a", events),
          ...closingTicks(1_900_000, "a"),
        ]).flat();
        const two = runTwo(events, readers, order);
        expect(changesOf(two)).toEqual(changesOf(one));
        expect(contentsOf(two)).toEqual(contentsOf(one));
      }),
      { numRuns: 100 },
    );
  }, 30_000);

  it("give the same BSSIDs of joins, leaves and roams as one when few reports tell of access points", () => {
    const tellsEvery = (every: number) => (event: TelemetryEvent, index: number) =>
      index % every === 0 ? event : { ...event, access_points: [] };
    const sparse = fc
      .tuple(historyWithoutTies, fc.integer({ min: 2, max: 20 }), fc.nat(20))
      .map(([events, every, first]) => [
        ...events.slice(0, first).map((event) => ({ ...event, access_points: [] })),
        ...events.slice(first).map(tellsEvery(every)),
      ]);
    fc.assert(
      fc.property(bridgesOf(sparse), ({ events, readers, picks: order }) => {
        const one = runWhole([
          tickAt(990_000, "a", expiryMs),
          ...writtenBy("a", events),
          ...closingTicks(1_900_000, "a"),
        ]).flat();
        expect(changesOf(runTwo(events, readers, order))).toEqual(changesOf(one));
      }),
      { numRuns: 100 },
    );
  }, 30_000);
});

describe("a takeover", () => {
  it("gives the same records wherever it falls, with ticks between the reports", () => {
    const withTicks = history.map((events) => {
      const end = 1_000_000 + 800_000;
      const ticks = Array.from({ length: 60 }, (_, index) => tickAt(1_000_000 + index * 15_000));
      const all = [...events, ...ticks].sort((a, b) => a.received_at - b.received_at);
      return [...all, ...closingTicks(end + 200_000, "b")];
    });
    fc.assert(
      fc.property(
        withTicks,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 }),
        (events, parts) => {
          const [replayFrom = 0, snapshotBefore = 0, cut = 0] = parts
            .map((part) => Math.floor(part * events.length))
            .sort((a, b) => a - b);
          const second = runCut(events, { cut, snapshotBefore, replayFrom });
          expect(second.flat()).toEqual(runWhole(events).slice(cut).flat());
        },
      ),
      { numRuns: 100 },
    );
  }, 30_000);
});

describe("a tick", () => {
  it("changes homes in the order of their ids, each when it is taken", () => {
    const homes = ["home b", "home a", "home B"];
    const reports = homes.map((home_id) => report(1000, ["01"], { home_id }));
    const fold = fed(tickAt(0), ...reports);
    for (let at = 5000; at < 900_000; at += 5000) applyWhole(fold, tickAt(at), at);
    const stored = (homeId: string) => fold.snapshotHome(homeId).map(({ key }) => key);
    const taken: string[] = [];
    for (const { homeId, outputs } of fold.apply(tickAt(900_000), 900_000)) {
      expect(outputs).toMatchObject([{ topic: "window", value: { closed_by: "idle" } }]);
      if (taken.length === 0) expect(stored("home b")).toEqual(["h:home b"]);
      taken.push(homeId);
    }
    expect(taken).toEqual(["home B", "home a", "home b"]);
    expect(stored("home b")).toEqual(["h:home b", "w:home b:0:0"]);
  });
});

describe("the fold", () => {
  it("skips what a home's state already holds", () => {
    const fold = createPartitionFold(settings);
    applyWhole(fold, report(5000, ["01"]), 7);
    expect(applyWhole(fold, report(6000, ["01"]), 7)).toEqual({ outputs: [], touched: [] });
    expect(applyWhole(fold, report(6000, ["01"]), 8).touched).toEqual(["home"]);
  });

  it("touches no home with a tick when nothing is due", () => {
    const fold = fed(tickAt(0, "a"), tickAt(0, "b"), report(5000, ["01"]), tickAt(10_000, "a"));
    expect(applyWhole(fold, tickAt(10_000, "b"), 4).touched).toEqual(["home"]);
    expect(applyWhole(fold, tickAt(15_000, "a"), 5)).toEqual({ outputs: [], touched: [] });
    expect(applyWhole(fold, tickAt(15_000, "b"), 6)).toEqual({ outputs: [], touched: [] });
  });

  it("names row versions by log generation and offset", () => {
    const fold = createPartitionFold({ ...settings, logGeneration: 3 });
    applyWhole(fold, report(5000, ["01"]), 0);
    const { outputs } = applyWhole(fold, report(80_000, ["01"]), 41);
    expect(outputs.map(({ value }) => value.row_version)).toEqual([3 * 2 ** 44 + 41]);
  });

  it("emits what is due in many homes by home", () => {
    const homes = ["c", "a", "b"].map((home_id) => report(5000, ["01"], { home_id, interval_ms: 10_000 }));
    const fold = fed(tickAt(0), ...homes);
    let offset = homes.length + 1;
    const outputs: Output[] = [];
    for (let at = 5000; at <= 60_000; at += 5000)
      outputs.push(...applyWhole(fold, tickAt(at), offset++).outputs);
    expect(outputs.map(({ value }) => value.home_id)).toEqual(["a", "b", "c"]);
  });

  it("ignores what says nothing about windows or churn", () => {
    const fold = createPartitionFold(settings);
    const kinds = [
      "event",
      "value_change",
      "object_creation",
      "object_deletion",
      "onboard",
      "offline",
    ] as const;
    for (const kind of kinds) expect(applyWhole(fold, { ...report(0, []), kind }, 0).touched).toEqual([]);
    expect(fold.homeCount).toBe(0);
  });

  it("never revises a window after the horizon, nor makes a second one of it", () => {
    const outputs = runWhole([report(5000, ["01"]), report(2_000_000, ["01"]), report(6000, ["01"])]).flat();
    expect(outputs.map(({ value }) => "revision" in value && [value.window_start, value.revision])).toEqual([
      [0, 0],
    ]);
  });

  it("tells which reports were past it, so that they can be counted", () => {
    const fold = createPartitionFold(settings);
    const events = [report(5000, ["01"]), report(2_000_000, ["01"]), report(6000, ["01"])];
    const past = events.flatMap((event, offset) => [...fold.apply(event, offset)]);
    expect(past.map(({ pastHorizon }) => pastHorizon)).toEqual([false, false, true]);
  });

  it("keeps one primary stream while both report", () => {
    const events = [0, 20, 40, 60, 80].flatMap((second) => [
      report(second * 1000, ["01"]),
      report(second * 1000 + 500, ["01", "02"], { profile_id: "push" }),
    ]);
    const outputs = runWhole([tickAt(0), ...events, tickAt(90_000)]).flat();
    expect(changesOf(outputs)).toEqual([]);
  });

  it("listens to no report without a time of a stream that has one", () => {
    const untimed = [10_000, 15_000].map((at) => report(at, [], { time_quality: "out_of_range" }));
    const outputs = runWhole([
      tickAt(0),
      report(5000, ["01"]),
      ...untimed,
      report(20_000, ["01"]),
      tickAt(25_000),
    ]);
    expect(outputs.flat()).toEqual([]);
  });

  it("passes what was held to churn in the old time before a new clock epoch begins", () => {
    const held = [report(4_005_000, ["01"]), report(4_015_000, ["01", "02"])];
    const jumped = [435, 445, 455, 465].map((second) =>
      report(second * 1000, ["01", "02"], { received_at: epochMs((second + 3600) * 1000) }),
    );
    const outputs = runWhole([tickAt(4_000_000), ...held, ...jumped]).flat();
    const joins = outputs.filter(({ topic }) => topic === "associationChange");
    expect(joins).toMatchObject([{ value: { kind: "join", observed_at: 4_015_000, clock_epoch: 0 } }]);
    const windows = outputs.filter(({ topic }) => topic === "window");
    expect(windows).toMatchObject([{ value: { window_start: 3_960_000, joins: 1, closed_by: "progress" } }]);
  });

  it("waits for the slower gateway of a home, but not for one that is silent", () => {
    const gateway = (at: number): TelemetryEvent =>
      report(at, ["01"], { endpoint_id: "gateway", interval_ms: 10_000 });
    const extender = (at: number): TelemetryEvent =>
      report(at, ["02"], { endpoint_id: "extender", interval_ms: 10_000, event_id: `extender-${at}` });
    const fold = fed(tickAt(0), extender(1000), gateway(2000), gateway(75_000));
    expect(applyWhole(fold, extender(30_000), 4).outputs).toEqual([]);
    const closed = applyWhole(fold, extender(71_000), 5).outputs;
    expect(closed).toMatchObject([{ value: { window_start: 0, received: 3, closed_by: "progress" } }]);
    for (let tick = 1; tick <= 4; tick += 1) applyWhole(fold, tickAt(tick * 5000), 5 + tick);
    applyWhole(fold, gateway(85_000), 10);
    for (let tick = 5; tick <= 7; tick += 1) applyWhole(fold, tickAt(tick * 5000), 6 + tick);
    const alone = applyWhole(fold, gateway(135_000), 20).outputs;
    expect(alone).toMatchObject([{ value: { window_start: 60_000, received: 3, closed_by: "progress" } }]);
  });
});
