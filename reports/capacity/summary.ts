/** The first page: the fleet in eight numbers. */
import { column, type FigureSpec, type Page } from "../figure.ts";
import { instant, literal, percentile, reporting, type Scope, tierOf, within } from "../scope.ts";
import { silentToEnd } from "../silence.ts";

const knownHomes = (scope: Scope): string => {
  const { from, to } = scope.period;
  const area = scope.area === null ? "" : ` AND area = ${literal(scope.area)}`;
  return `SELECT home_id FROM home_dimension
        WHERE (valid_from IS NULL OR valid_from < ${instant(to)}) AND (valid_to IS NULL OR valid_to > ${instant(from)})${area}
        UNION DISTINCT
        SELECT home_id FROM home_${tierOf(scope)} WHERE ${within(scope)}`;
};

const silent = (scope: Scope): string => `(
        ${silentToEnd(scope, scope.period.from, scope.period.to).replaceAll("\n", "\n        ")}
    )`;

const summary: FigureSpec = {
  id: "summary",
  title: "The fleet in numbers",
  definition:
    "Known homes: those of the inventory in the period, and those ever seen that it does not name. Reporting: with at least one window. " +
    "Coverage: of the time in which homes should have reported the share for which they did; from a home's first window on silence counts as time for which nothing came, up to the period's end: for 35 days after its last window, as long as the inventory has the home. " +
    "Silent at the end: homes whose silence lasts at the period's end, for an hour or longer by then. Hosts: active hosts at once, over all windows of homes that tell any in the period. " +
    "Weak homes: those whose 10th percentile of RSSI over all samples of the period is below -70 dBm, of the homes with RSSI. " +
    "Percentiles are by nearest rank.",
  basis: "period",
  isHeadline: true,
  sql: (scope) => `WITH
    ${percentile}
SELECT
    (SELECT uniqExact(home_id) FROM
    (
        ${knownHomes(scope)}
    )) AS known_homes,
    countIf(home_windows > 0) AS reporting_homes,
    reporting_homes / known_homes AS reporting_share,
    (SELECT tuple(sum(silent_ms), countIf(lasts AND silent_ms >= 3600000)) FROM ${silent(scope)}) AS at_end,
    sum(home_covered) / (sum(home_due) + at_end.1) AS coverage,
    at_end.2 AS silent_homes,
    sumMapIf(hosts.1, hosts.2, home_hosts > 0) AS all_hosts,
    percentile(all_hosts.1, all_hosts.2, 50) AS hosts_p50,
    percentile(all_hosts.1, all_hosts.2, 95) AS hosts_p95,
    countIf(percentile(rssi.1, rssi.2, 10) < -70) / countIf(notEmpty(rssi.1)) AS weak_homes_share
FROM
(
    SELECT
        home_id,
        sum(windows) AS home_windows,
        sum(covered_ms) AS home_covered,
        sum(due_ms) AS home_due,
        max(hosts_peak) AS home_hosts,
        sumMap(hosts_bins, hosts_counts) AS hosts,
        sumMap(rssi_bins, rssi_counts) AS rssi
    FROM home_${tierOf(scope)}
    WHERE ${within(scope)}
    GROUP BY home_id
)`,
  columns: [
    column("count", "known_homes", "Known homes"),
    column("count", "reporting_homes", "Reporting homes"),
    column("share", "reporting_share", "Reporting"),
    column("share", "coverage", "Coverage"),
    column("count", "silent_homes", "Silent at the end"),
    column("count", "hosts_p50", "Hosts at once, p50"),
    column("count", "hosts_p95", "Hosts at once, p95"),
    column("share", "weak_homes_share", "Weak homes"),
  ],
};

const areas: FigureSpec = {
  id: "areas",
  title: "Areas",
  definition:
    "Homes with at least one window, by the area that the inventory gives them at that time; unknown where it gives none. Coverage as above. Bytes are those to and from stations.",
  basis: "period",
  sql: (scope) => `SELECT
    ifNull(area, 'unknown') AS area_name,
    uniqExactIf(home_id, ${reporting}) AS homes,
    sum(covered_ms) / sum(due_ms) AS coverage,
    max(hosts_peak) AS hosts_max,
    sum(ifNull(bytes_sent, 0) + ifNull(bytes_received, 0)) AS bytes
FROM
(
    SELECT home_id, area, windows, covered_ms, due_ms, hosts_peak, bytes_sent, bytes_received
    FROM home_${tierOf(scope)}
    WHERE ${within(scope)}
    UNION ALL
    SELECT home_id, silent_area, 0, 0, silent_ms, 0, NULL, NULL
    FROM ${silent(scope)}
)
GROUP BY area_name
HAVING homes > 0
ORDER BY homes DESC, area_name`,
  columns: [
    column("text", "area_name", "Area"),
    column("count", "homes", "Homes"),
    column("share", "coverage", "Coverage"),
    column("count", "hosts_max", "Most hosts in a home"),
    column("bytes", "bytes", "Traffic"),
  ],
};

export const summaryPage: Page = { title: "Summary", figures: [summary, areas] };
