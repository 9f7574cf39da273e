/** Times are plain numbers; `a` is an endpoint of `home`. */
import { describe, expect, it, test } from "vitest";
import type { InventoryEntry, InventoryPeriod } from "#schemas/inventory.ts";
import { epochMs } from "#schemas/units.ts";
import { InventoryBook } from "./inventory.ts";

const period = (
  from: number | null,
  to: number | null,
  area: string | null = null,
  accessNode: string | null = null,
): InventoryPeriod => ({
  valid_from: from === null ? null : epochMs(from),
  valid_to: to === null ? null : epochMs(to),
  area,
  access_node: accessNode,
  tariff: null,
});
const entry = (endpoint: string, ...periods: InventoryPeriod[]): InventoryEntry => ({
  home_id: "home",
  endpoint_id: endpoint,
  periods,
  loaded_at: epochMs(0),
});
function book(...entries: InventoryEntry[]): InventoryBook {
  const all = new InventoryBook();
  for (const each of entries) all.take(`home ${each.endpoint_id}`, each);
  return all;
}

describe("labels of a home", () => {
  it("are empty where the inventory does not know it, or says nothing of it", () => {
    expect(book().labelsOf("home", 5)).toEqual({});
    expect(book(entry("a", period(null, null))).labelsOf("home", 5)).toEqual({});
  });

  //        0         10        20        30
  //  a     |--north--|--south--|
  test.each([
    { at: -1, want: {} },
    { at: 0, want: { area: "north", access_node: "olt-1" } },
    { at: 9, want: { area: "north", access_node: "olt-1" } },
    { at: 10, want: { area: "south" } },
    { at: 30, want: { area: "south" } },
  ])("at $at: of what is valid, else of what was last", ({ at, want }) => {
    const all = book(entry("a", period(0, 10, "north", "olt-1"), period(10, 20, "south")));
    expect(all.labelsOf("home", at)).toEqual(want);
  });

  it("of several endpoints are those of the one that is valid and began last", () => {
    const all = book(
      entry("a", period(0, 50, "old")),
      entry("b", period(10, null, "new")),
      entry("c", period(20, 30, "gone")),
    );
    expect(all.labelsOf("home", 40)).toEqual({ area: "new" });
  });
});

describe("an alert of an endpoint", () => {
  const isRetired = (all: InventoryBook, at: number, endpoint: string | null = "a"): boolean =>
    all.isRetired({ home_id: "home", endpoint_id: endpoint }, at);

  it("that the inventory does not know stays", () => {
    expect(isRetired(book(), 5)).toBe(false);
    expect(isRetired(book(entry("b", period(0, 1))), 5)).toBe(false);
  });

  //        0         10        20        30
  //  a               |---------|    ,    |----- ...
  test.each([
    { at: 5, want: false },
    { at: 15, want: false },
    { at: 20, want: true },
    { at: 29, want: true },
    { at: 30, want: false },
  ])("ends once its validity has ended, until it begins anew: at $at, $want", ({ at, want }) => {
    expect(isRetired(book(entry("a", period(10, 20), period(30, null))), at)).toBe(want);
  });

  it("is of its home where it names none: ended when all its endpoints are", () => {
    expect(isRetired(book(entry("a", period(0, 10)), entry("b", period(0, null))), 20, null)).toBe(false);
    expect(isRetired(book(entry("a", period(0, 10)), entry("b", period(0, 15))), 20, null)).toBe(true);
  });

  it("follows what is loaded later, and what is taken away", () => {
    const all = book(entry("a", period(0, 10)));
    expect(isRetired(all, 20)).toBe(true);
    all.take("home a", entry("a", period(0, null)));
    expect(isRetired(all, 20)).toBe(false);
    all.take("home a", entry("a", period(0, 10)));
    all.take("home a", null);
    expect(isRetired(all, 20)).toBe(false);
    expect(all.labelsOf("home", 5)).toEqual({});
  });
});
