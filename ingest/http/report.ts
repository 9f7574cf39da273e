/**
 * A bulk-data report as HTTP brings it (TR-369 R-BULK.7, R-BULK.8, R-BULK.11; TR-069 Annex N), to what becomes of it:
 * the outcome that the same bytes have over MQTT, or a refusal. Pure, in bounded time and memory.
 */
import { isUtf8 } from "node:buffer";
import { inflateRawSync, inflateSync } from "node:zlib";
import type { EndpointId } from "#schemas/ids.ts";
import type { EpochMs } from "#schemas/units.ts";
import { mediaType } from "../admit.ts";
import type { IntakeLimits } from "../config.ts";
import type { Identity } from "../identity.ts";
import { deadLetter, dropped, type Outcome } from "../outcome.ts";
import type { ProfileOf } from "../profiles/learned-profiles.ts";
import { reportEvents } from "../report/events.ts";
import { isGzip, readReport, unpack } from "../report/read.ts";
import { type HttpAnswer, type HttpHead, refusal } from "./exchange.ts";

export interface HttpReport {
  readonly headers: HttpHead["headers"];
  readonly body: Uint8Array;
  readonly endpointId: EndpointId;
  readonly stream: string;
  readonly receivedAt: EpochMs;
  /** How many of its endpoint and stream came before it in the same millisecond. */
  readonly arrival: number;
}

export interface HttpReportContext {
  readonly homeOf: Identity["homeOf"];
  readonly profileOf: ProfileOf;
  readonly limits: IntakeLimits;
}

export type HttpReportFate =
  /** Not taken: the gateway is told why, and it counts as failed there. */
  | { readonly kind: "refused"; readonly answer: HttpAnswer }
  | { readonly kind: "outcome"; readonly outcome: Outcome; readonly unpackedBytes: number };

/** Takes a report apart. What can't be understood is a dead letter, not a refusal: the same bytes would come for ever. */
export function httpReportFate(report: HttpReport, context: HttpReportContext): HttpReportFate {
  const { body, endpointId } = report;
  const { limits } = context;
  const settled = (outcome: Outcome, unpackedBytes = body.length): HttpReportFate => ({
    kind: "outcome",
    outcome,
    unpackedBytes,
  });
  if (body.length === 0) return settled(deadLetter("payload_missing", "no bytes", endpointId));
  const unpacked = unpackBody(body, report.headers.get("content-encoding"), limits);
  if (unpacked === null)
    return refused(415, "Content-Encoding must be gzip, deflate or none.", {
      "accept-encoding": "gzip, deflate",
    });
  if (!(unpacked instanceof Uint8Array)) {
    const { reason, detail } = unpacked;
    return reason === "bulk_parse_error"
      ? settled(deadLetter(reason, detail, endpointId))
      : refused(413, `The report ${detail}.`);
  }
  return settled(outcomeOf({ ...report, body: unpacked }, context), unpacked.length);
}

const refused = (...answer: Parameters<typeof refusal>): HttpReportFate => ({
  kind: "refused",
  answer: refusal(...answer),
});

function outcomeOf(report: HttpReport, { homeOf, profileOf, limits }: HttpReportContext): Outcome {
  const { body, endpointId, stream, headers, receivedAt, arrival } = report;
  const profile = profileOf(stream, endpointId);
  const parsed = readReport({ bytes: body, mediaType: declaredType(headers), profile }, limits);
  if (!parsed.ok) return deadLetter(parsed.reason, parsed.detail, endpointId);
  if (parsed.elements.length === 0) return dropped("empty_report");
  const origin = {
    endpointId,
    homeId: homeOf(endpointId),
    source: "http-bulk",
    profileId: stream,
    msgId: null,
    receivedAt,
    arrival,
    flags: [],
  } as const;
  return { kind: "produced", ...reportEvents(parsed, profile, origin, null) };
}

/** R-BULK.8's layouts; each says the encoding too. */
const layouts: ReadonlyMap<string, string> = new Map([
  ["parameterperrow", "text/csv"],
  ["parameterpercolumn", "text/csv"],
  ["namevaluepair", "application/json"],
  ["objecthierarchy", "application/json"],
]);

/** By `BBF-Report-Format` (quoted or not, in any case), else by `Content-Type`; only a hint, as the bytes are looked at. */
export function declaredType(headers: HttpHead["headers"]): string {
  const layout = (headers.get("bbf-report-format") ?? "").replaceAll(/["\s]/g, "").toLowerCase();
  return layouts.get(layout) ?? mediaType(headers.get("content-type") ?? null);
}

/** Agents compress and don't say so, and say so and don't (iopsys): the bytes decide. Null for what we can't unpack. */
function unpackBody(
  body: Uint8Array,
  contentEncoding: string | undefined,
  limits: IntakeLimits,
): ReturnType<typeof unpack> | null {
  const encoding = (contentEncoding ?? "").trim().toLowerCase();
  if (isGzip(body)) return unpack(body, limits);
  if (encoding === "deflate" && isZlib(body)) return unpack(body, limits, inflateSync);
  // Some clients leave zlib's header out (RFC 9110 section 8.4.1.2). Text is not packed.
  if (encoding === "deflate" && !isUtf8(body)) return unpack(body, limits, inflateRawSync);
  return /^(?:|identity|(?:x-)?gzip|deflate)$/.test(encoding) ? body : null;
}

/** RFC 1950 section 2.2: method 8, and a check that makes the first two bytes a multiple of 31. */
const isZlib = (body: Uint8Array): boolean =>
  ((body[0] ?? 0) & 0x0f) === 8 && (((body[0] ?? 0) << 8) | (body[1] ?? 0)) % 31 === 0;
