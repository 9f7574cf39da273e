/** What a gateway reports, in the simulator's own form. Times are milliseconds since 1970; counters are since association. */
import type { SteeringCounters } from "./steering.ts";

/** 2.4 GHz or 5 GHz. */
export type Band = 0 | 1;

export const bandNames = ["2.4GHz", "5GHz"] as const;

/** A Wi-Fi station as its access point sees it. */
export interface StationRow {
  /** Lower case, with colons. */
  readonly mac: string;
  /** Index of the mesh node, 0 is the gateway. */
  readonly accessPoint: number;
  readonly band: Band;
  /** As reported: whole dBm, or what the firmware makes of it. */
  readonly rssi: number;
  readonly downlinkKbps: number;
  readonly uplinkKbps: number;
  readonly retries: number;
  /** Access point to station. */
  readonly bytesSent: number;
  readonly bytesReceived: number;
  readonly packetsSent: number;
  readonly packetsReceived: number;
  /** False in rows that firmware keeps after a station has left. */
  readonly active: boolean;
  /** Association time by the gateway's clock. */
  readonly sinceMs: number;
}

/** A LAN host; rows of those who left stay until the lease ends. */
export interface HostRow {
  readonly mac: string;
  readonly name: string;
  readonly ip: string;
  readonly wired: boolean;
  readonly active: boolean;
  /** When `active` changed last, by the gateway's clock. */
  readonly changedMs: number;
}

export interface RadioRow {
  readonly accessPoint: number;
  readonly band: Band;
  readonly noiseDbm: number;
  /** Channel utilization, 0..100. */
  readonly utilizationPercent: number;
  /** Of attempts; of delivered frames in some models, so it may pass 100. */
  readonly retryPercent: number;
}

/** A station heard by an access point that it is not connected to (UnassociatedSTA). */
export interface NeighbourRow {
  readonly mac: string;
  readonly accessPoint: number;
  readonly band: Band;
  readonly rssi: number;
}

export type NotificationKind =
  | "boot"
  | "station_created"
  | "station_deleted"
  | "host_created"
  | "host_deleted"
  | "host_active"
  | "host_inactive";

/** USP's Notify carries no time: only when it was received is known. */
export interface Notification {
  readonly kind: NotificationKind;
  readonly receivedMs: number;
  /** Empty for a boot. */
  readonly mac: string;
  /** -1 where no access point is meant. */
  readonly accessPoint: number;
  readonly band: Band;
}

export interface GatewayRow {
  readonly uptimeSeconds: number;
  readonly model: string;
  readonly firmware: string;
}

/** One report. Every table is complete, but for `neighbours`. */
export interface Report {
  readonly home: string;
  /** Counts the reports a gateway made, received or not; copies have the same. */
  readonly sequence: number;
  /** By the gateway's clock, which may be wrong. */
  readonly reportedMs: number;
  readonly receivedMs: number;
  readonly stations: readonly StationRow[];
  /** The same array as in the report before while nothing in it has changed. */
  readonly hosts: readonly HostRow[];
  readonly radios: readonly RadioRow[];
  /** Null where this report has no such measurement. */
  readonly neighbours: readonly NeighbourRow[] | null;
  /** Null where nobody steers. */
  readonly steering: SteeringCounters | null;
  readonly gateway: GatewayRow;
  /** Received since the report before, in that order. */
  readonly notifications: readonly Notification[];
}
