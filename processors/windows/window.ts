/**
 * What is in a window of one home. Everything here is a sum, a maximum or "the one observed last", so the order in
 * which reports come does not matter.
 */
import type { FoldHost, FoldRadio, FoldStation, FoldEvent } from "#processors/runtime/fold-event.ts";
import { addRssi, createHistogram, type Histogram } from "./histogram.ts";

/** RSSI of one station while on one access point. */
export interface AccessPointPart {
  readonly accessPoint: string;
  readonly histogram: Histogram;
}

export interface StationPart {
  /** Reports with this station in them. */
  samples: number;
  /** Observed time of the row that says where it was last. */
  lastAt: number;
  accessPoint: string;
  bssid: string | null;
  band: string | null;
  readonly accessPoints: AccessPointPart[];
}

/** One stream in the window. Each keeps its own stations; which one speaks for the endpoint is decided at emission. */
export interface StreamPart {
  readonly endpointId: string;
  readonly profileId: string;
  /** Ids of its reports, to know duplicates. */
  readonly ids: Set<string>;
  received: number;
  late: number;
  duplicate: number;
  /** Most stations in one report. */
  stationsPeak: number;
  /** By MAC. */
  readonly stations: Map<string, StationPart>;
}

export interface RadioPart {
  readonly endpointId: string;
  readonly radio: string;
  band: string | null;
  channel: number | null;
  channelAt: number;
  samples: number;
  noiseSum: number;
  noiseCount: number;
}

/** What was said of the window when it was last emitted. */
export interface Emitted {
  readonly revision: number;
  /** Streams' intervals and expected reports, and who speaks for the stations: a difference calls for a new emission. */
  readonly shape: string;
  /** Radio rows emitted so far (endpoint, radio); a later emission repeats them, zeroed if need be. */
  readonly radios: readonly (readonly [string, string])[];
  /** Streams whose stations were emitted so far (endpoint, profile); likewise. */
  readonly stationStreams: readonly (readonly [string, string])[];
}

export interface Window {
  readonly startMs: number;
  readonly clockEpoch: number;
  /** Covered time of the last report into it. */
  heardAt: number;
  joins: number;
  leaves: number;
  roams: number;
  /** Most active hosts in one report. */
  hostsPeak: number;
  readonly streams: StreamPart[];
  readonly radios: RadioPart[];
  /** null while the window is open. */
  emitted: Emitted | null;
}

/** A real home has dozens of stations; a hostile one may not grow the state without bound. */
const stationLimit = 1024;
const radioLimit = 64;
const idLimit = 2048;

export function createWindow(startMs: number, clockEpoch: number): Window {
  return {
    startMs,
    clockEpoch,
    heardAt: 0,
    joins: 0,
    leaves: 0,
    roams: 0,
    hostsPeak: 0,
    streams: [],
    radios: [],
    emitted: null,
  };
}

export function findStreamPart(
  window: Window,
  endpointId: string,
  profileId: string,
): StreamPart | undefined {
  return window.streams.find((part) => part.profileId === profileId && part.endpointId === endpointId);
}

/**
 * Folds one report into the window its observed time falls in, once per event id: `duplicate` when it was there
 * before. A report for a window already emitted also counts as late.
 */
export function foldReport(window: Window, event: FoldEvent): "new" | "duplicate" {
  const part = streamPart(window, event.endpoint_id, event.profile_id);
  if (part.ids.has(event.event_id)) {
    part.duplicate += 1;
    return "duplicate";
  }
  if (part.ids.size < idLimit) part.ids.add(event.event_id);
  part.received += 1;
  if (window.emitted !== null) part.late += 1;
  foldStations(part, event.stations, event.observed_at);
  for (const row of event.radios) foldRadio(window, event.endpoint_id, row, event.observed_at);
  window.hostsPeak = Math.max(window.hostsPeak, countActive(event.hosts));
  return "new";
}

function streamPart(window: Window, endpointId: string, profileId: string): StreamPart {
  const known = findStreamPart(window, endpointId, profileId);
  if (known !== undefined) return known;
  const part: StreamPart = {
    endpointId,
    profileId,
    ids: new Set(),
    received: 0,
    late: 0,
    duplicate: 0,
    stationsPeak: 0,
    stations: new Map(),
  };
  window.streams.push(part);
  return part;
}

/** Hosts not known to be inactive (TR-181 lets a gateway list inactive ones). */
function countActive(hosts: readonly FoldHost[]): number {
  let count = 0;
  for (const host of hosts) if (host.active !== false) count += 1;
  return count;
}

/** A station may be listed at two access points while it roams: one sample, both rows' RSSI. */
function foldStations(part: StreamPart, rows: readonly FoldStation[], observedAt: number): void {
  const seen = new Set<string>();
  for (const row of rows) {
    const station = stationPart(part, row, observedAt);
    if (station === null) continue;
    if (!seen.has(row.sta_mac)) station.samples += 1;
    seen.add(row.sta_mac);
    place(station, row, observedAt);
    addRssi(histogramAt(station, row.access_point), row.rssi_dbm, row.rssi_raw);
  }
  part.stationsPeak = Math.max(part.stationsPeak, seen.size);
}

function stationPart(part: StreamPart, row: FoldStation, observedAt: number): StationPart | null {
  const known = part.stations.get(row.sta_mac);
  if (known !== undefined) return known;
  if (part.stations.size >= stationLimit) return null;
  const { access_point: accessPoint, bssid, band } = row;
  const accessPoints = [{ accessPoint, histogram: createHistogram() }];
  const station = { samples: 0, lastAt: observedAt, accessPoint, bssid, band, accessPoints };
  part.stations.set(row.sta_mac, station);
  return station;
}

/** The newest row says where the station is; of two in one report the one with the greater path. */
function place(station: StationPart, row: FoldStation, observedAt: number): void {
  const isNewer = observedAt > station.lastAt;
  if (!isNewer && (observedAt < station.lastAt || row.access_point <= station.accessPoint)) return;
  station.lastAt = observedAt;
  // Texts of long ago are kept where they say the same: those of the report can be forgotten with it.
  if (station.accessPoint !== row.access_point) station.accessPoint = row.access_point;
  station.bssid = row.bssid;
  station.band = row.band;
}

function histogramAt(station: StationPart, accessPoint: string): Histogram {
  for (const part of station.accessPoints) if (part.accessPoint === accessPoint) return part.histogram;
  const histogram = createHistogram();
  station.accessPoints.push({ accessPoint, histogram });
  return histogram;
}

function foldRadio(window: Window, endpointId: string, row: FoldRadio, observedAt: number): void {
  let part = window.radios.find((radio) => radio.radio === row.radio && radio.endpointId === endpointId);
  if (part === undefined) {
    if (window.radios.length >= radioLimit) return;
    part = {
      endpointId,
      radio: row.radio,
      band: null,
      channel: null,
      channelAt: 0,
      samples: 0,
      noiseSum: 0,
      noiseCount: 0,
    };
    window.radios.push(part);
  }
  part.samples += 1;
  part.band = row.band ?? part.band;
  if (row.noise_dbm !== null) {
    part.noiseSum += row.noise_dbm;
    part.noiseCount += 1;
  }
  if (row.channel !== null && isLater(observedAt, row.channel, part)) {
    part.channel = row.channel;
    part.channelAt = observedAt;
  }
}

/** Of two channels at the same instant the greater one is taken, whichever came first. */
function isLater(observedAt: number, channel: number, part: RadioPart): boolean {
  if (part.channel === null) return true;
  return observedAt > part.channelAt || (observedAt === part.channelAt && channel > part.channel);
}
