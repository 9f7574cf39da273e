import { describe, expect, test } from "vitest";
import { createFleet } from "./fleet.ts";
import { fateProblems, logProblems, rowProblems, windowProblems } from "./oracle.ts";
import type { KafkaContents, StoredEvent } from "./stored.ts";
import { expectedRows, factOf, viewNames, type ViewRows } from "./truth.ts";
import type { WindowRows } from "./windows.ts";

const sent = createFleet({ seed: "oracle", gateways: 1, startMs: Date.UTC(2026, 10, 25, 12) }).next(100);
const homeId = sent[0]?.homeId ?? "";
const rows = expectedRows(sent);
const facts = sent.map(factOf);

describe("rows of the views", () => {
  test("the same rows, in whatever order, are right", () => {
    const reversed = Object.fromEntries(viewNames.map((view) => [view, rows[view].toReversed()]));
    expect(rowProblems(homeId, rows, { ...rows, ...reversed })).toEqual([]);
    for (const view of viewNames) expect(rows[view].length).toBeGreaterThan(0);
  });

  test.each(viewNames)("one %s altered, one missing, one doubled are each found", (view) => {
    const found = (changed: ViewRows[typeof view]): string =>
      rowProblems(homeId, rows, { ...rows, [view]: changed })[0] ?? "";
    const [first = {}, ...others] = rows[view];
    const [column = ""] = Object.keys(first);
    const all = rows[view].length;
    expect(found([{ ...first, [column]: "altered" }, ...others])).toBe(
      `${homeId}: ${view}: 1 of ${all} rows missing, 1 of ${all} unexpected`,
    );
    expect(found(others)).toBe(`${homeId}: ${view}: 1 of ${all} rows missing, 0 of ${all - 1} unexpected`);
    expect(found([first, ...rows[view]])).toBe(
      `${homeId}: ${view}: 0 of ${all} rows missing, 1 of ${all + 1} unexpected`,
    );
  });
});

describe("fates", () => {
  const events: StoredEvent[] = facts.map((fact) => ({ fact, eventId: `id of ${fact}`, receivedAtMs: 1 }));
  const contents: KafkaContents = {
    events,
    windowIds: ["a", "b"],
    changeIds: ["c"],
    deadLetters: [],
    lag: { worker: 0, sink: 0 },
  };
  const [one] = events;
  const changed = (change: Partial<KafkaContents>): string[] => [
    ...fateProblems(facts, { ...contents, ...change }),
    ...logProblems({ ...contents, ...change }),
  ];

  test("an event sent again under the same id is one", () => {
    expect(changed({ events: [...events, ...events.slice(0, 50)] })).toEqual([]);
  });

  test.each([
    [{ events: events.slice(1) }, `1 publications without an event: ${one?.fact}`],
    [
      { events: [...events, { fact: one?.fact ?? "", eventId: "another", receivedAtMs: 2 }] },
      `1 publications with several event ids: ${one?.fact}`,
    ],
    [
      { events: [...events, { fact: "strange", eventId: "x", receivedAtMs: 2 }] },
      "1 events that nobody published: strange",
    ],
    [{ deadLetters: ["record_parse_error"] }, "1 dead letters that nobody meant: record_parse_error"],
    [{ windowIds: ["a", "b", "a"] }, "1 records of usp.window.v1 with an id that was there before: a"],
    [{ changeIds: ["c", "c"] }, "1 records of usp.association-change.v1 with an id that was there before: c"],
    [{ lag: { worker: 3, sink: 0 } }, "the workers' lag is 3"],
    [{ lag: { worker: 0, sink: 4 } }, "the sink's lag is 4"],
  ])("%o is told", (change, sentence) => {
    expect(changed(change)).toEqual([sentence]);
  });
});

describe("windows", () => {
  const window = (end: string, received: string) => ({ home_id: homeId, window_end: end, received });
  const passed = window("2026-11-25 12:01:00.000", "60");
  const open = window("2026-11-25 12:02:00.000", "10");
  const all: WindowRows = {
    home_window: [passed, open],
    station_window: [passed],
    radio_window: [],
    stream_window: [],
    association_change: [{ home_id: homeId, kind: "join" }],
  };
  const nobody: ReadonlySet<string> = new Set();
  const isPassed = (_home: string, endMs: number): boolean => endMs <= Date.UTC(2026, 10, 25, 12, 1);

  test("a window that no report has passed is left out", () => {
    expect(windowProblems(all, { ...all, home_window: [passed] }, isPassed, nobody)).toEqual([]);
  });

  test("one altered, one missing, one doubled are each found, and a change that is missing", () => {
    const found = (change: Partial<WindowRows>): string =>
      windowProblems(all, { ...all, ...change }, isPassed, nobody)[0] ?? "";
    const what = "home_window, undisturbed against disturbed";
    expect(found({ home_window: [{ ...passed, received: "59" }] })).toBe(
      `${what}: 1 of 1 rows missing, 1 of 1 unexpected`,
    );
    expect(found({ home_window: [] })).toBe(`${what}: 1 of 1 rows missing, 0 of 0 unexpected`);
    expect(found({ home_window: [passed, passed] })).toBe(`${what}: 0 of 1 rows missing, 1 of 2 unexpected`);
    expect(found({ association_change: [] })).toBe(
      "association_change, undisturbed against disturbed: 1 of 1 rows missing, 0 of 0 unexpected",
    );
  });

  test("when a change was received is not compared where a report was overtaken", () => {
    const at = (received_at: string): WindowRows => ({
      ...all,
      association_change: [{ home_id: homeId, kind: "join", received_at }],
    });
    expect(windowProblems(at("1"), at("2"), isPassed, nobody)).not.toEqual([]);
    expect(windowProblems(at("1"), at("2"), isPassed, new Set([homeId]))).toEqual([]);
    const left = { ...at("2"), association_change: [] };
    expect(windowProblems(at("1"), left, isPassed, new Set([homeId]))).not.toEqual([]);
    expect(windowProblems(at("1"), left, isPassed, new Set([homeId]), true)).toEqual([]);
  });

  test("a comparison of no window is no comparison", () => {
    expect(windowProblems(all, all, () => false, nobody)).toEqual([
      "no window was passed, so none was compared",
    ]);
  });
});
