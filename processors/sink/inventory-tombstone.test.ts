import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compileType } from "#schemas/avro.ts";
import type { InventoryEntry } from "#schemas/inventory.ts";
import { topics } from "#schemas/topics.ts";
import { toInventoryTombstone } from "./inventory-tombstone.ts";
import { landingColumns } from "./landing.ts";
import { createRoutes } from "./routes.ts";
import { createSorter } from "./sort.ts";
import { sinkTopics } from "./sink-topic.ts";

const read = (file: string): string =>
  readFileSync(new URL(`../../schemas/${file}`, import.meta.url), "utf8");
const { name, schema: file } = topics.inventory;
const type = compileType<InventoryEntry>(read(file));

describe("a tombstone of the inventory", () => {
  it.each([
    { name: "names home and endpoint", key: "home os::1-2", want: ["home", "os::1-2"] },
    { name: "has a home with spaces in its id", key: "the home os::1-2", want: ["the home", "os::1-2"] },
    { name: "names no endpoint", key: "home", want: null },
    { name: "has no key", key: null, want: null },
  ])("$name", ({ key, want }) => {
    const row = toInventoryTombstone({ key: key === null ? null : Buffer.from(key), timestampMs: 5 });
    expect(row === null ? null : [row.home_id, row.endpoint_id]).toEqual(want);
    if (row !== null) expect(row).toMatchObject({ periods: [], loaded_at: 5 });
  });

  it("goes into the table of the program's own schema, beside entries of any; one that names nobody is a dead letter", async () => {
    const all = sinkTopics(read);
    const tables = all.map(({ landingPrefix, schema }) => ({
      name: `${landingPrefix}1`,
      columns: landingColumns(schema),
    }));
    const routes = createRoutes({
      schemaById: () => Promise.resolve({ kind: "found", text: read(file) }),
      landingTables: () => Promise.resolve({ kind: "found", tables }),
      waitFor: () => Promise.reject(new Error("There is nothing to wait for")),
    });
    const sorter = createSorter(all, routes);
    const record = (offset: number, key: string, value: Buffer | null) => {
      return { offset, key: Buffer.from(key), value, headers: {}, timestampMs: 9 };
    };
    const entry = { home_id: "h", endpoint_id: "e", periods: [], loaded_at: 3 } as unknown as InventoryEntry;
    const records = [
      record(0, "h e", type.encode(entry, 7)),
      record(1, "h e", null),
      record(2, "nobody", null),
    ];
    const batch = { topic: name, partition: 0, next: 3, records };
    expect(sorter.routeKnown(batch)).toBeNull();
    const { groups, letters } = sorter.sort([await sorter.route(batch)]);
    expect(sorter.routeKnown(batch)).not.toBeNull();
    const rows = [...groups].flatMap(([{ table }, admitted]) =>
      admitted.map(({ row }) => {
        const decoded = type.decode(row.body);
        return [table, row.offset, decoded.ok ? decoded.value.loaded_at : decoded.detail];
      }),
    );
    expect(rows).toEqual([
      ["landing_inventory_1", 0, 3],
      ["landing_inventory_1", 1, 9],
    ]);
    expect(letters.map(({ row, reason }) => [row.offset, reason])).toEqual([[2, "not_avro"]]);
  });
});
