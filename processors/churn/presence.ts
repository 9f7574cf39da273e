/**
 * Which stations are on an endpoint, and the joins, leaves and roams that follow from its reports.
 * - The first covering report is a baseline: no joins.
 * - Join: the first report with the MAC.
 * - Roam: the MAC at another access point of the endpoint than last time.
 * - Leave: as many consecutive covering reports without the MAC as the rule says, fewer when the deletion of its row
 *   was notified since it was last seen (`row-notices.ts`).
 * - After a reboot those that were there are awaited: the first covering report without one of them says that the table
 *   was emptied; who returns in time has neither left nor joined, who does not has left.
 * - Only a report observed later than the last one counts; a report says nothing about tables it does not cover.
 */
import { coversStations, coversStationsOf } from "./covered-table.ts";
import { returnMs } from "./reboot.ts";
import { createRowNotices, forgetCreated, forgetRows, isDeleted, type RowNotices } from "./row-notices.ts";

/** A station as a report shows it. */
export interface SeenStation {
  readonly staMac: string;
  /** Row path with trailing dot. */
  readonly path: string;
  readonly accessPoint: string;
  readonly bssid: string | null;
  /** The row's `Active`; null when unknown. */
  readonly active: boolean | null;
  readonly rssiDbm: number | null;
}

/** What churn needs of a report. */
export interface SeenReport {
  readonly receivedAt: number;
  readonly observedAt: number;
  readonly tables: readonly string[];
  readonly stations: readonly SeenStation[];
}

/** Consecutive covering reports without a station after which it has left. */
export interface LeaveRule {
  readonly reports: number;
  /** When the deletion of its row was notified. */
  readonly whenDeleted: number;
}

/** A roam's origin. */
export interface Origin {
  /** null: the endpoint itself. */
  readonly endpointId: string | null;
  readonly accessPoint: string;
  /** Observed time of the roam. */
  readonly at: number;
}

export interface PresentStation {
  path: string;
  accessPoint: string;
  bssid: string | null;
  lastSeenAt: number;
  /** When the report of `lastSeenAt` was received. */
  seenReceivedAt: number;
  /** Consecutive covering reports without it. */
  missed: number;
  /** Last known level. */
  rssiDbm: number | null;
  /** Observed time of its join; null when nobody saw it. */
  joinedAt: number | null;
  /** Of its last roam. */
  cameFrom: Origin | null;
  /** Not seen since the endpoint's reboot. */
  awaited: boolean;
  /** Its leave has been taken for the change to another MAC. */
  continued: boolean;
  /** It is here, and not at another endpoint of the home that lists it as well (`crossing.ts`). */
  counts: boolean;
  /** It left where it counted; whether for here is not sure yet. */
  leftFrom: Left | null;
}

/** A station where it was, at one of the endpoints. */
export interface Left extends Pick<
  PresentStation,
  "accessPoint" | "bssid" | "lastSeenAt" | "joinedAt" | "cameFrom"
> {
  readonly endpointId: string;
}

/** A reboot after which not all have returned yet. */
export interface Reboot {
  /** Stations that were there. */
  readonly count: number;
  /** Observed time of the last report with one of them. */
  readonly lastSeenAt: number;
  /** Observed time of the first covering report without one of them; null before it. */
  emptiedAt: number | null;
}

export interface Presence {
  /** Observed time of the last report taken. */
  lastAt: number | null;
  /** From the report before to that; null while there is none. */
  gapMs: number | null;
  /** A covering report was taken. */
  hasBaseline: boolean;
  /** By MAC. */
  readonly stations: Map<string, PresentStation>;
  readonly rows: RowNotices;
  reboot: Reboot | null;
}

/** A table that a reboot emptied. */
export interface Emptied {
  readonly kind: "emptied";
  readonly count: number;
  readonly lastSeenAt: number;
}

export type PresenceChange = StationChange | Emptied;

export interface StationChange {
  readonly kind: "join" | "leave" | "roam";
  readonly staMac: string;
  readonly accessPoint: string;
  readonly bssid: string | null;
  /** Of a roam from another endpoint. */
  readonly fromEndpointId: string | null;
  readonly fromAccessPoint: string | null;
  readonly fromBssid: string | null;
  readonly lastSeenAt: number | null;
  readonly reason: "report" | "deletion_notified" | "reboot";
  /** Of a roam: back to where it came from, soon. */
  readonly pingPong: boolean;
  /** Of a leave: from the join to the last report with it; null when the join was not seen. */
  readonly sessionMs: number | null;
  /** As it is now; of a leave as it was. */
  readonly station: Readonly<PresentStation>;
}

/** More stations than any home has; further ones are not followed. */
const stationLimit = 1024;
/** A roam back within this is a ping-pong. */
export const pingPongMs = 30_000;

export function createPresence(): Presence {
  return {
    lastAt: null,
    gapMs: null,
    hasBaseline: false,
    stations: new Map(),
    rows: createRowNotices(),
    reboot: null,
  };
}

/** The clock begins anew: what was at which time says nothing any longer; who is there stays known. */
export function forgetTimes(presence: Presence): void {
  presence.lastAt = null;
  for (const station of presence.stations.values())
    Object.assign(station, { joinedAt: null, cameFrom: null });
}

/** The stations have other names from now on: the next covering report is a baseline. */
export function forgetStations(presence: Presence): void {
  presence.stations.clear();
  forgetRows(presence.rows);
  presence.hasBaseline = false;
  presence.reboot = null;
}

/** The endpoint rebooted: nobody is there any longer, and most will return. */
export function applyReboot(presence: Presence): void {
  let count = 0;
  let lastSeenAt = 0;
  for (const station of presence.stations.values()) {
    if (station.awaited) continue;
    station.awaited = true;
    if (!station.counts) continue;
    count += 1;
    lastSeenAt = Math.max(lastSeenAt, station.lastSeenAt);
  }
  if (count > 0) presence.reboot = { count, lastSeenAt, emptiedAt: null };
}

/** Whether a report is one to take. */
export const isNewer = ({ lastAt }: Presence, { observedAt }: SeenReport): boolean =>
  lastAt === null || observedAt > lastAt;

/** Takes a report and returns the changes that are sure with it: an emptied table, arrivals and moves in row order, then leaves. */
export function applyReport(presence: Presence, report: SeenReport, rule: LeaveRule): PresenceChange[] {
  if (!isNewer(presence, report)) return [];
  presence.gapMs = presence.lastAt === null ? presence.gapMs : report.observedAt - presence.lastAt;
  presence.lastAt = report.observedAt;
  forgetCreated(presence.rows, report.receivedAt);
  const changes: PresenceChange[] = [];
  const seen = onePerStation(report.stations, presence);
  for (const station of seen.values()) {
    const change = see(presence, station, report);
    if (change !== null) changes.push(change);
  }
  presence.hasBaseline ||= coversStations(report.tables);
  let awaited = 0;
  for (const [staMac, station] of presence.stations) {
    if (station.awaited) awaited += 1;
    if (seen.has(staMac) || !coversStationsOf(report.tables, station.accessPoint)) continue;
    if (station.awaited) changes.unshift(...findEmptied(presence, report.observedAt));
    const change = miss(presence, staMac, station, rule);
    if (change !== null) changes.push(change);
  }
  if (awaited === 0) presence.reboot = null;
  return changes;
}

/** Once per reboot, with the first report that lacks somebody who was there. */
function findEmptied({ reboot }: Presence, observedAt: number): Emptied[] {
  if (reboot === null || reboot.emptiedAt !== null) return [];
  reboot.emptiedAt = observedAt;
  return [{ kind: "emptied", count: reboot.count, lastSeenAt: reboot.lastSeenAt }];
}

/**
 * While a station roams it may be listed at two access points. A row known to be inactive gives way; else the
 * place where the station was last time stays until that row is gone; else the smaller path is taken.
 */
function onePerStation(rows: readonly SeenStation[], presence: Presence): Map<string, SeenStation> {
  const chosen = new Map<string, SeenStation>();
  for (const row of rows) {
    const other = chosen.get(row.staMac);
    const known = presence.stations.get(row.staMac)?.accessPoint;
    if (other === undefined || outranks(row, other, known)) chosen.set(row.staMac, row);
  }
  return chosen;
}

function outranks(row: SeenStation, other: SeenStation, knownAccessPoint: string | undefined): boolean {
  if ((row.active === false) !== (other.active === false)) return other.active === false;
  if (other.accessPoint === knownAccessPoint) return false;
  return row.accessPoint === knownAccessPoint || row.path < other.path;
}

function see(presence: Presence, seen: SeenStation, report: SeenReport): StationChange | null {
  const known = presence.stations.get(seen.staMac);
  if (known === undefined) return arrive(presence, seen, report);
  const { accessPoint: fromAccessPoint, bssid: fromBssid, lastSeenAt } = known;
  const { path, accessPoint, bssid, rssiDbm } = seen;
  known.lastSeenAt = report.observedAt;
  known.seenReceivedAt = report.receivedAt;
  known.missed = 0;
  known.rssiDbm = rssiDbm ?? known.rssiDbm;
  known.continued = false;
  // Texts that say the same stay: those of the report can be forgotten with it.
  if (known.path !== path) known.path = path;
  if (known.bssid !== bssid) known.bssid = bssid;
  if (fromAccessPoint !== accessPoint) known.accessPoint = accessPoint;
  if (known.awaited) return welcomeBack(known);
  if (fromAccessPoint === accessPoint) return null;
  const pingPong = noteRoam(known, { endpointId: null, accessPoint: fromAccessPoint, at: report.observedAt });
  return { ...changeOf("roam", seen.staMac, known), fromAccessPoint, fromBssid, lastSeenAt, pingPong };
}

/** After a reboot it is as in a baseline: when it came, and from where, nobody saw. */
function welcomeBack(station: PresentStation): null {
  Object.assign(station, { awaited: false, joinedAt: null, cameFrom: null });
  return null;
}

function arrive(presence: Presence, seen: SeenStation, report: SeenReport): StationChange | null {
  if (presence.stations.size >= stationLimit) return null;
  const { staMac, path, accessPoint, bssid, rssiDbm } = seen;
  const { observedAt, receivedAt } = report;
  const station: PresentStation = {
    path,
    accessPoint,
    bssid,
    rssiDbm,
    lastSeenAt: observedAt,
    seenReceivedAt: receivedAt,
    missed: 0,
    joinedAt: presence.hasBaseline ? observedAt : null,
    cameFrom: null,
    awaited: false,
    continued: false,
    counts: true,
    leftFrom: null,
  };
  presence.stations.set(staMac, station);
  return presence.hasBaseline ? { ...changeOf("join", staMac, station), lastSeenAt: null } : null;
}

function miss(
  presence: Presence,
  staMac: string,
  station: PresentStation,
  rule: LeaveRule,
): StationChange | null {
  station.missed += 1;
  const reason = reasonToLeave(presence, staMac, station, rule);
  if (reason === null) return null;
  presence.stations.delete(staMac);
  const sessionMs = station.joinedAt === null ? null : station.lastSeenAt - station.joinedAt;
  return { ...changeOf("leave", staMac, station), reason, sessionMs };
}

/** null while it stays. */
function reasonToLeave(
  { lastAt, reboot, rows }: Presence,
  staMac: string,
  station: PresentStation,
  rule: LeaveRule,
): StationChange["reason"] | null {
  if (station.awaited) return (lastAt ?? 0) >= (reboot?.emptiedAt ?? 0) + returnMs ? "reboot" : null;
  const deleted = isDeleted(rows, staMac, station);
  if (station.missed < (deleted ? rule.whenDeleted : rule.reports)) return null;
  return deleted ? "deletion_notified" : "report";
}

/** Remembers where the station came from. True when it is back within 30 s where it came from before. */
export function noteRoam(station: PresentStation, origin: Origin): boolean {
  const before = station.cameFrom;
  station.cameFrom = origin;
  if (before === null || origin.at - before.at > pingPongMs) return false;
  return before.endpointId === null && before.accessPoint === station.accessPoint;
}

/** A change of a station as it is, with nothing else to say. */
export function changeOf(
  kind: StationChange["kind"],
  staMac: string,
  station: PresentStation,
): StationChange {
  return {
    kind,
    staMac,
    accessPoint: station.accessPoint,
    bssid: station.bssid,
    fromEndpointId: null,
    fromAccessPoint: null,
    fromBssid: null,
    lastSeenAt: station.lastSeenAt,
    reason: "report",
    pingPong: false,
    sessionMs: null,
    station,
  };
}
