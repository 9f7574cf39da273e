/** What has changed since the report before: numbers, top lists, and how fast what may go wrong is used up. */
import { column, type Derived, type Figure, type FigureSpec, type TableRow, text, toCell } from "./figure.ts";
import { spanLine } from "./render/about.ts";
import { headlineOf, type Manifest, type Ranked, rankingOf } from "./manifest.ts";

const isFirst: Derived = { insufficient: "there is no report of an earlier period in the history" };

export function differencePage(
  figures: readonly Figure[],
  history: readonly Manifest[],
): { title: string; figures: Figure[] } {
  const previous = history[0] ?? null;
  const since = previous === null ? "" : ` (${spanLine(previous.period.from, previous.period.to)})`;
  const burns = figures.flatMap((figure) => burnRows(figure, previous));
  return {
    title: `Since the report before${since}`,
    figures: [
      ...(burns.length === 0 ? [] : [toFigure(burnRate, { rows: burns })]),
      toFigure(
        numbers,
        previous === null ? isFirst : { rows: figures.flatMap((one) => numberRows(one, previous)) },
      ),
      toFigure(
        lists,
        previous === null ? isFirst : { rows: inOrder(figures.flatMap((one) => listRows(one, previous))) },
      ),
    ],
  };
}

const toFigure = (spec: FigureSpec, outcome: Derived): Figure => ({
  spec,
  sql: null,
  coverage: null,
  outcome,
  chart: null,
});

const numbers: FigureSpec = {
  id: "changes",
  title: "Numbers then and now",
  definition:
    "Every number that stands for itself in this report, beside the one of the report before. Shares differ by percentage points (pp). Empty where either report had too little data to say.",
  basis: "none",
  sql: null,
  columns: [
    text("figure", "Figure"),
    text("measure", "Measure"),
    text("kind", "Kind"),
    { ...column("number", "before", "Before"), kindIn: "kind" },
    { ...column("number", "now", "Now"), kindIn: "kind" },
    { ...column("number", "change", "Change"), kindIn: "kind", isDifference: true },
  ],
};

function numberRows(figure: Figure, previous: Manifest): TableRow[] {
  if (figure.spec.isHeadline !== true) return [];
  const now = headlineOf(figure)[0]?.[1] ?? {};
  const before = previous.headlines[figure.spec.id] ?? {};
  const ofNumbers = figure.spec.columns.filter(({ kind }) => kind !== "text");
  return ofNumbers.map(({ name, title, kind }) => {
    const [then = null, at = null] = [before[name], now[name]];
    return {
      figure: figure.spec.title,
      measure: title,
      kind,
      before: then,
      now: at,
      change: then === null || at === null ? null : toCell(at - then, "number"),
    };
  });
}

const lists: FigureSpec = {
  id: "list-changes",
  title: "Top lists: new, gone, still there",
  definition:
    "What is in each top list and was not in the report before, what is no longer, and what has stayed, with the number of reports in a row that it is or was in. Gone is also what too little was heard of this time.",
  basis: "none",
  sql: null,
  columns: [
    text("list", "List"),
    text("what", "What"),
    text("state", "State"),
    column("count", "reports", "Reports in a row"),
  ],
};

/** What has changed first. */
const inOrder = (rows: readonly TableRow[]): TableRow[] =>
  ["new", "gone", "still"].flatMap((state) => rows.filter((row) => row["state"] === state));

function listRows(figure: Figure, previous: Manifest): TableRow[] {
  if (figure.spec.ranking === undefined || !("rows" in figure.outcome)) return [];
  const now = rankingOf(figure, previous)[0]?.[1] ?? [];
  const before = previous.rankings[figure.spec.id] ?? [];
  const here = new Set(now.map(({ key }) => key));
  const toRow = (state: string, { key, reports }: Ranked): TableRow => ({
    list: figure.spec.title,
    what: [...new Set(key.split(", "))].join(", "),
    state,
    reports,
  });
  return [
    ...now.map((ranked) => toRow(ranked.reports === 1 ? "new" : "still", ranked)),
    ...before.filter(({ key }) => !here.has(key)).map((ranked) => toRow("gone", ranked)),
  ];
}

/** What may go wrong, as a share: a headline's column, read as it is or as what it leaves to 1. */
const budgets = [
  { figure: "summary", column: "coverage", isRest: true, what: "Time without reports", budget: 0.01 },
  { figure: "summary", column: "weak_homes_share", isRest: false, what: "Weak homes", budget: 0.1 },
  { figure: "congestion", column: "congested_share", isRest: false, what: "Congested radios", budget: 0.05 },
  { figure: "congestion", column: "retrying_share", isRest: false, what: "Retrying bands", budget: 0.05 },
  { figure: "pipeline", column: "dead_letter_share", isRest: false, what: "Dead letters", budget: 0.001 },
] as const;

const burnRate: FigureSpec = {
  id: "burn-rate",
  title: "Burn rate",
  definition:
    "What went wrong in the period over what may: 1 uses the budget up exactly, 2 twice as fast. Budgets: nothing heard for a hundredth of the time in which homes should report, one home in ten weak, " +
    "one radio in twenty congested and one band in twenty retrying in the busy set, one message in a thousand a dead letter.",
  basis: "none",
  sql: null,
  columns: [
    text("what", "What"),
    column("share", "share", "Went wrong"),
    column("share", "budget", "Budget"),
    column("number", "burn_rate", "Burn rate"),
    column("number", "burn_rate_before", "Before"),
  ],
};

function burnRows(figure: Figure, previous: Manifest | null): TableRow[] {
  const now = headlineOf(figure)[0]?.[1];
  return budgets
    .filter((entry) => entry.figure === figure.spec.id)
    .map((entry) => {
      const read = (values: Readonly<Record<string, number>> | undefined): number | null => {
        const value = values?.[entry.column];
        if (value === undefined) return null;
        return entry.isRest ? 1 - value : value;
      };
      const [share, before] = [read(now), read(previous?.headlines[entry.figure])];
      return {
        what: entry.what,
        share: toCell(share, "share"),
        budget: entry.budget,
        burn_rate: share === null ? null : toCell(share / entry.budget, "number"),
        burn_rate_before: before === null ? null : toCell(before / entry.budget, "number"),
      };
    });
}
