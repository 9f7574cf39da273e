/** Changes of who is there as records of `usp.association-change.v1`. */
import type { AssociationChange } from "#schemas/association-change.ts";
import { epochMs } from "#schemas/units.ts";
import { rowVersionOf } from "./settings.ts";
import type { HomeState } from "./state.ts";
import type { Step } from "./step.ts";

/** The report in which a change is sure. */
export interface SureReport {
  readonly profileId: string;
  readonly observedAt: number;
  readonly receivedAt: number;
}

/** What a change says besides the report it is sure in; what is not said is blank. */
export type ChangeFields = Pick<AssociationChange, "kind" | "access_point" | "reason"> &
  Partial<AssociationChange>;

/** The record of a change at one endpoint. */
export function toAssociationChange(
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
    received_at: epochMs(report.receivedAt),
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
