/**
 * Sensor stuck: 200 samples, sent if not received, over half an hour in which a station's RSSI, or what its gateway gives in
 * the place of one, is the same while its traffic goes on, or its
 * counters stand still though it hardly ever was without traffic. Where counters of three stations stand still at once
 * their line is down.
 */
import type { Judgement, Reading } from "./reading.ts";
import { isStill, leaveOut } from "./raw-level.ts";
import { isLongRun, stuckLimits, type Run } from "./run-length.ts";
import { type Glimpse, isSight, placeLabels } from "./station-watch.ts";

const alertClass = "sensor_stuck";
/** Of its windows so many had traffic, in millionths: who is idle at times has no stuck counters. */
const busyShare = 900_000;
/** Windows over which that is learned. */
const memory = 360;
/** So many samples without traffic are learned from; in more of them the counters may stand still. */
const idleSamples = 10;
const lineFrom = 3;
/** Samples that were lost on the way count with those around them, up to as many: where every second one is lost 200 are no later. */
const leastCoverage = 0.5;
/** A gap of windows that is not bridged. */
const silentMs = 600_000;
/** Counters that are not said for so long are not reported any more. */
const unsaidMs = 86_400_000;

/** Takes the stations of a window into their runs, and judges them; also those without a level, by their counters. */
export function judgeStuck(glimpses: readonly Glimpse[], windowMs: number, coverage: number): Judgement {
  const sameLevel: Glimpse[] = [];
  const sameRaw: Glimpse[] = [];
  const idle: Glimpse[] = [];
  const unsure = new Set<string>();
  // What began within a window is counted from the next one on.
  const limits = { ...stuckLimits, durationMs: stuckLimits.durationMs - windowMs };
  for (const glimpse of glimpses) {
    const hasTraffic = extend(glimpse, windowMs, Math.max(coverage, leastCoverage));
    const { run, raw, traffic, idle: quiet, lastAt } = glimpse.watch;
    const isSame = isLongRun(run, limits);
    const isSameRaw = raw !== null && raw.run.lastMs >= lastAt - windowMs && isStill(raw, limits);
    if (isSame && hasTraffic && isSight(glimpse)) sameLevel.push(glimpse);
    else if (isSameRaw && hasTraffic && !isSight(glimpse)) sameRaw.push(glimpse);
    // Without traffic, or a level, an equal one proves nothing.
    else if (isSame || isSameRaw) unsure.add(glimpse.row.sta_mac);
    if (traffic >= busyShare && isLongRun(quiet, limits)) idle.push(glimpse);
  }
  // Whether counters stand still that are not said nobody knows.
  for (const { row } of idle) if (!saysCounters(row)) unsure.add(row.sta_mac);
  const isSeen = (mac: string): boolean => glimpses.some(({ row }) => row.sta_mac === mac);
  const frozen = idle.length < lineFrom ? idle.filter(({ row }) => saysCounters(row)) : [];
  return {
    alertClass,
    rule: null,
    breaches: [
      ...sameLevel.map((glimpse) => levelReading(glimpse, coverage)),
      ...sameRaw.map((glimpse) => rawReading(glimpse, coverage)),
      ...frozen.map((glimpse) => countersReading(glimpse, coverage)),
    ],
    otherwise: (subject) => (isSeen(subject) && !unsure.has(subject) ? "clear" : "missing"),
  };
}

/** True when the station had traffic, without which a run of equal levels does not grow. */
function extend(glimpse: Glimpse, windowMs: number, coverage: number): boolean {
  const { row, watch } = glimpse;
  const startAt = watch.lastAt - windowMs;
  // What a silence hides is no part of half an hour.
  if (glimpse.gapMs >= silentMs) for (const run of [watch.run, watch.idle]) run.firstMs += glimpse.gapMs;
  const hasTraffic = (row.bytes_sent ?? 0) + (row.bytes_received ?? 0) > 0;
  if (isSight(glimpse)) extendLevel(glimpse, Math.round(row.rssi_count / coverage), hasTraffic, startAt);
  extendRaw(glimpse, hasTraffic, windowMs, coverage);
  if (saysCounters(row)) extendIdle(watch, hasTraffic, Math.round(row.samples / coverage), startAt);
  else if (watch.lastAt - watch.idle.lastMs >= unsaidMs) begin(watch.idle, null, 0, 0, 0);
  return hasTraffic;
}

const saysCounters = ({ bytes_sent: bytes }: Glimpse["row"]): boolean => bytes !== null;

function extendLevel({ row, watch }: Glimpse, samples: number, hasTraffic: boolean, startAt: number): void {
  const { run, lastAt: endAt } = watch;
  const value = row.rssi_bins.length === 1 && row.rssi_out_of_range === 0 ? (row.rssi_bins[0] ?? null) : null;
  if (value === null) begin(run, null, 0, startAt, endAt);
  else if (value !== run.value) begin(run, value, samples, startAt, endAt);
  else if (hasTraffic) {
    run.samples += samples;
    run.lastMs = endAt;
  }
}

/** Reports have extended it; the window tells whether they had traffic, and how many more were lost. */
function extendRaw({ row, watch }: Glimpse, hasTraffic: boolean, windowMs: number, coverage: number): void {
  const { raw, lastAt } = watch;
  if (raw === null) return;
  if (!hasTraffic) leaveOut(raw, row.samples, windowMs);
  else if (raw.run.firstMs <= lastAt - windowMs)
    raw.run.samples += Math.round(row.samples / coverage) - row.samples;
}

function extendIdle(watch: Glimpse["watch"], hasTraffic: boolean, samples: number, startAt: number): void {
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

const minutesOf = ({ firstMs, lastMs }: Run): number => Math.round((lastMs - firstMs) / 60_000);

const levelReading = (glimpse: Glimpse, coverage: number): Reading => {
  const { run } = glimpse.watch;
  return readingOf(glimpse, run, coverage, {
    summary: `The RSSI of station ${glimpse.row.sta_mac} has been ${run.value} dBm for ${minutesOf(run)} minutes, though it has traffic: the gateway seems to report an old value.`,
    evidence: { rssi_dbm: run.value ?? 0 },
  });
};

const rawReading = (glimpse: Glimpse, coverage: number): Reading => {
  const run = glimpse.watch.raw?.run ?? glimpse.watch.run;
  return readingOf(glimpse, run, coverage, {
    summary: `The level of station ${glimpse.row.sta_mac}, of which the gateway says no dBm, has been ${run.value} for ${minutesOf(run)} minutes, though it has traffic: the gateway seems to report an old value.`,
    evidence: { rssi_raw: run.value ?? 0 },
  });
};

const countersReading = (glimpse: Glimpse, coverage: number): Reading => {
  const { idle, traffic } = glimpse.watch;
  return readingOf(glimpse, idle, coverage, {
    summary: `The counters of station ${glimpse.row.sta_mac} have not moved for ${minutesOf(idle)} minutes, though it hardly ever is without traffic: the gateway seems not to count any more.`,
    evidence: { usual_traffic_share: traffic / 1e6 },
  });
};

const readingOf = (
  { row }: Glimpse,
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
