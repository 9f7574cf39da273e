/** Association changes in their view, and the query of the page about them, on a real ClickHouse. */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { blankChange } from "#processors/scenarios/blank.ts";
import type { AssociationChange } from "#schemas/association-change.ts";
import { epochMs } from "#schemas/units.ts";
import { openViews, type Views } from "./views.ts";

const now = Date.now();
let views: Views;

beforeAll(async () => {
  views = await openViews("association_views_test");
});
afterAll(() => views.close());

const change = (second: number, over: Partial<AssociationChange>): AssociationChange => ({
  ...blankChange,
  observed_at: epochMs(now + second * 1000),
  received_at: epochMs(now + second * 1000),
  ...over,
});

const insert = (changes: readonly AssociationChange[]): Promise<void> =>
  views.insert(
    "association-change.avsc",
    "landing_association_change_2",
    "usp.association-change.v1",
    changes,
  );

it("all that a change says has a column", async () => {
  await insert([
    change(0, {
      home_id: "columns",
      kind: "join",
      sta_mac: "aa",
      flap: true,
      continues_mac: "bb",
      continuity: 0.64,
    }),
    change(1, {
      home_id: "columns",
      kind: "roam",
      sta_mac: "aa",
      scope: "endpoint",
      from_endpoint_id: "extender",
      ping_pong: true,
    }),
    change(2, { home_id: "columns", kind: "leave", sta_mac: "aa", session_ms: 2 ** 40 }),
    change(3, { home_id: "columns", kind: "emptied", reason: "reboot", count: 20 }),
  ]);
  const columns =
    "kind, flap, ping_pong, scope, from_endpoint_id, session_ms, continues_mac, continuity, count";
  const found = await views.rows(
    `SELECT ${columns} FROM association_change WHERE home_id = 'columns' ORDER BY observed_at
     SETTINGS output_format_json_quote_64bit_integers = 0`,
  );
  const blank = {
    flap: false,
    ping_pong: false,
    scope: null,
    from_endpoint_id: null,
    session_ms: null,
    continues_mac: null,
    continuity: null,
    count: 1,
  };
  expect(found).toEqual([
    { ...blank, kind: "join", flap: true, continues_mac: "bb", continuity: 0.64 },
    { ...blank, kind: "roam", scope: "endpoint", from_endpoint_id: "extender", ping_pong: true },
    { ...blank, kind: "leave", session_ms: 2 ** 40 },
    { ...blank, kind: "emptied", count: 20 },
  ]);
});

it("hosts that leave with one report are a row each, and so is the station that one of them is", async () => {
  const leave = { home_id: "hosts", kind: "host_leave" } as const;
  const all = [
    change(0, { ...leave, host_mac: "aa" }),
    change(0, { ...leave, host_mac: "bb" }),
    change(0, { ...leave, kind: "leave", sta_mac: "aa" }),
  ];
  await insert(all);
  await insert(all);
  expect(
    await views.rows(
      "SELECT kind, host_mac, sta_mac FROM association_change WHERE home_id = 'hosts' ORDER BY kind, host_mac",
    ),
  ).toEqual([
    { kind: "host_leave", host_mac: "aa", sta_mac: "" },
    { kind: "host_leave", host_mac: "bb", sta_mac: "" },
    { kind: "leave", host_mac: "", sta_mac: "aa" },
  ]);
});

it("apparent and stitched churn are what the page's query says", async () => {
  const join = { home_id: "churn", kind: "join" } as const;
  await insert([
    change(-30, { ...join, sta_mac: "aa" }),
    change(-20, { ...join, sta_mac: "bb", continues_mac: "aa", continuity: 0.92 }),
    change(-10, { ...join, sta_mac: "cc" }),
    change(-10, { home_id: "churn", kind: "leave", sta_mac: "aa" }),
    change(-10, { home_id: "churn", kind: "host_join", host_mac: "bb" }),
  ]);
  const page = readFileSync(new URL("../../../README.md", import.meta.url), "utf8");
  const query = [...page.matchAll(/```sql\n([^`]+)```/g)].find(
    ([, sql]) => sql?.includes("stitched") === true,
  )?.[1];
  expect(
    await views.rows(
      `SELECT * FROM (${query ?? "no query"}) WHERE home_id = 'churn' SETTINGS output_format_json_quote_64bit_integers = 0`,
    ),
  ).toEqual([{ home_id: "churn", apparent: 3, stitched: 2 }]);
});
