/** How strong stations are where they are. */
import type { Chart } from "../chart.ts";
import {
  type Answer,
  column,
  type Derived,
  type FigureSpec,
  numberOf,
  type Page,
  text,
  textOf,
  toRows,
} from "../figure.ts";
import { cumulative, groupBy, percentileOf, shareBelow, type Tally, totalOf } from "../ranks.ts";
import { bandName, percentile, type Scope, tierOf, within } from "../scope.ts";

/** What the samples are told apart by, beside the band. */
const dimensions = [
  ["all", "'all'"],
  ["area", "ifNull(area, 'unknown')"],
  ["model", "ifNull(model_name, 'unknown')"],
  ["firmware", "concat(ifNull(model_name, 'unknown'), ' ', ifNull(software_version, 'unknown'))"],
] as const;

/** The exact histogram, 1 dB a bin, of every group. */
const sql = (scope: Scope): string =>
  `SELECT * FROM
(
${dimensions
  .map(
    ([
      dimension,
      name,
    ]) => `SELECT '${dimension}' AS dimension, ${name} AS name, ${bandName} AS band_name, bin AS dbm, sum(n) AS samples
FROM band_${tierOf(scope)}
ARRAY JOIN rssi_bins AS bin, rssi_counts AS n
WHERE ${within(scope)}
GROUP BY name, band_name, dbm`,
  )
  .join("\nUNION ALL\n")}
)
ORDER BY dimension, name, band_name, dbm`;

interface Group {
  readonly dimension: string;
  readonly name: string;
  readonly band: string;
  readonly tally: Tally;
}

function readGroups(answers: readonly Answer[]): Group[] {
  const keyOf = (answer: Answer): string =>
    JSON.stringify(["dimension", "name", "band_name"].map((name) => textOf(answer, name)));
  return [...groupBy(answers, keyOf).values()].flatMap((rows) => {
    const [first] = rows;
    if (first === undefined) return [];
    return {
      dimension: textOf(first, "dimension"),
      name: textOf(first, "name"),
      band: textOf(first, "band_name"),
      tally: rows.map((row) => [numberOf(row, "dbm") ?? 0, numberOf(row, "samples") ?? 0] as const),
    };
  });
}

const ofGroups =
  (derive: (groups: readonly Group[]) => Derived) =>
  (answers: readonly Answer[]): Derived => {
    const groups = readGroups(answers);
    return groups.length === 0 ? { insufficient: "no station of the period tells its RSSI" } : derive(groups);
  };

/** Groups with fewer samples get no percentiles. */
const leastSamples = 1000;
const limits = [-65, -70, -75, -80] as const;

const groupColumns = [
  text("dimension", "By"),
  text("name", "Which"),
  text("band", "Band"),
  column("count", "samples", "Samples"),
  column("dbm", "p10_dbm", "p10"),
  column("dbm", "p50_dbm", "p50"),
  column("dbm", "p90_dbm", "p90"),
  ...limits.map((limit) => column("share", `below_${-limit}_share`, `Below ${limit}`)),
];

function toGroupRow({ dimension, name, band, tally }: Group): Answer {
  const samples = totalOf(tally);
  const isThin = samples < leastSamples;
  const at = (percent: number): number | null => (isThin ? null : percentileOf(tally, percent));
  return {
    dimension,
    name,
    band,
    samples,
    p10_dbm: at(10),
    p50_dbm: at(50),
    p90_dbm: at(90),
    ...Object.fromEntries(
      limits.map((limit) => [`below_${-limit}_share`, isThin ? null : shareBelow(tally, limit)]),
    ),
  };
}

const meaning =
  "Every RSSI sample of a station as its access point sees it, in dBm, exact to 1 dB; levels that are not believed are left out. " +
  "-65 dBm is a common target, down to -80 dBm usable.";

const headlineBands = [
  { band: "2.4GHz", name: "band_2_4ghz", title: "2.4 GHz" },
  { band: "5GHz", name: "band_5ghz", title: "5 GHz" },
  { band: "6GHz", name: "band_6ghz", title: "6 GHz" },
] as const;

const headlineColumns = headlineBands.flatMap(({ name, title }) => [
  column("dbm", `${name}_p50_dbm`, `${title}, median`),
  column("dbm", `${name}_p10_dbm`, `${title}, p10`),
  column("share", `${name}_below_70_share`, `${title}, below -70`),
]);

/** All samples of each band; a band without enough of them has no numbers. */
function toHeadline(all: readonly Group[]): Derived {
  const answer = Object.fromEntries(
    headlineBands.flatMap(({ band, name }) => {
      const found = all.find((group) => group.dimension === "all" && group.band === band);
      const row: Answer = found === undefined ? {} : toGroupRow(found);
      return ["p50_dbm", "p10_dbm", "below_70_share"].map((what) => [`${name}_${what}`, row[what] ?? null]);
    }),
  );
  const isTold = Object.values(answer).some((value) => value !== null);
  if (!isTold) return { insufficient: `no band has ${leastSamples} samples of RSSI` };
  return { rows: toRows(headlineColumns, [answer]) };
}

const headline: FigureSpec = {
  id: "rssi-bands",
  title: "RSSI in numbers",
  definition: `${meaning} The median, the 10th percentile and the share below -70 dBm of each band; left empty below 1,000 samples.`,
  basis: "period",
  isHeadline: true,
  sql,
  columns: headlineColumns,
  derive: ofGroups(toHeadline),
};

const groups: FigureSpec = {
  id: "rssi",
  title: "RSSI by band, area, model and firmware",
  definition: `${meaning} Groups of fewer than 1,000 samples have no percentiles.`,
  basis: "period",
  sql,
  columns: groupColumns,
  derive: ofGroups((all) => ({ rows: toRows(groupColumns, all.map(toGroupRow)) })),
};

const cdfColumns = [
  text("dimension", "By"),
  text("name", "Which"),
  text("band", "Band"),
  column("dbm", "dbm", "dBm"),
  column("count", "samples", "Samples"),
  column("share", "share_at_most", "At most"),
];

const cdf: FigureSpec = {
  id: "rssi-cdf",
  title: "RSSI, cumulative",
  definition: `${meaning} The picture shows all homes by band; the table every group.`,
  basis: "period",
  sql,
  columns: cdfColumns,
  derive: ofGroups((all) => ({
    rows: all.flatMap(({ dimension, name, band, tally }) =>
      toRows(
        cdfColumns,
        cumulative(tally).map(({ value, count, share }) => ({
          dimension,
          name,
          band,
          dbm: value,
          samples: count,
          share_at_most: share,
        })),
      ),
    ),
  })),
  chart: (rows): Chart => ({
    kind: "lines",
    x: { title: "RSSI", kind: "dbm" },
    y: { title: "Share of samples at most", kind: "share", min: 0, max: 1 },
    series: [
      ...groupBy(
        rows.filter((row) => row["dimension"] === "all"),
        (row) => String(row["band"]),
      ),
    ].map(([name, mine]) => ({
      name,
      points: mine.map((row) => [numberOf(row, "dbm") ?? 0, numberOf(row, "share_at_most") ?? 0] as const),
      isStepped: true,
    })),
  }),
};

const homes: FigureSpec = {
  id: "rssi-homes",
  title: "Homes with the weakest stations",
  definition: `The twenty homes with the lowest 10th percentile of RSSI over all samples of the period, of those with 1,000 samples or more.`,
  basis: "period",
  ranking: ["home_id"],
  sql: (scope) => `WITH
    ${percentile}
SELECT
    home_id,
    sumMap(rssi_bins, rssi_counts) AS rssi,
    arraySum(rssi.2) AS samples,
    percentile(rssi.1, rssi.2, 10) AS p10_dbm,
    percentile(rssi.1, rssi.2, 50) AS p50_dbm
FROM home_${tierOf(scope)}
WHERE ${within(scope)}
GROUP BY home_id
HAVING samples >= 1000
ORDER BY p10_dbm, p50_dbm, home_id
LIMIT 20`,
  columns: [
    text("home_id", "Home"),
    column("dbm", "p10_dbm", "p10"),
    column("dbm", "p50_dbm", "p50"),
    column("count", "samples", "Samples"),
  ],
};

export const rssiPage: Page = { title: "RSSI reach", figures: [headline, cdf, groups, homes] };
