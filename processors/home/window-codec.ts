/** How a window is written, whether it is open or was emitted: field for field, and what is mostly alike in few bytes. */
import type { CounterPart, CounterSample } from "#processors/windows/counters.ts";
import type { Heard, HeardPart } from "#processors/windows/heard.ts";
import type { Histogram } from "#processors/windows/histogram.ts";
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

const histogram = struct<Histogram>({ bins: rising, counts: wholes, outOfRange: whole });

/** Of one number it says that number. */
const spread: Codec<Spread | null> = {
  write(value, to) {
    to.whole(value?.count ?? 0);
    if (value === null) return;
    to.whole(value.max);
    if (value.count === 1) return;
    to.whole(value.max - value.min);
    to.whole(value.sum);
  },
  read(from) {
    const count = from.whole();
    if (count === 0) return null;
    const max = from.whole();
    if (count === 1) return { count, sum: max, min: max, max };
    const min = max - from.whole();
    return { count, min, max, sum: from.whole() };
  },
};

type Counts = CounterSample["values"];

/** Which of the counts are known, then those, each as its difference to one that is said already. */
function writeCounts(values: Counts, base: Counts, to: Writer): void {
  let known = 0;
  for (let index = 0; index < values.length; index += 1) if (values[index] !== null) known |= 1 << index;
  to.whole(known);
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] ?? null;
    if (value !== null) to.whole(value - (base[index] ?? 0));
  }
}

function readCounts(length: number, base: Counts, from: Reader): Counts {
  const known = from.whole();
  const counts: (number | null)[] = [];
  for (let index = 0; index < length; index += 1) {
    counts.push((known & (1 << index)) === 0 ? null : from.whole() + (base[index] ?? 0));
  }
  return counts;
}

/** What a sample is written beside: times and counters differ little from it. */
const nothing: CounterSample = { at: 0, since: null, values: [] };

function writeSample({ at, since, values }: CounterSample, base: CounterSample, to: Writer): void {
  if (base === nothing) to.time(at);
  else to.whole(at - base.at);
  to.byte(since === null ? 0 : 1);
  if (since !== null) to.whole(at - since);
  writeCounts(values, base.values, to);
}

function readSample(length: number, base: CounterSample, from: Reader): CounterSample {
  const at = base === nothing ? from.time() : base.at + from.whole();
  const since = from.byte() === 0 ? null : at - from.whole();
  return { at, since, values: readCounts(length, base.values, from) };
}

/** A row's counters at one time, by themselves. */
export const counterSample: Codec<CounterSample> = {
  write(sample, to) {
    to.whole(sample.values.length);
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
    writeCounts(low, first.values, to);
    writeCounts(high, last.values, to);
  },
  read(from) {
    const first = counterSample.read(from);
    const { length } = first.values;
    const parts = from.byte();
    const before = (parts & 1) === 0 ? null : readSample(length, first, from);
    if ((parts & 2) === 0) return { before, first, last: first, low: first.values, high: first.values };
    const last = readSample(length, first, from);
    const low = readCounts(length, first.values, from);
    return { before, first, last, low, high: readCounts(length, last.values, from) };
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
