/** Hosts that come and go, as a report brings it about. */
import { isHostFlap, noteHostLeft } from "#processors/churn/departures.ts";
import type { HeldReport } from "#processors/churn/held.ts";
import {
  applyHosts,
  isNewerOfHosts,
  joinOf,
  type HostChange,
  type HostPresence,
} from "#processors/churn/host-presence.ts";
import { epochMs } from "#schemas/units.ts";
import { tellChange, type ChangeFields } from "./churn-record.ts";
import { isQuiet, leaveRule, othersOf } from "./other-endpoints.ts";
import type { EndpointState, HomeState } from "./state.ts";
import type { Step } from "./step.ts";

/**
 * Takes the hosts of a report; what is sure with it goes out. A host is in the home while any endpoint lists it: it has
 * come with the first that does, and gone with the last, of those that are still heard of.
 */
export function tellHosts(home: HomeState, endpoint: EndpointState, report: HeldReport, step: Step): void {
  if (!isNewerOfHosts(endpoint.hosts, report)) return;
  const others = othersOf(home, endpoint).map(({ hosts }) => hosts);
  const isBaseline = !endpoint.hosts.hasBaseline;
  const rule = leaveRule(
    others.some(({ hasBaseline }) => hasBaseline),
    step,
  );
  const changes = applyHosts(endpoint.hosts, report, rule);
  tellArrivals(home, endpoint, report, isBaseline, step);
  for (const change of changes) {
    if (change.kind === "host_join" || !home.hostsThere.has(change.hostMac)) continue;
    if (others.some((other) => isListed(other, change.hostMac, report, step))) continue;
    home.hostsThere.delete(change.hostMac);
    tell(home, endpoint, report, change, step);
  }
}

function tellArrivals(
  home: HomeState,
  endpoint: EndpointState,
  report: HeldReport,
  isBaseline: boolean,
  step: Step,
): void {
  for (const { hostMac, active } of report.hosts) {
    const host = endpoint.hosts.hosts.get(hostMac);
    if (active === false || host === undefined || home.hostsThere.has(hostMac)) continue;
    home.hostsThere.add(hostMac);
    host.joinedAt = isBaseline ? null : report.observedAt;
    if (!isBaseline) tell(home, endpoint, report, joinOf(hostMac), step);
  }
}

function isListed(hosts: HostPresence, hostMac: string, report: HeldReport, step: Step): boolean {
  const host = hosts.hosts.get(hostMac);
  return host !== undefined && host.missed === 0 && !host.awaited && !isQuiet(hosts, host, report, step);
}

function tell(
  home: HomeState,
  { endpointId }: EndpointState,
  report: HeldReport,
  change: HostChange,
  step: Step,
): void {
  if (change.kind === "host_leave" && change.reason !== "reboot")
    noteHostLeft(home.departures, change.hostMac, report.observedAt);
  tellChange(home, endpointId, report, fieldsOf(home, report, change), step);
}

function fieldsOf(home: HomeState, { observedAt }: HeldReport, change: HostChange): ChangeFields {
  const { kind, hostMac, lastSeenAt, reason, sessionMs } = change;
  const isFlap = kind === "host_join" && isHostFlap(home.departures, hostMac, observedAt);
  return {
    kind,
    access_point: "",
    host_mac: hostMac,
    last_seen_at: lastSeenAt === null ? null : epochMs(lastSeenAt),
    reason,
    flap: isFlap && !isStation(home, hostMac),
    session_ms: sessionMs,
  };
}

/** Of a Wi-Fi station its joins say whether it flaps. */
function isStation({ endpoints, departures }: HomeState, mac: string): boolean {
  if (departures.stations.has(mac)) return true;
  for (const { presence } of endpoints.values()) if (presence.stations.has(mac)) return true;
  return false;
}
