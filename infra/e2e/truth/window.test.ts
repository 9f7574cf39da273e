import { expect, test } from "vitest";
import { readCapture } from "./capture.ts";
import { associationChangesOf } from "./churn.ts";
import { homeFactsOf, type HomeFact } from "./home-fact.ts";
import type { Report } from "./report.ts";
import { windowsOf } from "./window.ts";

const stream = "oktopus/usp/v1/bulkdata/{id}";

/** A report at `second` with stations written `mac@accessPoint:rssi`. */
const report = (second: number, ...stations: string[]): HomeFact => {
  const fact: Report = {
    publish: second,
    profileId: stream,
    source: "mqtt-bulk",
    observedAt: second * 1000,
    receivedAt: second * 1000 + 500,
    timeQuality: "reported",
    timeRaw: String(second),
    tables: ["Device.WiFi.AccessPoint.*.AssociatedDevice."],
    values: [],
    hosts: [],
    parameters: [],
    stations: stations.map((text) => {
      const [, mac = "", ap = "", rssi = "-50"] = /^(\w+)@(\d+)(?::(-?\d+))?$/.exec(text) ?? [];
      return {
        sta_mac: mac,
        access_point: `ap${ap}`,
        path: `ap${ap}.${mac}`,
        rssi_dbm: rssi,
        rssi_raw: rssi,
      };
    }),
  };
  return { kind: "report", publish: second, report: fact, duplicate: false };
};

/** The same report, received at another second. */
const receivedAt = (second: number, fact: HomeFact): HomeFact =>
  fact.kind === "report" ? { ...fact, report: { ...fact.report, receivedAt: second * 1000 + 500 } } : fact;

const deletion = (second: number, path: string): HomeFact => ({
  kind: "deletion",
  publish: second,
  receivedAt: second * 1000,
  path,
});

const creation = (second: number, path: string, mac: string): HomeFact => ({
  kind: "creation",
  publish: second,
  receivedAt: second * 1000,
  path,
  mac,
});

const changes = (...facts: HomeFact[]): string[] =>
  associationChangesOf(facts, stream).map(
    (change) =>
      `${Number(change["observed_at"]) / 1000} ${change["kind"]} ${change["sta_mac"]} ${change["reason"]}`,
  );

//  second   1    2    3    4    5
//  a        *    .    *    .    .
//  b             *    *  ap 2   *
test("baseline, a gap of one report, a leave in the second, a join, a roam", () => {
  expect(
    changes(report(1, "a@1"), report(2, "b@1"), report(3, "a@1", "b@1"), report(4, "b@2"), report(5, "b@2")),
  ).toEqual(["2 join b report", "4 roam b report", "5 leave a report"]);
});

test("a notified deletion makes the first absence a leave; seen again, it is forgotten", () => {
  expect(changes(report(1, "a@1", "b@1"), deletion(2, "ap1.a"), report(3, "b@1"))).toEqual([
    "3 leave a deletion_notified",
  ]);
  expect(changes(report(1, "a@1"), deletion(2, "ap1.a"), report(3, "a@1"), report(4))).toEqual([]);
});

test("a row's creation says whose deletion it is, until the next report", () => {
  const both = report(1, "a@1", "b@1");
  const reused = [creation(2, "ap1.a", "b"), deletion(2.2, "ap1.a")];
  expect(changes(both, ...reused, report(3, "b@1"))).toEqual([]);
  expect(changes(both, ...reused, report(3, "a@1"))).toEqual(["3 leave b deletion_notified"]);
  expect(changes(both, creation(0, "ap1.a", "b"), deletion(2, "ap1.a"), report(3, "b@1"))).toEqual([
    "3 leave a deletion_notified",
  ]);
});

test("of what was received in one millisecond the deletion counts", () => {
  const burst = [report(1, "a@1"), deletion(9.5, "ap1.a"), report(2, "b@1"), report(3, "b@1")];
  const changed = changes(...burst.map((fact) => receivedAt(9, fact)));
  expect(changed).toEqual(["2 join b report", "2 leave a deletion_notified"]);
});

test("a report older than the last says nothing about joins and leaves", () => {
  expect(
    changes(report(1, "a@1"), report(5, "a@1"), receivedAt(5.2, report(3, "a@1", "b@1")), report(6, "a@1")),
  ).toEqual([]);
});

//  window 0        60       120
//  report  10 .. 50  (60 missing) 70 80
test("coverage counts the slots since the stream's first report; the histogram is exact", () => {
  const seconds = [10, 20, 30, 40, 50, 70, 80];
  const [first, second] = windowsOf(seconds.map((at) => report(at, `a@1:${at === 30 ? -61 : -60}`)));
  expect(first?.home).toMatchObject({
    expected: "5",
    received: "5",
    coverage: "1.000000",
    rssi_bins: "-61,-60",
  });
  expect(first?.stations[0]).toMatchObject({ samples: "5", rssi_counts: "1,4", rssi_mean_dbm: "-60.200000" });
  expect(second?.home).toMatchObject({
    expected: "6",
    received: "2",
    coverage: "0.333333",
    rssi_min_dbm: "-60",
  });
});

test("the long capture holds the scripted life: ten flaps, two roams of one, three departures", () => {
  const facts = homeFactsOf(readCapture("long-v5"));
  const byStation = Map.groupBy(associationChangesOf(facts, stream), (change) => change["sta_mac"]);
  const kinds = (station: number): string =>
    (byStation.get(`02:00:5e:10:00:0${station}`) ?? []).map((change) => change["kind"]?.[0]).join("");
  expect([1, 2, 3, 4, 5, 6, 7, 8, 9].map(kinds)).toEqual([
    "",
    "lj",
    "rlj",
    "lj".repeat(10),
    "",
    "l",
    "",
    "l",
    "",
  ]);
});
