/** What the home adds to a window when it is emitted: its streams' coverage, who speaks for the stations, and places. */
import { coverageOf, expectedReports } from "#processors/cadence/coverage.ts";
import type { Emission } from "#processors/windows/home-window.ts";
import { findStreamPart, type Window } from "#processors/windows/window.ts";
import type { WindowConfig } from "#processors/config.ts";
import type { StreamWindow } from "#schemas/home-window.ts";
import { rowVersionOf } from "./settings.ts";
import type { EndpointState, HomeState } from "./state.ts";
import type { Step } from "./step.ts";
import { intervalMs, isAlive, primaryStream, type StreamState } from "./stream.ts";
import { placeOf } from "./topology.ts";

/** Everything `emitWindow` asks for. */
export function describeWindow(
  home: HomeState,
  window: Window,
  closedBy: Emission["closedBy"],
  { settings, offset }: Step,
): Emission {
  const { sizeMs } = settings.window;
  const streams = streamWindows(home, window, settings.window);
  const stationStreams = speakingStreams(home, window, settings.window);
  const { expected, received } = totals(streams);
  return {
    homeId: home.homeId,
    sizeMs,
    rowVersion: rowVersionOf(settings, offset),
    closedBy,
    expected,
    received,
    coverage: coverageOf(received, expected),
    streams,
    stationStreams,
    shape: shapeText(expected, stationStreams),
    placeOf: (endpointId, accessPoint) => placeAt(home, endpointId, accessPoint),
    bandOf: (endpointId, radio) => home.endpoints.get(endpointId)?.topology.bands.get(radio) ?? null,
  };
}

/** The part of an emission that later reports of other windows may change; see `Emitted.shape`. */
export function shapeOf(home: HomeState, window: Window, settings: WindowConfig): string {
  const { expected } = totals(streamWindows(home, window, settings));
  return shapeText(expected, speakingStreams(home, window, settings));
}

const shapeText = (expected: number, stationStreams: Emission["stationStreams"]): string =>
  JSON.stringify([expected, stationStreams]);

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
  for (const part of window.streams) {
    const { endpointId, profileId } = part;
    const stream = currentStream(home, window, endpointId, profileId);
    rows.push(toStreamWindow(endpointId, profileId, window, stream, part, settings));
  }
  if (window.clockEpoch === home.clockEpoch) rows.push(...missingStreams(home, window, settings));
  return rows.sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
}

const sortKey = (row: StreamWindow): string => `${row.endpoint_id}\n${row.profile_id}`;

function* missingStreams(home: HomeState, window: Window, settings: WindowConfig): Generator<StreamWindow> {
  const windowEnd = window.startMs + settings.sizeMs;
  for (const { endpointId, streams } of home.endpoints.values()) {
    for (const stream of streams.values()) {
      if (findStreamPart(window, endpointId, stream.profileId) !== undefined) continue;
      if (!isAlive(stream, window.startMs, windowEnd, settings)) continue;
      const row = toStreamWindow(endpointId, stream.profileId, window, stream, null, settings);
      if (row.expected > 0) yield row;
    }
  }
}

/** A stream's state belongs to the present clock epoch; an older window knows only what is in it. */
function currentStream(
  home: HomeState,
  window: Window,
  endpointId: string,
  profileId: string,
): StreamState | undefined {
  return window.clockEpoch === home.clockEpoch
    ? home.endpoints.get(endpointId)?.streams.get(profileId)
    : undefined;
}

function toStreamWindow(
  endpointId: string,
  profileId: string,
  window: Window,
  stream: StreamState | undefined,
  part: { readonly received: number; readonly late: number; readonly duplicate: number } | null,
  settings: WindowConfig,
): StreamWindow {
  const { received, late, duplicate } = part ?? { received: 0, late: 0, duplicate: 0 };
  const windowStart = window.startMs;
  const windowEnd = windowStart + settings.sizeMs;
  const interval = stream === undefined ? null : intervalMs(stream, windowEnd);
  const firstAt = stream?.firstAt ?? windowStart;
  const expected = expectedReports({ windowStart, windowEnd, firstAt, intervalMs: interval, received });
  const ids = { endpoint_id: endpointId, profile_id: profileId };
  return { ...ids, interval_ms: interval, expected, received, late, duplicate };
}

/** The stream that speaks for the stations of each endpoint in the window. */
function speakingStreams(home: HomeState, window: Window, settings: WindowConfig): [string, string][] {
  const speaking: [string, string][] = [];
  for (const endpoint of home.endpoints.values()) {
    const profileId = speakerOf(home, endpoint, window, settings);
    if (profileId !== null) speaking.push([endpoint.endpointId, profileId]);
  }
  return speaking.sort(([a], [b]) => (a < b ? -1 : 1));
}

function speakerOf(
  home: HomeState,
  endpoint: EndpointState,
  window: Window,
  settings: WindowConfig,
): string | null {
  if (window.clockEpoch !== home.clockEpoch) return firstWithStations(window, endpoint.endpointId);
  const windowEnd = window.startMs + settings.sizeMs;
  return primaryStream(endpoint.streams.values(), window.startMs, windowEnd, settings)?.profileId ?? null;
}

/** For a window of an older clock epoch, whose streams' times are gone. */
function firstWithStations(window: Window, endpointId: string): string | null {
  const said = window.emitted?.stationStreams.find(([endpoint]) => endpoint === endpointId);
  if (said !== undefined) return said[1];
  const parts = window.streams.filter((part) => part.endpointId === endpointId && part.stations.size > 0);
  return parts.map((part) => part.profileId).sort()[0] ?? null;
}
