/**
 * Gateway-wide degradation: so many stations of a home, or of one of its access points, are bad at once that chance does
 * not explain it (p <= 1e-6 over this window and the one before, at least three stations). A bad station is below nine
 * tenths of its own usual levels or rates, or above nine tenths of its retries, by a margin. A radio that is noisier or
 * fuller than usual is as good as three bad stations where most of its own are bad.
 *
 * At once where a radio is disturbed, which takes two windows; after three where none is, but levels are lower; after
 * eight where neither is so, or where an oven may be it: all but two bad ones are on 2.4 GHz, and nothing is louder than
 * an oven. After a reboot, another firmware or another channel nothing is judged for five minutes.
 */
import type { HomeWindow } from "#schemas/home-window.ts";
import { binomialTail } from "./binomial.ts";
import { labelsOf } from "./coverage-fall.ts";
import { decayedQuantile } from "./decayed-histogram.ts";
import { noteRadios, type RadioNews, type RadioWatches } from "./radio-watch.ts";
import type { Judgement, Reading } from "./reading.ts";
import { type Sight, usualRateKbps, usualRetryShare } from "./station-watch.ts";

export interface GatewayTrend {
  /** Chance of the last window's bad stations by access point, and of the home's ("") : -1000 times its logarithm. */
  readonly chances: Map<string, number>;
  /** Windows in a row that were in breach. */
  breaches: number;
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
/** Windows in breach: an oven runs for some minutes; all links weaker at once are lost power, or a family that moves. */
const windowsOfOvens = 8;
const windowsOfPower = 3;
const windowsWithoutCause = 8;
const disturbedChance = 3 * Math.log(usualShare);
const quietMs = 300_000;

export function createGatewayTrend(): GatewayTrend {
  return {
    chances: new Map(),
    breaches: 0,
    quietUntil: 0,
    uptimeSeconds: null,
    softwareVersion: null,
    radios: new Map(),
  };
}

/** A home, or one of its access points, in a window. */
interface Group {
  /** Empty: the home. */
  readonly accessPoint: string;
  readonly stations: number;
  readonly bad: number;
  /** Natural logarithm, this window and the one before. */
  readonly chance: number;
  /** Windows in breach that it takes. */
  readonly windowsNeeded: number;
}

/** Judges the home by the stations and radios of a window. */
export function judgeGateway(trend: GatewayTrend, window: HomeWindow, sights: readonly Sight[]): Judgement {
  const endAt = window.window_start + window.window_ms;
  const news = noteRadios(trend.radios, window);
  if (isRestarted(trend, window) || news.isRetuned) trend.quietUntil = endAt + quietMs;
  const ready = sights.filter(({ isReady }) => isReady);
  const isJudged = ready.length >= fewestStations && endAt >= trend.quietUntil;
  const groups = isJudged ? groupsOf(trend, ready, news) : [];
  const worst = groups.reduce<Group | null>((a, b) => (a === null || b.chance < a.chance ? b : a), null);
  const isOdd = worst !== null && worst.chance <= highestChance;
  trend.breaches = isOdd ? trend.breaches + 1 : 0;
  const isBreach = isOdd && trend.breaches >= worst.windowsNeeded;
  return {
    alertClass,
    rule: null,
    breaches: isBreach ? [readingOf(window, worst, news)] : [],
    otherwise: () => (isJudged ? "clear" : "missing"),
  };
}

/** The home and its access points with three stations; what they say is kept for the next window. */
function groupsOf(trend: GatewayTrend, ready: readonly Sight[], news: RadioNews): Group[] {
  const before = new Map(trend.chances);
  trend.chances.clear();
  const byAccessPoint = Map.groupBy(ready, ({ row }) => row.access_point);
  const parts = [["", ready] as const, ...(byAccessPoint.size > 1 ? byAccessPoint : [])];
  const worse = new Set(ready.filter(isBad));
  return parts.flatMap(([accessPoint, sights]) => {
    if (sights.length < fewestStations) return [];
    const bad = sights.filter((sight) => worse.has(sight));
    const isDisturbed = suffersFrom(news, sights, worse);
    const own =
      Math.log(binomialTail(bad.length, sights.length, usualShare)) + (isDisturbed ? disturbedChance : 0);
    trend.chances.set(accessPoint, Math.round(Math.min(1e6, -1000 * own)));
    const isEnough = own <= oddChance && bad.length >= (isDisturbed ? 2 : fewestStations);
    const chance = isEnough ? own - (before.get(accessPoint) ?? 0) / 1000 : 0;
    return [
      {
        accessPoint,
        stations: sights.length,
        bad: bad.length,
        chance,
        windowsNeeded: windowsNeeded(bad, isDisturbed, news),
      },
    ];
  });
}

/** Of the stations on a disturbed band two are bad, and more than half: else the disturbance troubles nobody. */
function suffersFrom({ disturbed }: RadioNews, sights: readonly Sight[], worse: ReadonlySet<Sight>): boolean {
  const hit = sights.filter(({ row }) => disturbed.has(row.band));
  const badHit = hit.filter((sight) => worse.has(sight)).length;
  return badHit >= 2 && 2 * badHit > hit.length;
}

function windowsNeeded(bad: readonly Sight[], isDisturbed: boolean, { disturbed }: RadioNews): number {
  const weakened = bad.filter(isWeakened).length;
  const others = bad.filter(({ row }) => row.band !== "2.4GHz").length;
  const oven = disturbed.get("2.4GHz");
  const isUnlikelyOven = oven === undefined ? weakened >= fewestStations : oven.isLoud;
  if (others < fewestStations && !isUnlikelyOven) return windowsOfOvens;
  if (isDisturbed) return 1;
  return 2 * weakened >= bad.length ? windowsOfPower : windowsWithoutCause;
}

function isWeakened({ watch, medianDbm }: Sight): boolean {
  const level = decayedQuantile(watch.rssi, 0.1);
  return level !== null && medianDbm < level - 2;
}

function isBad(sight: Sight): boolean {
  const { watch, row, rateKbps } = sight;
  if (isWeakened(sight)) return true;
  const rate = usualRateKbps(watch, 0.1);
  if (rate !== null && rateKbps !== null && rateKbps < 0.8 * rate) return true;
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

function readingOf(
  window: HomeWindow,
  { accessPoint, stations, bad, chance }: Group,
  news: RadioNews,
): Reading {
  const where = accessPoint === "" ? "this home" : accessPoint;
  const [disturbed] = news.disturbed.values();
  return {
    alertClass,
    rule: null,
    subjectKind: "home",
    subject: window.home_id,
    endpointId: null,
    severity: bad > stations / 2 ? "major" : "minor",
    summary: `${bad} of ${stations} stations of ${where} are worse than usual at once.`,
    value: bad / stations,
    threshold: usualShare,
    baseline: usualShare,
    unit: "share",
    coverage: window.coverage,
    evidence: { bad, stations, log_chance: chance },
    labels: {
      ...labelsOf(window),
      ...(accessPoint === "" ? {} : { access_point: accessPoint }),
      ...(disturbed === undefined ? {} : { radio: disturbed.radio }),
    },
  };
}
