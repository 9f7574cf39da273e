/** A window's rows of radios. */
import type { RadioWindow } from "#schemas/home-window.ts";
import { increaseOf } from "./counters.ts";
import { peakAt } from "./crowd.ts";
import { sumOfHistograms, toHistogramFields, type Histogram } from "./histogram.ts";
import type { Emission } from "./home-window.ts";
import { radioCounters, type RadioPart } from "./radio-part.ts";
import { inOrder, type Row } from "./row.ts";
import { greatestOf, meanOf } from "./spread.ts";
import type { StationRow } from "./station-window.ts";
import { findStreamPart, type Window } from "./window.ts";

/** Radios with rows of their own, radios the stations are on, and radios said before. */
export function radioRows(
  window: Window,
  stations: readonly StationRow[],
  emission: Emission,
): Row<RadioPart>[] {
  const rows = new Map<string, Gathered>();
  const rowOf = (endpointId: string, radio: string, part: RadioPart | null): Gathered => {
    const key = `${endpointId} ${radio}`;
    const row = rows.get(key) ?? { endpointId, key: radio, part, histograms: [] };
    rows.set(key, row);
    return row;
  };
  for (const part of window.radios) rowOf(part.endpointId, part.radio, part);
  for (const [endpointId, radio] of window.emitted?.radios ?? []) rowOf(endpointId, radio, null);
  for (const { endpointId, part } of stations) {
    for (const { accessPoint, histogram } of part.accessPoints) {
      const { radio } = emission.placeOf(endpointId, accessPoint);
      if (radio !== null) rowOf(endpointId, radio, null).histograms.push(histogram);
    }
  }
  return [...rows.values()].map(toRow).sort(inOrder);
}

/** A radio's row before the histograms of its stations are one. */
interface Gathered extends Omit<Row<RadioPart>, "histogram"> {
  readonly histograms: Histogram[];
}

const toRow = ({ endpointId, key, part, histograms }: Gathered): Row<RadioPart> => ({
  endpointId,
  key,
  part,
  histogram: sumOfHistograms(histograms),
});

/** The record's row of a radio. */
export function toRadioWindow(
  { endpointId, key, part, histogram }: Row<RadioPart>,
  window: Window,
  emission: Emission,
): RadioWindow {
  const { utilization = null, counters = null } = part ?? {};
  const rise = counters === null ? null : increaseOf(counters, emission.countFrom);
  const [mean, greatest] = [meanOf(utilization), greatestOf(utilization)];
  return {
    endpoint_id: endpointId,
    radio: key,
    band: part?.band ?? emission.bandOf(endpointId, key),
    channel: part?.channel ?? null,
    samples: part?.samples ?? 0,
    noise_mean_dbm: part === null || part.noiseCount === 0 ? null : part.noiseSum / part.noiseCount,
    ...toHistogramFields(histogram),
    channel_utilization_mean_percent: mean === null ? null : mean / 100,
    channel_utilization_max_percent: greatest === null ? null : Math.round(greatest / 100),
    stations_peak: stationsPeak(window, endpointId, key, emission),
    bytes_sent: rise?.values[radioCounters.bytesSent] ?? null,
    bytes_received: rise?.values[radioCounters.bytesReceived] ?? null,
  };
}

function stationsPeak(window: Window, endpointId: string, radio: string, emission: Emission): number {
  const profileId = emission.stationStreams.find(([endpoint]) => endpoint === endpointId)?.[1];
  const part = profileId === undefined ? undefined : findStreamPart(window, endpointId, profileId);
  if (part === undefined) return 0;
  return peakAt(part.crowds, (accessPoint) => emission.placeOf(endpointId, accessPoint).radio === radio);
}
