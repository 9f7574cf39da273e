/** What is usual for a radio: its noise, and how full others make its channel. */
import type { HomeWindow, RadioWindow, StationWindow } from "#schemas/home-window.ts";
import {
  addDecayed,
  createDecayedHistogram,
  decayedCount,
  decayedQuantile,
  type DecayedBins,
  type DecayedHistogram,
  moveDecayed,
  rssiBins,
} from "./decayed-histogram.ts";

export interface RadioWatch {
  /** End of the last window with it; 0: not known, as an older version did not write it. */
  lastAt: number;
  /** dBm. */
  readonly noise: DecayedHistogram;
  /** Channel utilization less what stations of the home use, percent. */
  readonly foreign: DecayedHistogram;
  channel: number | null;
  /** Windows in a row that were noisy, that were so loudly, and in which others filled the channel. */
  noisy: number;
  loud: number;
  full: number;
}

/** By endpoint and radio. */
export type RadioWatches = Map<string, RadioWatch>;

/** What a radio usually is outlasts a silence: what disturbs it when the home is heard again is no usual. */
const noiseBins: DecayedBins = { ...rssiBins, isKeptInSilence: true };
const percentBins: DecayedBins = {
  halfLifeMs: 3_600_000,
  lowestBin: 0,
  highestBin: 100,
  isKeptInSilence: true,
};
/** So much noise above what is usual disturbs. */
const noiseStepDb = 10;
/** No oven is louder. */
const loudStepDb = 18;
/** So full is a channel that others fill, and so much fuller than usual: an oven takes 30 percent. */
const fullPercent = 55;
const fullerPercent = 38;
const ovensPercent = 50;
/** Of the air of a band, taken by the home's own bytes. */
const busyShare = 0.3;
/** A silence may take a part of what hours of windows weigh, and leaves more than these. */
const readyWindows = 20;
/** A disturbance that lasts so long is usual. */
const usualAfterWindows = 240;
/** More radios than a home has; the one seen longest ago makes room. */
const radioLimit = 64;

export interface RadioNews {
  /** A radio has another channel. */
  readonly isRetuned: boolean;
  /** Radios that are disturbed now. */
  readonly disturbed: readonly Disturbance[];
  /** Bands whose air the home's own traffic takes a good part of: retries of all that are on them are its doing. */
  readonly busyBands: ReadonlySet<string>;
}

/** Windows in a row are 0 where it is not so. */
export interface Disturbance extends Pick<RadioWatch, "noisy" | "loud" | "full"> {
  readonly radio: string;
  readonly band: string | null;
  /** Reports of the window. */
  readonly samples: number;
  /** Percent; null where it is not reported. */
  readonly foreignPercent: number | null;
  /** That is more than two ovens take. */
  readonly isBeyondOvens: boolean;
}

/** Takes the radios of a window in. */
export function noteRadios(watches: RadioWatches, window: HomeWindow): RadioNews {
  const at = window.window_start + window.window_ms;
  const disturbed: Disturbance[] = [];
  const own = ownShares(window);
  for (const watch of watches.values()) watch.lastAt ||= at;
  let isRetuned = false;
  for (const row of window.radios) {
    const watch = watchOf(watches, row);
    watch.lastAt = at;
    if (row.channel !== null) {
      isRetuned ||= (watch.channel ?? row.channel) !== row.channel;
      watch.channel = row.channel;
    }
    const foreignPercent = foreignOf(row, own);
    const isBeyondOvens = compare(watch, row, foreignPercent, at);
    learn(watch, row, foreignPercent, at);
    const { noisy, loud, full } = watch;
    const { radio, band, samples } = row;
    if (noisy + full > 0)
      disturbed.push({ radio, band, samples, noisy, loud, full, foreignPercent, isBeyondOvens });
  }
  const busyBands = new Set([...own].filter(([, share]) => (share ?? 0) >= busyShare).map(([band]) => band));
  return { isRetuned, disturbed, busyBands };
}

/** The gateway's clock was set by so much: what is known of its radios goes with it. */
export function moveRadios(watches: RadioWatches, byMs: number): void {
  for (const watch of watches.values()) {
    if (watch.lastAt !== 0) watch.lastAt += byMs;
    moveDecayed(watch.noise, byMs, noiseBins);
    moveDecayed(watch.foreign, byMs, percentBins);
  }
}

function watchOf(watches: RadioWatches, { endpoint_id: endpoint, radio }: RadioWindow): RadioWatch {
  const key = `${endpoint} ${radio}`;
  const known = watches.get(key);
  if (known !== undefined) return known;
  if (watches.size >= radioLimit) forgetOldest(watches);
  const watch = {
    lastAt: 0,
    noise: createDecayedHistogram(),
    foreign: createDecayedHistogram(),
    channel: null,
    noisy: 0,
    loud: 0,
    full: 0,
  };
  watches.set(key, watch);
  return watch;
}

function forgetOldest(watches: RadioWatches): void {
  const [oldest] = [...watches].sort(([, a], [, b]) => a.lastAt - b.lastAt);
  if (oldest !== undefined) watches.delete(oldest[0]);
}

/** Share of each band's air that stations of the home need; null where stations are of which no byte is counted. */
function ownShares({ stations, window_ms: windowMs }: HomeWindow): Map<string, number | null> {
  const shares = new Map<string, number | null>();
  for (const row of stations) {
    const band = row.band ?? "";
    const known = shares.get(band) ?? null;
    const isCounted = (row.bytes_sent ?? 0) + (row.bytes_received ?? 0) > 0;
    shares.set(band, isCounted ? (known ?? 0) + airtimeOf(row, windowMs) : known);
  }
  return shares;
}

/** What a large download of the home fills is no disturbance: it is taken off. null where nobody can tell. */
function foreignOf(
  { channel_utilization_mean_percent: percent, band }: RadioWindow,
  own: ReadonlyMap<string, number | null>,
): number | null {
  const share = own.get(band ?? "");
  return percent === null || share === null ? null : Math.max(0, percent - 100 * (share ?? 0));
}

/** Share of the window that its bytes took at its rates, those sent in vain included: at least so much. */
function airtimeOf(row: StationWindow, windowMs: number): number {
  const timeOf = (bytes: number | null, kbps: number | null): number =>
    bytes === null || kbps === null || kbps <= 0 ? 0 : (8 * bytes) / (kbps * windowMs);
  const useful =
    timeOf(row.bytes_sent, row.downlink_rate_mean_kbps) +
    timeOf(row.bytes_received, row.uplink_rate_mean_kbps);
  return useful * timesSent(row.retry_share ?? 0);
}

/** How often a frame is sent. A share of attempts is below one; beyond, it can only be of frames that arrived. */
const timesSent = (retryShare: number): number =>
  retryShare <= 0.5 ? 1 / (1 - retryShare) : Math.max(2, 1 + retryShare);

/** True when the channel is fuller than two ovens make it. */
function compare(watch: RadioWatch, row: RadioWindow, foreignPercent: number | null, at: number): boolean {
  const { noise_mean_dbm: noiseDbm } = row;
  const usualNoise = usualOf(watch.noise, at, noiseBins);
  const step = noiseDbm === null || usualNoise === null ? 0 : noiseDbm - usualNoise;
  const usual = usualOf(watch.foreign, at, percentBins);
  const fuller = foreignPercent === null || usual === null ? 0 : foreignPercent - usual;
  const isFull = fuller >= fullerPercent && (foreignPercent ?? 0) >= fullPercent;
  watch.noisy = step >= noiseStepDb ? watch.noisy + 1 : 0;
  watch.loud = step >= loudStepDb ? watch.loud + 1 : 0;
  watch.full = isFull ? watch.full + 1 : 0;
  return isFull && fuller >= ovensPercent;
}

/** Nine tenths of what was lie below; null while too little is known. */
const usualOf = (histogram: DecayedHistogram, at: number, bins: DecayedBins): number | null =>
  decayedCount(histogram, at, bins) < readyWindows ? null : decayedQuantile(histogram, 0.9);

function learn(watch: RadioWatch, row: RadioWindow, foreignPercent: number | null, at: number): void {
  const disturbed = Math.max(watch.noisy, watch.full);
  if (disturbed > 0 && disturbed < usualAfterWindows) return;
  if (row.noise_mean_dbm !== null) addDecayed(watch.noise, row.noise_mean_dbm, at, noiseBins);
  if (foreignPercent !== null) addDecayed(watch.foreign, foreignPercent, at, percentBins);
}
