import { once } from "node:events";
import type { IncomingHttpHeaders } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { type AddressInfo, createServer, type Server } from "node:net";
import { createClient } from "@clickhouse/client";
import { afterEach, expect, it } from "vitest";
import { createClickhouse, insertAvro } from "./clickhouse.ts";
import { testCertificate, testTls } from "./http-tls.fixture.ts";

let server: Server;
afterEach(() => {
  server.close();
});

/** What comes of an insert where `answer` is all that a connection gets; nothing: it is held and never answered. */
async function insertWhere(answer: string | null): Promise<unknown> {
  server = createServer((socket) => {
    socket.on("error", () => undefined);
    if (answer === null) return;
    socket.once("data", () => socket.end(answer));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a listening TCP server has an address with a port
  const { port } = server.address() as AddressInfo;
  const client = createClient({ url: `http://127.0.0.1:${port}`, request_timeout: 300, log: { level: 127 } });
  const outcome = await insertAvro(client, "t", Buffer.from("Obj"));
  await client.close();
  return outcome;
}

it.each([
  { name: "never answers", answer: null, detail: /no answer within the time/ },
  { name: "hangs up", answer: "", detail: /socket hang up|ECONNRESET/ },
  {
    name: "is a proxy's error page",
    answer: "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 11\r\nConnection: close\r\n\r\n<html>Hello",
    detail: /Hello/,
  },
])("a server that $name is away: the same rows are to be tried again", async ({ answer, detail }) => {
  expect(await insertWhere(answer)).toEqual({
    ok: false,
    failure: "away",
    detail: expect.stringMatching(detail) as string,
  });
});

/** The headers of a query by a client that shows a certificate. */
async function headersWith(password: string): Promise<IncomingHttpHeaders> {
  const { key, certificate } = testTls;
  let seen: IncomingHttpHeaders = {};
  server = createHttpsServer({ key: key.text, cert: certificate.text }, (request, response) => {
    seen = request.headers;
    request.resume();
    response.end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a listening TCP server has an address with a port
  const { port } = server.address() as AddressInfo;
  const tls = { ...testTls, ca: { text: testCertificate } };
  const url = `https://localhost:${port}`;
  const client = createClickhouse({ url, username: "usp_sink", password, database: "usp", tls });
  await client.command({ query: "SELECT 1" });
  await client.close();
  return seen;
}

it("a certificate without a password speaks for its user, with the headers that ClickHouse asks for", async () => {
  const headers = await headersWith("");
  expect(headers).toMatchObject({
    "x-clickhouse-user": "usp_sink",
    "x-clickhouse-ssl-certificate-auth": "on",
  });
  expect(headers).not.toHaveProperty("authorization");
  const withPassword = await headersWith("secret");
  expect(withPassword.authorization).toMatch(/^Basic /);
  expect(withPassword).not.toHaveProperty("x-clickhouse-ssl-certificate-auth");
});
