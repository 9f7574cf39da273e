/** Sensor stuck: 200 equal RSSI samples over half an hour while the station's traffic goes on. */
import type { Judgement } from "./reading.ts";
import { isLongRun, stuckLimits, type Run } from "./run-length.ts";
import { placeLabels, type Sight } from "./station-watch.ts";

const alertClass = "sensor_stuck";

/** Takes the stations of a window into their runs, and judges them. */
export function judgeStuck(sights: readonly Sight[], windowMs: number, coverage: number): Judgement {
  const active = new Set<string>();
  for (const sight of sights) if (extend(sight, windowMs)) active.add(sight.row.sta_mac);
  const long = sights.filter(({ watch }) => isLongRun(watch.run, stuckLimits));
  const stuck = long.filter(({ row }) => active.has(row.sta_mac));
  const unsure = new Set(long.map(({ row }) => row.sta_mac));
  const isSeen = (mac: string): boolean => sights.some(({ row }) => row.sta_mac === mac);
  return {
    alertClass,
    rule: null,
    breaches: stuck.map(({ row, watch }) => ({
      alertClass,
      rule: null,
      subjectKind: "station",
      subject: row.sta_mac,
      endpointId: row.endpoint_id,
      severity: "warning",
      summary: `The RSSI of station ${row.sta_mac} has been ${watch.run.value} dBm ${watch.run.samples} times, though it has traffic: the gateway seems to report an old value.`,
      value: watch.run.samples,
      threshold: stuckLimits.samples,
      baseline: null,
      unit: "samples",
      coverage,
      evidence: { rssi_dbm: watch.run.value ?? 0, seconds: (watch.run.lastMs - watch.run.firstMs) / 1000 },
      labels: placeLabels(row),
    })),
    // Without traffic an equal level proves nothing.
    otherwise: (subject) => (isSeen(subject) && !unsure.has(subject) ? "clear" : "missing"),
  };
}

/** True when the station had traffic, without which a run does not grow. */
function extend({ row, watch }: Sight, windowMs: number): boolean {
  const { run, lastAt: endAt } = watch;
  const value = row.rssi_bins.length === 1 && row.rssi_out_of_range === 0 ? (row.rssi_bins[0] ?? null) : null;
  const hasTraffic = (row.bytes_sent ?? 0) + (row.bytes_received ?? 0) > 0;
  if (value === null || value !== run.value) {
    Object.assign(run, {
      value,
      samples: value === null ? 0 : row.rssi_count,
      firstMs: endAt - windowMs,
      lastMs: endAt,
    } satisfies Run);
  } else if (hasTraffic) {
    run.samples += row.rssi_count;
    run.lastMs = endAt;
  }
  return hasTraffic;
}
