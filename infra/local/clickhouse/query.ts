import { rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { ClickhouseError } from "./clickhouse-error.ts";
import type { Engine, EngineSession, QueryOutcome } from "./engine.ts";
import { concatenated, type FrontRequest, readBody } from "./request.ts";
import { type InsertShape, type QueryShape, quoted, shapeOf } from "./sql-text.ts";

/** A query ready to run. */
export interface PlannedQuery {
  readonly verb: string;
  readonly sql: string;
  readonly format: string;
  /** True when its result may be sent in pieces: each of the engine's chunks stands for itself in these formats. */
  readonly streams: boolean;
  /** Name of the table's or the inserted data's format, for the answer's headers; null for an INSERT. */
  readonly answerFormat: string | null;
  readonly release: () => Promise<void>;
}

const ROW_FORMATS = new Set([
  "JSONEachRow",
  "JSONStringsEachRow",
  "JSONCompactEachRow",
  "JSONCompactStringsEachRow",
  "TabSeparated",
  "TSV",
  "TabSeparatedRaw",
  "TSVRaw",
  "CSV",
  "RowBinary",
]);

const nothingToRelease = (): Promise<void> => Promise.resolve();

/** Reads the request's query and, for an INSERT with data, puts the data where the engine can read them. */
export async function planQuery(engine: Engine, request: FrontRequest): Promise<PlannedQuery> {
  if (request.urlQuery !== null) {
    const text = Buffer.from(request.urlQuery);
    const shape = shapeOf(text.toString("latin1"));
    if (shape.insert !== null) return planInsert(engine, text, shape.insert, request.body);
    const rest = await readBody(request.body);
    if (rest.length === 0) return planPlain(text, shape, request);
    const whole = Buffer.concat([text, Buffer.from("\n"), rest]);
    return planPlain(whole, shapeOf(whole.toString("latin1")), request);
  }
  const text = await readBody(request.body);
  const shape = shapeOf(text.toString("latin1"));
  return shape.insert === null
    ? planPlain(text, shape, request)
    : planInsert(engine, text, shape.insert, Readable.from([]));
}

function planPlain(text: Buffer, shape: QueryShape, request: FrontRequest): PlannedQuery {
  if (shape.verb === "") throw new ClickhouseError(62, "SYNTAX_ERROR", "Syntax error: Empty query");
  if (shape.severalStatements)
    throw new ClickhouseError(62, "SYNTAX_ERROR", "Syntax error (Multi-statements are not allowed)");
  const format = shape.format ?? request.defaultFormat;
  const isSelect = shape.verb === "SELECT" || shape.verb === "WITH";
  const waits = request.context.settings.get("wait_end_of_query") === "1";
  return {
    verb: shape.verb,
    sql: text.toString("utf8"),
    format,
    streams: isSelect && ROW_FORMATS.has(format) && !waits,
    answerFormat: shape.verb === "INSERT" ? null : format,
    release: nothingToRelease,
  };
}

/** The engine takes binary data only from a file. */
async function planInsert(
  engine: Engine,
  text: Buffer,
  shape: InsertShape,
  body: Readable,
): Promise<PlannedQuery> {
  const file = await engine.spool(concatenated(text.subarray(shape.dataStart), body));
  const before = text.subarray(0, shape.infileAt).toString("utf8");
  const after = text.subarray(shape.infileAt, shape.statementEnd).toString("utf8");
  return {
    verb: "INSERT",
    sql: `${before} FROM INFILE ${quoted(file)} COMPRESSION 'none' ${after}`,
    format: "Null",
    streams: false,
    answerFormat: null,
    release: () => rm(file, { force: true }),
  };
}

/** `X-ClickHouse-Summary`: numbers as strings. The engine counts one side of a query only. */
export function summaryOf(query: PlannedQuery, outcome: QueryOutcome): string {
  const written = query.verb === "INSERT";
  return JSON.stringify({
    read_rows: String(outcome.rows),
    read_bytes: String(outcome.resultBytes),
    written_rows: String(written ? outcome.rows : 0),
    written_bytes: String(written ? outcome.resultBytes : 0),
    total_rows_to_read: "0",
    result_rows: String(outcome.rows),
    result_bytes: String(outcome.resultBytes),
    elapsed_ns: String(Math.round(outcome.elapsedMs * 1e6)),
  });
}

/** Runs to the end and keeps the result. */
export function runQuery(session: EngineSession, query: PlannedQuery): Promise<QueryOutcome> {
  return session.run(query.sql, query.format);
}
