import { expect, test } from "vitest";
import { createScore } from "./score.ts";
import { formatScore } from "./table.ts";

test("an event's class whose alerts have another name has that beside it, and what misses its aim is named", () => {
  const score = { ...createScore(), homes: 1, days: 1000 };
  Object.assign(score.classes.silence, { events: 10, found: 9, right: 9, delaysMs: [-5000] });
  const rows = formatScore(score).split("\n");
  const rowOf = (name: string): string[] =>
    (rows.find((row) => row.startsWith(`| ${name}`)) ?? "").split(" | ").map((cell) => cell.trim());
  expect(rowOf("silence").slice(0, 6)).toEqual([
    "| silence (`gateway_silent`)",
    "10",
    "0.900 (0.999)",
    "1.000 (0.99)",
    "-5 s (30 s)",
    "-5 s (30 s)",
  ]);
  expect(rowOf("silence").at(-1)).toBe("recall |");
  expect(rowOf("stuck")[0]).toBe("| stuck (`sensor_stuck`)");
  expect(rowOf("sticky")[0]).toBe("| sticky");
});
