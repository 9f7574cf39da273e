import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addCrowd, peakAt, toCrowd, type Crowd } from "./crowd.ts";

const reports = fc.array(fc.array(fc.constantFrom("ap1", "ap2", "ap3"), { maxLength: 6 }), { maxLength: 12 });

const crowdsOf = (places: readonly (readonly string[])[]): readonly Crowd[] => {
  let crowds: readonly Crowd[] = [];
  for (const report of places) crowds = addCrowd(crowds, toCrowd(report));
  return crowds;
};

describe("where the stations were", () => {
  it("tells the most of any set of access points in one report", () => {
    fc.assert(
      fc.property(reports, fc.subarray(["ap1", "ap2", "ap3"]), (places, radio) => {
        const counts = places.map((report) => report.filter((place) => radio.includes(place)).length);
        expect(peakAt(crowdsOf(places), (place) => radio.includes(place))).toBe(Math.max(0, ...counts));
      }),
    );
  });

  it("is the same in any order of the reports", () => {
    fc.assert(
      fc.property(reports, (places) => {
        expect(crowdsOf(places.toReversed())).toEqual(crowdsOf(places));
      }),
    );
  });

  it("keeps only what no other report outnumbers everywhere", () => {
    expect(crowdsOf([["ap1"], ["ap2", "ap1"], ["ap2", "ap2"], []])).toEqual([
      [
        ["ap1", 1],
        ["ap2", 1],
      ],
      [["ap2", 2]],
    ]);
  });
});
