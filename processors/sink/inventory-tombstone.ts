/** A tombstone of the inventory's topic as a record: ClickHouse takes rows, and a row without a value is none. */
import type { InventoryEntry } from "#schemas/inventory.ts";
import { epochMs } from "#schemas/units.ts";
import type { KafkaRecord } from "./dead-letter-row.ts";

/** The entry of a gateway without any period, loaded when Kafka got the tombstone; null for a key that names none. */
export function toInventoryTombstone({
  key,
  timestampMs,
}: Pick<KafkaRecord, "key" | "timestampMs">): InventoryEntry | null {
  // A home may have spaces in its id, an endpoint has none.
  const [, home, endpoint] = /^(.+) ([^ ]+)$/.exec(key?.toString("utf8") ?? "") ?? [];
  if (home === undefined || endpoint === undefined) return null;
  return { home_id: home, endpoint_id: endpoint, periods: [], loaded_at: epochMs(timestampMs) };
}
