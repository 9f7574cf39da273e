/** How many hosts and stations a home has at once, and a day. */
import type { Chart } from "../chart.ts";
import {
  type Answer,
  column,
  type Derived,
  type FigureSpec,
  numberOf,
  type Page,
  text,
  textOf,
  toRows,
} from "../figure.ts";
import { cumulative, groupBy, percentileOf, type Tally, totalOf } from "../ranks.ts";
import { literal, reporting, type Scope, tierOf, within } from "../scope.ts";

const measures = [
  "hosts at once",
  "stations at once",
  "peak of hosts of a home",
  "stations a day, apparent",
  "stations a day, stitched",
] as const;

/** How often each number was, by measure. */
function sql(scope: Scope): string {
  const home = `home_${tierOf(scope)}`;
  const day = `toDate(bucket_start, ${literal(scope.period.zone)})`;
  const atOnce = (measure: string, what: string, condition = ""): string =>
    `SELECT ${literal(measure)} AS measure, toInt64(bin) AS value, toUInt64(sum(n)) AS times
FROM ${home}
ARRAY JOIN ${what}_bins AS bin, ${what}_counts AS n
WHERE ${within(scope)}${condition}
GROUP BY value`;
  const tellHosts = ` AND home_id IN
(
    SELECT home_id FROM ${home} WHERE ${within(scope)} GROUP BY home_id HAVING max(hosts_peak) > 0
)`;
  const stationsADay = `SELECT home_id, ${day} AS day, uniqExact(sta_mac) AS stations
    FROM station_${tierOf(scope)}
    WHERE ${within(scope)}
    GROUP BY home_id, day`;
  const rotationsADay = `SELECT home_id, ${day} AS day, sum(rotations) AS rotated
    FROM ${home}
    WHERE ${within(scope)}
    GROUP BY home_id, day`;
  return `SELECT * FROM
(
${atOnce(measures[0], "hosts", tellHosts)}
UNION ALL
${atOnce(measures[1], "stations")}
UNION ALL
SELECT ${literal(measures[2])} AS measure, toInt64(peak) AS value, count() AS times
FROM
(
    SELECT max(hosts_peak) AS peak FROM ${home} WHERE ${within(scope)} AND ${reporting} GROUP BY home_id HAVING peak > 0
)
GROUP BY value
UNION ALL
SELECT ${literal(measures[3])} AS measure, toInt64(stations) AS value, count() AS times
FROM
(
    ${stationsADay}
)
GROUP BY value
UNION ALL
SELECT
    ${literal(measures[4])} AS measure,
    greatest(1, toInt64(stations) - toInt64(rotated)) AS value,
    count() AS times
FROM
(
    ${stationsADay}
) AS seen
LEFT JOIN
(
    ${rotationsADay}
) AS changed USING (home_id, day)
GROUP BY value
)
ORDER BY measure, value`;
}

/** In the order of `measures`; those without any number left out. */
function readTallies(answers: readonly Answer[]): [measure: string, tally: Tally][] {
  const groups = groupBy(answers, (answer) => textOf(answer, "measure"));
  return measures.flatMap((measure): [string, Tally][] => {
    const rows = groups.get(measure) ?? [];
    const tally = rows.map((row) => [numberOf(row, "value") ?? 0, numberOf(row, "times") ?? 0] as const);
    return totalOf(tally) === 0 ? [] : [[measure, tally]];
  });
}

const ofTallies =
  (derive: (tallies: [string, Tally][]) => Derived) =>
  (answers: readonly Answer[]): Derived => {
    const tallies = readTallies(answers);
    return tallies.length === 0
      ? { insufficient: "no window of the period tells hosts or stations" }
      : derive(tallies);
  };

const meaning =
  "At once: the greatest number in one report of each window, over all windows of all homes. Peak: of each home the greatest in the period. " +
  "A window without a report of hosts counts as 0 hosts; homes without any host in the whole period, most of which do not tell them, are left out of hosts and peaks. " +
  "A day: distinct station addresses of a home on a day of the report's zone. Apparent counts every address, stitched takes off the joins that continue " +
  "an address that was there before (a phone under a new randomized address), so that a device counts once.";

const percentileColumns = [
  text("measure", "Measure"),
  column("count", "observations", "Observations"),
  column("count", "p50", "p50"),
  column("count", "p90", "p90"),
  column("count", "p95", "p95"),
  column("count", "p99", "p99"),
  column("count", "max", "Max"),
];

/** A percentile needs as many observations as it has parts: p99 a hundred. */
function toPercentiles([measure, tally]: [string, Tally]): Answer {
  const observations = totalOf(tally);
  const at = (percent: number): number | null =>
    observations * (100 - percent) < 100 ? null : percentileOf(tally, percent);
  return {
    measure,
    observations,
    p50: at(50),
    p90: at(90),
    p95: at(95),
    p99: at(99),
    max: percentileOf(tally, 100),
  };
}

const percentiles: FigureSpec = {
  id: "hosts",
  title: "Concurrent hosts and stations",
  definition: `${meaning} A percentile of too few observations is left empty: p99 needs a hundred.`,
  basis: "period",
  sql,
  columns: percentileColumns,
  derive: ofTallies((tallies) => ({ rows: toRows(percentileColumns, tallies.map(toPercentiles)) })),
};

const cdfColumns = [
  text("measure", "Measure"),
  column("count", "value", "Number"),
  column("count", "observations", "Observations"),
  column("share", "share_at_most", "At most so many"),
];

const cdf: FigureSpec = {
  id: "hosts-cdf",
  title: "Concurrent hosts and stations, cumulative",
  definition: meaning,
  basis: "period",
  sql,
  columns: cdfColumns,
  derive: ofTallies((tallies) => ({
    rows: tallies.flatMap(([measure, tally]) =>
      toRows(
        cdfColumns,
        cumulative(tally).map(({ value, count, share }) => ({
          measure,
          value,
          observations: count,
          share_at_most: share,
        })),
      ),
    ),
  })),
  chart: (rows): Chart => ({
    kind: "lines",
    x: { title: "Number in a home", kind: "count", min: 0 },
    y: { title: "Share at most so many", kind: "share", min: 0, max: 1 },
    series: [...groupBy(rows, (row) => String(row["measure"]))].map(([name, mine]) => ({
      name,
      points: mine.map((row) => [numberOf(row, "value") ?? 0, numberOf(row, "share_at_most") ?? 0] as const),
      isDashed: name.startsWith("stations a day"),
      isStepped: true,
    })),
  }),
};

export const hostsPage: Page = { title: "Concurrent hosts", figures: [percentiles, cdf] };
