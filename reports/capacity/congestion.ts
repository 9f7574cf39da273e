/** Radios and bands that have no room left when it counts. */
import { inBusySet, inHalfOfBusySet, quarterHourSeconds } from "../busy-set.ts";
import { column, type FigureSpec, type Page, text } from "../figure.ts";
import { bandName, type Scope, within } from "../scope.ts";

/** Channel utilization above which a radio has little room, in percent. */
export const fullPercent = 60;

const radiosInBusySet = (scope: Scope): string => `SELECT
        home_id,
        endpoint_id,
        radio,
        any(${bandName}) AS band_name,
        argMax(channel, bucket_start) AS last_channel,
        sum(utilization_windows) AS measured,
        sum(channel_utilization_mean_percent * utilization_windows) / sum(utilization_windows) AS mean_percent,
        max(channel_utilization_max_percent) AS max_percent,
        max(stations_peak) AS most_stations
    FROM radio_quarter_hour
    WHERE ${within(scope)} AND utilization_windows > 0 AND ${inBusySet(scope)}
    GROUP BY home_id, endpoint_id, radio
    HAVING ${inHalfOfBusySet(scope)}`;

/** Homes' bands with at least one frame a second in the busy set. */
const bandsInBusySet = (scope: Scope): string => `SELECT
        home_id,
        ${bandName} AS band_name,
        sum(retransmissions) AS again,
        sum(retry_packets_sent) AS frames,
        uniqExact(bucket_start) * ${quarterHourSeconds} AS seconds,
        again / frames AS retry_share
    FROM band_quarter_hour
    WHERE ${within(scope)} AND ${inBusySet(scope)}
    GROUP BY home_id, band_name
    HAVING frames >= seconds AND ${inHalfOfBusySet(scope)}`;

const inBusy =
  "Over the quarter hours of the busy set, of what was seen in half of its hours or more: less says little.";
const utilizationMeaning = `${inBusy} Utilization: the mean over the windows in which the radio tells its channel utilization; congested at ${fullPercent} % and more.`;
const retryMeaning =
  `${inBusy} Retries: retransmissions over packets sent, of stations that tell both; above 1 where a vendor divides by delivered packets. ` +
  "Only bands of homes with at least one frame a second: few frames say nothing.";

const share: FigureSpec = {
  id: "congestion",
  title: "Congestion in the busy set",
  definition: `${utilizationMeaning} Retrying: one frame in ten sent again, or more, of bands of homes with at least one frame a second.`,
  basis: "busy-set",
  isHeadline: true,
  sql: (scope) => `SELECT
    radios.n AS radios,
    radios.congested AS congested_radios,
    radios.congested / nullIf(radios.n, 0) AS congested_share,
    bands.n AS home_bands,
    bands.retrying AS retrying_home_bands,
    bands.retrying / nullIf(bands.n, 0) AS retrying_share
FROM
(
    SELECT count() AS n, countIf(mean_percent >= ${fullPercent}) AS congested FROM
    (
    ${radiosInBusySet(scope)}
    )
) AS radios
CROSS JOIN
(
    SELECT count() AS n, countIf(retry_share >= 0.1) AS retrying FROM
    (
    ${bandsInBusySet(scope)}
    )
) AS bands`,
  columns: [
    column("count", "radios", "Radios measured"),
    column("count", "congested_radios", "Congested"),
    column("share", "congested_share", "Share congested"),
    column("count", "home_bands", "Bands of homes measured"),
    column("count", "retrying_home_bands", "Retrying"),
    column("share", "retrying_share", "Share retrying"),
  ],
};

const radios: FigureSpec = {
  id: "congested-radios",
  title: "Busiest radios",
  definition: `${utilizationMeaning} Mean and max of the utilization, most stations at once, and windows with utilization. The twenty busiest; how many reports in a row a radio has been here is on the page of differences.`,
  basis: "busy-set",
  ranking: ["home_id", "endpoint_id", "radio"],
  sql: (scope) => `SELECT * FROM
(
    ${radiosInBusySet(scope)}
)
ORDER BY mean_percent DESC, home_id, endpoint_id, radio
LIMIT 20`,
  columns: [
    text("home_id", "Home"),
    text("endpoint_id", "Endpoint"),
    text("radio", "Radio"),
    text("band_name", "Band"),
    column("count", "last_channel", "Channel"),
    column("percent", "mean_percent", "Mean"),
    column("percent", "max_percent", "Max"),
    column("count", "most_stations", "Stations"),
    column("count", "measured", "Windows"),
  ],
};

const retries: FigureSpec = {
  id: "retrying-bands",
  title: "Bands with most retries",
  definition: `${retryMeaning} The twenty with the greatest share.`,
  basis: "busy-set",
  ranking: ["home_id", "band_name"],
  sql: (scope) => `SELECT * FROM
(
    ${bandsInBusySet(scope)}
)
WHERE again > 0
ORDER BY retry_share DESC, home_id, band_name
LIMIT 20`,
  columns: [
    text("home_id", "Home"),
    text("band_name", "Band"),
    column("share", "retry_share", "Retries"),
    column("count", "again", "Retransmissions"),
    column("count", "frames", "Packets sent"),
  ],
};

export const congestionPage: Page = { title: "Congestion", figures: [share, radios, retries] };
