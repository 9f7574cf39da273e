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
}

/** What RCPI can say, forgotten with the half-life of an hour. */
export const rssiBins: DecayedBins = { halfLifeMs: 3_600_000, lowestBin: -110, highestBin: 0 };

export interface DecayedHistogram {
  /** Half-lives from the epoch to the time by which weights are told: that of the newest sample, rounded down. */
  halfLives: number;
  /** Bins present, ascending. */
  bins: readonly number[];
  /** Weight of each bin of `bins`; `unit` is one sample at the time `halfLives` says. */
  weights: number[];
}

/** One sample's weight: it is forgotten after six to seven half-lives, when less than 1/64 of it is left. */
const unit = 64;

export function createDecayedHistogram(): DecayedHistogram {
  return { halfLives: 0, bins: [], weights: [] };
}

/** Counts `count` samples in the bin of `value`, rounded down, at event time `atMs`; false when it is outside the bins. */
export function addDecayed(
  histogram: DecayedHistogram,
  value: number,
  atMs: number,
  { halfLifeMs, lowestBin, highestBin }: DecayedBins,
  count = 1,
): boolean {
  const bin = Math.floor(value);
  if (!(bin >= lowestBin && bin <= highestBin)) return false;
  const age = atMs / halfLifeMs;
  advance(histogram, Math.floor(age));
  addWeight(histogram, bin, Math.floor(unit * count * 2 ** (age - histogram.halfLives)));
  return true;
}

/** Tells weights by a later time. Halving one by one or all at once is the same, as both round down. */
function advance(histogram: DecayedHistogram, halfLives: number): void {
  const passed = halfLives - histogram.halfLives;
  if (passed <= 0) return;
  histogram.halfLives = halfLives;
  const weights = histogram.weights.map((weight) => Math.floor(weight / 2 ** passed));
  histogram.weights = weights;
  if (weights.includes(0)) forgetEmpty(histogram);
}

/** Arrays as long as what is in them: filtering leaves room for more. */
function forgetEmpty(histogram: DecayedHistogram): void {
  const { bins, weights } = histogram;
  histogram.bins = bins.filter((_, index) => weights[index] !== 0).slice();
  histogram.weights = weights.filter((weight) => weight !== 0).slice();
}

function addWeight(histogram: DecayedHistogram, bin: number, weight: number): void {
  if (weight === 0) return;
  const { bins, weights } = histogram;
  let index = bins.length;
  while (index > 0 && (bins[index - 1] ?? 0) >= bin) index -= 1;
  if (bins[index] === bin) {
    weights[index] = (weights[index] ?? 0) + weight;
  } else {
    histogram.bins = bins.toSpliced(index, 0, bin);
    histogram.weights = weights.toSpliced(index, 0, weight);
  }
}

/** The lowest bin at or below which lies `share` (0 to 1) of all weight; null of an empty histogram. */
export function decayedQuantile({ bins, weights }: DecayedHistogram, share: number): number | null {
  let left = share * totalOf(weights);
  for (let index = 0; index < bins.length; index += 1) {
    left -= weights[index] ?? 0;
    if (left <= 0) return bins[index] ?? null;
  }
  return bins.at(-1) ?? null;
}

/** How many samples of time `atMs`, not before the newest, weigh as much as all that is held. */
export function decayedCount(
  { halfLives, weights }: DecayedHistogram,
  atMs: number,
  { halfLifeMs }: DecayedBins,
): number {
  return totalOf(weights) / unit / 2 ** (atMs / halfLifeMs - halfLives);
}

function totalOf(weights: readonly number[]): number {
  let total = 0;
  for (const weight of weights) total += weight;
  return total;
}
