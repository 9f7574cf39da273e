/** What comes by HTTP is what comes by MQTT: the captures' reports through both, and hostile bytes. */
import { readdirSync, readFileSync } from "node:fs";
import { gunzipSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { EndpointId } from "#schemas/ids.ts";
import { epochMs } from "#schemas/units.ts";
import type { IntakeConfig } from "../config.ts";
import { createIdentity } from "../identity.ts";
import type { Outcome } from "../outcome.ts";
import { createPipeline } from "../pipeline.ts";
import { createProfiles } from "../report/profiles.ts";
import { httpReportFate, type HttpReportContext } from "./report.ts";

const stream = "oktopus/usp/v1/bulkdata/{id}";
const config: IntakeConfig = {
  topics: [{ template: stream, kind: "report" }],
  identity: { endpoints: [{ match: "{id}", endpoint: "os::00D09E-{id}" }], home: "home of {endpoint}" },
  profiles: [],
  aliases: [
    { name: "Hosts", reference: "Device.Hosts.Host.*." },
    { name: "ApAssociatedDevice", reference: "Device.WiFi.AccessPoint.*.AssociatedDevice.*." },
  ],
  limits: {
    recordBytes: 1_000_000,
    gzipRatio: 200,
    values: 10_000,
    rows: 10_000,
    depth: 32,
    messages: { perSecond: 1e9, burst: 1e9 },
    bytes: { perSecond: 1e9, burst: 1e9 },
    kafkaRecordBytes: 1_000_000,
  },
  controller: { mode: "tap", counted: null },
  parameterTopic: true,
};
const pipeline = createPipeline(config);
const identity = createIdentity([], config.identity);
const context: HttpReportContext = {
  homeOf: (endpoint) => identity.homeOf(endpoint),
  profileOf: createProfiles(config),
  limits: config.limits,
};

interface Report {
  readonly id: string;
  /** Below the stream's own levels. */
  readonly below: string;
  readonly payload: Buffer;
  readonly contentType: string | null;
  readonly receivedAt: number;
}

interface CaptureLine {
  readonly t_ms: number;
  readonly topic: string;
  readonly properties: { readonly contentType?: string };
  readonly payload_b64: string;
}

const folder = new URL("../../infra/e2e/captures/", import.meta.url);
const captures = readdirSync(folder).filter((name) => /^[^.]*\.ndjson\.gz$/.test(name));

const reportsOf = (capture: string): readonly Report[] =>
  gunzipSync(readFileSync(new URL(capture, folder)))
    .toString()
    .trim()
    .split("\n")
    .map((line): CaptureLine => JSON.parse(line))
    .flatMap(({ topic, t_ms, properties, payload_b64 }) => {
      const [, id = "", below = ""] = /^oktopus\/usp\/v1\/bulkdata\/([^/]+)(.*)$/.exec(topic) ?? [];
      const contentType = properties.contentType ?? null;
      const payload = Buffer.from(payload_b64, "base64");
      return id === "" ? [] : [{ id, below, payload, contentType, receivedAt: t_ms }];
    });

function byHttp({ id, below, contentType, receivedAt }: Report, body: Buffer): Outcome | null {
  const fate = httpReportFate(
    {
      headers: new Map(contentType === null ? [] : [["content-type", contentType]]),
      body,
      endpointId: `os::00D09E-${id}` as EndpointId,
      stream: stream + below,
      receivedAt: epochMs(receivedAt),
      arrival: 0,
    },
    context,
  );
  return fate.kind === "outcome" ? fate.outcome : null;
}

/** The same with the name of its way taken out. */
const withoutSource = (outcome: Outcome | null): unknown =>
  outcome?.kind === "produced"
    ? {
        events: outcome.events.map((event) => ({ ...event, source: "" })),
        parameters: outcome.parameters.map((event) => ({ ...event, source: "" })),
      }
    : outcome;

/** Of one capture; the longest has five hundred of a kind. */
const mostReports = 100;

describe("the reports of each capture, by HTTP as by MQTT", () => {
  const withReports = captures
    .map((capture) => [capture, reportsOf(capture).slice(0, mostReports)] as const)
    .filter(([, reports]) => reports.length > 0);

  test("there are captures with reports", () => expect(withReports.length).toBeGreaterThan(8));

  it.each(withReports)("%s: the same events with the same ids, plain and as gzip", (_capture, reports) => {
    for (const report of reports) {
      const { id, below, payload, contentType, receivedAt } = report;
      const byMqtt = pipeline({
        topic: `oktopus/usp/v1/bulkdata/${id}${below}`,
        payload,
        contentType,
        responseTopic: null,
        retain: false,
        receivedAt: epochMs(receivedAt),
        arrival: 0,
      });
      expect(withoutSource(byHttp(report, payload))).toEqual(withoutSource(byMqtt));
      expect(withoutSource(byHttp(report, gzipSync(payload)))).toEqual(withoutSource(byMqtt));
    }
  });
});

test("what was packed twice has the same answer by HTTP as by MQTT: it is no report", () => {
  const [report] = reportsOf("bulk-json-nvp-mqtt-v5.ndjson.gz");
  if (report === undefined) throw new Error("no report");
  const twice = gzipSync(gzipSync(report.payload));
  const topic = `oktopus/usp/v1/bulkdata/${report.id}${report.below}`;
  const byMqtt = pipeline({
    ...{ topic, payload: twice, contentType: null, responseTopic: null, retain: false, arrival: 0 },
    receivedAt: epochMs(report.receivedAt),
  });
  expect(byMqtt).toMatchObject({ kind: "dead_letter", reason: "bulk_parse_error" });
  expect(byHttp(report, twice)).toEqual(byMqtt);
});

describe("any bytes", () => {
  const [sample] = reportsOf("bulk-json-nvp-mqtt-v5.ndjson.gz");
  if (sample === undefined) throw new Error("no report");
  const anyHeader = fc.constantFrom(
    "gzip",
    "deflate",
    "text/csv",
    "application/json",
    "ParameterPerRow",
    "br",
  );
  const headers = fc
    .dictionary(fc.constantFrom("content-type", "content-encoding", "bbf-report-format"), anyHeader)
    .map((given) => new Map(Object.entries(given)));

  const fateOf = (body: Uint8Array, given: ReadonlyMap<string, string>) => {
    const endpointId = "os::00D09E-1" as EndpointId;
    const report = {
      headers: given,
      body,
      endpointId,
      stream,
      receivedAt: epochMs(1_795_330_000_000),
      arrival: 0,
    };
    return httpReportFate(report, context);
  };

  test("have a fate, and what is refused is refused for the client's sake", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), headers, (body, given) => {
        const fate = fateOf(body, given);
        expect(fate.kind === "outcome" || [413, 415].includes(fate.answer.status)).toBe(true);
      }),
    );
  });

  test("a compressed report with a flipped bit or an end cut off has one too", () => {
    const packed = gzipSync(sample.payload);
    fc.assert(
      fc.property(fc.nat(packed.length - 1), fc.nat(7), fc.nat(packed.length), (at, bit, end) => {
        const broken = Buffer.from(packed.subarray(0, end));
        if (at < end) broken[at] = (broken[at] ?? 0) ^ (1 << bit);
        const fate = fateOf(broken, new Map());
        expect(fate.kind === "outcome" ? fate.outcome.kind : `${fate.answer.status}`).toMatch(
          /^(produced|dead_letter|413)$/,
        );
      }),
      { numRuns: 300 },
    );
  });
});
