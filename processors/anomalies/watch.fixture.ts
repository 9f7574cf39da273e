/** Windows and changes for the detectors to look at. Minutes count from 0. */
import { blankChange, blankHomeWindow, blankStationWindow } from "#processors/scenarios/blank.ts";
import type { Alert } from "#schemas/alert.ts";
import type { AssociationChange } from "#schemas/association-change.ts";
import type { HomeWindow, StationWindow } from "#schemas/home-window.ts";
import { epochMs } from "#schemas/units.ts";
import { createHomeWatch, watchWindow, type HomeWatch } from "./watch.ts";

export const minute = 60_000;
export const hour = 60;
/** A Monday at 00:00 UTC. */
export const start = Date.UTC(2026, 0, 5);

export interface StationAt {
  readonly rssi: number;
  readonly rate?: number;
  readonly retry?: number;
  readonly bytes?: number;
  readonly other?: number;
  readonly accessPoint?: string;
  readonly samples?: number;
}

export function station(
  mac: string,
  { rssi, rate, retry, bytes, other, accessPoint, samples }: StationAt,
): StationWindow {
  return {
    ...blankStationWindow,
    sta_mac: mac,
    access_point: accessPoint ?? "ap.1.",
    band: "5GHz",
    samples: samples ?? 12,
    rssi_count: samples ?? 12,
    rssi_bins: [rssi],
    rssi_counts: [samples ?? 12],
    downlink_rate_mean_kbps: rate ?? 400_000,
    retry_share: retry ?? 0.02,
    bytes_sent: bytes ?? 100_000,
    best_other_rssi_dbm: other ?? null,
  };
}

export function windowAt(
  at: number,
  stations: readonly StationWindow[],
  more: Partial<HomeWindow> = {},
): HomeWindow {
  return {
    ...blankHomeWindow,
    window_start: epochMs(start + at * minute),
    stations,
    expected: 12,
    received: 12,
    ...more,
  };
}

export const causeAt = (at: number) => ({
  homeId: "home",
  at: start + at * minute,
  receivedAt: start + at * minute,
  rowVersion: at,
});

/** Looks at a window a minute; returns `minute class state subject` of what is told. */
export function look(
  from: number,
  until: number,
  windowOf: (at: number) => HomeWindow,
  watch: HomeWatch = createHomeWatch(),
): string[] {
  const told: string[] = [];
  for (let at = from; at < until; at += 1) {
    told.push(...watchWindow(watch, windowOf(at), causeAt(at + 1)).map((alert) => line(at + 1, alert)));
  }
  return told;
}

export const line = (at: number, { alert_class, state, subject }: Alert): string =>
  `${at} ${alert_class} ${state} ${subject}`;

/** A level that varies by 2 dB around another. */
export const around = (dbm: number, at: number): number => dbm + ((at * 7) % 5) - 2;

export const change = (
  kind: AssociationChange["kind"],
  mac: string,
  at: number,
  more: Partial<AssociationChange> = {},
): AssociationChange => ({
  ...blankChange,
  kind,
  sta_mac: mac,
  observed_at: epochMs(start + at * minute),
  ...more,
});
