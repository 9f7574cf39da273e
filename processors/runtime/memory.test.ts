import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AssociationChange } from "#schemas/association-change.ts";
import { blankAlert } from "#processors/scenarios/blank.ts";
import { type OutRecord, recordSizeBytes } from "#schemas/out-record.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { epochMs } from "#schemas/units.ts";
import { checkpointKey, parseCheckpoint } from "./checkpoint.ts";
import { countingFold, eventAt } from "./counting-fold.fixture.ts";
import type { Output, PartitionFold } from "./fold.ts";
import type { Aside } from "./home-failure.ts";
import { type Cut, PartitionMemory, type StartAt, toSends } from "./memory.ts";
import { restoreFold } from "./restore.ts";
import { Snapshots } from "./snapshots.ts";

const settings = {
  partition: 3,
  stateTopic: "state",
  logIdentity: "log",
  foldSettings: "1",
  replayDistanceMs: 1000,
  limitBytes: 600,
  toRecords: ({ value }: { value: object }, partition: number): OutRecord[] => [
    { topic: "out", partition, key: null, value: Buffer.from(JSON.stringify(value)) },
  ],
};
const fromStart: StartAt = {
  position: 0,
  emitted: { offset: 0, home: null },
  settings: [],
  appendedAt: null,
};

const textsOf = (records: readonly OutRecord[]): string[] => records.map(({ value }) => String(value));

const checkpointOf = (cut: Cut | undefined) => {
  const last = cut?.state.at(-1);
  expect(last?.key?.toString()).toBe(checkpointKey);
  return parseCheckpoint(last?.value ?? Buffer.alloc(0));
};

/** The two topics as Kafka would have them: only what was committed. */
class Committed {
  readonly outputs: string[] = [];
  readonly #state: OutRecord[] = [];

  commit(cut: Cut): void {
    this.outputs.push(...textsOf(cut.outputs));
    this.#state.push(...cut.state);
  }

  /** A new owner, whose own settings are these; `aside` are the homes it has failed on. */
  restore(high: number, foldSettings = "1", aside?: Aside): PartitionMemory {
    const snapshots = new Snapshots();
    for (const { key, value } of this.#state) snapshots.add(String(key), value);
    const fold = countingFold(foldSettings);
    const log = { identity: "log", low: 0, high, firstAfter: high };
    const restoring = restoreFold(fold, snapshots, log, 3, 2, aside);
    let step = restoring.next();
    while (step.done !== true) step = restoring.next();
    if (step.value.kind === "refused") throw new Error(step.value.sentence);
    const own = aside === undefined ? {} : { aside: new Map(aside) };
    return new PartitionMemory(fold, { ...settings, foldSettings, ...own }, step.value.start);
  }
}

describe("a partition's memory", () => {
  test("snapshots of homes that got dirty together are written one after another", () => {
    // 20 homes at 0..19 ms; replay distance 1,000 ms: from then on there are some in each cut
    const memory = new PartitionMemory(countingFold(), { ...settings, limitBytes: 100_000 }, fromStart);
    for (let home = 0; home < 20; home += 1) memory.apply(eventAt(`h${home}`, home), home, 0);
    const written: number[] = [];
    for (let at = 50; at <= 1250; at += 50) {
      memory.apply(eventAt(null, at), 20 + at, 0);
      const cut = memory.cut(false);
      memory.settle(cut);
      written.push(cut.snapshots);
    }
    expect(written.slice(0, 19)).toEqual(Array.from({ length: 19 }, () => 0));
    expect(written.slice(19)).toEqual([1, 5, 5, 5, 4, 0]);
    expect(memory.isUnsaved).toBe(false);
  });

  test("replay starts at the first event that is in no snapshot, at the clock before it", () => {
    // offset   0 tick   1 home a   2 tick   3 home b     (received 0, 100, 200, 300 ms)
    const memory = new PartitionMemory(countingFold(), { ...settings, limitBytes: 4000 }, fromStart);
    for (const [offset, home] of [null, "a", null, "b"].entries()) {
      memory.apply(eventAt(home, offset * 100), offset, 0);
    }
    const checkpoint = checkpointOf(memory.cut(false));
    expect(checkpoint).toMatchObject({
      emitted: { offset: 4, home: null },
      replayFrom: 1,
      clock: "1",
      logIdentity: "log",
    });
  });

  test("only homes dirty for longer than the replay distance are snapshotted", () => {
    const memory = new PartitionMemory(countingFold(), { ...settings, limitBytes: 4000 }, fromStart);
    memory.apply(eventAt("old", 0), 0, 0);
    memory.apply(eventAt("young", 600), 1, 0);
    memory.apply(eventAt("old", 1000), 2, 0);
    const cut = memory.cut(false);
    expect(cut.state.map(({ key }) => String(key))).toEqual(["h:old", checkpointKey]);
    expect(checkpointOf(cut)?.replayFrom).toBe(1);
  });

  test("a stop snapshots everything, as much at a time as one transaction may carry", () => {
    const memory = new PartitionMemory(countingFold(), settings, fromStart);
    for (let offset = 0; offset < 20; offset += 1) {
      memory.apply(eventAt(`home ${offset}`, 0), offset, 0);
      if (memory.full) memory.cut(false);
    }
    const cuts: Cut[] = [];
    while (memory.isUnsaved) {
      const cut = memory.cut(true);
      memory.settle(cut);
      cuts.push(cut);
    }
    expect(cuts.length).toBeGreaterThan(1);
    expect(cuts.flatMap(({ state }) => state).filter(({ key }) => String(key).startsWith("h:"))).toHaveLength(
      20,
    );
    expect(checkpointOf(cuts.at(-1))?.replayFrom).toBe(20);
  });

  test("a stop tells what the ledger has counted, though nothing else is left to tell", () => {
    const toRecord = (entry: object): OutRecord => ({
      topic: "ledger",
      partition: 3,
      key: null,
      value: Buffer.from(JSON.stringify(entry)),
    });
    const ledger = { topic: "telemetry", writer: "worker", toRecord };
    const memory = new PartitionMemory(countingFold(), { ...settings, ledger }, fromStart);
    memory.apply(eventAt(null, 0), 0, 0, null, 7);
    memory.settle(memory.cut(false));
    expect([memory.hasWork, memory.isUnsaved]).toEqual([false, true]);
    const last = memory.cut(true);
    memory.settle(last);
    expect(last.state.map(({ topic }) => topic)).toEqual(["ledger", "state"]);
    expect(memory.isUnsaved).toBe(false);
  });

  test("it is full when its outputs would fill a transaction, and takes more after the cut", () => {
    const memory = new PartitionMemory(countingFold(), settings, fromStart);
    let offset = 0;
    while (!memory.full) memory.apply(eventAt("a", 0), offset++, 0);
    expect(memory.cut(false).outputs).toHaveLength(offset);
    expect(memory.full).toBe(false);
  });

  test("there is work while something was applied that is not committed", () => {
    const memory = new PartitionMemory(countingFold(), settings, fromStart);
    expect(memory.hasWork).toBe(false);
    memory.apply(eventAt(null, 0), 0, 0);
    expect(memory.hasWork).toBe(true);
    const cut = memory.cut(false);
    expect(memory.hasWork).toBe(true);
    memory.settle(cut);
    expect(memory.hasWork).toBe(false);
  });

  test("below E nothing is emitted, and what is no event is counted no second time", () => {
    const memory = new PartitionMemory(countingFold(), settings, {
      ...fromStart,
      emitted: { offset: 2, home: null },
    });
    memory.apply(eventAt("a", 0), 0, 0);
    memory.skip(1, 0);
    expect(memory.replaying).toBe(false);
    memory.skip(2, 0);
    expect(memory.cut(false)).toMatchObject({ outputs: [], skipped: 1 });
  });

  test("a tick of many homes is cut into many transactions, each within the limit but for one home", () => {
    const memory = new PartitionMemory(countingFold(), settings, fromStart);
    for (let home = 0; home < 100; home += 1) {
      memory.apply(eventAt(`home ${home}`, 0), home, 0);
      if (memory.full) memory.cut(false);
    }
    memory.cut(false);
    memory.apply(eventAt(null, 0), 100, 0);
    const cuts: Cut[] = [];
    while (memory.hasWork) {
      const cut = memory.cut(false);
      memory.settle(cut);
      cuts.push(cut);
    }
    const sizes = cuts.map(({ outputs }) =>
      outputs.reduce((sum, record) => sum + recordSizeBytes(record), 0),
    );
    expect(cuts.length).toBeGreaterThan(40);
    expect(Math.max(...sizes)).toBeLessThan(2 * settings.limitBytes);
    expect(cuts.flatMap(({ outputs }) => outputs)).toHaveLength(100);
    expect(memory.position).toBe(101);
  });

  test("a new owner goes on in the middle of a tick, after the home that was out", () => {
    // offset 0-3 homes a-d   4 tick: a, b out; then a kill
    const log = ["a", "b", "c", "d", null].map((home, offset) => eventAt(home, offset * 100));
    const committed = new Committed();
    const first = committed.restore(log.length);
    while (first.position < 4) {
      applyNext(first, log);
      if (first.full) committed.commit(first.cut(false));
    }
    committed.commit(first.cut(false));
    applyNext(first, log);
    committed.commit(first.cut(false));
    const saidBefore = committed.outputs.length - 4;
    expect(saidBefore).toBeGreaterThan(0);
    expect(saidBefore).toBeLessThan(4);
    applyAll(committed.restore(log.length), log, committed);
    expect(committed.outputs).toEqual(undisturbed(log));
  });

  const home = fc.constantFrom(null, "a", "b", "c", "d", "e");
  const step = fc.constantFrom("apply", "apply", "apply", "commit", "lose", "crash", "commit everything");
  const history = fc.array(home, { maxLength: 60 });

  /**
   * Steps over a log: apply the next event; commit; lose a transaction (cut, then start over from what is
   * committed); crash between two. Whatever the order, readers see what one undisturbed fold makes.
   */
  test("cut, lost and restored anywhere, the outputs are those of one undisturbed fold", () => {
    fc.assert(
      fc.property(history, fc.array(step, { maxLength: 120 }), (homes, steps) => {
        const log = homes.map((name, offset) => eventAt(name, offset * 150));
        const outputs = disturbed(
          log,
          steps.map((action) => ({ action, foldSettings: "1" })),
        );
        expect(outputs).toEqual(undisturbed(log));
      }),
      { numRuns: 500 },
    );
  });

  /** The settings are the step of the counts: 1 or 10. A home's count goes on from what was said of it before. */
  test("restored with other settings, the outputs go on from those that are out: none twice, none lost", () => {
    const change = fc.record({ action: step, foldSettings: fc.constantFrom("1", "10") });
    fc.assert(
      fc.property(history, fc.array(change, { maxLength: 120 }), (homes, steps) => {
        const log = homes.map((name, offset) => eventAt(name, offset * 150, String(offset)));
        const counts = new Map<string, number>();
        const events: string[] = [];
        for (const text of disturbed(log, steps)) {
          const { kind, home_id, endpoint_id, row_version }: AssociationChange = JSON.parse(text);
          const before = counts.get(home_id) ?? 0;
          expect(kind === "leave" ? [before] : [before + 1, before + 10]).toContain(row_version);
          counts.set(home_id, row_version);
          if (kind === "join") events.push(endpoint_id);
        }
        expect(events).toEqual(log.flatMap(({ kind, event_id }) => (kind === "tick" ? [] : [event_id])));
      }),
      { numRuns: 500 },
    );
  });
});

/**
 * Home "b" fails on an event and is set aside; an owner that begins anew knows of it by the checkpoint alone, and takes it back.
 * What was passed over is in no count, so none is left out and none comes twice; other homes are none the wiser.
 */
describe("a home that is set aside", () => {
  const home = fc.constantFrom(null, null, "a", "b", "b", "b", "c", "d");
  const step = fc.oneof(
    { weight: 12, arbitrary: fc.constant("apply") },
    { weight: 2, arbitrary: fc.constant("fail") },
    { weight: 1, arbitrary: fc.constantFrom("commit", "lose", "crash") },
  );
  const isOfB = (text: string): boolean => text.includes('"home_id":"b"');

  test("is passed over by the next owner as by the one before, and goes on from what was said of it", () => {
    fc.assert(
      fc.property(fc.array(home, { maxLength: 30 }), fc.array(step, { maxLength: 120 }), (homes, steps) => {
        const log = [...homes, null].map((name, offset) => eventAt(name, offset * 150, String(offset)));
        const outputs = withFailures(log, steps);
        expect(outputs.filter((text) => !isOfB(text))).toEqual(
          undisturbed(log).filter((text) => !isOfB(text)),
        );
        const ofB = outputs.filter(isOfB).map((text): AssociationChange => JSON.parse(text));
        const joins = ofB.filter(({ kind }) => kind === "join");
        expect(joins.map(({ row_version: count }) => count)).toEqual(joins.map((_, index) => index + 1));
        expect(new Set(joins.map(({ endpoint_id: event }) => event)).size).toBe(joins.length);
        // The last tick says what no tick has said before.
        expect(ofB.at(-1)?.kind).not.toBe("join");
      }),
      { numRuns: 2000 },
    );
  });

  test("is in the checkpoint until it is taken back, and its state goes out with that", () => {
    const committed = new Committed();
    const log = ["b", "b", null, "b", null, "b"].map((name, offset) => eventAt(name, offset));
    const first = committed.restore(log.length, "1", new Map([["b", 1]]));
    for (let offset = 0; offset < 4; offset += 1) applyNext(first, log);
    const cut = first.cut(false);
    committed.commit(cut);
    expect([cut.skipped, checkpointOf(cut)?.aside]).toEqual([2, [["b", 1]]]);
    const second = committed.restore(log.length);
    while (second.position < 5) applyNext(second, log);
    const next = second.cut(false);
    expect(next.state.map(({ key }) => String(key))).toEqual(["h:b", checkpointKey]);
    expect(checkpointOf(next)?.aside).toBeUndefined();
  });
});

/** As `disturbed`. An owner that crashes is followed by one that has not failed on the home yet; the last one does not, and has the last event. */
function withFailures(log: readonly TelemetryEvent[], steps: readonly string[]): readonly string[] {
  const committed = new Committed();
  const aside = new Map<string, number>();
  let memory = committed.restore(log.length);
  for (const step of steps) {
    const isFailing = step === "fail" && !memory.replaying && log[memory.position]?.home_id === "b";
    if (isFailing) aside.set("b", Math.min(memory.position, aside.get("b") ?? memory.position));
    if (step === "crash") aside.clear();
    if (isFailing || step === "crash" || step === "lose") {
      memory = committed.restore(log.length, "1", aside);
      continue;
    }
    if (step !== "commit" && memory.position < log.length - 1) applyNext(memory, log);
    if (!memory.replaying && (step === "commit" || memory.full))
      commitCut(memory, committed, memory.cut(false));
  }
  applyAll(committed.restore(log.length), log, committed);
  return committed.outputs;
}

/** Committed outputs of a log over owners that come and go; a new one has the settings of the step that made it. */
function disturbed(
  log: readonly TelemetryEvent[],
  steps: readonly { readonly action: string; readonly foldSettings: string }[],
): readonly string[] {
  const committed = new Committed();
  let memory = committed.restore(log.length);
  for (const { action, foldSettings } of steps) {
    if (action === "apply") applyNext(memory, log);
    else if (action === "crash") memory = committed.restore(log.length, foldSettings);
    else if (!memory.replaying) {
      const cut = memory.cut(action === "commit everything");
      if (action === "lose") memory = committed.restore(log.length, foldSettings);
      else commitCut(memory, committed, cut);
    }
  }
  applyAll(memory, log, committed);
  return committed.outputs;
}

function applyNext(memory: PartitionMemory, log: readonly TelemetryEvent[]): void {
  const event = log[memory.position];
  if (event !== undefined && !memory.full) memory.apply(event, memory.position, 0);
}

function applyAll(memory: PartitionMemory, log: readonly TelemetryEvent[], committed: Committed): void {
  while (memory.position < log.length) {
    applyNext(memory, log);
    if (memory.full) commitCut(memory, committed, memory.cut(false));
  }
  committed.commit(memory.cut(false));
}

function commitCut(memory: PartitionMemory, committed: Committed, cut: Cut): void {
  committed.commit(cut);
  memory.settle(cut);
}

function undisturbed(log: readonly TelemetryEvent[]): string[] {
  const fold = countingFold();
  return log.flatMap((event, offset) =>
    textsOf(
      [...fold.apply(event, offset)].flatMap(({ outputs }) =>
        outputs.flatMap((output) => settings.toRecords(output, 3)),
      ),
    ),
  );
}

describe("toSends", () => {
  const record = (topic: string, bytes: number): OutRecord => ({
    topic,
    partition: 0,
    key: null,
    value: Buffer.alloc(bytes),
  });

  test("a send has one topic, keeps order and stays within the limit unless one record is above it", () => {
    const records = [record("a", 10), record("b", 10), record("a", 500), record("a", 20), record("a", 30)];
    const sends = toSends(records, 200);
    expect(sends.map((send) => send.map(({ topic, value }) => `${topic}${value?.length}`))).toEqual([
      ["a10"],
      ["a500"],
      ["a20", "a30"],
      ["b10"],
    ]);
  });
});

test("an alert in what is gathered is urgent until it is cut", () => {
  const alarming: PartitionFold = {
    ...countingFold(),
    apply: () => [
      { homeId: "a", outputs: [{ topic: "alertCandidate", value: blankAlert }], pastHorizon: false },
    ],
  };
  const memory = new PartitionMemory(alarming, settings, fromStart);
  expect(memory.isUrgent).toBe(false);
  memory.apply(eventAt("a", 0), 0, 0);
  expect(memory.isUrgent).toBe(true);
  memory.cut(false);
  expect(memory.isUrgent).toBe(false);
});

test("an alert goes out with its home's snapshot: who takes over replays nothing of it", () => {
  // One tick in which 200 homes alarm, after a report of each: more than one transaction can carry.
  const names = Array.from({ length: 200 }, (_, number) => `home ${1000 + number}`);
  const fold = countingFold();
  const alarming: PartitionFold = {
    ...fold,
    *apply(event, offset) {
      for (const applied of fold.apply(event, offset))
        yield event.kind === "tick" ? { ...applied, outputs: [alertOf(applied.homeId)] } : applied;
    },
  };
  const memory = new PartitionMemory(alarming, { ...settings, limitBytes: 1_000_000 }, fromStart);
  for (const [offset, name] of names.entries()) memory.apply(eventAt(name, 0), offset, 0);
  memory.cut(false);
  memory.apply(eventAt(null, 1), names.length, 0);
  const cuts: Cut[] = [];
  while (memory.hasWork) {
    const cut = memory.cut(false);
    memory.settle(cut);
    cuts.push(cut);
  }
  expect(cuts.length).toBeGreaterThan(1);
  for (const { outputs, state } of cuts) {
    const alerted = textsOf(outputs).map((text) => `h:${JSON.parse(text).home_id}`);
    expect(state.map(({ key }) => String(key))).toEqual([...alerted, checkpointKey]);
  }
  expect(cuts.flatMap(({ outputs }) => outputs)).toHaveLength(names.length);
  expect(checkpointOf(cuts.at(-1))?.replayFrom).toBe(names.length + 1);
});

const alertOf = (homeId: string): Output => ({
  topic: "alertCandidate",
  value: { ...blankAlert, home_id: homeId },
});

test("received time never runs backwards for the replay distance", () => {
  const memory = new PartitionMemory(countingFold(), settings, fromStart);
  memory.apply(eventAt("a", 5000), 0, 0);
  memory.apply(eventAt("b", epochMs(10)), 1, 0);
  expect(memory.cut(false).snapshots).toBe(0);
});
