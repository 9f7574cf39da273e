/** What is usual for a radio: its noise and how full its channel is. */
import type { HomeWindow, RadioWindow } from "#schemas/home-window.ts";
import {
  addDecayed,
  createDecayedHistogram,
  decayedCount,
  decayedQuantile,
  type DecayedBins,
  type DecayedHistogram,
  rssiBins,
} from "./decayed-histogram.ts";

export interface RadioWatch {
  /** dBm. */
  readonly noise: DecayedHistogram;
  /** Channel utilization, percent. */
  readonly utilization: DecayedHistogram;
  channel: number | null;
  /** Windows in a row that were disturbed, and that were so loudly. */
  disturbed: number;
  loud: number;
}

/** By endpoint and radio. */
export type RadioWatches = Map<string, RadioWatch>;

const percentBins: DecayedBins = { halfLifeMs: 3_600_000, lowestBin: 0, highestBin: 100 };
/** So much noise above what is usual, or so full a channel, disturbs. */
const noiseStepDb = 10;
/** No oven is louder. */
const loudStepDb = 18;
const fullPercent = 70;
const fullerPercent = 15;
const readyWindows = 30;
/** One window says little: a large download fills the air for a minute, two ovens overlap. */
const disturbedWindows = 2;
/** A disturbance that lasts so long is usual. */
const usualAfterWindows = 240;
const radioLimit = 64;

export interface RadioNews {
  /** A radio has another channel. */
  readonly isRetuned: boolean;
  /** Radios that are disturbed now and were in the window before, by band. */
  readonly disturbed: ReadonlyMap<string | null, Disturbance>;
}

export interface Disturbance {
  readonly radio: string;
  /** Louder than an oven. */
  readonly isLoud: boolean;
}

/** Takes the radios of a window in. */
export function noteRadios(watches: RadioWatches, window: HomeWindow): RadioNews {
  const at = window.window_start + window.window_ms;
  const disturbed = new Map<string | null, Disturbance>();
  let isRetuned = false;
  for (const row of window.radios) {
    const watch = watchOf(watches, row);
    if (watch === null) continue;
    if (row.channel !== null) {
      isRetuned ||= (watch.channel ?? row.channel) !== row.channel;
      watch.channel = row.channel;
    }
    const disturbance = disturbanceOf(watch, row, at);
    learn(watch, row, at, disturbance);
    if (disturbance !== null && watch.disturbed >= disturbedWindows)
      disturbed.set(row.band, { ...disturbance, isLoud: watch.loud >= disturbedWindows });
  }
  return { isRetuned, disturbed };
}

function watchOf(watches: RadioWatches, { endpoint_id: endpoint, radio }: RadioWindow): RadioWatch | null {
  const key = `${endpoint} ${radio}`;
  const known = watches.get(key);
  if (known !== undefined || watches.size >= radioLimit) return known ?? null;
  const watch = {
    noise: createDecayedHistogram(),
    utilization: createDecayedHistogram(),
    channel: null,
    disturbed: 0,
    loud: 0,
  };
  watches.set(key, watch);
  return watch;
}

function disturbanceOf({ noise, utilization }: RadioWatch, row: RadioWindow, at: number): Disturbance | null {
  const { radio, noise_mean_dbm: noiseDbm, channel_utilization_mean_percent: percent } = row;
  const usualNoise = usualOf(noise, at, rssiBins);
  const step = noiseDbm === null || usualNoise === null ? 0 : noiseDbm - usualNoise;
  if (step >= noiseStepDb) return { radio, isLoud: step >= loudStepDb };
  const usual = usualOf(utilization, at, percentBins);
  const isFull =
    percent !== null && usual !== null && percent >= Math.max(fullPercent, usual + fullerPercent);
  return isFull ? { radio, isLoud: false } : null;
}

/** Nine tenths of what was lie below; null while too little is known. */
const usualOf = (histogram: DecayedHistogram, at: number, bins: DecayedBins): number | null =>
  decayedCount(histogram, at, bins) < readyWindows ? null : decayedQuantile(histogram, 0.9);

function learn(watch: RadioWatch, row: RadioWindow, at: number, disturbance: Disturbance | null): void {
  watch.disturbed = disturbance === null ? 0 : watch.disturbed + 1;
  watch.loud = disturbance?.isLoud === true ? watch.loud + 1 : 0;
  if (disturbance !== null && watch.disturbed < usualAfterWindows) return;
  if (row.noise_mean_dbm !== null) addDecayed(watch.noise, row.noise_mean_dbm, at, rssiBins);
  const { channel_utilization_mean_percent: percent } = row;
  if (percent !== null) addDecayed(watch.utilization, percent, at, percentBins);
}
