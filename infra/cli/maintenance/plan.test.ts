import { describe, expect, it, test } from "vitest";
import type { Maintenance } from "#schemas/maintenance.ts";
import { epochMs } from "#schemas/units.ts";
import { maintenanceTable, type MaintenanceFlags, planMaintenance } from "./plan.ts";

const now = epochMs(Date.UTC(2026, 11, 1, 12));
const plan = (flags: Partial<MaintenanceFlags>): Maintenance =>
  planMaintenance({ scope: "area", value: "north", reason: "OLT swap", ...flags }, now, "m-1");

describe("a maintenance", () => {
  it("has its times as they were given", () => {
    expect(plan({ from: "2026-12-02T02:00Z", to: "2026-12-02T04:00+01:00" })).toEqual({
      id: "m-1",
      scope: "area",
      value: "north",
      starts_at: Date.UTC(2026, 11, 2, 2),
      ends_at: Date.UTC(2026, 11, 2, 3),
      reason: "OLT swap",
      created_at: now,
    });
  });

  it("begins now where nobody says when, and lasts as long as was said", () => {
    expect(plan({ for: "2h" })).toMatchObject({ starts_at: now, ends_at: now + 7_200_000 });
  });

  test.each([
    [{ scope: "street", for: "2h" }, /--scope street is none of all, home, area, access_node/],
    [{ scope: "all", for: "2h" }, /--scope all takes no --value/],
    [{ value: " ", for: "2h" }, /--scope area needs --value/],
    [{}, /say when it ends: --to TIME, or --for/],
    [{ to: "2027-01-01", for: "2h" }, /say when it ends/],
    [{ to: "soon" }, /--to soon is no time: ISO 8601/],
    [{ from: "2026-02-30", to: "2027-01-01" }, /--from 2026-02-30 is no time/],
    [{ for: "2 weeks" }, /--for 2 weeks is no duration such as 90m/],
    [
      { from: "2026-12-05", to: "2026-12-04" },
      /it ends \(2026-12-04T00:00Z\) before it has begun \(2026-12-05T00:00Z\)/,
    ],
    [{ from: "2026-11-01", to: "2026-11-02" }, /it is over already \(2026-11-02T00:00Z\)/],
  ])("of %j is refused", (flags, sentence) => {
    expect(() => plan(flags)).toThrow(sentence);
  });

  it("is refused with all its mistakes at once", () => {
    expect(() => plan({ scope: "x", from: "y", to: "z" })).toThrow(/--scope x .*; --from y .*; --to z /);
  });
});

describe("the list", () => {
  const all = [
    { ...plan({ for: "2h" }), id: "m-over", starts_at: epochMs(0), ends_at: epochMs(60_000) },
    { ...plan({ from: "2026-12-05", for: "2h" }), id: "m-planned" },
    {
      ...plan({ for: "2h", scope: "all", value: "" }),
      id: "m-now",
      reason: "a\u001b[31mred " + "x".repeat(200),
    },
  ];

  it("has what is in force first, then what is planned, then what is over", () => {
    const [header = "", ...lines] = maintenanceTable(all, now, 300).trim().split("\n");
    expect(header.split(/ {2,}/)).toEqual(["ID", "STATE", "SCOPE", "FROM", "TO", "REASON"]);
    expect(lines.map((line) => line.split(/ {2,}/).slice(0, 4))).toEqual([
      ["m-now", "in force", "all", "2026-12-01T12:00Z"],
      ["m-planned", "planned", "area north", "2026-12-05T00:00Z"],
      ["m-over", "over", "area north", "1970-01-01T00:00Z"],
    ]);
  });

  it("is no wider than the screen, and what was typed into a reason does nothing to it", () => {
    const text = maintenanceTable(all, now, 100);
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBe(100);
    expect(text).toContain("a?[31mred");
  });
});
