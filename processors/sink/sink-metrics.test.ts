import { expect, test } from "vitest";
import { Histogram } from "#schemas/metrics.ts";
import { Ledger } from "./ledger.ts";
import { sinkCauses, type SinkTold } from "./sink-metrics.ts";

const told = (ledger: Ledger, groupSilentMs: number | null = 100): SinkTold => ({
  ...ledger.status(),
  lagMs: {},
  insertSeconds: new Histogram([1]).counts(),
  groupSilentMs,
});
const causesOf = (status: SinkTold | null, ping: string | null): readonly string[] =>
  sinkCauses(status, ping).map(({ cause }) => cause);

test("a sink that inserts is ready", () => {
  expect(causesOf(told(new Ledger()), null)).toEqual([]);
});

test("ClickHouse that does not answer is told once, with what came instead", () => {
  const ledger = new Ledger();
  ledger.waiting("ClickHouse", "connect ECONNREFUSED");
  expect(causesOf(told(ledger), "read ECONNRESET")).toEqual([
    "The sink waits for ClickHouse: read ECONNRESET",
  ]);
  expect(causesOf(told(ledger), null)).toEqual(["The sink waits for ClickHouse: connect ECONNREFUSED"]);
});

test("tables that are missing are told with what to run", () => {
  const ledger = new Ledger();
  ledger.waiting("migrations", "no landing table for schema 7");
  expect(sinkCauses(told(ledger), null)).toMatchObject([
    { whatToDo: expect.stringContaining("usp-telemetry migrate") },
  ]);
});

test("a group that Kafka says nothing to is a cause, and so is one that was never joined", () => {
  expect(causesOf(told(new Ledger(), 20_000), null)).toEqual([
    "Kafka has not answered the sink's group for 20 s.",
  ]);
  expect(causesOf(told(new Ledger(), null), null)).toHaveLength(1);
  expect(causesOf(null, null)).toHaveLength(1);
});

test("what is committed is known by partition, until it is somebody else's", () => {
  const ledger = new Ledger();
  ledger.committed("t", 1, 1000);
  ledger.committed("t", 2, 2000);
  ledger.committed("t", 1, 3000);
  ledger.revoked("t", 2);
  expect(ledger.status().committedAt).toEqual({ t: { 1: 3000 } });
});
