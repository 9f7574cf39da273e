import { describe, expect, it } from "vitest";
import { weighJump, type JumpCandidate } from "./clock-jump.ts";

/** Reports behind, as `observed received` in seconds; the usual offset is 0 s. Returns after how many it jumped. */
function jumpsAfter(
  reports: readonly (readonly [number, number])[],
  usualOffsetMs: number | null = 0,
): number | null {
  let candidate: JumpCandidate | null = null;
  for (const [index, [observed, received]] of reports.entries()) {
    const report = {
      observedAt: observed * 1000,
      receivedAt: received * 1000,
      usualOffsetMs,
    };
    candidate = weighJump(candidate, report, 10_000);
    if (candidate?.hasHeld === true) return index + 1;
  }
  return null;
}

interface Case {
  readonly name: string;
  readonly reports: readonly (readonly [number, number])[];
  readonly want: number | null;
}

describe("a clock set back", () => {
  it.each<Case>([
    {
      name: "four reports at the same new offset",
      reports: [
        [100, 400],
        [160, 460],
        [220, 520],
        [280, 580],
      ],
      want: 4,
    },
    { name: "every second: not before ten seconds", reports: seconds(100, 400, 15), want: 11 },
    {
      name: "a backlog in one burst is none",
      reports: seconds(100, 400, 60).map(([at]) => [at, 400] as const),
      want: null,
    },
    {
      name: "a backlog drained faster than time goes by is none",
      reports: [
        [0, 400],
        [60, 410],
        [120, 420],
        [180, 430],
        [240, 440],
      ],
      want: null,
    },
    {
      name: "a slow bridge keeps the offset: none",
      reports: [
        [390, 390],
        [391, 391],
        [392, 392],
        [405, 405],
        [410, 410],
      ],
      want: null,
    },
    {
      name: "whole seconds waver",
      reports: [
        [100, 400],
        [160, 461],
        [220, 520.6],
        [280, 579.2],
      ],
      want: 4,
    },
    {
      name: "another offset begins anew",
      reports: [
        [100, 400],
        [160, 460],
        [220, 520],
        [0, 580],
        [60, 640],
        [120, 700],
        [180, 760],
      ],
      want: 7,
    },
    {
      name: "a repeated report says nothing",
      reports: [
        [100, 400],
        [100, 400],
        [160, 460],
        [160, 460],
        [220, 520],
        [220, 520],
      ],
      want: null,
    },
  ])("$name", ({ reports, want }) => {
    expect(jumpsAfter(reports)).toBe(want);
  });

  it("of a stream not known before", () => {
    expect(
      jumpsAfter(
        [
          [100, 400],
          [160, 460],
          [220, 520],
          [280, 580],
        ],
        null,
      ),
    ).toBe(4);
  });

  it("that has held is followed as it drifts, and through reports that come late", () => {
    let candidate: JumpCandidate | null = null;
    for (let at = 0; at < 86_400_000; at += 60_000) {
      const delayMs = at % 900_000 === 0 ? 8000 : 0;
      const observedAt = at * 1.0001 - 3_600_000;
      const report = { observedAt, receivedAt: at + delayMs, usualOffsetMs: null };
      candidate = weighJump(candidate, report, 10_000);
      expect(candidate?.hasHeld).toBe(at >= 240_000);
    }
  });
});

function seconds(observed: number, received: number, count: number): [number, number][] {
  return Array.from({ length: count }, (_, index) => [observed + index, received + index]);
}
