/**
 * Windows of a home, the plain way: all reports in memory, sorted by observed time, cut every 60 s.
 * What the final revision of each window must say; how it came to it (`revision`, `closed_by`, `late`) is not said here.
 */
import { associationChangesOf, coversStations } from "./churn.ts";
import { coversHosts, hostChangesOf } from "./host-churn.ts";
import type { HomeFact } from "./home-fact.ts";
import type { Report } from "./report.ts";
import { summarizeRssi } from "./rssi-summary.ts";
import type { Row } from "./row.ts";
import { shareOf, sumOf, trafficOf } from "./traffic.ts";

export const windowMs = 60_000;

export interface HomeWindow {
  readonly home: Row;
  readonly streams: readonly Row[];
  readonly stations: readonly Row[];
}

/** Every window with a report in it, oldest first. Each report came `copies` times. */
export function windowsOf(facts: readonly HomeFact[], copies = 1): HomeWindow[] {
  const received = facts.flatMap((fact) => (fact.kind === "report" ? [fact] : []));
  const reports = received.filter((fact) => !fact.duplicate).map((fact) => fact.report);
  const duplicates = received.filter((fact) => fact.duplicate).map((fact) => fact.report);
  const primary = primaryStreamOf(reports);
  const changes = changesOf(facts);
  const starts = [...new Set(reports.map(windowStartOf))].sort((a, b) => a - b);
  return starts.map((start) => {
    const inside = reports.filter((report) => windowStartOf(report) === start);
    const streams = streamsOf(reports, duplicates, start, copies);
    const speaking = reports.filter((report) => report.profileId === primary);
    const stations = stationWindowsOf(speaking, start);
    return { home: homeRow(start, inside, primary, { streams, stations, changes }), streams, stations };
  });
}

/** All rows of `association_change`. */
export function changesOf(facts: readonly HomeFact[]): Row[] {
  const reports = facts.flatMap((fact) => (fact.kind === "report" && !fact.duplicate ? [fact.report] : []));
  const stations = primaryStreamOf(reports);
  const hosts = firstInRank(reports.filter((report) => report.hosts.length > 0 || coversHosts(report)));
  return [
    ...(stations === null ? [] : associationChangesOf(facts, stations)),
    ...(hosts === null ? [] : hostChangesOf(facts, hosts)),
  ];
}

/** The stream that speaks for the stations. */
const primaryStreamOf = (reports: readonly Report[]): string | null =>
  firstInRank(reports.filter((report) => report.stations.length > 0 || coversStations(report)));

/** The first stream: timed by the gateway before untimed, then the first to report, then by name. */
function firstInRank(reports: readonly Report[]): string | null {
  const ranked = reports.toSorted(
    (a, b) =>
      Number(a.timeQuality === "none") - Number(b.timeQuality === "none") ||
      a.observedAt - b.observedAt ||
      (a.profileId < b.profileId ? -1 : 1),
  );
  return ranked[0]?.profileId ?? null;
}

const windowStartOf = (report: Report): number => Math.floor(report.observedAt / windowMs) * windowMs;

function streamsOf(
  reports: readonly Report[],
  duplicates: readonly Report[],
  start: number,
  copies: number,
): Row[] {
  const end = start + windowMs;
  const streams = Map.groupBy(reports, (report) => report.profileId);
  return [...streams].flatMap(([profileId, all]) => {
    const times = [...new Set(all.map((report) => report.observedAt))].sort((a, b) => a - b);
    const firstAt = times[0] ?? end;
    if (firstAt >= end) return [];
    const received = all.filter((report) => windowStartOf(report) === start).length;
    const interval = intervalOf(times.filter((at) => at < end));
    const slots = interval === null ? 0 : Math.round((end - Math.max(start, firstAt)) / interval);
    const again = duplicates.filter(
      (report) => report.profileId === profileId && windowStartOf(report) === start,
    );
    return [
      {
        profile_id: profileId,
        interval_ms: interval === null ? null : String(interval),
        expected: String(Math.max(received, slots)),
        received: String(received),
        duplicate: String(copies * (received + again.length) - received),
      },
    ];
  });
}

/** The lower median of the last 15 gaps. */
function intervalOf(times: readonly number[]): number | null {
  const gaps = times.slice(1).map((at, index) => at - (times[index] ?? at));
  const last = gaps.slice(-15).sort((a, b) => a - b);
  return last[Math.floor((last.length - 1) / 2)] ?? null;
}

function stationWindowsOf(reports: readonly Report[], start: number): Row[] {
  const ordered = reports.toSorted((a, b) => a.observedAt - b.observedAt);
  const inside = ordered.filter((report) => windowStartOf(report) === start);
  const sightings = ordered.flatMap(({ observedAt: at, stations }) => stations.map((row) => ({ at, row })));
  return [
    ...Map.groupBy(
      inside.flatMap((report) => report.stations),
      (station) => station["sta_mac"] ?? "",
    ),
  ].map(([mac, seen]) => ({
    sta_mac: mac,
    access_point: seen.at(-1)?.["access_point"] ?? null,
    samples: String(seen.length),
    associated_ms: String(Math.round((windowMs * seen.length) / inside.length)),
    ...summarizeRssi(...levelsOf(seen)),
    ...trafficOf(
      sightings.filter(({ row }) => row["sta_mac"] === mac),
      start,
      start + windowMs,
    ),
  }));
}

/** Levels with a place in the histogram, and how many reported ones have none. */
function levelsOf(stations: readonly Row[]): [readonly number[], number] {
  const raw = stations.filter((station) => station["rssi_raw"] !== null).length;
  const levels = stations.flatMap((station) =>
    typeof station["rssi_dbm"] === "string" ? [Number(station["rssi_dbm"])] : [],
  );
  return [levels, raw - levels.length];
}

function homeRow(
  start: number,
  inside: readonly Report[],
  primary: string | null,
  { streams, stations, changes }: Readonly<Record<"streams" | "stations" | "changes", readonly Row[]>>,
): Row {
  const sum = (column: string): number =>
    streams.reduce((total, stream) => total + Number(stream[column]), 0);
  const within = changes.filter(
    (change) => Math.floor(Number(change["observed_at"]) / windowMs) * windowMs === start,
  );
  const countOf = (column: string, value: string): string =>
    String(within.filter((change) => change[column] === value).length);
  const count = (kind: string): string => countOf("kind", kind);
  const expected = sum("expected");
  const speaking = inside.filter((report) => report.profileId === primary);
  const sightings = speaking.flatMap((report) => report.stations);
  return {
    window_start: String(start),
    expected: String(expected),
    received: String(sum("received")),
    duplicate: String(sum("duplicate")),
    coverage: (expected === 0 ? 0 : Math.min(1, sum("received") / expected)).toFixed(6),
    joins: count("join"),
    leaves: count("leave"),
    roams: count("roam"),
    flaps: String(within.filter((change) => change["kind"] === "join" && change["flap"] === "true").length),
    ping_pongs: countOf("ping_pong", "true"),
    host_joins: count("host_join"),
    host_leaves: count("host_leave"),
    stations_peak: String(Math.max(0, ...speaking.map((report) => report.stations.length))),
    hosts_peak: String(hostsPeak(inside, () => true)),
    wired_hosts_peak: String(hostsPeak(inside, (host) => host["interface_type"] === "Ethernet")),
    ...homeTraffic(stations),
    ...summarizeRssi(...levelsOf(sightings)),
  };
}

const hostsPeak = (reports: readonly Report[], counts: (host: Row) => boolean): number =>
  Math.max(
    0,
    ...reports.map(({ hosts }) => hosts.filter((host) => host["active"] === "true" && counts(host)).length),
  );

function homeTraffic(stations: readonly Row[]): Row {
  const total = (rows: readonly Row[], column: string): string | null =>
    sumOf(rows.map((row) => row[column] ?? null));
  const counted = stations.filter((row) => row["retransmissions"] !== null && row["packets_sent"] !== null);
  return {
    bytes_sent: total(stations, "bytes_sent"),
    bytes_received: total(stations, "bytes_received"),
    retry_share: shareOf(total(counted, "retransmissions"), total(counted, "packets_sent")),
  };
}
