/**
 * A report's bytes to its elements, whatever the encoding: unpacked when they are gzip (whatever was declared), JSON
 * or CSV by content type, else by profile, else by a look at them. Over MQTT 3.1.1 nothing is declared.
 */
import { gunzipSync } from "node:zlib";
import { type CsvDialect, defaultDialect } from "./csv-reader.ts";
import { type CsvLimits, isPerRow, parseCsvReport } from "./csv.ts";
import { decodeUtf8, parseJsonReport } from "./json.ts";
import type { Profile } from "./profiles.ts";
import type { ParsedReport, ReportLimits } from "./value.ts";

export interface ReportBody {
  readonly bytes: Uint8Array;
  /** Media type in lower case without parameters; empty when none is declared. */
  readonly mediaType: string;
  readonly profile: StreamFormat;
}

/** What is known of a stream's reports. */
type StreamFormat = Pick<Profile, "csv" | "keys">;

/** Bounds of a report that comes as text. */
type TextLimits = ReportLimits & CsvLimits;

type Limits = TextLimits & {
  /** Most bytes, unpacked. */
  readonly recordBytes: number;
  /** Most bytes that one packed byte may become. */
  readonly gzipRatio: number;
};

/** Total: any bytes give a value, in bounded time and memory. Invalid UTF-8 becomes U+FFFD and the flag `utf8_replaced`. */
export function readReport({ bytes, mediaType, profile }: ReportBody, limits: Limits): ParsedReport {
  const plain = isGzip(bytes) ? unpack(bytes, limits) : bytes;
  if (!(plain instanceof Uint8Array)) return plain;
  const { text, replaced } = decodeUtf8(plain);
  const report = readReportText(text, mediaType, profile, limits);
  return report.ok && replaced ? { ...report, flags: ["utf8_replaced", ...report.flags] } : report;
}

/** The same for a report that came as text, inside a Notify. */
export function readReportText(
  text: string,
  mediaType: string,
  { csv, keys }: StreamFormat,
  limits: TextLimits,
): ParsedReport {
  return isCsv(text, mediaType, csv)
    ? parseCsvReport(text, csv ?? defaultDialect, limits)
    : parseJsonReport(text, limits, keys);
}

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

/** What looks like JSON is JSON: agents are known to declare what they don't send. */
function isCsv(text: string, mediaType: string, csv: CsvDialect | null): boolean {
  const first = /\S/.exec(text)?.[0]?.replace("\ufeff", "") ?? "";
  if (first === "{" || first === "[") return false;
  if (mediaType === "text/csv" || csv !== null) return true;
  if (mediaType.endsWith("json")) return false;
  const header = (/^\ufeff?([^\r\n]*)/.exec(text)?.[1] ?? "").split(",").map((name) => name.trim());
  return isPerRow(header) || header[0] === "ReportTimestamp";
}
