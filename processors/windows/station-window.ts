/** A window's rows of stations. */
import type { StationWindow } from "#schemas/home-window.ts";
import { increaseOf, type Increase } from "./counters.ts";
import { bestOther } from "./heard.ts";
import { sumOfHistograms, toHistogramFields, type Histogram } from "./histogram.ts";
import type { Emission, RadioOfHome } from "./home-window.ts";
import { inOrder, type Row } from "./row.ts";
import { greatestOf, leastOf, meanOf } from "./spread.ts";
import { associatedFrom, stationCounters, type StationPart } from "./station-part.ts";
import { findStreamPart, type Window } from "./window.ts";

/** What one station in the window is worth saying of, with its stream. */
export interface StationRow extends Row<StationPart> {
  readonly part: StationPart;
  /** Reports of its stream in the window. */
  readonly reports: number;
}

type StationStreams = Emission["stationStreams"];

/** Stations of the streams that speak now; a station said before by another stream comes with zero samples. */
export function stationRows(window: Window, speaking: StationStreams): StationRow[] {
  const rows: StationRow[] = [];
  for (const [endpointId, profileId] of speaking) {
    const stream = findStreamPart(window, endpointId, profileId);
    for (const [key, part] of stream?.stations ?? []) {
      const reports = stream?.received ?? 0;
      rows.push({ endpointId, key, part, reports, histogram: ofAllAccessPoints(part) });
    }
  }
  for (const [endpointId, profileId] of withoutThose(window.emitted?.stationStreams ?? [], speaking)) {
    const said = new Set(rows.filter((row) => row.endpointId === endpointId).map(({ key }) => key));
    for (const [key, part] of findStreamPart(window, endpointId, profileId)?.stations ?? []) {
      if (said.has(key)) continue;
      const nothing = { ...part, samples: 0, downlink: null, uplink: null, accessPoints: [] };
      rows.push({ endpointId, key, part: nothing, reports: 0, histogram: null });
    }
  }
  return rows.sort(inOrder);
}

/** Streams of either, those of `a` first. */
export const union = (a: StationStreams, b: StationStreams): StationStreams => [...a, ...withoutThose(b, a)];

const withoutThose = (streams: StationStreams, those: StationStreams): StationStreams =>
  streams.filter(([x, y]) => !those.some(([p, q]) => p === x && q === y));

/** Not a copy where there is but one, as nearly always. */
function ofAllAccessPoints({ accessPoints }: StationPart): Histogram {
  const [only] = accessPoints;
  if (only !== undefined && accessPoints.length === 1) return only.histogram;
  return sumOfHistograms(accessPoints.map(({ histogram }) => histogram));
}

/** The record's row of a station. Field by field: of the many that there are, spreading would copy each twice. */
export function toStationWindow(row: StationRow, window: Window, emission: Emission): StationWindow {
  const { endpointId, key, part } = row;
  const { downlink, uplink } = part;
  const place = emission.placeOf(endpointId, part.accessPoint);
  const rssi = toHistogramFields(row.histogram);
  const rises = risesOf(part, emission.countFrom);
  const sent = sumOfCounter(rises, stationCounters.packetsSent);
  const retransmissions =
    sumOfCounter(rises, stationCounters.retransmissions) ?? sumOfCounter(rises, stationCounters.retries);
  const other = row.reports === 0 ? null : bestOtherOf(row, window, emission);
  return {
    endpoint_id: endpointId,
    sta_mac: key,
    access_point: part.accessPoint,
    bssid: part.bssid ?? place.bssid,
    band: part.band ?? place.band,
    samples: part.samples,
    rssi_count: rssi.rssi_count,
    rssi_bins: rssi.rssi_bins,
    rssi_counts: rssi.rssi_counts,
    rssi_out_of_range: rssi.rssi_out_of_range,
    rssi_min_dbm: rssi.rssi_min_dbm,
    rssi_max_dbm: rssi.rssi_max_dbm,
    rssi_mean_dbm: rssi.rssi_mean_dbm,
    downlink_rate_mean_kbps: meanOf(downlink),
    downlink_rate_min_kbps: leastOf(downlink),
    downlink_rate_max_kbps: greatestOf(downlink),
    uplink_rate_mean_kbps: meanOf(uplink),
    uplink_rate_min_kbps: leastOf(uplink),
    uplink_rate_max_kbps: greatestOf(uplink),
    bytes_sent: sumOfCounter(rises, stationCounters.bytesSent),
    bytes_received: sumOfCounter(rises, stationCounters.bytesReceived),
    packets_sent: sent,
    retransmissions,
    traffic_ms: spanOf(rises),
    counter_resets: countResets(rises),
    retry_share: shareOf(retransmissions, sent),
    associated_ms: row.reports === 0 ? 0 : Math.round((part.samples / row.reports) * emission.sizeMs),
    best_other_rssi_dbm: other === null ? null : other.rssiDbm,
    best_other_bss: other === null ? null : other.radio,
  };
}

/** What others hear of a station of which the stream that speaks now has reports. */
function bestOtherOf(
  { endpointId, key, part }: StationRow,
  { heard }: Window,
  emission: Emission,
): ReturnType<typeof bestOther> {
  if (heard.length === 0) return null;
  const isOn = (radio: RadioOfHome): boolean =>
    part.accessPoints.some(({ accessPoint }) => emission.isOfRadio(endpointId, accessPoint, radio));
  return bestOther(heard, key, { since: associatedFrom(part), isOn });
}

const nothing: readonly Increase[] = [];

/** What its counters rose by, at each of its access points. */
function risesOf({ accessPoints }: StationPart, countFrom: number): readonly Increase[] {
  let rises: Increase[] | null = null;
  for (const { counters } of accessPoints) {
    const rise = counters === null ? null : increaseOf(counters, countFrom);
    if (rise !== null) (rises ??= []).push(rise);
  }
  return rises ?? nothing;
}

/** null where none is known, or a number can't say it. */
function sumOfCounter(rises: readonly Increase[], counter: number): number | null {
  let sum: number | null = null;
  for (const { values } of rises) {
    const value = values[counter] ?? null;
    if (value !== null) sum = (sum ?? 0) + value;
  }
  return Number.isSafeInteger(sum) ? sum : null;
}

function countResets(rises: readonly Increase[]): number {
  let count = 0;
  for (const { isReset } of rises) if (isReset) count += 1;
  return count;
}

function spanOf(rises: readonly Increase[]): number {
  let fromAt = Number.POSITIVE_INFINITY;
  let toAt = Number.NEGATIVE_INFINITY;
  for (const rise of rises) {
    fromAt = Math.min(fromAt, rise.fromAt);
    toAt = Math.max(toAt, rise.toAt);
  }
  return rises.length === 0 ? 0 : toAt - fromAt;
}

/** null where either is not known, or nothing was sent. */
export const shareOf = (part: number | null, whole: number | null): number | null =>
  part === null || whole === null || whole === 0 ? null : part / whole;
