/**
 * The exact RSSI histogram: 1 dB bins from -110 to 0 dBm (what RCPI can say), UInt32 counts, everything else counted
 * apart. Sparse and sorted: a window of one station holds a handful of bins. Merging is associative and commutative.
 */

export const lowestBinDbm = -110;
export const highestBinDbm = 0;
const highestCount = 0xffff_ffff;

export interface Bins {
  /** Bins present, ascending, whole dBm. */
  bins: readonly number[];
  /** Count of each bin of `bins`; saturates at the largest UInt32. */
  counts: number[];
  /** Reported numbers outside the bins, or not trusted. */
  outOfRange: number;
}

/**
 * Of one sample that sample's bin, of none null, and never otherwise: a home has dozens of which most are such, each five
 * objects less for the collector to copy.
 */
export type Histogram = Bins | number | null;

/** What a window's record says of a histogram; field for field. */
export interface HistogramFields {
  readonly rssi_count: number;
  readonly rssi_bins: readonly number[];
  readonly rssi_counts: readonly number[];
  readonly rssi_out_of_range: number;
  readonly rssi_min_dbm: number | null;
  readonly rssi_max_dbm: number | null;
  readonly rssi_mean_dbm: number | null;
}

/** Where histograms are summed, by bin from the lowest; 0 everywhere before and after. */
const countOf = new Float64Array(highestBinDbm - lowestBinDbm + 1);

const noBins: Readonly<Bins> = { bins: [], counts: [], outOfRange: 0 };

/** A histogram written out; not to be changed. */
export function binsOf(histogram: Histogram): Readonly<Bins> {
  if (typeof histogram !== "number") return histogram ?? noBins;
  return { bins: [histogram], counts: [1], outOfRange: 0 };
}

/** The histogram of these bins, which it may keep. */
export function histogramOf(written: Bins): Histogram {
  const { bins, counts, outOfRange } = written;
  if (outOfRange > 0 || bins.length > 1) return written;
  const [bin] = bins;
  if (bin === undefined) return null;
  return counts[0] === 1 ? bin : written;
}

/**
 * The histogram with one report of a station more, itself where it can be changed: `rssiDbm` is the trusted whole number (halves were rounded down at intake), null
 * when there is none; `rssiRaw` is the number as reported, null when none was.
 */
export function addRssi(histogram: Histogram, rssiDbm: number | null, rssiRaw: number | null): Histogram {
  if (rssiDbm === null) return rssiRaw === null ? histogram : addOutside(histogram);
  if (rssiDbm < lowestBinDbm || rssiDbm > highestBinDbm) return addOutside(histogram);
  if (histogram === null) return Math.floor(rssiDbm);
  const bins = toBins(histogram);
  addToBin(bins, Math.floor(rssiDbm));
  return bins;
}

function addOutside(histogram: Histogram): Histogram {
  const bins = toBins(histogram);
  bins.outOfRange = saturate(bins.outOfRange + 1);
  return bins;
}

/** Bins of its own, to be changed. */
function toBins(histogram: Histogram): Bins {
  if (histogram === null) return { bins: [], counts: [], outOfRange: 0 };
  return typeof histogram === "number" ? { bins: [histogram], counts: [1], outOfRange: 0 } : histogram;
}

/**
 * A new bin makes new arrays, as long as what is in them: one that grows takes room for 16 more, and a home has
 * dozens of histograms.
 */
function addToBin(histogram: Bins, bin: number): void {
  const { bins, counts } = histogram;
  let index = bins.length;
  if (index === 0) {
    histogram.bins = [bin];
    histogram.counts = [1];
    return;
  }
  while (index > 0 && (bins[index - 1] ?? 0) >= bin) index -= 1;
  if (bins[index] === bin) {
    counts[index] = saturate((counts[index] ?? 0) + 1);
  } else {
    histogram.bins = bins.toSpliced(index, 0, bin);
    histogram.counts = counts.toSpliced(index, 0, 1);
  }
}

const saturate = (count: number): number => Math.min(count, highestCount);

/** All of them together; of one that one, not a copy. */
export function sumOfHistograms(histograms: readonly Histogram[]): Histogram {
  const [only] = histograms;
  if (only !== undefined && histograms.length === 1) return only;
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  let outOfRange = 0;
  for (const histogram of histograms) {
    if (histogram === null) continue;
    if (typeof histogram === "number") {
      const place = histogram - lowestBinDbm;
      lowest = Math.min(lowest, place);
      highest = Math.max(highest, place);
      countOf[place] = (countOf[place] ?? 0) + 1;
      continue;
    }
    const { bins, counts } = histogram;
    outOfRange += histogram.outOfRange;
    lowest = Math.min(lowest, (bins[0] ?? lowest) - lowestBinDbm);
    highest = Math.max(highest, (bins.at(-1) ?? highest) - lowestBinDbm);
    for (let index = 0; index < bins.length; index += 1) {
      const place = (bins[index] ?? 0) - lowestBinDbm;
      countOf[place] = (countOf[place] ?? 0) + (counts[index] ?? 0);
    }
  }
  const bins: number[] = [];
  const counts: number[] = [];
  for (let place = lowest; place <= highest; place += 1) {
    const count = countOf[place] ?? 0;
    if (count === 0) continue;
    countOf[place] = 0;
    bins.push(place + lowestBinDbm);
    counts.push(saturate(count));
  }
  return histogramOf({ bins, counts, outOfRange: saturate(outOfRange) });
}

/** The histogram as the record's fields; minimum, maximum and mean are those of the bins. */
export function toHistogramFields(histogram: Histogram): HistogramFields {
  if (typeof histogram === "number") return fieldsOfOne(histogram);
  const { bins, counts, outOfRange } = binsOf(histogram);
  let count = 0;
  let sum = 0;
  for (let index = 0; index < bins.length; index += 1) {
    const ofBin = counts[index] ?? 0;
    count += ofBin;
    sum += (bins[index] ?? 0) * ofBin;
  }
  return {
    rssi_count: count,
    rssi_bins: bins.slice(),
    rssi_counts: counts.slice(),
    rssi_out_of_range: outOfRange,
    rssi_min_dbm: bins[0] ?? null,
    rssi_max_dbm: bins.at(-1) ?? null,
    rssi_mean_dbm: count === 0 ? null : sum / count,
  };
}

/** Most histograms are of one sample. */
const fieldsOfOne = (bin: number): HistogramFields => ({
  rssi_count: 1,
  rssi_bins: [bin],
  rssi_counts: [1],
  rssi_out_of_range: 0,
  rssi_min_dbm: bin,
  rssi_max_dbm: bin,
  rssi_mean_dbm: bin,
});
