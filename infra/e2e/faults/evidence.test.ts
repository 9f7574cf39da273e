import { expect, test } from "vitest";
import { formatTable, median, type Struck } from "./evidence.ts";

const struck = (target: string, inFlight: number, recoveryMs: number): Struck => ({
  target,
  kind: "kill",
  atMs: 0,
  inFlight,
  recoveryMs,
});

test("a row for each part and kind: least and middle in flight, middle and longest recovery", () => {
  const table = formatTable([
    struck("worker", 300, 7_000),
    struck("worker", 100, 8_000),
    struck("worker", 200, 30_000),
    struck("bridge + sink", 150, 1_240),
  ]);
  expect(table.split("\n")).toEqual([
    "part           kind  faults  in flight min  median  recovered median s  max s",
    "bridge + sink  kill       1            150     150                 1.2    1.2",
    "worker         kill       3            100     200                 8.0   30.0",
  ]);
});

test("the middle of an even number is the greater of the two", () => {
  expect(median([4, 1, 3, 2])).toBe(3);
});
