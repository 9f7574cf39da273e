/** The inventory as a table. */
import { isValid } from "#processors/fleet/inventory.ts";
import type { InventoryEntry, InventoryPeriod } from "#schemas/inventory.ts";
import type { EpochMs } from "#schemas/units.ts";
import { formatMoment } from "../moment.ts";
import { formatTable } from "../text-table.ts";

function stateOf(period: InventoryPeriod, now: EpochMs): "valid" | "planned" | "ended" {
  if (isValid(period, now)) return "valid";
  return period.valid_from !== null && period.valid_from > now ? "planned" : "ended";
}

/** A line for each period, by home, endpoint and time; at most `width` columns. */
export function inventoryTable(entries: readonly InventoryEntry[], now: EpochMs, width: number): string {
  const keyOf = ({ home_id: home, endpoint_id: endpoint }: InventoryEntry): string => `${home} ${endpoint}`;
  const sorted = entries.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const rows = sorted.flatMap((entry) =>
    entry.periods.map((period) => [
      entry.home_id,
      entry.endpoint_id,
      stateOf(period, now),
      period.valid_from === null ? "-" : formatMoment(period.valid_from),
      period.valid_to === null ? "-" : formatMoment(period.valid_to),
      period.area ?? "-",
      period.access_node ?? "-",
      period.tariff ?? "-",
    ]),
  );
  const header = ["HOME", "ENDPOINT", "STATE", "FROM", "TO", "AREA", "ACCESS NODE", "TARIFF"];
  return formatTable(header, rows, width);
}
