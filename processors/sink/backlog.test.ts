import { describe, expect, it } from "vitest";
import { Backlog, type ReadBatch } from "./backlog.ts";

const batch = (partition: number, next: number, sizes: readonly number[]): { batch: ReadBatch } => ({
  batch: {
    topic: "t",
    partition,
    next,
    records: sizes.map((size, index) => ({
      offset: next - sizes.length + index,
      key: null,
      value: Buffer.alloc(size),
      headers: {},
      timestampMs: 0,
    })),
  },
});

describe("a backlog", () => {
  const limits = { records: 4, bytes: 100 };

  it("gives out whole batches, oldest first, up to its limits", () => {
    const backlog = new Backlog<{ batch: ReadBatch }>(limits);
    const batches = [batch(0, 2, [1, 1]), batch(1, 2, [1, 1]), batch(0, 3, [1])];
    for (const each of batches) backlog.add(each);
    expect(backlog.take()).toEqual(batches.slice(0, 2));
    expect(backlog.take()).toEqual(batches.slice(2));
    expect(backlog.isEmpty).toBe(true);
  });

  it("gives out a batch above its limits alone", () => {
    const backlog = new Backlog<{ batch: ReadBatch }>(limits);
    backlog.add(batch(0, 9, [1, 1, 1, 1, 1, 1]));
    backlog.add(batch(1, 1, [1]));
    expect(backlog.take()).toHaveLength(1);
  });

  it.each([
    { name: "records", add: [[1, 1, 1, 1]], due: true, full: false },
    { name: "bytes", add: [[100]], due: true, full: false },
    {
      name: "twice the records",
      add: [
        [1, 1, 1, 1],
        [1, 1, 1, 1],
      ],
      due: true,
      full: true,
    },
    { name: "twice the bytes", add: [[100], [100]], due: true, full: true },
    { name: "less", add: [[1, 1, 1]], due: false, full: false },
  ])("knows when it has enough and when too much: $name", ({ add, due, full }) => {
    const backlog = new Backlog<{ batch: ReadBatch }>(limits);
    add.forEach((sizes, index) => backlog.add(batch(0, index, sizes)));
    expect([backlog.isDue, backlog.isFull]).toEqual([due, full]);
    while (!backlog.isEmpty) backlog.take();
    expect([backlog.isDue, backlog.isFull]).toEqual([false, false]);
  });

  it("forgets a partition that is somebody else's", () => {
    const backlog = new Backlog<{ batch: ReadBatch }>(limits);
    backlog.add(batch(0, 4, [50, 50, 50, 50]));
    backlog.add(batch(1, 1, [1]));
    backlog.drop("t", 0);
    expect([backlog.isDue, backlog.take()]).toEqual([false, [batch(1, 1, [1])]]);
  });
});
