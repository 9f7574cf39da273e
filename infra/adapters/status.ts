/** A process's state as JSON over HTTP, for people, probes and tests. Loopback only. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface StatusServer {
  /** The port listened on (of use when 0 was asked for). */
  readonly port: number;
  close(): Promise<void>;
}

/** JSON text of a snapshot; counters beyond 2^53 as strings. */
const toJson = (snapshot: object): string =>
  JSON.stringify(snapshot, (_key, value: unknown) => (typeof value === "bigint" ? value.toString() : value));

/**
 * Serves `snapshot()` at `http://127.0.0.1:<port>/status`; any other path is 404.
 * Rejects when the port can't be had. A snapshot that throws is a 500 with its message.
 */
export async function serveStatus(port: number, snapshot: () => object): Promise<StatusServer> {
  const server = createServer((request, response) => {
    if (request.url?.split("?")[0] !== "/status") {
      response.writeHead(404).end();
      return;
    }
    try {
      const body = toJson(snapshot());
      response.writeHead(200, { "content-type": "application/json", "cache-control": "no-store" }).end(body);
    } catch (error) {
      response.writeHead(500, { "content-type": "application/json" });
      response.end(toJson({ error: error instanceof Error ? error.message : String(error) }));
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.removeListener("error", reject);
      resolve();
    });
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
