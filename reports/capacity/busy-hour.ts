/** When the network is asked for most: by the clock, and by demand. */
import type { Chart } from "../chart.ts";
import { demandSql } from "../busy-set.ts";
import {
  type Answer,
  column,
  type Context,
  type Derived,
  type FigureSpec,
  numberOf,
  type Page,
  type TableRow,
  text,
  textOf,
  toRows,
} from "../figure.ts";
import { percentileOf, tallyOf } from "../ranks.ts";
import { instantOf } from "../scope.ts";
import { epochMs } from "#schemas/units.ts";
import { createLocalClock, formatLocal, type LocalTime, weekdayOf } from "../zone.ts";

/** A quarter of an hour of the period, of all homes together. */
interface Interval {
  readonly local: LocalTime;
  readonly homes: number;
  readonly hosts: number;
  readonly bitsPerSecond: number;
  readonly demand: number;
  readonly isBusy: boolean;
}

const sql: FigureSpec["sql"] = (scope) => `${demandSql(scope)}\nORDER BY bucket_start`;

function readIntervals(answers: readonly Answer[], { scope }: Context): Interval[] {
  const clock = createLocalClock(scope.period.zone);
  return answers.map((answer) => ({
    local: clock(epochMs(instantOf(textOf(answer, "bucket_start")))),
    homes: numberOf(answer, "homes") ?? 0,
    hosts: numberOf(answer, "hosts") ?? 0,
    bitsPerSecond: numberOf(answer, "bits_per_second") ?? 0,
    demand: numberOf(answer, "demand") ?? 0,
    isBusy: numberOf(answer, "busy") === 1 || answer["busy"] === true,
  }));
}

const withoutTraffic = "no window of the period tells hosts and traffic";

/** A derivation of intervals, where there is any demand at all. */
const ofDemand =
  (derive: (intervals: readonly Interval[]) => readonly TableRow[]) =>
  (answers: readonly Answer[], context: Context): Derived => {
    const intervals = readIntervals(answers, context);
    if (!intervals.some(({ demand }) => demand > 0)) return { insufficient: withoutTraffic };
    return { rows: derive(intervals) };
  };

const mean = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0) / values.length;
const greatest = (values: readonly number[]): number =>
  values.reduce((most, value) => Math.max(most, value), 0);
const hourName = (hour: number): string => `${String(hour).padStart(2, "0")}:00`;

/** The 24 hours of the clock; a night in which an hour comes twice has twice its quarters, one that skips it none. */
function clockHours(intervals: readonly Interval[]): TableRow[] {
  const hours = Array.from({ length: 24 }, (_, hour) => {
    const mine = intervals.filter(({ local }) => local.hour === hour);
    const rates = mine.map(({ bitsPerSecond }) => bitsPerSecond);
    return { hour, mine, rate: mine.length === 0 ? 0 : mean(rates), peak: greatest(rates) };
  });
  const busiest = greatest(hours.map(({ rate }) => rate));
  const busyHour = hours.find(({ rate }) => rate === busiest)?.hour;
  const answers = hours.map(({ hour, mine, rate, peak }) => ({
    clock_hour: hourName(hour),
    quarters: mine.length,
    hosts_mean: mine.length === 0 ? null : mean(mine.map(({ hosts }) => hosts)),
    mean_bits_per_second: mine.length === 0 ? null : rate,
    peak_bits_per_second: mine.length === 0 ? null : peak,
    busy_hour: hour === busyHour ? "busy hour" : "",
  }));
  return toRows(clockColumns, answers);
}

const clockColumns = [
  text("clock_hour", "Hour"),
  column("count", "quarters", "Quarter hours"),
  column("number", "hosts_mean", "Hosts, mean"),
  column("bits", "mean_bits_per_second", "Throughput, mean"),
  column("bits", "peak_bits_per_second", "Throughput, peak"),
  text("busy_hour", "Busy hour"),
];

const busyClockHour: FigureSpec = {
  id: "busy-clock-hour",
  title: "Busy hour by the clock",
  definition:
    "The hour of the clock in the report's zone whose quarter hours have the greatest mean throughput: bytes to and from all stations, over 900 s. " +
    "Hosts: the greatest number of active hosts of each home in a quarter hour, summed over homes. Where clocks are changed, an hour that comes twice " +
    "has its quarter hours twice, one that is skipped has none. Quarter hours without any window count for nothing.",
  basis: "period",
  sql,
  columns: clockColumns,
  derive: ofDemand(clockHours),
  chart: (rows): Chart => ({
    kind: "bars",
    x: "Hour of the clock",
    y: { title: "Mean throughput", kind: "bits", min: 0 },
    categories: rows.map((row) => String(row["clock_hour"]).slice(0, 2)),
    series: [{ name: "Mean throughput", values: rows.map((row) => numberOf(row, "mean_bits_per_second")) }],
    isStacked: true,
    marked: rows.filter((row) => row["busy_hour"] !== "").map((row) => String(row["clock_hour"]).slice(0, 2)),
  }),
};

const busySetColumns = [
  column("count", "busy_quarters", "Quarter hours in the set"),
  column("count", "hosts_p80", "Hosts, p80"),
  column("count", "hosts_peak", "Hosts, peak"),
  column("bits", "bits_per_second_p80", "Throughput, p80"),
  column("bits", "bits_per_second_peak", "Throughput, peak"),
  text("most_often", "Most often at"),
];

function busySet(intervals: readonly Interval[]): TableRow[] {
  const busy = intervals.filter(({ isBusy }) => isBusy);
  const hosts = busy.map((interval) => interval.hosts);
  const rates = busy.map(({ bitsPerSecond }) => bitsPerSecond);
  const times = Array.from(
    { length: 24 },
    (_, hour) => busy.filter(({ local }) => local.hour === hour).length,
  );
  const answer = {
    busy_quarters: busy.length,
    hosts_p80: percentileOf(tallyOf(hosts), 80),
    hosts_peak: greatest(hosts),
    bits_per_second_p80: percentileOf(tallyOf(rates), 80),
    bits_per_second_peak: greatest(rates),
    most_often: hourName(times.indexOf(greatest(times))),
  };
  return toRows(busySetColumns, [answer]);
}

const demandWeighted: FigureSpec = {
  id: "busy-set",
  title: "Busy hour by demand",
  definition:
    "The busy set: the tenth of the period's quarter hours with the greatest demand, which is hosts at once times throughput; of equal ones the earlier. " +
    "p80: four in five of the set are at or below it. Most often at: the hour of the clock that most of the set is in.",
  basis: "busy-set",
  isHeadline: true,
  sql,
  columns: busySetColumns,
  derive: ofDemand(busySet),
};

const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

const demandColumns = [
  text("local_start", "Begins"),
  column("count", "homes", "Homes"),
  column("count", "hosts", "Hosts"),
  column("bits", "bits_per_second", "Throughput"),
  text("busy", "Busy set"),
];

const demand: FigureSpec = {
  id: "demand",
  title: "Throughput over the week",
  definition:
    "Each quarter hour of the period: homes with windows, hosts and throughput as above. The picture shows the mean throughput by day of the week and hour of the clock.",
  basis: "period",
  sql,
  columns: demandColumns,
  derive: ofDemand((intervals) =>
    toRows(
      demandColumns,
      intervals.map(({ local, homes, hosts, bitsPerSecond, isBusy }) => ({
        local_start: formatLocal(local),
        homes,
        hosts,
        bits_per_second: bitsPerSecond,
        busy: isBusy ? "busy" : "",
      })),
    ),
  ),
  chart: (rows): Chart => ({
    kind: "heat",
    rows: weekdays,
    columns: Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, "0")),
    values: weekdays.map((_, day) => Array.from({ length: 24 }, (__, hour) => meanAt(rows, day, hour))),
    unit: { title: "Mean throughput", kind: "bits" },
  }),
};

/** Of the rows that begin on this day of the week and in this hour, both as their text says. */
function meanAt(rows: readonly TableRow[], day: number, hour: number): number | null {
  const rates = rows.flatMap((row) => {
    const [date = "", time = ""] = String(row["local_start"]).split("T");
    const [year = 0, month = 0, dayOfMonth = 0] = date.split("-").map(Number);
    const isHere = weekdayOf({ year, month, day: dayOfMonth }) === day && Number(time.slice(0, 2)) === hour;
    return isHere ? [numberOf(row, "bits_per_second") ?? 0] : [];
  });
  return rates.length === 0 ? null : mean(rates);
}

export const busyHourPage: Page = { title: "Busy hour", figures: [busyClockHour, demandWeighted, demand] };
