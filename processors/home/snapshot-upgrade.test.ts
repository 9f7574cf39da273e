/** What earlier versions of the worker wrote is read by this one, which goes on where they stopped. */
import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { Output } from "#processors/runtime/fold.ts";
import { applyWhole, runWhole, settings } from "#processors/scenarios/run.ts";
import { readScenarios } from "#processors/scenarios/scenario.ts";
import { createPartitionFold } from "./partition-fold.ts";
import { oldestStateVersion, stateVersion } from "./snapshot.ts";

const golden = z.object({
  scenario: z.string(),
  cut: z.number(),
  clock: z.string(),
  records: z.array(z.tuple([z.string(), z.string()])),
});

const fileOf = (version: number): URL => new URL(`golden/state-${version}.ndjson.gz`, import.meta.url);
const scenarios = new Map(readScenarios().map((scenario) => [scenario.name, scenario]));
/** What a detector decided before is that version's: alerts may differ where detectors have changed. */
const withoutAlerts = (outputs: readonly Output[]): readonly Output[] =>
  outputs.filter(({ topic }) => topic !== "alertCandidate");
const earlier = Array.from(
  { length: stateVersion - oldestStateVersion },
  (_, index) => oldestStateVersion + index,
);

test("there is what each version that is read has written", () => {
  const missing = earlier.filter((version) => !existsSync(fileOf(version)));
  expect(
    missing,
    "run processors/home/golden/write-state.fixture.ts at the last commit of that version",
  ).toEqual([]);
});

describe.each(earlier)("state of version %i", (version) => {
  const lines = gunzipSync(readFileSync(fileOf(version)))
    .toString()
    .trim()
    .split("\n");

  test.each(lines.map((line) => golden.parse(JSON.parse(line))))(
    "scenario $scenario goes on as if there had never been another version",
    ({ scenario, cut, clock, records }) => {
      const { events } = scenarios.get(scenario) ?? { events: [] };
      const fold = createPartitionFold(settings);
      fold.restoreClock(clock);
      for (const [key, value] of records)
        expect(fold.restore(key, Buffer.from(value, "base64")), key).toBe(true);
      const rest = events.slice(cut).map((event, index) => applyWhole(fold, event, cut + index).outputs);
      expect(rest.map(withoutAlerts)).toEqual(runWhole(events).slice(cut).map(withoutAlerts));
    },
  );
});
