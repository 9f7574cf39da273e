/** Rules as the file that gives them: with all that was not written filled in. */
import { Document } from "yaml";
import { formatLimit } from "#processors/anomalies/limit.ts";
import { bands, metricUnits, rangeOf } from "#processors/anomalies/rule-metric.ts";
import type { Rule } from "#processors/anomalies/rules.ts";
import { formatDuration } from "./duration.ts";

/** YAML that `parseRules` reads as the same rules. */
export const formatRules = (rules: readonly Rule[]): string =>
  new Document({ rules: rules.map(toEntry) }).toString();

/** A line for each metric there is, with its range and unit; then what else has few values. */
export const formatMetrics = (): string =>
  [...metricUnits.keys()].map((name) => `${name.padEnd(40)} ${formatRange(name)}\n`).join("") +
  `\nscope: band is ${bands.join(", ")}\n`;

/** What its values can be: `-110 to 0 (dBm)`, `0 or more (reports)`. */
export function formatRange(metric: string): string {
  const { least, most } = rangeOf(metric);
  const unit = metricUnits.get(metric) ?? "";
  return Number.isFinite(most) ? `${least} to ${most} (${unit})` : `${least} or more (${unit})`;
}

const toEntry = (rule: Rule): object => ({
  name: rule.name,
  metric: rule.metric,
  ...(Object.keys(rule.scope).length === 0 ? {} : { scope: rule.scope }),
  condition: formatLimit(rule.condition),
  for: formatDuration(rule.forMs),
  clear: formatLimit(rule.clear),
  for_clear: formatDuration(rule.clearForMs),
  min_samples: rule.minSamples,
  severity: rule.severity,
  summary: rule.summary,
});
