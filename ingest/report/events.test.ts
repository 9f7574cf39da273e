import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { epochMs } from "#schemas/units.ts";
import {
  pipeline,
  receivedAt,
  seconds,
  endpoint,
  message,
  notifyRecord,
  push,
  own,
  fateOf,
  eventsOf,
  eventOf,
} from "../intake.fixture.ts";

describe("reports", () => {
  const host = (mac: string): object => ({ "Hosts.1.PhysAddress": mac });
  const report = (...elements: object[]): string => JSON.stringify({ Report: elements });

  test("a known profile covers its tables even when empty, and says its interval", () => {
    expect(eventOf("x/bulk/a", report({ CollectionTime: seconds }))).toMatchObject({
      kind: "report",
      endpoint_id: endpoint,
      profile_id: "x/bulk/{id}",
      observed_at: seconds * 1000,
      time_quality: "reported",
      time_raw: String(seconds),
      tables: ["Device.Hosts.Host."],
      interval_ms: 1000,
      hosts: [],
    });
  });

  test("not where a row in it can't be used", () => {
    expect(eventOf("x/bulk/a", report(host("?"))).tables).toEqual([]);
    expect(eventOf("x/bulk/a/deeper", report(host("?"))).tables).toEqual([]);
  });

  test("not where a full-path row of it can't be used, though the definition covers it by a pattern", () => {
    const station = (row: string, mac: string): object => ({
      [`Device.WiFi.AccessPoint.${row}.MACAddress`]: mac,
    });
    const usable = station("1.AssociatedDevice.1", "02:00:00:00:00:01");
    const hosts = "Device.Hosts.Host.";
    const all = "Device.WiFi.AccessPoint.*.AssociatedDevice.";
    const first = "Device.WiFi.AccessPoint.1.AssociatedDevice.";
    const tablesOf = (more: object): readonly string[] =>
      eventOf("x/bulk/a/stations", report({ ...usable, ...more })).tables;
    expect(tablesOf({})).toEqual([all, first]);
    expect(tablesOf(station("2.AssociatedDevice.7", "?"))).toEqual([first]);
    expect(tablesOf(station("1.AssociatedDevice.7", "?"))).toEqual([]);
    expect(tablesOf({ "Ap.2.7.MACAddress": "?" })).toEqual([first]);
    expect(tablesOf({ "Ap.1.7.MACAddress": "?" })).toEqual([]);
    expect(tablesOf({ "Hosts.1.PhysAddress": "?" })).not.toContain(hosts);
  });

  test("many tables are covered, each once and in order, as few are", () => {
    const tablesOf = (accessPoints: readonly number[]): readonly string[] => {
      const values = accessPoints.map((number) => [
        `Device.WiFi.AccessPoint.${number}.AssociatedDevice.1.MACAddress`,
        `02:00:00:00:00:${number.toString(16).padStart(2, "0")}`,
      ]);
      return eventOf("x/bulk/a/deeper", report(Object.fromEntries(values))).tables;
    };
    const wanted = (accessPoints: readonly number[]): readonly string[] =>
      accessPoints.map((number) => `Device.WiFi.AccessPoint.${number}.AssociatedDevice.`).sort();
    for (const count of [3, 16, 17, 40]) {
      const numbers = Array.from({ length: count }, (_, index) => ((index * 7) % count) + 1);
      expect(tablesOf(numbers)).toEqual(wanted(numbers));
      expect(tablesOf(numbers.toReversed())).toEqual(wanted(numbers));
    }
  });

  test("an unknown stream covers the tables it has rows of", () => {
    expect(eventOf("x/bulk/a/deeper", report({}))).toMatchObject({
      profile_id: "x/bulk/{id}/deeper",
      tables: [],
      interval_ms: null,
    });
    expect(eventOf("x/bulk/a/deeper", report(host("02:00:00:00:00:01"))).tables).toEqual([
      "Device.Hosts.Host.",
    ]);
  });

  test("of several elements the earlier ones are marked, each with its own time", () => {
    const events = eventsOf(
      "x/bulk/a",
      report({ CollectionTime: seconds - 60 }, { CollectionTime: seconds }),
    );
    expect(events.map((event) => [event.observed_at, event.flags])).toEqual([
      [(seconds - 60) * 1000, ["retained_report"]],
      [seconds * 1000, []],
    ]);
  });

  test("the same element sent again, alone or among others, is the same event; a report without time is not", () => {
    const first = { CollectionTime: seconds - 60, ...host("02:00:00:00:00:01") };
    const later = { receivedAt: epochMs(receivedAt + 5000) };
    const id = eventOf("x/bulk/a", report(first)).event_id;
    const again = eventsOf(
      "x/bulk/a",
      JSON.stringify({ Report: [first, { CollectionTime: seconds }] }, null, 1),
      later,
    );
    expect(again[0]?.event_id).toBe(id);
    expect(eventOf("x/bulk/b", report(first)).event_id).not.toBe(id);
    expect(eventOf("x/bulk/a/other", report(first)).event_id).not.toBe(id);
    const untimed = report(host("02:00:00:00:00:01"));
    expect(eventOf("x/bulk/a", untimed, later).event_id).not.toBe(eventOf("x/bulk/a", untimed).event_id);
  });

  test("the id of an element stays what it is", () => {
    // Ids are in topics and tables: this one may never change.
    const long = `"${"n".repeat(120)}":"${"v".repeat(120)}"`;
    const values = `"A":1,"B":"é😀","A":2,"C":true,"D":null,"E":[1, 2],"F":{},${long},"G":1.50`;
    const event = eventOf("x/bulk/a", `[{"CollectionTime":1763794200,${values}}]`);
    expect(event.event_id).toBe("94e009bb01e3745c568211bb06ed1460");
  });

  const idOf = (values: string): string =>
    eventOf("x/bulk/a", `{"Report":[{"CollectionTime":1763794200,${values}}]}`).event_id;

  test.each([
    ["white space", '\n "A" :\t"x"\r\n , "B":1 '],
    ["escapes in a value", '"A":"\\u0078","B":1'],
    ["escapes in a name, which only the ordinary parser reads", '"\\u0041":"x","B":1'],
  ])("%s are not in the id", (_name, values) => {
    expect(idOf(values)).toBe(idOf('"A":"x","B":1'));
  });

  test.each([
    ["the order", '"B":1,"A":"x"'],
    ["a name", '"a":"x","B":1'],
    ["a value", '"A":"y","B":1'],
    ["a type", '"A":"x","B":"1"'],
    ["how a number is written", '"A":"x","B":1.0'],
    ["where a value ends and the next name begins", '"A":"x1","B":""'],
    ["what was said before", '"A":"y","A":"x","B":1'],
    ["a value that says nothing", '"A":"x","B":1,"C":null'],
  ])("%s is in the id", (_name, values) => {
    expect(idOf(values)).not.toBe(idOf('"A":"x","B":1'));
  });

  test.each([
    ["no time", {}],
    ["a blank time", { CollectionTime: " " }],
    ["the unknown time", { CollectionTime: "0001-01-01T00:00:00Z" }],
  ])("of %s, two alike are two: in one report, in one millisecond, and later", (_name, time) => {
    const alike = { ...time, ...host("02:00:00:00:00:01") };
    const ids = (more: object): string[] =>
      eventsOf("x/bulk/a", report(alike, alike), more).map((event) => event.event_id);
    const all = [...ids({}), ...ids({ arrival: 1 }), ...ids({ receivedAt: epochMs(receivedAt + 1) })];
    expect(new Set(all).size).toBe(6);
  });

  test("with a time of its own a report sent again within the millisecond is the same event", () => {
    const timed = report({ CollectionTime: seconds }, { CollectionTime: seconds });
    const ids = [0, 1].flatMap((arrival) => eventsOf("x/bulk/a", timed, { arrival }));
    expect(new Set(ids.map((event) => event.event_id)).size).toBe(1);
  });

  test("52 a Push! is a report: the Notify's msg_id, the profile's path, the report's own time", () => {
    const [first, second] = eventsOf(
      own,
      notifyRecord(push(report({ ...host("02:00:00:00:00:01") }, { CollectionTime: seconds }))),
    );
    expect(first).toMatchObject({
      kind: "report",
      source: "usp-push",
      profile_id: "Device.BulkData.Profile.1.",
      msg_id: "m1",
      hosts: [{ host_mac: "02:00:00:00:00:01" }],
      events: [],
    });
    expect(second).toMatchObject({ observed_at: seconds * 1000 });
    expect(second?.event_id).not.toBe(first?.event_id);
  });

  test("an untimed Push! sent again is the same event, by its msg_id", () => {
    const data = report({}, {});
    const ids = (at: number): string[] =>
      eventsOf(own, notifyRecord(push(data)), { receivedAt: epochMs(receivedAt + at) }).map(
        (each) => each.event_id,
      );
    expect(ids(5000)).toEqual(ids(0));
    expect(new Set(ids(0)).size).toBe(2);
  });

  test("flags say what was tolerated", () => {
    const text = Buffer.concat([
      Buffer.from('[{"X":"a\u001f'),
      Buffer.from([0xe9]),
      Buffer.from('","X":1}]\0'),
    ]);
    expect(eventOf("x/bulk/a", text, { retain: true }).flags).toEqual([
      "retained",
      "utf8_replaced",
      "trailing_bytes",
      "control_characters",
      "duplicate_key",
    ]);
  });

  test("88 hostile text comes through unchanged", () => {
    const name = 'O\'Brien, "x"\n\u202e😀 a=b;--';
    const event = eventOf("x/bulk/a", report({ ...host("02:00:00:00:00:01"), "Hosts.1.HostName": name }));
    expect(event.hosts[0]?.host_name).toBe(name);
  });

  test("every value is in a column or among the parameters", () => {
    const scalar = fc.oneof(
      fc.string(),
      fc.double(),
      fc.boolean(),
      fc.constant(null),
      fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String),
    );
    const name = fc.constantFrom(
      "PhysAddress",
      "HostName",
      "Active",
      "X_A",
      "WANStats.BytesSent",
      "LeaseTimeRemaining",
    );
    const member = fc.tuple(fc.constantFrom("Hosts", "Other"), fc.integer({ min: 1, max: 3 }), name, scalar);
    fc.assert(
      fc.property(fc.array(member, { maxLength: 20 }), fc.boolean(), (members, usable) => {
        const element = Object.fromEntries(
          members.map(([table, row, column, value]) => [`${table}.${row}.${column}`, value]),
        );
        if (usable)
          for (const row of [1, 2, 3]) element[`Hosts.${row}.PhysAddress`] = `02:00:00:00:00:0${row}`;
        const outcome = pipeline(message("x/bulk/a", report(element)));
        if (outcome.kind !== "produced") throw new Error(fateOf(outcome));
        const kept = outcome.parameters.flatMap(({ parameters }) => parameters.map(({ path }) => path));
        for (const path of Object.keys(element)) {
          const full = path.replace(/^Hosts/, "Device.Hosts.Host");
          const inRow = outcome.events[0]?.hosts.some((row) => full.startsWith(row.path)) ?? false;
          const hasColumn = inRow && !/X_A$|^Other/.test(path);
          expect(hasColumn || kept.includes(full)).toBe(true);
        }
        expect(new Set(kept).size).toBe(kept.length);
      }),
      { numRuns: 300 },
    );
  });
});
