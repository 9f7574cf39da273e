/** One report in every dialect: what a real agent sent in NameValuePair JSON, written again as each of the others. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { epochMs } from "#schemas/units.ts";
import { createPipeline } from "../pipeline.ts";
import { parseJsonReport } from "./json.ts";
import type { ReportElement } from "./value.ts";

const limits = {
  recordBytes: 5_000_000,
  gzipRatio: 100,
  values: 100_000,
  rows: 100_000,
  depth: 32,
  messages: { perSecond: 1e9, burst: 1e9 },
  bytes: { perSecond: 1e9, burst: 1e9 },
  kafkaRecordBytes: 1_000_000,
};
const pipeline = createPipeline({
  topics: [{ template: "oktopus/usp/v1/bulkdata/{id}", kind: "report" }],
  identity: { endpoints: [], home: "{endpoint}" },
  profiles: [],
  aliases: [
    { name: "Hosts", reference: "Device.Hosts.Host.*." },
    { name: "ApAssociatedDevice", reference: "Device.WiFi.AccessPoint.*.AssociatedDevice.*." },
  ],
  limits,
  controller: { mode: "tap", counted: null },
  parameterTopic: true,
});

interface Report {
  readonly topic: string;
  readonly receivedAt: number;
  readonly text: string;
}

const reportsOf = (capture: string): readonly Report[] =>
  gunzipSync(
    readFileSync(fileURLToPath(new URL(`../../infra/e2e/captures/${capture}.ndjson.gz`, import.meta.url))),
  )
    .toString()
    .trim()
    .split("\n")
    .map((line): { topic: string; t_ms: number; payload_b64: string } => JSON.parse(line))
    .filter(({ topic }) => topic.includes("/bulkdata/"))
    .map(({ topic, t_ms, payload_b64 }) => ({
      topic,
      receivedAt: t_ms,
      text: Buffer.from(payload_b64, "base64").toString(),
    }));

/** Events without their ids, which say how a report was written, and their mapped values. */
function rowsOf({ topic, receivedAt }: Report, payload: string | Buffer): unknown {
  const outcome = pipeline({
    topic,
    payload: Buffer.from(payload),
    contentType: null,
    responseTopic: null,
    retain: false,
    receivedAt: epochMs(receivedAt),
    arrival: 0,
  });
  return outcome.kind === "produced"
    ? outcome.events.map((event) => ({ ...event, event_id: "", flags: [] }))
    : outcome;
}

const elementsOf = ({ text }: Report): readonly ReportElement[] => {
  const report = parseJsonReport(text, limits);
  return report.ok ? report.elements : [];
};

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const typeNames = {
  boolean: "boolean",
  number: "long",
  string: "string",
  null: "string",
  array: "string",
  object: "string",
  "": "",
};

/** The time column only where there is a time, R-BULK.12. */
function asRows(elements: readonly ReportElement[]): string {
  const timed = elements.every(({ time }) => time !== null);
  const rows = elements.flatMap(({ time, values }) =>
    values.map(({ name, text, type }) => [...(timed ? [time?.text ?? ""] : []), name, text, typeNames[type]]),
  );
  const header = [...(timed ? ["ReportTimestamp"] : []), "ParameterName", "ParameterValue", "ParameterType"];
  return [header, ...rows].map((row) => row.map(quoted).join(",")).join("\r\n");
}

function asColumns(elements: readonly ReportElement[]): string {
  const names = [...new Set(elements.flatMap(({ values }) => values.map(({ name }) => name)))];
  const rows = elements.map(({ time, values }) => {
    const byName = new Map(values.map(({ name, text }) => [name, text]));
    return [time?.text ?? "", ...names.map((name) => byName.get(name) ?? "")];
  });
  return [["ReportTimestamp", ...names], ...rows].map((row) => row.map(quoted).join(",")).join("\n");
}

/** As agents send it that quote every field. */
const inQuotes = (csv: string): string =>
  csv.replaceAll(
    /("(?:[^"]|"")*"|[^,\r\n]*)(,|\r?\n|$)/g,
    (_, field: string, separator: string) => `${field.startsWith('"') ? field : `"${field}"`}${separator}`,
  );

/** Split at the dots of the reported names, as field agents do. Written by hand: numbers keep their digits. */
function asHierarchy(elements: readonly ReportElement[]): string {
  const literals = new Set(["boolean", "number", "array", "object"]);
  const nest = ({ time, values }: ReportElement): string => {
    const root = new Map<string, unknown>();
    for (const { name, text, type } of [...(time === null ? [] : [time]), ...values]) {
      let branch = root;
      const parts = name.split(".");
      const last = parts.pop() ?? "";
      for (const part of parts) {
        const next = branch.get(part);
        const into = next instanceof Map ? next : new Map<string, unknown>();
        branch.set(part, into);
        branch = into;
      }
      branch.set(last, type === "null" ? "null" : literals.has(type) ? text : JSON.stringify(text));
    }
    return format(root);
  };
  const format = (branch: unknown): string =>
    branch instanceof Map
      ? `{${[...branch].map(([name, value]) => `${JSON.stringify(name)}:${format(value)}`).join(",")}}`
      : String(branch);
  return `{"Report":[${elements.map(nest).join(",")}]}`;
}

describe.each([
  "bulk-json-nvp-mqtt-v5",
  "long-v5",
  "edge-values-v5",
  "bulk-timestamps-v5",
  "empty-tables-v5",
])("every report of %s gives the same rows", (capture) => {
  const reports = reportsOf(capture).slice(0, 40);
  const dialects: readonly (readonly [string, (report: Report) => string | Buffer])[] = [
    ["gzip", ({ text }) => gzipSync(text)],
    ["CSV, a row for each parameter", (report) => asRows(elementsOf(report))],
    ["CSV, a column for each parameter", (report) => asColumns(elementsOf(report))],
    ["CSV, every field in quotes", (report) => `\r\n${inQuotes(asRows(elementsOf(report)))}`],
    ["ObjectHierarchy", (report) => asHierarchy(elementsOf(report))],
  ];
  test.each(dialects)("as %s", (_name, rewrite) => {
    expect(reports.length).toBeGreaterThan(3);
    for (const report of reports) {
      if (elementsOf(report).every(({ values }) => values.length === 0)) continue;
      expect(rowsOf(report, rewrite(report))).toEqual(rowsOf(report, report.text));
    }
  });
});
