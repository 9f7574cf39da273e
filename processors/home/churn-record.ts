/** Changes of who is there: as records of `usp.association-change.v1`, and in the windows in which they are sure. */
import type { AssociationChange } from "#schemas/association-change.ts";
import { epochMs } from "#schemas/units.ts";
import { wakeEmitted } from "./emitted-windows.ts";
import { rowVersionOf } from "./settings.ts";
import { windowKey, type HomeState } from "./state.ts";
import type { Step } from "./step.ts";
import { startAt } from "./window-sizes.ts";

/** The report in which a change is sure. */
interface SureReport {
  readonly profileId: string;
  readonly observedAt: number;
  readonly receivedAt: number;
  /** When it came, if that is not `receivedAt`: see `held.ts`. */
  readonly cameAt: number | null;
}

/** What a change says besides the report it is sure in; what is not said is blank. */
export type ChangeFields = Pick<AssociationChange, "kind" | "access_point" | "reason"> &
  Partial<AssociationChange>;

/** Sends the record of a change at one endpoint, and counts it. */
export function tellChange(
  home: HomeState,
  endpointId: string,
  report: SureReport,
  fields: ChangeFields,
  step: Step,
): void {
  const value = toAssociationChange(home, endpointId, report, fields, step);
  step.outputs.push({ topic: "associationChange", value });
  countChange(home, value, step);
}

function toAssociationChange(
  home: HomeState,
  endpointId: string,
  report: SureReport,
  fields: ChangeFields,
  step: Step,
): AssociationChange {
  return {
    home_id: home.homeId,
    endpoint_id: endpointId,
    profile_id: report.profileId,
    observed_at: epochMs(report.observedAt),
    received_at: epochMs(report.cameAt ?? report.receivedAt),
    clock_epoch: home.clockEpoch,
    row_version: rowVersionOf(step.settings, step.offset),
    ...blank,
    ...fields,
  };
}

const blank = {
  sta_mac: "",
  host_mac: "",
  bssid: null,
  from_access_point: null,
  from_bssid: null,
  last_seen_at: null,
  scope: null,
  from_endpoint_id: null,
  flap: false,
  ping_pong: false,
  session_ms: null,
  continues_mac: null,
  continuity: null,
  count: 1,
};

/** Of a window, by the kind of change. */
const counters = {
  join: "joins",
  leave: "leaves",
  roam: "roams",
  host_join: "hostJoins",
  host_leave: "hostLeaves",
  emptied: null,
} as const;

function countChange(home: HomeState, change: AssociationChange, step: Step): void {
  const key = windowKey(startAt(home, change.observed_at), home.clockEpoch);
  const window = home.open.get(key) ?? wakeEmitted(home, key, step);
  if (window === null) return;
  const counter = counters[change.kind];
  if (counter !== null) window[counter] += 1;
  if (change.kind === "join" && change.flap) window.flaps += 1;
  if (change.ping_pong) window.pingPongs += 1;
  if (change.continues_mac !== null) window.rotations += 1;
}
