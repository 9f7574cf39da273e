/**
 * A histogram that forgets: 1 dB bins whose samples halve in weight every half-life of event time, however many samples
 * come. Forward decay (Cormode et al. 2009): a sample's weight grows with its time instead of all others shrinking, so
 * that adding touches one bin and a late sample gets just the weight it would have had. Weights are whole numbers, so
 * state is the same on every machine, takes two or three bytes a bin, and bins long unseen fall to 0 and go.
 */

/** Data, so that a rate in decibels can have bins of its own. */
export interface DecayedBins {
  readonly halfLifeMs: number;
  /** Samples outside [lowestBin, highestBin] are not counted. */
  readonly lowestBin: number;
  readonly highestBin: number;
  /** Half-lives without a sample count for nothing: what was usual before a silence is usual after it. */
  readonly isKeptInSilence?: boolean;
}

/** What RCPI can say, forgotten with the half-life of an hour. */
export const rssiBins: DecayedBins = { halfLifeMs: 3_600_000, lowestBin: -110, highestBin: 0 };

export interface DecayedHistogram {
  /** Half-lives from the epoch to the time by which weights are told: that of the newest sample, rounded down. */
  halfLives: number;
  /**
   * Bins present, ascending, each before its weight; `unit` is one sample at the time `halfLives` says. One array: a home
   * has dozens of histograms.
   */
  weighed: number[];
}

/** One sample's weight: it is forgotten after six to seven half-lives, when less than 1/64 of it is left. */
const unit = 64;

export function createDecayedHistogram(): DecayedHistogram {
  return { halfLives: 0, weighed: [] };
}

/** Counts `count` samples in the bin of `value`, rounded down, at event time `atMs`; false when it is outside the bins. */
export function addDecayed(
  histogram: DecayedHistogram,
  value: number,
  atMs: number,
  { halfLifeMs, lowestBin, highestBin, isKeptInSilence = false }: DecayedBins,
  count = 1,
): boolean {
  const bin = Math.floor(value);
  if (!(bin >= lowestBin && bin <= highestBin)) return false;
  const age = atMs / halfLifeMs;
  advance(histogram, Math.floor(age), isKeptInSilence);
  addWeight(histogram, bin, Math.floor(unit * count * growthOf(age - histogram.halfLives)));
  return true;
}

/** 2 ** share; the last one is kept, as a window's samples are all of one time. */
function growthOf(share: number): number {
  if (share !== lastGrowth.share) Object.assign(lastGrowth, { share, growth: 2 ** share });
  return lastGrowth.growth;
}

const lastGrowth = { share: 0, growth: 1 };

/** The clock that its samples' times are of was set by so much: to the nearest half-life. */
export function moveDecayed(histogram: DecayedHistogram, byMs: number, { halfLifeMs }: DecayedBins): void {
  if (histogram.weighed.length > 0) histogram.halfLives += Math.round(byMs / halfLifeMs);
}

/** Tells weights by a later time. Halving one by one or all at once is the same, as both round down. */
function advance(histogram: DecayedHistogram, halfLives: number, isKeptInSilence: boolean): void {
  const passed = halfLives - histogram.halfLives;
  if (passed <= 0) return;
  histogram.halfLives = halfLives;
  const { weighed } = histogram;
  const share = isKeptInSilence ? 2 : 2 ** passed;
  let isAnyEmpty = false;
  for (let index = 1; index < weighed.length; index += 2) {
    const weight = Math.floor((weighed[index] ?? 0) / share);
    weighed[index] = weight;
    isAnyEmpty ||= weight === 0;
  }
  // An array as long as what is in it: filtering leaves room for more.
  if (isAnyEmpty)
    histogram.weighed = weighed
      .filter((_, index) => weighed[index % 2 === 0 ? index + 1 : index] !== 0)
      .slice();
}

function addWeight(histogram: DecayedHistogram, bin: number, weight: number): void {
  if (weight === 0) return;
  const { weighed } = histogram;
  let index = weighed.length;
  while (index > 0 && (weighed[index - 2] ?? 0) >= bin) index -= 2;
  if (weighed[index] === bin) weighed[index + 1] = (weighed[index + 1] ?? 0) + weight;
  else histogram.weighed = weighed.toSpliced(index, 0, bin, weight);
}

/** The lowest bin at or below which lies `share` (0 to 1) of all weight; null of an empty histogram. */
export function decayedQuantile({ weighed }: DecayedHistogram, share: number): number | null {
  let left = share * totalOf(weighed);
  for (let index = 0; index < weighed.length; index += 2) {
    left -= weighed[index + 1] ?? 0;
    if (left <= 0) return weighed[index] ?? null;
  }
  return weighed.at(-2) ?? null;
}

/** The share (0 to 1) of all weight that lies in bins up to `value`; 0 of an empty histogram. */
export function shareUpTo({ weighed }: DecayedHistogram, value: number): number {
  let below = 0;
  for (let index = 0; index < weighed.length && (weighed[index] ?? 0) <= value; index += 2)
    below += weighed[index + 1] ?? 0;
  return below === 0 ? 0 : below / totalOf(weighed);
}

/** How many samples of time `atMs`, not before the newest, weigh as much as all that is held. */
export function decayedCount(
  { halfLives, weighed }: DecayedHistogram,
  atMs: number,
  { halfLifeMs, isKeptInSilence = false }: DecayedBins,
): number {
  const age = atMs / halfLifeMs - halfLives;
  return totalOf(weighed) / unit / 2 ** (isKeptInSilence ? Math.min(1, age) : age);
}

function totalOf(weighed: readonly number[]): number {
  let total = 0;
  for (let index = 1; index < weighed.length; index += 2) total += weighed[index] ?? 0;
  return total;
}
