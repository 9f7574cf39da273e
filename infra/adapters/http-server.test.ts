import { request as httpRequest } from "node:http";
import { copyFileSync, readFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, describe, expect, it, test } from "vitest";
import { request as httpsRequest } from "node:https";
import { type HttpAnswer, type HttpServer, type HttpServerOptions, openHttpServer } from "./http-server.ts";
import { makeCertificates, type Pair, textsOf, tlsConfigOf } from "./certificates.fixture.ts";
import { endpointIdsOf } from "./http-certificate.ts";
import { testCertificate, testTls } from "./http-tls.fixture.ts";

let server: HttpServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

type Received = Parameters<HttpServerOptions["routes"][number]["receive"]>[0];

interface World extends Partial<HttpServerOptions> {
  readonly admit?: (target: string) => HttpAnswer | null;
  readonly receive?: (request: Received, answer: (given: HttpAnswer) => void) => void;
}

/** A server that says what it received, on `/in` and below. */
async function open({ admit, receive, ...more }: World = {}): Promise<HttpServer> {
  const echo = ({ method, target, body }: Received, answer: (given: HttpAnswer) => void): void =>
    answer({ status: 200, body: `${method} ${target} ${body.toString()}` });
  server = await openHttpServer({
    host: "127.0.0.1",
    port: 0,
    tls: null,
    routes: [
      {
        serves: (path) => path.startsWith("/in"),
        senderOf: ({ target }) => target.split("?")[1] ?? null,
        admit: ({ target }) => admit?.(target) ?? null,
        receive: receive ?? echo,
      },
    ],
    maxConnections: 100,
    headerTimeoutMs: 400,
    requestTimeoutMs: 800,
    maxBodyBytes: 1000,
    maxReadingBytes: 10_000,
    onFull: (sentence) => ({ status: 503, headers: { "retry-after": "7" }, body: sentence }),
    onGreedy: () => ({ status: 429, body: "greedy" }),
    onDropped: () => undefined,
    ...more,
  });
  return server;
}

const urlOf = ({ port }: HttpServer): string => `http://127.0.0.1:${port}`;

/** A connection of which everything said is kept; `ended` resolves when the server closes it. */
async function dial({
  port,
}: HttpServer): Promise<{ socket: Socket; heard: () => string; ended: Promise<void> }> {
  const socket = connect(port, "127.0.0.1");
  let text = "";
  socket.on("data", (chunk) => (text += chunk.toString()));
  const ended = new Promise<void>((resolve) => {
    socket.once("close", () => resolve());
  });
  socket.on("error", () => undefined);
  await new Promise<void>((resolve) => socket.once("connect", () => resolve()));
  return { socket, heard: () => text, ended };
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await sleep(10);
}

describe("requests", () => {
  test("reach their route whole, and no other path has one", async () => {
    const url = urlOf(await open());
    const answer = await fetch(`${url}/in/x?a=1?b=%2F`, { method: "PUT", body: "body" });
    expect([answer.status, await answer.text()]).toEqual([200, "PUT /in/x?a=1?b=%2F body"]);
    expect((await fetch(`${url}/out`, { method: "POST", body: "body" })).status).toBe(404);
    expect(server?.answers).toEqual(
      new Map([
        [200, 1],
        [404, 1],
      ]),
    );
  });

  test("may name the whole URL, as a proxy is told it", async () => {
    const client = await dial(await open());
    client.socket.write(
      "PUT http://collector:8480/in/x?a=1 HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nbody",
    );
    await until(() => client.heard().includes("body"));
    expect(client.heard()).toContain("PUT http://collector:8480/in/x?a=1 body");
    client.socket.destroy();
  });

  test("come in chunks too", async () => {
    const { port } = await open();
    const answer = await new Promise<string>((resolve, reject) => {
      const request = httpRequest({ port, host: "127.0.0.1", path: "/in", method: "POST" }, (response) => {
        response.on("data", (chunk) => resolve(String(chunk)));
      });
      request.once("error", reject);
      request.write("one ");
      setTimeout(() => request.end("two"), 50);
    });
    expect(answer).toBe("POST /in one two");
  });

  test("are received in the order in which they were whole, many on one connection", async () => {
    const received: string[] = [];
    const { socket, heard } = await dial(
      await open({
        receive({ body }, answer) {
          received.push(body.toString());
          setTimeout(() => answer({ status: 200, body: body.toString() }), 20);
        },
      }),
    );
    for (const body of ["a", "b", "c"])
      socket.write(`POST /in HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n${body}`);
    await until(() => (heard().match(/HTTP\/1.1 200/g) ?? []).length === 3);
    expect(received).toEqual(["a", "b", "c"]);
    socket.destroy();
  });

  test("that ask first are told to go on, and those refused are not, and their connection ends", async () => {
    const opened = await open({ admit: (target) => (target === "/in/no" ? { status: 401 } : null) });
    const head = (path: string): string =>
      `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n`;
    const taken = await dial(opened);
    taken.socket.write(head("/in/yes"));
    await until(() => taken.heard().startsWith("HTTP/1.1 100 Continue"));
    taken.socket.write("body");
    await until(() => taken.heard().includes("POST /in/yes body"));
    taken.socket.destroy();
    const refused = await dial(opened);
    refused.socket.write(head("/in/no"));
    await refused.ended;
    expect(refused.heard()).toMatch(/^HTTP\/1.1 401 /);
    expect(refused.heard()).toContain("connection: close");
  });

  test("a refusal does not wait for the body, and the connection goes on after it", async () => {
    const { socket, heard } = await dial(
      await open({ admit: (target) => (target === "/in/no" ? { status: 401 } : null) }),
    );
    socket.write("POST /in/no HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nbo");
    await until(() => heard().includes("401"));
    socket.write("dyPOST /in HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nmore");
    await until(() => heard().includes("POST /in more"));
    expect(heard().match(/HTTP\/1.1 \d+/g)).toEqual(["HTTP/1.1 401", "HTTP/1.1 200"]);
    socket.destroy();
  });

  test("a header sent twice is one, several of an answer are several", async () => {
    const answer = await fetch(
      `${urlOf(
        await open({
          receive: (_request, reply) => reply({ status: 401, headers: { "www-authenticate": ["A", "B"] } }),
        }),
      )}/in`,
      { method: "POST" },
    );
    expect(answer.headers.get("www-authenticate")).toBe("A, B");
  });
});

describe("bounds", () => {
  test("large bodies that do not end keep no small one out: the largest is refused", async () => {
    const opened = await open({ maxReadingBytes: 1500, requestTimeoutMs: 5000 });
    const head = "PUT /in/x HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n";
    const [larger, large] = [await dial(opened), await dial(opened)];
    larger.socket.write(head + "a".repeat(900));
    large.socket.write(head + "a".repeat(590));
    await sleep(100);
    const answer = await fetch(`${urlOf(opened)}/in/x`, { method: "PUT", body: "b".repeat(100) });
    expect(answer.status).toBe(200);
    expect([larger.heard().slice(9, 12), large.heard()]).toEqual(["503", ""]);
    large.socket.write("a".repeat(410));
    await until(() => large.heard().includes("200 OK"));
    for (const { socket } of [larger, large]) socket.destroy();
  });

  test("of one sender that has more than a quarter of what is read, the refusal is its own affair", async () => {
    const opened = await open({ maxReadingBytes: 1500, requestTimeoutMs: 5000 });
    const head = (sender: string): string =>
      `PUT /in/x?${sender} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n`;
    const greedy = await Promise.all(["g", "g", "g"].map(() => dial(opened)));
    for (const [index, { socket }] of greedy.entries()) socket.write(head("g") + "a".repeat(480 + index));
    await sleep(100);
    const answer = await fetch(`${urlOf(opened)}/in/x?h`, { method: "PUT", body: "b".repeat(200) });
    expect(answer.status).toBe(200);
    expect(greedy.map(({ heard }) => heard().slice(9, 12))).toEqual(["", "", "429"]);
    for (const { socket } of greedy) socket.destroy();
  });

  test("a declared length above the limit is refused before the body, an undeclared one in the midst of it", async () => {
    const { socket, heard } = await dial(await open());
    socket.write("POST /in HTTP/1.1\r\nHost: x\r\nContent-Length: 1001\r\n\r\n");
    await until(() => heard().includes("413"));
    socket.destroy();
    const chunked = await dial(server ?? (await open()));
    chunked.socket.write("POST /in HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
    chunked.socket.write(`3e9\r\n${"x".repeat(1001)}\r\n`);
    await until(() => chunked.heard().includes("413"));
    chunked.socket.write("0\r\n\r\nPOST /in HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nok");
    await until(() => chunked.heard().includes("POST /in ok"));
    expect(chunked.heard().match(/HTTP\/1.1 \d+/g)).toEqual(["HTTP/1.1 413", "HTTP/1.1 200"]);
    chunked.socket.destroy();
  });

  test("a body at the limit is taken", async () => {
    const answer = await fetch(`${urlOf(await open())}/in`, { method: "POST", body: "x".repeat(1000) });
    expect(answer.status).toBe(200);
  });

  test.each([
    ["says nothing", ""],
    ["does not finish its head", "POST /in HTTP/1.1\r\nHo"],
    ["does not finish its body", "POST /in HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nbo"],
  ])("a client that %s is left within two seconds", async (_name, said) => {
    const { socket, ended } = await dial(await open());
    const began = performance.now();
    socket.write(said);
    await ended;
    expect(performance.now() - began).toBeLessThan(2500);
  });

  test("a client that sends a byte now and then is left in the same time", async () => {
    const { socket, ended, heard } = await dial(await open());
    socket.write("POST /in HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n");
    const drip = setInterval(() => socket.write("x"), 50);
    const began = performance.now();
    await ended;
    clearInterval(drip);
    expect(performance.now() - began).toBeLessThan(2500);
    expect(heard()).toMatch(/^HTTP\/1.1 408 /);
  });

  test("an answer that takes longer than a request may is waited for", async () => {
    const opened = await open({
      receive: (_request, answer) => setTimeout(() => answer({ status: 200 }), 2000),
    });
    expect((await fetch(`${urlOf(opened)}/in`, { method: "POST", body: "x" })).status).toBe(200);
  });

  test("bodies being read are bounded together; when they are gone there is room again", async () => {
    const opened = await open({ maxReadingBytes: 1500 });
    const head = "POST /in HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n";
    const first = await dial(opened);
    first.socket.write(head + "x".repeat(900));
    const second = await dial(opened);
    await sleep(50);
    second.socket.write(head + "x".repeat(900));
    await until(() => second.heard().includes("HTTP/1.1 503"));
    expect(second.heard()).toContain("retry-after: 7");
    first.socket.destroy();
    await sleep(50);
    const answer = await fetch(`${urlOf(opened)}/in`, { method: "POST", body: "x".repeat(1000) });
    expect(answer.status).toBe(200);
    second.socket.destroy();
  });

  test("a connection too many is closed at once, and said", async () => {
    let dropped = 0;
    const opened = await open({ maxConnections: 2, onDropped: () => (dropped += 1) });
    const kept = [await dial(opened), await dial(opened)];
    const { ended } = await dial(opened);
    await ended;
    await until(() => dropped === 1);
    expect(opened.connections).toBe(2);
    for (const { socket } of kept) socket.destroy();
    await until(() => opened.connections === 0);
    expect((await fetch(`${urlOf(opened)}/in`, { method: "POST" })).status).toBe(200);
  });

  test("a head too large is refused", async () => {
    const answer = await fetch(`${urlOf(await open())}/in`, {
      method: "POST",
      headers: { "x-large": "x".repeat(20_000) },
    });
    expect(answer.status).toBe(431);
  });

  test("a client that goes away in the midst of its body is forgotten, one that goes away before its answer too", async () => {
    let answerLate = (): void => undefined;
    const opened = await open({
      receive: (_request, answer) => {
        answerLate = () => answer({ status: 200 });
      },
    });
    const midst = await dial(opened);
    midst.socket.write("POST /in HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nbo");
    await sleep(30);
    midst.socket.destroy();
    const early = await dial(opened);
    early.socket.write("POST /in HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nok");
    await sleep(30);
    early.socket.destroy();
    await until(() => opened.connections === 0);
    answerLate();
    expect(opened.answers.size).toBe(0);
    const refused = await dial(opened);
    refused.socket.write("POST /out HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nbo");
    await until(() => refused.heard().includes("404"));
    refused.socket.resetAndDestroy();
    await until(() => opened.connections === 0);
    expect(await opened.ask("/out", "still there?")).toBe(404);
  });
});

describe("TLS", () => {
  test("is spoken where there is a certificate, and the server asks itself over it", async () => {
    const opened = await open({ tls: testTls });
    expect(await opened.ask("/in", "me")).toBe(200);
    const status = await new Promise((resolve, reject) => {
      const options = { port: opened.port, host: "127.0.0.1", path: "/in", method: "POST" };
      const request = httpsRequest({ ...options, ca: testCertificate }, (response) =>
        resolve(response.statusCode),
      );
      request.once("error", reject);
      request.end("x");
    });
    expect(status).toBe(200);
    await expect(fetch(`http://127.0.0.1:${opened.port}/in`, { method: "POST" })).rejects.toThrow(
      "fetch failed",
    );
  });

  test("a client that does not speak it is left", async () => {
    const { ended, heard } = await dial(await open({ tls: testTls }));
    await ended;
    expect(heard()).toBe("");
  });

  test("a certificate that is none is an error at start", async () => {
    await expect(open({ tls: { ...testTls, certificate: { text: "none" } } })).rejects.toThrow("PEM");
  });
});

describe("ends", () => {
  test("when it stops it takes nothing new and still answers what it has", async () => {
    let answerLate = (): void => undefined;
    const opened = await open({
      receive: (_request, answer) => {
        answerLate = () => answer({ status: 200, body: "late" });
      },
    });
    const busy = await dial(opened);
    busy.socket.write("POST /in HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nok");
    const half = await dial(opened);
    half.socket.write("POST /in HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nbo");
    await sleep(50);
    opened.stopAccepting();
    await expect(fetch(`${urlOf(opened)}/in`, { method: "POST" })).rejects.toThrow("fetch failed");
    half.socket.write("dy");
    await until(() => half.heard().includes("HTTP/1.1 503"));
    answerLate();
    await opened.close();
    await busy.ended;
    expect(busy.heard()).toContain("late");
    expect(busy.heard()).toContain("connection: close");
  });

  test("a port that is taken is an error at start", async () => {
    const { port } = await open();
    await expect(
      openHttpServer({
        host: "127.0.0.1",
        port,
        tls: null,
        routes: [],
        maxConnections: 1,
        headerTimeoutMs: 1000,
        requestTimeoutMs: 1000,
        maxBodyBytes: 1,
        maxReadingBytes: 1,
        onGreedy: () => ({ status: 429 }),
        onFull: () => ({ status: 503 }),
        onDropped: () => undefined,
      }),
    ).rejects.toMatchObject({ code: "EADDRINUSE" });
  });

  test("asks itself as a client would", async () => {
    const opened = await open();
    expect(await opened.ask("/in", "me")).toBe(200);
    expect(await opened.ask("/out", "me")).toBe(404);
    await opened.close();
    await expect(opened.ask("/in", "me")).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });
});

describe("clients' certificates", () => {
  const folder = makeCertificates();
  afterAll(() => folder.remove());
  const ours = folder.authority("ours");
  const gateways = folder.authority("gateways");
  const localhost = ours.issue("localhost");
  const urn = "URI:urn:bbf:usp:id:os::00D09E-1";

  /** Says on `/in` what it knows of the client; files are looked at often. */
  const openAsking = (pair: Pair) =>
    open({
      tls: {
        ...tlsConfigOf(gateways.ca),
        ...{ certificate: { file: pair.certificate }, key: { file: pair.key } },
      },
      renewEveryMs: 20,
      receive: ({ certificate }, answer) => answer({ status: 200, body: JSON.stringify(certificate) }),
    });

  const ask = (port: number, pair: Pair | null): Promise<string> =>
    new Promise((resolve, reject) => {
      const options = {
        host: "localhost",
        port,
        path: "/in",
        method: "POST",
        agent: false,
        ca: readFileSync(ours.ca),
      };
      const request = httpsRequest({ ...options, ...(pair === null ? {} : textsOf(pair)) }, (response) => {
        let text = "";
        response.on("data", (chunk: Buffer) => (text += chunk.toString()));
        response.once("end", () => resolve(text));
      });
      request.once("error", reject);
      request.end("x");
    });

  const cases: readonly [string, () => Pair | null, unknown][] = [
    ["one that is believed", () => gateways.issue("gateway-1"), { ok: true, names: ["gateway-1"] }],
    [
      "one that names its endpoint where TR-369 has it",
      () => gateways.issue("gateway-1", { altName: urn }),
      { ok: true, names: ["gateway-1", "os::00D09E-1"] },
    ],
    ["one with two common names", () => gateways.issue("/CN=a/CN=b"), { ok: true, names: [] }],
    [
      "one that has expired",
      () => gateways.issue("gateway-1", { days: -1 }),
      { ok: false, why: "CERT_HAS_EXPIRED" },
    ],
    [
      "one of another authority",
      () => ours.issue("gateway-1"),
      { ok: false, why: "SELF_SIGNED_CERT_IN_CHAIN" },
    ],
    ["none", () => null, null],
  ];
  it.each(cases)("%s is told to the route", async (_what, pair, want) => {
    const { port } = await openAsking(localhost);
    expect(JSON.parse(await ask(port, pair()))).toEqual(want);
  });

  test("a server's certificate that was renewed is shown to the next client, without a restart", async () => {
    const pair = { certificate: `${localhost.certificate}.now`, key: `${localhost.key}.now` };
    const put = (from: Pair): void => {
      copyFileSync(from.key, pair.key);
      copyFileSync(from.certificate, pair.certificate);
    };
    put(localhost);
    const { port } = await openAsking(pair);
    const shown = (): Promise<string> =>
      new Promise((resolve, reject) => {
        const socket = connectTls(
          { port, host: "localhost", ca: readFileSync(ours.ca), servername: "localhost" },
          () => {
            resolve(socket.getPeerCertificate().serialNumber);
            socket.destroy();
          },
        );
        socket.once("error", reject);
      });
    const before = await shown();
    put(ours.issue("localhost"));
    await expect.poll(shown, { timeout: 4000 }).not.toBe(before);
  });

  test("endpoint ids are read out of the list of other names, and nothing else is", () => {
    const list =
      'DNS:localhost, URI:urn:bbf:usp:id:os::00D09E-a%252Db, URI:https://x, URI:urn:bbf:usp:id:%, URI:"urn:bbf:usp:id:quoted"';
    expect(endpointIdsOf(list)).toEqual(["os::00D09E-a%2Db"]);
  });
});
