/** How a window is written, whether it is open or was emitted: field for field, and what is mostly alike in few bytes. */
import {
  atOf,
  firstCounter,
  sinceOf,
  type CounterPart,
  type CounterSample,
} from "#processors/windows/counters.ts";
import type { Heard, HeardPart } from "#processors/windows/heard.ts";
import { type Bins, binsOf, type Histogram, histogramOf } from "#processors/windows/histogram.ts";
import type { RadioPart } from "#processors/windows/radio-part.ts";
import type { Spread } from "#processors/windows/spread.ts";
import type { AccessPointPart, StationPart } from "#processors/windows/station-part.ts";
import type { Emitted, StreamPart, Window } from "#processors/windows/window.ts";
import {
  type Codec,
  list,
  map,
  nullable,
  pair,
  type Reader,
  rising,
  set,
  struct,
  text,
  time,
  whole,
  wholes,
  type Writer,
} from "./codec.ts";

const bins = struct<Bins>({ bins: rising, counts: wholes, outOfRange: whole });

/** Written out, however few samples it holds. */
const histogram: Codec<Histogram> = {
  write(value, to) {
    if (typeof value === "number") writeOne(value, to);
    else bins.write(binsOf(value), to);
  },
  read: (from) => histogramOf(bins.read(from)),
};

/** As `bins` writes it. */
function writeOne(bin: number, to: Writer): void {
  to.whole(1);
  to.whole(bin);
  to.whole(1);
  to.whole(1);
  to.whole(0);
}

/** Of one number it says that number. */
const spread: Codec<Spread> = {
  write(value, to) {
    if (value === null) return to.whole(0);
    if (typeof value === "number") {
      to.whole(1);
      return to.whole(value);
    }
    to.whole(value.count);
    to.whole(value.max);
    to.whole(value.max - value.min);
    to.whole(value.sum);
  },
  read(from) {
    const count = from.whole();
    if (count === 0) return null;
    const max = from.whole();
    if (count === 1) return max;
    const min = max - from.whole();
    return { count, min, max, sum: from.whole() };
  },
};

/** Which of the counters are known, then those, each as its difference to one that is said already. */
function writeCounters(sample: CounterSample, base: CounterSample, to: Writer): void {
  let known = 0;
  for (let index = firstCounter; index < sample.length; index += 1)
    if (!Number.isNaN(sample[index])) known |= 1 << (index - firstCounter);
  to.whole(known);
  for (let index = firstCounter; index < sample.length; index += 1) {
    const counter = sample[index] ?? Number.NaN;
    if (!Number.isNaN(counter)) to.whole(counter - baseAt(base, index));
  }
}

/** Those of a sample of that time with so many counters. */
function readCounters(
  [at, since]: readonly [number, number],
  { length, base }: { readonly length: number; readonly base: CounterSample },
  from: Reader,
): CounterSample {
  const known = from.whole();
  const sample: [number, number, ...number[]] = [at, since];
  for (let index = 0; index < length; index += 1) {
    const isKnown = (known & (1 << index)) !== 0;
    sample.push(isKnown ? from.whole() + baseAt(base, firstCounter + index) : Number.NaN);
  }
  return sample;
}

/** 0 where nothing is known to be beside. */
function baseAt(base: CounterSample, index: number): number {
  const counter = base[index] ?? 0;
  return Number.isNaN(counter) ? 0 : counter;
}

/** What a sample is written beside: times and counters differ little from it. */
const nothing: CounterSample = [0, Number.NaN];

function writeSample(sample: CounterSample, base: CounterSample, to: Writer): void {
  const [at, since] = [atOf(sample), sinceOf(sample)];
  if (base === nothing) to.time(at);
  else to.whole(at - atOf(base));
  to.byte(since === null ? 0 : 1);
  if (since !== null) to.whole(at - since);
  writeCounters(sample, base, to);
}

function readSample(length: number, base: CounterSample, from: Reader): CounterSample {
  const at = base === nothing ? from.time() : atOf(base) + from.whole();
  const since = from.byte() === 0 ? Number.NaN : at - from.whole();
  return readCounters([at, since], { length, base }, from);
}

/** A row's counters at one time, by themselves. */
export const counterSample: Codec<CounterSample> = {
  write(sample, to) {
    to.whole(sample.length - firstCounter);
    writeSample(sample, nothing, to);
  },
  read: (from) => readSample(from.whole(), nothing, from),
};

/** All beside the first sample; of a window with but one sample that is all, with the one before. */
const counterPart: Codec<CounterPart> = {
  write({ before, first, last, low, high }, to) {
    counterSample.write(first, to);
    to.byte((before === null ? 0 : 1) + (first === last ? 0 : 2));
    if (before !== null) writeSample(before, first, to);
    if (first === last) return;
    writeSample(last, first, to);
    writeCounters(low, first, to);
    writeCounters(high, last, to);
  },
  read(from) {
    const first = counterSample.read(from);
    const length = first.length - firstCounter;
    const parts = from.byte();
    const before = (parts & 1) === 0 ? null : readSample(length, first, from);
    if ((parts & 2) === 0) return { before, first, last: first, low: first, high: first };
    const last = readSample(length, first, from);
    const low = readCounters([atOf(first), Number.NaN], { length, base: first }, from);
    const high = readCounters([atOf(last), Number.NaN], { length, base: last }, from);
    return { before, first, last, low, high };
  },
};

const station = struct<StationPart>({
  samples: whole,
  lastAt: time,
  accessPoint: text,
  bssid: nullable(text),
  band: nullable(text),
  downlink: spread,
  uplink: spread,
  accessPoints: list(
    struct<AccessPointPart>({ accessPoint: text, histogram, counters: nullable(counterPart) }),
  ),
});

const streamPart = struct<StreamPart>({
  endpointId: text,
  profileId: text,
  ids: set(text),
  received: whole,
  late: whole,
  duplicate: whole,
  stationsPeak: whole,
  crowds: list(list(pair(text, whole))),
  stations: map(text, station),
});

const radio = struct<RadioPart>({
  endpointId: text,
  radio: text,
  band: nullable(text),
  channel: nullable(whole),
  channelAt: time,
  samples: whole,
  noiseSum: whole,
  noiseCount: whole,
  utilization: spread,
  counters: nullable(counterPart),
});

const emitted = struct<Emitted>({
  revision: whole,
  shape: text,
  radios: list(pair(text, text)),
  stationStreams: list(pair(text, text)),
});

const heard = struct<HeardPart>({
  endpointId: text,
  radio: text,
  stations: map(text, struct<Heard>({ at: time, rssiDbm: whole })),
});

export const windowCodec: Codec<Window> = struct<Window>({
  startMs: time,
  clockEpoch: whole,
  heardAt: whole,
  joins: whole,
  leaves: whole,
  roams: whole,
  flaps: whole,
  pingPongs: whole,
  rotations: whole,
  hostJoins: whole,
  hostLeaves: whole,
  hostsPeak: whole,
  wiredHostsPeak: whole,
  streams: list(streamPart),
  radios: list(radio),
  heard: list(heard),
  emitted: nullable(emitted),
});
