/**
 * What is in a window of one home. Everything here is a sum, a maximum or "the one observed last", so the order in
 * which reports come does not matter.
 */
import type { FoldHost, FoldRadio, FoldStation, FoldEvent } from "#processors/runtime/fold-event.ts";
import { addCrowd, toCrowd, type Crowd } from "./crowd.ts";
import { addHeard, type HeardPart } from "./heard.ts";
import { addRadioRow, createRadioPart, type RadioPart } from "./radio-part.ts";
import { addStationRow, createStationPart, type StationPart } from "./station-part.ts";

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
  /** Where they were: see `crowd.ts`. */
  crowds: readonly Crowd[];
  /** By MAC. */
  readonly stations: Map<string, StationPart>;
}

/** What was said of the window when it was last emitted. */
export interface Emitted {
  readonly revision: number;
  /**
   * Streams' intervals and expected reports, who speaks for the stations, what the gateway says of itself: a difference
   * calls for a new emission.
   */
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
  flaps: number;
  pingPongs: number;
  rotations: number;
  hostJoins: number;
  hostLeaves: number;
  /** Most active hosts in one report. */
  hostsPeak: number;
  /** Most active hosts on Ethernet in one report. */
  wiredHostsPeak: number;
  streams: StreamPart[];
  radios: RadioPart[];
  /** Of the minute before it too: see `heard.ts`. */
  readonly heard: HeardPart[];
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
    flaps: 0,
    pingPongs: 0,
    rotations: 0,
    hostJoins: 0,
    hostLeaves: 0,
    hostsPeak: 0,
    wiredHostsPeak: 0,
    streams: [],
    radios: [],
    heard: [],
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
  noteHosts(window, event.hosts);
  addHeard(window.heard, event.endpoint_id, event.heard_stations, event.observed_at);
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
    crowds: [],
    stations: new Map(),
  };
  // As long as what is in it: one that grows takes room for 16 more.
  window.streams = window.streams.concat(part);
  return part;
}

/** Counts hosts not known to be inactive (TR-181 lets a gateway list inactive ones). */
function noteHosts(window: Window, hosts: readonly FoldHost[]): void {
  let active = 0;
  let wired = 0;
  for (const host of hosts) {
    if (host.active === false) continue;
    active += 1;
    if (host.interface_type === "Ethernet") wired += 1;
  }
  window.hostsPeak = Math.max(window.hostsPeak, active);
  window.wiredHostsPeak = Math.max(window.wiredHostsPeak, wired);
}

/**
 * A station may be listed at two access points while it roams: one sample, both rows' RSSI and counters; in the crowd
 * it is at the one with the greater path.
 */
function foldStations(part: StreamPart, rows: readonly FoldStation[], observedAt: number): void {
  const places = new Map<string, string>();
  for (const row of rows) {
    const station = stationPart(part, row, observedAt);
    if (station === null) continue;
    const place = places.get(row.sta_mac);
    if (place === undefined) station.samples += 1;
    if (place === undefined || place < row.access_point) places.set(row.sta_mac, row.access_point);
    addStationRow(station, row, observedAt);
  }
  part.stationsPeak = Math.max(part.stationsPeak, places.size);
  part.crowds = addCrowd(part.crowds, toCrowd(places.values()));
}

function stationPart(part: StreamPart, row: FoldStation, observedAt: number): StationPart | null {
  const known = part.stations.get(row.sta_mac);
  if (known !== undefined) return known;
  if (part.stations.size >= stationLimit) return null;
  const station = createStationPart(row, observedAt);
  part.stations.set(row.sta_mac, station);
  return station;
}

function foldRadio(window: Window, endpointId: string, row: FoldRadio, observedAt: number): void {
  let part = findRadioPart(window, endpointId, row.radio);
  if (part === undefined) {
    if (window.radios.length >= radioLimit) return;
    part = createRadioPart(endpointId, row.radio);
    window.radios = window.radios.concat(part);
  }
  addRadioRow(part, row, observedAt);
}

export const findRadioPart = (window: Window, endpointId: string, radio: string): RadioPart | undefined =>
  window.radios.find((part) => part.radio === radio && part.endpointId === endpointId);
