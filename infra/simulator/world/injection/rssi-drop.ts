/**
 * A stationary station is 15 dB or more weaker for minutes, down to where rate and retries suffer. Observable with the
 * first report of it, established three minutes later.
 */
import type { Home } from "../home-state.ts";
import { minuteMs } from "../local-time.ts";
import { accessPointOf, linkTo, type Station } from "../station.ts";
import { afflict, mark, pickStation, relieve, type Effect } from "./injection.ts";

const leastDb = 15;
const smallDb = 22;
const mostDb = 42;
/** Where it must end to hurt: both bands' limit for a usable signal, and some dB. */
const targetDbm = -80;
const lowestDbm = -88;

/** How much to take from this station; null where it is too weak already or too strong to be hurt. */
function lossOf({ chance }: Home, { levelDbm, floorDbm }: Station): number | null {
  const least = Math.max(leastDb, levelDbm - targetDbm);
  const most = Math.min(mostDb, levelDbm - Math.max(lowestDbm, floorDbm + 4));
  return least > most ? null : chance.between(least, Math.min(most, least + 8));
}

/**
 * Of what is carried about nobody can tell whether it has been, to a worse place, nor of a link that wanders as far by
 * itself whether something is wrong: both are marginal.
 */
const clearDeviations = 3.5;

/** Standard deviation of a link by itself. */
const wanderDb = ({ parameters }: Home, station: Station): number =>
  parameters.environmentSigmaDb * linkTo(station, accessPointOf(station.bss)).environmentScale;

const causes = ["obstruction", "antenna", "moved_into_cabinet"] as const;

/** Weakens a fixed station or a laptop at rest; null where none can be made weak enough. */
export function startRssiDrop(home: Home, atMs: number): Effect | null {
  const { chance, labels } = home;
  const isFit = (each: Station): boolean =>
    (!each.kind.isMobile || each.kindName === "laptop") && lossOf(home, each) !== null;
  // Rather a small drop that hurts than a large one: that is harder to tell.
  const station =
    pickStation(home, atMs, (each) => isFit(each) && each.levelDbm - targetDbm <= smallDb) ??
    pickStation(home, atMs, isFit);
  const lossDb = station === null ? null : lossOf(home, station);
  if (station === null || lossDb === null) return null;
  const untilMs = atMs + Math.min(180, Math.max(6, chance.lognormal(25, 0.7))) * minuteMs;
  const cause = chance.pick(causes);
  afflict(station, { lossDb }, untilMs);
  mark(station, "rssi_drop", cause, atMs, untilMs);
  const isClear = !station.kind.isMobile && lossDb >= clearDeviations * wanderDb(home, station);
  const severity = !isClear ? "marginal" : lossDb < 20 ? "minor" : lossDb < 28 ? "major" : "critical";
  const draft = {
    subject: station.mac,
    class: "rssi_drop",
    startMs: atMs,
    severity,
    cause,
    injected: true,
  } as const;
  const label = labels.open(draft, atMs, 3 * minuteMs);
  return {
    untilMs,
    stop(endMs) {
      relieve(station);
      labels.close(label, endMs);
    },
  };
}
