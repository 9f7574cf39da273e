/** Who comes and goes, and where it is too much. */
import type { Chart } from "../chart.ts";
import { column, type FigureSpec, numberOf, type Page, text } from "../figure.ts";
import { daysOf } from "../period.ts";
import type { ReportKind } from "../report.ts";
import { literal, reporting, within } from "../scope.ts";

const meaning =
  "Joins are those of stations. Apparent: all; stitched: without those that continue an address that was there before (a phone under a new randomized address). " +
  "Flaps: joins within 10 minutes of the leave. A home and day: 24 hours of a home with windows.";

/** Homes' time with windows, in days: a day with windows in six of its hours is a quarter. */
const homeDays = "(uniqExact(home_id, bucket_start) / 24)";

const churn: FigureSpec = {
  id: "churn",
  title: "Churn in numbers",
  definition: meaning,
  basis: "period",
  isHeadline: true,
  sql: (scope) => `SELECT
    ${homeDays} AS home_days,
    sum(joins) / home_days AS joins_per_home_day,
    (sum(joins) - sum(rotations)) / home_days AS stitched_joins_per_home_day,
    sum(leaves) / home_days AS leaves_per_home_day,
    sum(flaps) / nullIf(sum(joins), 0) AS flap_share,
    sum(host_joins) / home_days AS host_joins_per_home_day
FROM home_hour
WHERE ${within(scope)} AND ${reporting}
HAVING count() > 0`,
  columns: [
    column("number", "joins_per_home_day", "Joins, apparent"),
    column("number", "stitched_joins_per_home_day", "Joins, stitched"),
    column("number", "leaves_per_home_day", "Leaves"),
    column("share", "flap_share", "Flaps of joins"),
    column("number", "host_joins_per_home_day", "Hosts that came"),
  ],
};

const days: FigureSpec = {
  id: "churn-days",
  title: "Churn by day",
  definition: `${meaning} Days of the report's zone.`,
  basis: "period",
  sql: (scope) => `SELECT
    toString(toDate(bucket_start, ${literal(scope.period.zone)})) AS day,
    ${homeDays} AS home_days,
    sum(counted.joins) / home_days AS joins,
    (sum(counted.joins) - sum(rotations)) / home_days AS stitched_joins,
    sum(counted.flaps) / home_days AS flaps,
    uniqExact(home_id) AS homes
FROM home_hour AS counted
WHERE ${within(scope)} AND ${reporting}
GROUP BY day
ORDER BY day`,
  columns: [
    text("day", "Day"),
    column("count", "homes", "Homes"),
    column("number", "joins", "Joins, apparent"),
    column("number", "stitched_joins", "Joins, stitched"),
    column("number", "flaps", "Flaps"),
  ],
  chart: (rows, period): Chart => {
    const all = daysOf(period).map((day) => ({ day, row: rows.find((row) => row["day"] === day) ?? {} }));
    const values = (name: string) => all.map(({ row }) => numberOf(row, name));
    return {
      kind: "bars",
      x: "",
      y: { title: "A home and day", kind: "number", min: 0 },
      categories: all.map(({ day }) => day.slice(5)),
      series: [
        { name: "joins, apparent", values: values("joins") },
        { name: "joins, stitched", values: values("stitched_joins") },
        { name: "flaps", values: values("flaps") },
      ],
      isStacked: false,
    };
  },
};

const models: FigureSpec = {
  id: "churn-models",
  title: "Churn by model and firmware",
  definition: meaning,
  basis: "period",
  sql: (scope) => `SELECT
    ifNull(model_name, 'unknown') AS model,
    ifNull(software_version, 'unknown') AS software,
    uniqExact(home_id) AS homes,
    sum(counted.joins) / ${homeDays} AS joins,
    (sum(counted.joins) - sum(rotations)) / ${homeDays} AS stitched_joins,
    sum(counted.flaps) / nullIf(sum(counted.joins), 0) AS flap_share
FROM home_hour AS counted
WHERE ${within(scope)} AND ${reporting}
GROUP BY model, software
ORDER BY homes DESC, model, software`,
  columns: [
    text("model", "Model"),
    text("software", "Firmware"),
    column("count", "homes", "Homes"),
    column("number", "joins", "Joins, apparent"),
    column("number", "stitched_joins", "Joins, stitched"),
    column("share", "flap_share", "Flaps of joins"),
  ],
};

const homes: FigureSpec = {
  id: "flapping-homes",
  title: "Homes with most flaps",
  definition: `${meaning} The twenty homes with most flaps.`,
  basis: "period",
  ranking: ["home_id"],
  sql: (scope) => `SELECT
    home_id,
    sum(counted.flaps) AS flaps,
    sum(counted.joins) AS joins,
    sum(counted.rotations) AS rotations
FROM home_hour AS counted
WHERE ${within(scope)}
GROUP BY home_id
HAVING flaps > 0
ORDER BY flaps DESC, home_id
LIMIT 20`,
  columns: [
    text("home_id", "Home"),
    column("count", "flaps", "Flaps"),
    column("count", "joins", "Joins"),
    column("count", "rotations", "of them continued addresses"),
  ],
};

const page: Page = { title: "Churn", figures: [churn, days, models, homes] };

export const churnReport: ReportKind = { name: "churn", title: "Churn", pages: [page] };
