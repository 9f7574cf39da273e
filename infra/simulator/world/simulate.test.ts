import { describe, expect, test } from "vitest";
import { defaultOptions, type HomeOptions } from "./options.ts";
import type { Report } from "./report.ts";
import { formatReportLine } from "./report-file.ts";
import { labels, simulateHome } from "./simulate.ts";

const dayMs = 86_400_000;
const options = (home: number, changed: Partial<HomeOptions> = {}): HomeOptions => ({
  ...defaultOptions,
  durationMs: dayMs,
  anomalies: 20,
  warmUpMs: 0,
  home,
  ...changed,
});

const textOf = (wanted: HomeOptions): string =>
  Array.from(simulateHome(wanted), (report) => formatReportLine(report, null)).join("\n");

function whole(wanted: HomeOptions): { reports: Report[]; labels: ReturnType<typeof labels> } {
  const reports: Report[] = [];
  const home = simulateHome(wanted);
  for (;;) {
    const step = home.next();
    if (step.done === true) return { reports, labels: step.value };
    reports.push(step.value);
  }
}

describe("the same seed", { timeout: 60_000 }, () => {
  test("gives the same bytes, whatever was simulated before or beside it", () => {
    const alone = textOf(options(3));
    const beside = [2, 3, 4].map((home) => ({ home, reports: simulateHome(options(home)) }));
    const lines: string[] = [];
    for (let isLeft = true; isLeft;) {
      isLeft = false;
      for (const { home, reports } of beside) {
        const step = reports.next();
        if (step.done === true) continue;
        isLeft = true;
        if (home === 3) lines.push(formatReportLine(step.value, null));
      }
    }
    expect(lines.join("\n")).toBe(alone);
  });

  test("gives the same labels with the reports and without them", () => {
    expect(whole(options(5)).labels).toEqual(labels(options(5)));
    expect(labels(options(5)).length).toBeGreaterThan(20);
  });

  test.each([
    ["another seed", { seed: "other" }],
    ["another world", { worldSeed: "other" }],
    ["another home", { home: 4 }],
  ])("is not %s", (_name, changed) => {
    expect(textOf(options(3, changed))).not.toBe(textOf(options(3)));
  });
});

test("notifications come with the first report received after them, in their order", () => {
  let count = 0;
  for (const home of [1, 2, 3, 4]) {
    let lastMs = 0;
    for (const { receivedMs, notifications } of whole(options(home)).reports) {
      for (const notification of notifications) {
        expect(notification.receivedMs).toBeGreaterThanOrEqual(lastMs);
        expect(notification.receivedMs).toBeLessThanOrEqual(receivedMs);
        lastMs = notification.receivedMs;
        count++;
      }
    }
  }
  expect(count).toBeGreaterThan(200);
});

test("reports come in the order in which they were received", () => {
  for (const home of [1, 2, 3]) {
    const times = whole(options(home, { intervalMs: 5000, durationMs: dayMs / 4 })).reports.map(
      ({ receivedMs }) => receivedMs,
    );
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times.length).toBeGreaterThan(1_000);
  }
});
