/** Passes what waited for its turn to churn; the changes go out, and into the windows in which they are sure. */
import { idleLimitMs } from "#processors/cadence/idle-limit.ts";
import { settleAmong } from "#processors/churn/crossing.ts";
import { saysStations } from "#processors/churn/covered-table.ts";
import { isStationFlap, noteStationLeft } from "#processors/churn/departures.ts";
import { inChurnOrder, takeDue, type Held, type HeldBoot, type HeldReport } from "#processors/churn/held.ts";
import {
  applyReboot,
  applyReport,
  forgetTimes,
  type Emptied,
  isNewer,
  type PresenceChange,
  type StationChange,
  type SeenReport,
  type SeenStation,
} from "#processors/churn/presence.ts";
import { noteBoot, noteUptime } from "#processors/churn/reboot.ts";
import { noteCreation, noteDeletion } from "#processors/churn/row-notices.ts";
import { scopeOf } from "#processors/churn/scope.ts";
import type { AssociationChange, RoamScope } from "#schemas/association-change.ts";
import { epochMs } from "#schemas/units.ts";
import { toAssociationChange, type ChangeFields } from "./churn-record.ts";
import { wakeEmitted } from "./emitted-windows.ts";
import { windowKey, type EndpointState, type HomeState } from "./state.ts";
import type { Step } from "./step.ts";
import { isSpeaking } from "./stream.ts";
import { bssidAt, radioAt } from "./topology.ts";
import { startAt } from "./window-sizes.ts";

/** Passes everything received up to `settledAt`, and what can't wait longer. True when anything passed. */
export function passToChurn(home: HomeState, step: Step, settledAt: number): boolean {
  const due = takeDueOfHome(home, settledAt);
  for (const { endpoint, item } of due) {
    if (item.kind === "deletion") noteDeletion(endpoint.presence.rows, item);
    else if (item.kind === "creation") noteCreation(endpoint.presence.rows, item);
    else if (item.kind === "boot") passBoot(endpoint, item);
    else passReport(home, endpoint, item, step);
  }
  return due.length > 0;
}

interface Due {
  readonly endpoint: EndpointState;
  readonly item: Held;
}

/** Of all endpoints, in the order churn has to see it: whoever moves between them is seen by one after the other. */
function takeDueOfHome(home: HomeState, settledAt: number): Due[] {
  const passage = { settledAt, retiredBefore: home.retiredThrough };
  const due: Due[] = [];
  for (const endpoint of home.endpoints.values())
    for (const item of takeDue(endpoint.held, passage)) due.push({ endpoint, item });
  if (home.endpoints.size === 1) return due;
  return due.sort((a, b) => inChurnOrder(a.item, b.item) || inIdOrder(a.endpoint, b.endpoint));
}

const inIdOrder = ({ endpointId: a }: EndpointState, { endpointId: b }: EndpointState): number =>
  a === b ? 0 : a < b ? -1 : 1;

function passBoot({ boots, presence }: EndpointState, { receivedAt }: HeldBoot): void {
  if (noteBoot(boots, receivedAt)) applyReboot(presence);
}

/** Any stream may tell the uptime. */
function passUptime({ boots, presence }: EndpointState, report: HeldReport): void {
  const { uptimeSeconds } = report;
  if (uptimeSeconds !== null && noteUptime(boots, { ...report, uptimeSeconds })) applyReboot(presence);
}

/**
 * Only the stream that speaks for the endpoint's stations at that time is listened to. Another one may take over with
 * another clock: then "later" begins anew.
 */
function passReport(home: HomeState, endpoint: EndpointState, report: HeldReport, step: Step): void {
  const { isTimed } = report;
  const stream = endpoint.streams.get(report.profileId);
  if (stream === undefined || stream.isTimed !== isTimed) return;
  passUptime(endpoint, report);
  if (!saysStations(report) || !isSpeaking(stream, endpoint.streams.values(), report, step.settings.window))
    return;
  if (endpoint.presenceIsTimed !== isTimed) forgetTimes(endpoint.presence);
  endpoint.presenceIsTimed = isTimed;
  const placed = { ...report, stations: report.stations.map((station) => place(endpoint, report, station)) };
  tell(home, endpoint, report, changesOf(home, endpoint, placed, step), step);
}

/** What the report changes in the home. */
function changesOf(
  home: HomeState,
  here: EndpointState,
  report: SeenReport,
  { settings: { window } }: Step,
): PresenceChange[] {
  if (!isNewer(here.presence, report)) return [];
  const others = [...home.endpoints.values()].filter((other) => other !== here && other.presence.hasBaseline);
  const reports = window.leaveAfterReports;
  // Whose row is gone here may be at another endpoint by now, which has to have its say first.
  const changes = applyReport(here.presence, report, {
    reports,
    whenDeleted: others.length === 0 ? 1 : reports,
  });
  return settleAmong(
    here,
    others,
    report,
    changes,
    ({ presence }, { seenReceivedAt }) =>
      report.receivedAt - seenReceivedAt > idleLimitMs(presence.gapMs, window),
  );
}

function tell(
  home: HomeState,
  endpoint: EndpointState,
  report: HeldReport,
  changes: readonly PresenceChange[],
  step: Step,
): void {
  for (const change of changes) if (change.kind === "leave") noteLeft(home, endpoint, report, change);
  for (const change of changes) {
    const fields = fieldsOf(home, endpoint, report, change);
    const value = toAssociationChange(home, endpoint.endpointId, report, fields, step);
    step.outputs.push({ topic: "associationChange", value });
    countChange(home, value, step);
  }
}

/** The access point's own row may come in another message, and that one later in the log than it was received. */
const place = ({ topology }: EndpointState, { receivedAt }: HeldReport, station: SeenStation): SeenStation =>
  station.bssid === null
    ? { ...station, bssid: bssidAt(topology, station.accessPoint, receivedAt) }
    : station;

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
    flap: kind === "join" && isStationFlap(home.departures, staMac, report.observedAt),
    ping_pong: change.pingPong,
    session_ms: change.sessionMs,
  };
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

function countChange(home: HomeState, change: AssociationChange, step: Step): void {
  const key = windowKey(startAt(home, change.observed_at), home.clockEpoch);
  const window = home.open.get(key) ?? wakeEmitted(home, key, step);
  if (window === null) return;
  if (change.kind === "join") window.joins += 1;
  else if (change.kind === "leave") window.leaves += 1;
  else if (change.kind === "roam") window.roams += 1;
  if (change.kind === "join" && change.flap) window.flaps += 1;
  if (change.ping_pong) window.pingPongs += 1;
}
