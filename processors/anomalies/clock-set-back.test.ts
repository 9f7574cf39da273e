/** What is known of stations outlasts a clock that is set back, for a moment or for good. Minutes count from 0, by our time. */
import { describe, expect, it } from "vitest";
import type { HomeWindow } from "#schemas/home-window.ts";
import { around, causeAt, hour, line, minute, start, station, windowAt } from "./watch.fixture.ts";
import { createHomeWatch, setClockBack, watchWindow, type HomeWatch } from "./watch.ts";

const day = 24 * hour;
/** So long it takes to know that a station stays where it is. */
const known = day;

/** A station that falls at `fallsAt`, looked at by a gateway that is so far behind. */
function look(watch: HomeWatch, from: number, until: number, fallsAt: number, behind: number): string[] {
  const told: string[] = [];
  for (let at = from; at < until; at += 1) {
    const level = at < fallsAt ? { rssi: around(-60, at) } : { rssi: -80, rate: 90_000 };
    const window: HomeWindow = windowAt(at - behind, [station("aa", level)]);
    const { receivedAt, ...cause } = causeAt(at + 1 - behind);
    const alerts = watchWindow(watch, window, { ...cause, receivedAt: receivedAt + behind * minute });
    told.push(...alerts.map((alert) => line(at + 1, alert)));
  }
  return told;
}

const setBack = (watch: HomeWatch, at: number, by: number): void =>
  setClockBack(watch, start + at * minute, start + (at - by) * minute);

describe("what is known of a station", () => {
  const falls = known + 30;
  const want = [`${falls + 3} rssi_drop firing aa`];

  it("finds its fall where no clock was set back", () => {
    expect(look(createHomeWatch(), 0, falls + 10, falls, 0)).toEqual(want);
  });

  it.each([90, 10 * day, 34 * day])("finds it after two minutes of a clock set back by %i", (by) => {
    const watch = createHomeWatch();
    look(watch, 0, known, falls, 0);
    setBack(watch, known, by);
    look(watch, known, known + 2, falls, by);
    expect(look(watch, known + 2, falls + 10, falls, 0)).toEqual(want);
  });

  it.each([90, 10 * day])("finds it where the clock was set back by %i for good", (by) => {
    const watch = createHomeWatch();
    look(watch, 0, known, falls, 0);
    setBack(watch, known, by);
    expect(look(watch, known, falls + 10, falls, by)).toEqual(want);
  });

  it("finds it after a clock was set back twice, and right", () => {
    const watch = createHomeWatch();
    look(watch, 0, known, falls, 0);
    setBack(watch, known, day);
    look(watch, known, known + 2, falls, day);
    setBack(watch, known + 2 - day, 9 * day);
    look(watch, known + 2, known + 4, falls, 10 * day);
    expect(look(watch, known + 4, falls + 10, falls, 0)).toEqual(want);
  });
});
