import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { epochMs } from "#schemas/units.ts";
import { observedTime, readIsoTime } from "./timestamps.ts";
import type { ReportedValue } from "./value.ts";

const received = epochMs(Date.parse("2026-11-22T06:50:00Z"));
const value = (text: string, type: ReportedValue["type"] = "number"): ReportedValue => ({
  name: "CollectionTime",
  text,
  type,
});
const at = (iso: string): number => Date.parse(iso);

describe("the gateway's time", () => {
  test.each([
    ["seconds", "1795330000", at("2026-11-22T06:46:40Z"), "reported"],
    ["seconds as text", " 1795330000 ", at("2026-11-22T06:46:40Z"), "reported"],
    ["seconds with an exponent", "1.795330000e9", at("2026-11-22T06:46:40Z"), "reported"],
    ["milliseconds with an exponent", "1795330000123E+0", at("2026-11-22T06:46:40.123Z"), "reported"],
    ["the farthest zone", "2026-11-22T20:46:40+14:00", at("2026-11-22T06:46:40Z"), "reported"],
    ["fractions of a second", "1795330000.75", at("2026-11-22T06:46:40.750Z"), "reported"],
    ["milliseconds", "1795330000123", at("2026-11-22T06:46:40.123Z"), "reported"],
    ["microseconds", "1795330000123456", at("2026-11-22T06:46:40.123Z"), "reported"],
    ["ISO", "2026-11-22T06:46:40Z", at("2026-11-22T06:46:40Z"), "reported"],
    ["ISO with a fraction", "2026-11-22T06:46:40.5Z", at("2026-11-22T06:46:40.500Z"), "reported"],
    ["ISO with an offset", "2026-11-22T08:46:40+02:00", at("2026-11-22T06:46:40Z"), "reported"],
    ["ISO with an offset to the west", "2026-11-22T01:16:40-0530", at("2026-11-22T06:46:40Z"), "reported"],
    ["ISO without a zone", "2026-11-22T06:46:40", at("2026-11-22T06:46:40Z"), "assumed_utc"],
    ["ISO without seconds", "2026-11-22 06:46Z", at("2026-11-22T06:46:00Z"), "reported"],
    ["exactly 35 days old", "2026-10-18T06:50:00Z", at("2026-10-18T06:50:00Z"), "reported"],
    ["exactly 2 minutes ahead", "2026-11-22T06:52:00Z", at("2026-11-22T06:52:00Z"), "reported"],
  ])("%s", (_name, text, observedAt, quality) => {
    expect(observedTime(value(text, "string"), received)).toEqual({ observedAt, quality, raw: text });
  });

  test.each([
    ["an uptime", "12345", "uptime"],
    ["an uptime of three years", "91753967", "uptime"],
    ["a negative number", "-5", "unparseable"],
    ["a number beyond microseconds", "179533000012345678", "unparseable"],
    ["the unknown time", "0001-01-01T00:00:00Z", "none"],
    ["a time since boot", "0000-01-03T00:00:10", "uptime"],
    ["a time since boot in the year one", "0001-01-03T00:00:10", "uptime"],
    ["the infinite time", "9999-12-31T23:59:59Z", "none"],
    ["a clock of 1970", "1970-01-01T00:10:00Z", "out_of_range"],
    ["a clock of 2106", "4294967295", "out_of_range"],
    ["just over 35 days", "2026-10-18T06:49:59Z", "out_of_range"],
    ["just over 2 minutes ahead", "2026-11-22T06:52:01Z", "out_of_range"],
    ["a day that is none", "2026-02-30T00:00:00Z", "unparseable"],
    ["an hour that is none", "2026-11-22T24:00:00Z", "unparseable"],
    ["a zone that is none", "2026-11-26T09:50:00+99:99", "unparseable"],
    ["a zone of 60 minutes", "2026-11-22T07:46:40+00:60", "unparseable"],
    ["a zone beyond the farthest", "2026-11-22T20:47:40+14:01", "unparseable"],
    ["a zone beyond the farthest, to the west", "2026-11-21T16:46-1401", "unparseable"],
    ["a number beyond all", "1e400", "unparseable"],
    ["a cut exponent", "1e", "unparseable"],
    ["words", "yesterday", "unparseable"],
    ["true", "true", "unparseable"],
  ])("%s is not believed", (_name, text, quality) => {
    expect(observedTime(value(text, "string"), received)).toEqual({
      observedAt: received,
      quality,
      raw: text,
    });
  });

  test("none at all is the received time", () => {
    const nothing = { observedAt: received, quality: "none", raw: null };
    expect(observedTime(null, received)).toEqual(nothing);
    expect(observedTime(value("", "null"), received)).toEqual(nothing);
    expect(observedTime(value("", "string"), received)).toEqual(nothing);
  });
});

test("the usual form is read as any other: with a space for the T it is not the usual one", () => {
  const two = (most: number): fc.Arbitrary<string> =>
    fc.oneof(
      fc.nat(most).map((number) => String(number).padStart(2, "0")),
      fc.constantFrom("-1", "0x", " 1", "1 "),
    );
  const year = fc.oneof(fc.constantFrom("0001", "0999", "1000", "1999", "9999", "-123"), fc.nat(9999));
  const parts = fc.tuple(year, two(13), two(32), two(25), two(61), two(61));
  fc.assert(
    fc.property(parts, ([anyYear, month, day, hour, minute, second]) => {
      const date = `${String(anyYear).padStart(4, "0")}-${month}-${day}`;
      const time = `${hour}:${minute}:${second}Z`;
      expect(readIsoTime(`${date}T${time}`)).toEqual(readIsoTime(`${date} ${time}`));
    }),
    { numRuns: 2000 },
  );
});
