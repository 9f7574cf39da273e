import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { topics } from "#schemas/topics.ts";
import type { ReadBatch } from "./backlog.ts";
import type { InsertOutcome } from "./insert-batch.ts";
import { landingColumns } from "./landing.ts";
import { createSink } from "./sink.ts";
import { sinkTopics } from "./sink-topic.ts";

const read = (file: string): string =>
  readFileSync(new URL(`../../schemas/${file}`, import.meta.url), "utf8");
const known = sinkTopics(read);
const { name: topic, schema: file } = topics.telemetry;

/** Two records of a schema id; each batch is enough for a flush. */
const batch = (partition: number, next: number, schemaId = 1, of: string = topic): ReadBatch => {
  const value = Buffer.from([0, 0, 0, 0, schemaId, 1, 2, 3]);
  const records = [next - 2, next - 1].map((offset) => {
    return { offset, key: null, value, headers: {}, timestampMs: 0 };
  });
  return { topic: of, partition, next, records };
};

const inTime = (ms: number, run: () => void): (() => void) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};

/** A sink whose inserts and schemas are answered by hand. */
function open(records = 2, after = inTime) {
  const commits: string[] = [];
  const inserts: ((outcome: InsertOutcome) => void)[] = [];
  const errors: string[] = [];
  const held = new Set<number>();
  let registry: "there" | "away" = "there";
  let told: string = file;
  let isMember = true;
  const sink = createSink({
    topics: known,
    limits: { records, bytes: 1_000_000 },
    flushEveryMs: 10,
    deadLetterBytes: 1000,
    reader: {
      pause: (_topic, partition) => void held.add(partition),
      resume: (_topic, partition) => void held.delete(partition),
      commit: (offsets) => {
        if (!isMember) return Promise.resolve(false);
        for (const { partition, offset } of offsets) commits.push(`${partition}/${offset}`);
        return Promise.resolve(true);
      },
    },
    insert: () => new Promise((resolve) => inserts.push(resolve)),
    publish: () => Promise.resolve(),
    schemaById: () =>
      Promise.resolve(
        registry === "there" ? { kind: "found", text: read(told) } : { kind: "unreachable", detail: "away" },
      ),
    landingTables: () =>
      Promise.resolve({
        kind: "found",
        tables: known.map(({ landingPrefix, schema }) => {
          return { name: `${landingPrefix}1`, columns: landingColumns(schema) };
        }),
      }),
    after,
    warn: () => {},
    fatal: (error) => void errors.push(error.message),
  });
  const setRegistry = (state: typeof registry): void => {
    registry = state;
  };
  const setSchema = (of: string): void => {
    told = of;
  };
  const setMember = (is: boolean): void => {
    isMember = is;
  };
  return { sink, commits, inserts, errors, held, setRegistry, setSchema, setMember };
}

describe("the sink", () => {
  it("has two inserts under way, and commits the first one's offsets first", async () => {
    const { sink, commits, inserts } = open();
    for (const next of [2, 4, 6]) sink.take(batch(0, next));
    await expect.poll(() => inserts.length).toBe(2);
    inserts[1]?.({ ok: true });
    await expect.poll(() => sink.status().inserted[topic]).toBe(2);
    expect(commits).toEqual([]);
    inserts[0]?.({ ok: true });
    await expect.poll(() => commits).toEqual(["0/2", "0/4"]);
    await expect.poll(() => inserts.length).toBe(3);
    inserts[2]?.({ ok: true });
    await expect.poll(() => commits.at(-1)).toBe("0/6");
  });

  it("reads no more while two flushes are under way and two wait", async () => {
    const { sink, inserts, held } = open();
    sink.take(batch(0, 2));
    await expect.poll(() => inserts.length).toBe(1);
    for (const next of [2, 4, 6]) sink.take(batch(1, next));
    expect([...held]).toEqual([1]);
    inserts[0]?.({ ok: true });
    await expect.poll(() => [...held]).toEqual([]);
  });

  it("inserts at once, after the insert before it, what has waited long enough meanwhile; else it waits on", async () => {
    const timers: (() => void)[] = [];
    const { sink, commits, inserts } = open(100, (_ms, run) => {
      timers.push(run);
      return () => {};
    });
    sink.take(batch(0, 2));
    await expect.poll(() => timers.length).toBe(1);
    timers[0]?.();
    expect(inserts.length).toBe(1);
    sink.take(batch(0, 4));
    timers[1]?.();
    expect(inserts.length).toBe(1);
    inserts[0]?.({ ok: true });
    await expect.poll(() => inserts.length).toBe(2);
    sink.take(batch(0, 6));
    inserts[1]?.({ ok: true });
    await expect.poll(() => commits).toEqual(["0/2", "0/4"]);
    expect([inserts.length, timers.length]).toEqual([2, 3]);
    timers[2]?.();
    expect(inserts.length).toBe(3);
  });

  it("inserts parameters less often, and does not let reports wait for them", async () => {
    const timers = new Map<number, () => void>();
    const { sink, commits, inserts, setSchema } = open(100, (ms, run) => {
      timers.set(ms, run);
      return () => {};
    });
    sink.take(batch(0, 2));
    await expect.poll(() => [...timers.keys()]).toEqual([10]);
    setSchema(topics.parameter.schema);
    sink.take(batch(7, 2, 2, topics.parameter.name));
    await expect.poll(() => [...timers.keys()]).toEqual([10, 40]);
    timers.get(40)?.();
    timers.get(10)?.();
    expect(inserts.length).toBe(2);
    inserts[1]?.({ ok: true });
    await expect.poll(() => commits).toEqual(["0/2"]);
    sink.take(batch(0, 4));
    timers.get(10)?.();
    expect(inserts.length).toBe(3);
    for (const insert of inserts) insert({ ok: true });
    await expect.poll(() => commits.toSorted()).toEqual(["0/2", "0/4", "7/2"]);
  });

  it("holds up only the partition of a schema id that nobody can tell now", async () => {
    const { sink, commits, inserts, held, setRegistry } = open();
    sink.take(batch(0, 2));
    await expect.poll(() => inserts.length).toBe(1);
    setRegistry("away");
    sink.take(batch(1, 2, 2));
    sink.take(batch(0, 4));
    for (const insert of inserts) insert({ ok: true });
    await expect.poll(() => inserts.length).toBe(2);
    inserts[1]?.({ ok: true });
    await expect.poll(() => commits).toEqual(["0/2", "0/4"]);
    expect([...held]).toEqual([1]);
    expect(sink.status().waitingFor).toBe("schema registry");
    setRegistry("there");
    await expect.poll(() => inserts.length, { timeout: 5000 }).toBe(3);
    inserts[2]?.({ ok: true });
    await expect.poll(() => commits.at(-1)).toBe("1/2");
    expect([[...held], sink.status().waitingFor]).toEqual([[], null]);
  });

  it("tells the group again what it did not take in a rebalance, but nothing of partitions that went", async () => {
    const timers: (() => void)[] = [];
    const { sink, commits, inserts, setMember } = open(2, (_ms, run) => {
      timers.push(run);
      return () => {};
    });
    setMember(false);
    sink.take(batch(0, 2));
    sink.take(batch(1, 2));
    await expect.poll(() => inserts.length).toBe(2);
    for (const insert of inserts) insert({ ok: true });
    await expect.poll(() => timers.length).toBe(1);
    sink.revoked([{ topic, partition: 1 }]);
    timers[0]?.();
    await expect.poll(() => timers.length).toBe(2);
    setMember(true);
    timers[1]?.();
    await expect.poll(() => commits).toEqual(["0/2"]);
    expect(timers).toHaveLength(2);
  });

  it("commits nothing of what it read before a partition went, though that is back", async () => {
    const { sink, commits, inserts } = open();
    sink.take(batch(0, 2));
    sink.take(batch(1, 2));
    await expect.poll(() => inserts.length).toBe(2);
    sink.revoked([{ topic, partition: 0 }]);
    for (const insert of inserts) insert({ ok: true });
    await expect.poll(() => commits).toEqual(["1/2"]);
    sink.take(batch(0, 4));
    await expect.poll(() => inserts.length).toBe(3);
    inserts[2]?.({ ok: true });
    await expect.poll(() => commits).toEqual(["1/2", "0/4"]);
  });

  it("that is stopped commits nothing behind an insert that did not end", async () => {
    const { sink, commits, inserts, errors } = open();
    for (const next of [2, 4]) sink.take(batch(0, next));
    await expect.poll(() => inserts.length).toBe(2);
    inserts[0]?.({ ok: false, failure: "away", detail: "gone" });
    await expect.poll(() => sink.status().waitingFor).toBe("ClickHouse");
    inserts[1]?.({ ok: true });
    await expect.poll(() => sink.status().inserted[topic]).toBe(2);
    await sink.stop();
    expect([commits, errors]).toEqual([[], []]);
  });
});
