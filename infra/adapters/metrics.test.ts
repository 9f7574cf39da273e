import { expect, test } from "vitest";
import { byLabel, counter, gauge, Histogram, histogram, type MetricTable } from "#schemas/metrics.ts";
import { formatMetrics, readMetrics } from "./metrics.ts";

interface Told {
  readonly taken: number;
  readonly ageMs: number | null;
  readonly byReason: Readonly<Record<string, number>>;
  readonly sizes: Histogram;
}

const table: MetricTable<Told> = [
  counter("usp_test_taken_records_total", "Records taken.", (s) => s.taken),
  gauge("usp_test_age_seconds", "Age of the oldest.", (s) => s.ageMs),
  counter("usp_test_refused_records_total", 'Refused\nfor a "reason" in C:\\.', (s) =>
    byLabel("reason", s.byReason),
  ),
  histogram("usp_test_sizes", "Sizes.", (s) => s.sizes.counts()),
];

const textOf = (told: Partial<Told>): string =>
  formatMetrics(
    readMetrics(table, { taken: 0, ageMs: null, byReason: {}, sizes: new Histogram([1, 10]), ...told }),
  );

test("a number is a line under its help and type", () => {
  expect(textOf({ taken: 7 })).toContain(
    "# HELP usp_test_taken_records_total Records taken.\n# TYPE usp_test_taken_records_total counter\nusp_test_taken_records_total 7\n",
  );
});

test("what can't be said now is left out, its head too", () => {
  expect(textOf({})).not.toContain("usp_test_age_seconds");
  expect(textOf({})).not.toContain("usp_test_refused_records_total");
});

test("label values and help keep what the format gives a meaning to", () => {
  const text = textOf({ byReason: { 'say "no"\\\n': 2 } });
  expect(text).toContain('usp_test_refused_records_total{reason="say \\"no\\"\\\\\\n"} 2\n');
  expect(text).toContain('# HELP usp_test_refused_records_total Refused\\nfor a "reason" in C:\\\\.\n');
});

test("numbers that are none have Go's names", () => {
  const values = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN, 1.5e-7, 2 ** 53];
  expect(values.map((value) => textOf({ taken: value }).split("\n")[2])).toEqual(
    ["+Inf", "-Inf", "NaN", "1.5e-7", "9007199254740992"].map(
      (text) => `usp_test_taken_records_total ${text}`,
    ),
  );
});

test("a histogram's buckets are summed up and end with all", () => {
  const sizes = new Histogram([1, 10]);
  for (const size of [1, 2, 10, 11]) sizes.observe(size);
  const lines = textOf({ sizes }).split("\n");
  expect(lines.filter((line) => line.startsWith("usp_test_sizes"))).toEqual([
    'usp_test_sizes_bucket{le="1"} 1',
    'usp_test_sizes_bucket{le="10"} 3',
    'usp_test_sizes_bucket{le="+Inf"} 4',
    "usp_test_sizes_sum 24",
    "usp_test_sizes_count 4",
  ]);
});
