/**
 * Sensor stuck: 200 samples over half an hour in which a station's RSSI is the same while its traffic goes on, or its
 * counters stand still though it hardly ever was without traffic. Where counters of three stations stand still at once
 * their line is down.
 */
import type { Judgement, Reading } from "./reading.ts";
import { isLongRun, stuckLimits, type Run } from "./run-length.ts";
import { placeLabels, type Sight } from "./station-watch.ts";

const alertClass = "sensor_stuck";
/** Of its windows so many had traffic, in millionths: who is idle at times has no stuck counters. */
const busyShare = 900_000;
/** Windows over which that is learned. */
const memory = 360;
/** So many samples without traffic are learned from; in more of them the counters may stand still. */
const idleSamples = 10;
const lineFrom = 3;

/** Takes the stations of a window into their runs, and judges them. */
export function judgeStuck(sights: readonly Sight[], windowMs: number, coverage: number): Judgement {
  const sameLevel: Sight[] = [];
  const idle: Sight[] = [];
  const unsure = new Set<string>();
  // What began within a window is counted from the next one on.
  const limits = { ...stuckLimits, durationMs: stuckLimits.durationMs - windowMs };
  for (const sight of sights) {
    const hasTraffic = extend(sight, windowMs);
    const { run, traffic, idle: quiet } = sight.watch;
    const isSame = isLongRun(run, limits);
    if (isSame && hasTraffic) sameLevel.push(sight);
    // Without traffic an equal level proves nothing.
    else if (isSame) unsure.add(sight.row.sta_mac);
    if (traffic >= busyShare && isLongRun(quiet, limits)) idle.push(sight);
  }
  const isSeen = (mac: string): boolean => sights.some(({ row }) => row.sta_mac === mac);
  const frozen = idle.length < lineFrom ? idle : [];
  return {
    alertClass,
    rule: null,
    breaches: [
      ...sameLevel.map((sight) => levelReading(sight, coverage)),
      ...frozen.map((sight) => countersReading(sight, coverage)),
    ],
    otherwise: (subject) => (isSeen(subject) && !unsure.has(subject) ? "clear" : "missing"),
  };
}

/** True when the station had traffic, without which a run of equal levels does not grow. */
function extend({ row, watch }: Sight, windowMs: number): boolean {
  const { run, lastAt: endAt } = watch;
  const startAt = endAt - windowMs;
  const value = row.rssi_bins.length === 1 && row.rssi_out_of_range === 0 ? (row.rssi_bins[0] ?? null) : null;
  const hasTraffic = (row.bytes_sent ?? 0) + (row.bytes_received ?? 0) > 0;
  if (value === null) begin(run, null, 0, startAt, endAt);
  else if (value !== run.value) begin(run, value, row.rssi_count, startAt, endAt);
  else if (hasTraffic) {
    run.samples += row.rssi_count;
    run.lastMs = endAt;
  }
  extendIdle(watch, hasTraffic || row.bytes_sent === null, row.samples, startAt);
  return hasTraffic;
}

function extendIdle(watch: Sight["watch"], hasTraffic: boolean, samples: number, startAt: number): void {
  const { idle, lastAt: endAt } = watch;
  if (hasTraffic) begin(idle, null, 0, 0, 0);
  else if (idle.value === null) begin(idle, 0, samples, startAt, endAt);
  else {
    idle.samples += samples;
    idle.lastMs = endAt;
  }
  if (idle.samples <= idleSamples)
    watch.traffic += Math.round(((hasTraffic ? 1e6 : 0) - watch.traffic) / memory);
}

function begin(run: Run, value: number | null, samples: number, firstMs: number, lastMs: number): void {
  run.value = value;
  run.samples = samples;
  run.firstMs = firstMs;
  run.lastMs = lastMs;
}

const levelReading = (sight: Sight, coverage: number): Reading => {
  const { run } = sight.watch;
  return readingOf(sight, run, coverage, {
    summary: `The RSSI of station ${sight.row.sta_mac} has been ${run.value} dBm ${run.samples} times, though it has traffic: the gateway seems to report an old value.`,
    evidence: { rssi_dbm: run.value ?? 0 },
  });
};

const countersReading = (sight: Sight, coverage: number): Reading => {
  const { idle, traffic } = sight.watch;
  return readingOf(sight, idle, coverage, {
    summary: `The counters of station ${sight.row.sta_mac} have not moved in ${idle.samples} samples, though it hardly ever is without traffic: the gateway seems not to count any more.`,
    evidence: { usual_traffic_share: traffic / 1e6 },
  });
};

const readingOf = (
  { row }: Sight,
  { samples, firstMs, lastMs }: Run,
  coverage: number,
  { summary, evidence }: Pick<Reading, "summary" | "evidence">,
): Reading => ({
  alertClass,
  rule: null,
  subjectKind: "station",
  subject: row.sta_mac,
  endpointId: row.endpoint_id,
  severity: "warning",
  summary,
  value: samples,
  threshold: stuckLimits.samples,
  baseline: null,
  unit: "samples",
  coverage,
  evidence: { ...evidence, seconds: (lastMs - firstMs) / 1000 },
  labels: placeLabels(row),
});
