/**
 * Slow degradation: hourly levels of a station have fallen little by little, by 5 dB for 24 hours, and by more the livelier
 * its link is: of one that is carried about that is never. Furniture and doors take as much at once: where two hours in a
 * row lie far from the level it has jumped, and jumps are taken off. Nothing is said in a station's first week, which is
 * what falls are measured by.
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
const jumpHours = 2;
/** What is taken for usual before the first hours tell. */
const firstSpread = 100;
/** Fall without jumps at which it is deep, and no longer; with them it must be half of that. */
const deep = 500;
const shallow = 400;
/** On a lively link, so many usual distances. */
const deepSpreads = 5;
const deepHours = 24;
/** What falls this much is no longer learned as usual. */
const begun = 100;
const firstWeek = 7 * 24;
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

/** Takes the stations of a window in; those whose hour ended are judged. */
export function judgeSlow(sights: readonly Sight[], endAt: number, coverage: number): Judgement {
  const judged = new Map<string, Sight>();
  for (const sight of sights) {
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
  const least = Math.max(deep, deepSpreads * trend.spread);
  if (fall >= least && 2 * (trend.usual - trend.level) >= least) trend.deepSince ||= trend.hour;
  else if (fall < shallow || 2 * (trend.usual - trend.level) < shallow) trend.deepSince = 0;
}

function noteJump(trend: SlowTrend, mean: number): void {
  trend.jumped += 1;
  trend.jumpedSum += mean;
  if (trend.jumped < jumpHours) return;
  const level = Math.round(trend.jumpedSum / trend.jumped);
  trend.jumps += level - trend.level;
  // What is as good as ever again, at once, begins anew.
  if (level > trend.level && level > trend.usual - begun && fallOf(trend) > 0)
    trend.jumps = level - trend.steady;
  Object.assign(trend, { level, jumped: 0, jumpedSum: 0 });
}

/** Without jumps. */
const fallOf = ({ steady, level, jumps }: SlowTrend): number => steady - (level - jumps);

function learn(trend: SlowTrend): void {
  const fall = fallOf(trend);
  if (fall >= begun) return;
  const hours = Math.min(fall < 0 ? riseMemory : memory, trend.learned);
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
    threshold: (trend.usual - deep) / 100,
    baseline: trend.usual / 100,
    unit: "dBm",
    coverage,
    evidence: { fall_db: fallDb, hours: trend.hour - trend.deepSince },
    labels: placeLabels(row),
  };
}
