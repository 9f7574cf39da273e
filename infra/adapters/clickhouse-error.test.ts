import { ClickHouseError } from "@clickhouse/client";
import { describe, expect, it } from "vitest";
import { classifyClickhouseError, isDenied } from "./clickhouse-error.ts";

const answered = (code: string): ClickHouseError =>
  new ClickHouseError({ message: "whatever it says", code, type: "SOME_TYPE" });

describe("what an error of ClickHouse means", () => {
  it.each([
    { error: answered("469"), want: "refused" },
    { error: answered("27"), want: "refused" },
    { error: answered("53"), want: "refused" },
    { error: answered("70"), want: "refused" },
    { error: answered("241"), want: "away" },
    { error: answered("159"), want: "away" },
    { error: answered("164"), want: "away" },
    { error: answered("193"), want: "away" },
    { error: answered("202"), want: "away" },
    { error: answered("394"), want: "away" },
    { error: answered("497"), want: "away" },
    { error: answered("252"), want: "away" },
    { error: answered("243"), want: "away" },
    { error: answered("452"), want: "away" },
    { error: answered("516"), want: "away" },
    { error: answered("60"), want: "away" },
    { error: answered("1001"), want: "unclear" },
    { error: answered("99999"), want: "unclear" },
    { error: new Error("connect ECONNREFUSED"), want: "away" },
    { error: new Error("<html>502 Bad Gateway</html>"), want: "away" },
    { error: "not even an error", want: "away" },
  ])("is decided by its code alone: $error is $want", ({ error, want }) => {
    expect(classifyClickhouseError(error)).toBe(want);
  });
});

it("a right that the user lacks is told from what passes", () => {
  expect([answered("497"), answered("164"), new Error("x"), "x"].map(isDenied)).toEqual([
    true,
    false,
    false,
    false,
  ]);
});
