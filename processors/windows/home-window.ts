/** The record of a window: every row of it, each time it is emitted. */
import type { HomeWindow, RadioWindow, StationWindow, StreamWindow } from "#schemas/home-window.ts";
import { epochMs } from "#schemas/units.ts";
import { createHistogram, mergeHistogram, toHistogramFields, type Histogram } from "./histogram.ts";
import { findStreamPart, type RadioPart, type StationPart, type Window } from "./window.ts";

/** What the home knows of an access point. */
export interface Place {
  /** Path of the radio row. */
  readonly radio: string | null;
  readonly bssid: string | null;
  readonly band: string | null;
}

/** What the window itself does not know. */
export interface Emission {
  readonly homeId: string;
  readonly sizeMs: number;
  readonly rowVersion: number;
  readonly closedBy: "progress" | "idle" | "late";
  readonly expected: number;
  readonly received: number;
  readonly coverage: number;
  readonly streams: readonly StreamWindow[];
  /** The stream that speaks for each endpoint's stations (endpoint, profile). */
  readonly stationStreams: readonly (readonly [string, string])[];
  /** See `Emitted.shape`. */
  readonly shape: string;
  placeOf(endpointId: string, accessPoint: string): Place;
  bandOf(endpointId: string, radio: string): string | null;
}

interface Row<Part> {
  readonly endpointId: string;
  readonly key: string;
  readonly part: Part | null;
  readonly histogram: Histogram;
}

/** Builds the next revision of the window's record and notes in the window what was said. */
export function emitWindow(window: Window, emission: Emission): HomeWindow {
  const stations = stationRows(window, emission.stationStreams);
  const radios = radioRows(window, stations, emission);
  const record = toHomeWindow(window, emission, stations, radios);
  window.emitted = {
    revision: record.revision,
    shape: emission.shape,
    radios: radios.map((row) => [row.endpointId, row.key] as const),
    stationStreams: union(window.emitted?.stationStreams ?? [], emission.stationStreams),
  };
  return record;
}

function toHomeWindow(
  window: Window,
  emission: Emission,
  stations: readonly Row<StationPart>[],
  radios: readonly Row<RadioPart>[],
): HomeWindow {
  const home = createHistogram();
  for (const row of stations) mergeHistogram(home, row.histogram);
  return {
    home_id: emission.homeId,
    window_start: epochMs(window.startMs),
    window_ms: emission.sizeMs,
    clock_epoch: window.clockEpoch,
    revision: window.emitted === null ? 0 : window.emitted.revision + 1,
    row_version: emission.rowVersion,
    closed_by: emission.closedBy,
    expected: emission.expected,
    received: emission.received,
    late: sumOf(window.streams, (part) => part.late),
    duplicate: sumOf(window.streams, (part) => part.duplicate),
    coverage: emission.coverage,
    joins: window.joins,
    leaves: window.leaves,
    roams: window.roams,
    stations_peak: sumOf(emission.stationStreams, ([endpoint, profile]) => peakOf(window, endpoint, profile)),
    hosts_peak: window.hostsPeak,
    ...toHistogramFields(home),
    ...noHomeMetrics,
    streams: emission.streams,
    stations: stations.map((row) => toStationWindow(row, emission)),
    radios: radios.map((row) => toRadioWindow(row, emission)),
  };
}

const peakOf = (window: Window, endpointId: string, profileId: string): number =>
  findStreamPart(window, endpointId, profileId)?.stationsPeak ?? 0;

function sumOf<Item>(items: readonly Item[], value: (item: Item) => number): number {
  let sum = 0;
  for (const item of items) sum += value(item);
  return sum;
}

/** Stations of the streams that speak now; a station said before by another stream comes with zero samples. */
function stationRows(window: Window, speaking: Emission["stationStreams"]): Row<StationPart>[] {
  const rows: Row<StationPart>[] = [];
  for (const [endpointId, profileId] of speaking) {
    for (const [key, part] of findStreamPart(window, endpointId, profileId)?.stations ?? []) {
      rows.push({ endpointId, key, part, histogram: ofAllAccessPoints(part) });
    }
  }
  for (const [endpointId, profileId] of withoutThose(window.emitted?.stationStreams ?? [], speaking)) {
    const said = new Set(rows.filter((row) => row.endpointId === endpointId).map(({ key }) => key));
    for (const [key, part] of findStreamPart(window, endpointId, profileId)?.stations ?? []) {
      if (said.has(key)) continue;
      const nothing = { ...part, samples: 0, accessPoints: [] };
      rows.push({ endpointId, key, part: nothing, histogram: createHistogram() });
    }
  }
  return rows.sort(inOrder);
}

/** Not a copy where there is but one, as nearly always. */
function ofAllAccessPoints({ accessPoints }: StationPart): Histogram {
  const [only] = accessPoints;
  if (only !== undefined && accessPoints.length === 1) return only.histogram;
  const all = createHistogram();
  for (const { histogram } of accessPoints) mergeHistogram(all, histogram);
  return all;
}

/** Radios with rows of their own, radios the stations are on, and radios said before. */
function radioRows(
  window: Window,
  stations: readonly Row<StationPart>[],
  emission: Emission,
): Row<RadioPart>[] {
  const rows = new Map<string, Row<RadioPart>>();
  const rowOf = (endpointId: string, radio: string, part: RadioPart | null): Row<RadioPart> => {
    const key = `${endpointId} ${radio}`;
    const row = rows.get(key) ?? { endpointId, key: radio, part, histogram: createHistogram() };
    rows.set(key, row);
    return row;
  };
  for (const part of window.radios) rowOf(part.endpointId, part.radio, part);
  for (const [endpointId, radio] of window.emitted?.radios ?? []) rowOf(endpointId, radio, null);
  for (const { endpointId, part } of stations) {
    for (const { accessPoint, histogram } of part?.accessPoints ?? []) {
      const { radio } = emission.placeOf(endpointId, accessPoint);
      if (radio !== null) mergeHistogram(rowOf(endpointId, radio, null).histogram, histogram);
    }
  }
  return [...rows.values()].sort(inOrder);
}

/** By endpoint, then MAC or radio: the same record whatever the order of the reports. */
function inOrder(a: Row<unknown>, b: Row<unknown>): number {
  if (a.endpointId !== b.endpointId) return a.endpointId < b.endpointId ? -1 : 1;
  return a.key < b.key ? -1 : 1;
}

function toStationWindow(
  { endpointId, key, part, histogram }: Row<StationPart>,
  emission: Emission,
): StationWindow {
  const accessPoint = part?.accessPoint ?? "";
  const place = emission.placeOf(endpointId, accessPoint);
  return {
    endpoint_id: endpointId,
    sta_mac: key,
    access_point: accessPoint,
    bssid: part?.bssid ?? place.bssid,
    band: part?.band ?? place.band,
    samples: part?.samples ?? 0,
    ...toHistogramFields(histogram),
    ...noStationMetrics,
  };
}

function toRadioWindow(
  { endpointId, key, part, histogram }: Row<RadioPart>,
  emission: Emission,
): RadioWindow {
  return {
    endpoint_id: endpointId,
    radio: key,
    band: part?.band ?? emission.bandOf(endpointId, key),
    channel: part?.channel ?? null,
    samples: part?.samples ?? 0,
    noise_mean_dbm: part === null || part.noiseCount === 0 ? null : part.noiseSum / part.noiseCount,
    ...toHistogramFields(histogram),
    ...noRadioMetrics,
  };
}

const noHomeMetrics = {
  flaps: 0,
  ping_pongs: 0,
  rotations: 0,
  host_joins: 0,
  host_leaves: 0,
  wired_hosts_peak: 0,
  bytes_sent: null,
  bytes_received: null,
  retry_share: null,
  uptime_seconds: null,
  model_name: null,
  software_version: null,
};

const noStationMetrics = {
  downlink_rate_mean_kbps: null,
  downlink_rate_min_kbps: null,
  downlink_rate_max_kbps: null,
  uplink_rate_mean_kbps: null,
  uplink_rate_min_kbps: null,
  uplink_rate_max_kbps: null,
  bytes_sent: null,
  bytes_received: null,
  packets_sent: null,
  retransmissions: null,
  traffic_ms: 0,
  counter_resets: 0,
  retry_share: null,
  associated_ms: 0,
  best_other_rssi_dbm: null,
  best_other_bss: null,
};

const noRadioMetrics = {
  channel_utilization_mean_percent: null,
  channel_utilization_max_percent: null,
  stations_peak: 0,
  bytes_sent: null,
  bytes_received: null,
};

type StationStreams = Emission["stationStreams"];

const union = (a: StationStreams, b: StationStreams): StationStreams => [...a, ...withoutThose(b, a)];

const withoutThose = (streams: StationStreams, those: StationStreams): StationStreams =>
  streams.filter(([x, y]) => !those.some(([p, q]) => p === x && q === y));
