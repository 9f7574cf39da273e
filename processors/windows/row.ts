/** A row of a window before it is said: whose, what is known of it, and the RSSI in it. */
import type { Histogram } from "./histogram.ts";

export interface Row<Part> {
  readonly endpointId: string;
  /** MAC of a station, path of a radio. */
  readonly key: string;
  readonly part: Part | null;
  readonly histogram: Histogram;
}

/** By endpoint, then MAC or radio: the same record whatever the order of the reports. */
export function inOrder(a: Row<unknown>, b: Row<unknown>): number {
  if (a.endpointId !== b.endpointId) return a.endpointId < b.endpointId ? -1 : 1;
  return a.key < b.key ? -1 : 1;
}
