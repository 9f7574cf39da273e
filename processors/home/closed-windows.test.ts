import fc from "fast-check";
import { expect, test } from "vitest";
import { ClosedWindows, startOf } from "./closed-windows.ts";
import { windowKey } from "./state.ts";

test("the newest start is known, and what is retired is gone, as if each were looked at", () => {
  const step = fc.oneof(
    fc.record({ set: fc.nat(20) }),
    fc.record({ retire: fc.nat(20) }),
    fc.record({ limitFrom: fc.nat(20), count: fc.integer({ min: 1, max: 5 }) }),
    fc.constant("clear" as const),
  );
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const windows = new ClosedWindows();
      const starts = new Set<number>();
      for (const each of steps) {
        if (each === "clear") {
          windows.clear();
          starts.clear();
        } else if ("set" in each) {
          windows.set(windowKey(each.set, 0), "window");
          starts.add(each.set);
        } else if ("limitFrom" in each) {
          windows.limitFrom(each.limitFrom, each.count);
          const from = [...starts].filter((start) => start >= each.limitFrom).sort((a, b) => a - b);
          for (const start of from.slice(0, -each.count)) starts.delete(start);
        } else {
          windows.retire(each.retire);
          for (const start of starts) if (start < each.retire) starts.delete(start);
        }
        expect([...windows.keys()].map(startOf)).toEqual([...starts]);
        expect(windows.newestAt).toBe(Math.max(Number.NEGATIVE_INFINITY, ...starts));
      }
    }),
  );
});
