/**
 * Which stations are on an endpoint, and the joins, leaves and roams that follow from its reports.
 * - The first covering report is a baseline: no joins.
 * - Join: the first report with the MAC.
 * - Roam: the MAC at another access point of the endpoint than last time.
 * - Leave: as many consecutive covering reports without the MAC as the settings say; the first one when the
 *   deletion of its row was notified since it was last seen. In a burst after a broken link a report and a deletion
 *   may be received in the same millisecond, and nobody knows which was first: the deletion counts.
 * - The row deleted was that of the station whose creation in it was notified since the last report, else of the one
 *   last seen there.
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

/** The creation of a station's row, as notified. */
export interface NotifiedCreation {
  readonly receivedAt: number;
  /** With trailing dot. */
  readonly path: string;
  readonly staMac: string;
}

/** Who is in a row, by the notification of its creation. */
export type CreatedRow = Omit<NotifiedCreation, "path">;

/** The deletion of a row, as notified. */
export interface NotifiedDeletion {
  readonly receivedAt: number;
  /** With trailing dot. */
  readonly path: string;
}

/** A deletion, and whose row it was where the notification of its creation said so. */
export interface NotedDeletion extends NotifiedDeletion {
  readonly staMac: string | null;
}

export interface Presence {
  /** Observed time of the last report taken. */
  lastAt: number | null;
  /** A covering report was taken. */
  hasBaseline: boolean;
  /** By MAC. */
  readonly stations: Map<string, PresentStation>;
  /** By path: rows created since the last report. */
  readonly created: Map<string, CreatedRow>;
  /** The newest ones, in the order they came. */
  readonly deletions: NotedDeletion[];
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
/** Rows created since the last report that are remembered. */
const createdLimit = 256;

export function createPresence(): Presence {
  return { lastAt: null, hasBaseline: false, stations: new Map(), created: new Map(), deletions: [] };
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
  for (const [path, { receivedAt }] of presence.created) {
    if (receivedAt < report.receivedAt) presence.created.delete(path);
  }
  const seen = onePerStation(report.stations, presence);
  for (const station of seen.values()) {
    const change = see(presence, station, report);
    if (change !== null) changes.push(change);
  }
  presence.hasBaseline ||= coversStations(report.tables);
  for (const [staMac, station] of presence.stations) {
    if (seen.has(staMac) || !coversStationsOf(report.tables, station.accessPoint)) continue;
    station.missed += 1;
    const reason = isDeleted(presence, staMac, station) ? "deletion_notified" : "report";
    if (reason === "report" && station.missed < leaveAfterReports) continue;
    presence.stations.delete(staMac);
    changes.push(leave(staMac, station, reason));
  }
  return changes;
}

/** Notes that the row at the path, or a row above it, was deleted. */
export function applyDeletion(presence: Presence, { receivedAt, path }: NotifiedDeletion): void {
  const { created, deletions } = presence;
  deletions.push({ receivedAt, path, staMac: created.get(path)?.staMac ?? null });
  created.delete(path);
  if (deletions.length > deletionLimit) deletions.shift();
}

/** Notes who is in a new row. */
export function applyCreation({ created }: Presence, { receivedAt, path, staMac }: NotifiedCreation): void {
  if (created.has(path) || created.size < createdLimit) created.set(path, { receivedAt, staMac });
}

const isDeleted = ({ deletions }: Presence, mac: string, station: PresentStation): boolean =>
  deletions.some(({ receivedAt, path, staMac }) => {
    if (receivedAt < station.seenReceivedAt) return false;
    return staMac === null ? station.path.startsWith(path) : staMac === mac;
  });

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
