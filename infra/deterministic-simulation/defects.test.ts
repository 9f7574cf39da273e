/** The simulation notices what it is there for: with a defect in the product it finds a seed that fails, and fails again. */
import { describe, expect, test } from "vitest";
import { checkpointKey, encodeCheckpoint, parseCheckpoint } from "#processors/runtime/checkpoint.ts";
import type { PartitionFold } from "#processors/runtime/fold.ts";
import type { OutRecord } from "#schemas/out-record.ts";
import { epochMs } from "#schemas/units.ts";
import { changedFold } from "./changed-fold.ts";
import type { Defect } from "./defect.ts";
import { trySeed } from "./seed.ts";

/** What a new owner would take for not said yet. */
function forgetEmitted(record: OutRecord): OutRecord {
  if (record.key?.toString() !== checkpointKey || record.value === null) return record;
  const checkpoint = parseCheckpoint(record.value);
  if (checkpoint === null) return record;
  const emitted = { offset: checkpoint.replayFrom, home: null };
  return { ...record, value: encodeCheckpoint({ ...checkpoint, emitted }) };
}

const defects: readonly { readonly name: string; readonly defect: Defect; readonly problem: RegExp }[] = [
  {
    name: "a bridge acknowledges before the log has it",
    defect: {
      publish: (right) => (record) => {
        void right(record);
        return Promise.resolve();
      },
    },
    problem: /is no event|is missing/,
  },
  {
    name: "a sink commits offsets before the insert is through",
    defect: {
      insert: (right) => (table, container) => {
        void right(table, container);
        return Promise.resolve({ ok: true });
      },
    },
    problem: /is no event|is missing/,
  },
  {
    name: "a worker writes transactions without fencing its predecessor",
    defect: { transactionalId: (right, life) => `${right}-${life.name}` },
    problem: /twice|doubled|ledger/,
  },
  {
    name: "a new owner says again what was said since the oldest snapshot",
    defect: {
      transactor: (right) => ({
        ...right,
        commit: (sends, offset) =>
          right.commit(
            sends.map((send) => send.map(forgetEmitted)),
            offset,
          ),
      }),
    },
    problem: /twice/,
  },
  {
    name: "a worker knows no copies",
    defect: { createFold: (right) => (partition) => withoutCopies(right(partition)) },
    problem: /home_window/,
  },
  {
    name: "a new owner does not mind what its snapshots hold already",
    defect: { createFold: (right) => (partition) => appliedTwice(right(partition)) },
    problem: /home_window|association_change/,
  },
  {
    name: "the joins of a station are one row",
    defect: {
      tableKey: (right) => ({ ...right, columns: right.columns.filter((name) => name !== "observed_at") }),
    },
    problem: /association_change: .* is missing/,
  },
  {
    name: "a bridge believes whatever time a gateway tells",
    defect: {
      event: (right) =>
        right.kind === "report"
          ? { ...right, observed_at: epochMs(Number(right.time_raw) * 1000), time_quality: "reported" }
          : right,
    },
    problem: /is observed at/,
  },
  {
    name: "a bridge with a wrong clock ticks",
    defect: { compareClocks: (right) => async () => (await right(), true) },
    problem: /is missing/,
  },
  {
    name: "a worker waits by the clock on the wall",
    defect: { timers: (right) => ({ ...right, steadyMs: () => right.now() }) },
    problem: /the worker is behind/,
  },
  {
    name: "a new fleet stage does not know what was told",
    defect: { readState: () => () => Promise.resolve([]) },
    problem: /alert .* does not end|twice/,
  },
];

/** Each event is another one to it. */
const withoutCopies = (fold: PartitionFold): PartitionFold =>
  changedFold(fold, {
    apply: (event, offset) => fold.apply({ ...event, event_id: `${event.event_id} ${offset}` }, offset),
  });

/** What is replayed after a restore looks newer than what the snapshots hold. */
function appliedTwice(fold: PartitionFold): PartitionFold {
  let later = 0;
  return changedFold(fold, {
    apply: (event, offset) =>
      fold.apply(
        { ...event, event_id: later === 0 ? event.event_id : `${event.event_id} again` },
        offset + later,
      ),
    restore(key, value) {
      later = 1_000_000;
      return fold.restore(key, value);
    },
  });
}

const mostSeeds = 150;

describe("the simulation notices that", () => {
  test.each(defects)("$name", { timeout: 600_000 }, async ({ defect, problem }) => {
    const found = await firstFailure(defect);
    expect(found?.problems.join("\n")).toMatch(problem);
    const { seed } = found?.plan ?? { seed: "" };
    expect(await trySeed(seed, defect)).toEqual(found);
    expect((await trySeed(seed)).problems).toEqual([]);
  });
});

async function firstFailure(defect: Defect) {
  for (let seed = 1; seed <= mostSeeds; seed += 1) {
    const verdict = await trySeed(String(seed), defect);
    if (verdict.problems.length > 0) return verdict;
  }
  return null;
}
