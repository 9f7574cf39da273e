/** What the home adds to a window when it is emitted: its streams' coverage, who speaks for the stations, and places. */
import { coverageOf, expectedReports } from "#processors/cadence/coverage.ts";
import type { Emission, GatewayFields, RadioOfHome } from "#processors/windows/home-window.ts";
import { findStreamPart, type Window } from "#processors/windows/window.ts";
import type { WindowConfig } from "#processors/config.ts";
import type { StreamWindow } from "#schemas/home-window.ts";
import { gatewayFieldsAt } from "./gateway-facts.ts";
import { rowVersionOf } from "./settings.ts";
import type { HomeState } from "./state.ts";
import type { Step } from "./step.ts";
import { firstInRank, intervalMs, isAlive, type StreamState } from "./stream.ts";
import { hasBss, placeOf } from "./topology.ts";
import { sizeAt } from "./window-sizes.ts";

/** Everything `emitWindow` asks for. */
export function describeWindow(
  home: HomeState,
  window: Window,
  closedBy: Emission["closedBy"],
  { settings, offset }: Step,
): Emission {
  const config = configOf(home, window, settings.window);
  const streams = streamWindows(home, window, config);
  const stationStreams = speakingStreams(home, window, config);
  const gateway = gatewayFields(home, window, config);
  const { expected, received } = totals(streams);
  return {
    homeId: home.homeId,
    sizeMs: config.sizeMs,
    rowVersion: rowVersionOf(settings, offset),
    closedBy,
    expected,
    received,
    coverage: coverageOf(received, expected),
    streams,
    stationStreams,
    shape: shapeText(streams, stationStreams, gateway),
    countFrom: window.startMs - config.horizonMs,
    gateway,
    placeOf: (endpointId, accessPoint) => placeAt(home, endpointId, accessPoint),
    bandOf: (endpointId, radio) => home.endpoints.get(endpointId)?.topology.bands.get(radio) ?? null,
    isOfRadio: (endpointId, accessPoint, radio) => isOfRadio(home, endpointId, accessPoint, radio),
  };
}

/** By the path of its radio, or as the radio of another table that has the same BSSID. */
export function isOfRadio(
  home: HomeState,
  endpointId: string,
  accessPoint: string,
  { endpointId: at, radio }: RadioOfHome,
): boolean {
  const place = placeAt(home, endpointId, accessPoint);
  if (at === endpointId && place.radio === radio) return true;
  const topology = home.endpoints.get(at)?.topology;
  return place.bssid !== null && topology !== undefined && hasBss(topology, radio, place.bssid);
}

/** The part of an emission that later reports of other windows may change; see `Emitted.shape`. */
export function shapeOf(home: HomeState, window: Window, settings: WindowConfig): string {
  const config = configOf(home, window, settings);
  return shapeText(
    streamWindows(home, window, config),
    speakingStreams(home, window, config),
    gatewayFields(home, window, config),
  );
}

const gatewayFields = (home: HomeState, { startMs }: Window, { sizeMs }: WindowConfig): GatewayFields =>
  gatewayFieldsAt(home, { startMs, endMs: startMs + sizeMs });

/** The settings with the size that this window was begun with. */
function configOf(home: HomeState, { startMs }: Window, settings: WindowConfig): WindowConfig {
  const sizeMs = sizeAt(home, startMs);
  return sizeMs === settings.sizeMs ? settings : { ...settings, sizeMs };
}

const shapeText = (
  streams: readonly StreamWindow[],
  stationStreams: Emission["stationStreams"],
  { model_name, software_version, uptime_seconds }: GatewayFields,
): string =>
  JSON.stringify([
    streams.map((stream) => [stream.interval_ms, stream.expected]),
    stationStreams,
    model_name,
    software_version,
    uptime_seconds,
  ]);

function totals(streams: readonly StreamWindow[]): { readonly expected: number; readonly received: number } {
  let expected = 0;
  let received = 0;
  for (const stream of streams) {
    expected += stream.expected;
    received += stream.received;
  }
  return { expected, received };
}

const nowhere = { radio: null, bssid: null, band: null };

function placeAt(home: HomeState, endpointId: string, accessPoint: string): ReturnType<Emission["placeOf"]> {
  const endpoint = home.endpoints.get(endpointId);
  return endpoint === undefined ? nowhere : placeOf(endpoint.topology, accessPoint);
}

/** Streams with a report in the window, and streams that should have had one; by endpoint, then profile. */
function streamWindows(home: HomeState, window: Window, settings: WindowConfig): StreamWindow[] {
  const rows: StreamWindow[] = [];
  for (const { endpointId, streams } of home.endpoints.values()) {
    for (const stream of streams.values()) {
      const part = findStreamPart(window, endpointId, stream.profileId);
      if (part === undefined && !isAlive(stream, window.startMs, window.startMs + settings.sizeMs, settings))
        continue;
      const row = toStreamWindow(endpointId, stream, window.startMs, part ?? noReports, settings);
      if (part !== undefined || row.expected > 0) rows.push(row);
    }
  }
  return rows.sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
}

const sortKey = (row: StreamWindow): string => `${row.endpoint_id}\n${row.profile_id}`;

interface Counts {
  readonly received: number;
  readonly late: number;
  readonly duplicate: number;
}

const noReports: Counts = { received: 0, late: 0, duplicate: 0 };

function toStreamWindow(
  endpointId: string,
  stream: StreamState,
  windowStart: number,
  { received, late, duplicate }: Counts,
  settings: WindowConfig,
): StreamWindow {
  const windowEnd = windowStart + settings.sizeMs;
  const interval = intervalMs(stream, windowEnd);
  const expectation = { windowStart, windowEnd, firstAt: stream.firstAt, intervalMs: interval, received };
  return {
    endpoint_id: endpointId,
    profile_id: stream.profileId,
    interval_ms: interval,
    expected: expectedReports(expectation),
    received,
    late,
    duplicate,
  };
}

/** The stream that speaks for the stations of each endpoint: the first in rank of those with a report in the window. */
function speakingStreams(home: HomeState, window: Window, settings: WindowConfig): [string, string][] {
  const speaking: [string, string][] = [];
  for (const { endpointId, streams } of home.endpoints.values()) {
    const present = [...streams.values()].filter(({ profileId, stationsSince }) => {
      const bringsStations = stationsSince !== null && stationsSince < window.startMs + settings.sizeMs;
      return bringsStations && findStreamPart(window, endpointId, profileId) !== undefined;
    });
    const first = firstInRank(present);
    if (first !== null) speaking.push([endpointId, first.profileId]);
  }
  return speaking.sort(([a], [b]) => (a < b ? -1 : 1));
}
