import { expect, test } from "vitest";
import type { LedgerEntry } from "#schemas/ledger-entry.ts";
import { topics } from "#schemas/topics.ts";
import { Ledger } from "./ledger.ts";
import { tellCounts } from "./tell-counts.ts";

const { telemetry, ledger: ledgerTopic } = topics;
const hour = Date.UTC(2026, 0, 5, 10);
const record = (offset: number, timestampMs: number) => ({
  offset,
  key: null,
  value: null,
  headers: {},
  timestampMs,
});

test("records are counted in the hour in which Kafka got them; what a dead letter became of is not inserted", () => {
  const ledger = new Ledger();
  const times = [hour - 1, hour, hour + 1];
  const records = times.map((at, offset) => record(offset, at));
  ledger.countInserted({ topic: telemetry.name, partition: 3, records, next: 3 });
  ledger.count(telemetry.name, 3, "inserted", hour, -1);
  ledger.count(telemetry.name, 3, "dead_letter:decode_error", hour, 1);
  const told = ledger.takeCounts().map((count) => [count.hour - hour, count.fate, count.records]);
  expect(told).toEqual([
    [-3_600_000, "inserted", 1],
    [0, "inserted", 1],
    [0, "dead_letter:decode_error", 1],
  ]);
  expect(ledger.takeCounts()).toEqual([]);
});

test("an entry for each hour, none of the ledger's own topic; what could not be told is told later", async () => {
  const ledger = new Ledger();
  const entries: LedgerEntry[] = [];
  const due: (() => void)[] = [];
  let isAway = true;
  const teller = tellCounts({
    writer: "sink-a",
    takeCounts: () => ledger.takeCounts(),
    written: () => [{ topic: topics.deadLetter.name, partition: 0, next_sequence: 2 }],
    openPublish: () =>
      isAway
        ? Promise.reject(new Error("away"))
        : Promise.resolve((entry) => {
            entries.push(entry);
            return Promise.resolve();
          }),
    after: (_ms, run) => {
      due.push(run);
      return () => undefined;
    },
    warn: () => undefined,
  });
  ledger.count(telemetry.name, 0, "inserted", hour, 5);
  ledger.count(ledgerTopic.name, 0, "inserted", hour, 1);
  due[0]?.();
  await expect.poll(() => due.length).toBe(2);
  expect(entries).toEqual([]);
  isAway = false;
  ledger.count(telemetry.name, 0, "inserted", hour + 3_600_000, 7);
  await teller.stop();
  expect(entries.map(({ hour: of, counts, written }) => [of - hour, counts, written.length])).toEqual([
    [0, [{ topic: telemetry.name, partition: 0, fate: "inserted", records: 5 }], 1],
    [3_600_000, [{ topic: telemetry.name, partition: 0, fate: "inserted", records: 7 }], 1],
  ]);
});
