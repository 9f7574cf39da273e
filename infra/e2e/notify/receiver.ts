/** A real HTTP server that is told of alerts, and may be away, in trouble or choosy. */
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

export interface Receiver {
  readonly url: string;
  /** Bodies it has taken, in order. */
  readonly taken: readonly Record<string, unknown>[];
  /** Requests so far, taken or not. */
  requests(): number;
  /** Status for a body from now on. */
  answerWith(status: (body: Record<string, unknown>) => number): void;
  /** Listens no more; `back` opens the same port again. */
  away(): Promise<void>;
  back(): Promise<void>;
}

/** Listens on a free port of this machine. */
export async function startReceiver(): Promise<Receiver> {
  const taken: Record<string, unknown>[] = [];
  let requests = 0;
  let statusOf = (_body: Record<string, unknown>): number => 202;
  const open = (port: number) =>
    new Promise<ReturnType<typeof createServer>>((resolve) => {
      const server = createServer((request, response) => {
        void readBody(request).then((body) => {
          requests += 1;
          const status = statusOf(body);
          if (status < 300) taken.push(body);
          response.writeHead(status).end();
        });
      });
      server.listen(port, "127.0.0.1", () => resolve(server));
    });
  let server = await open(0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    taken,
    requests: () => requests,
    answerWith: (status) => void (statusOf = status),
    away: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
    async back() {
      server = await open(port);
    },
  };
}

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
}

/** Asks until it is so; the test's own timeout is the limit. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(50);
}
