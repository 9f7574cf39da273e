/** How what detectors know is written, field for field. */
import type { ChurnTrend, ComingAndGoing } from "#processors/anomalies/churn-storm.ts";
import { createDecayedHistogram, type DecayedHistogram } from "#processors/anomalies/decayed-histogram.ts";
import type { GatewayTrend } from "#processors/anomalies/gateway-wide.ts";
import type { RawLevel } from "#processors/anomalies/raw-level.ts";
import type { Run } from "#processors/anomalies/run-length.ts";
import type { SlowTrend } from "#processors/anomalies/slow-degradation.ts";
import type { StationWatch } from "#processors/anomalies/station-watch.ts";
import { coverageFields, type CoverageRun } from "#processors/anomalies/coverage-fall.ts";
import type { Episode, OpenEpisode } from "#processors/anomalies/episode.ts";
import type { FlapOf } from "#processors/anomalies/flapping.ts";
import type { Mobility } from "#processors/anomalies/mobility.ts";
import type { NoticedStation } from "#processors/anomalies/notices.ts";
import type { Penalty } from "#processors/anomalies/penalty.ts";
import type { PingPongOf } from "#processors/anomalies/ping-pong.ts";
import type { RadioWatch } from "#processors/anomalies/radio-watch.ts";
import type { Reading, Subject } from "#processors/anomalies/reading.ts";
import type { OtherBss, StickyRun } from "#processors/anomalies/sticky-run.ts";
import type { HomeWatch } from "#processors/anomalies/watch.ts";
import { alertClasses, severities, subjectKinds } from "#schemas/alert.ts";
import {
  type Codec,
  flag,
  map,
  nullable,
  oneOf,
  real,
  record,
  rising,
  since,
  struct,
  text,
  time,
  whole,
} from "./codec.ts";

const penalty = struct<Penalty>({ points: real, atMs: time, on: flag });

const alertClass = oneOf(alertClasses);
const subjectKind = oneOf(subjectKinds);

const subject = struct<Subject>({
  alertClass,
  rule: nullable(text),
  subjectKind,
  subject: text,
  endpointId: nullable(text),
});

const reading = struct<Reading>({
  alertClass,
  rule: nullable(text),
  subjectKind,
  subject: text,
  endpointId: nullable(text),
  severity: oneOf(severities),
  summary: text,
  value: nullable(real),
  threshold: nullable(real),
  baseline: nullable(real),
  unit: nullable(text),
  coverage: nullable(real),
  evidence: record(real),
  labels: record(text),
});

const openEpisode = struct<OpenEpisode>({
  episodeId: text,
  raisedAt: time,
  changedAt: since(17, time, () => 0),
  sequence: whole,
  state: oneOf(["firing", "no_data"]),
  reading,
});

const episode = struct<Episode>({
  subject,
  breaches: whole,
  clears: whole,
  missing: whole,
  damping: penalty,
  open: nullable(openEpisode),
});

/** Window by window. */
const coverageRun: Codec<CoverageRun> = {
  write({ windows }, to) {
    to.whole(windows.length / coverageFields);
    for (let at = 0; at < windows.length; at += coverageFields) {
      to.time(windows[at] ?? 0);
      to.real(windows[at + 1] ?? 0);
      to.whole(windows[at + 2] ?? 0);
    }
  },
  read(from) {
    const windows: number[] = [];
    for (let left = from.whole(); left > 0; left -= 1) windows.push(from.time(), from.real(), from.whole());
    return { windows };
  },
};

/** Also of an endpoint's gaps. */
export const decayedHistogram: Codec<DecayedHistogram> = {
  write({ halfLives, weighed }, to) {
    to.whole(halfLives);
    to.whole(weighed.length / 2);
    let last = 0;
    for (let index = 0; index < weighed.length; index += 2) {
      const bin = weighed[index] ?? 0;
      to.whole(bin - last);
      last = bin;
    }
    to.whole(weighed.length / 2);
    for (let index = 1; index < weighed.length; index += 2) to.whole(weighed[index] ?? 0);
  },
  read(from) {
    const halfLives = from.whole();
    const bins = rising.read(from);
    from.whole();
    return { halfLives, weighed: bins.flatMap((bin) => [bin, from.whole()]) };
  },
};

const run = struct<Run>({ value: nullable(whole), samples: whole, firstMs: time, lastMs: time });

const rawLevel = struct<RawLevel>({ run, moving: whole, lowest: whole, highest: whole, finest: whole });

const trend = struct<SlowTrend>({
  hour: whole,
  sumDbm: whole,
  windows: whole,
  learned: whole,
  level: whole,
  spread: whole,
  jumped: whole,
  jumpedSum: whole,
  jumps: whole,
  usual: whole,
  steady: whole,
  deepSince: whole,
});

const mobility = struct<Mobility>({
  days: since(13, decayedHistogram, createDecayedHistogram),
  level: whole,
  before: since(12, whole, () => 0),
  apart: whole,
  presentMs: real,
  moves: real,
});

const stationWatch = struct<StationWatch>({
  firstAt: time,
  lastAt: time,
  rssi: decayedHistogram,
  rate: decayedHistogram,
  retry: decayedHistogram,
  suspectSince: time,
  leaptAt: since(14, time, () => 0),
  run,
  raw: since(17, nullable(rawLevel), () => null),
  idle: run,
  traffic: whole,
  trend,
  mobility,
  hasRoamed: flag,
  accessPoint: text,
});

const stickyRun = struct<StickyRun>({
  endpointId: text,
  accessPoint: text,
  since: time,
  lastAt: time,
  reports: whole,
  level: whole,
  isWeak: flag,
  other: nullable(struct<OtherBss>({ at: time, rssiDbm: whole, radio: text })),
});

const churnTrend = struct<ChurnTrend>({
  lately: map(
    text,
    struct<ComingAndGoing>({ joinedAt: time, leftAt: time, returnedAt: time, roamedAt: time }),
  ),
  slot: whole,
  usual: rising,
  learned: whole,
});

const radioWatch = struct<RadioWatch>({
  lastAt: since(17, time, () => 0),
  noise: decayedHistogram,
  foreign: decayedHistogram,
  channel: nullable(whole),
  noisy: whole,
  loud: whole,
  full: whole,
});

const gatewayTrend = struct<GatewayTrend>({
  chances: map(text, whole),
  breaches: whole,
  fallen: text,
  quietUntil: time,
  uptimeSeconds: nullable(whole),
  softwareVersion: nullable(text),
  radios: map(text, radioWatch),
});

export const homeWatch: Codec<HomeWatch> = struct<HomeWatch>({
  episodes: map(text, episode),
  coverage: coverageRun,
  flaps: map(text, struct<FlapOf>({ endpointId: text, isHost: flag, penalty })),
  pingPongs: map(
    text,
    struct<PingPongOf>({
      endpointId: text,
      times: rising,
      accessPoint: text,
      fromAccessPoint: nullable(text),
    }),
  ),
  notices: map(
    text,
    struct<NoticedStation>({
      accessPoint: text,
      isHere: flag,
      at: time,
      cameFrom: text,
      roamedAt: time,
      isNews: flag,
    }),
  ),
  churn: churnTrend,
  gateway: gatewayTrend,
  stations: map(text, stationWatch),
  stickyRuns: since(13, map(text, stickyRun), () => new Map()),
  measuredAt: since(15, time, () => 0),
  setBackMs: since(17, whole, () => 0),
});
