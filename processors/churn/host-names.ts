/** Names that hosts with a randomized MAC gave themselves, in whatever report: a new MAC may bring an old name. */
import type { SeenHost } from "./host-presence.ts";
import { isRandomized } from "./rotation.ts";

/** By MAC. Of many (half of what is kept) the one that was told of longest ago is first. */
export type HostNames = Map<string, string>;

/** A hostile gateway may not grow the state without bound. */
const nameLimit = 256;

/** Notes the names in a report; an empty one is none. */
export function noteHostNames(names: HostNames, hosts: readonly SeenHost[]): void {
  for (const { hostMac, hostName } of hosts) {
    if (hostName === null || hostName === "" || !isRandomized(hostMac)) continue;
    // Who goes first matters only where there are many: in most homes nothing is to be done.
    if (names.size < nameLimit / 2 && names.get(hostMac) === hostName) continue;
    names.delete(hostMac);
    names.set(hostMac, hostName);
    if (names.size > nameLimit) names.delete(names.keys().next().value ?? "");
  }
}
