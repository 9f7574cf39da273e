/**
 * Prometheus's text of metrics (exposition format 0.0.4). The counters are the processes' own, so all there is to do is to
 * write them down: a client library would keep them a second time.
 */
import type { HistogramCounts, Metric, MetricTable, Sample } from "#schemas/metrics.ts";

export const metricsContentType = "text/plain; version=0.0.4; charset=utf-8";

/** One metric as it is written down. */
export interface Written {
  readonly name: string;
  readonly help: string;
  readonly type: "counter" | "gauge" | "histogram";
  readonly value: number | null | readonly Sample[] | HistogramCounts;
}

/** A table's metrics as a status has them. */
export const readMetrics = <Status>(table: MetricTable<Status>, status: Status): readonly Written[] =>
  table.map((metric) => ({
    name: metric.name,
    help: metric.help,
    type: metric.type,
    value: valueOf(metric, status),
  }));

const valueOf = <Status>(metric: Metric<Status>, status: Status): Written["value"] => metric.read(status);

/** The text; what has no value now is left out. */
export function formatMetrics(metrics: readonly Written[]): string {
  const blocks = metrics.map((metric) => {
    const lines = linesOf(metric);
    if (lines.length === 0) return "";
    const head = [`# HELP ${metric.name} ${escapeHelp(metric.help)}`, `# TYPE ${metric.name} ${metric.type}`];
    return `${[...head, ...lines].join("\n")}\n`;
  });
  return blocks.join("");
}

function linesOf({ name, value }: Written): readonly string[] {
  if (value === null) return [];
  if (typeof value === "number") return [line(name, {}, value)];
  if (isHistogram(value)) return histogramLines(name, value);
  return value.map((sample) => line(name, sample.labels, sample.value));
}

const isHistogram = (value: readonly Sample[] | HistogramCounts): value is HistogramCounts =>
  "bounds" in value;

function histogramLines(name: string, { bounds, counts, count, sum }: HistogramCounts): readonly string[] {
  let below = 0;
  const buckets = bounds.map((bound, index) => {
    below += counts[index] ?? 0;
    return line(`${name}_bucket`, { le: String(bound) }, below);
  });
  return [
    ...buckets,
    line(`${name}_bucket`, { le: "+Inf" }, count),
    line(`${name}_sum`, {}, sum),
    line(`${name}_count`, {}, count),
  ];
}

function line(name: string, labels: Readonly<Record<string, string>>, value: number): string {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escapeLabel(text)}"`);
  return `${name}${pairs.length === 0 ? "" : `{${pairs.join(",")}}`} ${formatNumber(value)}`;
}

/** Go's words for what is no number. */
function formatNumber(value: number): string {
  if (Number.isFinite(value)) return String(value);
  if (Number.isNaN(value)) return "NaN";
  return value > 0 ? "+Inf" : "-Inf";
}

const escapeHelp = (text: string): string => text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");
const escapeLabel = (text: string): string => escapeHelp(text).replaceAll('"', '\\"');
