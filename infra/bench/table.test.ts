import { describe, expect, test } from "vitest";
import type { Measurement } from "./benchmark.ts";
import { formatMarkdown, formatNumber, formatTable } from "./table.ts";

const line: Measurement = {
  stage: "sink",
  event: "row",
  ratePerSecond: 246_813.4,
  cpuUs: 1.2345,
  floor: { what: "ClickHouse alone", cpuUs: null, ratePerSecond: 300_123 },
  ratio: 0.8224,
  aim: ">= 0.8 of its rate and <= 1.5 us",
  met: true,
  notes: ["12 partitions", "caught up from the start"],
};

describe("the table", () => {
  test("has a line of cells for each measurement, long ones wrapped, the floor's name and notes below", () => {
    expect(formatTable([line])).toBe(
      [
        "stage     event               events/s       CPU      floor        ratio  aim",
        "                                        us/event",
        "--------  -----------------  ---------  --------  ---------  -----------  ----------------  ------",
        "sink      row                  247,000      1.23  300,000/s        0.822  >= 0.8 of its     met",
        "                                                                          rate and <= 1.5",
        "                                                                          us",
        "",
        "sink: the floor is ClickHouse alone; 12 partitions; caught up from the start",
        "",
      ].join("\n"),
    );
  });

  test("fits 100 columns, whatever a measurement says", () => {
    const long = {
      ...line,
      stage: "x".repeat(30),
      event: "word ".repeat(30),
      notes: ["note ".repeat(60), "y".repeat(300)],
    };
    for (const text of formatTable([long]).split("\n")) expect(text.length).toBeLessThanOrEqual(100);
  });

  test("shows a figure in place of the ratio, and no verdict where there is no aim", () => {
    const { floor: _floor, ...rest } = line;
    const told = formatMarkdown([
      { ...rest, floor: null, ratio: null, figure: "p99 0.84 s", aim: "", met: true },
    ]);
    expect(told.split("\n")[2]).toBe("| sink | row | 247,000 | 1.23 |  | p99 0.84 s |  |  |");
  });

  test.each([
    [1_234_567, "1,230,000"],
    [290.44, "290"],
    [6.5789, "6.58"],
    [0.012_345, "0.0123"],
    [0, "0"],
  ])("%d is %s", (value, want) => {
    expect(formatNumber(value)).toBe(want);
  });
});
