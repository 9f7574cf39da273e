/**
 * RSSI drop: the median of a window lies 12 dB below that of the last hour and beyond what is usual below it, is too weak,
 * and it costs something: half the usual rate, or twice the usual retries. Of a station that stays where it is, or that
 * fell at once as nobody walks, at a level that is new these days, for three windows; for six where somebody in the way may be it, who takes 15 dB at most. Three stations at once are the gateway's
 * alert.
 */
import { decayedQuantile } from "./decayed-histogram.ts";
import { isNew, wasStationary } from "./mobility.ts";
import type { Judgement, Reading } from "./reading.ts";
import {
  beganAtOnce,
  placeLabels,
  type Sight,
  type StationWatch,
  usualRateKbps,
  usualRetryShare,
  weakDbm,
} from "./station-watch.ts";

const alertClass = "rssi_drop";
/** Less than this below the usual median is no drop, however steady the link. */
const leastDropDb = 12;
/** So much below the weakest fiftieth of the last hours. */
const belowUsualDb = 4;
/**
 * Or, as two minutes of an earlier fault are that fiftieth, so many times as far below the median as the weakest tenth:
 * four standard deviations of the link's own restlessness. The tenth of the last hours or of the last days, whichever is
 * nearer: an hour's fault is a tenth of hours.
 */
const restlessTimes = 3;
/** Nobody in the way takes so much; of less the first windows are no breach yet. */
const beyondBodiesDb = 17;
const bodyWindows = 3;
const gatewayFrom = 3;
/** Fewer retries trouble nobody. */
const leastRetryShare = 0.1;

/** Whether the window's level lies outside what is usual, below: then it is not learned as usual. */
export function isDropped({ watch, row, medianDbm, isReady }: Sight): boolean {
  if (!isReady || medianDbm > weakDbm(row)) return false;
  const usual = decayedQuantile(watch.rssi, 0.5);
  return usual !== null && medianDbm <= usual - dropDb(watch, usual);
}

/** So much below what is usual is a drop. */
function dropDb({ rssi, mobility }: StationWatch, usual: number): number {
  const below = (share: number): number => usual - (decayedQuantile(rssi, share) ?? usual);
  const ofDays = (share: number): number => decayedQuantile(mobility.days, share) ?? usual;
  const restlessDb = Math.min(below(0.1), ofDays(0.5) - ofDays(0.1));
  return Math.max(leastDropDb, Math.min(below(0.02) + belowUsualDb, restlessTimes * restlessDb));
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
      isDropped(sight) &&
      (wasStationary(sight.watch.mobility) || beganAtOnce(sight.watch, windowMs)) &&
      isNew(sight.watch.mobility, sight.medianDbm) &&
      hasImpact(sight) &&
      !isBody(sight, windowMs),
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
    threshold: Math.min((usual ?? 0) - dropDb(watch, usual ?? 0), weakDbm(row)),
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
