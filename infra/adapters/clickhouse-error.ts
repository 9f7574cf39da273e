/** ClickHouse's errors, classified once, by code. */
import { ClickHouseError } from "@clickhouse/client";

/**
 * refused: these rows are at fault; the same bytes will fail again.
 * away: the server, the way to it or its setup is at fault; later is right, however often.
 * unclear: the code says neither (a C++ exception of a library, a code we have not met).
 */
export type ClickhouseFailure = "refused" | "away" | "unclear";

/** Codes of src/Common/ErrorCodes.cpp that speak of the data inserted. */
const refused: ReadonlySet<number> = new Set([
  6, // CANNOT_PARSE_TEXT
  25, // CANNOT_PARSE_ESCAPE_SEQUENCE
  26, // CANNOT_PARSE_QUOTED_STRING
  27, // CANNOT_PARSE_INPUT_ASSERTION_FAILED
  32, // ATTEMPT_TO_READ_AFTER_EOF
  33, // CANNOT_READ_ALL_DATA
  38, // CANNOT_PARSE_DATE
  41, // CANNOT_PARSE_DATETIME
  53, // TYPE_MISMATCH
  69, // ARGUMENT_OUT_OF_BOUND
  70, // CANNOT_CONVERT_TYPE
  72, // CANNOT_PARSE_NUMBER
  117, // INCORRECT_DATA
  128, // TOO_LARGE_ARRAY_SIZE
  131, // TOO_LARGE_STRING_SIZE
  190, // SIZES_OF_ARRAYS_DONT_MATCH
  321, // VALUE_IS_OUT_OF_RANGE_OF_DATA_TYPE
  349, // CANNOT_INSERT_NULL_IN_ORDINARY_COLUMN
  407, // DECIMAL_OVERFLOW
  469, // VIOLATED_CONSTRAINT
]);

/** Codes that speak of the server, its resources, its setup or our rights on it. */
const away: ReadonlySet<number> = new Set([
  3, // UNEXPECTED_END_OF_FILE: the request was cut
  8, // THERE_IS_NO_COLUMN
  16, // NO_SUCH_COLUMN_IN_TABLE
  60, // UNKNOWN_TABLE
  74, // CANNOT_READ_FROM_FILE_DESCRIPTOR
  75, // CANNOT_WRITE_TO_FILE_DESCRIPTOR
  76, // CANNOT_OPEN_FILE
  81, // UNKNOWN_DATABASE
  107, // FILE_DOESNT_EXIST: a part went missing
  115, // UNKNOWN_SETTING
  159, // TIMEOUT_EXCEEDED
  160, // TOO_SLOW
  164, // READONLY
  173, // CANNOT_ALLOCATE_MEMORY
  192, // UNKNOWN_USER
  193, // WRONG_PASSWORD
  194, // REQUIRED_PASSWORD
  201, // QUOTA_EXCEEDED
  202, // TOO_MANY_SIMULTANEOUS_QUERIES
  203, // NO_FREE_CONNECTION
  209, // SOCKET_TIMEOUT
  210, // NETWORK_ERROR
  218, // TABLE_IS_DROPPED
  225, // NO_ZOOKEEPER
  236, // ABORTED
  241, // MEMORY_LIMIT_EXCEEDED
  242, // TABLE_IS_READ_ONLY
  243, // NOT_ENOUGH_SPACE
  252, // TOO_MANY_PARTS: merges lag (the limit of partitions in one insert is switched off)
  279, // ALL_CONNECTION_TRIES_FAILED
  285, // TOO_FEW_LIVE_REPLICAS
  286, // UNSATISFIED_QUORUM_FOR_PREVIOUS_WRITE
  319, // UNKNOWN_STATUS_OF_INSERT
  394, // QUERY_WAS_CANCELLED
  425, // SYSTEM_ERROR
  439, // CANNOT_SCHEDULE_TASK
  452, // SETTING_CONSTRAINT_VIOLATION: our settings are not for this user
  473, // DEADLOCK_AVOIDED
  497, // ACCESS_DENIED
  499, // S3_ERROR
  516, // AUTHENTICATION_FAILED
  735, // QUERY_WAS_CANCELLED_BY_CLIENT
  745, // SERVER_OVERLOADED
  999, // KEEPER_EXCEPTION
  1000, // POCO_EXCEPTION
]);

/** What a failed call means. Total: whatever is not an answer of ClickHouse is the way to it. */
export function classifyClickhouseError(error: unknown): ClickhouseFailure {
  if (!(error instanceof ClickHouseError)) return "away";
  const code = Number(error.code);
  if (refused.has(code)) return "refused";
  return away.has(code) ? "away" : "unclear";
}

/** Whether this user may not (ACCESS_DENIED): waiting does not cure it. */
export const isDenied = (error: unknown): boolean =>
  error instanceof ClickHouseError && Number(error.code) === 497;

/** The failed call in words, for a log or a status: the server's name and number of the error, or what became of the way to it. */
export function describeClickhouseError(error: unknown): string {
  if (error instanceof ClickHouseError) return `${error.type ?? "error"} (${error.code}): ${error.message}`;
  const message = error instanceof Error ? error.message : String(error);
  return message === "Timeout error." ? "no answer within the time a request may take" : message;
}
