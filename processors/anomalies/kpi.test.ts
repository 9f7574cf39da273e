import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { versioned } from "#processors/home/codec.ts";
import { createKpiState, judgeSample, type KpiSettings, type KpiState } from "./kpi.ts";
import { kpiState } from "./kpi-codec.ts";

const minuteMs = 60_000;
const dayMinutes = 1440;
/** A Monday, 00:00 UTC. */
const monday = Date.UTC(2026, 10, 23);
const settings: KpiSettings = {
  threshold: 14,
  zoneOffsetMs: 0,
  warmUpSamples: dayMinutes,
  smallestDeviation: 0,
};

/** Lehmer generator; normal values by Box and Muller. */
function normals(seed: number): () => number {
  let state = seed;
  const uniform = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** A sample a minute from Monday on: 5, but rising to 50 at 21 h; noise of 1. */
function eveningPeaks(days: number, seed = 1): number[] {
  const normal = normals(seed);
  return Array.from({ length: days * dayMinutes }, (_, minute) => {
    const hour = (minute % dayMinutes) / 60;
    const evening = hour > 18 ? Math.sin(((hour - 18) / 6) * Math.PI) ** 2 : 0;
    return 5 + 45 * evening + normal();
  });
}

/** Judges a sample a minute from Monday on. */
function judgeAll(
  values: readonly (number | null)[],
  changed: Partial<KpiSettings> = {},
  state: KpiState = createKpiState(),
) {
  return values.map((value, minute) =>
    judgeSample(state, value, monday + minute * minuteMs, { ...settings, ...changed }),
  );
}

const anomalies = (judged: ReturnType<typeof judgeAll>): number[] =>
  judged.flatMap(({ verdict }, minute) => (verdict === "anomaly" ? [minute] : []));

/** `values` with others from a minute on. */
const overlaid = (values: readonly number[], at: number, others: readonly number[]): number[] =>
  values.map((value, minute) => others[minute - at] ?? value);

const minuteOf = (day: number, hour: number, minute = 0): number => day * dayMinutes + hour * 60 + minute;

describe("the detector of a measure", () => {
  it("gives no score before it has enough samples", () => {
    const judged = judgeAll(eveningPeaks(2));
    expect(judged.slice(0, dayMinutes)).toEqual(
      Array.from({ length: dayMinutes }, () => ({ verdict: "warming_up", score: null })),
    );
    expect(judged.slice(dayMinutes).every(({ score }) => score !== null && Number.isFinite(score))).toBe(
      true,
    );
  });

  it("finds nothing in weeks of noise and evening peaks after the first days", () => {
    const judged = judgeAll(eveningPeaks(28));
    expect(anomalies(judged).filter((minute) => minute > 3 * dayMinutes)).toEqual([]);
  });

  it("finds the evening's values in the morning, within three samples, and not in the evening", () => {
    const peak = [50, 51, 49, 50, 51, 50, 50, 49];
    const at = minuteOf(15, 9);
    const found = anomalies(judgeAll(overlaid(eveningPeaks(16), at, peak))).filter((minute) => minute > 4320);
    expect(found[0]).toBeGreaterThanOrEqual(at);
    expect(found[0]).toBeLessThanOrEqual(at + 2);
    expect(found.every((minute) => minute < at + 20)).toBe(true);
  });

  it("finds an evening without its peak", () => {
    const at = minuteOf(15, 21);
    const found = anomalies(judgeAll(overlaid(eveningPeaks(16), at, [5, 5, 5, 5])));
    expect(found.some((minute) => minute >= at && minute < at + 4)).toBe(true);
  });

  it("scores three odd samples in a row higher than one", () => {
    const at = minuteOf(10, 9);
    const highest = (others: readonly number[]): number =>
      Math.max(
        ...judgeAll(overlaid(eveningPeaks(11), at, others))
          .slice(at, at + 5)
          .map(({ score }) => score ?? 0),
      );
    expect(highest([14, 14, 14])).toBeGreaterThan(2 * highest([14]));
  });

  it("finds a second anomaly an hour after a first one", () => {
    const [first, second] = [minuteOf(12, 9), minuteOf(12, 10)];
    const hour = overlaid(eveningPeaks(13), first, [60, 60, 60, 60, 60]);
    const found = anomalies(judgeAll(overlaid(hour, second, [60, 60, 60, 60, 60])));
    expect(found.some((minute) => minute >= first && minute < first + 5)).toBe(true);
    expect(found.some((minute) => minute >= second && minute < second + 5)).toBe(true);
  });

  it("changes nothing by a missing sample", () => {
    const values = eveningPeaks(3);
    const state = createKpiState();
    judgeAll(values, {}, state);
    const before = structuredClone(state);
    for (const value of [null, Number.NaN, Number.POSITIVE_INFINITY, -1e300]) {
      expect(judgeSample(state, value, monday, settings)).toEqual({ verdict: "missing", score: null });
    }
    expect(state).toEqual(before);
  });

  it("goes by the sample's own time: a night without samples moves no evening", () => {
    const values: (number | null)[] = eveningPeaks(28);
    for (let minute = minuteOf(20, 1); minute < minuteOf(20, 7); minute += 1) values[minute] = null;
    expect(anomalies(judgeAll(values)).filter((minute) => minute > 3 * dayMinutes)).toEqual([]);
  });

  it("has local days: a zone's offset is as a time that much later", () => {
    const offsetMs = 5.75 * 3_600_000;
    const [zoned, moved] = [createKpiState(), createKpiState()];
    for (const [minute, value] of eveningPeaks(9).entries()) {
      const atMs = monday + minute * minuteMs;
      const inZone = judgeSample(zoned, value, atMs, { ...settings, zoneOffsetMs: offsetMs });
      expect(inZone).toEqual(judgeSample(moved, value, atMs + offsetMs, settings));
    }
    expect(zoned).toEqual(moved);
  });

  it("knows weekends from Saturday 00:00 to Monday 00:00", () => {
    const hoursSeen = (atMs: number): number[] => {
      const state = createKpiState();
      judgeSample(state, 1, atMs, settings);
      return state.means.flatMap((mean, hour) => (mean === null ? [] : [hour]));
    };
    const friday = monday + 4 * dayMinutes * minuteMs;
    expect(hoursSeen(friday + 1439 * minuteMs)).toEqual([23]);
    expect(hoursSeen(friday + dayMinutes * minuteMs)).toEqual([24]);
    expect(hoursSeen(friday + (3 * dayMinutes - 1) * minuteMs)).toEqual([47]);
    expect(hoursSeen(friday + 3 * dayMinutes * minuteMs)).toEqual([0]);
    expect(hoursSeen(-1)).toEqual([23]);
  });

  it("finds a step of what never moved, unless it is below the smallest deviation", () => {
    const step = Array.from({ length: 2 * dayMinutes }, (_, minute) => (minute < 2000 ? -95 : -94));
    expect(anomalies(judgeAll(step))[0]).toBe(2000);
    expect(anomalies(judgeAll(step, { smallestDeviation: 2 }))).toEqual([]);
  });

  it("takes a new level for its own in time", () => {
    const values = eveningPeaks(6).map((value, minute) => (minute < minuteOf(3, 12) ? value : value + 30));
    const found = anomalies(judgeAll(values)).filter((minute) => minute > minuteOf(3, 0));
    expect(found[0]).toBeGreaterThanOrEqual(minuteOf(3, 12));
    expect(found[0]).toBeLessThanOrEqual(minuteOf(3, 12, 2));
    expect(found.at(-1)).toBeLessThan(minuteOf(4, 12));
  });

  it("does not depend on the unit, nor on how far from 0 the values are", () => {
    const values = overlaid(eveningPeaks(3), 3000, [20, 20, 20]);
    const [plain, scaled] = [judgeAll(values), judgeAll(values.map((value) => 1e9 + 1024 * value))];
    for (const [minute, { score }] of plain.entries()) {
      expect(Math.abs((scaled[minute]?.score ?? 0) - (score ?? 0))).toBeLessThan(
        1e-3 * Math.max(1, score ?? 0),
      );
    }
  });

  it("goes on after a restore as if nothing had happened, bit by bit", () => {
    const codec = versioned(1, kpiState);
    const values = eveningPeaks(3);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: values.length }), (cut) => {
        const whole = createKpiState();
        judgeAll(values.slice(0, cut), {}, whole);
        const restored = codec.decode(codec.encode(whole)) ?? createKpiState();
        expect(restored).toEqual(whole);
        const rest = values.slice(cut, cut + 50);
        expect(judgeAll(rest, {}, restored)).toEqual(judgeAll(rest, {}, whole));
      }),
      { numRuns: 20 },
    );
  });

  it("takes at most 750 bytes of a snapshot", () => {
    const state = createKpiState();
    judgeAll(eveningPeaks(8), {}, state);
    expect(versioned(1, kpiState).encode(state).length).toBeLessThanOrEqual(750);
  });
});
