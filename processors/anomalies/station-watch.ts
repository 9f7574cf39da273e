/** What is usual for one station: its level, rate and retries of the last hours. Detectors of stations compare with it. */
import type { HomeWindow, StationWindow } from "#schemas/home-window.ts";
import type { StationObservation } from "#schemas/telemetry-event.ts";
import {
  addDecayed,
  createDecayedHistogram,
  decayedQuantile,
  type DecayedBins,
  type DecayedHistogram,
  moveDecayed,
  rssiBins,
} from "./decayed-histogram.ts";
import { createMobility, type Mobility, moveMobility, noteLevel, wasStationary } from "./mobility.ts";
import { createRawLevel, isRawLevel, noteRaw, type RawLevel } from "./raw-level.ts";
import { createRun, moveRun, type Run } from "./run-length.ts";
import { createSlowTrend, moveTrend, type SlowTrend } from "./slow-degradation.ts";

export interface StationWatch {
  /** Ends of the first and the last window with it. */
  firstAt: number;
  lastAt: number;
  readonly rssi: DecayedHistogram;
  /** In quarter octaves of kbps. */
  readonly rate: DecayedHistogram;
  /** In percent. */
  readonly retry: DecayedHistogram;
  /** End of the first window of the present suspicion; 0: none. */
  suspectSince: number;
  /** End of the last window in which its level leapt; 0: none. */
  leaptAt: number;
  /** Of equal RSSI while there is traffic. */
  readonly run: Run;
  /** What its gateway gives in the place of dBm; null: nothing. */
  raw: RawLevel | null;
  /** Of windows without traffic. */
  readonly idle: Run;
  /** Share of windows with traffic, in millionths. */
  traffic: number;
  readonly trend: SlowTrend;
  /** How much it moves about. */
  readonly mobility: Mobility;
  /** It has been seen at another access point too. */
  hasRoamed: boolean;
  accessPoint: string;
}

/** By MAC. */
export type StationWatches = Map<string, StationWatch>;

/** One station in a closed window, beside what is usual for it. */
export interface Glimpse {
  readonly row: StationWindow;
  readonly watch: StationWatch;
  /** Median RSSI of the window, dBm; null without a level that can be trusted. */
  readonly medianDbm: number | null;
  /** Of the better-known direction, kbps. */
  readonly rateKbps: number | null;
  /** There is an hour of data to compare with. */
  readonly isReady: boolean;
  /** Another access point than in the window before with it. */
  readonly isElsewhere: boolean;
  /** Between that window and this one, ms; 0 where they follow each other. */
  readonly gapMs: number;
}

const rateBins: DecayedBins = { halfLifeMs: 3_600_000, lowestBin: 0, highestBin: 100 };
const retryBins: DecayedBins = { halfLifeMs: 3_600_000, lowestBin: 0, highestBin: 100 };
const binsPerOctave = 4;
const readyAfterMs = 3_600_000;
/** After so long a suspicion what was suspect is usual. */
const usualAfterMs = 1_800_000;
/** Who walks is heard on the way at so many reports a window, and nobody in the way takes so much between two. */
const leapReports = 6;
const leapDb = 21;
/** More stations than a home has; the one seen longest ago makes room. */
const stationLimit = 256;
/** Who was not seen for longer has left. */
const returnWindows = 3;
const forgetAfterMs = 14 * 86_400_000;

/** One with a level. */
export interface Sight extends Glimpse {
  readonly medianDbm: number;
}

export const isSight = (glimpse: Glimpse): glimpse is Sight => glimpse.medianDbm !== null;

/** What a window shows of stations. */
export interface Seen {
  readonly glimpses: readonly Glimpse[];
  /** Those of which no change was told, but whose counters began anew where they stay: they were away between two reports. */
  readonly returned: readonly Returned[];
}

export interface Returned {
  readonly row: StationWindow;
  /** The window before lacks it: it was away in a report. */
  readonly wasMissed: boolean;
}

/** The stations of the window; new ones are taken in. While the home is odd nobody moves about for it. */
export function seeStations(watches: StationWatches, window: HomeWindow, isOdd: boolean): Seen {
  const endAt = window.window_start + window.window_ms;
  forgetOld(watches, endAt);
  const glimpses: Glimpse[] = [];
  const returned: Returned[] = [];
  for (const row of window.stations) {
    const medianDbm = quantileOf(row, 0.5);
    const watch = watchOf(watches, row, endAt);
    const sinceMs = endAt - watch.lastAt;
    const isSame = watch.accessPoint === row.access_point;
    if (row.counter_resets > 0 && isSame && sinceMs > 0 && sinceMs <= returnWindows * window.window_ms)
      returned.push({ row, wasMissed: sinceMs > window.window_ms });
    watch.hasRoamed ||= !isSame;
    if (isSame && hasLeapt(row)) watch.leaptAt = endAt;
    watch.accessPoint = row.access_point;
    watch.lastAt = endAt;
    if (medianDbm !== null && !isOdd && !isFallen(watch))
      noteLevel(watch.mobility, medianDbm, window.window_ms, endAt);
    const rateKbps = row.downlink_rate_mean_kbps ?? row.uplink_rate_mean_kbps;
    const isReady = endAt - watch.firstAt >= readyAfterMs;
    const gapMs = Math.max(0, sinceMs - window.window_ms);
    glimpses.push({ row, watch, medianDbm, rateKbps, isReady, isElsewhere: !isSame, gapMs });
  }
  return { glimpses, returned };
}

/** What stays where it is and has fallen has not moved, as long as that is not usual. */
const isFallen = ({ suspectSince, mobility }: StationWatch): boolean =>
  suspectSince !== 0 && wasStationary(mobility);

/**
 * Takes a window in as usual. While it is suspect it is not: else a fall would be its own measure within minutes. A
 * suspicion that lasts is the new usual.
 */
export function learnUsual({ row, watch, rateKbps }: Glimpse, isSuspect: boolean): void {
  const at = watch.lastAt;
  if (!isSuspect) watch.suspectSince = 0;
  else if (watch.suspectSince === 0) watch.suspectSince = at;
  if (isSuspect && at - watch.suspectSince < usualAfterMs) return;
  for (const [index, bin] of row.rssi_bins.entries())
    addDecayed(watch.rssi, bin, at, rssiBins, row.rssi_counts[index]);
  if (rateKbps !== null && rateKbps > 0) addDecayed(watch.rate, rateBin(rateKbps), at, rateBins);
  if (row.retry_share !== null) addDecayed(watch.retry, 100 * row.retry_share, at, retryBins);
}

/** Quantile of the usual rate, kbps: the lower edge of its bin. */
export function usualRateKbps({ rate }: StationWatch, share: number): number | null {
  const bin = decayedQuantile(rate, share);
  return bin === null ? null : 2 ** (bin / binsPerOctave);
}

/** Quantile of the usual retry share, 0 to 1: the upper edge of its bin. */
export function usualRetryShare({ retry }: StationWatch, share: number): number | null {
  const bin = decayedQuantile(retry, share);
  return bin === null ? null : (bin + 1) / 100;
}

/** Quantile of a row's exact histogram, dBm; null without samples. */
export function quantileOf(
  row: Pick<StationWindow, "rssi_count" | "rssi_bins" | "rssi_counts">,
  share: number,
): number | null {
  let left = share * row.rssi_count;
  for (let index = 0; index < row.rssi_bins.length; index += 1) {
    left -= row.rssi_counts[index] ?? 0;
    if (left <= 0) return row.rssi_bins[index] ?? null;
  }
  return null;
}

/** Levels of the window lie far apart, with none between: it was moved by nobody who walks. */
function hasLeapt({ rssi_count: count, rssi_bins: bins }: StationWindow): boolean {
  return (
    count >= leapReports && bins.some((bin, index) => index > 0 && bin - (bins[index - 1] ?? bin) >= leapDb)
  );
}

/** A report's numbers that are no dBm, of stations that windows have shown. */
export function noteRawLevels(
  watches: StationWatches,
  rows: readonly Pick<StationObservation, "sta_mac" | "rssi_dbm" | "rssi_raw">[],
  observedAt: number,
): void {
  for (const { sta_mac: mac, rssi_dbm: dbm, rssi_raw: raw } of rows) {
    if (dbm !== null || !isRawLevel(raw)) continue;
    const watch = watches.get(mac);
    if (watch === undefined) continue;
    watch.raw ??= createRawLevel();
    noteRaw(watch.raw, raw, observedAt);
  }
}

/** What is suspect began with a leap, in its first window or the one before. */
export function beganAtOnce({ suspectSince, leaptAt, lastAt }: StationWatch, windowMs: number): boolean {
  const since = suspectSince === 0 ? lastAt : suspectSince;
  return leaptAt !== 0 && leaptAt <= since && leaptAt >= since - windowMs;
}

/** The level at which a station has trouble: 5 and 6 GHz carry less far. */
export const weakDbm = ({ band }: StationWindow): number => (band === "2.4GHz" ? -75 : -72);

/** Where a station is, for the labels of an alert. */
export function placeLabels({
  access_point,
  bssid,
  band,
}: Pick<StationWindow, "access_point" | "bssid" | "band">): Record<string, string> {
  return { access_point, ...(bssid === null ? {} : { bssid }), ...(band === null ? {} : { band }) };
}

const rateBin = (kbps: number): number => binsPerOctave * Math.log2(Math.max(1, kbps));

function createStationWatch(row: StationWindow, endAt: number): StationWatch {
  return {
    firstAt: endAt,
    lastAt: endAt,
    rssi: createDecayedHistogram(),
    rate: createDecayedHistogram(),
    retry: createDecayedHistogram(),
    suspectSince: 0,
    leaptAt: 0,
    run: createRun(),
    raw: null,
    idle: createRun(),
    traffic: 0,
    trend: createSlowTrend(),
    mobility: createMobility(),
    hasRoamed: false,
    accessPoint: row.access_point,
  };
}

function watchOf(watches: StationWatches, row: StationWindow, endAt: number): StationWatch {
  const known = watches.get(row.sta_mac);
  if (known !== undefined) return known;
  const watch = createStationWatch(row, endAt);
  watches.set(row.sta_mac, watch);
  return watch;
}

/** The gateway's clock was set by so much: what is known of its stations goes with it. */
export function moveStations(watches: StationWatches, byMs: number): void {
  for (const watch of watches.values()) {
    watch.firstAt += byMs;
    watch.lastAt += byMs;
    if (watch.suspectSince !== 0) watch.suspectSince += byMs;
    if (watch.leaptAt !== 0) watch.leaptAt += byMs;
    moveDecayed(watch.rssi, byMs, rssiBins);
    moveDecayed(watch.rate, byMs, rateBins);
    moveDecayed(watch.retry, byMs, retryBins);
    moveRun(watch.run, byMs);
    moveRun(watch.idle, byMs);
    if (watch.raw !== null) moveRun(watch.raw.run, byMs);
    moveTrend(watch.trend, byMs);
    moveMobility(watch.mobility, byMs);
  }
}

function forgetOld(watches: StationWatches, atMs: number): void {
  for (const [mac, { lastAt }] of watches) if (atMs - lastAt >= forgetAfterMs) watches.delete(mac);
  if (watches.size <= stationLimit) return;
  const oldestFirst = [...watches].sort(([, a], [, b]) => a.lastAt - b.lastAt);
  for (const [mac] of oldestFirst.slice(0, watches.size - stationLimit)) watches.delete(mac);
}
