/** A report as the renderers get it, without a store. */
import { type Answer, column, type Figure, type FigureSpec, text, toRows } from "./figure.ts";
import type { Chart } from "./chart.ts";
import type { Manifest } from "./manifest.ts";
import { parsePeriod } from "./period.ts";
import type { Report } from "./report.ts";
import { epochMs } from "#schemas/units.ts";

export const hostile = `</td><script>alert("1")</script> '"&, =1+1`;

const plainSpec: FigureSpec = {
  id: "worst-homes",
  title: `Worst <homes>`,
  definition: "What is worst.",
  basis: "period",
  sql: () => "SELECT 1",
  columns: [
    text("home_id", "Home"),
    column("share", "lost_share", "Lost"),
    column("bytes", "bytes", "Traffic"),
  ],
};

export const listSpec: FigureSpec = { ...plainSpec, ranking: ["home_id"] };

export const headlineSpec: FigureSpec = {
  ...plainSpec,
  id: "summary",
  title: "Numbers",
  isHeadline: true,
  columns: [column("count", "homes", "Homes"), column("share", "coverage", "Coverage"), text("most", "Most")],
};

export const toFigure = (
  spec: FigureSpec,
  answers: readonly Answer[] | string,
  chart: Chart | null = null,
): Figure => ({
  spec,
  sql: "SELECT 1",
  coverage: {
    homes: 2,
    windows: 20,
    expected: 40,
    covered: 39,
    share: 0.9,
    silentShare: 0.075,
    hoursShare: 0.75,
    dueShare: 0.8,
  },
  outcome: typeof answers === "string" ? { insufficient: answers } : { rows: toRows(spec.columns, answers) },
  chart,
});

export function sampleReport(figures: readonly Figure[], previous: Manifest | null = null): Report {
  const reading = parsePeriod("2026-11-16/2026-11-23", "Europe/Berlin", epochMs(0));
  if (!reading.ok) throw new Error(reading.sentence);
  const pages = [{ title: "One page", figures }];
  return {
    kind: { name: "capacity", title: "Capacity", pages: [] },
    scope: { period: reading.period, area: "north & <south>" },
    program: "1.2.3",
    snapshot: "0123456789abcdef",
    hasChanged: false,
    isComplete: true,
    coverage: {
      homes: 2,
      windows: 20,
      expected: 40,
      covered: 39,
      share: 0.9,
      silentShare: 0.075,
      hoursShare: 0.75,
      dueShare: 0.8,
    },
    previous,
    pages,
  };
}
