/**
 * RSSI drop: the median of a window lies 4 dB below all that was usual in the last hour and is too weak, and it costs
 * something: half the usual rate, or twice the usual retries. Of a station that stays where it is, for three windows; for
 * six where somebody in the way may be it, who takes 15 dB at most. Three stations at once are the gateway's alert.
 */
import { decayedQuantile } from "./decayed-histogram.ts";
import { isStationary } from "./mobility.ts";
import type { Judgement, Reading } from "./reading.ts";
import { placeLabels, type Sight, usualRateKbps, usualRetryShare, weakDbm } from "./station-watch.ts";

const alertClass = "rssi_drop";
const belowUsualDb = 4;
/** Less than this below the usual median is no drop, however steady the link. */
const leastDropDb = 12;
/** Nobody in the way takes so much; of less the first windows are no breach yet. */
const beyondBodiesDb = 17;
const bodyWindows = 3;
const gatewayFrom = 3;
/** Fewer retries trouble nobody. */
const leastRetryShare = 0.1;

/** Whether the window's level lies outside what is usual, below: then it is not learned as usual. */
export function isDropped({ watch, row, medianDbm, isReady }: Sight): boolean {
  if (!isReady || medianDbm > weakDbm(row)) return false;
  const lowest = decayedQuantile(watch.rssi, 0.02);
  const usual = decayedQuantile(watch.rssi, 0.5);
  if (lowest === null || usual === null) return false;
  return medianDbm < lowest - belowUsualDb && medianDbm <= usual - leastDropDb;
}

/** Somebody stands in the way, as long as nothing says otherwise. */
function isBody({ watch, medianDbm }: Sight, windowMs: number): boolean {
  const usual = decayedQuantile(watch.rssi, 0.5) ?? medianDbm;
  const sinceMs = watch.suspectSince === 0 ? 0 : watch.lastAt - watch.suspectSince;
  return usual - medianDbm < beyondBodiesDb && sinceMs < bodyWindows * windowMs;
}

/** Judges the stations of a window. */
export function judgeDrops(sights: readonly Sight[], windowMs: number, coverage: number): Judgement {
  const dropped = sights.filter(
    (sight) =>
      isDropped(sight) && isStationary(sight.watch.mobility) && hasImpact(sight) && !isBody(sight, windowMs),
  );
  const isGateways = dropped.length >= gatewayFrom;
  const isSeen = (mac: string): boolean => sights.some(({ row }) => row.sta_mac === mac);
  return {
    alertClass,
    rule: null,
    breaches: isGateways ? [] : dropped.map((sight) => readingOf(sight, coverage)),
    otherwise: (subject) => (isGateways ? null : isSeen(subject) ? "clear" : "missing"),
  };
}

function hasImpact({ watch, row, rateKbps }: Sight): boolean {
  const usualRate = usualRateKbps(watch, 0.5);
  if (usualRate !== null && rateKbps !== null && rateKbps < usualRate / 2) return true;
  const usualRetry = usualRetryShare(watch, 0.9);
  return usualRetry !== null && (row.retry_share ?? 0) > Math.max(2 * usualRetry, leastRetryShare);
}

function readingOf({ row, watch, medianDbm, rateKbps }: Sight, coverage: number): Reading {
  const usual = decayedQuantile(watch.rssi, 0.5);
  const lowest = decayedQuantile(watch.rssi, 0.02);
  const usualRate = usualRateKbps(watch, 0.5);
  return {
    alertClass,
    rule: null,
    subjectKind: "station",
    subject: row.sta_mac,
    endpointId: row.endpoint_id,
    severity: medianDbm < -85 ? "major" : "minor",
    summary: `Station ${row.sta_mac} fell from ${usual} to ${medianDbm} dBm and its connection suffers.`,
    value: medianDbm,
    threshold: Math.min((lowest ?? 0) - belowUsualDb, weakDbm(row)),
    baseline: usual,
    unit: "dBm",
    coverage,
    evidence: {
      ...(rateKbps === null ? {} : { rate_kbps: rateKbps }),
      ...(usualRate === null ? {} : { usual_rate_kbps: usualRate }),
      ...(row.retry_share === null ? {} : { retry_share: row.retry_share }),
    },
    labels: placeLabels(row),
  };
}
