import { expect, test } from "vitest";
import { readCapture } from "./capture.ts";
import { misplacedValues, type StoredRows } from "./placement.ts";
import { reportsOf, type Report } from "./report.ts";
import type { Row } from "./row.ts";

const reports = reportsOf(readCapture("bulk-names-v5")).slice(0, 5);

/** The rows as they would be stored, unusual names as parameters under their reported name. */
const store = (of: readonly Report[]): StoredRows => {
  const located = (report: Report, row: Row): Row => ({
    ...row,
    profile_id: report.profileId,
    observed_at: String(report.observedAt),
  });
  return {
    stations: of.flatMap((report) => report.stations.map((row) => located(report, row))),
    hosts: of.flatMap((report) => report.hosts.map((row) => located(report, row))),
    accessPoints: [],
    gateway: [],
    parameters: of.flatMap((report) =>
      report.parameters.map(({ name, text }) => located(report, { path: name, value: text, value_type: "" })),
    ),
  };
};

test("all in its place is no difference", () => {
  expect(misplacedValues(reports, store(reports))).toEqual([]);
});

test("a value lost and a value misread are both named", () => {
  const stored = store(reports);
  const [first, ...others] = stored.stations;
  const misread = { ...stored, stations: [{ ...first, noise_dbm: "-1" }, ...others] };
  expect(misplacedValues(reports, misread)).toEqual([
    expect.stringContaining("lost Device.WiFi.AccessPoint.1.AssociatedDevice.1.Noise = -92"),
    expect.stringContaining("nobody reported Device.WiFi.AccessPoint.1.AssociatedDevice.1.Noise: -1"),
  ]);
  expect(misplacedValues(reports, { ...stored, parameters: stored.parameters.slice(1) })).toHaveLength(1);
});
