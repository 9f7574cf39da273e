import { expect, test } from "vitest";
import { defaultOptions, type HomeOptions } from "./options.ts";
import type { Report } from "./report.ts";
import { formatReportLine } from "./report-file.ts";
import { simulateHome } from "./simulate.ts";

const dayMs = 86_400_000;
const options = (home: number, changed: Partial<HomeOptions> = {}): HomeOptions => ({
  ...defaultOptions,
  ...{ home, durationMs: 2 * dayMs, warmUpMs: 0, isSteered: true },
  ...changed,
});
const homes = Array.from({ length: 12 }, (_, index) => index + 1);
const reportsOf = (wanted: HomeOptions): Report[] => [...simulateHome(wanted)];

test("homes whose access points hear each other's stations steer: clients agree more often than not, but not always", () => {
  const last = homes.flatMap((home) => {
    const reports = reportsOf(options(home, { anomalies: 0 }));
    const hears = reports.some(({ neighbours }) => neighbours !== null);
    expect(reports.every(({ steering }) => (steering !== null) === hears)).toBe(true);
    return reports.slice(-1).flatMap(({ steering }) => steering ?? []);
  });
  const sum = (of: (counters: (typeof last)[number]) => number): number =>
    last.reduce((all, each) => all + of(each), 0);
  const [attempts, successes] = [sum((each) => each.attempts), sum((each) => each.successes)];
  expect(last.length).toBeGreaterThan(2);
  expect(attempts).toBeGreaterThan(20);
  expect(successes / attempts).toBeGreaterThan(0.3);
  expect(successes).toBeLessThan(attempts);
});

test("counters rise, and begin anew with a reboot", () => {
  let reboots = 0;
  for (const home of homes) {
    let before: Report | null = null;
    for (const report of reportsOf(options(home, { anomalies: 30 })).sort(
      (a, b) => a.sequence - b.sequence,
    )) {
      if (report.steering === null) continue;
      const isReboot = before !== null && report.gateway.uptimeSeconds < before.gateway.uptimeSeconds;
      if (isReboot && (before?.steering?.attempts ?? 0) > 20) {
        reboots++;
        expect(report.steering.attempts).toBeLessThan(10);
      } else if (!isReboot && before?.steering)
        expect(report.steering.attempts).toBeGreaterThanOrEqual(before.steering.attempts);
      before = report;
    }
  }
  expect(reboots).toBeGreaterThan(0);
});

test("a world without steering is the same as before there was any", () => {
  const text = (wanted: HomeOptions): string =>
    reportsOf(wanted)
      .map((report) => formatReportLine(report, null))
      .join("\n");
  const single = homes.find((home) => reportsOf(options(home)).every(({ steering }) => steering === null));
  expect(single).toBeDefined();
  if (single !== undefined) expect(text(options(single))).toBe(text(options(single, { isSteered: false })));
});
