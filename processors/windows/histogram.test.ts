import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addRssi,
  binsOf,
  histogramOf as histogramOfBins,
  sumOfHistograms,
  toHistogramFields,
  type Histogram,
} from "./histogram.ts";

const rssi = fc.option(fc.integer({ min: -130, max: 20 }));
const samples = fc.array(fc.tuple(rssi, rssi), { maxLength: 60 });

function histogramOf(values: readonly (readonly [number | null, number | null])[]): Histogram {
  let histogram: Histogram = null;
  for (const [dbm, raw] of values) histogram = addRssi(histogram, dbm, raw);
  return histogram;
}

const merged = (...parts: readonly Histogram[]): Histogram => sumOfHistograms(parts);

describe("the RSSI histogram", () => {
  it("counts every sample once: in a bin, apart, or not at all when there was no number", () => {
    fc.assert(
      fc.property(samples, (values) => {
        const { rssi_count, rssi_out_of_range, rssi_bins } = toHistogramFields(histogramOf(values));
        const inRange = values.filter(([dbm]) => dbm !== null && dbm >= -110 && dbm <= 0);
        const none = values.filter(([dbm, raw]) => dbm === null && raw === null);
        expect(rssi_count).toBe(inRange.length);
        expect(rssi_out_of_range).toBe(values.length - inRange.length - none.length);
        expect(rssi_bins).toEqual(
          [...new Set(inRange.map(([dbm]) => dbm))].sort((a, b) => Number(a) - Number(b)),
        );
      }),
    );
  });

  it("merges in any order and grouping to the same as counting all at once", () => {
    fc.assert(
      fc.property(samples, samples, samples, (a, b, c) => {
        const [x, y, z] = [histogramOf(a), histogramOf(b), histogramOf(c)];
        const all = histogramOf([...a, ...b, ...c]);
        expect(merged(x, y, z)).toEqual(all);
        expect(merged(z, merged(y, x))).toEqual(all);
        expect(merged(merged(x, y), z)).toEqual(merged(x, merged(y, z)));
      }),
    );
  });

  it("is read as it was written out, the bin alone where it holds one sample", () => {
    fc.assert(
      fc.property(samples, (values) => {
        const histogram = histogramOf(values);
        expect(histogramOfBins(structuredClone(binsOf(histogram)))).toEqual(histogram);
      }),
    );
    expect(histogramOf([[-50, -50]])).toBe(-50);
    expect(histogramOf([[null, null]])).toBe(null);
  });

  it("says minimum, maximum and mean of its bins", () => {
    const histogram = histogramOf([
      [-50, -50],
      [-50, -50],
      [-80, -80],
      [null, 0],
      [-111, -111],
      [null, null],
    ]);
    expect(toHistogramFields(histogram)).toEqual({
      rssi_count: 3,
      rssi_bins: [-80, -50],
      rssi_counts: [1, 2],
      rssi_out_of_range: 2,
      rssi_min_dbm: -80,
      rssi_max_dbm: -50,
      rssi_mean_dbm: -60,
    });
  });

  it("has both ends of the range in it and nothing to say when empty", () => {
    expect(
      toHistogramFields(
        histogramOf([
          [0, 0],
          [-110, -110],
        ]),
      ),
    ).toMatchObject({ rssi_bins: [-110, 0] });
    expect(toHistogramFields(null)).toMatchObject({
      rssi_count: 0,
      rssi_mean_dbm: null,
      rssi_min_dbm: null,
    });
  });

  it("stops at the largest UInt32", () => {
    const full: Histogram = { bins: [-50], counts: [0xffff_ffff], outOfRange: 0xffff_ffff };
    expect(merged(full, full)).toEqual(full);
  });
});
