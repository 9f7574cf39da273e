/** The score as the table of the README: beside each figure its target. */
import type { AnomalyClass } from "#infra/simulator/world/label.ts";
import { alertClassOf } from "./match.ts";
import { type ClassScore, quantile, type Score, upperRate } from "./score.ts";

interface Target {
  readonly recall: number;
  readonly precision: number;
  /** Seconds. */
  readonly medianS: number;
  readonly p95S: number;
  /** Per gateway-day. */
  readonly falseRate: number;
}

const hour = 3600;

/** What the detectors are held to; null: nothing is promised. */
const targets: Readonly<Record<AnomalyClass, Target | null>> = {
  rssi_drop: { recall: 0.95, precision: 0.9, medianS: 240, p95S: 420, falseRate: 0.004 },
  slow_degradation: { recall: 0.9, precision: 0.85, medianS: 30 * hour, p95S: 72 * hour, falseRate: 0.001 },
  sticky: { recall: 0.95, precision: 0.9, medianS: 75, p95S: 150, falseRate: 0.003 },
  weak_not_roaming: null,
  ping_pong: { recall: 0.97, precision: 0.95, medianS: 10, p95S: 10, falseRate: 0.002 },
  flapping: { recall: 0.98, precision: 0.95, medianS: 10, p95S: 10, falseRate: 0.002 },
  churn_storm: { recall: 0.97, precision: 0.9, medianS: 60, p95S: 300, falseRate: 0.001 },
  gateway_wide: { recall: 0.97, precision: 0.95, medianS: 90, p95S: 180, falseRate: 0.002 },
  silence: { recall: 0.999, precision: 0.99, medianS: 30, p95S: 30, falseRate: 0.003 },
  stuck: { recall: 0.99, precision: 0.99, medianS: 1800, p95S: 1860, falseRate: 0.0005 },
  coverage_fall: null,
};
const totalFalseRate = 0.02;

const columns = [
  "class",
  "events",
  "recall",
  "precision",
  "median",
  "p95",
  "false/gateway-day (95 %)",
  "missed",
];

/** Markdown, one line a class, and the totals. */
export function formatScore(score: Score): string {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- keys of a record of all classes
  const names = Object.keys(score.classes) as AnomalyClass[];
  const rows = names.map((name) => rowOf(name, score.classes[name], score.days));
  const wrong = names.reduce((sum, name) => sum + score.classes[name].wrong, 0);
  const total = [
    "**all**",
    "",
    "",
    "",
    "",
    "",
    `${rate(wrong / score.days)} (${rate(upperRate(wrong, score.days))}), aim ${totalFalseRate}`,
    wrong / score.days > totalFalseRate ? "false" : "",
  ];
  const lines = [columns, columns.map(() => "---"), ...rows, total].map(
    (cells) => `| ${cells.join(" | ")} |`,
  );
  return `${lines.join("\n")}\n\n${footer(score)}\n`;
}

/** What wrong alerts were about, a line a class. */
export function formatConfusions(score: Score): string {
  return Object.entries(score.classes)
    .filter(([, { wrong }]) => wrong > 0)
    .map(([name, { confusions }]) => {
      const sorted = Object.entries(confusions).sort(([, a], [, b]) => b - a);
      return `${name}: ${sorted.map(([what, count]) => `${count} ${what}`).join(", ")}`;
    })
    .join("\n");
}

function rowOf(name: AnomalyClass, of: ClassScore, days: number): string[] {
  const target = targets[name];
  const recall = of.events === 0 ? null : of.found / of.events;
  const precision = of.right + of.wrong === 0 ? null : of.right / (of.right + of.wrong);
  const median = quantile(of.delaysMs, 0.5);
  const p95 = quantile(of.delaysMs, 0.95);
  const falseRate = of.wrong / days;
  const missed =
    target === null
      ? []
      : [
          ...(recall !== null && recall < target.recall ? ["recall"] : []),
          ...(precision !== null && precision < target.precision ? ["precision"] : []),
          ...(median !== null && median > 1000 * target.medianS ? ["median"] : []),
          ...(p95 !== null && p95 > 1000 * target.p95S ? ["p95"] : []),
          ...(falseRate > target.falseRate ? ["false"] : []),
        ];
  const beside = (text: string, aim: string | undefined): string =>
    aim === undefined ? text : `${text} (${aim})`;
  return [
    nameOf(name),
    String(of.events),
    beside(share(recall), target === null ? undefined : String(target.recall)),
    beside(share(precision), target === null ? undefined : String(target.precision)),
    beside(duration(median), target === null ? undefined : duration(1000 * target.medianS)),
    beside(duration(p95), target === null ? undefined : duration(1000 * target.p95S)),
    beside(
      `${rate(falseRate)} (${rate(upperRate(of.wrong, days))})`,
      target === null ? undefined : `aim ${target.falseRate}`,
    ),
    missed.join(", "),
  ];
}

/** With the class of its alerts, where that has another name. */
const nameOf = (name: AnomalyClass): string =>
  alertClassOf[name] === name ? name : `${name} (\`${alertClassOf[name]}\`)`;

const share = (value: number | null): string => (value === null ? "-" : value.toFixed(3));
const rate = (value: number): string => value.toFixed(5);

function duration(ms: number | null): string {
  if (ms === null) return "-";
  const seconds = ms / 1000;
  return seconds < 2 * hour ? `${Math.round(seconds)} s` : `${(seconds / hour).toFixed(1)} h`;
}

const footer = ({ homes, days, reports, stationRows, stateBytes }: Score): string =>
  `${homes} gateways, ${Math.round(days)} gateway-days, ${reports} reports, ${stationRows} station rows; ` +
  `${Math.round(stateBytes / Math.max(1, homes))} bytes of state a home.`;
