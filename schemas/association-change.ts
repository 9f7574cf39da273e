/** The record of `association-change.avsc`; field for field (a test holds them together). */
import type { EpochMs } from "./units.ts";

export type ChangeKind = "join" | "leave" | "roam" | "host_join" | "host_leave" | "emptied";

/** Of a roam, the largest thing crossed. */
export type RoamScope = "bss" | "radio" | "node" | "endpoint";

/** A join, leave or roam of a station, a host that came or went, or a table that a reboot emptied; from the report in which it is sure. */
export interface AssociationChange {
  readonly home_id: string;
  readonly endpoint_id: string;
  readonly profile_id: string;
  /** Time of the report in which the change is sure. */
  readonly observed_at: EpochMs;
  readonly received_at: EpochMs;
  /** join | leave | roam | host_join | host_leave | emptied */
  readonly kind: ChangeKind;
  /** Empty for a host's change and for emptied. */
  readonly sta_mac: string;
  /** Where it is now; for a leave where it was. */
  readonly access_point: string;
  readonly bssid: string | null;
  readonly from_access_point: string | null;
  readonly from_bssid: string | null;
  /** Last report with the station in it before this change. */
  readonly last_seen_at: EpochMs | null;
  /** report | deletion_notified | reboot */
  readonly reason: "report" | "deletion_notified" | "reboot" | "new_pseudonyms";
  readonly clock_epoch: number;
  readonly row_version: number;
  /** Of host_join and host_leave; empty otherwise. */
  readonly host_mac: string;
  /** Of a roam, what was crossed: bss | radio | node | endpoint. */
  readonly scope: RoamScope | null;
  /** Of a roam between endpoints of the home. */
  readonly from_endpoint_id: string | null;
  /** A join within 10 minutes of the station's leave. */
  readonly flap: boolean;
  /** A roam within 30 s back to where it came from. */
  readonly ping_pong: boolean;
  /** Of a leave: from the join to the last report with it; null when the join was not seen. */
  readonly session_ms: number | null;
  /** Of a join: the randomized MAC under which the station was known before, as it seems. */
  readonly continues_mac: string | null;
  /** How sure that is, 0 to 1. */
  readonly continuity: number | null;
  /** Stations that an emptied table held; 1 otherwise. */
  readonly count: number;
}
