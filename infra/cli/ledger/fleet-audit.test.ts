/** The fleet stage's ledger: candidates that are held, stages that are killed and taken over, offsets that only markers move. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { StageLedger } from "#processors/fleet/stage-ledger.ts";
import type { LedgerEntry } from "#schemas/ledger-entry.ts";
import type { OutRecord } from "#schemas/out-record.ts";
import { sumOfRecord } from "#schemas/record-sum.ts";
import { readStamp, stampHeader } from "#schemas/stamp.ts";
import { claimsOf, takenOf } from "./entries.ts";
import type { Finding } from "./finding.ts";
import { TakenAudit } from "./taken-audit.ts";
import { WrittenAudit } from "./written-audit.ts";

const topic = "candidate";
const alert = "alert";
const partition = 2;
const key = Buffer.from("home");
const startMs = 1_800_000_000_000;
const end = (log: readonly { readonly offset: number }[]): number => (log.at(-1)?.offset ?? -1) + 2;

/** With more it may never come to the end. */
const mostLives = 6;

interface Read {
  readonly offset: number;
  readonly value: Buffer;
  readonly at: number;
}

/** Behind each record is a marker of its transaction. */
const logs = fc
  .array(fc.record({ bytes: fc.uint8Array({ maxLength: 20 }), afterMs: fc.nat(1_500_000) }), {
    minLength: 1,
    maxLength: 40,
  })
  .map((sent) => {
    let at = startMs;
    return sent.map(({ bytes, afterMs }, index): Read => {
      at += afterMs;
      return { offset: 2 * index, value: Buffer.from(bytes), at };
    });
  });

/** What one stage after the other takes in and tells, an alert of each candidate; every so many transactions one is killed. */
function workedOff(
  log: readonly Read[],
  taken: readonly Read[],
  { hold, every, kill }: { readonly hold: number; readonly every: number; readonly kill: number },
): { readonly entries: LedgerEntry[]; readonly alerts: OutRecord[] } {
  const alerts: OutRecord[] = [];
  const entries: LedgerEntry[] = [];
  let committed = new Map<number, number>();
  let lives = 0;
  let transactions = 0;
  let ledger = begin();
  let next = 0;
  while (next < taken.length || (committed.get(partition) ?? 0) < end(log)) {
    const batch = taken.slice(next, next + every);
    for (const { offset, value, at } of batch)
      ledger.take(partition, { offset, number: sumOfRecord(key, value), fate: "taken", appendedAt: at });
    next += batch.length;
    const isLast = next >= taken.length;
    const offset = isLast
      ? end(log)
      : Math.max(committed.get(partition) ?? 0, (taken[next]?.offset ?? 0) - hold);
    const told = batch.map((): OutRecord => ({ topic: alert, partition, key, value: Buffer.from("told") }));
    const records = ledger.cut(told, [{ partition, offset }], startMs);
    transactions += 1;
    if (transactions % kill === 0 && lives < mostLives) {
      ledger = begin(); // The transaction is aborted, and all since the committed offset read again.
      next = taken.filter((read) => read.offset < (committed.get(partition) ?? 0)).length;
      continue;
    }
    committed = new Map([[partition, offset]]);
    for (const record of records)
      if (record.topic === alert) alerts.push(record);
      else entries.push(JSON.parse(String(record.value)) as LedgerEntry);
  }
  return { entries, alerts };

  function begin(): StageLedger {
    lives += 1;
    const toRecord = (entry: LedgerEntry): OutRecord => ({
      topic: "ledger",
      partition,
      key: null,
      value: Buffer.from(JSON.stringify(entry)),
    });
    return new StageLedger({ topic, stampedTopic: alert, writer: `fleet-${lives}`, toRecord }, committed);
  }
}

const placed = (entries: readonly LedgerEntry[]) =>
  entries.map((entry, offset) => ({ partition, offset, entry }));

function audit(log: readonly Read[], entries: readonly LedgerEntry[]): readonly Finding[] {
  const of = { topic, reader: "fleet", partition, low: 0, end: end(log) };
  const taken = new TakenAudit(of, takenOf(placed(entries), topic, partition));
  for (const { offset, value } of log) taken.add(offset, sumOfRecord(key, value));
  return taken.finish();
}

function auditAlerts(alerts: readonly OutRecord[], entries: readonly LedgerEntry[]): readonly Finding[] {
  const written = new WrittenAudit({ topic: alert, partition, low: 0 });
  for (const [offset, { key: of, value, headers }] of alerts.entries()) {
    const stamp = readStamp({ [stampHeader]: Buffer.from(String(headers?.[stampHeader])) });
    written.add({ offset, stamp, sum: sumOfRecord(of, value) });
  }
  return written.finish(claimsOf(placed(entries), alert, partition));
}

const runs = fc.record({
  hold: fc.nat(12),
  every: fc.integer({ min: 1, max: 6 }),
  kill: fc.integer({ min: 2, max: 5 }),
});

test("balances, whatever is held and however often a stage is killed", () => {
  fc.assert(
    fc.property(logs, runs, (log, run) => {
      const { entries, alerts } = workedOff(log, log, run);
      expect(audit(log, entries)).toEqual([]);
      expect(auditAlerts(alerts, entries)).toEqual([]);
      const counted = entries.flatMap(({ counts }) => counts.map(({ records }) => records));
      expect(counted.reduce((sum, records) => sum + records, 0)).toBe(log.length);
      for (const { hour, taken } of entries)
        for (const { first_offset: first, next_offset: next } of taken.filter(({ records }) => records > 0))
          for (const { at } of log.filter(({ offset }) => offset >= first && offset < next))
            expect(at - hour).toBeLessThan(3_600_000);
    }),
  );
});

test("one candidate lost or altered on its way to the stage is named by its offset", () => {
  fc.assert(
    fc.property(logs, runs, fc.nat(), fc.boolean(), (log, run, index, isLost) => {
      const at = index % log.length;
      const altered = (read: Read): Read => ({
        ...read,
        value: Buffer.concat([read.value, Buffer.from([1])]),
      });
      const taken = isLost ? log.toSpliced(at, 1) : log.with(at, altered(log[at] as Read));
      const { entries } = workedOff(log, taken, run);
      const [finding, ...more] = audit(log, entries);
      expect(more).toEqual([]);
      // What is before the first that any stage took in was before the ledger.
      if (isLost && at === 0) expect(finding?.kind ?? "missing").toBe("missing");
      else
        expect(finding).toMatchObject({
          kind: isLost ? "missing" : "altered",
          first: log[at]?.offset,
          records: 1,
        });
    }),
  );
});

test("one alert lost on its way into Kafka is named by its stamp", () => {
  fc.assert(
    fc.property(logs, runs, fc.nat(), (log, run, index) => {
      const { entries, alerts } = workedOff(log, log, run);
      const at = index % alerts.length;
      expect(auditAlerts(alerts.toSpliced(at, 1), entries)).toMatchObject([{ kind: "missing", records: 1 }]);
    }),
  );
});
