/**
 * Hosts that came and went, the plain way: the active ones of each report of the primary stream of hosts.
 *
 * - The first covering report is the baseline. Join: the first report in which the host is active.
 * - Leave: the first report in which it is inactive, or the second in a row without it; the first, when the deletion of its
 *   row was notified since it was seen.
 * - A flap as with stations, but not of a host that is a station: its joins as a station say it.
 */
import { type Deletion, deletionsOf, detailRow, isDeleted, isSoon } from "./churn.ts";
import type { HomeFact } from "./home-fact.ts";
import type { Report } from "./report.ts";
import type { Row } from "./row.ts";

interface Seen {
  readonly path: string;
  readonly at: number;
  readonly receivedAt: number;
  readonly absences: number;
  readonly joinedAt: number | null;
}

/** What is known between two reports. */
interface Known {
  readonly seen: Map<string, Seen>;
  readonly left: Map<string, number>;
  readonly stations: Set<string>;
}

/** Rows of `association_change`, by `primaryStream` (its profile id). */
export function hostChangesOf(facts: readonly HomeFact[], primaryStream: string): Row[] {
  const known: Known = { seen: new Map(), left: new Map(), stations: new Set() };
  const reports = facts
    .flatMap((fact) => (fact.kind === "report" && !fact.duplicate ? [fact.report] : []))
    .filter((report) => report.profileId === primaryStream && coversHosts(report))
    .sort((a, b) => a.receivedAt - b.receivedAt || a.observedAt - b.observedAt);
  const deletions = deletionsOf(facts, reports);
  let newest = Number.NEGATIVE_INFINITY;
  return reports.flatMap((report) => {
    if (report.observedAt <= newest) return [];
    const isBaseline = newest === Number.NEGATIVE_INFINITY;
    newest = report.observedAt;
    for (const { sta_mac: mac } of report.stations) if (typeof mac === "string") known.stations.add(mac);
    return [...arrivals(report, isBaseline, known), ...departures(report, known, deletions)];
  });
}

/** Whether absence from this report says a host is gone. */
export const coversHosts = (report: Report): boolean =>
  report.tables.some((table) => /^Device\.Hosts\.Host\.(?:\*\.)?$/.test(table));

const isActive = (host: Row): boolean => host["active"] !== "false";

function arrivals(report: Report, isBaseline: boolean, { seen, left, stations }: Known): Row[] {
  const rows: Row[] = [];
  const { observedAt: at, receivedAt } = report;
  for (const host of report.hosts.filter(isActive)) {
    const { host_mac: mac, path } = host;
    if (typeof mac !== "string" || typeof path !== "string") continue;
    const before = seen.get(mac);
    const joinedAt = before === undefined ? (isBaseline ? null : at) : before.joinedAt;
    seen.set(mac, { path, at, receivedAt, absences: 0, joinedAt });
    if (before !== undefined || isBaseline) continue;
    const flap = isSoon(left, mac, at) && !stations.has(mac);
    rows.push(hostRow(mac, detailRow(report, "host_join", null, { flap })));
  }
  return rows;
}

function departures(report: Report, { seen, left }: Known, deletions: readonly Deletion[]): Row[] {
  const active = new Set(report.hosts.filter(isActive).map((host) => host["host_mac"]));
  const listed = new Set(report.hosts.map((host) => host["host_mac"]));
  const rows: Row[] = [];
  for (const [mac, host] of seen) {
    if (active.has(mac)) continue;
    const absences = host.absences + 1;
    const deleted = !listed.has(mac) && isDeleted(deletions, mac, host, report);
    if (!listed.has(mac) && absences < (deleted ? 1 : 2)) {
      seen.set(mac, { ...host, absences });
      continue;
    }
    const sessionMs = host.joinedAt === null ? null : host.at - host.joinedAt;
    const reason = deleted ? "deletion_notified" : "report";
    rows.push(hostRow(mac, detailRow(report, "host_leave", host.at, { reason, sessionMs })));
    seen.delete(mac);
    left.set(mac, report.observedAt);
  }
  return rows;
}

const hostRow = (mac: string, details: Row): Row => ({
  ...details,
  sta_mac: "",
  host_mac: mac,
  access_point: "",
  from_access_point: null,
});
