/**
 * Ping-pong: a station roams away and back within 30 s, three times in ten minutes. Who is known to roam, and was away
 * between two reports as its counters tell, has turned back too.
 */
import type { AssociationChange } from "#schemas/association-change.ts";
import type { StationWindow } from "#schemas/home-window.ts";
import type { Notice } from "./notices.ts";
import type { Judgement, Reading } from "./reading.ts";

/** By MAC, of those that turned back lately. */
export type PingPongs = Map<string, PingPongOf>;

export interface PingPongOf {
  readonly endpointId: string;
  /** Observed times of turning back, oldest first. */
  readonly times: number[];
  accessPoint: string;
  fromAccessPoint: string | null;
}

const alertClass = "ping_pong";
const spanMs = 600_000;
const fewest = 3;
const subjectLimit = 256;

/** Counts a roam back; null when the change is none. */
export function notePingPong(pingPongs: PingPongs, change: AssociationChange): Judgement | null {
  if (!change.ping_pong) return null;
  const { sta_mac: mac, observed_at: at, endpoint_id: endpointId } = change;
  const { access_point: accessPoint, from_access_point: fromAccessPoint } = change;
  const known = pingPongs.get(mac) ?? { endpointId, times: [], accessPoint, fromAccessPoint };
  Object.assign(known, { accessPoint, fromAccessPoint });
  addTurn(pingPongs, mac, known, at);
  forget(known, at);
  return judgementOf(isBreach(known) ? [readingOf(mac, known)] : [], () => null);
}

/** A station turned back, as notified. */
export function noteNoticedTurn(
  pingPongs: PingPongs,
  { staMac: mac, endpointId, accessPoint, at }: Notice,
): Judgement {
  const known = pingPongs.get(mac) ?? { endpointId, times: [], accessPoint, fromAccessPoint: null };
  addTurn(pingPongs, mac, known, at);
  forget(known, at);
  return judgementOf(isBreach(known) ? [readingOf(mac, known)] : [], () => null);
}

/** A station that roams turns out to have been away before `at`. */
export function noteTurn(pingPongs: PingPongs, row: StationWindow, at: number): void {
  const { sta_mac: mac, endpoint_id: endpointId, access_point: accessPoint } = row;
  const known = pingPongs.get(mac) ?? { endpointId, times: [], accessPoint, fromAccessPoint: null };
  addTurn(pingPongs, mac, known, at);
}

/** The one that turned longest ago makes room. */
function addTurn(pingPongs: PingPongs, mac: string, known: PingPongOf, at: number): void {
  pingPongs.delete(mac);
  pingPongs.set(mac, known);
  if (pingPongs.size > subjectLimit) pingPongs.delete(pingPongs.keys().next().value ?? "");
  known.times.push(at);
}

/** Lets time pass: who has not turned back for ten minutes is well. */
export function judgePingPong(pingPongs: PingPongs, atMs: number): Judgement {
  const breaches: Reading[] = [];
  for (const [mac, pingPong] of pingPongs) {
    forget(pingPong, atMs);
    if (pingPong.times.length === 0) pingPongs.delete(mac);
    // Once raised it lasts until the station has been steady: one turn within the ten minutes keeps it.
    else breaches.push(...(isBreach(pingPong) ? [readingOf(mac, pingPong)] : []));
  }
  return judgementOf(breaches, (subject) => (pingPongs.has(subject) ? null : "clear"));
}

const isBreach = ({ times }: PingPongOf): boolean => times.length >= fewest;

function forget({ times }: PingPongOf, atMs: number): void {
  while ((times[0] ?? atMs) <= atMs - spanMs) times.shift();
}

const judgementOf = (breaches: readonly Reading[], otherwise: Judgement["otherwise"]): Judgement => ({
  alertClass,
  rule: null,
  breaches,
  otherwise,
});

function readingOf(mac: string, { endpointId, times, accessPoint, fromAccessPoint }: PingPongOf): Reading {
  return {
    alertClass,
    rule: null,
    subjectKind: "station",
    subject: mac,
    endpointId,
    severity: "warning",
    summary: `Station ${mac} went back and forth between two access points ${times.length} times in ten minutes.`,
    value: times.length,
    threshold: fewest,
    baseline: null,
    unit: "turns",
    coverage: null,
    evidence: {},
    labels: {
      access_point: accessPoint,
      ...(fromAccessPoint === null ? {} : { from_access_point: fromAccessPoint }),
    },
  };
}
