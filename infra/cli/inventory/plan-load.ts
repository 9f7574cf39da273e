/** What a load writes: the difference between a file and what the topic holds. */
import { Complaint } from "../complaint.ts";
import type { InventoryEntry, InventoryPeriod } from "#schemas/inventory.ts";
import type { EpochMs } from "#schemas/units.ts";
import type { FileEntry } from "./read-inventory.ts";

export interface LoadPlan {
  /** By key; null takes the entry away. */
  readonly changes: readonly (readonly [key: string, entry: InventoryEntry | null])[];
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly ended: number;
}

/** Kafka's key of an entry. */
export const inventoryKey = ({
  home_id: home,
  endpoint_id: endpoint,
}: Pick<InventoryEntry, "home_id" | "endpoint_id">): string => `${home} ${endpoint}`;

/**
 * An endpoint that the file names is as the file says; one under another home than before is no longer under that. Others
 * stay as they are, or end now with `replace`: what had not begun is forgotten. The same file again changes nothing.
 * Throws a complaint where `replace` would end all there is, as a query that found nothing makes such a file.
 */
export function planLoad(
  file: readonly FileEntry[],
  present: ReadonlyMap<string, InventoryEntry>,
  { replace, now }: { readonly replace: boolean; readonly now: EpochMs },
): LoadPlan {
  if (replace && file.length === 0)
    throw new Complaint(
      "The file has no rows, and with --replace that would end every gateway there is: nothing was changed. Give a file of those that stay.",
    );
  const changes: (readonly [string, InventoryEntry | null])[] = [];
  const counts = { added: 0, changed: 0, unchanged: 0, ended: 0 };
  const named = new Map(file.map((entry) => [entry.endpoint_id, inventoryKey(entry)]));
  for (const entry of file) {
    const key = inventoryKey(entry);
    const before = present.get(key);
    const isSame = before !== undefined && samePeriods(before.periods, entry.periods);
    counts[before === undefined ? "added" : isSame ? "unchanged" : "changed"] += 1;
    if (!isSame) changes.push([key, { ...entry, loaded_at: now }]);
  }
  for (const [key, entry] of present) {
    const inFile = named.get(entry.endpoint_id);
    if (inFile === key || (inFile === undefined && !replace)) continue;
    const periods = inFile === undefined ? endedAt(entry.periods, now) : [];
    if (samePeriods(periods, entry.periods)) continue;
    counts.ended += 1;
    changes.push([key, periods.length === 0 ? null : { ...entry, periods, loaded_at: now }]);
  }
  return { changes, ...counts };
}

/** What has begun ends then, if it has not ended before; what has not begun is none. */
const endedAt = (periods: readonly InventoryPeriod[], at: EpochMs): readonly InventoryPeriod[] =>
  periods
    .filter(({ valid_from: from }) => from === null || from < at)
    .map((period) => ({
      ...period,
      valid_to: period.valid_to !== null && period.valid_to < at ? period.valid_to : at,
    }));

const samePeriods = (a: readonly InventoryPeriod[], b: readonly InventoryPeriod[]): boolean =>
  a.length === b.length && a.every((period, n) => textOf(period) === textOf(b[n]));

const textOf = (period: InventoryPeriod | undefined): string =>
  JSON.stringify([period?.valid_from, period?.valid_to, period?.area, period?.access_node, period?.tariff]);
