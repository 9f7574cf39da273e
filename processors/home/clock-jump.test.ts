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
      endpointId: "e",
      observedAt: observed * 1000,
      receivedAt: received * 1000,
      usualOffsetMs,
    };
    const verdict = weighJump(candidate, report, 10_000);
    if (verdict.jumped) return index + 1;
    candidate = verdict.candidate;
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

  it("reports of two endpoints do not add up", () => {
    const of = (endpointId: string, at: number) => ({
      endpointId,
      observedAt: at,
      receivedAt: at + 300_000,
      usualOffsetMs: 0,
    });
    let candidate: JumpCandidate | null = null;
    for (let at = 0; at < 600_000; at += 60_000) {
      for (const id of ["a", "b"]) {
        const verdict = weighJump(candidate, of(id, at), 10_000);
        expect(verdict.jumped).toBe(false);
        candidate = verdict.candidate;
      }
    }
  });
});

function seconds(observed: number, received: number, count: number): [number, number][] {
  return Array.from({ length: count }, (_, index) => [observed + index, received + index]);
}
