/**
 * Gateway-wide degradation, by whatever shows it first:
 * - noise: a radio is 10 dB noisier than usual and most stations on its band are bad. At once on a band without ovens,
 *   and where many reports show it louder than one; of one report a window after longer than an oven runs, seven; else
 *   after twelve;
 * - a full channel: others than the home's own stations fill the channel of a radio, for two windows of many reports; of
 *   one report each for three, where ovens are for seven;
 * - lost power: nearly all stations of an access point, three at least, fall by 8 dB in the same window;
 * - chance: so many stations that stay where they are are bad at once, in the home or at one access point, that chance
 *   does not explain it (p <= 1e-6 over this window and the one before), for eight windows. Where the home's own traffic
 *   fills a band, retries on it say nothing.
 *
 * A bad station is below nine tenths of its own usual levels or rates, or above nine tenths of its retries, by a margin.
 * After a reboot, another firmware or another channel nothing is judged for five minutes.
 */
import type { HomeWindow } from "#schemas/home-window.ts";
import { binomialTail } from "./binomial.ts";
import { labelsOf } from "./coverage-fall.ts";
import { decayedQuantile } from "./decayed-histogram.ts";
import { fallDb, isStationary } from "./mobility.ts";
import { type Disturbance, noteRadios, type RadioNews, type RadioWatches } from "./radio-watch.ts";
import type { Judgement, Reading } from "./reading.ts";
import { type Glimpse, isSight, usualRateKbps, usualRetryShare } from "./station-watch.ts";

export interface GatewayTrend {
  /** Chance of the last window's bad stations by access point, and of the home's ("") : -1000 times its logarithm. */
  readonly chances: Map<string, number>;
  /** Windows in a row that were odd. */
  breaches: number;
  /** Access point whose stations all fell at once, and are still down; empty: none. */
  fallen: string;
  /** Until then nothing is judged. */
  quietUntil: number;
  uptimeSeconds: number | null;
  softwareVersion: string | null;
  readonly radios: RadioWatches;
}

const alertClass = "gateway_wide";
const fewestStations = 3;
/** How often a healthy station is bad. */
const usualShare = 0.1;
const highestChance = Math.log(1e-6) + 1e-6;
/** A window that takes part must be odd by itself. */
const oddChance = Math.log(0.01) + 1e-6;
/** An oven runs for six minutes at most, and another one after it. */
const windowsOfOvens = 12;
/** With one report a window, two ovens at once can be as loud and fill as much; no longer than one runs. */
const windowsOfOven = 7;
/** What one report says of the air may be a download of who has just left; many say the same of no two ovens. */
const windowsOfFull = 3;
const manyReports = 6;
const windowsByChance = 8;
/** Of the stations of an access point that fall at once, and of those that must stay down. */
const fallenShare = 0.8;
const downShare = 0.5;
const leastFallDb = 8;
/** After a reboot, another firmware or another channel. */
export const quietMs = 300_000;

export function createGatewayTrend(): GatewayTrend {
  return {
    chances: new Map(),
    breaches: 0,
    fallen: "",
    quietUntil: 0,
    uptimeSeconds: null,
    softwareVersion: null,
    radios: new Map(),
  };
}

/** Something odd about the home, one of its access points, or a radio. */
interface Finding {
  /** What is worse than usual, for a person. */
  readonly what: string;
  readonly stations: number;
  readonly bad: number;
  readonly evidence: Readonly<Record<string, number>>;
  readonly labels: Readonly<Record<string, string>>;
  /** It has lasted long enough. */
  readonly isSure: boolean;
}

/** Judges the home by the stations and radios of a window. */
export function judgeGateway(trend: GatewayTrend, window: HomeWindow, sights: readonly Glimpse[]): Judgement {
  const endAt = window.window_start + window.window_ms;
  const news = noteRadios(trend.radios, window);
  if (isRestarted(trend, window) || news.isRetuned) trend.quietUntil = endAt + quietMs;
  const ready = sights.filter(({ isReady }) => isReady);
  const isJudged = ready.length >= fewestStations && endAt >= trend.quietUntil;
  const findings = isJudged ? findingsOf(trend, ready, news) : [];
  trend.breaches = findings.length > 0 ? trend.breaches + 1 : 0;
  const sure = findings.find(({ isSure }) => isSure);
  return {
    alertClass,
    rule: null,
    breaches: sure === undefined ? [] : [readingOf(window, sure)],
    otherwise: () => (isJudged ? "clear" : "missing"),
  };
}

function findingsOf(
  trend: GatewayTrend,
  ready: readonly Glimpse[],
  { disturbed, busyBands }: RadioNews,
): Finding[] {
  const worse = new Set(ready.filter(isBad));
  const found = [
    ...disturbed.map((disturbance) => noiseFinding(disturbance, ready, worse)),
    ...disturbed.map((disturbance) => fullFinding(disturbance, ready, worse)),
    powerFinding(trend, ready),
    chanceFinding(trend, ready, busyBands),
  ];
  return found.filter((finding) => finding !== null);
}

const onBand = (sights: readonly Glimpse[], { band }: Disturbance): Glimpse[] =>
  sights.filter(({ row }) => row.band === band);

/** Most stations on the noisy band, or of an access point on it, are bad: else the noise troubles nobody. */
function noiseFinding(
  disturbance: Disturbance,
  ready: readonly Glimpse[],
  worse: ReadonlySet<Glimpse>,
): Finding | null {
  const { noisy, loud, band, radio, samples } = disturbance;
  if (noisy === 0) return null;
  const hit = onBand(ready, disturbance);
  const groups = [hit, ...Map.groupBy(hit, ({ row }) => row.access_point).values()];
  for (const group of groups) {
    const bad = group.filter((sight) => worse.has(sight)).length;
    if (group.length < fewestStations || bad < 2 || 2 * bad <= group.length) continue;
    return {
      what: `${bad} of ${group.length} stations near ${radio} suffer from noise.`,
      stations: group.length,
      bad,
      evidence: { noisy_windows: noisy },
      labels: { radio },
      isSure:
        band !== "2.4GHz" || loud >= (samples >= manyReports ? 1 : windowsOfOven) || noisy >= windowsOfOvens,
    };
  }
  return null;
}

/** What the air costs those who hardly send anything nobody can see: that it is full is enough. */
function fullFinding(
  disturbance: Disturbance,
  ready: readonly Glimpse[],
  worse: ReadonlySet<Glimpse>,
): Finding | null {
  const { full, radio, band, samples, foreignPercent, isBeyondOvens } = disturbance;
  const hit = onBand(ready, disturbance);
  if (full === 0 || hit.length < fewestStations) return null;
  const percent = Math.round(foreignPercent ?? 0);
  const isSure =
    samples >= manyReports
      ? full > 1 || band !== "2.4GHz" || isBeyondOvens
      : full >= (band === "2.4GHz" ? windowsOfOven : windowsOfFull);
  return {
    what: `Others fill ${percent} % of the channel of ${radio}, on which ${hit.length} stations are.`,
    stations: hit.length,
    bad: hit.filter((sight) => worse.has(sight)).length,
    evidence: { foreign_utilization_percent: percent },
    labels: { radio },
    isSure,
  };
}

/** Stations of an access point that fall in one window, until half of them are back. */
function powerFinding(trend: GatewayTrend, ready: readonly Glimpse[]): Finding | null {
  for (const [accessPoint, sights] of Map.groupBy(ready.filter(isSight), ({ row }) => row.access_point)) {
    if (sights.length < fewestStations) continue;
    const fallen = sights.filter(({ watch, medianDbm }) => fallDb(watch.mobility, medianDbm) >= leastFallDb);
    const isSudden = fallen.length >= fewestStations && fallen.length >= fallenShare * sights.length;
    if (isSudden && (fallen.every(isCertain) || fallen.every(({ watch }) => watch.mobility.apart > 1)))
      trend.fallen = accessPoint;
    if (trend.fallen !== accessPoint) continue;
    const down = Math.max(fallen.length, sights.filter(isWeakened).length);
    if (down < downShare * sights.length) break;
    return {
      what: `${down} of ${sights.length} stations of ${accessPoint} became weaker at once.`,
      stations: sights.length,
      bad: down,
      evidence: {},
      labels: { access_point: accessPoint },
      isSure: true,
    };
  }
  trend.fallen = "";
  return null;
}

/** Its level is that of many reports. */
const isCertain = ({ row }: Glimpse): boolean => row.rssi_count >= manyReports;

/** The home and its access points with three stations that stay where they are; what they say is kept for the next window. */
function chanceFinding(
  trend: GatewayTrend,
  ready: readonly Glimpse[],
  busyBands: ReadonlySet<string>,
): Finding | null {
  const isWorse = (sight: Glimpse): boolean =>
    isWeakened(sight) || isSlow(sight) || (!busyBands.has(sight.row.band ?? "") && isRetrying(sight));
  const before = new Map(trend.chances);
  trend.chances.clear();
  const staying = ready.filter(({ watch }) => isStationary(watch.mobility));
  const byAccessPoint = Map.groupBy(staying, ({ row }) => row.access_point);
  const parts = [["", staying] as const, ...(byAccessPoint.size > 1 ? byAccessPoint : [])];
  let worst: Finding | null = null;
  let least = highestChance;
  for (const [accessPoint, sights] of parts) {
    if (sights.length < fewestStations) continue;
    const bad = sights.filter(isWorse).length;
    const own = Math.log(binomialTail(bad, sights.length, usualShare));
    trend.chances.set(accessPoint, Math.round(Math.min(1e6, -1000 * own)));
    const chance = own - (before.get(accessPoint) ?? 0) / 1000;
    if (own > oddChance || bad < fewestStations || chance > least) continue;
    least = chance;
    const where = accessPoint === "" ? "this home" : accessPoint;
    worst = {
      what: `${bad} of ${sights.length} stations of ${where} are worse than usual at once.`,
      stations: sights.length,
      bad,
      evidence: { log_chance: chance },
      labels: accessPoint === "" ? {} : { access_point: accessPoint },
      isSure: trend.breaches + 1 >= windowsByChance,
    };
  }
  return worst;
}

function isWeakened({ watch, medianDbm }: Glimpse): boolean {
  const level = decayedQuantile(watch.rssi, 0.1);
  return level !== null && medianDbm !== null && medianDbm < level - 2;
}

const isBad = (sight: Glimpse): boolean => isWeakened(sight) || isSlow(sight) || isRetrying(sight);

function isSlow({ watch, rateKbps }: Glimpse): boolean {
  const rate = usualRateKbps(watch, 0.1);
  return rate !== null && rateKbps !== null && rateKbps < 0.8 * rate;
}

function isRetrying({ watch, row }: Glimpse): boolean {
  const retry = usualRetryShare(watch, 0.9);
  return retry !== null && (row.retry_share ?? 0) > 1.5 * retry + 0.02;
}

/** A reboot or another firmware: notes what is now. */
function isRestarted(
  trend: GatewayTrend,
  { uptime_seconds: uptime, software_version: software }: HomeWindow,
): boolean {
  let isChanged = false;
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

function readingOf(window: HomeWindow, { what, stations, bad, evidence, labels }: Finding): Reading {
  return {
    alertClass,
    rule: null,
    subjectKind: "home",
    subject: window.home_id,
    endpointId: null,
    severity: bad > stations / 2 ? "major" : "minor",
    summary: what,
    value: bad / stations,
    threshold: usualShare,
    baseline: usualShare,
    unit: "share",
    coverage: window.coverage,
    evidence: { bad, stations, ...evidence },
    labels: { ...labelsOf(window), ...labels },
  };
}
