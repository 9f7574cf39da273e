/**
 * Slow degradation: hourly levels of a station that stays where it is fall below those of the same hour of the days
 * before, by 6 dB for 24 hours, and their cumulative sum says that it is no chance. Furniture takes as much at once: from
 * 2 dB to 6 it must take half a day. Healthy links shift too: nothing is said in a station's first week.
 */
import { isShift, nextCusum, oneSigmaCusum } from "./cusum.ts";
import { isStationary } from "./mobility.ts";
import type { Judgement } from "./reading.ts";
import { placeLabels, type Sight } from "./station-watch.ts";

export interface SlowTrend {
  /** Hour under way since the epoch; sum and number of its windows' medians. */
  hour: number;
  sumDbm: number;
  windows: number;
  /** Usual level of each hour of the day (UTC) in tenths of dB; 0 while unknown. */
  readonly usual: number[];
  /** Hours learned. */
  learned: number;
  /** Cumulative sum of the fall, in standard deviations. */
  cusum: number;
  /** Fall below the usual level, smoothed over some hours, in tenths of dB. */
  fall: number;
  /** First hour since which there is a fall, and since which it is deep; 0: there is none. */
  fallingSince: number;
  deepSince: number;
}

const alertClass = "slow_degradation";
const hourMs = 3_600_000;
/** Floor of the spread of hourly levels. */
const sigmaDb = 2;
const deepDb = 6;
const shallowDb = 4;
const deepHours = 24;
/** Fall at which it begins, and how long it must take from there to be deep. */
const beginDb = 2;
const gradualHours = 12;
const firstWeek = 7 * 24;
/** Days over which the usual level is learned, after the first week. */
const memoryDays = 20;
const smoothing = 1 / 6;
/** Fewer windows are no hour. */
const fewestWindows = 10;

export function createSlowTrend(): SlowTrend {
  return {
    hour: 0,
    sumDbm: 0,
    windows: 0,
    usual: [],
    learned: 0,
    cusum: 0,
    fall: 0,
    fallingSince: 0,
    deepSince: 0,
  };
}

/** Takes the stations of a window in; those whose hour ended are judged. */
export function judgeSlow(sights: readonly Sight[], endAt: number, coverage: number): Judgement {
  const judged = new Map<string, Sight>();
  for (const sight of sights) {
    if (takeIn(sight.watch.trend, sight.medianDbm, Math.floor((endAt - 1) / hourMs)))
      judged.set(sight.row.sta_mac, sight);
  }
  const deep = [...judged.values()].filter(
    ({ watch }) => isDeep(watch.trend) && isStationary(watch.mobility),
  );
  return {
    alertClass,
    rule: null,
    breaches: deep.map((sight) => readingOf(sight, coverage)),
    otherwise: (subject) => (judged.has(subject) ? "clear" : null),
  };
}

/** True when an hour was complete. */
function takeIn(trend: SlowTrend, medianDbm: number, hour: number): boolean {
  const isOver = hour > trend.hour && trend.windows >= fewestWindows;
  if (isOver) endHour(trend);
  if (hour !== trend.hour) Object.assign(trend, { hour, sumDbm: 0, windows: 0 });
  trend.sumDbm += medianDbm;
  trend.windows += 1;
  return isOver;
}

function endHour(trend: SlowTrend): void {
  const level = Math.round((10 * trend.sumDbm) / trend.windows);
  const place = trend.hour % 24;
  while (trend.usual.length < 24) trend.usual.push(0);
  const usual = trend.usual[place] ?? 0;
  if (usual === 0) {
    trend.usual[place] = level;
    trend.learned += 1;
    return;
  }
  const fall = usual - level;
  trend.fall += Math.round((fall - trend.fall) * smoothing);
  trend.cusum = Math.round(100 * nextCusum(trend.cusum / 100, fall / 10 / sigmaDb, oneSigmaCusum));
  if (trend.fall < 10 * beginDb) trend.fallingSince = 0;
  else trend.fallingSince ||= trend.hour;
  if (trend.fall >= 10 * deepDb) trend.deepSince ||= trend.hour;
  else if (trend.fall < 10 * shallowDb) trend.deepSince = 0;
  // What is deep is not learned, or the fall would be its own measure.
  if (trend.deepSince !== 0) return;
  const days = Math.min(memoryDays, Math.floor(trend.learned / 24) + 1);
  trend.usual[place] = usual + Math.round((level - usual) / days);
  trend.learned += 1;
}

const isDeep = ({ learned, cusum, fallingSince, deepSince, hour }: SlowTrend): boolean =>
  learned >= firstWeek &&
  deepSince !== 0 &&
  deepSince - fallingSince >= gradualHours &&
  hour - deepSince >= deepHours &&
  isShift(cusum / 100, oneSigmaCusum);

function readingOf({ row, watch }: Sight, coverage: number): Judgement["breaches"][number] {
  const { trend } = watch;
  const usual = (trend.usual[(trend.hour + 23) % 24] ?? 0) / 10;
  const fall = trend.fall / 10;
  return {
    alertClass,
    rule: null,
    subjectKind: "station",
    subject: row.sta_mac,
    endpointId: row.endpoint_id,
    severity: "warning",
    summary: `Station ${row.sta_mac} has been ${fall.toFixed(0)} dB weaker than usual for a day or more.`,
    value: usual - fall,
    threshold: usual - deepDb,
    baseline: usual,
    unit: "dBm",
    coverage,
    evidence: { fall_db: fall, hours: trend.hour - trend.deepSince },
    labels: placeLabels(row),
  };
}
