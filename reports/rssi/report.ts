/** How strong stations are: the page of the capacity report, by hour of the day and access node too. */
import { rssiPage } from "../capacity/rssi.ts";
import type { Chart } from "../chart.ts";
import { column, type FigureSpec, numberOf, type Page, text } from "../figure.ts";
import type { ReportKind } from "../report.ts";
import { literal, percentile, tierOf, within } from "../scope.ts";

const hours: FigureSpec = {
  id: "rssi-hours",
  title: "RSSI by hour of the clock",
  definition:
    "The 10th percentile and the median of every RSSI sample of the hour, over all stations and days; hours of the report's zone. Hours of fewer than 1,000 samples are left empty.",
  basis: "period",
  sql: (scope) => `WITH
    ${percentile}
SELECT
    leftPad(toString(toHour(bucket_start, ${literal(scope.period.zone)})), 2, '0') AS clock_hour,
    sumMap(rssi_bins, rssi_counts) AS rssi,
    arraySum(rssi.2) AS samples,
    if(samples < 1000, NULL, percentile(rssi.1, rssi.2, 10)) AS p10_dbm,
    if(samples < 1000, NULL, percentile(rssi.1, rssi.2, 50)) AS p50_dbm
FROM home_quarter_hour
WHERE ${within(scope)}
GROUP BY clock_hour
ORDER BY clock_hour`,
  columns: [
    text("clock_hour", "Hour"),
    column("count", "samples", "Samples"),
    column("dbm", "p10_dbm", "p10"),
    column("dbm", "p50_dbm", "p50"),
  ],
  chart: (rows): Chart | null => {
    const line = (name: string): readonly (readonly [number, number])[] =>
      rows.flatMap((row) => {
        const value = numberOf(row, name);
        return value === null ? [] : [[Number(row["clock_hour"]), value] as const];
      });
    if (line("p50_dbm").length < 2) return null;
    return {
      kind: "lines",
      x: { title: "Hour of the clock", kind: "count", min: 0, max: 23 },
      y: { title: "RSSI", kind: "dbm" },
      series: [
        { name: "p50", points: line("p50_dbm") },
        { name: "p10", points: line("p10_dbm") },
      ],
    };
  },
};

const nodes: FigureSpec = {
  id: "rssi-access-nodes",
  title: "Access nodes with the weakest homes",
  definition:
    "The share of homes whose 10th percentile of RSSI is below -70 dBm, by the access node of the inventory; of nodes with ten homes with RSSI or more, the twenty with the greatest share.",
  basis: "period",
  ranking: ["access_node"],
  sql: (scope) => `WITH
    ${percentile}
SELECT
    node AS access_node,
    count() AS homes,
    countIf(percentile(rssi.1, rssi.2, 10) < -70) / homes AS weak_share
FROM
(
    SELECT home_id, argMax(access_node, bucket_start) AS node, sumMap(rssi_bins, rssi_counts) AS rssi
    FROM home_${tierOf(scope)}
    WHERE ${within(scope)} AND access_node IS NOT NULL
    GROUP BY home_id
)
WHERE notEmpty(rssi.1)
GROUP BY access_node
HAVING homes >= 10
ORDER BY weak_share DESC, access_node
LIMIT 20`,
  columns: [
    text("access_node", "Access node"),
    column("count", "homes", "Homes"),
    column("share", "weak_share", "Weak homes"),
  ],
};

const more: Page = { title: "When and where", figures: [hours, nodes] };

export const rssiReport: ReportKind = { name: "rssi", title: "RSSI", pages: [rssiPage, more] };
