import { expect, test } from "vitest";
import { countedViews } from "../replay/result.ts";
import { eventsPerSecond, renderLine, renderScreen } from "./render.ts";
import type { Snapshot } from "./snapshot.ts";

const window = {
  start: "12:34",
  home_id: "os::00D09E-cpe-sim-0001-with-a-long-name",
  expected: 12,
  received: 12,
  coverage: 1,
  stations_peak: 8,
  rssi: -57.3,
  joins: 1,
  leaves: 0,
  closed_by: "progress",
};
const snapshot: Snapshot = {
  atMs: 10_000,
  events: 120,
  workerLag: 3,
  sinkLag: 4,
  newestRowAgeMs: 1234,
  rows: Object.fromEntries(countedViews.map((view) => [view, 1_234_567_890])),
  changes: { join: 5, leave: 4, roam: 3 },
  windows: Array.from({ length: 5 }, () => window),
  dropped: 6,
  deadLetters: 3,
  firing: 2,
  delivered: null,
};

test("the screen fits a terminal of 80 x 24, and ends with how to query", () => {
  const lines = renderScreen(snapshot, 24, {
    kafka: { brokers: ["127.0.0.1:30862"] },
    registry: { url: "http://127.0.0.1:10440/apis/ccompat/v7" },
    clickhouse: { url: "http://127.0.0.1:23456" },
    mqtt: { url: "mqtt://127.0.0.1:30791" },
  });
  expect(lines.length).toBeLessThanOrEqual(23);
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(79);
  expect(lines.join("\n")).toMatch(
    /newest window +home +reports +stations +RSSI +join +leave\n12:34 UTC +os::00D09E-cpe-sim-0001-with +12\/12 +8 +-57\.3 +1 +0/,
  );
  expect(lines.at(-4)).toBe("ClickHouse http://127.0.0.1:23456, MQTT mqtt://127.0.0.1:30791. Try elsewhere:");
  expect(lines.filter((line) => line.includes("npm run query"))).toHaveLength(2);
});

test("the line says rate, lag, rows, joins, leaves, and what became no event", () => {
  expect(renderLine(snapshot, 24)).toBe(
    "events/s 24.0  lag 7, 1.2 s  stations 1234567890  joins 5 leaves 4  alerts firing 2  dropped 6  dead letters 3",
  );
});

test("with somebody to tell, line and screen say how many transitions receivers took", () => {
  const told = { ...snapshot, delivered: 7 };
  expect(renderLine(told, 24)).toMatch(/ alerts firing 2, delivered 7 {2}dropped 6 {2}dead letters 3$/);
  const addresses = {
    kafka: { brokers: [] },
    registry: { url: "" },
    clickhouse: { url: "" },
    mqtt: { url: "" },
  };
  expect(renderScreen(told, 24, addresses).slice(1, 3)).toEqual([
    "joins 5   leaves 4   roams 3   alerts firing 2, delivered 7",
    "dropped 6   dead letters 3",
  ]);
});

test("the rate is over the time between two looks; a bridge that restarted does not make it negative", () => {
  expect(eventsPerSecond(null, snapshot)).toBeNull();
  expect(eventsPerSecond({ ...snapshot, atMs: 5000, events: 100 }, snapshot)).toBe(4);
  expect(eventsPerSecond({ ...snapshot, atMs: 5000, events: 500 }, snapshot)).toBe(0);
});
