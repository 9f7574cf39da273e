/** The record of a window: every row of it, each time it is emitted. */
import type { HomeWindow, StationWindow, StreamWindow } from "#schemas/home-window.ts";
import { epochMs } from "#schemas/units.ts";
import { sumOfKnown } from "./counters.ts";
import { sumOfHistograms, toHistogramFields } from "./histogram.ts";
import { radioRows, toRadioWindow } from "./radio-window.ts";
import type { RadioPart } from "./radio-part.ts";
import type { Row } from "./row.ts";
import { shareOf, stationRows, toStationWindow, union, type StationRow } from "./station-window.ts";
import { findStreamPart, type Window } from "./window.ts";

/** What the home knows of an access point. */
export interface Place {
  /** Path of the radio row. */
  readonly radio: string | null;
  readonly bssid: string | null;
  readonly band: string | null;
}

/** Endpoints may call radios alike. */
export interface RadioOfHome {
  readonly endpointId: string;
  /** Path of the radio row. */
  readonly radio: string;
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
  /** Counters rise since the newest sample before the window, if that is not older than this. Observed time. */
  readonly countFrom: number;
  /** See the record. */
  readonly gateway: GatewayFields;
  placeOf(endpointId: string, accessPoint: string): Place;
  bandOf(endpointId: string, radio: string): string | null;
  /** Whether an access point is one of this radio. */
  isOfRadio(endpointId: string, accessPoint: string, radio: RadioOfHome): boolean;
}

/** What the gateway itself said last. */
export type GatewayFields = Pick<HomeWindow, "uptime_seconds" | "model_name" | "software_version">;

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
  stations: readonly StationRow[],
  radios: readonly Row<RadioPart>[],
): HomeWindow {
  const home = sumOfHistograms(stations.map(({ histogram }) => histogram));
  const stationWindows = stations.map((row) => toStationWindow(row, window, emission));
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
    flaps: window.flaps,
    ping_pongs: window.pingPongs,
    rotations: window.rotations,
    host_joins: window.hostJoins,
    host_leaves: window.hostLeaves,
    stations_peak: sumOf(emission.stationStreams, ([endpoint, profile]) => peakOf(window, endpoint, profile)),
    hosts_peak: window.hostsPeak,
    wired_hosts_peak: window.wiredHostsPeak,
    ...toHistogramFields(home),
    ...toTrafficFields(stationWindows),
    ...emission.gateway,
    streams: emission.streams,
    stations: stationWindows,
    radios: radios.map((row) => toRadioWindow(row, window, emission)),
  };
}

const peakOf = (window: Window, endpointId: string, profileId: string): number =>
  findStreamPart(window, endpointId, profileId)?.stationsPeak ?? 0;

function sumOf<Item>(items: readonly Item[], value: (item: Item) => number): number {
  let sum = 0;
  for (const item of items) sum += value(item);
  return sum;
}

/** Sums over the stations that have them; the share is of those with both counters. */
function toTrafficFields(
  stations: readonly StationWindow[],
): Pick<HomeWindow, "bytes_sent" | "bytes_received" | "retry_share"> {
  const both = stations.filter(
    ({ retransmissions, packets_sent }) => retransmissions !== null && packets_sent !== null,
  );
  const total = (rows: readonly StationWindow[], field: SummedField): number | null =>
    sumOfKnown(rows.map((row) => row[field]));
  return {
    bytes_sent: total(stations, "bytes_sent"),
    bytes_received: total(stations, "bytes_received"),
    retry_share: shareOf(total(both, "retransmissions"), total(both, "packets_sent")),
  };
}

type SummedField = "bytes_sent" | "bytes_received" | "retransmissions" | "packets_sent";
