/** Passes what waited for its turn to churn; the changes go out, and into the windows in which they are sure. */
import { takeDue, type HeldReport } from "#processors/churn/held.ts";
import {
  applyCreation,
  applyDeletion,
  applyReport,
  type PresenceChange,
  type SeenStation,
} from "#processors/churn/presence.ts";
import type { AssociationChange } from "#schemas/association-change.ts";
import { epochMs } from "#schemas/units.ts";
import { wakeEmitted } from "./emitted-windows.ts";
import { rowVersionOf } from "./settings.ts";
import { windowKey, type EndpointState, type HomeState } from "./state.ts";
import type { Step } from "./step.ts";
import { isSpeaking } from "./stream.ts";
import { bssidAt } from "./topology.ts";
import { startAt } from "./window-sizes.ts";

/** Passes everything received up to `settledAt`, and what can't wait longer. True when anything passed. */
export function passToChurn(home: HomeState, step: Step, settledAt: number): boolean {
  let passed = false;
  for (const endpoint of home.endpoints.values()) {
    for (const item of takeDue(endpoint.held, { settledAt, retiredBefore: home.retiredThrough })) {
      passed = true;
      if (item.kind === "deletion") applyDeletion(endpoint.presence, item);
      else if (item.kind === "creation") applyCreation(endpoint.presence, item);
      else passReport(home, endpoint, item, step);
    }
  }
  return passed;
}

/**
 * Only the stream that speaks for the endpoint's stations at that time is listened to. Another one may take over with
 * another clock: then "later" begins anew.
 */
function passReport(home: HomeState, endpoint: EndpointState, report: HeldReport, step: Step): void {
  const { observedAt, isTimed } = report;
  const stream = endpoint.streams.get(report.profileId);
  if (stream === undefined || stream.isTimed !== isTimed) return;
  if (!isSpeaking(stream, endpoint.streams.values(), report, step.settings.window)) return;
  if (endpoint.presenceIsTimed !== isTimed) endpoint.presence.lastAt = null;
  endpoint.presenceIsTimed = isTimed;
  const placed = { ...report, stations: report.stations.map((station) => place(endpoint, report, station)) };
  for (const change of applyReport(endpoint.presence, placed, step.settings.window.leaveAfterReports)) {
    step.outputs.push({
      topic: "associationChange",
      value: toAssociationChange(home, endpoint, report, change, step),
    });
    countChange(home, observedAt, change.kind, step);
  }
}

/** The access point's own row may come in another message, and that one later in the log than it was received. */
const place = ({ topology }: EndpointState, { receivedAt }: HeldReport, station: SeenStation): SeenStation =>
  station.bssid === null
    ? { ...station, bssid: bssidAt(topology, station.accessPoint, receivedAt) }
    : station;

function countChange(home: HomeState, observedAt: number, kind: PresenceChange["kind"], step: Step): void {
  const key = windowKey(startAt(home, observedAt), home.clockEpoch);
  const window = home.open.get(key) ?? wakeEmitted(home, key, step);
  if (window === null) return;
  if (kind === "join") window.joins += 1;
  else if (kind === "leave") window.leaves += 1;
  else window.roams += 1;
}

function toAssociationChange(
  home: HomeState,
  endpoint: EndpointState,
  report: HeldReport,
  change: PresenceChange,
  step: Step,
): AssociationChange {
  return {
    home_id: home.homeId,
    endpoint_id: endpoint.endpointId,
    profile_id: report.profileId,
    observed_at: epochMs(report.observedAt),
    received_at: epochMs(report.receivedAt),
    kind: change.kind,
    sta_mac: change.staMac,
    access_point: change.accessPoint,
    bssid: change.bssid,
    from_access_point: change.fromAccessPoint,
    from_bssid: change.fromBssid,
    last_seen_at: change.lastSeenAt === null ? null : epochMs(change.lastSeenAt),
    reason: change.reason,
    clock_epoch: home.clockEpoch,
    ...noDetails,
    row_version: rowVersionOf(step.settings, step.offset),
  };
}

const noDetails = {
  host_mac: "",
  scope: null,
  from_endpoint_id: null,
  flap: false,
  ping_pong: false,
  session_ms: null,
  continues_mac: null,
  continuity: null,
  count: 1,
};
