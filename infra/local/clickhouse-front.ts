/**
 * ClickHouse's HTTP interface over the embedded engine (chDB): `node clickhouse-front.ts --port N --folder DIR`.
 * Listens on 127.0.0.1 only. `--config FILE` is ClickHouse's own, with its users' rights: who asks is always the user `default`.
 * Not here: several users, roles, `system.query_log`, progress rows, ClickHouse's own block compression.
 */
import { writeSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { parseArgs } from "node:util";
import { answerError, answerQuery, type FrontServices } from "./clickhouse/answer.ts";
import { openEngine } from "./clickhouse/engine.ts";
import { parseRequest } from "./clickhouse/request.ts";
import { createSessions } from "./clickhouse/sessions.ts";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "0" },
    folder: { type: "string" },
    user: { type: "string", default: "default" },
    password: { type: "string", default: "" },
    config: { type: "string" },
  },
});
if (values.folder === undefined) throw new Error("--folder DIR is missing");

const engine = await openEngine(values.folder, values.config ?? null);
const services: FrontServices = {
  engine,
  sessions: createSessions(engine),
  user: values.user,
  password: values.password,
};

async function answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
  response.setHeader("X-ClickHouse-Server-Display-Name", "local");
  response.setHeader("X-ClickHouse-Timezone", "UTC");
  const path = (message.url ?? "/").split("?")[0];
  if (path === "/ping" || (message.method === "GET" && message.url === "/")) {
    response.writeHead(200, { "Content-Type": "text/plain; charset=UTF-8" }).end("Ok.\n");
    return;
  }
  try {
    await answerQuery(services, parseRequest(message), response);
  } catch (error) {
    answerError(error, engine.version, response);
    message.resume();
  }
}

const server = createServer((message, response) => void answer(message, response));
server.requestTimeout = 0;
server.keepAliveTimeout = 30_000;
server.once("error", (error) => {
  // The engine ends the process before an uncaught error is printed.
  writeSync(process.stderr.fd, `${error.message}\n`);
  process.exit(1);
});
server.listen(Number(values.port), "127.0.0.1", () => console.log("listening", server.address()));

/** Queries that run are finished, within what the one who stops us grants. */
function stop(): void {
  server.close(() => {
    services.sessions.close();
    engine.close();
    process.exit(0);
  });
  server.closeIdleConnections();
}
process.once("SIGTERM", stop);
process.once("SIGINT", stop);
