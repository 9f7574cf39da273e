/** What an event causes carries its trace, and the trace ends with the transaction that has it. */
import { expect, test } from "vitest";
import type { OutRecord } from "#schemas/out-record.ts";
import { traceHeader, type TraceSpan } from "#schemas/tracing.ts";
import { countingFold, eventAt } from "./counting-fold.fixture.ts";
import { PartitionMemory, type StartAt } from "./memory.ts";

const settings = {
  partition: 3,
  stateTopic: "state",
  logIdentity: "log",
  foldSettings: "1",
  replayDistanceMs: 1000,
  limitBytes: 10_000,
  toRecords: ({ value }: { value: object }, partition: number): OutRecord[] => [
    { topic: "out", partition, key: null, value: Buffer.from(JSON.stringify(value)), headers: { a: "1" } },
  ],
};
const memoryAt = (emittedOffset: number): PartitionMemory => {
  const start: StartAt = {
    position: 0,
    emitted: { offset: emittedOffset, home: null },
    settings: [],
    appendedAt: null,
  };
  return new PartitionMemory(countingFold("1"), settings, start);
};

const span: TraceSpan = { traceparent: `00-${"a".repeat(32)}-${"b".repeat(16)}-01`, end: () => undefined };

test("outputs of a traced event have its context beside their own headers; others have none", () => {
  const memory = memoryAt(0);
  memory.apply(eventAt("a", 1), 0, 0, span);
  memory.apply(eventAt("b", 2), 1, 0);
  const cut = memory.cut(false);
  expect(cut.outputs.map(({ headers }) => headers)).toEqual([
    { a: "1", [traceHeader]: span.traceparent },
    { a: "1" },
  ]);
  expect(cut.spans).toEqual([span]);
  expect(memory.cut(false).spans).toEqual([]);
});

test("what is out up to a received time is known once its transaction is settled", () => {
  const memory = memoryAt(0);
  memory.apply(eventAt("a", 7000), 0, 0);
  const cut = memory.cut(false);
  expect(memory.committedReceivedAt).toBeNull();
  memory.settle(cut);
  expect(memory.committedReceivedAt).toBe(7000);
});
