/** Static rules: limits that a person set for fields of closed windows. */
import type { Severity } from "#schemas/alert.ts";
import type { HomeWindow } from "#schemas/home-window.ts";
import { type Limit, meets } from "./limit.ts";
import { type EpisodePolicy, policies } from "./policy.ts";
import { type Judgement, type Reading, type Subject, subjectKey } from "./reading.ts";
import { kindOf, type Measured, measure, metricUnits, type ScopeLabel, scopeLabels } from "./rule-metric.ts";

/** Plain data: it is kept as JSON in checkpoints. */
export interface Rule {
  /** Letters, digits, `.`, `_`, `-`; unique. */
  readonly name: string;
  /** One of `metricUnits`. */
  readonly metric: string;
  readonly condition: Limit;
  /** How long the condition must hold. */
  readonly forMs: number;
  /** No number meets this and the condition; what meets neither keeps an alert and begins none. */
  readonly clear: Limit;
  readonly clearForMs: number;
  /** With fewer a subject can't be judged. */
  readonly minSamples: number;
  readonly severity: Severity;
  /** A pattern for each label named; `*` stands for any text. */
  readonly scope: Readonly<Partial<Record<ScopeLabel, string>>>;
  /** With placeholders in braces. */
  readonly summary: string;
}

/** What a summary may have in braces, beside the labels of a scope. */
const summaryValues = ["subject", "value", "threshold", "unit", "home"] as const;
export const placeholders: readonly string[] = [...summaryValues, ...scopeLabels];

/** Times as looks: a look is a closed window of `windowMs`. */
export const rulePolicy = ({ forMs, clearForMs }: Rule, windowMs: number): EpisodePolicy => ({
  raiseAfter: looksIn(forMs, windowMs),
  clearAfter: looksIn(clearForMs, windowMs),
  noDataAfter: policies.rule.noDataAfter,
  eases: true,
});

const looksIn = (spanMs: number, windowMs: number): number => Math.max(1, Math.ceil(spanMs / windowMs));

/** Whether one of these rules is what a subject's alert is of. */
export const isInForce = (rules: readonly Rule[], { rule, subjectKind }: Subject): boolean =>
  rules.some(({ name, metric }) => name === rule && kindOf(metric) === subjectKind);

/** Judges all subjects of the rule's metric. A subject out of scope is well; one that is not in the window is missing. */
export function judgeRule(rule: Rule, window: HomeWindow): Judgement {
  const breaches: Reading[] = [];
  const others = new Map<string, ReturnType<Judgement["otherwise"]>>();
  for (const measured of measure(rule.metric, window)) {
    const found = judge(rule, measured);
    if (found === "breach") breaches.push(readingOf(rule, measured, window));
    else others.set(subjectKey(subjectOf(rule, measured)), found);
  }
  return {
    alertClass: "rule",
    rule: rule.name,
    breaches,
    otherwise: (_, whole) => others.get(subjectKey(whole)) ?? "missing",
  };
}

const subjectOf = ({ name }: Rule, { subjectKind, subject, endpointId }: Measured): Subject => ({
  alertClass: "rule",
  rule: name,
  subjectKind,
  subject,
  endpointId,
});

function judge(
  { scope, condition, clear, minSamples }: Rule,
  { labels, value, samples }: Measured,
): "breach" | "clear" | "between" | "missing" {
  for (const label of scopeLabels) {
    const pattern = scope[label];
    if (pattern === undefined) continue;
    const found = labels[label];
    if (found === undefined) return "missing";
    if (!matches(pattern, found)) return "clear";
  }
  if (value === null || samples < minSamples) return "missing";
  if (meets(condition, value)) return "breach";
  return meets(clear, value) ? "clear" : "between";
}

/** `*` stands for any text, also none; all else for itself. */
export function matches(pattern: string, text: string): boolean {
  const [first = "", ...rest] = pattern.split("*");
  const last = rest.pop();
  if (last === undefined) return text === pattern;
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= text.length - last.length;
}

function readingOf(rule: Rule, measured: Measured, { home_id: home, coverage }: HomeWindow): Reading {
  const { subject, value, samples, labels } = measured;
  const unit = metricUnits.get(rule.metric) ?? null;
  const threshold = rule.condition.value;
  const summary = { subject, value: rounded(value), threshold: String(threshold), unit, home, ...labels };
  return {
    ...subjectOf(rule, measured),
    severity: rule.severity,
    summary: fill(rule.summary, summary),
    ...{ value, threshold, baseline: null, unit, coverage },
    evidence: { samples },
    labels,
  };
}

const fill = (summary: string, values: Readonly<Record<string, string | null>>): string =>
  summary.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "unknown");

/** Without the digits that nobody reads. */
const rounded = (value: number | null): string => String(Math.round((value ?? 0) * 1000) / 1000);
