/** Comings, goings and roams, as changes tell them and as counters do. Minutes count from 0. */
import { describe, expect, it } from "vitest";
import type { AssociationChange } from "#schemas/association-change.ts";
import type { HomeWindow } from "#schemas/home-window.ts";
import { around, causeAt, change, hour, line, look, station, windowAt } from "./watch.fixture.ts";
import { createHomeWatch, type HomeWatch, watchChange, watchWindow } from "./watch.ts";

/** Tells the changes, then looks at a window a minute until `until`. */
function tell(
  changes: readonly (readonly [at: number, change: AssociationChange])[],
  until: number,
): string[] {
  const watch = createHomeWatch();
  const told: string[] = [];
  for (let at = 0; at < until; at += 1) {
    for (const [, each] of changes.filter(([of]) => Math.floor(of) === at))
      told.push(...watchChange(watch, each, causeAt(at)).map((alert) => line(at, alert)));
    told.push(...watchWindow(watch, windowAt(at, []), causeAt(at + 1)).map((alert) => line(at + 1, alert)));
  }
  return told;
}

describe("changes", () => {
  it("a station that comes back a fourth time flaps, until its penalty is gone", () => {
    const flaps = [0, 2, 4, 6].map((at) => [at, change("join", "aa", at, { flap: true })] as const);
    const told = tell(flaps, 2 * hour);
    expect(told[0]).toMatch(/^6 flapping firing aa$/);
    expect(told[1]).toMatch(/^\d+ flapping resolved aa$/);
    expect(told).toHaveLength(2);
  });

  it("three turns in ten minutes are a ping-pong, resolved ten minutes after the last", () => {
    const turns = [1, 3, 5].map((at) => [at, change("roam", "aa", at, { ping_pong: true })] as const);
    expect(tell(turns, 30)).toEqual(["5 ping_pong firing aa", "15 ping_pong resolved aa"]);
  });

  it("two turns are none", () => {
    const turns = [1, 3].map((at) => [at, change("roam", "aa", at, { ping_pong: true })] as const);
    expect(tell(turns, 30)).toEqual([]);
  });

  it("a host that comes back is no flap where it is a station, whose flap it is", () => {
    const flaps = [0, 2, 4, 6].map((at) => change("host_join", "", at, { host_mac: "aa", flap: true }));
    const tellTo = (watch: HomeWatch): string[] =>
      flaps.flatMap((flap, index) =>
        watchChange(watch, flap, causeAt(index)).map((alert) => line(index, alert)),
      );
    expect(tellTo(createHomeWatch())).toEqual(["3 flapping firing aa"]);
    const watch = createHomeWatch();
    watchWindow(watch, windowAt(-1, [station("aa", { rssi: -60 })]), causeAt(0));
    expect(tellTo(watch)).toEqual([]);
  });

  const storm = ["a1", "a2", "a3", "a4", "a5"];

  it("five stations that leave and come back at once are a churn storm", () => {
    const thrown = storm.flatMap((mac) => [
      [60, change("leave", mac, 60)] as const,
      [61, change("join", mac, 61)] as const,
    ]);
    expect(tell(thrown, 90)).toEqual(["61 churn_storm firing home", "67 churn_storm resolved home"]);
  });

  it("whom a storm throws out again and again does not flap", () => {
    const thrown = [0, 1, 2, 3, 4, 5].flatMap((times) =>
      storm.flatMap((mac) => [
        [60 + times, change("leave", mac, 60 + times)] as const,
        [60 + times, change("join", mac, 60 + times, { flap: true })] as const,
      ]),
    );
    expect(tell(thrown, 80)).toEqual(["60 churn_storm firing home", "67 churn_storm resolved home"]);
  });

  it("a crowd that only comes is none", () => {
    const crowd = Array.from({ length: 30 }, (_, number) => [61, change("join", `a${number}`, 61)] as const);
    expect(tell(crowd, 90)).toEqual([]);
  });

  it("a family that leaves is none, nor are addresses that continue others", () => {
    const family = Array.from({ length: 5 }, (_, number) => [61, change("leave", `a${number}`, 61)] as const);
    const rotated = Array.from(
      { length: 30 },
      (_, number) => [62, change("join", `b${number}`, 62, { continues_mac: `c${number}` })] as const,
    );
    expect(tell([...family, ...rotated], 90)).toEqual([]);
  });
});

describe("counters that begin anew where a station stays", () => {
  const windowOf = (at: number, macs: readonly string[], resets: boolean, more: Partial<HomeWindow> = {}) =>
    windowAt(
      at,
      macs.map((mac) => ({ ...station(mac, { rssi: around(-60, at) }), counter_resets: resets ? 1 : 0 })),
      more,
    );

  it("of five stations are a churn storm: they were away between two reports", () => {
    const macs = ["a1", "a2", "a3", "a4", "a5"];
    expect(look(0, 30, (at) => windowOf(at, macs, at === 10))).toEqual([
      "11 churn_storm firing home",
      "17 churn_storm resolved home",
    ]);
  });

  it("are none when the gateway has just started", () => {
    const uptime = (at: number) => ({ uptime_seconds: at < 10 ? 100_000 + 60 * at : 60 * (at - 9) });
    const macs = ["a1", "a2", "a3", "a4", "a5"];
    expect(look(0, 30, (at) => windowOf(at, macs, at === 10, uptime(at)))).toEqual([]);
  });

  it("are a flap each of a station that comes and goes, and never roams", () => {
    const away = (at: number): HomeWindow => windowOf(at, ["aa"], at > 9 && at % 2 === 0);
    const watch = createHomeWatch();
    look(0, 9, away, watch);
    watchChange(watch, change("join", "aa", 9, {}), causeAt(9));
    expect(look(9, 20, away, watch)).toEqual(["17 flapping firing aa"]);
  });

  it("say nothing of a station of which no report shows that it was away: it may have roamed and come back", () => {
    expect(look(0, 20, (at) => windowOf(at, ["aa"], at > 9 && at % 2 === 0))).toEqual([]);
  });

  const roamed = (at: number): AssociationChange => change("roam", "aa", at, { access_point: "ap.1." });

  it("are a turn each of one that has roamed lately, and else say nothing of one that ever did", () => {
    const awayFrom = (at: number): HomeWindow => {
      const window = windowOf(at, ["aa"], at > 9 && at % 2 === 0);
      return at > 0
        ? window
        : { ...window, stations: window.stations.map((row) => ({ ...row, access_point: "ap.2." })) };
    };
    expect(look(0, 20, awayFrom)).toEqual([]);
    const watch = createHomeWatch();
    look(0, 9, awayFrom, watch);
    watchChange(watch, roamed(9), causeAt(9));
    expect(look(9, 20, awayFrom, watch)).toEqual(["15 ping_pong firing aa"]);
  });
});
