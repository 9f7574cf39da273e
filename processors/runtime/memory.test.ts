import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { OutRecord } from "#schemas/out-record.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { epochMs } from "#schemas/units.ts";
import { checkpointKey, parseCheckpoint } from "./checkpoint.ts";
import { countingFold, eventAt } from "./counting-fold.fixture.ts";
import { type Cut, PartitionMemory, type StartAt, toSends } from "./memory.ts";
import { restoreFold } from "./restore.ts";
import { Snapshots } from "./snapshots.ts";

const settings = {
  partition: 3,
  stateTopic: "state",
  logIdentity: "log",
  replayDistanceMs: 1000,
  limitBytes: 400,
  toRecords: ({ value }: { value: object }, partition: number): OutRecord[] => [
    { topic: "out", partition, key: null, value: Buffer.from(JSON.stringify(value)) },
  ],
};
const fromStart: StartAt = { position: 0, emittedThrough: 0 };

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

  restore(high: number): PartitionMemory {
    const snapshots = new Snapshots();
    for (const { key, value } of this.#state) snapshots.add(String(key), value);
    const fold = countingFold();
    const restoring = restoreFold(fold, snapshots, { identity: "log", low: 0, high }, 3, 2);
    let step = restoring.next();
    while (step.done !== true) step = restoring.next();
    if (step.value.kind === "refused") throw new Error(step.value.sentence);
    return new PartitionMemory(fold, settings, step.value.start);
  }
}

describe("a partition's memory", () => {
  test("replay starts at the first event that is in no snapshot, at the clock before it", () => {
    // offset   0 tick   1 home a   2 tick   3 home b     (received 0, 100, 200, 300 ms)
    const memory = new PartitionMemory(countingFold(), settings, fromStart);
    for (const [offset, home] of [null, "a", null, "b"].entries())
      memory.apply(eventAt(home, offset * 100), offset);
    const checkpoint = checkpointOf(memory.cut(false));
    expect(checkpoint).toMatchObject({ emittedThrough: 4, replayFrom: 1, clock: "1", logIdentity: "log" });
  });

  test("only homes dirty for longer than the replay distance are snapshotted", () => {
    const memory = new PartitionMemory(countingFold(), settings, fromStart);
    memory.apply(eventAt("old", 0), 0);
    memory.apply(eventAt("young", 600), 1);
    memory.apply(eventAt("old", 1000), 2);
    const cut = memory.cut(false);
    expect(cut.state.map(({ key }) => String(key))).toEqual(["h:old", checkpointKey]);
    expect(checkpointOf(cut)?.replayFrom).toBe(1);
  });

  test("a stop snapshots everything, as much at a time as one transaction may carry", () => {
    const memory = new PartitionMemory(countingFold(), settings, fromStart);
    for (let offset = 0; offset < 20; offset += 1) memory.apply(eventAt(`home ${offset}`, 0), offset);
    const cuts: Cut[] = [];
    while (memory.dirtyCount > 0) cuts.push(memory.cut(true));
    expect(cuts.length).toBeGreaterThan(1);
    expect(cuts.flatMap(({ state }) => state).filter(({ key }) => String(key).startsWith("h:"))).toHaveLength(
      20,
    );
    expect(checkpointOf(cuts.at(-1))?.replayFrom).toBe(20);
  });

  test("it is full when its outputs would fill a transaction, and takes more after the cut", () => {
    const memory = new PartitionMemory(countingFold(), settings, fromStart);
    let offset = 0;
    while (!memory.full) memory.apply(eventAt("a", 0), offset++);
    expect(memory.cut(false).outputs).toHaveLength(offset);
    expect(memory.full).toBe(false);
  });

  test("there is work while something was applied that is not committed", () => {
    const memory = new PartitionMemory(countingFold(), settings, fromStart);
    expect(memory.hasWork).toBe(false);
    memory.apply(eventAt(null, 0), 0);
    expect(memory.hasWork).toBe(true);
    const cut = memory.cut(false);
    expect(memory.hasWork).toBe(true);
    memory.settle(cut);
    expect(memory.hasWork).toBe(false);
  });

  test("below E nothing is emitted, dead letters neither", () => {
    const memory = new PartitionMemory(countingFold(), settings, { position: 0, emittedThrough: 2 });
    memory.apply(eventAt("a", 0), 0);
    memory.refuse([{ topic: "dead", partition: 3, key: null, value: null }], 1);
    expect(memory.replaying).toBe(false);
    memory.refuse([{ topic: "dead", partition: 3, key: null, value: null }], 2);
    expect(memory.cut(false)).toMatchObject({ outputs: [{ topic: "dead" }], refused: 1 });
  });

  /**
   * Steps over a log: apply the next event; commit; lose a transaction (cut, then start over from what is
   * committed); crash between two. Whatever the order, readers see what one undisturbed fold makes.
   */
  test("cut, lost and restored anywhere, the outputs are those of one undisturbed fold", () => {
    const home = fc.constantFrom(null, "a", "b", "c", "d", "e");
    const step = fc.constantFrom("apply", "apply", "apply", "commit", "lose", "crash", "commit everything");
    fc.assert(
      fc.property(fc.array(home, { maxLength: 60 }), fc.array(step, { maxLength: 120 }), (homes, steps) => {
        const log = homes.map((name, offset) => eventAt(name, offset * 150));
        const committed = new Committed();
        let memory = committed.restore(log.length);
        for (const action of steps) {
          if (action === "apply") applyNext(memory, log);
          else if (action === "crash") memory = committed.restore(log.length);
          else if (!memory.replaying) {
            const cut = memory.cut(action === "commit everything");
            if (action === "lose") memory = committed.restore(log.length);
            else commitCut(memory, committed, cut);
          }
        }
        while (memory.position < log.length) applyNext(memory, log);
        committed.commit(memory.cut(false));
        expect(committed.outputs).toEqual(undisturbed(log));
      }),
      { numRuns: 500 },
    );
  });
});

function applyNext(memory: PartitionMemory, log: readonly TelemetryEvent[]): void {
  const event = log[memory.position];
  if (event !== undefined) memory.apply(event, memory.position);
}

function commitCut(memory: PartitionMemory, committed: Committed, cut: Cut): void {
  committed.commit(cut);
  memory.settle(cut);
}

function undisturbed(log: readonly TelemetryEvent[]): string[] {
  const fold = countingFold();
  return log.flatMap((event, offset) =>
    textsOf(fold.apply(event, offset).outputs.flatMap((output) => settings.toRecords(output, 3))),
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

test("received time never runs backwards for the replay distance", () => {
  const memory = new PartitionMemory(countingFold(), settings, fromStart);
  memory.apply(eventAt("a", 5000), 0);
  memory.apply(eventAt("b", epochMs(10)), 1);
  expect(memory.cut(false).snapshots).toBe(0);
});
