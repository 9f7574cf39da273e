import { describe, expect, it } from "vitest";
import { parseMacAddress } from "#schemas/ids.ts";
import { planEndpoints, planHome, planMac, planPresent, type Tables, toCount, toStatement } from "./plan.ts";

const mac = parseMacAddress("AA-BB-CC-DD-EE-02");
if (mac === null) throw new Error("that is an address");

const tablesOf = (described: Readonly<Record<string, Readonly<Record<string, string>>>>): Tables =>
  new Map(
    Object.entries(described).map(([table, columns]) => [
      table,
      Object.entries(columns).map(([name, type]) => ({ name, type })),
    ]),
  );

const tables = tablesOf({
  sighting_store: { home_id: "String", endpoint_id: "String", sta_mac: "String", rssi_dbm: "Nullable(Int8)" },
  rollup_store: { home_id: "String", "rows.sta_mac": "Array(String)", "rows.bins": "Array(Array(Int8))" },
  window_store: {
    home_id: "String",
    stations: "Array(Tuple(endpoint_id String, sta_mac String, samples Int64))",
    station_metrics: "Array(Tuple(bytes_sent Nullable(Int64)))",
    radios: "Array(Tuple(radio String))",
  },
  letter_store: {
    endpoint_id: "Nullable(String)",
    key: "Nullable(String)",
    payload: "Nullable(String)",
    headers: "Map(LowCardinality(String), String)",
    digest: "String",
    reason: "LowCardinality(String)",
  },
  progress_store: { topic: "LowCardinality(String)", last_offset: "Int64" },
});

describe("a home", () => {
  it("goes from each table that has homes, and its gateways from one that has only those", () => {
    const all = planHome(tables, "home 1", ["os::1", "os::2"]);
    expect(all.map(({ table, where }) => `${table}: ${where}`)).toEqual([
      "sighting_store: home_id = 'home 1'",
      "rollup_store: home_id = 'home 1'",
      "window_store: home_id = 'home 1'",
      "letter_store: ifNull(endpoint_id, '') IN ('os::1', 'os::2') OR ifNull(key, '') = 'home 1'",
    ]);
    expect(all.every(({ update }) => update === null)).toBe(true);
  });

  it("of a name that means something in SQL is only a name", () => {
    const [first] = planHome(tables, "o'hara\\", []);
    expect(first === undefined ? null : toStatement(first)).toBe(
      "ALTER TABLE `sighting_store` DELETE WHERE home_id = 'o\\'hara\\\\' SETTINGS mutations_sync = 2",
    );
    expect(first === undefined ? null : toCount(first)).toContain("WHERE home_id = 'o\\'hara\\\\'");
  });

  it("is asked for its gateways where both are", () => {
    expect(planEndpoints(tables, "h")).toContain("FROM `sighting_store` WHERE home_id = 'h'");
    expect(planEndpoints(tables, "h")).not.toContain("letter_store");
  });
});

describe("an address", () => {
  const of = (table: string) => planMac(tables, mac).find((change) => change.table === table);

  it("in a column of its own takes the row away", () => {
    expect(of("sighting_store")).toMatchObject({
      where: "ifNull(`sta_mac`, '') = 'aa:bb:cc:dd:ee:02'",
      update: null,
    });
  });

  it("in an array takes its element away, and those beside it, and leaves other arrays", () => {
    const change = of("window_store");
    expect(change?.where).toBe("has(tupleElement(`stations`, 'sta_mac'), 'aa:bb:cc:dd:ee:02')");
    expect(change?.update).toMatch(/^`stations` = arrayFilter\(.*, `station_metrics` = arrayFilter\(/);
    expect(change?.update).not.toContain("radios");
  });

  it("in a rollup takes its element of all columns away, so that they stay of one length", () => {
    expect(of("rollup_store")?.update).toMatch(
      /^`rows.sta_mac` = arrayFilter\(.*, `rows.bins` = arrayFilter\(/,
    );
  });

  it("in free text, in any of its three forms, takes the row away; closed lists, ids and hashes are not searched", () => {
    const { where = "" } = of("letter_store") ?? {};
    expect(where).toContain(
      "multiSearchAnyCaseInsensitive(toString(`headers`), ['aa:bb:cc:dd:ee:02', 'aa-bb-cc-dd-ee-02', 'aabbccddee02'])",
    );
    expect(where).toContain("`payload`");
    expect(where).not.toMatch(/endpoint_id|digest|reason/);
  });

  it("is nowhere in a table that names nobody", () => {
    expect(of("progress_store")).toBeUndefined();
  });

  it("is found again wherever it has a column", () => {
    const query = planPresent(tables, "mac");
    for (const table of ["sighting_store", "rollup_store", "window_store"]) expect(query).toContain(table);
    expect(query).not.toContain("letter_store");
  });
});
