/**
 * How the radios of a home hear stations that are not theirs. Of each station and radio the newest measurement is kept,
 * so the order in which they come does not matter. One counts in its own window and in those that begin in the minute after
 * it: reports bring them at most once a minute.
 */
import type { FoldHeardStation } from "#processors/runtime/fold-event.ts";

/** One measurement. */
export interface Heard {
  /** Observed time. */
  readonly at: number;
  readonly rssiDbm: number;
}

/** What one radio hears. */
export interface HeardPart {
  readonly endpointId: string;
  /** Path of the radio row. */
  readonly radio: string;
  /** By MAC of the station. */
  readonly stations: Map<string, Heard>;
}

/** How long before a window a measurement may be that counts in it. */
export const heardForMs = 60_000;

/** Passers-by are heard too, and there may be many; what is beyond a hundred homes' is not kept. */
const radioLimit = 64;
const stationLimit = 256;

/** Takes the rows of a report; those without a level say nothing. True when something is known now that was not. */
export function addHeard(
  parts: HeardPart[],
  endpointId: string,
  rows: readonly FoldHeardStation[],
  observedAt: number,
): boolean {
  let isNews = false;
  for (const { sta_mac: mac, radio, rssi_dbm: rssiDbm } of rows) {
    if (rssiDbm === null) continue;
    const part = partOf(parts, endpointId, radio);
    if (part !== null && keepNewer(part, mac, { at: observedAt, rssiDbm })) isNews = true;
  }
  return isNews;
}

/** Takes from another window what still counts at `fromAt`. */
export function carryHeard(parts: HeardPart[], others: readonly HeardPart[], fromAt: number): void {
  for (const { endpointId, radio, stations } of others) {
    for (const [mac, heard] of stations) {
      if (heard.at < fromAt - heardForMs || heard.at >= fromAt) continue;
      const part = partOf(parts, endpointId, radio);
      if (part !== null) keepNewer(part, mac, heard);
    }
  }
}

function partOf(parts: HeardPart[], endpointId: string, radio: string): HeardPart | null {
  const known = parts.find((part) => part.radio === radio && part.endpointId === endpointId);
  if (known !== undefined) return known;
  if (parts.length >= radioLimit) return null;
  const part = { endpointId, radio, stations: new Map<string, Heard>() };
  parts.push(part);
  return part;
}

/** The newer one; of two at the same time the stronger. */
function keepNewer({ stations }: HeardPart, mac: string, heard: Heard): boolean {
  const known = stations.get(mac);
  if (known === undefined ? stations.size >= stationLimit : !isNewer(heard, known)) return false;
  stations.set(mac, heard);
  return true;
}

const isNewer = (heard: Heard, known: Heard): boolean =>
  heard.at > known.at || (heard.at === known.at && heard.rssiDbm > known.rssiDbm);

/** Where a station is, as far as known. */
export interface Whereabouts {
  /** When its association began, in observed time: what was heard before may be of the radio it is on now. */
  readonly since: number | null;
  /** Whether it is, or was in the window, on this radio. */
  readonly isOn: (radio: Pick<HeardPart, "endpointId" | "radio">) => boolean;
}

/** The strongest that a radio it is not on hears the station at; by path where two are alike. Null: none does. */
export function bestOther(
  parts: readonly HeardPart[],
  mac: string,
  { since, isOn }: Whereabouts,
): { readonly rssiDbm: number; readonly radio: string } | null {
  let best: { readonly rssiDbm: number; readonly radio: string } | null = null;
  for (const part of parts) {
    const heard = part.stations.get(mac);
    if (heard === undefined || (since !== null && heard.at < since) || isOn(part)) continue;
    const { radio } = part;
    const { rssiDbm } = heard;
    if (best === null || rssiDbm > best.rssiDbm || (rssiDbm === best.rssiDbm && radio < best.radio))
      best = { rssiDbm, radio };
  }
  return best;
}
