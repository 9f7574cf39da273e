/**
 * An HTTP server for gateways, with bounds on everything a client decides: header size and time, body size and time,
 * connections, and bytes of bodies read at once. What a request means is its route's affair.
 */
import {
  createServer,
  type IncomingMessage,
  request as httpRequest,
  type Server,
  type ServerResponse,
} from "node:http";
import { createServer as createTlsServer, request as httpsRequest } from "node:https";
import type { AddressInfo } from "node:net";
import type { TlsConfig } from "#schemas/tls.ts";
import { certificateOf, type ClientCertificate } from "./http-certificate.ts";
import { openTlsSource, type TlsSource } from "./tls-source.ts";

export interface HttpHead {
  readonly method: string;
  /** As sent, query included. */
  readonly target: string;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  /** Null for a client that showed none, or was not asked. */
  readonly certificate: ClientCertificate | null;
  /** The address that the connection comes from; null where it is gone already. */
  readonly peer: string | null;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string;
}

export interface HttpRoute {
  serves(path: string): boolean;
  /** Less than the server's. */
  readonly maxBodyBytes?: number;
  /** Who sends, for its share of what is read; null or absent for nobody known. */
  senderOf?(head: HttpHead): string | null;
  /** Before the body is read; null to read it. */
  admit(head: HttpHead): HttpAnswer | null;
  /** The whole request, in the order of receipt. */
  receive(request: HttpHead & { readonly body: Buffer }, answer: (given: HttpAnswer) => void): void;
}

export interface HttpServerOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /**
   * TLS 1.2 and newer. With a `ca` clients are asked for certificates; what becomes of one that shows none, or none that is
   * believed, is the routes' affair.
   */
  readonly tls: TlsConfig | null;
  /** How often the certificates' files are looked at; 5,000 by default. */
  readonly renewEveryMs?: number;
  /** The first that serves a path has it; none: 404. */
  readonly routes: readonly HttpRoute[];
  readonly maxConnections: number;
  readonly headerTimeoutMs: number;
  /** Head and body together. */
  readonly requestTimeoutMs: number;
  readonly maxBodyBytes: number;
  /** Of all bodies being read. */
  readonly maxReadingBytes: number;
  /** A request is refused because too much is being read, or we stop: the answer. */
  onFull(sentence: string): HttpAnswer;
  /** The same where more than a quarter of what may be read at once is its own sender's: the answer. */
  onGreedy(): HttpAnswer;
  /** A connection beyond the limit was closed. */
  onDropped(): void;
}

export interface HttpServer {
  readonly port: number;
  readonly connections: number;
  /** How many answers there were of each status. */
  readonly answers: ReadonlyMap<number, number>;
  /** Posts to this server over the network, as a client would: the status of the answer. Any certificate will do. */
  ask(path: string, body: string): Promise<number>;
  /** Takes no new connection and no new request; those being answered go on. */
  stopAccepting(): void;
  /** Answers under way still reach their clients, if those take them within a moment. */
  close(): Promise<void>;
}

/** Resolves when it listens; rejects when the port can't be had, with a TlsError when the certificate is none. */
export async function openHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const state = {
    connections: 0,
    readingBytes: 0,
    reading: new Set<Reading>(),
    stopping: false,
    answers: new Map<number, number>(),
  };
  const listener = createListener(options, state);
  const tls = options.tls === null ? null : openTlsSource(options.tls);
  const { server, stopRenewing } = createNodeServer(options, tls);
  server.maxConnections = options.maxConnections;
  server.on("request", (request, response) => listener(request, response, false));
  server.on("checkContinue", (request, response) => listener(request, response, true));
  server.on("drop", () => options.onDropped());
  server.on("connection", (socket) => {
    state.connections += 1;
    socket.once("close", () => (state.connections -= 1));
  });
  await listen(server, options).catch((error: unknown) => {
    stopRenewing();
    throw error;
  });
  const { port } = server.address() as AddressInfo;
  return {
    port,
    get connections() {
      return state.connections;
    },
    answers: state.answers,
    ask: (path, body) => ask(options, port, path, body),
    stopAccepting() {
      state.stopping = true;
      server.close();
      server.closeIdleConnections();
    },
    close: () =>
      new Promise((resolve) => {
        stopRenewing();
        const timer = setTimeout(() => server.closeAllConnections(), lastAnswersMs);
        server.close(() => {
          clearTimeout(timer);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

/** How long a closing server waits for clients to take their answers. */
const lastAnswersMs = 500;
/** How often slow requests are looked for. */
const checkEveryMs = 500;

interface NodeServer {
  readonly server: Server;
  readonly stopRenewing: () => void;
}

function createNodeServer(options: HttpServerOptions, tls: TlsSource | null): NodeServer {
  const { headerTimeoutMs, requestTimeoutMs, renewEveryMs = 5000 } = options;
  const times = {
    headersTimeout: headerTimeoutMs,
    requestTimeout: requestTimeoutMs,
    connectionsCheckingInterval: checkEveryMs,
  };
  if (tls === null) return { server: createServer(times), stopRenewing: () => undefined };
  const server = createTlsServer({
    ...times,
    ...tls.newOptions(),
    handshakeTimeout: headerTimeoutMs,
    requestCert: options.tls?.ca !== null,
    rejectUnauthorized: false,
  });
  const timer = setInterval(() => {
    const renewed = tls.newOptions();
    if (renewed !== null) server.setSecureContext(renewed);
  }, renewEveryMs);
  timer.unref();
  return { server, stopRenewing: () => clearInterval(timer) };
}

const listen = (server: Server, { port, host }: HttpServerOptions): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.removeListener("error", reject);
      resolve();
    });
  });

/** A body that is being read. */
interface Reading {
  readonly sender: string | null;
  sizeBytes: number;
  refuse(given: HttpAnswer): void;
}

interface ListenerState {
  /** Of all bodies being read. */
  readingBytes: number;
  readonly reading: Set<Reading>;
  readonly stopping: boolean;
  readonly answers: Map<number, number>;
}

type Listener = (request: IncomingMessage, response: ServerResponse, expectsContinue: boolean) => void;

function createListener(options: HttpServerOptions, state: ListenerState): Listener {
  return (request, response, expectsContinue) => {
    const head = headOf(request);
    const path = pathOf(head.target);
    const route = options.routes.find((each) => each.serves(path));
    const refused = refuseHead(head, route, options, state);
    // A client that was not told to go on may send the body or not: what follows can't be told apart.
    if (refused !== null) return write(response, refused, state, expectsContinue || state.stopping);
    if (expectsContinue) response.writeContinue();
    const sender = route?.senderOf?.(head) ?? null;
    readBody(request, sender, limitsOf(route, options), state, (body) => {
      const answer = (given: HttpAnswer): void => write(response, given, state, state.stopping);
      if (!Buffer.isBuffer(body)) return answer(body);
      if (state.stopping) return answer(options.onFull(stopping));
      route?.receive({ ...head, body }, answer);
    });
  };
}

type BodyLimits = Pick<HttpServerOptions, "maxBodyBytes" | "maxReadingBytes" | "onFull" | "onGreedy">;

const limitsOf = (route: HttpRoute | undefined, options: HttpServerOptions): BodyLimits => ({
  ...options,
  maxBodyBytes: Math.min(options.maxBodyBytes, route?.maxBodyBytes ?? Number.POSITIVE_INFINITY),
});

/** Of a target in origin form, or in absolute form, which every server has to take (RFC 9112 section 3.2.2). */
const pathOf = (target: string): string => target.replace(/^[a-z]+:\/\/[^/?]*/i, "").split("?")[0] ?? "";

const stopping = "The collector is stopping.";
const notHere: HttpAnswer = {
  status: 404,
  headers: { "content-type": "text/plain; charset=utf-8" },
  body: "Nothing is taken at this path: see USP_HTTP_PATHS and USP_CWMP_PATH.\n",
};

function refuseHead(
  head: HttpHead,
  route: HttpRoute | undefined,
  options: HttpServerOptions,
  state: ListenerState,
): HttpAnswer | null {
  if (route === undefined) return notHere;
  if (state.stopping) return options.onFull(stopping);
  const { maxBodyBytes } = limitsOf(route, options);
  const isTooLarge = Number(head.headers.get("content-length") ?? 0) > maxBodyBytes;
  return route.admit(head) ?? (isTooLarge ? tooLarge(maxBodyBytes) : null);
}

const tooLarge = (maxBytes: number): HttpAnswer => ({
  status: 413,
  headers: { "content-type": "text/plain; charset=utf-8" },
  body: `The body has more than ${maxBytes} bytes.\n`,
});

function headOf({ method, url, headers, socket }: IncomingMessage): HttpHead {
  const texts = Object.entries(headers).map(([name, value]) => [name, String(value)] as const);
  const certificate = certificateOf(socket);
  const peer = socket.remoteAddress ?? null;
  return { method: method ?? "", target: url ?? "", headers: new Map(texts), certificate, peer };
}

/** Calls back once, with the body or with the answer that ends the request; not at all when the client goes away. */
function readBody(
  request: IncomingMessage,
  sender: string | null,
  options: BodyLimits,
  state: ListenerState,
  done: (body: Buffer | HttpAnswer) => void,
): void {
  const { maxBodyBytes, maxReadingBytes } = options;
  const makeRoom = (): void => {
    const found = largest(state.reading, own);
    const isGreedy = readOf(found.sender, state.reading) > maxReadingBytes / 4;
    found.refuse(isGreedy ? options.onGreedy() : options.onFull("Too much is being read."));
  };
  let chunks: Buffer[] | null = [];
  const own: Reading = {
    sender,
    sizeBytes: 0,
    refuse(given) {
      release();
      done(given);
    },
  };
  state.reading.add(own);
  const release = (): Buffer[] | null => {
    const read = chunks;
    chunks = null;
    state.reading.delete(own);
    state.readingBytes -= own.sizeBytes;
    own.sizeBytes = 0;
    return read;
  };
  request.on("data", (chunk: Buffer) => {
    // What is too much is read to its end, and forgotten: closing now could take the answer away with it.
    if (chunks === null) return;
    chunks.push(chunk);
    own.sizeBytes += chunk.length;
    state.readingBytes += chunk.length;
    if (own.sizeBytes > maxBodyBytes) own.refuse(tooLarge(maxBodyBytes));
    else if (state.readingBytes > maxReadingBytes) makeRoom();
  });
  request.once("end", () => {
    const read = release();
    if (read !== null) done(Buffer.concat(read));
  });
  request.once("close", release);
  request.on("error", release);
}

/** Who takes most goes first: large bodies that never end would else keep everybody's small ones out. */
function largest(reading: ReadonlySet<Reading>, own: Reading): Reading {
  let found = own;
  for (const each of reading) if (each.sizeBytes > found.sizeBytes) found = each;
  return found;
}

/** Bytes of the bodies of one sender; 0 of nobody known. */
function readOf(sender: string | null, reading: ReadonlySet<Reading>): number {
  let bytes = 0;
  for (const each of reading) if (sender !== null && each.sender === sender) bytes += each.sizeBytes;
  return bytes;
}

function write(response: ServerResponse, given: HttpAnswer, state: ListenerState, close: boolean): void {
  if (response.headersSent || response.destroyed) return;
  const { status, headers = {}, body = "" } = given;
  state.answers.set(status, (state.answers.get(status) ?? 0) + 1);
  for (const [name, value] of Object.entries(headers))
    response.setHeader(name, typeof value === "string" ? value : [...value]);
  if (close) response.setHeader("connection", "close");
  if (status !== 204) response.setHeader("content-length", Buffer.byteLength(body));
  response.writeHead(status).end(body);
}

function ask({ host, tls }: HttpServerOptions, port: number, path: string, body: string): Promise<number> {
  const anywhere: Readonly<Record<string, string>> = { "0.0.0.0": "127.0.0.1", "::": "::1" };
  const options = {
    host: anywhere[host] ?? host,
    port,
    path,
    method: "POST",
    agent: false,
    headers: { "content-length": Buffer.byteLength(body) },
  } as const;
  return new Promise((resolve, reject) => {
    const request =
      tls === null ? httpRequest(options) : httpsRequest({ ...options, rejectUnauthorized: false });
    request.once("response", (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.once("error", reject);
    request.end(body);
  });
}
