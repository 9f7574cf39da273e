import { describe, expect, it, test } from "vitest";
import type { InventoryEntry } from "#schemas/inventory.ts";
import { epochMs } from "#schemas/units.ts";
import { inventoryTable } from "./inventory-table.ts";
import { inventoryKey, planLoad } from "./plan-load.ts";
import { type FileEntry, type InventoryReading, readInventory } from "./read-inventory.ts";

const read = (text: string): InventoryReading => readInventory(text, (endpoint) => endpoint);
const header = "home,endpoint,area,access_node,tariff,valid_from,valid_to";
const day = (text: string): number => Date.parse(`${text}T00:00Z`);

function entriesOf(...lines: string[]): readonly FileEntry[] {
  const reading = read([header, ...lines].join("\r\n"));
  if (!reading.ok) throw new Error(reading.mistakes.join("\n"));
  return reading.entries;
}

describe("a file", () => {
  it("has its rows by endpoint and in order of time, quoted or not, empty fields being none", () => {
    const text = `${header}\r\na,a,"north, ""upper""",olt-1,,2026-06-01,\r\na,a,south,,gold,2026-01-01,2026-06-01\r\nb,b,,,,,\r\n`;
    expect(read(text)).toEqual({
      ok: true,
      rows: 3,
      entries: [
        {
          home_id: "a",
          endpoint_id: "a",
          periods: [
            {
              valid_from: day("2026-01-01"),
              valid_to: day("2026-06-01"),
              area: "south",
              access_node: null,
              tariff: "gold",
            },
            {
              valid_from: day("2026-06-01"),
              valid_to: null,
              area: 'north, "upper"',
              access_node: "olt-1",
              tariff: null,
            },
          ],
        },
        {
          home_id: "b",
          endpoint_id: "b",
          periods: [{ valid_from: null, valid_to: null, area: null, access_node: null, tariff: null }],
        },
      ],
    });
  });

  it("may have its columns in another order, and need not have all", () => {
    expect(read("Endpoint, home\nx,x\n")).toMatchObject({ ok: true, rows: 1, entries: [{ home_id: "x" }] });
  });

  test.each([
    ["0001-01-01", "9999-12-31"],
    ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z"],
    ["0001-01-01 00:00:00", "9999-12-31 23:59:59+02:00"],
  ])("says since ever and until further notice by %s and %s too", (from, to) => {
    const [entry] = entriesOf(`a,a,,,,${from},${to}`);
    expect(entry?.periods).toEqual([
      { valid_from: null, valid_to: null, area: null, access_node: null, tariff: null },
    ]);
  });

  test.each([
    ["", [/^line 1: the header has no column home and endpoint/]],
    ["home,endpoint,street\n", [/^line 1: the header has "street"; the columns are home, endpoint, area/]],
    ["home,home,endpoint\n", [/^line 1: the header has "home"; .* each once/]],
    [`${header}\na,a\n`, [/^line 2: has 2 fields where the header has 7/]],
    [`${header}\n,a,,,,,\nb,,,,,,\n`, [/^line 2: has no home/, /^line 3: has no endpoint/]],
    [`${header}\nb,a,,,,,\n`, [/^line 2: home "b", but intake .* has a in home "a"/]],
    [`${header}\na,a,,,,soon,\n`, [/^line 2: valid_from "soon" is no time: ISO 8601/]],
    [`${header}\na,a,,,,9999-12-31,0001-01-01\n`, [/^line 2: valid_from "9999-/, /^line 2: valid_to "0001-/]],
    [`${header}\na,a,,,,,9999-12-32\n`, [/^line 2: valid_to "9999-12-32" is no time/]],
    [`${header}\na,a,,,,2026-02-01,2026-02-01\n`, [/^line 2: valid_to 2026-02-01 is not after valid_from/]],
    [`${header}\na,a,"x\n`, [/never closed/]],
    // In order of lines, those of a row among those of several.
    [
      `${header}\na,a,,,,,\na,a,,,,2026-01-01,\nb,b,,,,x,\n`,
      [/^line 3: a is valid at the same time as in line 2/, /^line 4: valid_from/],
    ],
    [`${header}\na,a,,,,2026-02-01,\na,a,,,,2026-01-01,2026-03-01\n`, [/^line 3: .* as in line 2/]],
  ])("%j is refused", (text, sentences) => {
    const reading = read(text);
    expect(reading).toEqual({
      ok: false,
      mistakes: sentences.map((sentence) => expect.stringMatching(sentence)),
    });
  });

  it("all wrong is told by its first mistakes and the number of the rest", () => {
    const reading = read(`${header}\n${"a,b,,,,,\n".repeat(1000)}`);
    expect(reading).toMatchObject({ ok: false });
    if (reading.ok) return;
    expect(reading.mistakes).toHaveLength(21);
    expect(reading.mistakes.at(-1)).toBe("and 980 more");
  });
});

describe("a load", () => {
  const now = epochMs(day("2026-07-01"));
  const later = epochMs(day("2026-08-01"));
  const none: ReadonlyMap<string, InventoryEntry> = new Map();
  /** What the topic holds after a load. */
  function after(
    present: ReadonlyMap<string, InventoryEntry>,
    file: readonly FileEntry[],
    replace = false,
    at = now,
  ): Map<string, InventoryEntry> {
    const held = new Map(present);
    for (const [key, entry] of planLoad(file, present, { replace, now: at }).changes)
      if (entry === null) held.delete(key);
      else held.set(key, entry);
    return held;
  }

  it("writes what is new or differs, and nothing of the same file a second time", () => {
    const first = entriesOf("a,a,north,,,,", "b,b,,,,,");
    const held = after(none, first);
    expect(planLoad(first, held, { replace: true, now: later })).toEqual({
      changes: [],
      added: 0,
      changed: 0,
      unchanged: 2,
      ended: 0,
    });
    const second = planLoad(entriesOf("a,a,south,,,,", "b,b,,,,,"), held, { replace: false, now: later });
    expect(second).toMatchObject({ changed: 1, unchanged: 1, ended: 0 });
    expect(second.changes.map(([key]) => key)).toEqual(["a a"]);
  });

  it("does not end all there is for a file without rows", () => {
    expect(() => planLoad([], new Map(), { replace: true, now })).toThrow("would end every gateway there is");
    expect(planLoad([], new Map(), { replace: false, now }).changes).toEqual([]);
  });

  it("leaves who is no longer in the file, and ends it with --replace: once, and what had not begun is none", () => {
    const held = after(none, entriesOf("a,a,,,,,", "b,b,,,,2026-01-01,2026-12-01", "c,c,,,,2026-09-01,"));
    const file = entriesOf("a,a,,,,,");
    expect(planLoad(file, held, { replace: false, now }).changes).toEqual([]);
    const plan = planLoad(file, held, { replace: true, now });
    expect(plan).toMatchObject({ unchanged: 1, ended: 2 });
    expect(plan.changes).toEqual([
      ["b b", expect.objectContaining({ periods: [expect.objectContaining({ valid_to: now })] })],
      ["c c", null],
    ]);
    expect(planLoad(file, after(held, file, true), { replace: true, now: later }).changes).toEqual([]);
  });

  it("of an endpoint under another home takes it from the one before", () => {
    const held = after(none, entriesOf("a,a,,,,,"));
    const moved = entriesOf("a,a,,,,,").map((entry) => ({ ...entry, home_id: "home 2" }));
    expect([...after(held, moved).keys()]).toEqual(["home 2 a"]);
    expect(moved.map(inventoryKey)).toEqual(["home 2 a"]);
  });
});

test("the list has a line for each period, with what it is now", () => {
  const entries = entriesOf(
    "b,b,north,olt,,2026-01-01,2026-02-01",
    "b,b,south,,,2026-02-01,",
    "a,a,,,,2027-01-01,",
  );
  const at = epochMs(day("2026-07-01"));
  const table = inventoryTable(
    entries.map((entry) => ({ ...entry, loaded_at: at })),
    at,
    200,
  );
  const lines = table.trim().split("\n");
  expect(lines.map((line) => line.split(/ {2,}/))).toEqual([
    ["HOME", "ENDPOINT", "STATE", "FROM", "TO", "AREA", "ACCESS NODE", "TARIFF"],
    ["a", "a", "planned", "2027-01-01T00:00Z", "-", "-", "-", "-"],
    ["b", "b", "ended", "2026-01-01T00:00Z", "2026-02-01T00:00Z", "north", "olt", "-"],
    ["b", "b", "valid", "2026-02-01T00:00Z", "-", "south", "-", "-"],
  ]);
});
