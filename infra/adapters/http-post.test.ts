import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { httpPost } from "./http-post.ts";

let server: Server | null = null;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = null;
});

async function receiver(answer: (response: ServerResponse) => void): Promise<string> {
  const opened = createServer((request, response) => {
    request.resume();
    request.once("end", () => answer(response));
  });
  server = opened;
  await new Promise<void>((resolve) => opened.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(opened.address() as AddressInfo).port}`;
}

const post = (url: string) => httpPost({ url, headers: {}, body: "{}" }, 5000);

test("an answer is its status, when to come back, and what it says", async () => {
  const url = await receiver((response) => response.writeHead(503, { "retry-after": "7" }).end("later"));
  expect(await post(url)).toEqual({ status: 503, retryAfter: "7", text: "later" });
});

test("of an answer that never ends 64 KiB are read", async () => {
  const url = await receiver((response) => {
    response.writeHead(400);
    const pour = (): void => {
      while (!response.destroyed && response.write("x".repeat(10_000)));
    };
    response.on("drain", pour);
    pour();
  });
  expect(await post(url)).toEqual({ status: 400, retryAfter: null, text: "x".repeat(65_536) });
});

test.each([200, 202])(
  "a %d is one as soon as it is said, though its body never ends",
  async (status) => {
    const url = await receiver((response) => response.writeHead(status).write("ok"));
    expect(await httpPost({ url, headers: {}, body: "{}" }, 60_000)).toEqual({
      status,
      retryAfter: null,
      text: "",
    });
  },
  10_000,
);

test.each<[string, (response: ServerResponse) => void, RegExp]>([
  ["never ends", (response) => response.write("no"), /^no$/],
  ["never begins", (response) => response.flushHeaders(), /^$/],
  ["comes a byte at a time", (response) => setInterval(() => response.write("x"), 300).unref(), /^x+$/],
  ["breaks off", (response) => response.write("no", () => response.destroy()), /^(no)?$/],
  ["is gzip that is none", (response) => response.setHeader("content-encoding", "gzip").end("no"), /^$/],
])(
  "a refusal is one, with when to come back, though its body %s",
  async (_how, answer, text) => {
    const url = await receiver((response) => {
      response.statusCode = 429;
      answer(response.setHeader("retry-after", "7"));
    });
    expect(await httpPost({ url, headers: {}, body: "{}" }, 60_000)).toEqual({
      status: 429,
      retryAfter: "7",
      text: expect.stringMatching(text),
    });
  },
  10_000,
);

test("connections are used again where what was taken is answered with a sentence", async () => {
  const url = await receiver((response) => response.writeHead(200).end("thanks"));
  let connections = 0;
  server?.on("connection", () => (connections += 1));
  for (let request = 0; request < 50; request++) expect(await post(url)).toMatchObject({ status: 200 });
  expect(connections).toBeLessThan(10);
});

test("a redirect is an answer, and nobody who listens is an error with its reason", async () => {
  const url = await receiver((response) => response.writeHead(302, { location: "/other" }).end());
  expect(await post(url)).toMatchObject({ status: 302 });
  expect(await post("http://127.0.0.1:9")).toEqual({ error: expect.stringMatching(/fetch failed: .+/) });
});
