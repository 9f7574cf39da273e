/**
 * Joins, leaves and roams of a home, the plain way: the list of stations of each report of the primary stream, one after another.
 *
 * - The first covering report is the baseline.
 * - Join: the first report with the station.
 * - Leave: the second covering report in a row without it; the first, when the deletion of its row was notified since it was
 *   seen, or in the same millisecond. A row is that of the station whose creation in it was notified, after the last report
 *   and before the deletion; else of the station last seen there.
 * - Roam: seen at another access point than in the report before.
 */
import type { HomeFact } from "./home-fact.ts";
import type { Report } from "./report.ts";
import type { Row } from "./row.ts";

interface Seen {
  readonly accessPoint: string;
  readonly path: string;
  readonly at: number;
  readonly receivedAt: number;
  readonly absences: number;
}

interface Deletion {
  readonly receivedAt: number;
  readonly path: string;
  /** By the notification of the row's creation. */
  readonly mac: string | null;
}

/** Rows of `association_change`, by `primaryStream` (its profile id). */
export function associationChangesOf(facts: readonly HomeFact[], primaryStream: string): Row[] {
  const changes: Row[] = [];
  const seen = new Map<string, Seen>();
  const reports = facts
    .flatMap((fact) => (fact.kind === "report" && !fact.duplicate ? [fact.report] : []))
    .filter((report) => report.profileId === primaryStream && coversStations(report))
    .sort((a, b) => a.receivedAt - b.receivedAt || a.observedAt - b.observedAt);
  const deletions = deletionsOf(facts, reports);
  let newest = Number.NEGATIVE_INFINITY;
  for (const report of reports) {
    if (report.observedAt <= newest) continue;
    const baseline = newest === Number.NEGATIVE_INFINITY;
    newest = report.observedAt;
    const found = compareReport(report, seen, deletions);
    if (!baseline) changes.push(...found);
  }
  return changes;
}

function deletionsOf(facts: readonly HomeFact[], reports: readonly Report[]): Deletion[] {
  return facts.flatMap((fact, index) => {
    if (fact.kind !== "deletion") return [];
    const { path, receivedAt } = fact;
    const before = facts.slice(0, index).findLast((other) => other.kind !== "report" && other.path === path);
    const isSince =
      before?.kind === "creation" &&
      !reports.some((report) => report.receivedAt > before.receivedAt && report.receivedAt < receivedAt);
    return [{ path, receivedAt, mac: before?.kind === "creation" && isSince ? before.mac : null }];
  });
}

/** Whether absence from this report says a station is gone. */
export const coversStations = (report: Report): boolean =>
  report.tables.some((table) => table.includes(".AssociatedDevice."));

function compareReport(report: Report, seen: Map<string, Seen>, deletions: readonly Deletion[]): Row[] {
  const changes: Row[] = [];
  for (const station of report.stations) {
    const { sta_mac: mac, access_point: accessPoint, path } = station;
    if (typeof mac !== "string" || typeof accessPoint !== "string" || typeof path !== "string") continue;
    const before = seen.get(mac);
    if (before === undefined) changes.push(changeRow(report, "join", mac, accessPoint, null, "report"));
    else if (before.accessPoint !== accessPoint)
      changes.push(changeRow(report, "roam", mac, accessPoint, before, "report"));
    seen.set(mac, { accessPoint, path, at: report.observedAt, receivedAt: report.receivedAt, absences: 0 });
  }
  const present = new Set(report.stations.map((station) => station["sta_mac"]));
  for (const [mac, station] of seen) {
    if (present.has(mac)) continue;
    const absences = station.absences + 1;
    const deleted = deletions.some(
      ({ path, receivedAt, mac: whose }) =>
        (whose === null ? path === station.path : whose === mac) &&
        receivedAt >= station.receivedAt &&
        receivedAt <= report.receivedAt,
    );
    if (absences >= (deleted ? 1 : 2)) {
      const reason = deleted ? "deletion_notified" : "report";
      changes.push(changeRow(report, "leave", mac, station.accessPoint, station, reason));
      seen.delete(mac);
    } else seen.set(mac, { ...station, absences });
  }
  return changes;
}

const changeRow = (
  report: Report,
  kind: string,
  mac: string,
  accessPoint: string,
  before: Seen | null,
  reason: string,
): Row => ({
  profile_id: report.profileId,
  observed_at: String(report.observedAt),
  received_at: String(report.receivedAt),
  kind,
  sta_mac: mac,
  access_point: accessPoint,
  from_access_point: kind === "roam" ? (before?.accessPoint ?? null) : null,
  last_seen_at: before === null ? null : String(before.at),
  reason,
});
