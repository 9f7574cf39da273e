/**
 * Which hosts (`Device.Hosts.Host`, wired ones too) an endpoint lists as active, and who came or went.
 * - The first covering report is a baseline. A row not known to be inactive is a host present; of several rows of one
 *   MAC one is enough.
 * - Join: the first report with the MAC present. Leave: the first report that lists it as inactive; for a row that is
 *   gone as many covering reports as for stations.
 * - After a reboot a host is awaited as a station is; there is no word of its table being emptied.
 * A Wi-Fi station is a host as well: it joins twice, as `join` and as `host_join`.
 */
import { coversHosts, coversTableOf } from "./covered-table.ts";
import type { LeaveRule } from "./presence.ts";
import { returnMs } from "./reboot.ts";
import { createRowNotices, forgetCreated, forgetRows, isDeleted, type RowNotices } from "./row-notices.ts";

/** A host as a report shows it. */
export interface SeenHost {
  readonly hostMac: string;
  /** Row path with trailing dot. */
  readonly path: string;
  /** null when unknown. */
  readonly active: boolean | null;
  readonly hostName: string | null;
}

/** What churn of hosts needs of a report. */
export interface HostReport {
  readonly receivedAt: number;
  readonly observedAt: number;
  readonly tables: readonly string[];
  readonly hosts: readonly SeenHost[];
}

export interface PresentHost {
  path: string;
  lastSeenAt: number;
  /** When the report of `lastSeenAt` was received. */
  seenReceivedAt: number;
  /** Consecutive covering reports without it. */
  missed: number;
  /** Observed time of its join; null when nobody saw it. */
  joinedAt: number | null;
  /** Not seen since the endpoint's reboot. */
  awaited: boolean;
}

export interface HostPresence {
  /** Observed time of the last report taken. */
  lastAt: number | null;
  /** From the report before to that; null while there is none. */
  gapMs: number | null;
  /** The last report had the gateway's own time. */
  isTimed: boolean;
  /** A covering report was taken. */
  hasBaseline: boolean;
  /** By MAC. */
  readonly hosts: Map<string, PresentHost>;
  readonly rows: RowNotices;
  /** Observed time of the first report that missed an awaited one; null before it. */
  awaitedFrom: number | null;
}

export interface HostChange {
  readonly kind: "host_join" | "host_leave";
  readonly hostMac: string;
  readonly lastSeenAt: number | null;
  readonly reason: "report" | "deletion_notified" | "reboot";
  /** Of a leave: from the join to the last report with it; null when the join was not seen. */
  readonly sessionMs: number | null;
}

/** More hosts than any home has; further ones are not followed. */
const hostLimit = 1024;

export function createHostPresence(): HostPresence {
  return {
    lastAt: null,
    gapMs: null,
    isTimed: false,
    hasBaseline: false,
    hosts: new Map(),
    rows: createRowNotices(),
    awaitedFrom: null,
  };
}

/** The clock begins anew: what was at which time says nothing any longer; who is there stays known. */
export function forgetHostTimes(presence: HostPresence): void {
  presence.lastAt = null;
  presence.awaitedFrom = null;
  for (const host of presence.hosts.values()) host.joinedAt = null;
}

/** The hosts have other names from now on: the next covering report is a baseline. */
export function forgetHosts(presence: HostPresence): void {
  presence.hosts.clear();
  forgetRows(presence.rows);
  presence.hasBaseline = false;
  presence.awaitedFrom = null;
}

/** The endpoint rebooted: its hosts will return. */
export function awaitHosts(presence: HostPresence): void {
  for (const host of presence.hosts.values()) host.awaited = true;
  presence.awaitedFrom = null;
}

/** Whether a report is one to take. */
export const isNewerOfHosts = ({ lastAt }: HostPresence, { observedAt }: HostReport): boolean =>
  lastAt === null || observedAt > lastAt;

/** Takes a report, newer ones only, and returns who came, in row order, and who went. */
export function applyHosts(presence: HostPresence, report: HostReport, rule: LeaveRule): HostChange[] {
  if (!isNewerOfHosts(presence, report)) return [];
  presence.gapMs = presence.lastAt === null ? presence.gapMs : report.observedAt - presence.lastAt;
  presence.lastAt = report.observedAt;
  forgetCreated(presence.rows, report.receivedAt);
  const changes: HostChange[] = [];
  const present = new Set<string>();
  for (const host of report.hosts) {
    if (host.active === false || present.has(host.hostMac)) continue;
    present.add(host.hostMac);
    if (see(presence, host, report)) changes.push(joinOf(host.hostMac));
  }
  presence.hasBaseline ||= coversHosts(report.tables);
  let listed: Set<string> | null = null;
  for (const [hostMac, host] of presence.hosts) {
    if (present.has(hostMac)) continue;
    listed ??= new Set(report.hosts.map((row) => row.hostMac));
    const isListed = listed.has(hostMac);
    if (!isListed && !coversTableOf(report.tables, host.path)) continue;
    const reason = reasonToLeave(presence, hostMac, host, isListed, rule);
    if (reason === null) continue;
    presence.hosts.delete(hostMac);
    changes.push(leaveOf(hostMac, host, reason));
  }
  return changes;
}

/** True when the host has come. */
function see(presence: HostPresence, { hostMac, path }: SeenHost, report: HostReport): boolean {
  const { observedAt: lastSeenAt, receivedAt: seenReceivedAt } = report;
  const known = presence.hosts.get(hostMac);
  if (known !== undefined) {
    if (known.awaited) known.joinedAt = null;
    known.lastSeenAt = lastSeenAt;
    known.seenReceivedAt = seenReceivedAt;
    known.missed = 0;
    known.awaited = false;
    if (known.path !== path) known.path = path;
    return false;
  }
  if (presence.hosts.size >= hostLimit) return false;
  const joinedAt = presence.hasBaseline ? lastSeenAt : null;
  presence.hosts.set(hostMac, { path, lastSeenAt, seenReceivedAt, missed: 0, joinedAt, awaited: false });
  return presence.hasBaseline;
}

/** null while it stays. */
function reasonToLeave(
  presence: HostPresence,
  hostMac: string,
  host: PresentHost,
  isInactive: boolean,
  rule: LeaveRule,
): HostChange["reason"] | null {
  host.missed += 1;
  const observedAt = presence.lastAt ?? 0;
  if (host.awaited) {
    presence.awaitedFrom ??= observedAt;
    return observedAt >= presence.awaitedFrom + returnMs ? "reboot" : null;
  }
  if (isInactive) return "report";
  const deleted = isDeleted(presence.rows, hostMac, host);
  if (host.missed < (deleted ? rule.whenDeleted : rule.reports)) return null;
  return deleted ? "deletion_notified" : "report";
}

/** A join of the host. */
export const joinOf = (hostMac: string): HostChange => ({
  kind: "host_join",
  hostMac,
  lastSeenAt: null,
  reason: "report",
  sessionMs: null,
});

const leaveOf = (
  hostMac: string,
  { lastSeenAt, joinedAt }: PresentHost,
  reason: HostChange["reason"],
): HostChange => ({
  kind: "host_leave",
  hostMac,
  lastSeenAt,
  reason,
  sessionMs: joinedAt === null ? null : lastSeenAt - joinedAt,
});
