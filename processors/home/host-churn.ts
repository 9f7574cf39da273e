/** Hosts that come and go, as a report brings it about. */
import { isHostFlap, noteHostLeft } from "#processors/churn/departures.ts";
import type { HeldReport } from "#processors/churn/held.ts";
import { amongEndpoints, applyHosts, type HostChange } from "#processors/churn/host-presence.ts";
import { epochMs } from "#schemas/units.ts";
import { tellChange, type ChangeFields } from "./churn-record.ts";
import { isQuiet, leaveRule, othersOf } from "./other-endpoints.ts";
import type { EndpointState, HomeState } from "./state.ts";
import type { Step } from "./step.ts";

/** Takes the hosts of a report; what is sure with it goes out. */
export function tellHosts(home: HomeState, endpoint: EndpointState, report: HeldReport, step: Step): void {
  const others = othersOf(home, endpoint).map(({ hosts }) => hosts);
  const rule = leaveRule(
    others.some(({ hasBaseline }) => hasBaseline),
    step,
  );
  for (const raw of applyHosts(endpoint.hosts, report, rule)) {
    const elsewhere = others.flatMap((other) => {
      const host = other.hosts.get(raw.hostMac);
      const isListed = host?.missed === 0 && !host.awaited && !isQuiet(other, host, report, step);
      return isListed ? [host] : [];
    });
    const change = amongEndpoints(endpoint.hosts, raw, elsewhere);
    if (change !== null) tell(home, endpoint, report, change, step);
  }
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
