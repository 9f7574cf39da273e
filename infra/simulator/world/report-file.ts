/**
 * Reports as lines of JSON: arrays instead of objects, in the order of the interfaces' members. Hosts are written when
 * they have changed; null: as in that home's line before.
 */
import type { HostRow, NeighbourRow, Notification, RadioRow, Report, StationRow } from "./report.ts";

/** One line, as parsed. Flags are 0 and 1. */
interface ReportLine {
  readonly home: string;
  readonly sequence: number;
  readonly reported: number;
  readonly received: number;
  readonly gateway: readonly [uptimeSeconds: number, model: string, firmware: string];
  readonly stations: readonly (readonly [string, ...number[]])[];
  readonly hosts: readonly (readonly [string, string, string, number, number, number])[] | null;
  readonly radios: readonly (readonly number[])[];
  readonly neighbours: readonly (readonly [string, number, number, number])[] | null;
  readonly notifications: readonly (readonly [string, number, string, number, number])[];
}

/** The line of a report, without its line feed. `previous` is the report of that home before it, null for the first. */
export function formatReportLine(report: Report, previous: Report | null): string {
  const { gateway } = report;
  const line: ReportLine = {
    home: report.home,
    sequence: report.sequence,
    reported: report.reportedMs,
    received: report.receivedMs,
    gateway: [gateway.uptimeSeconds, gateway.model, gateway.firmware],
    stations: report.stations.map(stationLine),
    hosts: report.hosts === previous?.hosts ? null : report.hosts.map(hostLine),
    radios: report.radios.map(radioLine),
    neighbours: report.neighbours?.map(neighbourLine) ?? null,
    notifications: report.notifications.map(notificationLine),
  };
  return JSON.stringify(line);
}

const stationLine = (row: StationRow): [string, ...number[]] => [
  row.mac,
  row.accessPoint,
  row.band,
  row.rssi,
  row.downlinkKbps,
  row.uplinkKbps,
  row.retries,
  row.bytesSent,
  row.bytesReceived,
  row.packetsSent,
  row.packetsReceived,
  Number(row.active),
  row.sinceMs,
];

const hostLine = (row: HostRow): [string, string, string, number, number, number] => [
  row.mac,
  row.name,
  row.ip,
  Number(row.wired),
  Number(row.active),
  row.changedMs,
];

const radioLine = (row: RadioRow): number[] => [
  row.accessPoint,
  row.band,
  row.noiseDbm,
  row.utilizationPercent,
  row.retryPercent,
];

const neighbourLine = (row: NeighbourRow): [string, number, number, number] => [
  row.mac,
  row.accessPoint,
  row.band,
  row.rssi,
];

const notificationLine = (row: Notification): [string, number, string, number, number] => [
  row.kind,
  row.receivedMs,
  row.mac,
  row.accessPoint,
  row.band,
];
