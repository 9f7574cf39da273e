/** What a window holds of one radio, whichever stream its rows came with. */
import type { FoldRadio } from "#processors/runtime/fold-event.ts";
import { addSample, isSample, toCount, type CounterPart, type CounterSample } from "./counters.ts";
import { addToSpread, type Spread } from "./spread.ts";

export interface RadioPart {
  readonly endpointId: string;
  readonly radio: string;
  /** Of several in one window the greatest text, whichever came first. */
  band: string | null;
  channel: number | null;
  channelAt: number;
  samples: number;
  noiseSum: number;
  noiseCount: number;
  /** Channel utilization in hundredths of a percent: of whole numbers a sum is the same in any order. */
  utilization: Spread;
  /** Bytes sent, bytes received. */
  counters: CounterPart | null;
}

export function createRadioPart(endpointId: string, radio: string): RadioPart {
  return {
    endpointId,
    radio,
    band: null,
    channel: null,
    channelAt: 0,
    samples: 0,
    noiseSum: 0,
    noiseCount: 0,
    utilization: null,
    counters: null,
  };
}

/** Order of a radio's counters in a sample. */
export const radioCounters = { bytesSent: 0, bytesReceived: 1 } as const;

export function addRadioRow(part: RadioPart, row: FoldRadio, observedAt: number): void {
  part.samples += 1;
  if (row.band !== null && row.band > (part.band ?? "")) part.band = row.band;
  if (row.noise_dbm !== null) {
    part.noiseSum += row.noise_dbm;
    part.noiseCount += 1;
  }
  if (row.channel !== null && isLater(observedAt, row.channel, part)) {
    part.channel = row.channel;
    part.channelAt = observedAt;
  }
  part.utilization = addToSpread(part.utilization, toHundredths(row.channel_utilization_percent));
  const sample: CounterSample = [
    observedAt,
    Number.NaN,
    toCount(row.bytes_sent_total),
    toCount(row.bytes_received_total),
  ];
  if (isSample(sample)) part.counters = addSample(part.counters, sample);
}

/** null for what is no share. */
const toHundredths = (percent: number | null): number | null =>
  percent !== null && percent >= 0 && percent <= 100 ? Math.round(percent * 100) : null;

/** Of two channels at the same instant the greater one is taken, whichever came first. */
function isLater(observedAt: number, channel: number, part: RadioPart): boolean {
  if (part.channel === null) return true;
  return observedAt > part.channelAt || (observedAt === part.channelAt && channel > part.channel);
}
