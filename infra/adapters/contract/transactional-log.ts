/**
 * What the home worker relies on from transactions on the log. When a promise is broken, it loses:
 *
 * 1. A commit makes all its sends and the group's offset visible (soon, not at once), and says where each send is:
 *    windows without their checkpoint are emitted twice, a checkpoint without its windows is a hole.
 * 2. What is not committed is never read, whether open, aborted or failed, and holds up no other partition: windows
 *    that never were.
 * 3. The first commit of a successor with the same transactional id ends what its predecessor left open: its readers
 *    wait for a dead worker.
 * 4. From then on every commit of the predecessor fails, says that it is fenced, and leaves nothing, the group's
 *    offset included: a hung worker that wakes writes over its successor.
 * 5. Whoever reads up to a sentinel that it has committed has read everything committed before: state of the past.
 * 6. After a failed commit the next transactor with its id goes on: a partition that stands still for good.
 * 7. Offsets have gaps (markers): reading starts in a gap and passes over one, and comes to the end of the log.
 * 8. A send carries one partition: see the partition log, 3.
 * 9. Compaction leaves at least the newest record of each key, and reading goes on past what is gone: a home's state.
 */
import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { WorkerDeps } from "#processors/runtime/worker.ts";
import type { OutRecord } from "#schemas/out-record.ts";
import { type PartitionLog, readAll, recordOf, startReading } from "./partition-log.ts";
import { numbers, until } from "./waiting.ts";

type LogPorts = WorkerDeps["kafka"];
type Transactor = Awaited<ReturnType<LogPorts["openTransactor"]>>;

export interface TransactionalLog extends PartitionLog {
  openTransactor(transactionalId: string, groupId: string): Promise<Transactor>;
  readonly classify: LogPorts["classify"];
  /** A writer with this id begins a transaction, writes the records, and is never heard of again. */
  leaveOpen(transactionalId: string, records: readonly OutRecord[]): Promise<void>;
  /** The group's committed next offset; null without one. */
  groupOffset(groupId: string, topic: string, partition: number): Promise<number | null>;
  /** Resolves when compaction has come by and taken the second record, whose key has a newer one. */
  compact(topic: string): Promise<void>;
}

export function describeTransactionalLogContract(name: string, open: () => Promise<TransactionalLog>): void {
  describe(`the transactional log contract: ${name}`, () => {
    let log: TransactionalLog;
    const opened: { close(): Promise<void> }[] = [];
    beforeAll(async () => {
      log = await open();
    });
    afterEach(async () => {
      for (const each of opened.splice(0)) await each.close();
    });
    afterAll(() => log.close());

    const transactorOf = async (id: string, groupId = id): Promise<Transactor> => {
      const transactor = await log.openTransactor(id, groupId);
      opened.push(transactor);
      return transactor;
    };
    const textsIn = async (topic: string, count: number): Promise<string[]> =>
      (await readAll(log, topic, count)).map(({ value }) => String(value));
    const offsetIs = (groupId: string, topic: string, offset: number): Promise<void> =>
      until(
        log,
        `the group's offset is ${offset}`,
        async () => (await log.groupOffset(groupId, topic, 0)) === offset,
      );
    const kindOfFailure = (work: Promise<unknown>): Promise<string> =>
      work.then(
        () => "none",
        (error: unknown) => log.classify(error).kind,
      );

    test("1 a commit makes sends and the group's offset visible together, and says where the sends are", async () => {
      const id = randomUUID();
      const [first, second] = [await log.createTopic(), await log.createTopic()];
      const transactor = await transactorOf(id);
      const sends = [[recordOf(first, "a"), recordOf(first, "b")], [recordOf(second, "c")]];
      const offsets = await transactor.commit(sends, { topic: first, partition: 0, offset: 7 });
      const [third] = await transactor.commit([[recordOf(first, "d")]], null);
      const found = await readAll(log, first, 3);
      expect(found.map(({ value }) => String(value))).toEqual(["a", "b", "d"]);
      expect([found[0]?.offset, found[2]?.offset]).toEqual([offsets[0], third]);
      expect((await readAll(log, second, 1)).map(({ offset }) => offset)).toEqual([offsets[1]]);
      await offsetIs(id, first, 7);
    });

    test("2, 3 what is open is not read, holds up no other partition, and is gone with the successor's commit", async () => {
      const id = randomUUID();
      const topic = await log.createTopic({ partitions: 2 });
      const { reader, texts } = await startReading(log, [topic]);
      opened.push({ close: () => reader.stop() });
      await log.leaveOpen(id, [recordOf(topic, "left open")]);
      const other = await transactorOf(randomUUID());
      await other.commit([[recordOf(topic, "of another partition", 1)]], null);
      await until(log, "the other partition", () => texts().length === 1);
      const owner = await transactorOf(id);
      await owner.commit([[recordOf(topic, "owner")]], null);
      await until(log, "the owner's", () => texts().includes("owner"));
      expect(texts()).toEqual(["of another partition", "owner"]);
    });

    test("2, 7 reading goes on past one aborted transaction after the other", async () => {
      const id = randomUUID();
      const topic = await log.createTopic();
      await log.leaveOpen(id, [recordOf(topic, "-1")]);
      await log.leaveOpen(id, [recordOf(topic, "-2")]);
      const transactor = await transactorOf(id);
      await transactor.commit([[recordOf(await log.createTopic(), "elsewhere")]], null); // Aborts the second.
      const { reader, texts, next } = await startReading(log, [topic]);
      opened.push({ close: () => reader.stop() });
      await until(log, "past both", () => next(0) > 3);
      for (const text of numbers(4)) await transactor.commit([[recordOf(topic, text)]], null);
      await until(log, "the last", () => texts().length === 4);
      await until(log, "the end of the log", async () => next(0) === (await log.range(topic, 0)).high);
      expect(texts()).toEqual(numbers(4));
    });

    test("4 a predecessor is fenced: its commit fails, and leaves neither records nor an offset", async () => {
      const id = randomUUID();
      const topic = await log.createTopic();
      const zombie = await transactorOf(id);
      await zombie.commit([[recordOf(topic, "before")]], { topic, partition: 0, offset: 1 });
      const owner = await transactorOf(id);
      await owner.commit([[recordOf(topic, "owner")]], { topic, partition: 0, offset: 2 });
      const late = zombie.commit([[recordOf(topic, "zombie")]], { topic, partition: 0, offset: 99 });
      expect(await kindOfFailure(late)).toBe("fenced");
      expect(await kindOfFailure(zombie.commit([[recordOf(topic, "again")]], null))).not.toBe("none");
      await owner.commit([[recordOf(topic, "after")]], null);
      expect(await textsIn(topic, 3)).toEqual(["before", "owner", "after"]);
      await offsetIs(id, topic, 2);
    });

    test("5 reading up to one's own sentinel reads all that was committed before it", async () => {
      const id = randomUUID();
      const topic = await log.createTopic();
      const predecessor = await transactorOf(id);
      for (const text of numbers(5)) await predecessor.commit([[recordOf(topic, text)]], null);
      await log.leaveOpen(id, [recordOf(topic, "left open")]);
      const owner = await transactorOf(id);
      const [sentinel] = await owner.commit([[recordOf(topic, "sentinel")]], null);
      const { reader, batches } = await startReading(log, [topic], (self) => ({
        joined: () => self.seek(topic, 0, 0),
      }));
      opened.push({ close: () => reader.stop() });
      const records = (): { offset: number; value: Buffer | null }[] =>
        batches.flatMap((batch) => [...batch.records]);
      await until(log, "the sentinel", () => records().some(({ offset }) => offset === sentinel));
      expect(records().map(({ value }) => String(value))).toEqual([...numbers(5), "sentinel"]);
    });

    test("2, 6 a failed transaction leaves nothing, and the next transactor goes on", async () => {
      const id = randomUUID();
      const topic = await log.createTopic({ maxRecordBytes: 3000 });
      const transactor = await transactorOf(id);
      const sends = [[recordOf(topic, "small")], [recordOf(topic, "x".repeat(5000))]];
      expect(await kindOfFailure(transactor.commit(sends, { topic, partition: 0, offset: 5 }))).toBe(
        "too_large",
      );
      const next = await transactorOf(id);
      await next.commit([[recordOf(topic, "next")]], null);
      expect(await textsIn(topic, 1)).toEqual(["next"]);
      expect(await log.groupOffset(id, topic, 0)).toBeNull();
    });

    test("7 reading that starts in a gap begins with the next record", async () => {
      const topic = await log.createTopic();
      const transactor = await transactorOf(randomUUID());
      const [first = 0] = await transactor.commit([[recordOf(topic, "first")]], null);
      await transactor.commit([[recordOf(topic, "second")]], null);
      let lost = false;
      const { reader, texts } = await startReading(log, [topic], (self) => ({
        joined: () => self.seek(topic, 0, first + 1),
        lost: () => {
          lost = true;
        },
      }));
      opened.push({ close: () => reader.stop() });
      await until(log, "a record", () => texts().length > 0);
      expect({ texts: texts(), lost }).toEqual({ texts: ["second"], lost: false });
    });

    test("8 a send of two partitions, or of none, is refused", async () => {
      const topic = await log.createTopic({ partitions: 2 });
      const bad = [[recordOf(topic, "a"), recordOf(topic, "b", 1)], []];
      for (const send of bad) {
        const transactor = await transactorOf(randomUUID());
        await expect(transactor.commit([send], null)).rejects.toThrow(RangeError);
      }
    });

    test("9 compaction leaves the newest of each key, and reading goes past what is gone", async () => {
      const topic = await log.createTopic({ compacted: true });
      const transactor = await transactorOf(randomUUID());
      const tail = numbers(50);
      for (const [round, keys] of [["kept", ...tail], tail, tail].entries()) {
        const records = keys.map((key) => ({
          ...recordOf(topic, ""),
          key: Buffer.from(key),
          value: Buffer.alloc(12_000, String(round)),
        }));
        await transactor.commit([records], null);
      }
      await log.compact(topic);
      const { reader, batches, next } = await startReading(log, [topic], (self) => ({
        joined: () => self.seek(topic, 0, 0),
      }));
      opened.push({ close: () => reader.stop() });
      await until(log, "the end of the log", async () => next(0) === (await log.range(topic, 0)).high);
      const newest = new Map(
        batches.flatMap(({ records }) =>
          records.map(({ key, value }) => [String(key), value?.toString("utf8", 0, 1)]),
        ),
      );
      expect(newest).toEqual(new Map([["kept", "0"], ...tail.map((key) => [key, "2"] as const)]));
    }, 90_000);
  });
}
