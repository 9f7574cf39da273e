/** What the operator's inventory says of homes and endpoints at a moment: where they are, and whether they still are. */
import type { Alert } from "#schemas/alert.ts";
import type { InventoryEntry, InventoryPeriod } from "#schemas/inventory.ts";

/** All entries, as `usp.inventory.v1` has them. */
export class InventoryBook {
  readonly #byKey = new Map<string, InventoryEntry>();
  /** Keys of the entries of a home, and of an endpoint. */
  readonly #ofHome = new Map<string, Set<string>>();
  readonly #ofEndpoint = new Map<string, Set<string>>();

  /** The newest of its key; null: the inventory does not know it. */
  take(key: string, entry: InventoryEntry | null): void {
    const before = this.#byKey.get(key);
    if (before !== undefined) {
      this.#byKey.delete(key);
      remove(this.#ofHome, before.home_id, key);
      remove(this.#ofEndpoint, before.endpoint_id, key);
    }
    if (entry === null) return;
    this.#byKey.set(key, entry);
    add(this.#ofHome, entry.home_id, key);
    add(this.#ofEndpoint, entry.endpoint_id, key);
  }

  /**
   * `area` and `access_node` of a home, as far as said: of what is valid then and began last, else of what ended last
   * (alerts of a gateway that is gone end where it was). Empty for a home that the inventory does not know.
   */
  labelsOf(homeId: string, atMs: number): Readonly<Record<string, string>> {
    const begun = this.#periodsOf(this.#ofHome.get(homeId)).filter(
      ({ valid_from: from }) => (from ?? 0) <= atMs,
    );
    const valid = begun.filter((period) => isValid(period, atMs));
    const period =
      newest(valid, ({ valid_from: from }) => from ?? 0) ?? newest(begun, ({ valid_to: to }) => to ?? 0);
    const { area = null, access_node: accessNode = null } = period ?? {};
    return {
      ...(area === null ? {} : { area }),
      ...(accessNode === null ? {} : { access_node: accessNode }),
    };
  }

  /**
   * Whether an alert is of a gateway that was replaced or taken away: one whose validity has ended and has not begun anew.
   * One that the inventory does not know, or does not know yet, counts as there. An alert that names no endpoint is of its
   * home's: of all of them.
   */
  isRetired(
    { home_id: homeId, endpoint_id: endpointId }: Pick<Alert, "home_id" | "endpoint_id">,
    atMs: number,
  ): boolean {
    const keys = endpointId === null ? this.#ofHome.get(homeId) : this.#ofEndpoint.get(endpointId);
    const periods = this.#periodsOf(keys);
    const hasEnded = periods.some(({ valid_to: to }) => to !== null && to <= atMs);
    return hasEnded && !periods.some((period) => isValid(period, atMs));
  }

  #periodsOf(keys: ReadonlySet<string> | undefined): readonly InventoryPeriod[] {
    return [...(keys ?? [])].flatMap((key) => this.#byKey.get(key)?.periods ?? []);
  }
}

/** From its begin on, and no longer at its end. */
export const isValid = (
  { valid_from: from, valid_to: to }: Pick<InventoryPeriod, "valid_from" | "valid_to">,
  atMs: number,
): boolean => (from ?? Number.NEGATIVE_INFINITY) <= atMs && atMs < (to ?? Number.POSITIVE_INFINITY);

function newest(
  periods: readonly InventoryPeriod[],
  time: (period: InventoryPeriod) => number,
): InventoryPeriod | undefined {
  return periods.toSorted((a, b) => time(b) - time(a))[0];
}

function add(index: Map<string, Set<string>>, name: string, key: string): void {
  const keys = index.get(name);
  if (keys === undefined) index.set(name, new Set([key]));
  else keys.add(key);
}

function remove(index: Map<string, Set<string>>, name: string, key: string): void {
  const keys = index.get(name);
  keys?.delete(key);
  if (keys?.size === 0) index.delete(name);
}
