import { describe, expect, test } from "vitest";
import { differencePage } from "./difference.ts";
import type { Figure, TableRow } from "./figure.ts";
import { type Manifest, toManifest } from "./manifest.ts";
import { headlineSpec, listSpec, sampleReport, toFigure } from "./sample.fixture.ts";

const figures = (homes: number, coverage: number, worst: readonly string[]): Figure[] => [
  toFigure(headlineSpec, [{ homes, coverage, most: "20:00" }]),
  toFigure(
    listSpec,
    worst.map((home_id) => ({ home_id, lost_share: 0.1, bytes: 1 })),
  ),
];

/** Three weeks, each compared with the one before. */
function manifests(...weeks: readonly Figure[][]): Manifest[] {
  const history: Manifest[] = [];
  for (const week of weeks) history.unshift(toManifest(sampleReport(week, history[0] ?? null)));
  return history;
}

function rowsOf(page: { figures: Figure[] }, id: string): readonly TableRow[] | string {
  const outcome = page.figures.find(({ spec }) => spec.id === id)?.outcome ?? {
    insufficient: "no such figure",
  };
  return "rows" in outcome ? outcome.rows : outcome.insufficient;
}

describe("the difference to the report before", () => {
  const history = manifests(figures(10, 0.98, ["a", "b"]), figures(20, 0.99, ["a", "b", "c"]));
  const page = differencePage(figures(25, 0.97, ["d", "a", "c"]), history);

  test("says what is new in a top list, what is gone, and for how many reports the rest has been there", () => {
    expect(rowsOf(page, "list-changes")).toEqual([
      { list: "Worst <homes>", what: "d", state: "new", reports: 1 },
      { list: "Worst <homes>", what: "b", state: "gone", reports: 2 },
      { list: "Worst <homes>", what: "a", state: "still", reports: 3 },
      { list: "Worst <homes>", what: "c", state: "still", reports: 2 },
    ]);
  });

  test("says how numbers have changed", () => {
    expect(rowsOf(page, "changes")).toEqual([
      { figure: "Numbers", measure: "Homes", kind: "count", before: 20, now: 25, change: 5 },
      { figure: "Numbers", measure: "Coverage", kind: "share", before: 0.99, now: 0.97, change: -0.02 },
    ]);
  });

  test("says how fast a budget is used up", () => {
    expect(rowsOf(page, "burn-rate")).toContainEqual({
      what: "Time without reports",
      share: 0.03,
      budget: 0.01,
      burn_rate: 3,
      burn_rate_before: 1,
    });
  });

  test("is insufficient without a report before, but for the burn rate", () => {
    const first = differencePage(figures(25, 0.97, ["a"]), []);
    expect(rowsOf(first, "changes")).toContain("no report of an earlier period");
    expect(rowsOf(first, "list-changes")).toContain("no report of an earlier period");
    expect(rowsOf(first, "burn-rate")).toContainEqual(
      expect.objectContaining({ burn_rate: 3, burn_rate_before: null }),
    );
  });

  test("takes a figure without data for no change, not for zero", () => {
    const thin = [toFigure(headlineSpec, "too little"), toFigure(listSpec, "too little")];
    const after = differencePage(thin, history);
    expect(rowsOf(after, "changes")).toContainEqual(
      expect.objectContaining({ measure: "Homes", before: 20, now: null, change: null }),
    );
    expect(rowsOf(after, "list-changes")).toEqual([]);
  });
});
