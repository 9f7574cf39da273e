import { randomBytes, randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import { PassThrough, Readable, type Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { ClickhouseError, errorText, statusOf } from "./clickhouse-error.ts";
import type { Engine, EngineSession } from "./engine.ts";
import { type PlannedQuery, planQuery, runQuery, summaryOf } from "./query.ts";
import type { FrontRequest } from "./request.ts";
import type { Sessions } from "./sessions.ts";

export interface FrontServices {
  readonly engine: Engine;
  readonly sessions: Sessions;
  readonly user: string;
  readonly password: string;
}

/** Runs one query and answers it; throws only before anything was written. */
export async function answerQuery(
  services: FrontServices,
  request: FrontRequest,
  response: ServerResponse,
): Promise<void> {
  if (request.user !== services.user || request.password !== services.password) {
    const text = `${request.user}: Authentication failed: password is incorrect, or there is no user with such name.`;
    throw new ClickhouseError(516, "AUTHENTICATION_FAILED", text);
  }
  response.setHeader("X-ClickHouse-Query-Id", request.queryId ?? randomUUID());
  const query = await planQuery(services.engine, request);
  try {
    await services.sessions.withSession(request, async (session) => {
      session.apply(request.context);
      if (query.streams) await answerInPieces(session, query, request, response);
      else await answerAtOnce(session, query, request, response);
    });
  } finally {
    await query.release();
  }
}

async function answerAtOnce(
  session: EngineSession,
  query: PlannedQuery,
  request: FrontRequest,
  response: ServerResponse,
): Promise<void> {
  const outcome = await runQuery(session, query);
  response.setHeader("X-ClickHouse-Summary", summaryOf(query, outcome));
  writeHead(query, request, response);
  await pipeline(Readable.from([Buffer.from(outcome.bytes)]), compression(request), response);
}

/**
 * The first chunk is awaited before the status is sent: most errors come by then. A later one is told inside the body,
 * between markers that the header `X-ClickHouse-Exception-Tag` announces.
 */
async function answerInPieces(
  session: EngineSession,
  query: PlannedQuery,
  request: FrontRequest,
  response: ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  const chunks = session.stream(query.sql, query.format, gone.signal)[Symbol.asyncIterator]();
  const first = await chunks.next();
  const tag = randomBytes(8).toString("hex");
  response.setHeader("X-ClickHouse-Exception-Tag", tag);
  response.setHeader(
    "X-ClickHouse-Summary",
    summaryOf(query, { bytes: new Uint8Array(), rows: 0, resultBytes: 0, elapsedMs: 0 }),
  );
  writeHead(query, request, response);
  await pipeline(
    Readable.from(pieces(first, chunks, tag), { objectMode: false }),
    compression(request),
    response,
  );
}

async function* pieces(
  first: IteratorResult<Uint8Array>,
  rest: AsyncIterator<Uint8Array>,
  tag: string,
): AsyncIterable<Uint8Array> {
  try {
    for (let piece = first; piece.done !== true; piece = await rest.next())
      if (piece.value.length > 0) yield piece.value;
  } catch (error) {
    const text = `${errorText(error).text}\n`;
    yield Buffer.from(
      `\r\n__exception__\r\n${tag}\r\n${text}${Buffer.byteLength(text)} ${tag}\r\n__exception__\r\n`,
    );
  } finally {
    await rest.return?.();
  }
}

function compression(request: FrontRequest): Transform {
  return request.gzipAnswer ? createGzip({ level: 1 }) : new PassThrough();
}

function writeHead(query: PlannedQuery, request: FrontRequest, response: ServerResponse): void {
  if (request.gzipAnswer) response.setHeader("Content-Encoding", "gzip");
  if (query.answerFormat !== null) response.setHeader("X-ClickHouse-Format", query.answerFormat);
  response.writeHead(200, { "Content-Type": contentType(query.answerFormat) });
}

function contentType(format: string | null): string {
  if (format === null) return "text/plain; charset=UTF-8";
  if (/^JSON(Compact|Strings)?$|^JSONColumns/.test(format)) return "application/json; charset=UTF-8";
  if (format.includes("EachRow")) return "application/x-ndjson; charset=UTF-8";
  if (format.startsWith("CSV")) return "text/csv; charset=UTF-8; header=absent";
  if (/^(TabSeparated|TSV)/.test(format)) return "text/tab-separated-values; charset=UTF-8";
  return /Binary|Native|Avro|Parquet|Arrow|ORC|MsgPack/.test(format)
    ? "application/octet-stream"
    : "text/plain; charset=UTF-8";
}

/** Answers an error; where the answer has begun, ends the connection, which no client takes for success. */
export function answerError(error: unknown, version: string, response: ServerResponse): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const { code, text } = errorText(error);
  for (const name of response.getHeaderNames())
    if (name !== "x-clickhouse-query-id") response.removeHeader(name);
  response.writeHead(statusOf(code), {
    "Content-Type": "text/plain; charset=UTF-8",
    "X-ClickHouse-Exception-Code": String(code),
  });
  response.end(`${text} (version ${version} (embedded))\n`);
}
