/**
 * Access point -> SSID -> radio of one endpoint, from `access_points` and `radios` rows, which may come in other
 * messages than the stations. The row received last wins.
 */
import type { FoldAccessPoint, FoldEvent } from "#processors/runtime/fold-event.ts";
import type { Place } from "#processors/windows/home-window.ts";

/** What an access point or SSID row refers to. */
export interface Link {
  /** Received time of the row. */
  readonly at: number;
  /** Received time of the first row of this path, whatever it said. */
  readonly since: number;
  readonly bssid: string | null;
  /** Path of the radio row, with trailing dot. */
  readonly radio: string | null;
}

export interface AccessPointLink extends Link {
  readonly ssidPath: string | null;
}

export interface Topology {
  /** By path of the AccessPoint row. */
  readonly accessPoints: Map<string, AccessPointLink>;
  /** By path of the SSID row. */
  readonly ssids: Map<string, Link>;
  /** Band by path of the radio row. */
  readonly bands: Map<string, string>;
}

/** More BSSs than the nodes of any home's mesh have. */
const rowLimit = 256;

export function createTopology(): Topology {
  return { accessPoints: new Map(), ssids: new Map(), bands: new Map() };
}

/** Takes what a report says of the endpoint's access points and radios. */
export function noteTopology(topology: Topology, event: FoldEvent): void {
  for (const row of event.access_points) noteAccessPoint(topology, row, event.received_at);
  for (const { radio, band } of event.radios) {
    if (band !== null && (topology.bands.has(radio) || topology.bands.size < rowLimit))
      topology.bands.set(radio, band);
  }
}

function noteAccessPoint(topology: Topology, row: FoldAccessPoint, at: number): void {
  const ssidPath = withDot(row.ssid_path);
  const link = { at, since: at, bssid: row.bssid, radio: withDot(row.radio) };
  if (row.access_point !== "") keepNewer(topology.accessPoints, row.access_point, { ...link, ssidPath });
  if (ssidPath !== null && (link.bssid !== null || link.radio !== null))
    keepNewer(topology.ssids, ssidPath, link);
}

function keepNewer<Item extends Link>(items: Map<string, Item>, key: string, item: Item): void {
  const known = items.get(key);
  if (known === undefined) {
    if (items.size < rowLimit) items.set(key, item);
    return;
  }
  const newer = known.at <= item.at ? item : known;
  items.set(key, { ...newer, since: Math.min(known.since, item.since) });
}

/** References come with or without the trailing dot of a row path. */
const withDot = (path: string | null): string | null =>
  path === null || path === "" || path.endsWith(".") ? path || null : `${path}.`;

const nowhere: Place = { radio: null, bssid: null, band: null };

/** Where an access point is, as far as known. */
export function placeOf(topology: Topology, accessPoint: string): Place {
  const link = topology.accessPoints.get(accessPoint);
  if (link === undefined) return nowhere;
  const ssid = link.ssidPath === null ? undefined : topology.ssids.get(link.ssidPath);
  const radio = link.radio ?? ssid?.radio ?? null;
  const band = radio === null ? null : (topology.bands.get(radio) ?? null);
  return { radio, bssid: link.bssid ?? ssid?.bssid ?? null, band };
}

/** Whether a BSS is one of this radio, by the rows of whatever table says so: a gateway may list it in two. */
export function hasBss(topology: Topology, radio: string, bssid: string): boolean {
  for (const accessPoint of topology.accessPoints.keys()) {
    const place = placeOf(topology, accessPoint);
    if (place.radio === radio && place.bssid === bssid) return true;
  }
  return false;
}

/** The radio (row path) of an access point for what was received at a time, as `bssidAt`. */
export function radioAt(topology: Topology, accessPoint: string, receivedAt: number): string | null {
  const link = topology.accessPoints.get(accessPoint);
  if (link === undefined || link.since > receivedAt) return null;
  const ssid = link.ssidPath === null ? undefined : topology.ssids.get(link.ssidPath);
  return link.radio ?? (ssid === undefined || ssid.since > receivedAt ? null : ssid.radio);
}

/**
 * The BSSID of an access point for what was received at a time: rows first received later say nothing of it, so that
 * churn is a function of the received times and not of the log's order.
 */
export function bssidAt(topology: Topology, accessPoint: string, receivedAt: number): string | null {
  const link = topology.accessPoints.get(accessPoint);
  if (link === undefined || link.since > receivedAt) return null;
  const ssid = link.ssidPath === null ? undefined : topology.ssids.get(link.ssidPath);
  return link.bssid ?? (ssid === undefined || ssid.since > receivedAt ? null : ssid.bssid);
}
