import { expect, test } from "vitest";
import { loadSchema } from "#infra/adapters/schemas.ts";
import { compileType } from "#schemas/avro.ts";
import type { LedgerEntry } from "#schemas/ledger-entry.ts";
import type { OutRecord } from "#schemas/out-record.ts";
import { topics } from "#schemas/topics.ts";
import { epochMs } from "#schemas/units.ts";
import { Ledger } from "./ledger.ts";
import { keepLedger, Writers } from "./ledger-side.ts";

test("all entries of a process are in one partition, whichever of its producers they are of", async () => {
  const published: OutRecord[] = [];
  const writers = new Writers("bridge:b-1");
  const open = (): void => writers.opened(writers.next(), () => [{ topic: "t", partition: 0, next: 7 }]);
  open();
  for (let failed = 0; failed < 5; failed += 1) open();
  const side = keepLedger({
    stage: "bridge",
    writers,
    publish: (record) => Promise.resolve(void published.push(record)),
    type: compileType<LedgerEntry>(loadSchema(topics.ledger.schema)),
    schemaId: 1,
    partitions: 12,
    totals: () => ({ received: 3, fates: new Ledger().fates, open: 3 }),
    reading: null,
    mayWait: false,
    time: { now: () => epochMs(0), after: () => () => undefined, sleep: () => new Promise(() => undefined) },
    warn: () => undefined,
  });
  await side.stop();
  expect(published).toHaveLength(6);
  expect(new Set(published.map(({ partition }) => partition)).size).toBe(1);
});
