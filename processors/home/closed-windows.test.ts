import fc from "fast-check";
import { expect, test } from "vitest";
import { ClosedWindows, startOf } from "./closed-windows.ts";
import { windowKey } from "./state.ts";

test("the newest start is known, and what is retired is gone, as if each were looked at", () => {
  const step = fc.oneof(
    fc.record({ set: fc.nat(20) }),
    fc.record({ retire: fc.nat(20) }),
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
