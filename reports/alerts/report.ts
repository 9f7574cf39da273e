/** What alerts came, how long they stood, and where. */
import type { Chart } from "../chart.ts";
import { column, type FigureSpec, numberOf, type Page, type TableRow, text } from "../figure.ts";
import { daysOf } from "../period.ts";
import { groupBy } from "../ranks.ts";
import type { ReportKind } from "../report.ts";
import { daysTold, instant, literal, ofArea, type Scope, tierOf, within } from "../scope.ts";

/** One row an episode that was raised in the period: what its last transition says. */
const episodes = (scope: Scope): string => `SELECT
        episode_id,
        any(alert_class) AS class,
        argMax(severity, sequence) AS last_severity,
        any(home_id) AS home,
        any(raised_at) AS raised,
        argMax(cleared_at, sequence) AS cleared,
        argMax(state, sequence) AS last_state,
        countIf(state = 'suppressed') > 0 AS was_suppressed,
        any(parent_episode_id) IS NOT NULL AS is_child
    FROM alert
    WHERE raised_at >= ${instant(scope.period.from)} AND raised_at < ${instant(scope.period.to)}${ofAlertArea(scope)}
    GROUP BY episode_id`;

const ofAlertArea = (scope: Scope): string =>
  scope.area === null ? "" : ` AND (labels['area'] = ${literal(scope.area)} OR (1${ofArea(scope)}))`;

const meaning =
  "Episodes that were raised in the period, whatever became of them later; each is one from firing to resolved. " +
  "Lasted: from raised to cleared, of those that are cleared.";

const alerts: FigureSpec = {
  id: "alerts",
  title: "Alerts in numbers",
  definition: `${meaning} A day: over the days with windows. Part of another: told under an alert of many homes.`,
  basis: "period",
  isHeadline: true,
  sql: (scope) => `SELECT
    count() AS alerts,
    countIf(last_state = 'firing') AS still_firing,
    countIf(was_suppressed) AS suppressed,
    countIf(is_child) AS part_of_another,
    uniqExactIf(home, home != '') AS homes,
    alerts / (SELECT ${daysTold(scope)} FROM home_${tierOf(scope)} WHERE ${within(scope)}) AS alerts_per_day
FROM
(
    ${episodes(scope)}
)`,
  columns: [
    column("count", "alerts", "Alerts"),
    column("number", "alerts_per_day", "A day"),
    column("count", "homes", "Homes"),
    column("count", "still_firing", "Still firing"),
    column("count", "suppressed", "Suppressed for a while"),
    column("count", "part_of_another", "Part of another"),
  ],
};

const classes: FigureSpec = {
  id: "alert-classes",
  title: "Alerts by class and severity",
  definition: `${meaning} In minutes; p50 and p90 by nearest rank, left empty below ten cleared ones.`,
  basis: "period",
  sql: (scope) => `SELECT
    class,
    last_severity AS severity,
    count() AS alerts,
    uniqExact(home) AS homes,
    arraySort(groupArrayIf(dateDiff('second', raised, assumeNotNull(cleared)) / 60, cleared IS NOT NULL)) AS lasted,
    length(lasted) AS cleared_alerts,
    if(cleared_alerts < 10, NULL, lasted[toUInt32(ceil(cleared_alerts * 0.5))]) AS minutes_p50,
    if(cleared_alerts < 10, NULL, lasted[toUInt32(ceil(cleared_alerts * 0.9))]) AS minutes_p90
FROM
(
    ${episodes(scope)}
)
GROUP BY class, severity
ORDER BY alerts DESC, class, severity`,
  columns: [
    text("class", "Class"),
    text("severity", "Severity"),
    column("count", "alerts", "Alerts"),
    column("count", "homes", "Homes"),
    column("count", "cleared_alerts", "Cleared"),
    column("number", "minutes_p50", "Lasted, p50"),
    column("number", "minutes_p90", "Lasted, p90"),
  ],
};

const days: FigureSpec = {
  id: "alert-days",
  title: "Alerts by day",
  definition: `${meaning} Days of the report's zone.`,
  basis: "period",
  sql: (
    scope,
  ) => `SELECT toString(toDate(raised, ${literal(scope.period.zone)})) AS day, class, count() AS alerts
FROM
(
    ${episodes(scope)}
)
GROUP BY day, class
ORDER BY day, class`,
  columns: [text("day", "Day"), text("class", "Class"), column("count", "alerts", "Alerts")],
  chart: (rows, period): Chart | null => {
    if (rows.length === 0) return null;
    const named = new Set(mostFrequent(rows));
    const nameOf = (row: TableRow): string =>
      named.has(String(row["class"])) ? String(row["class"]) : "others";
    const dayNames = daysOf(period);
    const classNames = [...named, ...(rows.some((row) => nameOf(row) === "others") ? ["others"] : [])];
    return {
      kind: "bars",
      x: "",
      y: { title: "Alerts", kind: "count", min: 0 },
      categories: dayNames.map((day) => day.slice(5)),
      series: classNames.map((name) => ({
        name,
        values: dayNames.map((day) =>
          sumOf(rows.filter((row) => row["day"] === day && nameOf(row) === name)),
        ),
      })),
      isStacked: true,
    };
  },
};

const sumOf = (rows: readonly TableRow[]): number =>
  rows.reduce((sum, row) => sum + (numberOf(row, "alerts") ?? 0), 0);

/** Classes that a picture has colors for. */
const mostClasses = 5;

function mostFrequent(rows: readonly TableRow[]): string[] {
  const classesOf = [...groupBy(rows, (row) => String(row["class"]))];
  return classesOf
    .sort(([, a], [, b]) => sumOf(b) - sumOf(a))
    .slice(0, mostClasses)
    .map(([name]) => name);
}

const homes: FigureSpec = {
  id: "alerting-homes",
  title: "Homes with most alerts",
  definition: `${meaning} The twenty homes with most of them.`,
  basis: "period",
  ranking: ["home_id"],
  sql: (scope) => `SELECT
    home AS home_id,
    count() AS alerts,
    arrayStringConcat(arraySort(groupUniqArray(class)), ', ') AS classes
FROM
(
    ${episodes(scope)}
)
WHERE home != ''
GROUP BY home_id
ORDER BY alerts DESC, home_id
LIMIT 20`,
  columns: [text("home_id", "Home"), column("count", "alerts", "Alerts"), text("classes", "Classes")],
};

const page: Page = { title: "Alerts", figures: [alerts, classes, days, homes] };

export const alertsReport: ReportKind = { name: "alerts", title: "Alerts", pages: [page] };
