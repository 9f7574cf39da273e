/** A soak of seconds: what is run rarely must not rot. Its figures of memory mean nothing here. */
import { expect, test } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";
import { withStack } from "../stack.ts";
import { soak } from "./soak.ts";
import { formatSoaked, isSound } from "./told.ts";

test(
  "half a minute of load: everything is there, the ledger balances, and the result fits a terminal",
  { timeout: 300_000 },
  async () => {
    const say = (): void => undefined;
    const soaked = await withStack({ smoke: true, say, stack: localStack() }, (stack) =>
      soak(stack, { minutes: 0.4, rate: 20, intervalMs: 5000, probeEveryMs: 1000, say }),
    );
    expect(soaked.ledger).toEqual([]);
    expect(isSound(soaked)).toBe(true);
    expect(soaked.published).toBeGreaterThan(200);
    expect(soaked.memory.map(({ name }) => name)).toEqual([
      "bridge-1",
      "worker-1",
      "fleet",
      "sink",
      "rollup",
    ]);
    const text = formatSoaked(soaked);
    expect(text).not.toMatch(/NaN|Infinity/);
    expect(text.split("\n").filter((line) => line.length > 80)).toEqual([]);
  },
);
