import { parse } from "csv-parse/sync";
import { inflateRawSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { Chart } from "./chart.ts";
import { toManifest } from "./manifest.ts";
import { folderName, toPacket } from "./packet.ts";
import { formatCell } from "./render/cell.ts";
import { renderCsv } from "./render/csv.ts";
import { renderHtml } from "./render/html.ts";
import { renderPdf } from "./render/pdf.ts";
import { renderXlsx } from "./render/xlsx.ts";
import { headlineSpec, hostile, listSpec, sampleReport, toFigure } from "./sample.fixture.ts";

const rows = [
  { home_id: hostile, lost_share: 0.123456789, bytes: "9007199254740991" },
  { home_id: 'a "quoted"\r\nline', lost_share: null, bytes: 0 },
];
const charts: readonly Chart[] = [
  {
    kind: "lines",
    x: { title: hostile, kind: "dbm" },
    y: { title: "Share", kind: "share", min: 0, max: 1 },
    series: [
      {
        name: hostile,
        points: [
          [-80, 0.2],
          [-60, 1],
        ],
        isStepped: true,
      },
      { name: "other", points: [[-70, 0.5]], band: [[-70, 0.4, 0.6]], isDashed: true },
    ],
  },
  {
    kind: "bars",
    x: "Hour",
    y: { title: "Throughput", kind: "bits", min: 0 },
    categories: ["00", "01"],
    series: [{ name: "a", values: [1e6, null] }],
    isStacked: true,
    marked: ["00"],
  },
  {
    kind: "heat",
    rows: ["Mon"],
    columns: ["00", "01"],
    values: [[null, 0]],
    unit: { title: "Throughput", kind: "bits" },
  },
];
const report = sampleReport([
  toFigure(headlineSpec, [{ homes: 2, coverage: 0.975, most: "20:00" }]),
  ...charts.map((chart, n) => toFigure({ ...listSpec, id: `list-${n}` }, rows, chart)),
  toFigure({ ...listSpec, id: "thin" }, "5 weeks of data, 8 are needed"),
]);

describe("CSV", () => {
  test("is read back by another's parser as it was", () => {
    const csv = renderCsv(toFigure(listSpec, rows));
    expect(parse(csv, { columns: true, record_delimiter: "\r\n" })).toEqual([
      { home_id: hostile, lost_share: "0.123457", bytes: "9007199254740991" },
      { home_id: 'a "quoted"\r\nline', lost_share: "", bytes: "0" },
    ]);
  });

  test("says why where there is too little data", () => {
    expect(renderCsv(toFigure(listSpec, "5 weeks, 8 are needed"))).toBe(
      'insufficient\r\n"5 weeks, 8 are needed"\r\n',
    );
  });

  test("of an empty list is its header", () => {
    expect(renderCsv(toFigure(listSpec, []))).toBe("home_id,lost_share,bytes\r\n");
  });
});

describe("the page", () => {
  const html = renderHtml(report);
  test("has beneath a number that stands for itself what it was in the report before", () => {
    const earlier = sampleReport([toFigure(headlineSpec, [{ homes: 3, coverage: 0.5, most: "19:00" }])]);
    const now = sampleReport(
      [toFigure(headlineSpec, [{ homes: 2, coverage: 0.975, most: "20:00" }])],
      toManifest(earlier),
    );
    expect(renderHtml(now)).toContain('<dd>2</dd><dd class="before">before: 3</dd>');
    expect(renderHtml(now)).toContain("before: 50 %");
    expect(html).not.toContain('class="before"');
  });

  test("needs nothing from elsewhere and runs nothing", () => {
    expect(html).not.toMatch(/<script|<link|<img|<iframe|url\(|@import|https?:/i);
    expect(html).toContain("default-src 'none'");
  });

  test("shows what a router said as text", () => {
    expect(html).toContain("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;");
    expect(html).toContain("Worst &lt;homes&gt;");
    expect(html).toContain("north &amp; &lt;south&gt;");
  });

  test("prints definition and coverage under every figure, and insufficient rather than a number", () => {
    expect(html.match(/What is worst\./g)).toHaveLength(5);
    expect(html.match(/90 %: 39 of 40 reports due came in 20 windows/g)?.length).toBeGreaterThanOrEqual(5);
    expect(html).toContain("insufficient: 5 weeks of data, 8 are needed");
  });

  test("draws charts for wide and narrow windows, without a number that is none", () => {
    expect(html.match(/<svg class="wide"/g)).toHaveLength(3);
    expect(html.match(/<svg class="narrow"/g)).toHaveLength(3);
    expect(html).not.toMatch(/NaN|Infinity|undefined/);
  });
});

test("the PDF is the same bytes for the same report, and has pages", async () => {
  const [one, two] = [await renderPdf(report), await renderPdf(report)];
  expect(one.subarray(0, 5).toString()).toBe("%PDF-");
  expect(one.equals(two)).toBe(true);
  expect(one.toString("latin1").match(/\/Type \/Page\b/g)?.length).toBeGreaterThanOrEqual(2);
});

/** Files of an archive by its central directory, as text. */
function unzip(archive: Buffer): Map<string, string> {
  const files = new Map<string, string>();
  const end = archive.lastIndexOf(Buffer.from("PK\u0005\u0006"));
  let at = archive.readUInt32LE(end + 16);
  while (archive.readUInt32LE(at) === 0x02014b50) {
    const [nameSize, extraSize, commentSize] = [28, 30, 32].map((offset) =>
      archive.readUInt16LE(at + offset),
    );
    const name = archive.toString("utf8", at + 46, at + 46 + (nameSize ?? 0));
    const local = archive.readUInt32LE(at + 42);
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const bytes = archive.subarray(start, start + archive.readUInt32LE(at + 20));
    files.set(name, (archive.readUInt16LE(at + 10) === 0 ? bytes : inflateRawSync(bytes)).toString());
    at += 46 + (nameSize ?? 0) + (extraSize ?? 0) + (commentSize ?? 0);
  }
  return files;
}

test("the workbook holds numbers as numbers, text as text, under a header that stays", async () => {
  const files = unzip(await renderXlsx(report));
  const text = (name: string): string => files.get(name) ?? "";
  const sheet = text("xl/worksheets/sheet3.xml");
  expect(sheet).toMatch(/<c r="B2"[^>]*><v>0\.123457<\/v><\/c>/);
  expect(sheet).toMatch(/<c r="C2"[^>]*><v>9007199254740991<\/v><\/c>/);
  expect(sheet).toMatch(/<c r="A2"[^>]*t="(s|inlineStr)"/);
  expect(sheet).toContain('state="frozen"');
  expect(sheet).not.toContain("<f>");
  expect(text("xl/workbook.xml").match(/<sheet /g)).toHaveLength(6);
});

test("a packet has every format, and a CSV and the SQL of each table", async () => {
  const packet = await toPacket(report);
  expect([...packet.keys()].sort()).toEqual(
    [
      "manifest.json",
      "report.html",
      "report.pdf",
      "report.xlsx",
      ...["list-0", "list-1", "list-2", "summary", "thin"].flatMap((id) => [
        `csv/${id}.csv`,
        `sql/${id}.sql`,
      ]),
    ].sort(),
  );
  expect(packet.get("sql/thin.sql")).toBe(
    "-- Worst <homes>\n-- What is worst.\n-- 90 %: 39 of 40 reports due came in 20 windows of 2 homes, which are in 75 % of their hours; silent for 7.5 % of their time\nSELECT 1\n",
  );
});

test("a folder is named by its question, two areas never alike", () => {
  const { scope } = report;
  const name = (area: string | null): string => folderName("capacity", { ...scope, area });
  expect(name(null)).toBe("capacity_2026-11-16_2026-11-23_Europe-Berlin");
  const areas = ["a/b", "a-b", "a b", "..", "a~20b", "Köln", ""];
  expect(new Set(areas.map(name)).size).toBe(areas.length);
  expect(areas.every((area) => !name(area).includes("/"))).toBe(true);
});

test.each([
  [0.5, "share", "50 %"],
  [0.00123, "share", "0.12 %"],
  [-0.009785, "points", "-0.98 pp"],
  [0.083, "points", "+8.3 pp"],
  [1234567, "count", "1,234,567"],
  [-1234.5, "number", "-1,235"],
  [999_999, "bytes", "1 MB"],
  [999, "bytes", "999 B"],
  [0, "bits", "0 bit/s"],
  [1.5e9, "bits", "1.5 Gbit/s"],
  [-67.5, "dbm", "−67.5 dBm"],
  [null, "count", "–"],
] as const)("%s as %s is read as %s", (value, kind, want) => {
  expect(formatCell(value, kind)).toBe(want);
});
