/** Who left the home lately: what a join a little later means depends on it. All times are observed. */

/** A station that left. */
export interface Departure {
  /** Of its leave. */
  readonly at: number;
  readonly endpointId: string;
  readonly accessPoint: string;
  /** Last known level there. */
  readonly rssiDbm: number | null;
  /** It did not leave by itself: the gateway's reboot took it away. */
  readonly byReboot: boolean;
  /** It has been taken for the change to another MAC. */
  continued: boolean;
}

export interface Departures {
  /** By MAC, in the order they left. */
  readonly stations: Map<string, Departure>;
  /** Observed time of a host's leave, by MAC, likewise. */
  readonly hosts: Map<string, number>;
}

/** Who is back within this flaps. */
const flapMs = 600_000;
/** A hostile gateway may not grow the state without bound. */
const departureLimit = 256;

export function createDepartures(): Departures {
  return { stations: new Map(), hosts: new Map() };
}

/** The clock begins anew: no time says anything any longer. */
export function forgetDepartures({ stations, hosts }: Departures): void {
  stations.clear();
  hosts.clear();
}

/** A station left. */
export function noteStationLeft({ stations }: Departures, staMac: string, departure: Departure): void {
  putLast(stations, staMac, departure, ({ at }) => at, departure.at);
}

/** A station is back: its leave means nothing any longer. */
export function noteStationBack({ stations }: Departures, staMac: string): void {
  stations.delete(staMac);
}

/** A host left. */
export function noteHostLeft({ hosts }: Departures, hostMac: string, at: number): void {
  putLast(hosts, hostMac, at, (left) => left, at);
}

/** Whether a station that joins is back within ten minutes of leaving by itself. */
export function isStationFlap({ stations }: Departures, staMac: string, at: number): boolean {
  const left = stations.get(staMac);
  return left !== undefined && !left.byReboot && isSoon(left.at, at);
}

/** The same of a host. */
export function isHostFlap({ hosts }: Departures, hostMac: string, at: number): boolean {
  const left = hosts.get(hostMac);
  return left !== undefined && isSoon(left, at);
}

const isSoon = (leftAt: number, at: number): boolean => at >= leftAt && at - leftAt <= flapMs;

/** Those that left too long ago to matter make room, then those that left first. */
function putLast<Item>(
  items: Map<string, Item>,
  mac: string,
  item: Item,
  timeOf: (item: Item) => number,
  at: number,
): void {
  items.delete(mac);
  for (const [key, known] of items) {
    if (items.size < departureLimit && timeOf(known) >= at - flapMs) break;
    items.delete(key);
  }
  items.set(mac, item);
}
