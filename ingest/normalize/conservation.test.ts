/** Of every column of every table, under every name it has: a value is in the row, or it is a parameter; never neither. */
import { describe, expect, test } from "vitest";
import type { NormalizedElement } from "./element.ts";
import { below, normalized } from "./element.fixture.ts";
import { tables } from "./placement.ts";
import { equivalentRows } from "./tr098.ts";
import { vendorNames } from "./vendor-names.ts";

const mac = "02:00:5e:10:00:01";
/** Some of everything that a column may take, and what none does. */
const values = [
  ...["7", "-50", "126", "46.5", "-46.5", "true", "ana", mac, "2026-11-22T06:52:19Z", "5GHz", "115"],
  ...[
    "18446744073709551614",
    "99999999999999999999",
    "0x10",
    "Device.WiFi.SSID.1",
    "00:00:00:00:00:00",
    "-201",
  ],
  ...["0", "255", "206", "4294967294", "[]"],
];

/** What is in the rows. */
function rowsOf({
  stations,
  hosts,
  radios,
  access_points,
  gateway,
  interfaces,
  mesh_nodes,
  heard_stations,
  heard_bsses,
}: NormalizedElement): string {
  const rows = {
    ...{ stations, hosts, radios, access_points, gateway, interfaces, mesh_nodes },
    ...{ heard_stations, heard_bsses },
  };
  return JSON.stringify(rows, (_key, value: unknown) => (typeof value === "bigint" ? `${value}n` : value));
}

const tr181 = Object.values(tables).flatMap(({ row, key, columns }) =>
  Object.keys(columns).map((name) => ({ row, key, name })),
);
const equivalents = [...equivalentRows, ...vendorNames].flatMap(({ row, of, names }) => {
  const itsKey = Object.values(tables).find((table) => table.row === of)?.key ?? null;
  const key = row === of ? itsKey : (Object.keys(names).find((name) => names[name] === itsKey) ?? null);
  return Object.keys(names).map((name) => ({ row, key, name }));
});

describe.each([...tr181, ...equivalents])("$row$name", ({ row, key, name }) => {
  const path = row.replaceAll("*", "1");
  const parameter = name.replaceAll("*", "1");
  const others = key === null || key === name ? {} : { [key]: mac };
  // What the row is without it, but for what makes it a row.
  const without = rowsOf(normalized(below(path, others)));

  test("any value is in the row, or kept as it came", () => {
    const lost = values.filter((value) => {
      const found = normalized(below(path, { ...others, [parameter]: value }));
      const isKept = found.parameters.some((each) => each.path === path + parameter && each.value === value);
      return !isKept && rowsOf(found) === without;
    });
    expect(lost).toEqual(saysNothing(name));
  });

  test("two values that differ make rows that differ, or are kept", () => {
    const seen = new Map<string, string>();
    for (const value of values) {
      const found = normalized(below(path, { ...others, [parameter]: value }));
      if (found.parameters.some((each) => each.path === path + parameter)) continue;
      const rows = rowsOf(found);
      expect(seen.get(rows), `besides ${value}`).toBeUndefined();
      seen.set(rows, value);
    }
  });
});

/** ANPI 255 is "not available": there is nothing to keep. */
const saysNothing = (name: string): readonly string[] => (name === "MultiAPSTA.Noise" ? ["255"] : []);
