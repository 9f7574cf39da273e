import { describe, expect, test } from "vitest";
import { createSampleReader } from "./csv-samples.ts";

const read = (...lines: readonly string[]) => {
  const reader = createSampleReader("f.csv");
  const samples = lines.map((line) => reader.take(line));
  reader.end();
  return samples;
};

const atMs = Date.UTC(2026, 10, 26, 8, 0, 0);

describe("a line of samples", () => {
  test.each([
    { name: "ISO 8601", text: "2026-11-26T08:00:00Z" },
    { name: "in another zone", text: "2026-11-26T09:30:00+01:30" },
    { name: "without a zone: UTC", text: "2026-11-26T08:00:00" },
    { name: "with a blank, as databases write it", text: "2026-11-26 08:00:00.000" },
    { name: "in quotes", text: '"2026-11-26 08:00:00"' },
    { name: "seconds", text: "1795680000" },
    { name: "seconds with a fraction", text: "1795680000.0" },
    { name: "milliseconds", text: "1795680000000" },
  ])("may say its time as $name", ({ text }) => {
    expect(read("timestamp,value", `${text},7`)[1]).toMatchObject({ atMs, value: 7 });
  });

  test.each([
    { text: "-72.5", value: -72.5 },
    { text: " 1e3 ", value: 1000 },
    { text: ".5", value: 0.5 },
    { text: "", value: null },
    { text: "NaN", value: null },
    { text: "null", value: null },
    { text: "\\N", value: null },
  ])("with the value '$text' has $value", ({ text, value }) => {
    expect(read("timestamp,value", `1795680000,${text}`)[1]?.value).toBe(value);
  });

  test("has its columns where the header says, others are ignored, and so are empty lines", () => {
    const got = read("\ufeffLabel,Value,Timestamp", "x,7,1795680000", "", '"a,b",8,1795680060');
    expect(got.map((sample) => sample?.value ?? null)).toEqual([null, 7, null, 8]);
  });

  test("may have line breaks in quoted columns of others; a mistake is told at its row's first line", () => {
    const lines = ["note,timestamp,value", '"a ""b"",', ",", 'c",1795680000,7', ',1795680060,"8"'];
    expect(read(...lines).map((sample) => sample?.value ?? null)).toEqual([null, null, null, 7, 8]);
    expect(() => read(...lines, '"', '",1795680120,high')).toThrow(/^f\.csv:6 has the value "high"/);
    expect(read('"a', 'note",timestamp,value', "x,1795680000,7")[2]?.value).toBe(7);
  });

  test.each([
    {
      name: "no header",
      lines: ["1795680000,7"],
      says: /^f\.csv:1 must be a header with the columns timestamp/,
    },
    { name: "a header without value", lines: ["timestamp,rssi"], says: /^f\.csv:1 must be a header/ },
    {
      name: "no time",
      lines: ["timestamp,value", "yesterday,7"],
      says: /^f\.csv:2 has the timestamp "yesterday"/,
    },
    { name: "a row's number", lines: ["timestamp,value", "17,7"], says: /^f\.csv:2 has the timestamp "17"/ },
    {
      name: "digits run together",
      lines: ["timestamp,value", "20261126080000,7"],
      says: /^f\.csv:2 has the timestamp/,
    },
    {
      name: "no number",
      lines: ["timestamp,value", "1795680000,high"],
      says: /^f\.csv:2 has the value "high"/,
    },
    {
      name: "an endless number",
      lines: ["timestamp,value", "1795680000,1e30"],
      says: /^f\.csv:2 has the value "1e30"/,
    },
    { name: "hexadecimal", lines: ["timestamp,value", "1795680000,0x10"], says: /^f\.csv:2 has the value/ },
    {
      name: "a field too few",
      lines: ["timestamp,value", "1795680000"],
      says: /^f\.csv:2 has 1 fields where the header has 2/,
    },
    {
      name: "a quote left open",
      lines: ["timestamp,value", '"1795680000,7'],
      says: /^f\.csv:2 has a quoted field that is never closed$/,
    },
    {
      name: "a quote left open, for long",
      lines: ["timestamp,value", '"1795680000,7', ...Array.from({ length: 2000 }, () => "x".repeat(1000))],
      says: /^f\.csv:2 has a quoted field that is never closed$/,
    },
    {
      name: "text after a quote",
      lines: ["timestamp,value", '"1795680000"x,7'],
      says: /^f\.csv:2 has something after the closing quote of a field$/,
    },
    {
      name: "an earlier time, after an empty line",
      lines: ["timestamp,value", "1795680060,7", "", "1795680000,7"],
      says: /^f\.csv:4 is earlier than the row before/,
    },
  ])("is told by its number when it has $name", ({ lines, says }) => {
    expect(() => read(...lines)).toThrow(says);
  });
});
