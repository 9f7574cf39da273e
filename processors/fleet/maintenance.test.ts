import { describe, expect, it, test } from "vitest";
import type { Maintenance } from "#schemas/maintenance.ts";
import { epochMs } from "#schemas/units.ts";
import { matches, MaintenanceBook } from "./maintenance.ts";

const planned = (more: Partial<Maintenance>): Maintenance => ({
  id: "m",
  scope: "all",
  value: "",
  starts_at: epochMs(1000),
  ends_at: epochMs(2000),
  reason: "",
  created_at: epochMs(0),
  ...more,
});
const alert = { home_id: "home 1", labels: { software_version: "1.2.3", model_name: "X" } };
const labels = { area: "north", access_node: "olt-7" };

describe("a maintenance covers an alert", () => {
  test.each([
    { at: 999, want: false },
    { at: 1000, want: true },
    { at: 1999, want: true },
    { at: 2000, want: false },
  ])("at $at: $want, from its start to before its end", ({ at, want }) => {
    expect(matches(planned({}), alert, labels, at)).toBe(want);
  });

  test.each([
    { scope: "all", value: "", want: true },
    { scope: "home", value: "home 1", want: true },
    { scope: "home", value: "home", want: false },
    { scope: "area", value: "north", want: true },
    { scope: "area", value: "south", want: false },
    { scope: "access_node", value: "olt-7", want: true },
    { scope: "access_node", value: "olt-70", want: false },
    { scope: "model_name", value: "X", want: true },
    { scope: "model_name", value: "Y", want: false },
    { scope: "software_version", value: "1.2.3", want: true },
    { scope: "software_version", value: "1.2", want: false },
  ] as const)("of scope $scope, value '$value': $want", ({ scope, value, want }) => {
    expect(matches(planned({ scope, value }), alert, labels, 1500)).toBe(want);
  });

  it("of an area not, where nothing says which area its home is in", () => {
    expect(matches(planned({ scope: "area", value: "north" }), alert, {}, 1500)).toBe(false);
  });
});

it("any of several that are planned suppresses; one that is no more does not", () => {
  const book = new MaintenanceBook();
  expect(book.covers(alert, labels, 1500)).toBe(false);
  book.take("a", planned({ id: "a", scope: "home", value: "another" }));
  book.take("b", planned({ id: "b", scope: "home", value: "home 1" }));
  expect(book.covers(alert, labels, 1500)).toBe(true);
  book.take("b", planned({ id: "b", scope: "home", value: "home 1", ends_at: epochMs(1400) }));
  expect(book.covers(alert, labels, 1500)).toBe(false);
  book.take("b", planned({ id: "b" }));
  book.take("b", null);
  expect(book.covers(alert, labels, 1500)).toBe(false);
});
