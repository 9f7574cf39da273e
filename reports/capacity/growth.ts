/** Where it goes: hosts, traffic and full radios, day by day, and what comes of them. */
import type { Chart } from "../chart.ts";
import { growthDays } from "../coverage.ts";
import {
  type Answer,
  column,
  type ColumnKind,
  type Context,
  type Derived,
  type FigureSpec,
  type ForecastTold,
  numberOf,
  type Page,
  type TableRow,
  text,
  textOf,
  toRows,
} from "../figure.ts";
import {
  type DailyValue,
  type Forecast,
  forecastDaily,
  forecastError,
  leastWeeks,
  monthsUntil,
  type Prediction,
} from "../forecast.ts";
import { between, instantOf, type Scope } from "../scope.ts";
import { formatDay, toCalendarDay } from "../zone.ts";
import { fullPercent } from "./congestion.ts";

const dayMs = 86_400_000;
const weeksAhead = 13;

export interface Measure {
  readonly id: string;
  readonly title: string;
  readonly kind: ColumnKind;
  readonly meaning: string;
  /** The limit of `months_to_limit`, from the level at the period's end. */
  readonly limit: (level: number) => number;
  readonly limitMeaning: string;
}

export const measures: readonly Measure[] = [
  {
    id: "hosts_per_home",
    title: "Hosts a home",
    kind: "number",
    meaning: "the most active hosts at once on the day, mean over homes that told of any",
    limit: (level) => level * 1.5,
    limitMeaning: "half as many again",
  },
  {
    id: "bytes",
    title: "Traffic a home",
    kind: "bytes",
    meaning: "bytes to and from stations on the day, over homes with windows",
    limit: (level) => level * 2,
    limitMeaning: "twice as much",
  },
  {
    id: "full_radios_share",
    title: "Full radios",
    kind: "share",
    meaning: `radios whose mean channel utilization on the day is ${fullPercent} % or more, of those that tell it`,
    limit: () => 0.1,
    limitMeaning: "one radio in ten",
  },
];

/** One row a day (UTC) of the last 26 weeks up to the period's end: only days that are over by then. */
const sql = (scope: Scope): string => {
  const end = Math.floor(scope.period.to / dayMs) * dayMs;
  const days = between(scope, end - growthDays * dayMs, end);
  return `SELECT
    bucket_start,
    homes,
    windows / homes AS windows_per_home,
    covered / due AS coverage,
    hosts / nullIf(host_homes, 0) AS hosts_per_home,
    bytes_total / homes AS bytes,
    radios,
    full_radios / nullIf(radios, 0) AS full_radios_share
FROM
(
    SELECT
        bucket_start,
        countIf(home_windows > 0) AS homes,
        countIf(home_hosts > 0) AS host_homes,
        sum(home_windows) AS windows,
        sum(home_covered) AS covered,
        sum(home_due) AS due,
        sum(home_hosts) AS hosts,
        sum(home_bytes) AS bytes_total
    FROM
    (
        SELECT
            home_id,
            bucket_start,
            sum(windows) AS home_windows,
            sum(covered_ms) AS home_covered,
            sum(due_ms) AS home_due,
            max(hosts_peak) AS home_hosts,
            sum(ifNull(bytes_sent, 0) + ifNull(bytes_received, 0)) AS home_bytes
        FROM home_day
        WHERE ${days}
        GROUP BY home_id, bucket_start
    )
    GROUP BY bucket_start
    HAVING homes > 0
) AS homes_of_day
LEFT JOIN
(
    SELECT bucket_start, count() AS radios, countIf(mean_percent >= ${fullPercent}) AS full_radios
    FROM
    (
        SELECT
            bucket_start,
            sum(channel_utilization_mean_percent * utilization_windows) / sum(utilization_windows) AS mean_percent
        FROM radio_day
        WHERE ${days} AND utilization_windows > 0
        GROUP BY home_id, endpoint_id, radio, bucket_start
    )
    GROUP BY bucket_start
) AS radios_of_day USING (bucket_start)
ORDER BY bucket_start`;
};

/** A day is left out below these: of what was due what came, and of windows a home those of the fullest day. */
const leastDayCoverage = 0.8;

/** Days that were observed well enough to say what happened on them. */
function readDays(answers: readonly Answer[], measure: Measure): DailyValue[] {
  const fullest = Math.max(...answers.map((answer) => numberOf(answer, "windows_per_home") ?? 0));
  return answers.flatMap((answer) => {
    const value = numberOf(answer, measure.id);
    const isThin =
      (numberOf(answer, "coverage") ?? 0) < leastDayCoverage ||
      (numberOf(answer, "windows_per_home") ?? 0) < leastDayCoverage * fullest;
    return value === null || isThin
      ? []
      : [{ day: instantOf(textOf(answer, "bucket_start")) / dayMs, value }];
  });
}

const dayName = (day: number): string => formatDay(toCalendarDay(day * dayMs));
const dayOf = (name: unknown): number => Date.parse(`${String(name)}T00:00Z`) / dayMs;

/** A share or a number of bytes is never below nothing. */
const atLeastNothing = ({ mean, low, high }: Prediction): Prediction => ({
  mean: Math.max(0, mean),
  low: Math.max(0, low),
  high: Math.max(0, high),
});

const endOf = ({ scope }: Context): number => Math.floor(scope.period.to / dayMs);

const dailyColumns = ({ kind }: Measure) => [
  text("day", "Day"),
  text("what", "What"),
  column(kind, "value", "Value"),
  column(kind, "low", "80 % from"),
  column(kind, "high", "80 % to"),
];

function toDaily(answers: readonly Answer[], measure: Measure, context: Context): Derived {
  const days = readDays(answers, measure);
  const outcome = forecastDaily(days);
  if (!outcome.ok) return { insufficient: outcome.reason };
  const seen = days.map(({ day, value }) => ({
    day: dayName(day),
    what: "seen",
    value,
    low: null,
    high: null,
  }));
  const ahead = Array.from({ length: weeksAhead * 7 }, (_, n) => {
    const day = endOf(context) + n;
    const { mean, low, high } = atLeastNothing(outcome.forecast.at(day));
    return { day: dayName(day), what: "forecast", value: mean, low, high };
  });
  return { rows: toRows(dailyColumns(measure), [...seen, ...ahead]) };
}

const method =
  "Forecast: a straight line and a day of the week by least squares; the interval holds a day's value with a probability of 80 %. " +
  `Days are UTC days; those with less than four fifths of what was due or of the windows a home of the fullest day are left out. Below ${leastWeeks} weeks nothing is said.`;

const daily = (measure: Measure): FigureSpec => ({
  id: `growth-${measure.id.replaceAll("_", "-")}`,
  title: `${measure.title}: growth`,
  definition: `Each day: ${measure.meaning}. ${method}`,
  basis: "growth",
  sql,
  columns: dailyColumns(measure),
  derive: (answers, context) => toDaily(answers, measure, context),
  forecast: (rows) => toForecastTold(measure, rows),
  chart: (rows): Chart => toChart(measure, rows),
});

function toForecastTold({ id }: Measure, rows: readonly TableRow[]): ForecastTold {
  const of = (what: string): readonly TableRow[] => rows.filter((row) => row["what"] === what);
  const number = (row: TableRow, name: string): number => numberOf(row, name) ?? 0;
  return {
    measure: id,
    seen: of("seen").map((row) => ({ day: dayOf(row["day"]), value: number(row, "value") })),
    said: new Map(
      of("forecast").map((row) => [
        dayOf(row["day"]),
        { mean: number(row, "value"), low: number(row, "low"), high: number(row, "high") },
      ]),
    ),
  };
}

function toChart(measure: Measure, rows: readonly TableRow[]): Chart {
  const { seen, said } = toForecastTold(measure, rows);
  const predictions = [...said].map(([day, prediction]) => ({ day, ...prediction }));
  return {
    kind: "lines",
    x: { title: "Day", kind: "day" },
    y: { title: measure.title, kind: measure.kind, min: 0 },
    series: [
      { name: "seen", points: seen.map(({ day, value }) => [day, value] as const) },
      {
        name: "forecast, with the interval of 80 %",
        points: predictions.map(({ day, mean }) => [day, mean] as const),
        band: predictions.map(({ day, low, high }) => [day, low, high] as const),
        isDashed: true,
      },
    ],
  };
}

const summaryColumns = [
  text("measure", "Measure"),
  text("kind", "Kind"),
  { ...column("number", "level", "Now"), kindIn: "kind" },
  { ...column("number", "per_week", "A week adds"), kindIn: "kind", isDifference: true },
  text("trend", "Trend"),
  { ...column("number", "ahead", "In 13 weeks"), kindIn: "kind" },
  { ...column("number", "ahead_low", "80 % from"), kindIn: "kind" },
  { ...column("number", "ahead_high", "80 % to"), kindIn: "kind" },
  text("limit_is", "Limit"),
  column("number", "months_to_limit", "Months to it"),
  column("share", "last_error_share", "Last forecast's error"),
  column("share", "last_within_share", "Within its interval"),
];

function toSummary(answers: readonly Answer[], context: Context): Derived {
  const rows = measures.flatMap((measure) => {
    const days = readDays(answers, measure);
    const outcome = forecastDaily(days);
    return outcome.ok ? [summarize(measure, days, outcome.forecast, context)] : [];
  });
  if (rows.length > 0) return { rows: toRows(summaryColumns, rows) };
  const [first] = measures.map((measure) => forecastDaily(readDays(answers, measure)));
  return { insufficient: first?.ok === false ? first.reason : "there is no day with data" };
}

function summarize(
  measure: Measure,
  days: readonly DailyValue[],
  forecast: Forecast,
  context: Context,
): Answer {
  const end = endOf(context);
  const level = forecast.level(end);
  const ahead = atLeastNothing(forecast.at(end + weeksAhead * 7 - 1));
  const error = forecastError(context.saidBefore.get(measure.id) ?? new Map(), days);
  return {
    measure: measure.title,
    kind: measure.kind,
    level,
    per_week: forecast.perWeek,
    trend: forecast.hasTrend ? (forecast.perWeek > 0 ? "up" : "down") : "none to be seen",
    ahead: ahead.mean,
    ahead_low: ahead.low,
    ahead_high: ahead.high,
    limit_is: measure.limitMeaning,
    months_to_limit: monthsUntil(measure.limit(level), forecast, end),
    last_error_share: error?.meanAbsoluteShare ?? null,
    last_within_share: error?.withinInterval ?? null,
  };
}

const growth: FigureSpec = {
  id: "growth",
  title: "Growth and what comes of it",
  definition:
    `${measures.map(({ title, meaning }) => `${title}: ${meaning}`).join(". ")}. Now and what a week adds (to a share percentage points, pp) are of the line. Months to the limit are counted on the line too; ` +
    "empty without a trend that the interval of 80 % tells from none, and beyond five years. Last forecast's error: of the report before this one, the mean of |seen - forecast| / seen over the days that have come since, and how many of them were within its interval (80 % is what it promises). " +
    method,
  basis: "growth",
  sql,
  columns: summaryColumns,
  derive: toSummary,
};

export const growthPage: Page = { title: "Growth", figures: [growth, ...measures.map(daily)] };
