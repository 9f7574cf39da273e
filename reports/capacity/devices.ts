/** Which devices homes have. No address of any is in a report. */
import type { Chart } from "../chart.ts";
import { column, type Derived, type FigureSpec, numberOf, type Page, text } from "../figure.ts";
import { between, daysTold, instant, ofArea, type Scope, tierOf, within } from "../scope.ts";

const dayMs = 86_400_000;

/** The bit of an address that says that its owner made it up (IEEE 802): its first byte ends in 2, 6, a or e. */
const isLocal = "substring(lower(sta_mac), 2, 1) IN ('2', '6', 'a', 'e')";

const generations: FigureSpec = {
  id: "wifi-generations",
  title: "Wi-Fi generations",
  definition:
    "Stations of the period's last day by the newest standard that their access point last told of them (OperatingStandard): a 802.11a/b/g, 4 n, 5 ac, 6 ax, 7 be. " +
    "What a station negotiated there, not what it could do elsewhere.",
  basis: "last-day",
  sql: (scope) => `SELECT
    multiIf(
        standard = '', 'unknown',
        standard LIKE '%be%', '7',
        standard LIKE '%ax%', '6',
        standard LIKE '%ac%', '5',
        standard LIKE '%n%', '4',
        match(standard, '^[abg, ]+$'), 'before 4',
        'unknown') AS generation,
    count() AS stations,
    stations / sum(count()) OVER () AS share
FROM
(
    SELECT home_id, sta_mac, lower(ifNull(argMax(operating_standard, observed_at), '')) AS standard
    FROM station_observation
    WHERE observed_at >= ${instant(scope.period.to - dayMs)} AND observed_at < ${instant(scope.period.to)}${ofArea(scope)}
    GROUP BY home_id, sta_mac
)
GROUP BY generation
ORDER BY generation`,
  columns: [
    text("generation", "Generation"),
    column("count", "stations", "Stations"),
    column("share", "share", "Share"),
  ],
  derive: (answers): Derived => {
    const isKnown = answers.some((answer) => answer["generation"] !== "unknown");
    if (!isKnown) return { insufficient: "no station of the last day tells its standard" };
    return {
      rows: answers.map((answer) => ({
        generation: String(answer["generation"]),
        stations: numberOf(answer, "stations"),
        share: Number((numberOf(answer, "share") ?? 0).toFixed(6)),
      })),
    };
  },
  chart: (rows): Chart => ({
    kind: "bars",
    x: "Generation",
    y: { title: "Share of stations", kind: "share", min: 0 },
    categories: rows.map((row) => String(row["generation"])),
    series: [{ name: "Share of stations", values: rows.map((row) => numberOf(row, "share")) }],
    isStacked: true,
  }),
};

const lookBackDays = 28;

const seenSql = (scope: Scope): string => `SELECT
        home_id,
        sta_mac,
        countIf(NOT is_before) > 0 AS is_here,
        countIf(is_before) > 0 AS was_here,
        ${isLocal} AS is_local
    FROM
    (
        SELECT home_id, sta_mac, 0 AS is_before FROM station_${tierOf(scope)} WHERE ${within(scope)}
        UNION ALL
        SELECT home_id, sta_mac, 1 AS is_before FROM station_day
        WHERE ${between(scope, scope.period.from - lookBackDays * dayMs, scope.period.from)}
    )
    GROUP BY home_id, sta_mac`;

const devices: FigureSpec = {
  id: "devices",
  title: "Stations, old and new",
  definition:
    "Distinct stations of all homes in the period. Randomized: their address is locally administered. " +
    `New: not seen in the home in the ${lookBackDays} days before the period, without randomized ones (which seem new each time); as a rate of 30 days with windows. ` +
    `Left empty where the store does not reach back ${lookBackDays} days.`,
  basis: "period",
  isHeadline: true,
  sql: (scope) => `WITH
    (SELECT min(bucket_start) FROM station_day WHERE ${between(scope, scope.period.from - lookBackDays * dayMs, scope.period.to)}) AS oldest,
    oldest < ${instant(scope.period.from - (lookBackDays - 1) * dayMs)} AS reaches_back
SELECT
    countIf(is_here) AS stations,
    uniqExactIf(home_id, is_here) AS homes,
    countIf(is_here) / homes AS stations_per_home,
    countIf(is_here AND is_local) / nullIf(countIf(is_here), 0) AS randomized_share,
    if(reaches_back, countIf(is_here AND NOT was_here AND NOT is_local), NULL) AS new_stations,
    new_stations / homes * 30 / (SELECT ${daysTold(scope)} FROM home_${tierOf(scope)} WHERE ${within(scope)}) AS new_per_home_month
FROM
(
    ${seenSql(scope)}
)
HAVING stations > 0`,
  columns: [
    column("count", "stations", "Stations"),
    column("number", "stations_per_home", "Stations a home"),
    column("share", "randomized_share", "Randomized"),
    column("count", "new_stations", "New"),
    column("number", "new_per_home_month", "New a home and month"),
  ],
};

export const devicesPage: Page = { title: "Device mix", figures: [generations, devices] };
