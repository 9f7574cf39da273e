import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sumOfRecord } from "#schemas/record-sum.ts";
import { readStamp, stamped, stampHeader } from "#schemas/stamp.ts";
import type { OutRecord } from "#schemas/out-record.ts";
import type { LedgerEntry, TakenRange } from "#schemas/ledger-entry.ts";
import { WorkerLedger } from "#processors/runtime/worker-ledger.ts";
import { epochMs } from "#schemas/units.ts";
import { claimsOf, takenOf } from "./entries.ts";
import type { Finding } from "./finding.ts";
import { MessagesAudit } from "./messages-audit.ts";
import { TakenAudit } from "./taken-audit.ts";
import { type LogRecord, WrittenAudit } from "./written-audit.ts";

/** What can happen to one record on its way, and what the ledger calls it. */
const kinds = { remove: "missing", double: "doubled", alter: "altered" } as const;
type Gap = keyof typeof kinds;
const gaps = fc.constantFrom<Gap>("remove", "double", "alter");

const topic = "telemetry";
const partition = 3;

const recordOf = (index: number, bytes: Uint8Array): OutRecord => ({
  topic,
  partition,
  key: Buffer.from(`home-${index % 7}`),
  value: Buffer.from(bytes),
});

const alter = <T extends { readonly value: Buffer | null }>(record: T, bit: number): T => {
  const value = Buffer.concat([
    record.value ?? Buffer.alloc(0),
    Buffer.alloc(record.value?.length === 0 ? 1 : 0),
  ]);
  const at = (bit >> 3) % value.length;
  value[at] = (value[at] ?? 0) ^ (1 << (bit & 7));
  return { ...record, value };
};

/** The records with one of them disturbed. */
const disturbed = <T extends { readonly value: Buffer | null }>(
  records: readonly T[],
  at: number,
  gap: Gap,
  bit: number,
): T[] =>
  records.flatMap((record, index) => {
    if (index !== at) return [record];
    if (gap === "remove") return [];
    return gap === "double" ? [record, record] : [alter(record, bit)];
  });

/** As Kafka has them: offsets in order, some skipped (marks of transactions). */
const inLog = (records: readonly OutRecord[], everySkipped = 5): LogRecord[] =>
  records.map(({ key, value, headers }, index) => ({
    offset: index + Math.floor(index / everySkipped),
    stamp: readStamp({ [stampHeader]: Buffer.from(String(headers?.[stampHeader])) }),
    sum: sumOfRecord(key, value),
  }));

const bytes = fc.uint8Array({ maxLength: 40 });

describe("what writers have written", () => {
  /** Several writers, one after another and at once. */
  const logs = fc
    .array(fc.record({ writer: fc.nat(3), bytes }), { minLength: 1, maxLength: 60 })
    .map((sent) => {
      const next = new Map<string, number>();
      const records = sent.map(({ writer, bytes: value }, index) => {
        const name = `bridge:b${writer}~1`;
        const sequence = next.get(name) ?? 0;
        next.set(name, sequence + 1);
        return stamped(recordOf(index, value), name, sequence);
      });
      return { records, claims: next };
    });
  const audit = (log: readonly LogRecord[], claims: ReadonlyMap<string, number>, low = 0) => {
    const written = new WrittenAudit({ topic, partition, low });
    for (const record of log) written.add(record);
    return written.finish(claims);
  };

  test("balances undisturbed, also while claims lag behind, and when retention took the first", () => {
    fc.assert(
      fc.property(logs, fc.nat(), ({ records, claims }, cut) => {
        const log = inLog(records);
        expect(audit(log, claims)).toEqual([]);
        expect(audit(log, new Map())).toEqual([]);
        const from = cut % log.length;
        expect(audit(log.slice(from), claims, log[from]?.offset ?? 0)).toEqual([]);
      }),
    );
  });

  test("one record lost, doubled or altered between a writer and the log is named, whichever it is", () => {
    fc.assert(
      fc.property(logs, fc.nat(), gaps, fc.nat(), ({ records, claims }, index, gap, bit) => {
        const at = index % records.length;
        const findings = audit(inLog(disturbed(records, at, gap, bit)), claims);
        expect(findings.map(({ kind, records: count }) => ({ kind, count }))).toEqual([
          { kind: kinds[gap], count: 1 },
        ]);
        const stamp = String(records[at]?.headers?.[stampHeader]).split(".");
        const finding = findings[0];
        if (gap === "remove") {
          expect(finding?.first).toBe(Number(stamp[1]));
          expect(finding?.detail).toContain(stamp[2]);
        } else {
          expect(finding?.detail).toContain(`stamp ${stamp[1]} of ${stamp[2]}`);
        }
      }),
    );
  });

  test("a record that nobody says he has written is named", () => {
    const records = [0, 1].map((n) => stamped(recordOf(n, Buffer.from("x")), "bridge:b~1", n));
    const foreign = { ...recordOf(2, Buffer.from("x")), headers: { [stampHeader]: "no stamp" } };
    expect(audit(inLog([...records, foreign]), new Map())).toMatchObject([{ kind: "unclaimed", first: 2 }]);
    expect(audit(inLog([foreign, ...records]), new Map())).toEqual([]);
  });
});

describe("what a worker has taken in", () => {
  interface Read {
    readonly offset: number;
    readonly value: Buffer | null;
    readonly at: number;
  }
  const logs = fc
    .array(fc.record({ bytes, afterMs: fc.nat(4000), skipped: fc.nat(2) }), { minLength: 1, maxLength: 80 })
    .map((sent) => {
      let [offset, at] = [0, 1_800_000_000_000];
      return sent.map(({ bytes: value, afterMs, skipped }): Read => {
        at += afterMs;
        offset += 1 + skipped;
        return { offset: offset - 1, value: Buffer.from(value), at };
      });
    });
  const key = Buffer.from("home");

  /** The worker is killed and starts from its checkpoint after some of the cuts. */
  function workedOff(log: readonly Read[], cutEvery: number, killEvery: number): LedgerEntry[] {
    const committed: LedgerEntry[] = [];
    let entries: LedgerEntry[] = [];
    const settings = {
      topic,
      writer: "worker-3-a",
      toRecord: (entry: LedgerEntry): OutRecord => {
        entries.push(entry);
        return { topic: "ledger", partition, key: null, value: Buffer.from(JSON.stringify(entry)) };
      },
    };
    let kept = new WorkerLedger(settings, partition, null, 0).state();
    let ledger = new WorkerLedger(settings, partition, kept, 0);
    let from = 0;
    let cuts = 0;
    for (let index = 0; index < log.length; index += 1) {
      const record = log[index];
      if (record !== undefined)
        ledger.take(record.offset, sumOfRecord(key, record.value), "folded", record.at);
      // A record taken twice is taken twice at once.
      const isTwice = log[index + 1]?.offset === record?.offset;
      if (isTwice || ((index + 1) % cutEvery !== 0 && index < log.length - 1)) continue;
      entries = [];
      ledger.cut(index === log.length - 1);
      cuts += 1;
      if (cuts % killEvery === 0 && index > from) {
        // The transaction is aborted: nothing of it was ever there.
        ledger = new WorkerLedger(settings, partition, kept, 0);
        index = from - 1;
        continue;
      }
      committed.push(...entries);
      kept = ledger.state();
      from = index + 1;
    }
    return committed;
  }

  function audit(log: readonly Read[], entries: readonly LedgerEntry[]): readonly Finding[] {
    const placed = entries.map((entry, offset) => ({ partition, offset, entry }));
    const end = (log.at(-1)?.offset ?? -1) + 1;
    const taken = new TakenAudit(
      { topic, reader: "worker", partition, low: 0, end },
      takenOf(placed, topic, partition),
    );
    for (const { offset, value } of log) taken.add(offset, sumOfRecord(key, value));
    return taken.finish();
  }

  test("balances undisturbed, however often the worker is killed", () => {
    fc.assert(
      fc.property(logs, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 2, max: 5 }), (log, cut, kill) => {
        expect(audit(log, workedOff(log, cut, kill))).toEqual([]);
      }),
    );
  });

  test("one record lost, doubled or altered between log and worker is named by its offset", () => {
    fc.assert(
      fc.property(
        logs,
        fc.nat(),
        gaps,
        fc.nat(),
        fc.integer({ min: 2, max: 9 }),
        (log, index, gap, bit, cut) => {
          const at = index % log.length;
          const taken = disturbed(log, at, gap, bit);
          const entries = workedOff(taken, cut, 1000);
          const wanted = { from: topic, to: "worker", partition, records: 1, of: "offset" };
          const [finding, ...more] = audit(log, entries);
          expect(more).toEqual([]);
          // The last of all is not taken in yet, as far as anybody knows; the only one was before the ledger.
          const isAtEdge = gap === "remove" && (at === log.length - 1 || log.length === 1);
          if (isAtEdge) expect(finding?.kind ?? "behind").toBe("behind");
          else expect(finding).toMatchObject({ ...wanted, kind: kinds[gap], first: log[at]?.offset });
        },
      ),
    );
  });

  test("one of a million is named", { timeout: 120_000 }, () => {
    const settings = { topic, writer: "worker-3-a", toRecord: toText };
    const count = 1_000_000;
    const lost = 654_321;
    const value = Buffer.alloc(8);
    const numberAt = (offset: number): number => {
      value.writeDoubleLE(offset);
      return sumOfRecord(null, value);
    };
    const ledger = new WorkerLedger(settings, partition, null, 0);
    for (let offset = 0; offset < count; offset += 1)
      if (offset !== lost) ledger.take(offset, numberAt(offset), "folded", 1_800_000_000_000 + offset / 100);
    const entries = ledger.cut(true).map(fromText);
    const placed = entries.map((entry, offset) => ({ partition, offset, entry }));
    const taken = new TakenAudit(
      { topic, reader: "worker", partition, low: 0, end: count },
      takenOf(placed, topic, partition),
    );
    for (let offset = 0; offset < count; offset += 1) taken.add(offset, numberAt(offset));
    expect(taken.finish()).toMatchObject([{ kind: "missing", first: lost, next: lost + 1, records: 1 }]);
    expect(taken.handedOn - taken.takenIn).toBe(1);
  });

  test("several in one range are noticed, and the range is named", () => {
    const log = Array.from({ length: 40 }, (_, offset) => ({
      offset,
      value: Buffer.from([offset]),
      at: 1_800_000_000_000,
    }));
    const entries = workedOff(
      log.filter(({ offset }) => ![7, 9].includes(offset)),
      50,
      1000,
    );
    expect(audit(log, entries)).toMatchObject([{ kind: "differs", first: 0, next: 40, records: 2 }]);
  });

  test("a range that nobody took in between two of one life is missing, one taken in twice is doubled", () => {
    const log = Array.from({ length: 30 }, (_, offset) => ({
      offset,
      value: Buffer.from([offset]),
      at: 1_800_000_000_000,
    }));
    const [entry] = workedOff(log, 50, 1000);
    const range = entry?.taken[0];
    if (entry === undefined || range === undefined) throw new Error("there is one");
    const part = (first: number, next: number): LedgerEntry => {
      const sums = workedOff(
        log.slice(first, next).map((each) => ({ ...each, offset: each.offset - first })),
        50,
        1000,
      );
      const taken = sums[0]?.taken[0];
      return {
        ...entry,
        taken: taken === undefined ? [] : [{ ...taken, first_offset: first, next_offset: next }],
      };
    };
    expect(audit(log, [part(0, 10), part(15, 30)])).toMatchObject([
      { kind: "missing", first: 10, next: 15, records: 5 },
    ]);
    expect(audit(log, [part(0, 10), part(8, 30)])).toMatchObject([
      { kind: "doubled", first: 8, next: 10, records: 2 },
    ]);
  });
});

const toText = (entry: LedgerEntry): OutRecord => ({
  topic: "ledger",
  partition,
  key: null,
  value: Buffer.from(JSON.stringify(entry)),
});
const fromText = ({ value }: OutRecord): LedgerEntry => JSON.parse(String(value)) as LedgerEntry;

test("entries say what their writers have written, themselves among it but for the last", () => {
  const settings = { topic, writer: "worker-3-a", toRecord: toText };
  const ledger = new WorkerLedger(settings, partition, null, 0);
  ledger.stamp({ topic: "window", partition, key: null, value: null });
  ledger.take(0, 5, "folded", 1_800_000_000_000);
  const entries = ledger.cut(true).map(fromText);
  const placed = entries.map((entry, offset) => ({ partition, offset, entry }));
  expect([...claimsOf(placed, "window", partition)]).toEqual([["worker-3-a", 1]]);
  expect(entries).toMatchObject([{ counts: [{ topic, partition, fate: "folded", records: 1 }] }]);
});

describe("what became of messages", () => {
  const range = (name: string, numbers: readonly number[], first = 0): TakenRange => ({
    topic: name,
    partition: -1,
    first_offset: first,
    next_offset: first + numbers.length,
    records: numbers.filter((number) => number > 0).length,
    sum: numbers.reduce((sum, number) => sum + number, 0),
    located: numbers.reduce((sum, number, place) => sum + place * number, 0),
  });
  const entry = (
    received: number,
    produced: number,
    open: number,
    taken: readonly TakenRange[],
  ): LedgerEntry => ({
    stage: "bridge",
    writer: "bridge:b~1",
    hour: epochMs(1_800_000_000_000),
    open,
    counts: [
      { topic: "", partition: -1, fate: "received", records: received },
      { topic: "", partition: -1, fate: "produced", records: produced },
    ],
    taken,
    written: [],
  });
  const audit = (entries: readonly LedgerEntry[]): readonly Finding[] => {
    const messages = new MessagesAudit(true);
    for (const each of entries) messages.add(each);
    return messages.finish();
  };

  test("each has a fate, or is known to have none yet", () => {
    const first = entry(4, 3, 1, [range("read", [5, 6, 7, 8]), range("decoded", [5, 6, 7, 8])]);
    const second = entry(1, 2, 0, [range("read", [9], 4), range("decoded", [9], 4)]);
    expect(audit([first, second])).toEqual([]);
    expect(audit([first, { ...second, open: 1 }])).toMatchObject([{ kind: "doubled" }]);
    expect(audit([first, { ...second, counts: second.counts.slice(0, 1) }])).toMatchObject([
      { kind: "missing", records: 2 },
    ]);
  });

  test("an entry that was written twice, as its acknowledgement was lost, counts once", () => {
    const first = entry(4, 3, 1, [range("read", [5, 6, 7, 8]), range("decoded", [5, 6, 7, 8])]);
    const second = entry(1, 2, 0, [range("read", [9], 4), range("decoded", [9], 4)]);
    expect(audit([first, first, second, second])).toEqual([]);
  });

  test.each([
    { name: "lost", decoded: [5, 0, 7], kind: "missing" },
    { name: "altered", decoded: [5, 99, 7], kind: "altered" },
  ])("one that was $name between reading and decoding is named by its number", ({ decoded, kind }) => {
    const fates = decoded.filter((number) => number > 0).length;
    const told = entry(3, fates, 0, [range("read", [5, 6, 7]), range("decoded", decoded)]);
    expect(audit([told])).toMatchObject([{ kind, first: 1, next: 2, of: "message" }]);
  });
});
