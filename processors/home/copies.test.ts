import { expect, test } from "vitest";
import { blankEvent, stationTables } from "#processors/scenarios/blank.ts";
import { settings } from "#processors/scenarios/run.ts";
import { epochMs } from "#schemas/units.ts";
import { createPartitionFold } from "./partition-fold.ts";

test("a report that came before is told as a copy, whenever it comes again", () => {
  const fold = createPartitionFold(settings);
  const report = (id: string, at: number) => ({
    ...blankEvent,
    event_id: id,
    observed_at: epochMs(at),
    received_at: epochMs(at + 100),
    tables: stationTables,
  });
  const events = [report("a", 60_000), report("b", 70_000), report("a", 60_000), report("c", 80_000)];
  const applied = events.flatMap((event, offset) => [...fold.apply(event, offset)]);
  expect(applied.map(({ isCopy }) => isCopy)).toEqual([false, false, true, false]);
});

test("a report whose time is not believed is a copy of itself in whichever window its next receipt is", () => {
  const fold = createPartitionFold(settings);
  const report = (id: string, at: number) => ({
    ...blankEvent,
    event_id: id,
    observed_at: epochMs(at),
    received_at: epochMs(at),
    time_quality: "out_of_range" as const,
    tables: stationTables,
  });
  const events = [report("a", 60_000), report("b", 130_000), report("a", 131_000), report("c", 140_000)];
  const applied = events.flatMap((event, offset) => [...fold.apply(event, offset)]);
  expect(applied.map(({ isCopy }) => isCopy)).toEqual([false, false, true, false]);
});
