/** What an upgrade changed: the same homes before and after it. */
import { upgradeDays } from "../coverage.ts";
import {
  type Answer,
  column,
  type Derived,
  type FigureSpec,
  numberOf,
  type Page,
  type TableRow,
  text,
  textOf,
  toRows,
} from "../figure.ts";
import { groupBy } from "../ranks.ts";
import type { ReportKind } from "../report.ts";
import { between, percentile, reporting, type Scope, tierOf, within } from "../scope.ts";
import { silentToEnd } from "../silence.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Of what was due on each side, and hours with windows there; of coverage itself, hours due. */
const leastCoverage = 0.8;
const leastHours = 24;

const silent = (scope: Scope): string => `(
        ${silentToEnd(scope, scope.period.from, scope.period.to).replaceAll("\n", "\n        ")}
    )`;

const inNumbers: FigureSpec = {
  id: "versions",
  title: "Firmware in numbers",
  definition:
    "Homes whose gateway said its firmware in the period. Versions: pairs of model and firmware among them. Changed: homes that told more than one, by an upgrade or by going back.",
  basis: "period",
  isHeadline: true,
  sql: (scope) => `SELECT
    count() AS homes,
    uniqExactArray(told) AS versions,
    countIf(length(told) > 1) AS changed_homes,
    changed_homes / homes AS changed_share
FROM
(
    SELECT home_id, groupUniqArray((ifNull(model_name, 'unknown'), assumeNotNull(software_version))) AS told
    FROM home_${tierOf(scope)}
    WHERE ${within(scope)} AND ${reporting} AND software_version IS NOT NULL
    GROUP BY home_id
)
HAVING homes > 0`,
  columns: [
    column("count", "homes", "Homes"),
    column("count", "versions", "Versions"),
    column("count", "changed_homes", "Changed"),
    column("share", "changed_share", "Share changed"),
  ],
};

const fleet: FigureSpec = {
  id: "firmware",
  title: "Models and firmware",
  definition:
    "Homes by what their gateway said it was in the period; one that was upgraded counts for both versions. Coverage is of time, silence included: that which lasts at the period's end is of the version told last.",
  basis: "period",
  sql: (scope) => `SELECT
    ifNull(model_name, 'unknown') AS model,
    ifNull(software_version, 'unknown') AS software,
    uniqExactIf(home_id, ${reporting}) AS homes,
    sum(covered_ms) / sum(due_ms) AS coverage,
    sum(retransmissions) / nullIf(sum(retry_packets_sent), 0) AS retry_share,
    sum(flaps) / nullIf(sum(joins), 0) AS flap_share
FROM
(
    SELECT home_id, model_name, software_version, windows, covered_ms, due_ms, retransmissions, retry_packets_sent, flaps, joins
    FROM home_${tierOf(scope)}
    WHERE ${within(scope)}
    UNION ALL
    SELECT home_id, silent_model, silent_software, 0, 0, silent_ms, 0, 0, 0, 0
    FROM ${silent(scope)}
)
GROUP BY model, software
HAVING homes > 0
ORDER BY model, homes DESC, software`,
  columns: [
    text("model", "Model"),
    text("software", "Firmware"),
    column("count", "homes", "Homes"),
    column("share", "coverage", "Coverage"),
    column("share", "retry_share", "Retries"),
    column("share", "flap_share", "Flaps of joins"),
  ],
};

/** One row per home that got another version in the period, with what it did in the days before and after its hour. */
const upgradesSql = (scope: Scope): string => {
  const { from, to } = scope.period;
  const around = between(scope, from - upgradeDays * dayMs, to + upgradeDays * dayMs);
  const inPeriod = within({ ...scope, area: null }).replaceAll("bucket_start", "hour");
  const sides = (of: (side: string) => string): string =>
    [of("before"), of("after")].map((column_) => `        ${column_}`).join(",\n");
  return `WITH
    ${percentile},
upgrades AS
(
    SELECT
        home_id,
        any(model) AS upgraded_model,
        argMax(was, hour) AS from_software,
        argMax(software, hour) AS to_software,
        max(hour) AS upgraded_at
    FROM
    (
        SELECT
            home_id,
            bucket_start AS hour,
            ifNull(model_name, 'unknown') AS model,
            software_version AS software,
            lagInFrame(software_version) OVER (PARTITION BY home_id ORDER BY bucket_start, windows ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS was
        FROM home_hour
        WHERE ${around} AND ${reporting} AND software_version IS NOT NULL
    )
    WHERE was IS NOT NULL AND was != software AND ${inPeriod}
    GROUP BY home_id
)
SELECT
    home_id,
    any(upgraded_model) AS model,
    any(from_software) AS was,
    any(to_software) AS became,
${sides((side) => `uniqExactIf(bucket_start, is_${side} AND ${reporting}) AS hours_${side}`)},
    0 AS silent_before,
    any(greatest(0, least(silent_to_ms, after_ms + ${upgradeDays * dayMs}) - greatest(silent_from_ms, after_ms))) AS silent_after,
${sides((side) => `sumIf(counted.due_ms, is_${side}) + silent_${side} AS due_ms_${side}`)},
${sides((side) => `sumIf(covered_ms, is_${side}) / nullIf(due_ms_${side}, 0) AS coverage_${side}`)},
${sides((side) => `sumIf(retransmissions, is_${side}) / nullIf(sumIf(retry_packets_sent, is_${side}), 0) AS retry_share_${side}`)},
${sides((side) => `sumIf(counted.flaps, is_${side}) / hours_${side} * 24 AS flaps_${side}`)},
${sides((side) => `sumIf(counted.leaves, is_${side}) / hours_${side} * 24 AS leaves_${side}`)},
${sides((side) => `sumMapIf(rssi_bins, rssi_counts, is_${side}) AS rssi_${side}`)},
${sides((side) => `percentile(rssi_${side}.1, rssi_${side}.2, 50) AS rssi_p50_dbm_${side}`)}
FROM
(
    SELECT
        *,
        bucket_start < upgraded_at AND bucket_start >= upgraded_at - INTERVAL ${upgradeDays} DAY AS is_before,
        bucket_start > upgraded_at AND bucket_start <= upgraded_at + INTERVAL ${upgradeDays} DAY AS is_after,
        toInt64(toUnixTimestamp(upgraded_at)) * 1000 + ${hourMs} AS after_ms
    FROM home_hour
    INNER JOIN upgrades USING (home_id)
    LEFT JOIN (SELECT home_id, silent_from_ms, silent_to_ms FROM ${silent(scope)}) AS silence USING (home_id)
    WHERE ${around}
) AS counted
GROUP BY home_id
ORDER BY home_id`;
};

const measures = [
  { id: "coverage", title: "Coverage", scale: 100, unit: "%" },
  { id: "rssi_p50_dbm", title: "RSSI, median", scale: 1, unit: "dBm" },
  { id: "retry_share", title: "Retries", scale: 100, unit: "%" },
  { id: "flaps", title: "Flaps a day", scale: 1, unit: "" },
  { id: "leaves", title: "Leaves a day", scale: 1, unit: "" },
] as const;

const columns = [
  text("model", "Model"),
  text("was", "From"),
  text("became", "To"),
  text("measure", "Measure"),
  text("unit", "Unit"),
  column("count", "upgraded_homes", "Homes upgraded"),
  column("count", "compared_homes", "Homes compared"),
  column("number", "before", "Before"),
  column("number", "after", "After"),
  column("number", "change", "Change"),
  column("count", "homes_up", "Homes up"),
  column("count", "homes_down", "Homes down"),
];

/** Fewer homes than this are no ground to say anything. */
const leastHomes = 5;

function toUpgrades(answers: readonly Answer[]): Derived {
  if (answers.length === 0) return { insufficient: "no home got another version in the period" };
  const keyOf = (answer: Answer): string =>
    JSON.stringify(["model", "was", "became"].map((name) => textOf(answer, name)));
  const rows = [...groupBy(answers, keyOf).values()].flatMap((homes) =>
    measures.map((one) => compare(homes, one)),
  );
  return { rows: toRows(columns, rows) };
}

/** A home that falls silent tells by its coverage what the upgrade did, and by nothing else. */
const isComparable = (home: Answer, measure: string): boolean =>
  ["before", "after"].every((side) => {
    const least = (name: string, value: number): boolean => (numberOf(home, `${name}_${side}`) ?? 0) >= value;
    return measure === "coverage"
      ? least("due_ms", leastHours * hourMs)
      : least("coverage", leastCoverage) && least("hours", leastHours);
  });

/** The mean over homes that tell the measure on both sides, each home once. */
function compare(homes: readonly Answer[], { id, title, scale, unit }: (typeof measures)[number]): TableRow {
  const pairs = homes
    .filter((home) => isComparable(home, id))
    .flatMap((home) => {
      const [before, after] = [numberOf(home, `${id}_before`), numberOf(home, `${id}_after`)];
      return before === null || after === null ? [] : [{ before: before * scale, after: after * scale }];
    });
  const [first] = homes;
  const isEnough = pairs.length >= leastHomes;
  const mean = (values: readonly number[]): number | null =>
    isEnough ? values.reduce((sum, value) => sum + value, 0) / values.length : null;
  return {
    model: first === undefined ? null : textOf(first, "model"),
    was: first === undefined ? null : textOf(first, "was"),
    became: first === undefined ? null : textOf(first, "became"),
    measure: title,
    unit,
    upgraded_homes: homes.length,
    compared_homes: pairs.length,
    before: mean(pairs.map(({ before }) => before)),
    after: mean(pairs.map(({ after }) => after)),
    change: mean(pairs.map(({ before, after }) => after - before)),
    homes_up: pairs.filter(({ before, after }) => after > before).length,
    homes_down: pairs.filter(({ before, after }) => after < before).length,
  };
}

const upgrades: FigureSpec = {
  id: "upgrades",
  title: "Before and after an upgrade",
  definition:
    `Homes whose gateway told another version in the period than before; of several upgrades the last. Each home is compared with itself: the ${upgradeDays} days before the hour of the upgrade ` +
    `and those after it, as far as they have come, means over homes. A home counts only if on each side at least ${leastCoverage * 100} % of what was due came, silence included, and ${leastHours} hours have windows: ` +
    `a version that reports less often must not look better for it. For coverage itself a home counts if it was due for ${leastHours} hours on each side: one that fell silent after the upgrade is due up to the period's end. Below ${leastHomes} such homes before and after are left empty. What else changed in these days is in it too: compare with homes that were not upgraded.`,
  basis: "before-and-after",
  sql: upgradesSql,
  columns,
  derive: toUpgrades,
};

const page: Page = { title: "Firmware", figures: [inNumbers, fleet, upgrades] };

export const firmwareReport: ReportKind = { name: "firmware", title: "Firmware", pages: [page] };
