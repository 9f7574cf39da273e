import { describe, expect, it } from "vitest";
import type { RecordSchema } from "./avro-schema.ts";
import { columnType, landingColumns } from "./landing.ts";
import { compareLanding, findLandingTable, type SinkTopic } from "./sink-topic.ts";

const station: RecordSchema = {
  type: "record",
  name: "Station",
  fields: [
    { name: "mac", type: "string" },
    { name: "rssi", type: ["null", "int"] },
  ],
};

describe("the column of an Avro type", () => {
  it.each([
    { schema: "string", want: "String" },
    { schema: "bytes", want: "String" },
    { schema: "boolean", want: "Bool" },
    { schema: { type: "long" }, want: "Int64" },
    { schema: { type: "long", logicalType: "timestamp-millis" }, want: "DateTime64(3, 'UTC')" },
    { schema: ["null", "long"], want: "Nullable(Int64)" },
    { schema: { type: "map", values: "string" }, want: "Map(String, String)" },
    { schema: { type: "array", items: station }, want: "Array(Tuple(mac String, rssi Nullable(Int32)))" },
    { schema: ["null", station], want: "Tuple(mac String, rssi Nullable(Int32))" },
  ])("$schema is $want", ({ schema, want }) => {
    expect(columnType(schema)).toBe(want);
  });

  it.each([{ schema: ["string", "null"] }, { schema: ["null", "int", "string"] }, { schema: "fixed" }])(
    "is none for $schema, which our schemas do not use",
    ({ schema }) => {
      expect(() => columnType(schema)).toThrow(/No column type|A union must be/);
    },
  );
});

const version = (...extra: string[]): RecordSchema => ({
  ...station,
  fields: [...station.fields, ...extra.map((name) => ({ name, type: "string" }))],
});
const topic: SinkTopic = {
  name: "usp.station.v1",
  form: "avro",
  landingPrefix: "landing_station_",
  recordName: "Station",
  schema: version("now"),
};
const table = (name: string, schema: RecordSchema) => ({ name, columns: landingColumns(schema) });

describe("the landing table of a schema", () => {
  const tables = [
    table("landing_station_1", version()),
    table("landing_station_2", version("now")),
    table("landing_station_10", version("now")),
    table("landing_station_window_1", version("now")),
  ];

  it("is the newest whose columns are exactly the schema's fields", () => {
    expect(findLandingTable(topic, version(), tables)).toBe("landing_station_1");
    expect(findLandingTable(topic, version("now"), tables)).toBe("landing_station_10");
  });

  it("is none for a version that no migration knows", () => {
    expect(findLandingTable(topic, version("later"), tables)).toBeNull();
  });

  it.each([
    { name: "fits", tables, want: [] },
    { name: "is missing", tables: [], want: [/no table landing_station_\* for usp\.station\.v1: run/] },
    {
      name: "lacks a column",
      tables: [table("landing_station_1", version())],
      want: [/landing_station_1 does not fit .* \(column now\)/],
    },
    {
      name: "has a column too many",
      tables: [table("landing_station_3", version("now", "later"))],
      want: [/landing_station_3 does not fit .* \(column later\)/],
    },
  ])("that $name is said so at start", ({ tables: present, want }) => {
    const complaints = compareLanding([topic], present);
    expect(complaints).toEqual(want.map((text) => expect.stringMatching(text)));
  });
});
