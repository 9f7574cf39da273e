/** The stage's steps against its offsets: what is committed is never ahead of what was taken in. */
import { expect, test } from "vitest";
import { blankAlert } from "#processors/scenarios/blank.ts";
import type { Alert } from "#schemas/alert.ts";
import { epochMs } from "#schemas/units.ts";
import { FleetStage, type StageDeps } from "./stage.ts";

const topic = "candidates";

/** A stage whose timers run when they are told to, and what it committed. */
function stageAt(more: Partial<StageDeps> = {}) {
  const timers: (() => void)[] = [];
  const committed: number[] = [];
  const failures: unknown[] = [];
  let reading = 0;
  const stage = new FleetStage({
    topic,
    holdMs: 10_000,
    labelsOf: () => ({}),
    isInMaintenance: () => false,
    isRetired: () => false,
    openTransactor: () =>
      Promise.resolve({
        fence: () => Promise.resolve(),
        commit(_sends, offsets) {
          committed.push(...offsets.map(({ offset }) => offset));
          return Promise.resolve();
        },
        close: () => Promise.resolve(),
      }),
    readState: () => Promise.resolve([]),
    committed: () => Promise.resolve(new Map()),
    ends: () => Promise.resolve(new Map()),
    readFrom: () => (reading += 1),
    decode: () => Promise.resolve(blankAlert),
    toRecords: () => [],
    ledger: () => ({
      topic,
      stampedTopic: "alerts",
      writer: "fleet-1",
      toRecord: () => ({ topic: "ledger", partition: 0, key: null, value: null }),
    }),
    now: () => 0,
    after(_ms, run) {
      timers.push(run);
      return () => undefined;
    },
    isTransient: () => false,
    warn: (_message, fields) => failures.push(fields),
    fatal: (error) => failures.push(error),
    ...more,
  });
  const read = (offset: number): void => {
    const record = { offset, key: null, value: Buffer.from(String(offset)), timestampMs: 0 };
    stage.records({ partition: 0, records: [record], next: offset + 1 });
  };
  const runTimers = (): void => {
    for (const run of timers.splice(0)) run();
  };
  const isLive = () => expect.poll(() => reading).toBeGreaterThan(0);
  return { stage, read, runTimers, committed, failures, isLive };
}

test("offsets do not pass what was read and is not taken in yet, whatever lies behind it", async () => {
  const { stage, read, runTimers, committed, isLive } = stageAt();
  stage.joined([0]);
  await isLive();
  read(0);
  await expect.poll(() => stage.status().taken).toBe(1);
  runTimers();
  // While that commit waits for its turn more is read, and the marker of its transaction.
  read(1);
  stage.passed(0, 3);
  await expect.poll(() => committed).toEqual([1]);
  await expect.poll(() => stage.status().taken).toBe(2);
  runTimers();
  await expect.poll(() => committed).toEqual([1, 3]);
});

test("a generation that begins while records are being taken in is no failure", async () => {
  const decoding = Promise.withResolvers<void>();
  const { stage, read, failures, isLive } = stageAt({
    decode: () => decoding.promise.then(() => blankAlert),
  });
  stage.joined([0]);
  await isLive();
  read(0);
  read(1);
  await new Promise((resolve) => setImmediate(resolve));
  stage.joined([0]);
  decoding.resolve();
  await expect.poll(() => stage.status().phase).toBe("live");
  expect(failures).toEqual([]);
});

test("an episode that ended long before the newest is not told again, though the stage ticks before it is read again", async () => {
  const hour = 3_600_000;
  const resolved: Alert = { ...blankAlert, sequence: 1, candidate_sequence: 1, state: "resolved" };
  const newest: Alert = { ...blankAlert, fingerprint: "newest", received_at: epochMs(3 * hour) };
  const { stage, read, runTimers, committed, isLive } = stageAt({
    now: () => 3 * hour,
    readState: () => Promise.resolve([resolved, newest]),
    ends: () => Promise.resolve(new Map([[0, 2]])),
    decode: (value) =>
      Promise.resolve(value.toString() === "0" ? { ...blankAlert, alert_class: "rssi_drop" } : resolved),
  });
  stage.joined([0]);
  await isLive();
  runTimers();
  read(0);
  read(1);
  await expect.poll(() => stage.status().taken).toBe(2);
  runTimers();
  await expect.poll(() => committed).toContain(2);
  expect(stage.status().told).toBe(0);
});

/** Offsets as fingerprints, so that a test can say which. */
const numbered = {
  decode: (value: Buffer) => Promise.resolve({ ...blankAlert, fingerprint: value.toString() }),
};

test("candidates that the stage fails on are passed over, however many, and the others are taken", async () => {
  const { stage, read, runTimers, committed, failures, isLive } = stageAt({
    ...numbered,
    isRetired: ({ fingerprint }) => {
      if (Number(fingerprint) < 7) throw new RangeError("something that nobody thought of");
      return false;
    },
  });
  stage.joined([0]);
  await isLive();
  for (let failed = 1; failed <= 7; failed += 1) {
    for (let offset = 0; offset < 9; offset += 1) read(offset);
    await expect.poll(() => stage.status().failed).toBe(failed);
    await expect.poll(() => stage.status().phase).toBe("acquiring");
    runTimers();
    await expect.poll(() => stage.status().phase).toBe("live");
  }
  for (let offset = 0; offset < 9; offset += 1) read(offset);
  await expect.poll(() => (runTimers(), committed)).toContain(9);
  expect(stage.status()).toMatchObject({ failed: 7, unreadable: 0 });
  expect(failures).toHaveLength(7);
  expect(failures[3]).toMatchObject({
    partition: 0,
    offset: 3,
    error: expect.stringContaining("something that nobody thought of"),
  });
});

test("a transition that can't be written is left untold, and the others are told", async () => {
  const { stage, read, runTimers, committed, failures, isLive } = stageAt({
    ...numbered,
    toRecords: ({ fingerprint }) => {
      if (fingerprint === "1") throw new RangeError("no such number in Avro");
      return [];
    },
  });
  stage.joined([0]);
  await isLive();
  [0, 1, 2].forEach(read);
  await expect.poll(() => (runTimers(), committed)).toContain(3);
  expect(stage.status()).toMatchObject({ phase: "live", told: 2, failed: 1 });
  expect(failures).toMatchObject([{ error: expect.stringContaining("no such number in Avro") }]);
});

test("what is read before the stage has begun is left: it is read again from where that begins", async () => {
  const { stage, read, isLive } = stageAt();
  stage.joined([0]);
  read(7);
  stage.passed(0, 9);
  await isLive();
  read(0);
  await expect.poll(() => stage.status().taken).toBe(1);
});
