/** The record of `association-change.avsc`; field for field (a test holds them together). */
import type { EpochMs } from "./units.ts";

/** A join, leave or roam, from the report in which it is sure. */
export interface AssociationChange {
  readonly home_id: string;
  readonly endpoint_id: string;
  readonly profile_id: string;
  /** Time of the report in which the change is sure. */
  readonly observed_at: EpochMs;
  readonly received_at: EpochMs;
  /** join | leave | roam */
  readonly kind: "join" | "leave" | "roam";
  readonly sta_mac: string;
  /** Where it is now; for a leave where it was. */
  readonly access_point: string;
  readonly bssid: string | null;
  readonly from_access_point: string | null;
  readonly from_bssid: string | null;
  /** Last report with the station in it before this change. */
  readonly last_seen_at: EpochMs | null;
  /** report | deletion_notified */
  readonly reason: "report" | "deletion_notified";
  readonly clock_epoch: number;
  readonly row_version: number;
}
