/** What a window holds of one station in one stream. */
import type { FoldStation } from "#processors/runtime/fold-event.ts";
import {
  addSample,
  atOf,
  isSample,
  sinceOf,
  toCount,
  type CounterPart,
  type CounterSample,
} from "./counters.ts";
import { addRssi, type Histogram } from "./histogram.ts";
import { addToSpread, type Spread } from "./spread.ts";

/** One station while on one access point, which has counters of its own for it. */
export interface AccessPointPart {
  readonly accessPoint: string;
  histogram: Histogram;
  /** See `toStationSample`; null without any. */
  counters: CounterPart | null;
}

export interface StationPart {
  /** Reports with this station in them. */
  samples: number;
  /** Observed time of the row that says where it was last. */
  lastAt: number;
  accessPoint: string;
  bssid: string | null;
  band: string | null;
  /** PHY rates in kbps, one value a row. */
  downlink: Spread;
  uplink: Spread;
  readonly accessPoints: AccessPointPart[];
}

/** A station as its first row in the window shows it, before that row is added. */
export const createStationPart = (row: FoldStation, observedAt: number): StationPart => ({
  samples: 0,
  lastAt: observedAt,
  accessPoint: row.access_point,
  bssid: row.bssid,
  band: row.band,
  downlink: null,
  uplink: null,
  accessPoints: [createAccessPointPart(row.access_point)],
});

/** Adds a row; how many reports they were is counted by the caller. */
export function addStationRow(station: StationPart, row: FoldStation, observedAt: number): void {
  place(station, row, observedAt);
  station.downlink = addToSpread(station.downlink, row.downlink_rate_kbps);
  station.uplink = addToSpread(station.uplink, row.uplink_rate_kbps);
  const part = accessPointPart(station, row.access_point);
  part.histogram = addRssi(part.histogram, row.rssi_dbm, row.rssi_raw);
  const sample = toStationSample(row, observedAt);
  if (isSample(sample)) part.counters = addSample(part.counters, sample);
}

/** Order of a station's counters in a sample. */
export const stationCounters = {
  bytesSent: 0,
  bytesReceived: 1,
  packetsSent: 2,
  /** RetransCount: packets sent that were retransmissions, each of them. */
  retransmissions: 3,
  /** RetryCount: packets that needed at least one; for gateways that count only those. */
  retries: 4,
} as const;

function toStationSample(row: FoldStation, observedAt: number): CounterSample {
  return [
    observedAt,
    associatedSince(row, observedAt) ?? Number.NaN,
    toCount(row.bytes_sent_total),
    toCount(row.bytes_received_total),
    toCount(row.packets_sent_total),
    toCount(row.retransmissions_total),
    toCount(row.retries_total),
  ];
}

/** DataElements say for how long, the others since when. A begin that is a century off is none. */
function associatedSince(row: FoldStation, observedAt: number): number | null {
  const { associated_since: since, connected_seconds: seconds } = row;
  const at = since ?? (seconds === null ? null : observedAt - seconds * 1000);
  return at === null || Math.abs(observedAt - at) > centuryMs ? null : at;
}

const centuryMs = 36_525 * 86_400_000;

/**
 * The newest row says where the station is; of several at one instant the one with the greatest path, then BSSID and band,
 * whichever came first.
 */
function place(station: StationPart, row: FoldStation, observedAt: number): void {
  if (!isLater(observedAt, row, station)) return;
  station.lastAt = observedAt;
  // Texts of long ago are kept where they say the same: those of the report can be forgotten with it.
  if (station.accessPoint !== row.access_point) station.accessPoint = row.access_point;
  station.bssid = row.bssid;
  station.band = row.band;
}

function isLater(observedAt: number, row: FoldStation, station: StationPart): boolean {
  if (observedAt !== station.lastAt) return observedAt > station.lastAt;
  if (row.access_point !== station.accessPoint) return row.access_point > station.accessPoint;
  if (row.bssid !== station.bssid) return (row.bssid ?? "") > (station.bssid ?? "");
  return (row.band ?? "") > (station.band ?? "");
}

/** When the association began that its newest sample was counted in; null where it is not told, or is to come. */
export function associatedFrom(station: StationPart): number | null {
  const last = findAccessPointPart(station, station.accessPoint)?.counters?.last;
  const since = last === undefined ? null : sinceOf(last);
  return last === undefined || since === null || since > atOf(last) ? null : since;
}

/** The station's part at an access point; undefined where it has none. */
export function findAccessPointPart(station: StationPart, accessPoint: string): AccessPointPart | undefined {
  for (const part of station.accessPoints) if (part.accessPoint === accessPoint) return part;
  return undefined;
}

function accessPointPart(station: StationPart, accessPoint: string): AccessPointPart {
  const known = findAccessPointPart(station, accessPoint);
  if (known !== undefined) return known;
  const part = createAccessPointPart(accessPoint);
  station.accessPoints.push(part);
  return part;
}

const createAccessPointPart = (accessPoint: string): AccessPointPart => ({
  accessPoint,
  histogram: null,
  counters: null,
});
