/** What is on which band. */
import type { Chart } from "../chart.ts";
import { column, type FigureSpec, numberOf, type Page, text } from "../figure.ts";
import { bandName, between, type Scope, tierOf, within } from "../scope.ts";

const measures = [
  ["station_time_share", "Station time"],
  ["packets_share", "Packets"],
  ["bytes_share", "Traffic"],
  ["airtime_share", "Airtime"],
] as const;

const shares: FigureSpec = {
  id: "bands",
  title: "Bands",
  definition:
    "Stations: distinct ones seen on the band, one on two bands counts on both. Station time: the time that stations were associated. Packets: sent to stations. " +
    "Traffic: bytes to and from stations. Airtime is estimated: bits sent to each station in an hour over its own mean downlink rate in that hour, so without overhead and without what stations send. " +
    "For comparison, 1,040 gateways of a US operator in 2016 (ARRIS): 6.6 stations per access point, 20 % of stations but about 40 % of packets on 5 GHz.",
  basis: "period",
  sql: (scope) => `SELECT
    ${bandName} AS band_name,
    any(seen.stations) AS stations,
    sum(associated_ms) / sum(sum(associated_ms)) OVER () AS station_time_share,
    sum(packets_sent) / sum(sum(packets_sent)) OVER () AS packets_share,
    sum(ifNull(bytes_sent, 0) + ifNull(bytes_received, 0)) AS bytes,
    bytes / sum(bytes) OVER () AS bytes_share,
    any(aired.airtime_ms) / sum(any(aired.airtime_ms)) OVER () AS airtime_share
FROM band_${tierOf(scope)} AS used
LEFT JOIN
(
    SELECT ${bandName} AS seen_band, uniqExact(home_id, sta_mac) AS stations
    FROM station_${tierOf(scope)}
    WHERE ${within(scope)}
    GROUP BY seen_band
) AS seen ON seen.seen_band = ${bandName}
LEFT JOIN
(
    SELECT ${bandName} AS aired_band, sum(bytes_sent * 8 / nullIf(downlink_rate_mean_kbps, 0)) AS airtime_ms
    FROM station_hour
    WHERE ${within(scope)}
    GROUP BY aired_band
) AS aired ON aired.aired_band = ${bandName}
WHERE ${within(scope)}
GROUP BY band_name
ORDER BY band_name`,
  columns: [
    text("band_name", "Band"),
    column("count", "stations", "Stations"),
    ...measures.map(([name, title]) => column("share", name, title)),
    column("bytes", "bytes", "Bytes"),
  ],
  chart: (rows): Chart => ({
    kind: "bars",
    x: "",
    y: { title: "Share", kind: "share", min: 0, max: 1 },
    categories: measures.map(([, title]) => title),
    series: rows.map((row) => ({
      name: String(row["band_name"]),
      values: measures.map(([name]) => numberOf(row, name)),
    })),
    isStacked: true,
  }),
};

const lookBackDays = 28;
const dayMs = 86_400_000;

const capable = (scope: Scope): string => `SELECT
        home_id,
        sta_mac,
        sumIf(associated_ms, NOT is_before AND band = '2.4GHz') AS slow_ms,
        sumIf(associated_ms, NOT is_before) AS all_ms,
        all_ms > 0 AND slow_ms >= 0.9 * all_ms AS is_stuck
    FROM
    (
        SELECT home_id, sta_mac, band, associated_ms, 0 AS is_before
        FROM station_${tierOf(scope)}
        WHERE ${within(scope)}
        UNION ALL
        SELECT home_id, sta_mac, band, associated_ms, 1 AS is_before
        FROM station_day
        WHERE ${between(scope, scope.period.from - lookBackDays * dayMs, scope.period.from)}
    )
    GROUP BY home_id, sta_mac
    HAVING countIf(band IN ('5GHz', '6GHz')) > 0 AND all_ms > 0`;

const stuckMeaning =
  `Dual-band: a station seen on 5 or 6 GHz in the period or the ${lookBackDays} days before it. Stuck: nine tenths of its associated time in the period, or more, on 2.4 GHz. ` +
  "A station that was never seen on 5 or 6 GHz may be capable of it too: nobody can tell.";

const stuck: FigureSpec = {
  id: "stuck-stations",
  title: "Dual-band stations stuck on 2.4 GHz",
  definition: stuckMeaning,
  basis: "period",
  isHeadline: true,
  sql: (scope) => `SELECT
    count() AS dual_band_stations,
    countIf(is_stuck) AS stuck_stations,
    stuck_stations / nullIf(dual_band_stations, 0) AS stuck_share
FROM
(
    ${capable(scope)}
)`,
  columns: [
    column("count", "dual_band_stations", "Dual-band stations"),
    column("count", "stuck_stations", "Stuck on 2.4 GHz"),
    column("share", "stuck_share", "Share stuck"),
  ],
};

const stuckHomes: FigureSpec = {
  id: "stuck-homes",
  title: "Homes with most stuck stations",
  definition: `${stuckMeaning} The twenty homes with most of them.`,
  basis: "period",
  ranking: ["home_id"],
  sql: (scope) => `SELECT home_id, countIf(is_stuck) AS stuck_stations, count() AS dual_band_stations
FROM
(
    ${capable(scope)}
)
GROUP BY home_id
HAVING stuck_stations > 0
ORDER BY stuck_stations DESC, home_id
LIMIT 20`,
  columns: [
    text("home_id", "Home"),
    column("count", "stuck_stations", "Stuck on 2.4 GHz"),
    column("count", "dual_band_stations", "Dual-band stations"),
  ],
};

export const bandsPage: Page = { title: "Bands", figures: [shares, stuck, stuckHomes] };
