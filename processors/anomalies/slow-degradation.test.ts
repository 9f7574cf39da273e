/** Slow degradation by the windows of days. Minutes count from 0. */
import { describe, expect, it } from "vitest";
import { around, causeAt, hour, line, station, windowAt, type StationAt } from "./watch.fixture.ts";
import { createHomeWatch, watchWindow } from "./watch.ts";

describe("slow degradation", () => {
  const day = 24 * hour;
  const every = 3;
  const fading =
    (dbPerDay: number, depth: number) =>
    (at: number): number =>
      around(-60, at) - Math.min(depth, Math.max(0, at / day - 8) * dbPerDay);
  const lookSlowly = (level: (at: number) => number, days: number): string[] =>
    lookAtPlaces((at) => ({ rssi: Math.round(level(at)) }), days);
  const lookAtPlaces = (place: (at: number) => StationAt, days: number): string[] => {
    const told: string[] = [];
    const watch = createHomeWatch();
    for (let at = 0; at < days * day; at += every) {
      const window = windowAt(at, [station("aa", place(at))]);
      told.push(
        ...watchWindow(watch, window, causeAt(at + 1)).map((alert) => line(Math.floor(at / day), alert)),
      );
    }
    return told.filter((text) => text.includes("slow_degradation"));
  };

  it("of 10 dB in five days is raised within three days of the sixth dB", () => {
    const told = lookSlowly(fading(2, 10), 16);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/^1[1-4] slow_degradation firing aa$/);
  });

  it("of 10 dB at once is none: furniture", () => {
    expect(lookSlowly(fading(1000, 10), 16)).toEqual([]);
  });

  it("of 4 dB is none", () => {
    expect(lookSlowly(fading(2, 4), 16)).toEqual([]);
  });

  it("in the first week is none: all of it says what is usual", () => {
    const early = (at: number): number => around(-60, at) - Math.min(7, Math.max(0, at / day - 1) * 3);
    expect(lookSlowly(early, 16)).toEqual([]);
  });

  it("that is repaired but for 3 dB is resolved", () => {
    const repaired = (at: number): number => (at < 16 * day ? fading(2, 10)(at) : around(-63, at));
    const told = lookSlowly(repaired, 18);
    expect(told.map((text) => text.split(" ")[2])).toEqual(["firing", "resolved"]);
  });

  /** Six dB less at another access point for three days from the tenth on. */
  const away = (at: number): StationAt =>
    at >= 10 * day && at < 13 * day
      ? { rssi: around(-66, at), accessPoint: "ap.2." }
      : { rssi: around(-60, at) };

  it("is none at another access point that hears it weaker, nor back where it was", () => {
    expect(lookAtPlaces(away, 18)).toEqual([]);
  });

  it("that went on before is told though it changes its access point, and what it falls there after two days too", () => {
    const fallen = (at: number): StationAt => ({
      rssi: Math.round(fading(2, 10)(at)),
      accessPoint: at < 12 * day ? "ap.1." : "ap.2.",
    });
    expect(lookAtPlaces(fallen, 16)).toEqual([expect.stringMatching(/^1[1-4] slow_degradation firing aa$/)]);
  });

  it("of the two days in which the level at another access point is learned is none", () => {
    const arriving = (at: number): StationAt => ({
      rssi: Math.round(around(-60, at) - Math.min(6, Math.max(0, (at / day - 10) * 4))),
      accessPoint: at < 10 * day ? "ap.1." : "ap.2.",
    });
    expect(lookAtPlaces(arriving, 18)).toEqual([]);
    expect(lookAtPlaces((at) => ({ ...arriving(at), accessPoint: "ap.1." }), 18)).toHaveLength(1);
  });
});
