/** Joins, leaves and roams of stations, and tables that a reboot emptied, as a report brings them about. */
import { settleAmong } from "#processors/churn/crossing.ts";
import { isStationFlap, noteStationBack, noteStationLeft } from "#processors/churn/departures.ts";
import type { HeldReport } from "#processors/churn/held.ts";
import {
  applyReport,
  isNewer,
  type Emptied,
  type PresenceChange,
  type SeenReport,
  type SeenStation,
  type StationChange,
} from "#processors/churn/presence.ts";
import { scopeOf } from "#processors/churn/scope.ts";
import { continuationOf, isRandomized } from "#processors/churn/rotation.ts";
import type { AssociationChange, RoamScope } from "#schemas/association-change.ts";
import { epochMs } from "#schemas/units.ts";
import { tellChange, type ChangeFields } from "./churn-record.ts";
import { isQuiet, leaveRule, othersOf } from "./other-endpoints.ts";
import type { EndpointState, HomeState } from "./state.ts";
import type { Step } from "./step.ts";
import { markContinued, vanishedBefore } from "./vanished.ts";
import { bssidAt, radioAt } from "./topology.ts";

/** Takes the stations of a report; what is sure with it goes out. */
export function tellStations(home: HomeState, endpoint: EndpointState, report: HeldReport, step: Step): void {
  const placed = { ...report, stations: report.stations.map((station) => place(endpoint, report, station)) };
  const changes = changesOf(home, endpoint, placed, step);
  for (const change of changes) if (change.kind === "leave") noteLeft(home, endpoint, report, change);
  for (const change of changes) {
    tellChange(home, endpoint.endpointId, report, fieldsOf(home, endpoint, report, change), step);
    if (change.kind === "join") noteStationBack(home.departures, change.staMac);
  }
}

/** What the report changes in the home. */
function changesOf(home: HomeState, here: EndpointState, report: SeenReport, step: Step): PresenceChange[] {
  if (!isNewer(here.presence, report)) return [];
  const others = othersOf(home, here).filter(({ presence }) => presence.hasBaseline);
  const changes = applyReport(here.presence, report, leaveRule(others.length > 0, step));
  return settleAmong(here, others, report, changes, ({ presence }, station) =>
    isQuiet(presence, station, report, step),
  );
}

/** The access point's own row may come in another message, and that one later in the log than it was received. */
function place({ topology }: EndpointState, { receivedAt }: HeldReport, station: SeenStation): SeenStation {
  const bssid = station.bssid ?? bssidAt(topology, station.accessPoint, receivedAt);
  return bssid === station.bssid ? station : { ...station, bssid };
}

function noteLeft(
  { departures }: HomeState,
  { endpointId }: EndpointState,
  { observedAt }: HeldReport,
  { staMac, accessPoint, station, reason }: StationChange,
): void {
  noteStationLeft(departures, staMac, {
    at: observedAt,
    endpointId,
    accessPoint,
    rssiDbm: station.rssiDbm,
    byReboot: reason === "reboot",
    continued: station.continued,
  });
}

function fieldsOf(
  home: HomeState,
  endpoint: EndpointState,
  report: HeldReport,
  change: PresenceChange,
): ChangeFields {
  if (change.kind === "emptied") return emptiedFields(change);
  const { kind, staMac, accessPoint } = change;
  const flap = kind === "join" && isStationFlap(home.departures, staMac, report.observedAt);
  const radioOf = (of: string): string | null => radioAt(endpoint.topology, of, report.receivedAt);
  return {
    kind,
    sta_mac: staMac,
    access_point: accessPoint,
    bssid: change.bssid,
    from_access_point: change.fromAccessPoint,
    from_bssid: change.fromBssid,
    last_seen_at: change.lastSeenAt === null ? null : epochMs(change.lastSeenAt),
    reason: change.reason,
    scope: roamScope(change, radioOf),
    from_endpoint_id: change.fromEndpointId,
    flap,
    ping_pong: change.pingPong,
    session_ms: change.sessionMs,
    ...(kind === "join" && !flap ? continuationFields(home, endpoint, report, change) : {}),
  };
}

/** Whom a station that joins continues under a new MAC, as it seems. */
function continuationFields(
  home: HomeState,
  { endpointId }: EndpointState,
  { observedAt }: HeldReport,
  { staMac, accessPoint, station }: StationChange,
): Pick<AssociationChange, "continues_mac" | "continuity"> | null {
  const hostName = home.hostNames.get(staMac) ?? null;
  const arrived = { staMac, endpointId, accessPoint, rssiDbm: station.rssiDbm, hostName };
  const found = isRandomized(staMac) ? continuationOf(arrived, vanishedBefore(home, observedAt)) : null;
  if (found === null) return null;
  markContinued(home, found.staMac);
  return { continues_mac: found.staMac, continuity: found.continuity };
}

function roamScope(
  { accessPoint, fromAccessPoint, fromEndpointId }: StationChange,
  radioOf: (accessPoint: string) => string | null,
): RoamScope | null {
  if (fromAccessPoint === null) return null;
  return fromEndpointId === null ? scopeOf(fromAccessPoint, accessPoint, radioOf) : "endpoint";
}

const emptiedFields = ({ count, lastSeenAt }: Emptied): ChangeFields => ({
  kind: "emptied",
  access_point: "",
  last_seen_at: epochMs(lastSeenAt),
  reason: "reboot",
  count,
});
