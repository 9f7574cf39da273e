/** Rules as the file that gives them: with all that was not written filled in. */
import { Document } from "yaml";
import { formatLimit } from "#processors/anomalies/limit.ts";
import { metricUnits } from "#processors/anomalies/rule-metric.ts";
import type { Rule } from "#processors/anomalies/rules.ts";
import { formatDuration } from "./duration.ts";

/** YAML that `parseRules` reads as the same rules. */
export const formatRules = (rules: readonly Rule[]): string =>
  new Document({ rules: rules.map(toEntry) }).toString();

/** A line for each metric there is, with its unit. */
export const formatMetrics = (): string =>
  [...metricUnits].map(([name, unit]) => `${name.padEnd(40)} ${unit}\n`).join("");

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
