/** How many labelled events a detector's scores find at so many false alarms, over many series with one threshold. */

export interface ScoredSeries {
  readonly scores: Float64Array;
  /** Above 0 within an event. */
  readonly labels: Float64Array;
  /** The first sample that counts; those before are only learned from. */
  readonly from: number;
  readonly intervalSeconds: number;
}

export interface Tally {
  /** The highest alarm of each event; 0 of one without. */
  readonly events: number[];
  /** All alarms outside events. */
  readonly falseAlarms: number[];
  days: number;
}

/** A score is an alarm when it is above all of the samples before it: an alarm that goes on is one, unless it grows. */
const quietSamples = 60;

export const createTally = (): Tally => ({ events: [], falseAlarms: [], days: 0 });

/** Adds a series. An alarm up to `graceSamples` after an event is that event's. */
export function addSeries(tally: Tally, series: ScoredSeries, graceSamples: number): void {
  const { scores, labels, from, intervalSeconds } = series;
  tally.days += ((scores.length - from) * intervalSeconds) / 86_400;
  let sinceEvent = Infinity;
  for (let index = from; index < scores.length; index += 1) {
    const inEvent = (labels[index] ?? 0) > 0;
    if (inEvent && sinceEvent > 0) tally.events.push(0);
    sinceEvent = inEvent ? 0 : sinceEvent + 1;
    const score = scores[index] ?? 0;
    if (score <= 0 || !isAlarm(scores, index)) continue;
    if (sinceEvent <= graceSamples) raise(tally.events, score);
    else tally.falseAlarms.push(score);
  }
}

function isAlarm(scores: Float64Array, index: number): boolean {
  const score = scores[index] ?? 0;
  const first = Math.max(0, index - quietSamples);
  for (let before = index - 1; before >= first; before -= 1) if ((scores[before] ?? 0) >= score) return false;
  return true;
}

function raise(events: number[], score: number): void {
  const last = events.length - 1;
  events[last] = Math.max(events[last] ?? 0, score);
}

/** The lowest threshold with at most so many false alarms a day of a series, and the share of events found above it. */
export function recallAt(tally: Tally, falseAlarmsPerDay: number): { threshold: number; recall: number } {
  const descending = tally.falseAlarms.toSorted((one, other) => other - one);
  const threshold = descending[Math.floor(falseAlarmsPerDay * tally.days)] ?? 0;
  const found = tally.events.filter((score) => score > threshold).length;
  return { threshold, recall: tally.events.length === 0 ? 0 : found / tally.events.length };
}
