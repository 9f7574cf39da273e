import { expect, test } from "vitest";
import { createGateway } from "./gateway.ts";

const startMs = Date.UTC(2026, 10, 22, 6, 0, 0);
const run = (seed: number, ticks: number) => {
  const gateway = createGateway({ index: 7, seed, intervalMs: 5000, startMs });
  const publishes = [...gateway.start(startMs)];
  for (let tick = 1; tick <= ticks; tick += 1) publishes.push(...gateway.tick(startMs + tick * 5000));
  return publishes.map((publish) => ({
    topic: publish.topic,
    payload: Buffer.from(publish.payload).toString("latin1"),
  }));
};

test("the same seed gives the same publishes, another seed others", () => {
  expect(run(1, 50)).toEqual(run(1, 50));
  expect(run(1, 50)).not.toEqual(run(2, 50));
});

test("a station appears in at most one access point of a report, with an RSSI a router could send", () => {
  for (const publish of run(3, 200)) {
    if (!publish.topic.endsWith("bulkdata/sim-00007")) continue;
    const report = JSON.parse(publish.payload).Report[0] as Record<string, unknown>;
    const macs = Object.entries(report).filter(([key]) => /^Ap.*\.MACAddress$/.test(key));
    expect(new Set(macs.map(([, mac]) => mac)).size).toBe(macs.length);
    for (const [key, value] of Object.entries(report)) {
      if (key.endsWith(".SignalStrength"))
        expect(value).toSatisfy((dbm: number) => Number.isInteger(dbm) && dbm >= -94 && dbm <= -20);
    }
  }
});

test("over half an hour stations join, leave and come back under a new row", () => {
  const notifies = run(4, 360).filter((publish) => publish.topic.includes("/controller/"));
  const created = notifies.filter((publish) => publish.payload.includes("sub-station-created")).length;
  const deleted = notifies.filter((publish) => publish.payload.includes("sub-station-deleted")).length;
  expect(created).toBeGreaterThan(3);
  expect(deleted).toBeGreaterThan(3);
});
