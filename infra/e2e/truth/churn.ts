/**
 * Joins, leaves and roams of a home, the plain way: the list of stations of each report of the primary stream, one after another.
 *
 * - The first covering report is the baseline.
 * - Join: the first report with the station.
 * - Leave: the second covering report in a row without it; the first, when the deletion of its row was notified since it was
 *   seen, or in the same millisecond. A row is that of the station whose creation in it was notified, after the last report
 *   and before the deletion; else of the station last seen there.
 * - Roam: seen at another access point than in the report before. Within 30 s back where it came from: a ping-pong.
 * - A join within 600 s of the leave is a flap. A session is from the join to the last report with the station.
 *
 * The captures' agents say `Boot!` only before the first report or within a minute of another one: no reboot to know of.
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
  /** null: nobody saw it join. */
  readonly joinedAt: number | null;
  readonly roamed: { readonly from: string; readonly at: number } | null;
}

/** A row's deletion. */
export interface Deletion {
  readonly receivedAt: number;
  readonly path: string;
  /** By the notification of the row's creation. */
  readonly mac: string | null;
}

/** Rows of `association_change`, by `primaryStream` (its profile id). */
export function associationChangesOf(facts: readonly HomeFact[], primaryStream: string): Row[] {
  const changes: Row[] = [];
  const seen = new Map<string, Seen>();
  const left = new Map<string, number>();
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
    changes.push(...compareReport(report, baseline, seen, left, deletions));
  }
  return changes;
}

/** The deletions among the facts, told by the creations since the last of the reports. */
export function deletionsOf(facts: readonly HomeFact[], reports: readonly Report[]): Deletion[] {
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

function compareReport(
  report: Report,
  baseline: boolean,
  seen: Map<string, Seen>,
  left: Map<string, number>,
  deletions: readonly Deletion[],
): Row[] {
  const changes: Row[] = [];
  const { observedAt: at, receivedAt } = report;
  for (const station of report.stations) {
    const { sta_mac: mac, access_point: accessPoint, path } = station;
    if (typeof mac !== "string" || typeof accessPoint !== "string" || typeof path !== "string") continue;
    const before = seen.get(mac);
    const hasMoved = before !== undefined && before.accessPoint !== accessPoint;
    const now = { accessPoint, path, at, receivedAt, absences: 0 };
    if (before === undefined) {
      seen.set(mac, { ...now, joinedAt: baseline ? null : at, roamed: null });
      if (!baseline)
        changes.push(changeRow(report, "join", mac, accessPoint, null, { flap: isSoon(left, mac, at) }));
    } else {
      const { joinedAt, roamed } = before;
      const from = before.accessPoint;
      seen.set(mac, { ...now, joinedAt, roamed: hasMoved ? { from, at } : roamed });
      const pingPong = roamed !== null && roamed.from === accessPoint && at - roamed.at <= 30_000;
      if (hasMoved) changes.push(changeRow(report, "roam", mac, accessPoint, before, { pingPong }));
    }
  }
  const present = new Set(report.stations.map((station) => station["sta_mac"]));
  for (const [mac, station] of seen) {
    if (present.has(mac)) continue;
    const absences = station.absences + 1;
    const deleted = isDeleted(deletions, mac, station, report);
    if (absences >= (deleted ? 1 : 2)) {
      const reason = deleted ? "deletion_notified" : "report";
      const sessionMs = station.joinedAt === null ? null : station.at - station.joinedAt;
      changes.push(changeRow(report, "leave", mac, station.accessPoint, station, { reason, sessionMs }));
      seen.delete(mac);
      left.set(mac, at);
    } else seen.set(mac, { ...station, absences });
  }
  return changes;
}

/** Whether the row somebody was last seen in was deleted between then and the report. */
export const isDeleted = (
  deletions: readonly Deletion[],
  mac: string,
  last: { readonly path: string; readonly receivedAt: number },
  report: Report,
): boolean =>
  deletions.some(
    ({ path, receivedAt, mac: whose }) =>
      (whose === null ? path === last.path : whose === mac) &&
      receivedAt >= last.receivedAt &&
      receivedAt <= report.receivedAt,
  );

/** Whether somebody left within 600 s before. */
export function isSoon(left: ReadonlyMap<string, number>, mac: string, at: number): boolean {
  const leftAt = left.get(mac);
  return leftAt !== undefined && at - leftAt <= 600_000;
}

/** What else a change says; nothing, unless said. */
interface Details {
  readonly reason?: string;
  readonly flap?: boolean;
  readonly pingPong?: boolean;
  readonly sessionMs?: number | null;
}

const changeRow = (
  report: Report,
  kind: string,
  mac: string,
  accessPoint: string,
  before: Seen | null,
  details: Details,
): Row => ({
  ...detailRow(report, kind, before?.at ?? null, details),
  sta_mac: mac,
  host_mac: "",
  access_point: accessPoint,
  from_access_point: kind === "roam" ? (before?.accessPoint ?? null) : null,
});

/** The columns that changes of stations and hosts have alike. */
export const detailRow = (
  report: Report,
  kind: string,
  lastSeenAt: number | null,
  details: Details,
): Row => ({
  profile_id: report.profileId,
  observed_at: String(report.observedAt),
  received_at: String(report.receivedAt),
  kind,
  last_seen_at: textOf(lastSeenAt),
  reason: details.reason ?? "report",
  flap: String(details.flap ?? false),
  ping_pong: String(details.pingPong ?? false),
  session_ms: textOf(details.sessionMs ?? null),
  count: "1",
});

const textOf = (value: number | null): string | null => (value === null ? null : String(value));
