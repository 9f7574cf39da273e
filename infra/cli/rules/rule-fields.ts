/** One rule of the file: each key's value checked, what is not given filled in. */
import { isScalar, type Node } from "yaml";
import {
  formatLimit,
  type Limit,
  negate,
  overlap,
  parseLimit,
  shareMeeting,
} from "#processors/anomalies/limit.ts";
import {
  bands,
  kindOf,
  labelsFor,
  metricUnits,
  rangeOf,
  type ScopeLabel,
  scopeLabels,
} from "#processors/anomalies/rule-metric.ts";
import { matches, placeholders, type Rule } from "#processors/anomalies/rules.ts";
import { severities, type Severity } from "#schemas/alert.ts";
import { suggest } from "../config/suggest.ts";
import { parseDuration } from "./duration.ts";
import { formatRange } from "./format-rules.ts";

export const ruleKeys = [
  "name",
  "metric",
  "scope",
  "condition",
  "for",
  "clear",
  "for_clear",
  "min_samples",
  "severity",
  "summary",
] as const;
type RuleKey = (typeof ruleKeys)[number];

export interface Field {
  readonly key: Node;
  readonly value: Node;
}

/** A rule as it stands in the file. */
export interface RuleNode {
  readonly node: Node;
  readonly fields: ReadonlyMap<string, Field>;
  /** Likewise of its scope; null where there is none. */
  readonly scope: ReadonlyMap<string, Field> | null;
  /** Takes a mistake, at the line of a node. */
  readonly tell: (node: Node, sentence: string) => void;
}

const longestMs = 7 * 86_400_000;
const mostSamples = 1_000_000;

/** The rule; null when it is mistaken (all its mistakes are told then). */
export function readRule(source: RuleNode): Rule | null {
  const name = required(source, "name", toName);
  const metric = required(source, "metric", toMetric);
  const condition = required(source, "condition", toLimit);
  const clear = optional(source, "clear", toLimit, condition === null ? null : negate(condition));
  const forMs = optional(source, "for", toDuration, 0);
  const clearForMs = optional(source, "for_clear", toDuration, 0);
  const minSamples = optional(source, "min_samples", toSamples, 1);
  const severity = optional<Severity>(source, "severity", toSeverity, "warning");
  const scope = readScope(source, metric);
  const summary = optional(source, "summary", toSummary, `${name ?? ""}: {subject} is at {value} {unit}.`);
  if (name === null || metric === null || condition === null || clear === null) return null;
  if (overlap(condition, clear)) tellOverlap(source, condition, clear);
  tellConstant(source, "condition", metric, condition);
  if (source.fields.has("clear")) tellConstant(source, "clear", metric, clear);
  if (forMs === null || clearForMs === null || minSamples === null) return null;
  if (severity === null || scope === null || summary === null) return null;
  return { name, metric, condition, forMs, clear, clearForMs, minSamples, severity, scope, summary };
}

/** `; did you mean X?`, or nothing where no name is near. */
export function didYouMean(name: string, known: readonly string[]): string {
  const near = suggest(name, known);
  return near === null ? "" : `; did you mean ${near}?`;
}

/** A value, or what it should have been. */
type Checked<T> = { readonly value: T } | { readonly must: string };
type Check<T> = (text: string) => Checked<T>;

function required<T>(source: RuleNode, key: RuleKey, check: Check<T>): T | null {
  if (!source.fields.has(key)) source.tell(source.node, `${titleOf(source)} has no ${key}`);
  return optional(source, key, check, null);
}

function optional<T>(source: RuleNode, key: RuleKey, check: Check<T>, fallback: T | null): T | null {
  const field = source.fields.get(key);
  return field === undefined ? fallback : checked(source, key, field.value, check);
}

function checked<T>(source: RuleNode, key: string, value: Node, check: Check<T>): T | null {
  const text = textOf(value);
  const found = text === null ? { must: "must be a value" } : check(text);
  if ("value" in found) return found.value;
  source.tell(value, `${titleOf(source)}: ${key} ${found.must}${text === null ? "" : ` (is ${text})`}`);
  return null;
}

/** As it is written: a version 1.10 is no number. null for what is no single value. */
export const textOf = (node: Node | undefined): string | null =>
  isScalar(node) && node.value !== null ? (node.source ?? null) : null;

/** What a mistake calls the rule. */
function titleOf({ fields }: RuleNode): string {
  const name = textOf(fields.get("name")?.value);
  return name === null ? "a rule" : `rule ${name}`;
}

function tellOverlap(source: RuleNode, condition: Limit, clear: Limit): void {
  const at = source.fields.get("clear")?.value ?? source.node;
  const both = `clear "${formatLimit(clear)}" and condition "${formatLimit(condition)}"`;
  source.tell(at, `${titleOf(source)}: ${both} can be true at once`);
}

/** A limit that all values of the metric meet, or none: most often another unit was meant. */
function tellConstant(source: RuleNode, key: RuleKey, metric: string, limit: Limit): void {
  const { least, most } = rangeOf(metric);
  const share = shareMeeting(limit, least, most);
  if (share === "some") return;
  const truth = share === "all" ? "always" : "never";
  source.tell(
    source.fields.get(key)?.value ?? source.node,
    `${titleOf(source)}: ${key} "${formatLimit(limit)}" is ${truth} true: ${metric} is ${formatRange(metric)}`,
  );
}

function readScope(source: RuleNode, metric: string | null): Rule["scope"] | null {
  const kind = metric === null ? null : kindOf(metric);
  const known = kind === null ? scopeLabels : labelsFor(kind);
  const scope: Partial<Record<ScopeLabel, string>> = {};
  let mistaken = source.fields.has("scope") && source.scope === null;
  for (const [name, { key, value }] of source.scope ?? []) {
    const label = known.find((each) => each === name);
    const pattern =
      label === undefined ? null : checked(source, `scope ${name}`, value, scopeChecks[name] ?? toText);
    if (label === undefined)
      source.tell(key, `${titleOf(source)}: ${metric ?? "scope"} has no ${name}, only ${known.join(", ")}`);
    if (label === undefined || pattern === null) mistaken = true;
    else scope[label] = pattern;
  }
  return mistaken ? null : scope;
}

const toText: Check<string> = (text) => (text === "" ? { must: "must not be empty" } : { value: text });

const toBand: Check<string> = (text) =>
  bands.some((band) => matches(text, band))
    ? { value: text }
    : { must: `must be ${bands.join(", ")}, or a pattern of one${didYouMean(text, bands)}` };

const scopeChecks: Readonly<Record<string, Check<string>>> = { band: toBand };

const toName: Check<string> = (text) =>
  /^[\w.-]{1,64}$/.test(text)
    ? { value: text }
    : { must: "must be of letters, digits, dots, underscores and dashes, at most 64" };

const toMetric: Check<string> = (text) =>
  metricUnits.has(text)
    ? { value: text }
    : { must: `must be a metric (check-rules --metrics)${didYouMean(text, [...metricUnits.keys()])}` };

function toLimit(text: string): Checked<Limit> {
  const value = parseLimit(text);
  return value === null ? { must: 'must be a comparison with a number, such as "< -78"' } : { value };
}

function toDuration(text: string): Checked<number> {
  const value = parseDuration(text);
  return value === null || value > longestMs
    ? { must: "must be a time such as 30s, 5m or 1h, at most 7d" }
    : { value };
}

const toSamples: Check<number> = (text) =>
  /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= mostSamples
    ? { value: Number(text) }
    : { must: `must be a whole number from 1 to ${mostSamples}` };

function toSeverity(text: string): Checked<Severity> {
  const value = severities.find((each) => each === text);
  return value === undefined
    ? { must: `must be ${severities.join(", ")}${didYouMean(text, severities)}` }
    : { value };
}

function toSummary(text: string): Checked<string> {
  const names = [...text.matchAll(/\{(\w*)\}/g)].map(([, name = ""]) => name);
  const wrong = names.find((name) => !placeholders.includes(name));
  return wrong === undefined
    ? toText(text)
    : { must: `has no {${wrong}}, only ${placeholders.join(", ")}${didYouMean(wrong, placeholders)}` };
}
