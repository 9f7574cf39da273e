import { describe, expect, test } from "vitest";
import { epochMs } from "#schemas/units.ts";
import { ProfileBook, profileBookLimits, type ProfileUpdate } from "./profile-book.ts";
import type { RowSettings } from "./row-changes.ts";

const at = (receivedAt: number, endpointId = "os::a") =>
  ({ endpointId, receivedAt: epochMs(receivedAt), source: "tap" }) as const;
const rowOf = (number: number): string => `Device.BulkData.Profile.${number}.`;
const row = rowOf(1);
const made = (settings: RowSettings, which = row) => [{ kind: "made", row: which, settings }] as const;
const told = (settings: RowSettings) => [{ kind: "told", row, settings }] as const;
const gone = [{ kind: "gone", row }] as const;
const open = (limits: Partial<typeof profileBookLimits> = {}, onFull = (): void => undefined) =>
  new ProfileBook({ ...profileBookLimits, ...limits }, onFull);
const settingsOf = (book: ProfileBook, which = row, endpointId = "os::a"): unknown => {
  const known = book.rowsOf(endpointId)?.get(which);
  return known === undefined ? null : JSON.parse(known.text);
};
const toldOf = (updates: readonly ProfileUpdate[]) =>
  updates.map(({ row: which, profile }) => [which, profile?.settings ?? null]);

describe("what others are told", () => {
  test("is what is different: the whole row, once", () => {
    const book = open();
    expect(toldOf(book.learn(at(1), made({ Enable: "1" })))).toEqual([[row, { Enable: "1" }]]);
    expect(book.learn(at(2), made({ Enable: "1" }))).toEqual([]);
    expect(toldOf(book.learn(at(3), told({ Protocol: "MQTT" })))).toEqual([
      [row, { Enable: "1", Protocol: "MQTT" }],
    ]);
    expect(book.learn(at(4), told({ Protocol: "MQTT", Enable: "1" }))).toEqual([]);
    expect(toldOf(book.learn(at(5), gone))).toEqual([[row, null]]);
    expect(book.learn(at(6), gone)).toEqual([]);
    expect(book.rowsOf("os::a")).toBeNull();
    expect(book.bytes).toBe(0);
  });

  test("of one endpoint changes nothing for another", () => {
    const book = open();
    book.learn(at(1, "os::a"), made({ Enable: "1" }));
    book.learn(at(2, "os::b"), [{ kind: "only", rows: [rowOf(7)] }, ...gone]);
    expect(settingsOf(book)).toEqual({ Enable: "1" });
    expect(book.rowsOf("os::b")).toBeNull();
  });
});

describe("of two the later holds", () => {
  const older: ProfileUpdate = { ...at(1), row, profile: { source: "tap", settings: { Enable: "0" } } };
  const newer: ProfileUpdate = { ...at(2), row, profile: { source: "tap", settings: { Enable: "1" } } };
  const deleted: ProfileUpdate = { ...at(3), row, profile: null };

  test.each([
    ["in order", [older, newer], { Enable: "1" }],
    ["the other way round", [newer, older], { Enable: "1" }],
    ["twice", [older, newer, older, newer], { Enable: "1" }],
    ["and a deletion after", [older, newer, deleted], null],
    [
      "and a deletion before",
      [{ ...deleted, receivedAt: epochMs(0) }, older, { ...deleted, receivedAt: epochMs(0) }],
      { Enable: "0" },
    ],
  ])("%s", (_name, updates, want) => {
    const book = open();
    for (const update of updates) book.take(update);
    expect(settingsOf(book)).toEqual(want);
  });

  test("a message that came before what is known does not change it", () => {
    const book = open();
    book.take({ ...newer, receivedAt: epochMs(5000) });
    expect(book.learn(at(2999), told({ Enable: "0" }))).toEqual([]);
    expect(settingsOf(book)).toEqual({ Enable: "1" });
  });

  test("one that came so shortly before that clocks may be wrong does, and others take it", () => {
    const book = open();
    book.take({ ...newer, receivedAt: epochMs(5000) });
    expect(book.learn(at(3000), told({ Enable: "0" }))).toMatchObject([{ receivedAt: 5000 }]);
    expect(settingsOf(book)).toEqual({ Enable: "0" });
  });
});

describe("bounds", () => {
  test("of an endpoint's rows the one known longest goes, and others are told so", () => {
    const book = open({ rowsPerEndpoint: 2 });
    for (const number of [1, 2]) book.learn(at(number), made({ Enable: "1" }, rowOf(number)));
    expect(toldOf(book.learn(at(3), made({ Enable: "1" }, rowOf(3))))).toEqual([
      [rowOf(3), { Enable: "1" }],
      [rowOf(1), null],
    ]);
    expect([...(book.rowsOf("os::a")?.keys() ?? [])]).toEqual([rowOf(2), rowOf(3)]);
  });

  test("a row that is too large is not known, and neither is what it was before", () => {
    let full = 0;
    const book = open({ rowBytes: 100 }, () => (full += 1));
    book.learn(at(1), made({ Enable: "1" }));
    expect(toldOf(book.learn(at(2), told({ "MQTT.PublishTopic": "x".repeat(100) })))).toEqual([[row, null]]);
    expect(book.learn(at(3), made({ "MQTT.PublishTopic": "x".repeat(100) }))).toEqual([]);
    expect([settingsOf(book), book.bytes, full]).toEqual([null, 0, 2]);
  });

  test("a message of more rows than any agent has is not believed", () => {
    const book = open({ rowsPerEndpoint: 2 });
    const rows = (count: number) =>
      Array.from({ length: count }, (_, index) => made({ Enable: "1" }, rowOf(index + 1))).flat();
    expect(book.learn(at(1), rows(9))).toEqual([]);
    expect(book.learn(at(2), rows(8))).not.toEqual([]);
    expect(book.rowsOf("os::a")?.size).toBe(2);
  });

  test("no endpoint takes what is another's, however many rows it makes", () => {
    const book = open({ totalBytes: 20_000 });
    book.learn(at(1, "os::quiet"), made({ Enable: "1" }));
    for (let number = 1; number < 500; number += 1)
      book.learn(at(number, "os::loud"), made({ "MQTT.PublishTopic": "x".repeat(number) }, rowOf(number)));
    expect(settingsOf(book, row, "os::quiet")).toEqual({ Enable: "1" });
    expect(book.bytes).toBeLessThanOrEqual(20_000);
    expect(book.endpoints).toBe(2);
    for (let number = 1; number < 500; number += 1)
      book.learn(at(number, `os::${number}`), made({ Enable: "1" }));
    expect(settingsOf(book, row, "os::quiet")).toEqual({ Enable: "1" });
    expect(book.bytes).toBeLessThanOrEqual(20_000);
  });
});
