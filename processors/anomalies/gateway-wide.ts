/**
 * Gateway-wide degradation: so many stations are bad at once that chance does not explain it (p < 1e-6, over this
 * window and the one before, at least three stations). A bad station is below nine tenths of its own usual levels or
 * rates, or above nine tenths of its retries, by a margin. After a reboot, another firmware or another channel nothing
 * is judged for five minutes.
 */
import type { HomeWindow } from "#schemas/home-window.ts";
import { binomialTail } from "./binomial.ts";
import { labelsOf } from "./coverage-fall.ts";
import { decayedQuantile } from "./decayed-histogram.ts";
import type { Judgement } from "./reading.ts";
import { type Sight, usualRateKbps, usualRetryShare } from "./station-watch.ts";

export interface GatewayTrend {
  /** Natural logarithm of the chance of the last window's bad stations, in thousandths; 0: nothing to say. */
  chance: number;
  /** Until then nothing is judged. */
  quietUntil: number;
  uptimeSeconds: number | null;
  softwareVersion: string | null;
  /** Channel of each radio. */
  readonly channels: Map<string, number>;
}

const alertClass = "gateway_wide";
const fewestStations = 3;
/** How often a healthy station is bad. */
const usualShare = 0.1;
const lowestChance = Math.log(1e-6);
const quietMs = 300_000;

export function createGatewayTrend(): GatewayTrend {
  return { chance: 0, quietUntil: 0, uptimeSeconds: null, softwareVersion: null, channels: new Map() };
}

/** Judges the home by the stations of a window. */
export function judgeGateway(trend: GatewayTrend, window: HomeWindow, sights: readonly Sight[]): Judgement {
  const endAt = window.window_start + window.window_ms;
  if (isUnsettled(trend, window)) trend.quietUntil = endAt + quietMs;
  const ready = sights.filter(({ isReady }) => isReady);
  const bad = ready.filter(isBad).length;
  const isJudged = ready.length >= fewestStations && endAt >= trend.quietUntil;
  const chance = isJudged ? Math.log(binomialTail(bad, ready.length, usualShare)) : 0;
  const both = chance + trend.chance / 1000;
  trend.chance = Math.round(Math.max(-1e6, 1000 * chance));
  const isBreach = isJudged && bad >= fewestStations && both < lowestChance;
  const breach = {
    alertClass,
    rule: null,
    subjectKind: "home",
    subject: window.home_id,
    endpointId: null,
    severity: bad > ready.length / 2 ? "major" : "minor",
    summary: `${bad} of ${ready.length} stations of this home are worse than usual at once.`,
    value: bad / Math.max(1, ready.length),
    threshold: usualShare,
    baseline: usualShare,
    unit: "share",
    coverage: window.coverage,
    evidence: { bad, stations: ready.length, log_chance: both },
    labels: labelsOf(window),
  } as const;
  return {
    alertClass,
    rule: null,
    breaches: isBreach ? [breach] : [],
    otherwise: () => (isJudged ? "clear" : "missing"),
  };
}

function isBad({ watch, row, medianDbm, rateKbps }: Sight): boolean {
  const level = decayedQuantile(watch.rssi, 0.1);
  if (level !== null && medianDbm < level - 2) return true;
  const rate = usualRateKbps(watch, 0.1);
  if (rate !== null && rateKbps !== null && rateKbps < 0.8 * rate) return true;
  const retry = usualRetryShare(watch, 0.9);
  return retry !== null && (row.retry_share ?? 0) > 1.5 * retry + 0.02;
}

/** A reboot, another firmware, another channel: notes what is now. */
function isUnsettled(trend: GatewayTrend, window: HomeWindow): boolean {
  let isChanged = false;
  for (const { endpoint_id: endpoint, radio, channel } of window.radios) {
    if (channel === null) continue;
    const key = `${endpoint} ${radio}`;
    isChanged ||= (trend.channels.get(key) ?? channel) !== channel;
    if (trend.channels.has(key) || trend.channels.size < radioLimit) trend.channels.set(key, channel);
  }
  const { uptime_seconds: uptime, software_version: software } = window;
  if (uptime !== null) {
    isChanged ||= uptime < (trend.uptimeSeconds ?? uptime);
    trend.uptimeSeconds = uptime;
  }
  if (software !== null) {
    isChanged ||= software !== (trend.softwareVersion ?? software);
    trend.softwareVersion = software;
  }
  return isChanged;
}

const radioLimit = 64;
