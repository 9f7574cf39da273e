/**
 * Which stations are on an endpoint, and the joins, leaves and roams that follow from its reports.
 * - The first covering report is a baseline: no joins.
 * - Join: the first report with the MAC.
 * - Roam: the MAC at another access point of the endpoint than last time.
 * - Leave: as many consecutive covering reports without the MAC as the settings say; the first one when the
 *   deletion of its row was notified since it was last seen. In a burst after a broken link a report and a deletion
 *   may be received in the same millisecond, and nobody knows which was first: the deletion counts.
 * - Only a report observed later than the last one counts; a report says nothing about tables it does not cover.
 */
import { coversStations, coversStationsOf } from "./covered-table.ts";

/** A station as a report shows it. */
export interface SeenStation {
  readonly staMac: string;
  /** Row path with trailing dot. */
  readonly path: string;
  readonly accessPoint: string;
  readonly bssid: string | null;
  /** The row's `Active`; null when unknown. */
  readonly active: boolean | null;
}

/** What churn needs of a report. */
export interface SeenReport {
  readonly receivedAt: number;
  readonly observedAt: number;
  readonly tables: readonly string[];
  readonly stations: readonly SeenStation[];
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
}

/** The deletion of a row, as notified. */
export interface NotifiedDeletion {
  readonly receivedAt: number;
  /** With trailing dot. */
  readonly path: string;
}

export interface Presence {
  /** Observed time of the last report taken. */
  lastAt: number | null;
  /** A covering report was taken. */
  hasBaseline: boolean;
  /** By MAC. */
  readonly stations: Map<string, PresentStation>;
  /** The newest ones, in the order they came. */
  readonly deletions: NotifiedDeletion[];
}

export interface PresenceChange {
  readonly kind: "join" | "leave" | "roam";
  readonly staMac: string;
  readonly accessPoint: string;
  readonly bssid: string | null;
  readonly fromAccessPoint: string | null;
  readonly fromBssid: string | null;
  readonly lastSeenAt: number | null;
  readonly reason: "report" | "deletion_notified";
}

/** More stations than any home has; further ones are not followed. */
const stationLimit = 1024;
/** Deletions remembered; a burst after a broken link brings dozens at once. */
const deletionLimit = 256;

export function createPresence(): Presence {
  return { lastAt: null, hasBaseline: false, stations: new Map(), deletions: [] };
}

/** Takes a report and returns the changes that are sure with it: arrivals and moves in row order, then leaves. */
export function applyReport(
  presence: Presence,
  report: SeenReport,
  leaveAfterReports: number,
): PresenceChange[] {
  if (presence.lastAt !== null && report.observedAt <= presence.lastAt) return [];
  presence.lastAt = report.observedAt;
  const changes: PresenceChange[] = [];
  const seen = onePerStation(report.stations, presence);
  for (const station of seen.values()) {
    const change = see(presence, station, report);
    if (change !== null) changes.push(change);
  }
  presence.hasBaseline ||= coversStations(report.tables);
  for (const [staMac, station] of presence.stations) {
    if (seen.has(staMac) || !coversStationsOf(report.tables, station.accessPoint)) continue;
    station.missed += 1;
    const reason = isDeleted(presence, station) ? "deletion_notified" : "report";
    if (reason === "report" && station.missed < leaveAfterReports) continue;
    presence.stations.delete(staMac);
    changes.push(leave(staMac, station, reason));
  }
  return changes;
}

/** Notes that the row at the path, or a row above it, was deleted. */
export function applyDeletion({ deletions }: Presence, { receivedAt, path }: NotifiedDeletion): void {
  deletions.push({ receivedAt, path });
  if (deletions.length > deletionLimit) deletions.shift();
}

const isDeleted = ({ deletions }: Presence, station: PresentStation): boolean =>
  deletions.some(
    ({ receivedAt, path }) => receivedAt >= station.seenReceivedAt && station.path.startsWith(path),
  );

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

function see(
  presence: Presence,
  seen: SeenStation,
  { observedAt, receivedAt }: SeenReport,
): PresenceChange | null {
  const { staMac, path, accessPoint, bssid } = seen;
  const known = presence.stations.get(staMac);
  const times = { lastSeenAt: observedAt, seenReceivedAt: receivedAt, missed: 0 };
  const place = { staMac, accessPoint, bssid, reason: "report" } as const;
  if (known === undefined) {
    if (presence.stations.size >= stationLimit) return null;
    presence.stations.set(staMac, { path, accessPoint, bssid, ...times });
    if (!presence.hasBaseline) return null;
    return { ...place, kind: "join", fromAccessPoint: null, fromBssid: null, lastSeenAt: null };
  }
  const { accessPoint: fromAccessPoint, bssid: fromBssid, lastSeenAt } = known;
  Object.assign(known, times);
  // Texts that say the same stay: those of the report can be forgotten with it.
  if (known.path !== path) known.path = path;
  if (known.bssid !== bssid) known.bssid = bssid;
  if (fromAccessPoint === accessPoint) return null;
  known.accessPoint = accessPoint;
  return { ...place, kind: "roam", fromAccessPoint, fromBssid, lastSeenAt };
}

function leave(
  staMac: string,
  { accessPoint, bssid, lastSeenAt }: PresentStation,
  reason: PresenceChange["reason"],
): PresenceChange {
  return {
    kind: "leave",
    staMac,
    accessPoint,
    bssid,
    fromAccessPoint: null,
    fromBssid: null,
    lastSeenAt,
    reason,
  };
}
