import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { tables } from "../normalize/placement.ts";
import { blankRow, formatOf } from "./row-format.ts";

interface Field {
  readonly name: string;
  readonly type: unknown;
}

const text = readFileSync(new URL("../../schemas/telemetry-event.avsc", import.meta.url), "utf8");
const schema = JSON.parse(text) as { readonly fields: readonly Field[] };

interface Rows {
  readonly items: { readonly name: string; readonly fields: readonly Field[] };
}

function recordOf(array: string): Rows["items"] {
  const field = schema.fields.find(({ name }) => name === array);
  if (field === undefined) throw new Error(`no field ${array}`);
  return (field.type as Rows).items;
}

describe.each(["stations", "hosts"] as const)("the format of %s", (array) => {
  const format = formatOf(array);

  test("has the fields of the record, in its order", () => {
    const { name, fields } = recordOf(array);
    expect(format?.record).toBe(name);
    expect(format?.fields).toEqual(fields.map((field) => field.name));
    // A bit of 32 for each.
    expect(fields.length).toBeLessThanOrEqual(31);
  });

  test("has a zero where a row without values has null or an empty list, and texts elsewhere", () => {
    if (format === null) throw new Error("no format");
    const path = "Device.WiFi.AccessPoint.1.AssociatedDevice.2.";
    const blank: Readonly<Record<string, unknown>> = { ...tables[array].empty(path) };
    for (const [index, field] of format.fields.entries()) {
      const value = blank[field];
      const isZero = value === null || (Array.isArray(value) && value.length === 0) || value === "";
      expect(blankRow(format, path)[index]).toBe(isZero ? "" : value);
    }
  });
});

test("other tables have none", () => {
  expect(formatOf("radios")).toBeNull();
  expect(formatOf("constructor")).toBeNull();
});
