import { describe, expect, test } from "vitest";
import { place } from "../normalize/placement.ts";
import { LayoutMemory } from "./layout.ts";
import { LayoutReader } from "./layout-reader.ts";
import { createNameResolver } from "./names.ts";

const limits = { values: 1_000_000, depth: 8 };

const reader = (): { readonly memory: LayoutMemory; readonly taken: (text: string) => boolean } => {
  const memory = new LayoutMemory(createNameResolver([], [], place));
  const layouts = new LayoutReader(memory);
  return { memory, taken: (text) => layouts.read(Buffer.from(text), limits) !== null };
};

const reportOf = (names: readonly string[]): string =>
  `{"Report":[{${names.map((name) => `"${name}":1`).join(",")}}]}`;

const numbered = (prefix: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `Device.X.${prefix}.${index}.Name`);

describe("segments are shared", () => {
  test("a report of known keys adds none, in whatever order they come", () => {
    const { memory, taken } = reader();
    const names = numbered("1", 50);
    expect(taken(reportOf(names))).toBe(true);
    expect(taken(reportOf(names.toReversed()))).toBe(true);
    const { size } = memory;
    for (let turn = 0; turn < 50; turn += 1) {
      expect(taken(reportOf([...names.slice(turn), ...names.slice(0, turn)]))).toBe(true);
    }
    // Each key may be the first of a report too.
    expect(memory.size).toBeLessThanOrEqual(size + 50);
  });
});

describe("what followed a value", () => {
  test("is remembered of the last few times, however many ways there are", () => {
    const { memory, taken } = reader();
    for (let way = 0; way < 200; way += 1) {
      const names = ["Device.X.1.Name", `Device.X.${2 + (way % 40)}.Name`];
      expect(taken(reportOf(names))).toBe(true);
    }
    const { size } = memory;
    // The first of all, 40 behind it, and the end.
    expect(size).toBe(42);
    expect(memory.start.next?.earlier.length).toBe(32);
  });
});

describe("memory is bounded", () => {
  const most = 20_000;

  test("by a flood of names that never come again", () => {
    const { memory, taken } = reader();
    const sizes: number[] = [];
    for (let round = 0; round < 60; round += 1) {
      expect(taken(reportOf(numbered(String(round), 1000)))).toBe(true);
      sizes.push(memory.size);
    }
    expect(Math.max(...sizes)).toBeGreaterThan(most / 2);
    expect(Math.max(...sizes)).toBeLessThan(most + 1100);
  });

  test("by long names too: in bytes, not only in number", () => {
    const { memory, taken } = reader();
    const long = "x".repeat(480);
    const names = Array.from({ length: 500 }, (_, index) => `${long}${index}`);
    for (let round = 0; round < 20; round += 1) {
      expect(taken(reportOf(names.map((name) => `${round}${name}`)))).toBe(true);
      expect(memory.view.byteLength).toBeLessThanOrEqual(8_388_608);
    }
    expect(memory.size).toBeLessThan(9000);
  });

  test("what it forgot is read as before", () => {
    const { memory, taken } = reader();
    const report = reportOf(["Device.Hosts.Host.1.HostName", "Device.Hosts.Host.1.Active"]);
    expect(taken(report)).toBe(true);
    for (let round = 0; round < 30; round += 1) taken(reportOf(numbered(String(round), 1000)));
    memory.makeRoom();
    expect(taken(report)).toBe(true);
  });

  test("keys longer than any path are not kept, and left to the ordinary parser", () => {
    const { memory, taken } = reader();
    const { size } = memory;
    expect(taken(`{"Report":[{${" ".repeat(600)}"A":1}]}`)).toBe(false);
    expect(taken(`{"Report":[{"${"x".repeat(600)}":1}]}`)).toBe(false);
    expect(memory.size).toBe(size);
  });
});
