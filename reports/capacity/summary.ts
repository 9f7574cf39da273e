/** The first page: the fleet in seven numbers. */
import { column, type FigureSpec, type Page } from "../figure.ts";
import { instant, literal, percentile, reporting, type Scope, tierOf, within } from "../scope.ts";

const knownHomes = (scope: Scope): string => {
  const { from, to } = scope.period;
  const area = scope.area === null ? "" : ` AND area = ${literal(scope.area)}`;
  return `SELECT home_id FROM home_dimension
        WHERE (valid_from IS NULL OR valid_from < ${instant(to)}) AND (valid_to IS NULL OR valid_to > ${instant(from)})${area}
        UNION DISTINCT
        SELECT home_id FROM home_${tierOf(scope)} WHERE ${within(scope)}`;
};

const summary: FigureSpec = {
  id: "summary",
  title: "The fleet in numbers",
  definition:
    "Known homes: those of the inventory in the period, and those ever seen that it does not name. Reporting: with at least one window. " +
    "Coverage: of the time in which homes should have reported the share for which they did; between a home's first and last window silence counts as time for which nothing came. Hosts: active hosts at once, over all windows of all homes; a gateway that tells no hosts has none. " +
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
    sum(home_covered) / sum(home_due) AS coverage,
    sumMap(hosts.1, hosts.2) AS all_hosts,
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
    column("count", "hosts_p50", "Hosts at once, p50"),
    column("count", "hosts_p95", "Hosts at once, p95"),
    column("share", "weak_homes_share", "Weak homes"),
  ],
};

const areas: FigureSpec = {
  id: "areas",
  title: "Areas",
  definition:
    "Homes with at least one window, by the area that the inventory gives them at that time; unknown where it gives none. Bytes are those to and from stations.",
  basis: "period",
  sql: (scope) => `SELECT
    ifNull(area, 'unknown') AS area_name,
    uniqExactIf(home_id, ${reporting}) AS homes,
    sum(covered_ms) / sum(due_ms) AS coverage,
    max(hosts_peak) AS hosts_max,
    sum(ifNull(bytes_sent, 0) + ifNull(bytes_received, 0)) AS bytes
FROM home_${tierOf(scope)}
WHERE ${within(scope)}
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
