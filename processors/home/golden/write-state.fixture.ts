/**
 * `node processors/home/golden/write-state.fixture.ts`: writes what this version's worker has of each scenario after two thirds of its
 * events, as snapshots, into `state-<version>.ndjson.gz`. To be run once, before a version is left behind; never again.
 */
import { existsSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { createPartitionFold } from "#processors/home/partition-fold.ts";
import { applyWhole, settings } from "#processors/scenarios/run.ts";
import { readScenarios } from "#processors/scenarios/scenario.ts";
import { stateVersion } from "../snapshot.ts";

const file = new URL(`state-${stateVersion}.ndjson.gz`, import.meta.url);
if (existsSync(file)) throw new Error(`${file.pathname} is there: a version that changes is another version`);

const lines = readScenarios().map(({ name, events }) => {
  const cut = Math.floor((2 * events.length) / 3);
  const fold = createPartitionFold(settings);
  const stored = new Map<string, Buffer>();
  for (const [offset, event] of events.slice(0, cut).entries()) {
    const { touched } = applyWhole(fold, event, offset);
    for (const { key, value } of touched.flatMap((homeId) => fold.snapshotHome(homeId))) {
      if (value === null) stored.delete(key);
      else stored.set(key, value);
    }
  }
  const records = [...stored].map(([key, value]) => [key, value.toString("base64")]);
  return JSON.stringify({ scenario: name, cut, clock: fold.clock(), records });
});
writeFileSync(file, gzipSync(`${lines.join("\n")}\n`, { level: 9 }));
