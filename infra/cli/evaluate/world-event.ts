/** What the simulator's gateways report, as the events that intake would make of it. */
import { readRssi } from "#ingest/normalize/rssi.ts";
import type { FoldEvent, FoldHeardStation, FoldStation } from "#processors/runtime/fold-event.ts";
import {
  bandNames,
  type HostRow,
  type NeighbourRow,
  type Notification,
  type Report,
  type StationRow,
} from "#infra/simulator/world/report.ts";
import { epochMs } from "#schemas/units.ts";

const tables = ["Device.WiFi.AccessPoint.*.AssociatedDevice.", "Device.Hosts.Host."];
const dayMs = 86_400_000;

/** A report and the notifications received since the one before, in the order in which they were received. */
export function toEvents(report: Report): FoldEvent[] {
  const notices = report.notifications.flatMap((each, index) => toNotice(report, each, index));
  return [...notices, toReport(report)].sort((a, b) => a.received_at - b.received_at);
}

function toReport(report: Report): FoldEvent {
  const { home, sequence, reportedMs, receivedMs } = report;
  // Architecture section 3: trusted only within 35 days before and two minutes after it was received.
  const isTrusted = reportedMs > receivedMs - 35 * dayMs && reportedMs <= receivedMs + 120_000;
  return {
    ...eventOf(home, receivedMs, `report-${sequence}`),
    kind: "report",
    profile_id: "bulk",
    observed_at: epochMs(isTrusted ? reportedMs : receivedMs),
    time_quality: isTrusted ? "reported" : "out_of_range",
    tables,
    stations: report.stations.map(toStation),
    hosts: report.hosts.map(toHost),
    radios: report.radios.map((row) => ({
      radio: radioOf(row.accessPoint, row.band),
      band: bandNames[row.band],
      channel: null,
      noise_dbm: row.noiseDbm,
      channel_utilization_percent: row.utilizationPercent,
      bytes_sent_total: null,
      bytes_received_total: null,
    })),
    access_points: [],
    heard_stations: (report.neighbours ?? []).map(toHeard),
    gateway: [
      {
        model_name: report.gateway.model,
        software_version: report.gateway.firmware,
        uptime_seconds: report.gateway.uptimeSeconds,
      },
    ],
  };
}

function toStation(row: StationRow): FoldStation {
  const { rssiDbm, rssiRaw } = rssiOf(row.rssi);
  return {
    sta_mac: row.mac,
    path: `${accessPointOf(row.accessPoint, row.band)}AssociatedDevice.${row.mac}.`,
    access_point: accessPointOf(row.accessPoint, row.band),
    bssid: null,
    band: bandNames[row.band],
    rssi_dbm: rssiDbm,
    rssi_raw: rssiRaw,
    active: row.active,
    downlink_rate_kbps: row.downlinkKbps,
    uplink_rate_kbps: row.uplinkKbps,
    associated_since: epochMs(row.sinceMs),
    connected_seconds: null,
    bytes_sent_total: row.bytesSent,
    bytes_received_total: row.bytesReceived,
    packets_sent_total: row.packetsSent,
    retransmissions_total: row.retries,
    retries_total: null,
  };
}

/** Intake makes the same of RCPI: a whole level has a code of its own. */
const toHeard = ({ mac, accessPoint, band, rssi }: NeighbourRow): FoldHeardStation => ({
  sta_mac: mac,
  radio: radioOf(accessPoint, band),
  rssi_dbm: rssi,
});

const toHost = ({ mac, name, ip, wired, active }: HostRow) => ({
  host_mac: mac,
  path: `Device.Hosts.Host.${mac}.`,
  host_name: name,
  ip_address: ip,
  interface_type: wired ? "Ethernet" : "802.11",
  active,
});

function toNotice({ home, sequence }: Report, notification: Notification, index: number): FoldEvent[] {
  const { kind, receivedMs, mac, accessPoint, band } = notification;
  const event = {
    ...eventOf(home, receivedMs, `notice-${sequence}-${index}`),
    profile_id: "sub",
    observed_at: epochMs(receivedMs),
    time_quality: "none",
  } as const;
  if (kind === "boot") return [{ ...event, kind: "event", events: [{ name: "Boot!" }] }];
  const [table, what] = kind.split("_");
  const path =
    table === "station"
      ? `${accessPointOf(accessPoint, band)}AssociatedDevice.${mac}.`
      : `Device.Hosts.Host.${mac}.`;
  if (what === "created")
    return [
      {
        ...event,
        kind: "object_creation",
        changes: [{ kind: "created", path, unique_keys: { MACAddress: mac } }],
      },
    ];
  if (what === "deleted")
    return [{ ...event, kind: "object_deletion", changes: [{ kind: "deleted", path, unique_keys: {} }] }];
  return [];
}

const eventOf = (home: string, receivedMs: number, id: string) => ({
  event_id: id,
  home_id: home,
  endpoint_id: home,
  received_at: epochMs(receivedMs),
  interval_ms: null,
  flags: [],
  tick: null,
  tables: [],
  stations: [],
  hosts: [],
  radios: [],
  access_points: [],
  gateway: [],
  changes: [],
  events: [],
  heard_stations: [],
});

const bssOf = (accessPoint: number, band: number): number => 2 * accessPoint + band + 1;
const radioOf = (accessPoint: number, band: number): string =>
  `Device.WiFi.Radio.${bssOf(accessPoint, band)}.`;
const accessPointOf = (accessPoint: number, band: number): string =>
  `Device.WiFi.AccessPoint.${bssOf(accessPoint, band)}.`;

interface Level {
  readonly rssiDbm: number | null;
  readonly rssiRaw: number | null;
}

const noLevel: Level = { rssiDbm: null, rssiRaw: null };
const levels = new Map<number, Level>();

/** As intake reads the text; there are few numbers. */
function rssiOf(reported: number): Level {
  const known = levels.get(reported);
  if (known !== undefined) return known;
  const reading = readRssi(String(reported));
  const level =
    reading === null || typeof reading === "symbol"
      ? noLevel
      : { rssiDbm: reading.dbm, rssiRaw: reading.raw };
  levels.set(reported, level);
  return level;
}
