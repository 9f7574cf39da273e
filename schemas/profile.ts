/** The record of `profile.avsc`; field for field (a test holds them together). */
import type { EpochMs } from "./units.ts";

/**
 * What is known of one bulk-data profile of one gateway, as its own rows say it. Kafka's key is endpoint_id, a space,
 * profile; a tombstone says that nothing is known any more.
 */
export interface LearnedProfile {
  /** Canonical USP Endpoint ID. */
  readonly endpoint_id: string;
  /** Path of the row at the gateway: Device.BulkData.Profile.1. */
  readonly profile: string;
  /** When the message came that taught it; of two the later holds. */
  readonly received_at: EpochMs;
  readonly source: "tap" | "provisioning";
  /**
   * Parameters below the row by name: ReportingInterval, MQTT.PublishTopic, Parameter.2.Reference. Of HTTP.URL only the
   * path. Some may be missing: then the profile is known in part.
   */
  readonly settings: Readonly<Record<string, string>>;
}
