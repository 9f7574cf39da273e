/** A capture's reports, moved to now, and written in each form that bulk data has (TR-369 Annex A). */
import { readFileSync } from "node:fs";
import { gunzipSync, gzipSync } from "node:zlib";

type Value = string | number | boolean;

/** What was collected at one moment, by reported name. */
export interface CollectedReport {
  readonly seconds: number;
  readonly values: Readonly<Record<string, Value>>;
}

/** The one-element reports of a capture, in order, their times moved so that the last is from `lastSeconds`. */
export function reportsOf(capture: string, lastSeconds: number): readonly CollectedReport[] {
  const file = new URL(`../captures/${capture}.ndjson.gz`, import.meta.url);
  const reports = gunzipSync(readFileSync(file))
    .toString()
    .trim()
    .split("\n")
    .map((line): { topic: string; payload_b64: string } => JSON.parse(line))
    .filter(({ topic }) => topic.includes("/bulkdata/"))
    .map(({ payload_b64 }): { Report: Record<string, Value>[] } =>
      JSON.parse(Buffer.from(payload_b64, "base64").toString()),
    )
    .flatMap(({ Report }) => Report)
    .map(({ CollectionTime, ...values }) => ({ seconds: Number(CollectionTime), values }));
  const shift = lastSeconds - Math.max(...reports.map(({ seconds }) => seconds));
  return reports.map(({ seconds, values }) => ({ seconds: seconds + shift, values }));
}

/** How a report is sent. */
export interface Sent {
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

const json = { "content-type": "application/json; charset=UTF-8" };
const csv = { "content-type": "text/csv; charset=UTF-8; header=present" };

const nameValuePair = ({ seconds, values }: CollectedReport): string =>
  JSON.stringify({ Report: [{ CollectionTime: seconds, ...values }] });

/** Names cut at their dots, one object a component. */
function objectHierarchy({ seconds, values }: CollectedReport): string {
  const root: Record<string, unknown> = { CollectionTime: seconds };
  for (const [name, value] of Object.entries(values)) {
    const components = name.split(".");
    const last = components.pop() ?? "";
    let place = root;
    for (const component of components) {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- made here, one line above or a component ago
      place = (place[component] ??= {}) as Record<string, unknown>;
    }
    place[last] = value;
  }
  return JSON.stringify({ Report: [root] });
}

const quoted = (value: Value): string => {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

const typeOf = (value: Value): string => {
  if (typeof value === "string") return "string";
  return typeof value === "boolean" ? "boolean" : "long";
};

const parameterPerRow = ({ seconds, values }: CollectedReport): string =>
  [
    "ReportTimestamp,ParameterName,ParameterValue,ParameterType",
    ...Object.entries(values).map(
      ([name, value]) => `${seconds},${quoted(name)},${quoted(value)},${typeOf(value)}`,
    ),
    "",
  ].join("\r\n");

const parameterPerColumn = ({ seconds, values }: CollectedReport): string =>
  [
    ["ReportTimestamp", ...Object.keys(values).map(quoted)].join(","),
    [String(seconds), ...Object.values(values).map(quoted)].join(","),
    "",
  ].join("\r\n");

const plain =
  (write: (report: CollectedReport) => string, headers: Sent["headers"]) =>
  (report: CollectedReport): Sent => ({ body: Buffer.from(write(report)), headers });

/** Every form, by the name that a test's gateway has. */
export const forms = {
  json: plain(nameValuePair, { ...json, "bbf-report-format": "NameValuePair" }),
  hierarchy: plain(objectHierarchy, { ...json, "bbf-report-format": '"ObjectHierarchy"' }),
  rows: plain(parameterPerRow, { ...csv, "bbf-report-format": "ParameterPerRow" }),
  columns: plain(parameterPerColumn, csv),
  gzip: (report: CollectedReport): Sent => ({
    body: gzipSync(nameValuePair(report)),
    headers: { ...json, "content-encoding": "gzip" },
  }),
} as const satisfies Record<string, (report: CollectedReport) => Sent>;

export type Form = keyof typeof forms;
