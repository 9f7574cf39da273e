import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { blankEvent, tickAt } from "#processors/scenarios/blank.ts";
import { applyWhole, settings } from "#processors/scenarios/run.ts";
import type { HomeWindow } from "#schemas/home-window.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { epochMs } from "#schemas/units.ts";
import { createPartitionFold } from "./partition-fold.ts";
import { encodeSettings } from "./settings.ts";

const withSize = (sizeMs: number): string =>
  encodeSettings({ ...settings, window: { ...settings.window, sizeMs } });

const reportAt = (second: number): TelemetryEvent => ({
  ...blankEvent,
  event_id: `report-${second}`,
  observed_at: epochMs(second * 1000),
  received_at: epochMs(second * 1000),
});

/** A change of the size in seconds, or a report at a second. */
type Happening = { readonly size: number } | { readonly second: number };

/** All that comes out, ticks at the end included: open windows close as idle. */
function windowsOf(happenings: readonly Happening[]): HomeWindow[] {
  const fold = createPartitionFold(settings);
  const windows: HomeWindow[] = [];
  let offset = 0;
  const apply = (event: TelemetryEvent): void => {
    for (const { topic, value } of applyWhole(fold, event, offset++).outputs) {
      if (topic === "window") windows.push(value);
    }
  };
  apply(tickAt(1000));
  for (const happening of happenings) {
    if ("size" in happening) fold.configure(withSize(happening.size * 1000));
    else apply(reportAt(happening.second));
  }
  for (let at = 5000; at <= 1_200_000; at += 5000) apply(tickAt(at));
  return windows;
}

/** `<start> s + <size> s: <reports> #<revision>` */
const lineOf = (window: HomeWindow): string =>
  `${window.window_start / 1000} + ${window.window_ms / 1000}: ${window.received} #${window.revision}`;

const newestOf = (windows: readonly HomeWindow[]): HomeWindow[] => {
  const newest = new Map(windows.map((window) => [`${window.window_start} ${window.window_ms}`, window]));
  return [...newest.values()].sort((a, b) => a.window_start - b.window_start);
};

describe("a changed window size", () => {
  it("begins where the open window ends, which is finished in its old size", () => {
    const before = [{ second: 600 }, { second: 625 }];
    const after = [{ second: 650 }, { second: 665 }, { second: 695 }];
    expect(windowsOf([...before, { size: 30 }, ...after]).map(lineOf)).toEqual([
      "600 + 60: 3 #0",
      "660 + 30: 1 #0",
      "690 + 30: 1 #0",
    ]);
  });

  it("that is longer begins at its own next start", () => {
    const after = [{ second: 650 }, { second: 665 }, { second: 780 }];
    expect(windowsOf([{ second: 625 }, { size: 120 }, ...after]).map(lineOf)).toEqual([
      "600 + 60: 2 #0",
      "660 + 60: 1 #0",
      "720 + 120: 1 #0",
    ]);
  });

  it("leaves emitted windows as they are: a late report says them again in their old size", () => {
    const before = [{ second: 625 }, { second: 690 }];
    const after = [{ second: 790 }, { second: 640 }];
    expect(windowsOf([...before, { size: 30 }, ...after]).map(lineOf)).toEqual([
      "600 + 60: 1 #0",
      "660 + 60: 1 #0",
      "600 + 60: 2 #1",
      "660 + 60: 1 #1", // its interval is known better now
      "780 + 30: 1 #0",
    ]);
  });

  it("takes reports only up to where the next size begins, where neither is a multiple of the other", () => {
    const happenings = [{ size: 120 }, { second: 600 }, { size: 300 }, { second: 899 }, { second: 900 }];
    expect(windowsOf(happenings).map(lineOf)).toEqual([
      "600 + 120: 1 #0",
      "840 + 120: 1 #0",
      "900 + 300: 1 #0",
    ]);
  });

  it("counts every report once, in windows that do not overlap where sizes are multiples, however often it changes", () => {
    const happening = fc.oneof(
      { weight: 5, arbitrary: fc.record({ second: fc.integer({ min: 600, max: 1000 }) }) },
      { weight: 1, arbitrary: fc.record({ size: fc.constantFrom(10, 30, 60, 120, 360) }) },
    );
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 40 }), (happenings) => {
        const windows = windowsOf(happenings);
        const said = windows.map((w) => `${w.window_start} ${w.window_ms} ${w.clock_epoch} ${w.revision}`);
        expect(new Set(said).size).toBe(said.length);
        const newest = newestOf(windows);
        for (const [index, { window_start: start }] of newest.entries()) {
          const before = newest[index - 1];
          if (before !== undefined) expect(before.window_start + before.window_ms).toBeLessThanOrEqual(start);
        }
        const seconds = happenings.flatMap((each) => ("second" in each ? [each.second] : []));
        const received = newest.reduce((sum, window) => sum + window.received, 0);
        expect(received).toBe(new Set(seconds).size);
      }),
      { numRuns: 200 },
    );
  });
});
