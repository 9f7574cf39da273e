/** How stations move between access points, and whether they do when they should. */
import { column, type FigureSpec, type Page, text } from "../figure.ts";
import { instant, ofArea, reporting, tierOf, within } from "../scope.ts";

const roaming: FigureSpec = {
  id: "roaming",
  title: "Roaming",
  definition:
    "A home and day: 24 hours of a home with windows. A roam is a station at another access point of its home in the next report; each band of a node is an access point. " +
    "A ping-pong is a roam back within 30 s: of homes that report more rarely hardly any is seen. " +
    "Better elsewhere: windows of stations that another radio of the home hears at least 10 dB better, of the windows in which another radio hears them at all.",
  basis: "period",
  isHeadline: true,
  sql: (scope) => `SELECT
    sum(roams) AS roams_total,
    roams_total / (uniqExact(home_id, bucket_start) / 24) AS roams_per_home_day,
    sum(ping_pongs) / nullIf(sum(roams), 0) AS ping_pong_share,
    (
        SELECT sum(best_other_better_windows) / nullIf(sum(best_other_windows), 0)
        FROM station_${tierOf(scope)} WHERE ${within(scope)}
    ) AS better_elsewhere_share
FROM home_hour
WHERE ${within(scope)} AND ${reporting}
HAVING count() > 0`,
  columns: [
    column("count", "roams_total", "Roams"),
    column("number", "roams_per_home_day", "Roams a home and day"),
    column("share", "ping_pong_share", "Ping-pongs"),
    column("share", "better_elsewhere_share", "Better elsewhere"),
  ],
};

/** Windows of a minute: an hour in the week. */
const leastWindows = 60;

const sticky: FigureSpec = {
  id: "sticky-homes",
  title: "Homes with sticky stations",
  definition:
    `Sticky: a station that another radio of the home hears at least 10 dB better in half of the windows in which it hears it, or more; of ${leastWindows} such windows or more. ` +
    "The twenty homes with most of them. Only homes whose mesh tells what its nodes hear (UnassociatedSTA of DataElements) are looked at.",
  basis: "period",
  ranking: ["home_id"],
  sql: (scope) => `SELECT home_id, countIf(is_sticky) AS sticky_stations, count() AS heard_stations
FROM
(
    SELECT
        home_id,
        sta_mac,
        sum(best_other_better_windows) >= 0.5 * sum(best_other_windows) AS is_sticky
    FROM station_${tierOf(scope)}
    WHERE ${within(scope)}
    GROUP BY home_id, sta_mac
    HAVING sum(best_other_windows) >= ${leastWindows}
)
GROUP BY home_id
HAVING sticky_stations > 0
ORDER BY sticky_stations DESC, home_id
LIMIT 20`,
  columns: [
    text("home_id", "Home"),
    column("count", "sticky_stations", "Sticky stations"),
    column("count", "heard_stations", "Stations heard elsewhere"),
  ],
};

/** DataElements' summary of a mesh's steering; it maps to no column, so it is a parameter. */
const steeringPaths = "'Device.WiFi.DataElements.Network.MultiAPSteeringSummaryStats.BTM%'";

const steering: FigureSpec = {
  id: "steering",
  title: "Steering success",
  definition:
    "What the counters BTMAttempts and BTMSuccesses of MultiAPSteeringSummaryStats (DataElements) rose by in the period, from one report of them to the next, over all homes that report them; " +
    "of one that began anew, what it says then. A success is a station that went where it was asked to. Days: those (UTC) on which any was reported; what happened on others is not in it.",
  basis: "none",
  isHeadline: true,
  sql: (scope) => `SELECT
    uniqExact(home_id) AS homes,
    uniqExactArray(told_days) AS days,
    sumIf(rose, path LIKE '%.BTMAttempts') AS attempts,
    sumIf(rose, path LIKE '%.BTMSuccesses') AS successes,
    successes / nullIf(attempts, 0) AS success_share
FROM
(
    SELECT
        home_id,
        path,
        groupUniqArray(toDate(observed_at)) AS told_days,
        arrayMap(told -> told.2, arraySort(groupArray((observed_at, counter)))) AS counters,
        arraySum(arrayMap(
            (later, earlier) -> if(later < earlier, later, later - earlier),
            arraySlice(counters, 2),
            arraySlice(counters, 1, -1))) AS rose
    FROM
    (
        SELECT home_id, path, observed_at, assumeNotNull(toInt64OrNull(value)) AS counter
        FROM parameter
        WHERE observed_at >= ${instant(scope.period.from)} AND observed_at < ${instant(scope.period.to)}
            AND path LIKE ${steeringPaths} AND toInt64OrNull(value) IS NOT NULL${ofArea(scope)}
    )
    GROUP BY home_id, path
)
HAVING attempts > 0`,
  columns: [
    column("count", "homes", "Homes"),
    column("count", "days", "Days"),
    column("count", "attempts", "Attempts"),
    column("count", "successes", "Successes"),
    column("share", "success_share", "Success"),
  ],
};

export const roamingPage: Page = { title: "Roaming and steering", figures: [roaming, sticky, steering] };
