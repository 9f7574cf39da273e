import { describe, expect, it } from "vitest";
import type { PartitionFold } from "#processors/runtime/fold.ts";
import { tickAt } from "#processors/scenarios/blank.ts";
import { applyWhole, settings } from "#processors/scenarios/run.ts";
import { createPartitionFold } from "./partition-fold.ts";
import { fed, report } from "./reports.fixture.ts";

describe("a home in the worker-state topic", () => {
  const names = Array.from({ length: 15 }, (_, index) => (index + 16).toString(16));

  function homeAfterAnHour(): PartitionFold {
    const fold = createPartitionFold(settings);
    let offset = 0;
    for (let at = 0; at <= 3_600_000; at += 5000) {
      applyWhole(fold, tickAt(1_800_000_000_000 + at), offset++);
      if (at % 60_000 === 0) applyWhole(fold, report(1_800_000_000_000 + at, names), offset++);
    }
    return fold;
  }

  it("of 15 stations takes less than 8 kB, and so does each of its emitted windows", () => {
    const records = homeAfterAnHour().snapshotHome("home");
    const sizes = records.map(({ key, value }) => ({ key: key.slice(0, 2), bytes: value?.length ?? 0 }));
    expect(sizes.filter(({ key }) => key === "h:")).toHaveLength(1);
    expect(Math.max(...sizes.map(({ bytes }) => bytes))).toBeLessThan(8192);
  });

  it("is written only where it changed, and taken back where it is past the horizon", () => {
    const fold = homeAfterAnHour();
    const first = fold.snapshotHome("home").map(({ key }) => key);
    const oldest = first.filter((key) => key.startsWith("w:")).sort()[0];
    expect(fold.snapshotHome("home").map(({ key }) => key)).toEqual(["h:home"]);
    applyWhole(fold, report(1_800_003_660_000, names), 100_000);
    const next = fold.snapshotHome("home").map(({ key, value }) => [key, value === null]);
    expect(next).toEqual([
      ["h:home", false],
      ["w:home:1800003540000:0", false],
      [oldest, true],
    ]);
    expect(fold.snapshotHome("home").map(({ key }) => key)).toEqual(["h:home"]);
  });

  it("is taken back whole when the home was silent for thirty days of covered time", () => {
    const fold = homeAfterAnHour();
    const stored = new Set(fold.snapshotHome("home").map(({ key }) => key));
    let touched: readonly string[] = [];
    for (let tick = 1; tick <= 30 * 24 * 720; tick += 1) {
      touched = applyWhole(fold, tickAt(1_800_003_600_000 + tick * 5000), 100_000 + tick).touched;
      if (touched.length > 0)
        for (const { key, value } of fold.snapshotHome("home")) if (value === null) stored.delete(key);
    }
    expect([...stored, ...touched]).toEqual(["home"]);
    expect(fold.homeCount).toBe(0);
  });

  it("of another version is not taken, and is rebuilt from the log", () => {
    const fold = createPartitionFold(settings);
    expect(fold.restore("h:home", Buffer.from("0\n[0]"))).toBe(false);
    expect(fold.restore("w:home:0:0", Buffer.from("0\n[0]"))).toBe(false);
    expect(fold.restore("x:home", Buffer.from("{}"))).toBe(false);
    expect(fold.homeCount).toBe(0);
    expect(applyWhole(fold, report(5000, ["01"]), 0).touched).toEqual(["home"]);
  });

  it("may have any name", () => {
    const home_id = "w:h:os::00D09E-1:0:7\n#";
    const fold = fed(report(5000, ["01"], { home_id }), report(80_000, ["01"], { home_id }));
    const second = createPartitionFold(settings);
    for (const { key, value } of fold.snapshotHome(home_id)) second.restore(key, value ?? Buffer.alloc(0));
    expect(applyWhole(second, report(20_000, ["01"], { home_id }), 2)).toMatchObject({
      outputs: [{ value: { home_id, window_start: 0, revision: 1, received: 2 } }],
      touched: [home_id],
    });
  });
});
