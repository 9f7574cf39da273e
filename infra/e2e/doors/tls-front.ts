/**
 * An HTTPS server in front of a service that has none on this machine: it asks for a certificate and a password as a
 * ClickHouse server or a registry behind a proxy does, and passes on the rest.
 */
import { readFileSync } from "node:fs";
import { type IncomingMessage, request as httpRequest, type ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { TLSSocket } from "node:tls";
import type { Pair } from "#infra/adapters/certificates.fixture.ts";

export interface TlsFrontOptions {
  /** `http://host:port`, with a path or not. */
  readonly target: string;
  readonly pair: Pair;
  /** Whose certificates clients must have. */
  readonly clientCa: string;
  readonly username: string;
  readonly password: string;
}

export interface TlsFront {
  /** As the target, over HTTPS. */
  readonly url: string;
  /** Common names of those who were let in, the newest last. */
  readonly letIn: readonly string[];
  close(): Promise<void>;
}

export async function openTlsFront({ target, pair, clientCa, ...user }: TlsFrontOptions): Promise<TlsFront> {
  const letIn: string[] = [];
  const { hostname, port, pathname } = new URL(target);
  const wanted = `Basic ${Buffer.from(`${user.username}:${user.password}`).toString("base64")}`;
  const passOn = (request: IncomingMessage, response: ServerResponse): void => {
    if (request.headers.authorization !== wanted) {
      request.resume();
      response.writeHead(401).end("wrong user or password");
      return;
    }
    letIn.push(nameOf(request));
    const { authorization: _own, ...headers } = request.headers;
    const asked = httpRequest(
      { hostname, port, path: request.url, method: request.method, headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    asked.once("error", () => response.destroy());
    request.pipe(asked);
  };
  const server = createServer(
    {
      key: readFileSync(pair.key),
      cert: readFileSync(pair.certificate),
      ca: readFileSync(clientCa),
      requestCert: true,
      rejectUnauthorized: true,
    },
    passOn,
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port: ownPort } = server.address() as AddressInfo;
  return {
    url: `https://localhost:${ownPort}${pathname === "/" ? "" : pathname}`,
    letIn,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function nameOf({ socket }: IncomingMessage): string {
  return socket instanceof TLSSocket ? String(socket.getPeerCertificate().subject.CN) : "";
}
