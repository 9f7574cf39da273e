/**
 * Flapping: a station or host that comes back within ten minutes of leaving, again and again. A penalty of one a flap
 * with a half-life of 15 minutes; see `flapPenalty`. Who was away between two reports, as its counters tell, flapped too.
 */
import type { AssociationChange } from "#schemas/association-change.ts";
import type { StationWindow } from "#schemas/home-window.ts";
import type { Notice } from "./notices.ts";
import { addPenalty, createPenalty, flapPenalty, settlePenalty, type Penalty } from "./penalty.ts";
import type { Judgement, Reading } from "./reading.ts";

/** By MAC, of those that flapped lately. */
export type Flaps = Map<string, FlapOf>;

export interface FlapOf {
  readonly endpointId: string;
  readonly isHost: boolean;
  readonly penalty: Penalty;
}

const alertClass = "flapping";
/** A hostile gateway may not grow the state without bound; the one that flapped longest ago makes room. */
const subjectLimit = 256;

/** Counts a flap; null when the change is none. */
export function noteFlap(flaps: Flaps, change: AssociationChange): Judgement | null {
  if (!change.flap) return null;
  const isHost = change.kind === "host_join";
  const mac = isHost ? change.host_mac : change.sta_mac;
  const known = addFlap(flaps, mac, { endpointId: change.endpoint_id, isHost }, change.observed_at);
  return judgementOf(known.penalty.on ? [readingOf(mac, known)] : [], () => null);
}

/** A station is back some time after it left, as notified. */
export function noteReturn(flaps: Flaps, { staMac: mac, endpointId, at }: Notice): Judgement {
  const known = addFlap(flaps, mac, { endpointId, isHost: false }, at);
  return judgementOf(known.penalty.on ? [readingOf(mac, known)] : [], () => null);
}

/** A station turns out to have been away before `at`. */
export function noteAbsence(
  flaps: Flaps,
  { sta_mac: mac, endpoint_id: endpointId }: StationWindow,
  at: number,
): void {
  addFlap(flaps, mac, { endpointId, isHost: false }, at);
}

function addFlap(flaps: Flaps, mac: string, of: Pick<FlapOf, "endpointId" | "isHost">, at: number): FlapOf {
  const known = flaps.get(mac) ?? { ...of, penalty: createPenalty(at) };
  flaps.delete(mac);
  flaps.set(mac, known);
  if (flaps.size > subjectLimit) flaps.delete(flaps.keys().next().value ?? "");
  addPenalty(known.penalty, 1, at, flapPenalty);
  return known;
}

/** Lets time pass: who has been quiet is well. */
export function judgeFlaps(flaps: Flaps, atMs: number): Judgement {
  const breaches: Reading[] = [];
  for (const [mac, flap] of flaps) {
    settlePenalty(flap.penalty, atMs, flapPenalty);
    if (flap.penalty.on) breaches.push(readingOf(mac, flap));
    else if (flap.penalty.points < flapPenalty.offAt / 2) flaps.delete(mac);
  }
  return judgementOf(breaches, () => "clear");
}

const judgementOf = (breaches: readonly Reading[], otherwise: Judgement["otherwise"]): Judgement => ({
  alertClass,
  rule: null,
  breaches,
  otherwise,
});

function readingOf(mac: string, { endpointId, isHost, penalty }: FlapOf): Reading {
  return {
    alertClass,
    rule: null,
    subjectKind: isHost ? "host" : "station",
    subject: mac,
    endpointId,
    severity: "warning",
    summary: `${isHost ? "Host" : "Station"} ${mac} keeps leaving and coming back within minutes.`,
    value: penalty.points,
    threshold: flapPenalty.onAt,
    baseline: null,
    unit: "flaps",
    coverage: null,
    evidence: {},
    labels: {},
  };
}
