/** The record of `inventory.avsc`; field for field (a test holds them together). */
import type { EpochMs } from "./units.ts";

export interface InventoryPeriod {
  /** Null: since ever. */
  readonly valid_from: EpochMs | null;
  /** No longer at that moment; null: until further notice. */
  readonly valid_to: EpochMs | null;
  readonly area: string | null;
  /** DSLAM, OLT, CMTS. */
  readonly access_node: string | null;
  readonly tariff: string | null;
}

/**
 * What the operator's inventory says of one endpoint of one home. Kafka's key is home_id, a space, endpoint_id; a
 * tombstone says that the inventory does not know it.
 */
export interface InventoryEntry {
  readonly home_id: string;
  /** Canonical USP Endpoint ID. */
  readonly endpoint_id: string;
  /** In order of time, none overlaps another. */
  readonly periods: readonly InventoryPeriod[];
  /** When this was loaded; of two the later holds. */
  readonly loaded_at: EpochMs;
}
