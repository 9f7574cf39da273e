/** HTTPS requests with certificates that may be renewed: each new connection is made with those of that moment. */
import { Agent, request as httpsRequest, type RequestOptions } from "node:https";
import type { Duplex } from "node:stream";
import type { TlsConfig } from "#schemas/tls.ts";
import { openTlsSource, type TlsSource } from "./tls-source.ts";

class RenewingAgent extends Agent {
  readonly #source: TlsSource;

  constructor(source: TlsSource, maxSockets: number) {
    // A session that is resumed would go on with the certificate it began with.
    super({ keepAlive: true, maxSockets, maxCachedSessions: 0 });
    this.#source = source;
  }

  override createConnection(
    options: RequestOptions,
    callback?: (error: Error | null, stream: Duplex) => void,
  ): Duplex | null | undefined {
    const secured = Object.assign({ ...options }, { secureContext: this.#source.context() });
    return super.createConnection(secured, callback);
  }
}

/** Throws a TlsError where the files can't be used. */
export const createTlsAgent = (config: TlsConfig, maxSockets = 10): Agent =>
  new RenewingAgent(openTlsSource(config), maxSockets);

/** Of `fetch` what a caller of somebody's API needs. */
export type Fetch = (
  url: string,
  init: {
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
    readonly signal: AbortSignal;
  },
) => Promise<Pick<Response, "ok" | "status" | "text">>;

/** `fetch` with an agent of our own, which Node's does not take. */
export function fetchThrough(agent: Agent): Fetch {
  return (url, { method, headers, body = "", signal }) =>
    new Promise((resolve, reject) => {
      const request = httpsRequest(url, { agent, method, headers, signal }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.once("error", reject);
        response.once("end", () => {
          const status = response.statusCode ?? 0;
          const text = Buffer.concat(chunks).toString("utf8");
          resolve({ status, ok: status >= 200 && status < 300, text: () => Promise.resolve(text) });
        });
      });
      request.once("error", reject);
      request.end(body);
    });
}
