import { once } from "node:events";
import { type AddressInfo, createServer, type Server } from "node:net";
import { createClient } from "@clickhouse/client";
import { afterEach, expect, it } from "vitest";
import { insertAvro } from "./clickhouse.ts";

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
