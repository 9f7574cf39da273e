/**
 * Joins, leaves and roams of a home, the plain way: the list of stations of each report of the primary stream, one after another.
 *
 * - The first covering report is the baseline.
 * - Join: the first report with the station.
 * - Leave: the second covering report in a row without it; the first, when the deletion of its row was notified since it was seen.
 * - Roam: seen at another access point than in the report before.
 */
import type { HomeFact } from "./home-fact.ts";
import type { Report } from "./report.ts";
import type { Row } from "./row.ts";

interface Seen {
  readonly accessPoint: string;
  readonly path: string;
  readonly at: number;
  readonly absences: number;
  readonly deletionNotified: boolean;
}

/** Rows of `association_change`, by `primaryStream` (its profile id). */
export function associationChangesOf(facts: readonly HomeFact[], primaryStream: string): Row[] {
  const changes: Row[] = [];
  const seen = new Map<string, Seen>();
  let newest = Number.NEGATIVE_INFINITY;
  for (const fact of facts) {
    if (fact.kind === "deletion") {
      for (const [mac, station] of seen)
        if (station.path === fact.path) seen.set(mac, { ...station, deletionNotified: true });
      continue;
    }
    const { report, duplicate } = fact;
    if (duplicate || report.profileId !== primaryStream || report.observedAt <= newest) continue;
    if (!coversStations(report)) continue;
    const baseline = newest === Number.NEGATIVE_INFINITY;
    newest = report.observedAt;
    changes.push(...(baseline ? noteBaseline(report, seen) : compareReport(report, seen)));
  }
  return changes;
}

/** Whether absence from this report says a station is gone. */
export const coversStations = (report: Report): boolean =>
  report.tables.some((table) => table.includes(".AssociatedDevice."));

function noteBaseline(report: Report, seen: Map<string, Seen>): Row[] {
  compareReport(report, seen);
  return [];
}

function compareReport(report: Report, seen: Map<string, Seen>): Row[] {
  const changes: Row[] = [];
  for (const station of report.stations) {
    const { sta_mac: mac, access_point: accessPoint, path } = station;
    if (typeof mac !== "string" || typeof accessPoint !== "string" || typeof path !== "string") continue;
    const before = seen.get(mac);
    if (before === undefined) changes.push(changeRow(report, "join", mac, accessPoint, null, "report"));
    else if (before.accessPoint !== accessPoint)
      changes.push(changeRow(report, "roam", mac, accessPoint, before, "report"));
    seen.set(mac, { accessPoint, path, at: report.observedAt, absences: 0, deletionNotified: false });
  }
  const present = new Set(report.stations.map((station) => station["sta_mac"]));
  for (const [mac, station] of seen) {
    if (present.has(mac)) continue;
    const absences = station.absences + 1;
    if (absences >= (station.deletionNotified ? 1 : 2)) {
      const reason = station.deletionNotified ? "deletion_notified" : "report";
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
