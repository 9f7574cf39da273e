import { expect, test } from "vitest";
import { loadSchema } from "#infra/adapters/schemas.ts";
import { compileType } from "#schemas/avro.ts";
import type { LedgerEntry } from "#schemas/ledger-entry.ts";
import type { OutRecord } from "#schemas/out-record.ts";
import { topics } from "#schemas/topics.ts";
import { epochMs } from "#schemas/units.ts";
import { Ledger } from "./ledger.ts";
import { keepLedger, Writers } from "./ledger-side.ts";

type Time = Parameters<typeof keepLedger>[0]["time"];

function ledgerOf(published: OutRecord[], writers: Writers, time: Time) {
  return keepLedger({
    stage: "bridge",
    writers,
    publish: (record) => Promise.resolve(void published.push(record)),
    type: compileType<LedgerEntry>(loadSchema(topics.ledger.schema)),
    schemaId: 1,
    partitions: 12,
    totals: () => ({ received: 3, fates: new Ledger().fates, open: 3 }),
    reading: null,
    mayWait: false,
    time,
    warn: () => undefined,
  });
}

const never = (): Promise<void> => new Promise(() => undefined);

test("all entries of a process are in one partition, whichever of its producers they are of", async () => {
  const published: OutRecord[] = [];
  const writers = new Writers("bridge:b-1");
  const open = (): void => writers.opened(writers.next(), () => [{ topic: "t", partition: 0, next: 7 }]);
  open();
  for (let failed = 0; failed < 5; failed += 1) open();
  const time = { now: () => epochMs(0), after: () => () => undefined, sleep: never };
  await ledgerOf(published, writers, time).stop();
  expect(published).toHaveLength(6);
  expect(new Set(published.map(({ partition }) => partition)).size).toBe(1);
});

test("entries come every ten seconds, also after the clock was set back", () => {
  const published: OutRecord[] = [];
  const writers = new Writers("bridge:b-1");
  writers.opened(writers.next(), () => []);
  let look = (): void => undefined;
  let wall = 3_600_000;
  const after: Time["after"] = (_ms, run) => {
    look = run;
    return () => undefined;
  };
  ledgerOf(published, writers, { now: () => epochMs(wall), after, sleep: never });
  wall = 0;
  for (let seconds = 0; seconds < 20; seconds += 1) look();
  expect(published).toHaveLength(2);
});
