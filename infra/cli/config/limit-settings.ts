/** What bounds a hostile message: a part of the table in `settings.ts`. What is above a bound is a dead letter, whole. */
import { integer, type Part, setting } from "./setting.ts";

/** Whatever way reports come in. */
const reports: readonly Part[] = ["bridge", "collector"];
const mebibyte = 1024 * 1024;

export const limitSettings = {
  limitRecordBytes: setting(
    "USP_LIMIT_RECORD_BYTES",
    "intake.limits.recordBytes",
    integer(1, 256 * mebibyte),
    5 * mebibyte,
    reports,
    "Largest USP Record or report decoded, packed and unpacked; a larger one is a dead letter.",
  ),
  limitGzipRatio: setting(
    "USP_LIMIT_GZIP_RATIO",
    "intake.limits.gzipRatio",
    integer(1, 1100),
    100,
    reports,
    "Most bytes that a byte of a gzip report may unpack to, where it is more than 64 KiB in all.",
  ),
  limitValues: setting(
    "USP_LIMIT_VALUES",
    "intake.limits.values",
    integer(1, 10_000_000),
    100_000,
    reports,
    "Most values in one report.",
  ),
  limitRows: setting(
    "USP_LIMIT_ROWS",
    "intake.limits.rows",
    integer(1, 10_000_000),
    100_000,
    reports,
    "Most rows in one CSV report, headers too.",
  ),
  limitDepth: setting(
    "USP_LIMIT_DEPTH",
    "intake.limits.depth",
    integer(1, 1000),
    32,
    reports,
    "Deepest nesting of a report.",
  ),
  limitMessagesPerSecond: setting(
    "USP_LIMIT_MESSAGES_PER_SECOND",
    "intake.limits.messagesPerSecond",
    integer(1, 1_000_000),
    200,
    reports,
    "Messages a second that one endpoint may send for good; those beyond are dead letters.",
  ),
  limitMessageBurst: setting(
    "USP_LIMIT_MESSAGE_BURST",
    "intake.limits.messageBurst",
    integer(1, 10_000_000),
    10_000,
    reports,
    "Messages that one endpoint may send at once: what it kept while a link, or every bridge, was away.",
  ),
  limitBytesPerSecond: setting(
    "USP_LIMIT_BYTES_PER_SECOND",
    "intake.limits.bytesPerSecond",
    integer(1, 16 * 1024 * mebibyte),
    2 * mebibyte,
    reports,
    "Bytes a second, unpacked, that one endpoint may send for good; messages beyond are dead letters.",
  ),
  limitByteBurst: setting(
    "USP_LIMIT_BYTE_BURST",
    "intake.limits.byteBurst",
    integer(1, 1024 * 1024 * mebibyte),
    128 * mebibyte,
    reports,
    "Bytes, unpacked, that one endpoint may send at once: what it kept while a link, or every bridge, was away.",
  ),
  breakerPercent: setting(
    "USP_BREAKER_PERCENT",
    "intake.breaker.percent",
    integer(1, 100),
    50,
    reports,
    "Intake stops when of more than this share of all endpoints, within five minutes, more is dead-lettered than understood. 100: never.",
  ),
  breakerEndpoints: setting(
    "USP_BREAKER_ENDPOINTS",
    "intake.breaker.endpoints",
    integer(1, 100_000),
    20,
    reports,
    "It does not before so many endpoints were heard.",
  ),
  limitKafkaRecordBytes: setting(
    "USP_LIMIT_KAFKA_RECORD_BYTES",
    "intake.limits.kafkaRecordBytes",
    integer(1024, 64 * mebibyte),
    mebibyte,
    reports,
    "Largest record written to Kafka; at most the cluster's `message.max.bytes`.",
  ),
};
