/**
 * Slow degradation: hourly levels of a station have fallen little by little, by 4.3 dB for 24 hours, and by more the
 * livelier its link is: of one that is carried about that is never. Furniture and doors take as much at once: where three
 * hours in a row lie far from the level it has jumped. Jumps are told from a fall by their size alone, so a fall is the mean
 * of what it is with them and without. Another access point is another level, and no fall: it is learned for two days. Nothing is said in a station's first week, which is what falls are measured by, and
 * in its second a fall must be half as deep again.
 */
import type { Judgement } from "./reading.ts";
import { placeLabels, type Sight } from "./station-watch.ts";

/** Levels in hundredths of dB. */
export interface SlowTrend {
  /** Hour under way since the epoch; sum and number of its windows' medians. */
  hour: number;
  sumDbm: number;
  windows: number;
  /** Hours learned. */
  learned: number;
  /** Level of the last hours, and how far an hour usually lies from it. */
  level: number;
  spread: number;
  /** Hours in a row that jumped, and their sum. */
  jumped: number;
  jumpedSum: number;
  /** What jumps have brought since the beginning. */
  jumps: number;
  /** Usual level, and usual level without jumps. */
  usual: number;
  steady: number;
  /** First hour since which the fall is deep; 0: it is not. */
  deepSince: number;
}

const alertClass = "slow_degradation";
const hourMs = 3_600_000;
const smoothing = 1 / 8;
const spreadSmoothing = 1 / 48;
/** A jump is so far from the level, and so many usual distances. */
const leastJump = 160;
const jumpSpreads = 3;
const jumpHours = 3;
/** What is taken for usual before the first hours tell. */
const firstSpread = 100;
/** So much at once upwards, more than furniture gives back as a rule, is a repair. */
const repair = 600;
/** Mean of the falls with and without jumps at which it is deep, and no longer. */
const deep = 430;
const shallow = 350;
/** And so much of it without jumps. */
const leastWithout = 400;
/** On a lively link, so many usual distances. */
const deepSpreads = 3.25;
const deepHours = 24;
/** What falls this much is no longer learned as usual. */
const begun = 100;
const firstWeek = 7 * 24;
/** A week is three or four places of the furniture: as long as no more is known, a fall must be so much deeper. */
const firstFortnight = 14 * 24;
const littleKnown = 1.45;
/** So long the level at another access point is learned before anything is said. */
const arrivalHours = 2 * 24;
/** Hours over which the usual level is learned, and those over which one that rises is. */
const memory = 20 * 24;
const riseMemory = 6 * 24;
/** Fewer windows are no hour. */
const fewestWindows = 10;

export function createSlowTrend(): SlowTrend {
  return {
    hour: 0,
    sumDbm: 0,
    windows: 0,
    learned: 0,
    level: 0,
    spread: 0,
    jumped: 0,
    jumpedSum: 0,
    jumps: 0,
    usual: 0,
    steady: 0,
    deepSince: 0,
  };
}

/** The gateway's clock was set by so much: to the nearest hour. */
export function moveTrend(trend: SlowTrend, byMs: number): void {
  const hours = Math.round(byMs / hourMs);
  if (trend.hour !== 0) trend.hour += hours;
  if (trend.deepSince !== 0) trend.deepSince += hours;
}

/** Takes the stations of a window in; those whose hour ended are judged. */
export function judgeSlow(sights: readonly Sight[], endAt: number, coverage: number): Judgement {
  const judged = new Map<string, Sight>();
  for (const sight of sights) {
    if (sight.isElsewhere) arrive(sight.watch.trend);
    if (takeIn(sight.watch.trend, sight.medianDbm, Math.floor((endAt - 1) / hourMs)))
      judged.set(sight.row.sta_mac, sight);
  }
  const fallen = [...judged.values()].filter(({ watch }) => isDeep(watch.trend));
  return {
    alertClass,
    rule: null,
    breaches: fallen.map((sight) => readingOf(sight, coverage)),
    otherwise: (subject) => (judged.has(subject) ? "clear" : null),
  };
}

/** Another access point hears it at another level, which is learned first, unless it had fallen before. */
function arrive(trend: SlowTrend): void {
  if (trend.deepSince === 0) trend.learned = Math.min(trend.learned, firstWeek - arrivalHours);
}

/** True when an hour was complete. */
function takeIn(trend: SlowTrend, medianDbm: number, hour: number): boolean {
  const isOver = hour > trend.hour && trend.windows >= fewestWindows;
  if (isOver) endHour(trend, Math.round((100 * trend.sumDbm) / trend.windows));
  if (hour !== trend.hour) Object.assign(trend, { hour, sumDbm: 0, windows: 0 });
  trend.sumDbm += medianDbm;
  trend.windows += 1;
  return isOver;
}

function endHour(trend: SlowTrend, mean: number): void {
  if (trend.learned === 0)
    Object.assign(trend, { level: mean, usual: mean, steady: mean, spread: firstSpread });
  trend.learned += 1;
  const distance = mean - trend.level;
  const limit = Math.max(leastJump, jumpSpreads * trend.spread);
  const isJump = Math.abs(distance) > limit;
  trend.spread += Math.round((Math.min(limit, Math.abs(distance)) - trend.spread) * spreadSmoothing);
  if (isJump) noteJump(trend, mean);
  else {
    trend.jumped = 0;
    trend.jumpedSum = 0;
    trend.level += Math.round(distance * smoothing);
  }
  learn(trend);
  const fall = fallOf(trend);
  const below = trend.usual - trend.level;
  const depth = (fall + below) / 2;
  const least = leastOf(trend);
  if (depth >= least && 2 * below >= least && fall >= leastWithout) trend.deepSince ||= trend.hour;
  else if (depth < shallow || 2 * below < shallow) trend.deepSince = 0;
}

/** What is deep on this link, by what is known of it. */
const leastOf = ({ spread, learned }: SlowTrend): number =>
  Math.max(deep, deepSpreads * spread) * (learned < firstFortnight ? littleKnown : 1);

function noteJump(trend: SlowTrend, mean: number): void {
  trend.jumped += 1;
  trend.jumpedSum += mean;
  if (trend.jumped < jumpHours) return;
  const level = Math.round(trend.jumpedSum / trend.jumped);
  trend.jumps += level - trend.level;
  const rise = level - trend.level;
  // What is as good as ever again, at once, begins anew.
  if (rise > 0 && level > trend.usual - begun && fallOf(trend) > 0) trend.jumps = level - trend.steady;
  Object.assign(trend, { level, jumped: 0, jumpedSum: 0 });
  // Repaired: what is left of the fall is what is left below the usual level.
  if (rise >= repair) trend.jumps -= Math.max(0, fallOf(trend) - Math.max(0, trend.usual - level));
}

/** Without jumps. */
const fallOf = ({ steady, level, jumps }: SlowTrend): number => steady - (level - jumps);

function learn(trend: SlowTrend): void {
  const fall = fallOf(trend);
  const isFirst = trend.learned < firstWeek;
  if (fall >= begun && !isFirst) return;
  const hours = isFirst ? trend.learned : Math.min(fall < 0 ? riseMemory : memory, trend.learned);
  trend.steady -= Math.round(fall / hours);
  trend.usual += Math.round((trend.level - trend.usual) / hours);
}

const isDeep = ({ learned, deepSince, hour }: SlowTrend): boolean =>
  learned >= firstWeek && deepSince !== 0 && hour - deepSince >= deepHours;

function readingOf({ row, watch }: Sight, coverage: number): Judgement["breaches"][number] {
  const { trend } = watch;
  const fallDb = fallOf(trend) / 100;
  return {
    alertClass,
    rule: null,
    subjectKind: "station",
    subject: row.sta_mac,
    endpointId: row.endpoint_id,
    severity: "warning",
    summary: `Station ${row.sta_mac} has become ${fallDb.toFixed(0)} dB weaker little by little, a day ago or more.`,
    value: trend.level / 100,
    threshold: (trend.usual - leastOf(trend)) / 100,
    baseline: trend.usual / 100,
    unit: "dBm",
    coverage,
    evidence: { fall_db: fallDb, hours: trend.hour - trend.deepSince },
    labels: placeLabels(row),
  };
}
