/**
 * In the place of a ClickHouse server: the embedded one, behind the doors that `infra/deploy/clickhouse` gives a real one.
 * At 8443 who shows a certificate is the user that grants.sql knows by it; at 8123 anybody may ask whether it is there.
 * What users may do is not checked: the embedded one has no grants.
 */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import {
  createServer as createHttpServer,
  type IncomingMessage,
  request,
  type ServerResponse,
} from "node:http";
import { createServer } from "node:https";
import { fileURLToPath } from "node:url";
import { TLSSocket } from "node:tls";

const frontPort = 8999;
const front = fileURLToPath(new URL("../../../local/clickhouse-front.ts", import.meta.url));
const grants = readFileSync("/docker-entrypoint-initdb.d/10-grants.sql", "utf8");
/** Users by the common name of their certificate. */
const users = new Map(
  [...grants.matchAll(/CREATE USER IF NOT EXISTS (\w+) IDENTIFIED WITH ssl_certificate CN '([^']+)'/g)].map(
    ([, user, name]) => [name, user],
  ),
);

const child = spawn(
  process.execPath,
  [front, "--port", String(frontPort), "--folder", "/var/lib/clickhouse"],
  { stdio: "inherit", env: { ...process.env, UV_THREADPOOL_SIZE: "16" } },
);
child.once("exit", (code) => process.exit(code ?? 1));
for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => child.kill(signal));

function passOn(
  incoming: IncomingMessage,
  response: ServerResponse,
  headers: IncomingMessage["headers"],
): void {
  const { url: path, method } = incoming;
  const asked = request({ host: "127.0.0.1", port: frontPort, path, method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  asked.once("error", () => response.destroy());
  incoming.pipe(asked);
}

/** As ClickHouse does it: the header must be there, its user the certificate's, and no other credentials beside it. */
function enter(incoming: IncomingMessage, response: ServerResponse): void {
  const {
    "x-clickhouse-user": user,
    "x-clickhouse-ssl-certificate-auth": byCertificate,
    authorization,
    ...headers
  } = incoming.headers;
  const name =
    incoming.socket instanceof TLSSocket ? incoming.socket.getPeerCertificate().subject.CN : undefined;
  const isThem = typeof name === "string" && user !== undefined && users.get(name) === user;
  if (byCertificate === "on" && authorization === undefined && isThem)
    return passOn(incoming, response, headers);
  incoming.resume();
  response.writeHead(403, { "X-ClickHouse-Exception-Code": "516" });
  response.end(
    "Code: 516. DB::Exception: Authentication failed: certificate and user do not go together. (AUTHENTICATION_FAILED)\n",
  );
}

const pem = (name: string): string => readFileSync(`/run/secrets/${name}.pem`, "utf8");
const tls = { cert: pem("certificate"), key: pem("key"), ca: pem("ca") };
createServer({ ...tls, requestCert: true, rejectUnauthorized: true, minVersion: "TLSv1.2" }, enter).listen(
  8443,
);
createHttpServer((incoming, response) => {
  if (incoming.url === "/ping") return passOn(incoming, response, {});
  incoming.resume();
  response.writeHead(403).end("Only /ping is answered here.\n");
}).listen(8123);
