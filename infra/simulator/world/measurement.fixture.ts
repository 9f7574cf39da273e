/** What the world looks like in numbers, measured on its reports as real data was measured. */
import { createHome } from "./household.ts";
import type { Label } from "./label.ts";
import { hourMs, minuteMs, secondMs } from "./local-time.ts";
import { startWalk, walkOn } from "./mobility.ts";
import { defaultOptions, type HomeOptions } from "./options.ts";
import type { Report } from "./report.ts";
import { fadingDb, levelDbm } from "./signal.ts";
import { simulateHome } from "./simulate.ts";

export const optionsOf = (home: number, changed: Partial<HomeOptions> = {}): HomeOptions => ({
  ...defaultOptions,
  anomalies: 0,
  home,
  ...changed,
});

/** Runs a home to its end. */
export function run(options: HomeOptions, onReport: (report: Report) => void = () => {}): readonly Label[] {
  const home = simulateHome(options);
  for (;;) {
    const step = home.next();
    if (step.done === true) return step.value;
    onReport(step.value);
  }
}

/** The value that a share of the values is below. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

export const countTo = (homes: number): number[] => Array.from({ length: homes }, (_, index) => index + 1);

const fixedNames = /plug|camera|speaker|lamp|thermostat|vacuum|sensor|tv|console|streamer/;

/** RSSI of fixed devices, per device and BSS, in dBm; each with its report's time. */
function fixedSeries(options: HomeOptions): { atMs: number; dbm: number }[][] {
  const series = new Map<string, { atMs: number; dbm: number }[]>();
  run(options, ({ gateway, hosts, stations, receivedMs }) => {
    if (gateway.model === "SIM-IX1") return;
    const names = new Map(hosts.map(({ mac, name }) => [mac, name]));
    for (const { mac, accessPoint, band, rssi, active } of stations) {
      if (!active || rssi > -5 || rssi < -110 || !fixedNames.test(names.get(mac) ?? "")) continue;
      const key = `${mac}/${accessPoint}/${band}`;
      const before = series.get(key);
      if (before === undefined) series.set(key, [{ atMs: receivedMs, dbm: rssi }]);
      else before.push({ atMs: receivedMs, dbm: rssi });
    }
  });
  return [...series.values()];
}

function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

export interface Stillness {
  readonly deviations: readonly number[];
  /** |change| from a report to the next. */
  readonly deltas: readonly number[];
  /** Shares of samples so far below their series' median. */
  readonly below10: number;
  readonly below15: number;
  readonly longestEqual: number;
}

/** Fixed devices for three hours of an evening, every 10 s: series as those of PILOT. */
export function measureStillness(homes: number): Stillness {
  const startMs = defaultOptions.startMs + 16 * hourMs;
  const series = countTo(homes)
    .flatMap((home) => fixedSeries(optionsOf(home, { intervalMs: 10_000, startMs, durationMs: 3 * hourMs })))
    .map((samples) => samples.map(({ dbm }) => dbm))
    .filter(({ length }) => length >= 100);
  const depths = series.flatMap((samples) => {
    const median = quantile(samples, 0.5);
    return samples.map((dbm) => median - dbm);
  });
  const share = (db: number): number => depths.filter((depth) => depth >= db).length / depths.length;
  return {
    deviations: series.map(deviation),
    deltas: series.flatMap((samples) =>
      samples.slice(1).map((dbm, index) => Math.abs(dbm - (samples[index] ?? 0))),
    ),
    below10: share(10),
    below15: share(15),
    longestEqual: Math.max(...series.map(longestEqual)),
  };
}

function longestEqual(samples: readonly number[]): number {
  let longest = 0;
  let length = 0;
  for (const [index, dbm] of samples.entries()) {
    length = dbm === samples[index - 1] ? length + 1 : 1;
    longest = Math.max(longest, length);
  }
  return longest;
}

/** |change| per 2 s of every BSS above -90 dBm, heard by people who walk through a room or more. */
export function measureWalks(homes: number): readonly number[] {
  const deltas: number[] = [];
  for (const number of countTo(homes)) {
    const home = createHome(optionsOf(number));
    let atMs = home.options.startMs + 1000;
    for (const station of home.stations.filter(({ kind }) => kind.isMobile)) {
      startWalk(home.air, home.building, station, atMs);
      let last: readonly number[] = [];
      for (; atMs <= station.walkEndMs; atMs += 2 * secondMs) {
        walkOn(home.air, home.building, station, atMs);
        const now = Array.from(home.air.lossDb.keys(), (bss) =>
          Math.round(levelDbm(home.air, station, bss, atMs) + fadingDb(home.air, station, bss)),
        );
        const before = last;
        deltas.push(
          ...now.flatMap((dbm, bss) => {
            const then = before[bss];
            return then === undefined || Math.min(dbm, then) <= -90 ? [] : [Math.abs(dbm - then)];
          }),
        );
        last = now;
      }
      atMs += 10 * minuteMs;
    }
  }
  return deltas;
}

/** Share of fixed links whose 6-hour median differs 6 dB or more from the one before, at least once in 10 days. */
export function measureShifts(homes: number): { share: number; links: number } {
  const shifted = countTo(homes)
    .flatMap((home) => fixedSeries(optionsOf(home, { durationMs: 240 * hourMs, intervalMs: 300_000 })))
    .map(sixHourMedians)
    .filter(({ length }) => length >= 30)
    .map((medians) =>
      medians.some((median, index) => Math.abs(median - (medians[index - 1] ?? median)) >= 6),
    );
  return { share: shifted.filter(Boolean).length / shifted.length, links: shifted.length };
}

function sixHourMedians(samples: readonly { atMs: number; dbm: number }[]): number[] {
  const parts = Map.groupBy(samples, ({ atMs }) => Math.floor(atMs / (6 * hourMs)));
  return [...parts.values()]
    .filter(({ length }) => length > 50)
    .map((part) =>
      quantile(
        part.map(({ dbm }) => dbm),
        0.5,
      ),
    );
}

/** Changes of the BSS without a leave, as notified, and how many of them go back to where they were 10 s ago. */
export function measureRoams(homes: number, days: number): { roams: number; backWithin10s: number } {
  let roams = 0;
  let backWithin10s = 0;
  for (const home of countTo(homes)) {
    const at = new Map<string, { bss: number; from: number; sinceMs: number }>();
    run(optionsOf(home, { durationMs: days * 24 * hourMs }), ({ notifications }) => {
      for (const { kind, mac, accessPoint, band, receivedMs } of notifications) {
        if (kind === "host_inactive") at.delete(mac);
        if (kind !== "station_created") continue;
        const bss = 2 * accessPoint + band;
        const before = at.get(mac);
        at.set(mac, { bss, from: before?.bss ?? -1, sinceMs: receivedMs });
        if (before === undefined || before.bss === bss) continue;
        roams++;
        if (before.from === bss && receivedMs - before.sinceMs <= 10_300) backWithin10s++;
      }
    });
  }
  return { roams, backWithin10s };
}
