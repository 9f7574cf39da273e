/** A report: the figures of a kind, asked for a scope, beside what the reports before it said. */
import type { Page as FigurePage } from "./figure.ts";
import {
  type Answer,
  type Basis,
  type Context,
  type Coverage,
  type Derived,
  type Figure,
  type FigureSpec,
  leastCoverage,
  numberOf,
  toRows,
} from "./figure.ts";
import { coverageSql, toCoverage } from "./coverage.ts";
import { differencePage } from "./difference.ts";
import type { Manifest } from "./manifest.ts";
import { saidBefore } from "./manifest.ts";
import type { Scope } from "./scope.ts";
import { askSnapshot } from "./snapshot.ts";

export interface ReportKind {
  /** As on the command line. */
  readonly name: string;
  readonly title: string;
  readonly pages: readonly FigurePage[];
}

export interface Report {
  readonly kind: ReportKind;
  readonly scope: Scope;
  /** Version of the program. */
  readonly program: string;
  readonly snapshot: string;
  /** What it is about was counted anew while it was read: figures may not fit each other. */
  readonly hasChanged: boolean;
  /** All that was received before the period's end is in the tables; null: nothing tells. */
  readonly isComplete: boolean | null;
  /** Of the period. */
  readonly coverage: Coverage;
  /** What the report before this one is called; null: this is the first. */
  readonly previous: Manifest | null;
  readonly pages: readonly { readonly title: string; readonly figures: readonly Figure[] }[];
}

/** Runs one statement and returns its rows. */
export type Ask = (sql: string) => Promise<readonly Answer[]>;

export interface ReportRequest {
  readonly kind: ReportKind;
  readonly scope: Scope;
  readonly program: string;
  /** Manifests of the same report of earlier times, the newest first. */
  readonly history: readonly Manifest[];
}

/** Asks for every figure, one statement after the other, each once. What the store refuses rejects. */
export async function askReport(request: ReportRequest, ask: Ask): Promise<Report> {
  const { kind, scope, program, history } = request;
  const once = askOnce(ask);
  const snapshot = await askSnapshot(scope, ask);
  const context: Context = { scope, saidBefore: saidBefore(history[0]) };
  const pages = [];
  for (const page of kind.pages) {
    const figures: Figure[] = [];
    for (const spec of page.figures) figures.push(await askFigure(spec, context, once));
    pages.push({ title: page.title, figures });
  }
  const difference = differencePage(
    pages.flatMap(({ figures }) => figures),
    history,
  );
  const [first, ...others] = pages;
  return {
    kind,
    scope,
    program,
    snapshot: snapshot.id,
    hasChanged: (await askSnapshot(scope, ask)).counted !== snapshot.counted,
    isComplete: await askCompleteness(scope, once),
    coverage: await askCoverage("period", scope, once),
    previous: history[0] ?? null,
    pages: first === undefined ? [difference] : [first, difference, ...others],
  };
}

/** Several figures read the same. */
function askOnce(ask: Ask): Ask {
  const answers = new Map<string, Promise<readonly Answer[]>>();
  return (sql) => {
    const known = answers.get(sql) ?? ask(sql);
    answers.set(sql, known);
    return known;
  };
}

async function askCoverage(basis: Exclude<Basis, "none">, scope: Scope, ask: Ask): Promise<Coverage> {
  const [answer] = await ask(coverageSql(basis, scope));
  return toCoverage(answer ?? {});
}

async function askFigure(spec: FigureSpec, context: Context, ask: Ask): Promise<Figure> {
  const { scope } = context;
  const sql = spec.sql === null ? null : spec.sql(scope);
  const coverage = spec.basis === "none" ? null : await askCoverage(spec.basis, scope, ask);
  const thin = coverage === null ? null : tooThin(coverage);
  if (thin !== null) return { spec, sql, coverage, outcome: { insufficient: thin }, chart: null };
  const outcome = toOutcome(spec, sql === null ? [] : await ask(sql), context);
  return { spec, sql, coverage, outcome, chart: chartOf(spec, outcome, scope) };
}

/** Whether the slowest partition of those that tell it is past the period. */
async function askCompleteness(scope: Scope, ask: Ask): Promise<boolean | null> {
  const [answer] = await ask(
    "SELECT toUnixTimestamp64Milli(min(complete_up_to)) AS complete_up_to FROM pipeline_progress",
  );
  const upTo = answer === undefined ? null : numberOf(answer, "complete_up_to");
  return upTo === null ? null : upTo >= scope.period.to;
}

/** Why nothing is said; null where there is enough. */
function tooThin(coverage: Coverage): string | null {
  const { share, dueShare } = coverage;
  const percent = (of: number): string => `${(of * 100).toFixed(1)} %`;
  const needed = `${leastCoverage * 100} % is needed`;
  if (coverage.windows === 0 || share === null) return "there are no windows of this time";
  if (share < leastCoverage) return `only ${percent(share)} of what was due came, ${needed}`;
  if (dueShare !== null && dueShare < leastCoverage)
    return `any home was due to report in only ${percent(dueShare)} of the hours, ${needed}`;
  return null;
}

/** A table without a row says that there is nothing: of a headline that means there is too little to say anything. */
function toOutcome(spec: FigureSpec, answers: readonly Answer[], context: Context): Derived {
  const outcome = spec.derive?.(answers, context) ?? { rows: toRows(spec.columns, answers) };
  if ("rows" in outcome && outcome.rows.length === 0 && spec.isHeadline === true)
    return { insufficient: "nothing of the period tells it" };
  return outcome;
}

const chartOf = (spec: FigureSpec, outcome: Derived, { period }: Scope): Figure["chart"] =>
  "rows" in outcome ? (spec.chart?.(outcome.rows, period) ?? null) : null;
