/**
 * Stations among the endpoints of one home: gateway and extenders that report for themselves. A station counts at one of
 * them; where else it is listed it is only noted, because rows stay behind, and a gateway may list its extenders' too.
 *
 * It has roamed once it is seen at another endpoint while the one where it counts misses it: a covering report without
 * it, a reboot, or silence for the idle limit. When it is listed elsewhere, a leave waits for what is said there next:
 * the station again (a roam), or its leave there (the leave). Who has left before it is seen elsewhere has left.
 */
import {
  changeOf,
  noteRoam,
  pingPongMs,
  type Left,
  type PresentStation,
  type Presence,
  type PresenceChange,
  type SeenReport,
  type StationChange,
} from "./presence.ts";

/** One endpoint, as far as its stations go. */
export interface Side {
  readonly endpointId: string;
  readonly presence: Presence;
}

/** Whether the endpoint has said nothing of the station for longer than it is waited for. */
export type IsQuiet = (side: Side, station: PresentStation) => boolean;

/** Turns the changes that a report makes at its endpoint into those of the home. Only for reports that were taken. */
export function settleAmong(
  here: Side,
  others: readonly Side[],
  report: SeenReport,
  changes: readonly PresenceChange[],
  isQuiet: IsQuiet,
): PresenceChange[] {
  if (others.length === 0) return [...changes];
  const arrivals = new Map<string, StationChange>();
  const emptied: PresenceChange[] = [];
  const leaves: StationChange[] = [];
  for (const change of changes) {
    if (change.kind === "emptied") emptied.push(change);
    else if (change.kind === "leave") leaves.push(change);
    else arrivals.set(change.staMac, change);
  }
  const seen = [...new Set(report.stations.map(({ staMac }) => staMac))];
  return [
    ...emptied,
    ...seen.flatMap((staMac) =>
      settleSeen(staMac, arrivals.get(staMac) ?? null, here, others, report, isQuiet),
    ),
    ...leaves.flatMap((leave) => settleLeave(leave, here, others, isQuiet)),
  ];
}

function settleSeen(
  staMac: string,
  change: StationChange | null,
  here: Side,
  others: readonly Side[],
  report: SeenReport,
  isQuiet: IsQuiet,
): StationChange[] {
  const station = here.presence.stations.get(staMac);
  if (station === undefined) return [];
  const holder = others.find(({ presence }) => presence.stations.get(staMac)?.counts === true);
  if (holder === undefined) return countHere(staMac, station, change, [here, ...others], report);
  const there = holder.presence.stations.get(staMac);
  if (there === undefined || !isMissed(holder, there, isQuiet)) {
    Object.assign(station, { counts: false, joinedAt: null });
    return [];
  }
  holder.presence.stations.delete(staMac);
  return [move(staMac, station, here, { ...there, endpointId: holder.endpointId }, report.observedAt)];
}

const isMissed = (side: Side, station: PresentStation, isQuiet: IsQuiet): boolean =>
  station.missed > 0 || station.awaited || isQuiet(side, station);

/** It counts nowhere else: it is here as before, or now, be it by a roam that had to wait or by a join. */
function countHere(
  staMac: string,
  station: PresentStation,
  change: StationChange | null,
  sides: readonly [here: Side, ...others: Side[]],
  { observedAt }: SeenReport,
): StationChange[] {
  if (station.counts && change?.kind !== "join") return change === null ? [] : [change];
  const left = takeLeft(staMac, sides);
  if (left !== null && left.endpointId === sides[0].endpointId)
    return stay(staMac, station, left, observedAt);
  if (left !== null) return [move(staMac, station, sides[0], left, observedAt)];
  if (station.counts) return change === null ? [] : [change];
  Object.assign(station, { counts: true, joinedAt: observedAt });
  return [{ ...changeOf("join", staMac, station), lastSeenAt: null }];
}

/** Where it left without a word so far. */
function takeLeft(staMac: string, sides: readonly Side[]): Left | null {
  for (const { presence } of sides) {
    const station = presence.stations.get(staMac);
    const left = station?.leftFrom ?? null;
    if (station === undefined || left === null) continue;
    station.leftFrom = null;
    return left;
  }
  return null;
}

/** It is back where it left without a word: it never left. */
function stay(staMac: string, station: PresentStation, left: Left, at: number): StationChange[] {
  const { accessPoint, bssid, lastSeenAt, joinedAt, cameFrom } = left;
  Object.assign(station, { counts: true, joinedAt, cameFrom });
  if (accessPoint === station.accessPoint) return [];
  const pingPong = noteRoam(station, { endpointId: null, accessPoint, at });
  const from = { fromAccessPoint: accessPoint, fromBssid: bssid };
  return [{ ...changeOf("roam", staMac, station), ...from, lastSeenAt, pingPong }];
}

function move(
  staMac: string,
  station: PresentStation,
  here: Side,
  { endpointId, accessPoint, bssid, lastSeenAt, joinedAt, cameFrom }: Left,
  at: number,
): StationChange {
  Object.assign(station, { counts: true, joinedAt, cameFrom: { endpointId, accessPoint, at } });
  const pingPong = cameFrom?.endpointId === here.endpointId && at - cameFrom.at <= pingPongMs;
  const from = { fromEndpointId: endpointId, fromAccessPoint: accessPoint, fromBssid: bssid };
  return { ...changeOf("roam", staMac, station), ...from, lastSeenAt, pingPong };
}

function settleLeave(
  leave: StationChange,
  here: Side,
  others: readonly Side[],
  isQuiet: IsQuiet,
): StationChange[] {
  const { staMac, station } = leave;
  if (!station.counts) {
    if (station.leftFrom === null) return [];
    const { joinedAt } = station.leftFrom;
    return [{ ...leave, sessionMs: joinedAt === null ? null : station.lastSeenAt - joinedAt }];
  }
  const next = listedElsewhere(staMac, others, isQuiet);
  if (next === null) return [leave];
  const { accessPoint, bssid, lastSeenAt, joinedAt, cameFrom } = station;
  next.leftFrom = { endpointId: here.endpointId, accessPoint, bssid, lastSeenAt, joinedAt, cameFrom };
  return [];
}

/** Of several places the one that listed it last, then the one with the smaller id. */
function listedElsewhere(staMac: string, others: readonly Side[], isQuiet: IsQuiet): PresentStation | null {
  let found: PresentStation | null = null;
  for (const side of others.toSorted((a, b) => (a.endpointId < b.endpointId ? -1 : 1))) {
    const station = side.presence.stations.get(staMac);
    if (station === undefined || isMissed(side, station, isQuiet)) continue;
    if (found === null || station.seenReceivedAt > found.seenReceivedAt) found = station;
  }
  return found;
}
