/**
 * `node infra/bench/kpi.ts FOLDER...`: what the measures' detector finds in public labelled series. A folder holds one of
 * a set's series each: `train.npy`, `test.npy`, their `_label` and `_timestamp` (seconds), and `info.json` with the
 * interval. Training halves are only learned from. One threshold for all of a set.
 */
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { createKpiState, judgeSample, type KpiSettings } from "#processors/anomalies/kpi.ts";
import { readNpy } from "./kpi/npy.ts";
import { addSeries, createTally, recallAt, type ScoredSeries, type Tally } from "./kpi/recall.ts";

const settings: KpiSettings = {
  threshold: Infinity,
  zoneOffsetMs: 0,
  warmUpSamples: 1440,
  smallestDeviation: 0,
};
/** Its score is that of three samples: two after an event still hold some of it. */
const graceSamples = 2;
const budgets = [0.02, 0.1, 0.5] as const;

/** The series of one folder, judged. */
function scoreSeries(folder: string): ScoredSeries {
  const both = (name: string): [Float64Array, Float64Array] => [part(`train${name}`), part(`test${name}`)];
  const part = (name: string): Float64Array => readNpy(readFileSync(join(folder, `${name}.npy`)));
  const [train, test] = both("");
  const state = createKpiState();
  const timestamps = joined(both("_timestamp"));
  const scores = joined([train, test]).map((value, index) => {
    const { score } = judgeSample(state, value, 1000 * (timestamps[index] ?? 0), settings);
    return score ?? 0;
  });
  const info = JSON.parse(readFileSync(join(folder, "info.json"), "utf8")) as { intervals: number };
  return { scores, labels: joined(both("_label")), from: train.length, intervalSeconds: info.intervals };
}

function joined([first, second]: readonly [Float64Array, Float64Array]): Float64Array {
  const both = new Float64Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

function formatTally(name: string, tally: Tally): string {
  const found = budgets.map((budget) => {
    const { threshold, recall } = recallAt(tally, budget);
    return `${recall.toFixed(3)} (${threshold.toFixed(1)})`;
  });
  return `| ${[name, tally.events.length, Math.round(tally.days), ...found].join(" | ")} |\n`;
}

function judgeSet(folder: string, grace: number): Tally {
  const tally = createTally();
  for (const name of readdirSync(folder)) addSeries(tally, scoreSeries(join(folder, name)), grace);
  return tally;
}

const folders = process.argv.slice(2);
if (folders.length === 0) {
  process.stderr.write("Usage: node infra/bench/kpi.ts FOLDER... (infra/bench/README.md says where from)\n");
  process.exitCode = 2;
} else {
  const columns = budgets.map((budget) => `recall (threshold) at ${budget}/day`);
  process.stdout.write(
    `| set | events | series-days | ${columns.join(" | ")} |\n|---|---:|---:|---:|---:|---:|\n`,
  );
}
for (const folder of folders) {
  for (const grace of [graceSamples, 0])
    process.stdout.write(
      formatTally(`${basename(folder)}, ${grace} samples of grace`, judgeSet(folder, grace)),
    );
}
