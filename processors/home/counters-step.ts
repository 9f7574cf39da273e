/**
 * Counters bridge windows. Each part of a window holds the newest sample before the window, wherever that came from: so it
 * is the same in any order of the reports, a window that is emitted again needs no other one, and only a report that
 * comes late looks into emitted windows. `edges` are the newest samples of the emitted ones.
 */
import { atOf, newerOf, type CounterPart, type CounterSample } from "#processors/windows/counters.ts";
import { findAccessPointPart, type StationPart } from "#processors/windows/station-part.ts";
import { findRadioPart, findStreamPart, type Window } from "#processors/windows/window.ts";
import type { FoldEvent } from "#processors/runtime/fold-event.ts";
import { endpointOf, windowKey, type EndpointState, type HomeState } from "./state.ts";
import type { Step } from "./step.ts";
import type { CounterEdge, StreamState } from "./stream.ts";

/** A row with counters: of a station at an access point, or of a radio. */
interface CounterRow {
  readonly endpointId: string;
  readonly profileId: string;
  /** MAC and access point of a station; null for a radio. */
  readonly station: { readonly sta_mac: string; readonly access_point: string } | null;
  readonly radio: string;
}

/** A stream's stations in a window. */
type Stations = ReadonlyMap<string, StationPart> | undefined;

/** Where a report was folded into, and the windows after that one, oldest first. */
interface Folded {
  readonly window: Window;
  readonly later: readonly Window[];
}

/** The same with the open windows before that one. */
interface Bridged extends Folded {
  readonly earlier: readonly Window[];
}

/** Joins what a report brought to the windows before and after its own. */
export function bridgeCounters(home: HomeState, event: FoldEvent, folded: Folded, step: Step): void {
  const { endpoint_id: endpointId, profile_id: profileId } = event;
  const { window, later } = folded;
  const earlier = openBefore(home, window);
  const bridged = { ...folded, earlier };
  const { radioEdges, streams } = endpointOf(home, endpointId);
  const edges = streams.get(profileId)?.edges;
  const stationsIn = (of: Window): Stations => findStreamPart(of, endpointId, profileId)?.stations;
  const stations = stationsIn(window);
  const earlierStations = earlier.map(stationsIn);
  for (const station of event.stations) {
    const part = counterPartAt(stations?.get(station.sta_mac), station.access_point);
    if (part === null || isBridged(part, later)) continue;
    const edge = edgeAt(edges?.get(station.sta_mac), station.access_point);
    if (later.length === 0) {
      part.before = earlierOf(newestOfStation(edge, station, earlierStations), window);
      continue;
    }
    bridgePart(part, edge, { endpointId, profileId, station, radio: "" }, bridged, step);
  }
  for (const { radio } of event.radios) {
    const part = findRadioPart(window, endpointId, radio)?.counters ?? null;
    if (part === null || isBridged(part, later)) continue;
    const edge = radioEdges.get(radio) ?? null;
    bridgePart(part, edge, { endpointId, profileId, station: null, radio }, bridged, step);
  }
}

const isBridged = ({ before }: CounterPart, later: readonly Window[]): boolean =>
  before !== null && later.length === 0;

/** `edge` is the row's newest sample in emitted windows. */
function bridgePart(
  part: CounterPart,
  edge: CounterSample | null,
  row: CounterRow,
  { window, earlier, later }: Bridged,
  step: Step,
): void {
  const next = later.find((other) => partIn(other, row) !== null);
  const nextPart = next === undefined ? null : partIn(next, row);
  part.before ??= earlierOf(nextPart === null ? newestOf(edge, row, earlier) : nextPart.before, window);
  if (next === undefined || nextPart === null) return;
  const before = newerOf(nextPart.before, part.last);
  if (before === nextPart.before) return;
  nextPart.before = before;
  if (next.emitted !== null) step.changed.set(windowKey(next.startMs, next.clockEpoch), next);
}

function partIn(window: Window, { endpointId, profileId, station, radio }: CounterRow): CounterPart | null {
  if (station === null) return findRadioPart(window, endpointId, radio)?.counters ?? null;
  const stream = findStreamPart(window, endpointId, profileId);
  return counterPartAt(stream?.stations.get(station.sta_mac), station.access_point);
}

function counterPartAt(station: StationPart | undefined, accessPoint: string): CounterPart | null {
  return station === undefined ? null : (findAccessPointPart(station, accessPoint)?.counters ?? null);
}

/** Of no later window with the row: its newest sample of all. */
function newestOf(
  edge: CounterSample | null,
  row: CounterRow,
  earlier: readonly Window[],
): CounterSample | null {
  let newest = edge;
  for (const window of earlier) newest = newerOf(newest, partIn(window, row)?.last ?? null);
  return newest;
}

/** The same for all stations of a report, as nearly always no later window has: their parts are found once. */
function newestOfStation(
  edge: CounterSample | null,
  { sta_mac: mac, access_point: accessPoint }: NonNullable<CounterRow["station"]>,
  earlier: readonly Stations[],
): CounterSample | null {
  let newest = edge;
  for (const stations of earlier)
    newest = newerOf(newest, counterPartAt(stations?.get(mac), accessPoint)?.last ?? null);
  return newest;
}

function openBefore(home: HomeState, { startMs }: Window): Window[] {
  const windows: Window[] = [];
  for (const window of home.open.values()) if (window.startMs < startMs) windows.push(window);
  return windows;
}

function edgeAt(edges: readonly CounterEdge[] | undefined, at: string): CounterSample | null {
  for (const { accessPoint, sample } of edges ?? []) if (accessPoint === at) return sample;
  return null;
}

const earlierOf = (sample: CounterSample | null, { startMs }: Window): CounterSample | null =>
  sample !== null && atOf(sample) < startMs ? sample : null;

/** Notes the newest samples of a window that is emitted, and forgets those that no window may reach back to. */
export function noteEdges(home: HomeState, window: Window, horizonMs: number): void {
  const oldestAt = home.retiredThrough - horizonMs;
  for (const { endpointId, profileId, stations } of window.streams) {
    const stream = home.endpoints.get(endpointId)?.streams.get(profileId);
    if (stream === undefined) continue;
    for (const [mac, { accessPoints }] of stations) {
      for (const { accessPoint, counters } of accessPoints) {
        if (counters !== null) noteEdge(stream, mac, accessPoint, counters.last);
      }
    }
    forgetEdges(stream.edges, oldestAt);
  }
  for (const { endpointId, radio, counters } of window.radios) {
    if (counters !== null) noteRadioEdge(home.endpoints.get(endpointId), radio, counters.last);
  }
}

/** Beyond any home's; a hostile one may not grow the state without bound. */
const edgeLimit = 2048;
const placeLimit = 64;
const radioEdgeLimit = 64;

function noteEdge({ edges }: StreamState, mac: string, accessPoint: string, sample: CounterSample): void {
  const known = edges.get(mac);
  const edge = known?.find((each) => each.accessPoint === accessPoint);
  if (edge !== undefined) edge.sample = newerOf(edge.sample, sample) ?? sample;
  else if (known !== undefined) {
    if (known.length < placeLimit) known.push({ accessPoint, sample });
  } else if (edges.size < edgeLimit) edges.set(mac, [{ accessPoint, sample }]);
}

function noteRadioEdge(endpoint: EndpointState | undefined, radio: string, sample: CounterSample): void {
  const known = endpoint?.radioEdges.get(radio);
  if (known === undefined && (endpoint?.radioEdges.size ?? 0) >= radioEdgeLimit) return;
  endpoint?.radioEdges.set(radio, newerOf(known ?? null, sample) ?? sample);
}

function forgetEdges(edges: StreamState["edges"], oldestAt: number): void {
  for (const [mac, list] of edges) {
    if (list.every(({ sample }) => atOf(sample) >= oldestAt)) continue;
    const kept = list.filter(({ sample }) => atOf(sample) >= oldestAt);
    if (kept.length === 0) edges.delete(mac);
    else edges.set(mac, kept);
  }
}
