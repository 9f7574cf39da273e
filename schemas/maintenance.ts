/** The record of `maintenance.avsc`; field for field (a test holds them together). */
import type { EpochMs } from "./units.ts";

/** What homes in maintenance share. */
export const maintenanceScopes = [
  "all",
  "home",
  "area",
  "access_node",
  "model_name",
  "software_version",
] as const;
export type MaintenanceScope = (typeof maintenanceScopes)[number];

/**
 * A time in which alerts of some homes are suppressed on purpose. Kafka's key is id; a tombstone says that it is no
 * more.
 */
export interface Maintenance {
  readonly id: string;
  /** all | home | area | access_node | model_name | software_version */
  readonly scope: MaintenanceScope;
  /** Which home, area, access node, model or software version; empty where the scope is all. */
  readonly value: string;
  /** In force from then on. */
  readonly starts_at: EpochMs;
  /** No longer in force at that moment. */
  readonly ends_at: EpochMs;
  /** For a person; may be empty. */
  readonly reason: string;
  /** When it was planned. */
  readonly created_at: EpochMs;
}
