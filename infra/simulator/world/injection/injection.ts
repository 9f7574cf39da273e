/** What all faults share: how they start and stop, and how a station is held where it is meanwhile. */
import type { Home } from "../home-state.ts";
import type { AnomalyClass } from "../label.ts";
import { isWalking, schedule, soundFault, type Fault, type Station } from "../station.ts";

export type InjectedClass = Exclude<AnomalyClass, "weak_not_roaming">;

export interface Effect {
  readonly untilMs: number;
  /** Undoes it, and writes the label if it is not truth's to write. */
  readonly stop: (atMs: number) => void;
}

export interface Running extends Effect {
  readonly isBackground: boolean;
}

/** Starts a fault now; null where there is nobody for it. */
export type Start = (home: Home, atMs: number) => Effect | null;

/** Associated, at rest, and nothing else is wrong with it. */
export const isSteady = (station: Station, atMs: number): boolean =>
  station.bss >= 0 &&
  !isWalking(station) &&
  station.roamTo < 0 &&
  station.fault.holdUntilMs < atMs &&
  station.fault.rampDb === 0 &&
  !station.fault.rssiFrozen &&
  !station.fault.countersFrozen &&
  station.lastRow !== null &&
  !station.isFirstRow;

/** One of those, drawn; null where there is none. */
export function pickStation(home: Home, atMs: number, isFit: (station: Station) => boolean): Station | null {
  const fit = home.stations.filter((station) => isSteady(station, atMs) && isFit(station));
  return fit.length === 0 ? null : home.chance.pick(fit);
}

/** Puts a fault on a station that stays where it is until then. */
export function afflict(station: Station, fault: Partial<Fault>, holdUntilMs: number): void {
  station.fault = { ...soundFault(), ...fault, holdUntilMs };
  if (station.isHome && holdUntilMs > 0) station.presenceAtMs = Math.max(station.presenceAtMs, holdUntilMs);
  schedule(station);
}

/** Nothing is wrong with it any more. */
export function relieve(station: Station): void {
  station.fault = soundFault();
  schedule(station);
}

/** Marks what truth will find as this injection's doing. */
export function mark(
  station: Station,
  injectedClass: InjectedClass,
  cause: string,
  fromMs: number,
  untilMs: number,
): void {
  station.watch.injected = { class: injectedClass, cause, fromMs, untilMs };
}
