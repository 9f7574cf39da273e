import { describe, expect, test } from "vitest";
import { defaultDialect } from "./csv-reader.ts";
import { parseCsvReport } from "./csv.ts";
import type { ParsedReport } from "./value.ts";

const limits = { values: 100, rows: 70 };
const parse = (text: string, values = 100): ParsedReport =>
  parseCsvReport(text, defaultDialect, { ...limits, values });

/** Time and `name=text:type` of each element; what lies beside them last. */
function summary(report: ParsedReport): readonly (readonly string[])[] {
  if (!report.ok) return [[report.reason, report.detail]];
  const elements = report.elements.map(({ time, values }) => [
    time?.text ?? "no time",
    ...values.map(({ name, text, type }) => `${name}=${text}:${type}`),
  ]);
  return report.outside.length === 0
    ? elements
    : [...elements, ["outside", ...report.outside.map(({ name, text }) => `${name}=${text}`)]];
}

const typed = "ReportTimestamp,ParameterName,ParameterValue,ParameterType\n";

describe("a row for each parameter (R-BULK.12)", () => {
  const cases: readonly [string, string, readonly (readonly string[])[]][] = [
    [
      "94 base types become ours",
      `${typed}1,a,x,string\n1,b,true,boolean\n1,c,-47,int\n1,d,9123456789,unsignedLong\n1,e,1.5,decimal\n1,f,2026-01-01T00:00:00Z,dateTime`,
      [
        [
          "1",
          "a=x:string",
          "b=true:boolean",
          "c=-47:number",
          "d=9123456789:number",
          "e=1.5:number",
          "f=2026-01-01T00:00:00Z:string",
        ],
      ],
    ],
    [
      "each time is an element",
      `${typed}1,a,x,string\n1,b,y,string\n2,a,z,string`,
      [
        ["1", "a=x:string", "b=y:string"],
        ["2", "a=z:string"],
      ],
    ],
    [
      "without times the first name begins the next element",
      "ParameterName,ParameterValue\na,1\nb,2\na,3",
      [
        ["no time", "a=1:", "b=2:"],
        ["no time", "a=3:"],
      ],
    ],
    [
      "columns in another order",
      "ParameterType,ParameterValue,ParameterName\nint,5,a",
      [["no time", "a=5:number"]],
    ],
    [
      "white space around names is none of theirs, around values it is",
      `${typed}1, a , x ,string`,
      [["1", "a= x :string"]],
    ],
    [
      "100 a header in the middle is skipped",
      `${typed}1,a,x,string\n${typed}2,a,y,string`,
      [
        ["1", "a=x:string"],
        ["2", "a=y:string"],
      ],
    ],
    [
      "a list that nobody quoted is put together again",
      `${typed}1,a,x,y,z,string\n1,b,c,string`,
      [["1", "a=x,y,z:string", "b=c:string"]],
    ],
    [
      "100 a ragged row is kept beside, the rest read",
      `${typed}1,a,x,string\n1,b\n1,c,z,string`,
      [
        ["1", "a=x:string", "c=z:string"],
        ["outside", "line 3=1,b"],
      ],
    ],
    ["an unknown type is text", `${typed}1,a,x,vendor`, [["1", "a=x:string"]]],
  ];
  test.each(cases)("%s", (_name, text, want) => {
    expect(summary(parse(text))).toEqual(want);
  });

  test("a rejected row is flagged: what is absent may have been in it", () => {
    expect(parse(`${typed}1,a,x,string\n1,b`)).toMatchObject({ flags: ["rejected_rows"] });
  });

  test("of a name met twice the last value counts, the other is kept", () => {
    expect(parse(`${typed}1,a,x,string\n1,a,y,string`)).toMatchObject({
      elements: [{ values: [{ text: "y" }], superseded: [{ text: "x" }], duplicateNames: true }],
    });
  });
});

describe("a column for each parameter: types are not said", () => {
  const cases: readonly [string, string, readonly (readonly string[])[]][] = [
    [
      "95 each row is an element",
      "ReportTimestamp,a,b\n1,x,2\n2,true,-1.5",
      [
        ["1", "a=x:", "b=2:"],
        ["2", "a=true:", "b=-1.5:"],
      ],
    ],
    ["96 without a time", "a,b\n1,2", [["no time", "a=1:", "b=2:"]]],
    ["where references match nothing, times are left", "ReportTimestamp\n1\n2", [["1"], ["2"]]],
    [
      "one parameter under its own path, without a time",
      "Device.DeviceInfo.UpTime\n7",
      [["no time", "Device.DeviceInfo.UpTime=7:"]],
    ],
    ["an empty field was not there", "ReportTimestamp,a,b\n1,,2", [["1", "b=2:"]]],
    [
      "a retained report's own header counts for what follows it",
      "ReportTimestamp,a\n1,x\nReportTimestamp,b,c\n2,y,z",
      [
        ["1", "a=x:"],
        ["2", "b=y:", "c=z:"],
      ],
    ],
    [
      "100 a ragged row is kept beside, the rest read",
      "ReportTimestamp,a\n1,x\n2,y,z\n3,w",
      [
        ["1", "a=x:"],
        ["3", "a=w:"],
        ["outside", "line 3=2,y,z"],
      ],
    ],
    ["a byte order mark is no part of the first name", "\ufeffReportTimestamp,a\n1,x", [["1", "a=x:"]]],
    [
      "names of objects stay names",
      "ReportTimestamp,__proto__,constructor\n1,x,y",
      [["1", "__proto__=x:", "constructor=y:"]],
    ],
  ];
  test.each(cases)("%s", (_name, text, want) => {
    expect(summary(parse(text))).toEqual(want);
  });

  const refused: readonly [string, string, string][] = [
    ["97 one column, as with another separator", "ReportTimestamp;a\n1;x", "bulk_shape_error"],
    ["one column that is no path", "a\n1", "bulk_shape_error"],
    ["one column of two paths", "Device.A;Device.B\n1;2", "bulk_shape_error"],
    ["nothing", "", "bulk_shape_error"],
    ["only ragged rows", "ReportTimestamp,a\n1\n2", "bulk_shape_error"],
    ["a quote without an end", 'ReportTimestamp,a\n1,"x', "bulk_parse_error"],
  ];
  test.each(refused)("%s is refused", (_name, text, reason) => {
    expect(parse(text)).toMatchObject({ ok: false, reason });
  });

  test("97 a line break in the header, as where the profile names another row separator, is refused", () => {
    const text = "ReportTimestamp,ParameterName,ParameterValue,ParameterType\n1,a,x,string\n";
    const report = parseCsvReport(text, { ...defaultDialect, rowSeparator: "\r\n" }, limits);
    expect(report).toMatchObject({ ok: false, reason: "bulk_shape_error" });
  });

  test("rows are bounded, headers sent again among them", () => {
    const headers = "ReportTimestamp,a\n".repeat(69);
    expect(parse(`${headers}1,x\n`)).toMatchObject({ ok: true });
    expect(parse(`${headers}1,x\n2,x\n`)).toMatchObject({ reason: "too_many_rows" });
  });

  test("values are bounded, elements and rejected rows among them: an element beyond the first counts for 20", () => {
    const rows = "1,x\n".repeat(60);
    expect(parse(`ReportTimestamp,a\n${rows}`, 1241)).toMatchObject({ ok: true });
    expect(parse(`ReportTimestamp,a\n${rows}`, 1240)).toMatchObject({ reason: "too_many_values" });
    expect(parse(`ReportTimestamp,a\n${"1\n".repeat(60)}`, 59)).toMatchObject({ reason: "too_many_values" });
  });
});
