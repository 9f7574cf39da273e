/**
 * A report's bytes to its elements, whatever the encoding: JSON or CSV by content type, else by profile, else by a look at
 * them. Over MQTT 3.1.1 nothing is declared. Before that they are unpacked, once, when they are gzip, whatever was declared.
 */
import { gunzipSync } from "node:zlib";
import { type NormalizedElement, normalizeElement } from "../normalize/element.ts";
import { canonicalElement } from "./canonical.ts";
import { type CsvDialect, defaultDialect } from "./csv-reader.ts";
import { type CsvLimits, isFullPath, isPerRow, parseCsvReport, timeColumn } from "./csv.ts";
import { decodeUtf8, parseJsonReport } from "./json.ts";
import type { Profile } from "./profiles.ts";
import type { ParsedReport, ReportedValue, ReportLimits } from "./value.ts";

export interface ReportBody {
  readonly bytes: Uint8Array;
  /** Media type in lower case without parameters; empty when none is declared. */
  readonly mediaType: string;
  readonly profile: Profile;
}

/** One element of a report, its values in their rows. */
export interface ReadElement {
  /** CollectionTime as reported; null when the profile sends none. */
  readonly time: ReportedValue | null;
  readonly normalized: NormalizedElement;
  /** For its event id (`canonical.ts`); the bytes hold until the next report is read. */
  readonly canonical: Uint8Array;
  /** Whether a name was met twice, with equal values or not. */
  readonly duplicateNames: boolean;
}

type Parsed = Extract<ParsedReport, { ok: true }>;

/** A report read; or why it can't be. */
export type ReadReport =
  | (Omit<Parsed, "elements"> & { readonly elements: readonly ReadElement[] })
  | Extract<ParsedReport, { ok: false }>;

type Limits = ReportLimits &
  CsvLimits & {
    /** Most bytes, unpacked. */
    readonly recordBytes: number;
    /** Most bytes that one packed byte may become. */
    readonly gzipRatio: number;
  };

/** The same for a report that came as text, inside a Notify. */
export const readReportText = (text: string, profile: Profile, limits: Limits): ReadReport =>
  readReport({ bytes: Buffer.from(text, "utf8"), mediaType: "", profile }, limits);

/** Total: any bytes give a value, in bounded time and memory. Invalid UTF-8 becomes U+FFFD and the flag `utf8_replaced`. */
export function readReport({ bytes, mediaType, profile }: ReportBody, limits: Limits): ReadReport {
  const elements = profile.layouts.read(bytes, limits);
  if (elements !== null) return { ok: true, elements, outside: [], flags: [] };
  const { text, replaced } = decodeUtf8(bytes);
  const report = parseAny(text, mediaType, profile, limits);
  return report.ok && replaced ? { ...report, flags: ["utf8_replaced", ...report.flags] } : report;
}

/** By a parser, whatever the layout. */
function parseAny(text: string, mediaType: string, { csv, resolve }: Profile, limits: Limits): ReadReport {
  const report = isCsv(text, mediaType, csv)
    ? parseCsvReport(text, csv ?? defaultDialect, limits)
    : parseJsonReport(text, limits);
  if (!report.ok) return report;
  const elements = report.elements.map((element) => ({
    time: element.time,
    normalized: normalizeElement(element, resolve),
    canonical: canonicalElement(element),
    duplicateNames: element.duplicateNames,
  }));
  return { ...report, elements };
}

/** A report as it was before it was packed; itself where it was not. What was packed twice is no report. */
export const unpackGzip = (
  bytes: Uint8Array,
  limits: Parameters<typeof unpack>[1],
): ReturnType<typeof unpack> => (isGzip(bytes) ? unpack(bytes, limits) : bytes);

export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** What any packed report may unpack to: a short one can repeat itself as much as it likes. */
const freeBytes = 65_536;

/** No more than the limits allow is ever unpacked, so a bomb costs no more than the largest report. */
export function unpack(
  bytes: Uint8Array,
  { recordBytes, gzipRatio }: Pick<Limits, "recordBytes" | "gzipRatio">,
  decompress: typeof gunzipSync = gunzipSync,
): Uint8Array | Extract<ParsedReport, { ok: false }> {
  const byRatio = Math.max(freeBytes, bytes.length * gzipRatio);
  try {
    return decompress(bytes, { maxOutputLength: Math.min(recordBytes, byRatio) });
  } catch (error) {
    const isTooLarge = error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
    if (!isTooLarge)
      return { ok: false, reason: "bulk_parse_error", detail: "begins like gzip and can't be unpacked" };
    return byRatio < recordBytes
      ? {
          ok: false,
          reason: "gzip_ratio_exceeded",
          detail: `unpacks to more than ${gzipRatio} times its size`,
        }
      : { ok: false, reason: "record_too_large", detail: `unpacks to more than ${recordBytes} bytes` };
  }
}

/**
 * What looks like JSON is JSON, and what has a header as CSV has it is CSV: agents are known to declare what they don't send.
 * Names in the header may stand in quotes.
 */
function isCsv(text: string, mediaType: string, csv: CsvDialect | null): boolean {
  const first = /\S/.exec(text)?.[0]?.replace("\ufeff", "") ?? "";
  if (first === "{" || first === "[") return false;
  if (mediaType === "text/csv" || csv !== null) return true;
  const header = (/^\s*([^\r\n]*)/.exec(text)?.[1] ?? "").split(",").map(unquoted);
  return isPerRow(header) || header[0] === timeColumn || header.some(isFullPath);
}

const unquoted = (name: string): string => name.trim().replaceAll(/^"|"$/g, "").trim();
