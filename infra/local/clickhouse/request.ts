import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { createGunzip } from "node:zlib";
import { ClickhouseError } from "./clickhouse-error.ts";
import type { QueryContext } from "./engine.ts";

/** One query as it came over HTTP. */
export interface FrontRequest {
  /** The `query` of the URL, or null when the body begins with the query. */
  readonly urlQuery: string | null;
  readonly context: QueryContext;
  /** The format where the query names none. */
  readonly defaultFormat: string;
  readonly queryId: string | null;
  readonly session: {
    readonly id: string;
    readonly timeoutSeconds: number;
    readonly mustExist: boolean;
  } | null;
  readonly user: string;
  readonly password: string;
  readonly gzipAnswer: boolean;
  /** The body, decompressed. */
  readonly body: Readable;
}

/** Names in the URL that are not settings. `compress`, `decompress` mean ClickHouse's own block format: refused below. */
const NOT_SETTINGS = new Set([
  "query",
  "database",
  "default_format",
  "query_id",
  "session_id",
  "session_timeout",
  "session_check",
  "user",
  "password",
  "role",
  "wait_end_of_query",
  "buffer_size",
  "stacktrace",
  "quota_key",
  "client_protocol_version",
  "enable_http_compression",
  "http_zlib_compression_level",
]);

/** Reads URL and headers; throws a ClickhouseError where the front can't do what they ask. */
export function parseRequest(message: IncomingMessage): FrontRequest {
  const url = new URL(message.url ?? "/", "http://127.0.0.1");
  const query = url.searchParams;
  const text = (name: string): string | null => query.get(name);
  const header = (name: string): string | null => [message.headers[name]].flat()[0] ?? null;
  refuse(query);
  const [user, password] = credentials(query, header);
  const sessionId = text("session_id") ?? "";
  return {
    urlQuery: query.has("query") ? query.getAll("query").join("") : null,
    context: {
      database: nonEmpty(text("database")) ?? nonEmpty(header("x-clickhouse-database")),
      settings: settingsOf(query, message.method === "GET"),
      parameters: new Map(
        [...query].flatMap(([name, value]) => (name.startsWith("param_") ? [[name.slice(6), value]] : [])),
      ),
    },
    defaultFormat:
      nonEmpty(text("default_format")) ?? nonEmpty(header("x-clickhouse-format")) ?? "TabSeparated",
    queryId: nonEmpty(text("query_id")),
    session:
      sessionId === ""
        ? null
        : {
            id: sessionId,
            timeoutSeconds: Number(text("session_timeout") ?? 60),
            mustExist: text("session_check") === "1",
          },
    user,
    password,
    gzipAnswer: text("enable_http_compression") === "1" && /\bgzip\b/.test(header("accept-encoding") ?? ""),
    body: decompressed(message, header("content-encoding")),
  };
}

function nonEmpty(text: string | null): string | null {
  return text === "" ? null : text;
}

function settingsOf(query: URLSearchParams, readOnly: boolean): Map<string, string> {
  const settings = new Map(
    [...query].filter(([name]) => !NOT_SETTINGS.has(name) && !name.startsWith("param_")),
  );
  // Like the server: what comes by GET must not change anything, and this comes last because it forbids more settings.
  if (readOnly && !settings.has("readonly")) settings.set("readonly", "2");
  return settings;
}

function refuse(query: URLSearchParams): void {
  if (query.get("role") !== null)
    throw new ClickhouseError(511, "UNKNOWN_ROLE", "The embedded engine has no roles");
  for (const name of ["compress", "decompress"]) {
    if (query.get(name) === "1")
      throw new ClickhouseError(
        48,
        "NOT_IMPLEMENTED",
        `${name}=1 is not supported here, HTTP compression is`,
      );
    query.delete(name);
  }
}

/** Basic authorization, ClickHouse's headers or the URL, in this order. */
function credentials(
  query: URLSearchParams,
  header: (name: string) => string | null,
): readonly [user: string, password: string] {
  const basic = /^Basic (.+)$/i.exec(header("authorization") ?? "")?.[1];
  if (basic !== undefined) {
    const decoded = Buffer.from(basic, "base64").toString();
    const colon = decoded.indexOf(":");
    return colon < 0 ? [decoded, ""] : [decoded.slice(0, colon), decoded.slice(colon + 1)];
  }
  const user = header("x-clickhouse-user");
  if (user !== null) return [user, header("x-clickhouse-key") ?? ""];
  return [query.get("user") ?? "default", query.get("password") ?? ""];
}

function decompressed(message: IncomingMessage, encoding: string | null): Readable {
  if (encoding === null || encoding === "identity") return message;
  if (encoding !== "gzip")
    throw new ClickhouseError(
      48,
      "NOT_IMPLEMENTED",
      `Content-Encoding ${encoding} is not supported here, gzip is`,
    );
  const gunzip = createGunzip();
  message.on("error", (error) => gunzip.destroy(error));
  return message.pipe(gunzip);
}

/** Where the query ends and the data begin is known only once it is read: all of a body without a query in the URL. */
export async function readBody(body: Readable): Promise<Buffer> {
  return buffer(body);
}

/** A body that continues after the data that stood in the URL's query. */
export function concatenated(head: Buffer, body: Readable): Readable {
  return Readable.from(
    (async function* () {
      if (head.length > 0) yield head;
      yield* body as AsyncIterable<Buffer>;
    })(),
    { objectMode: false },
  );
}
