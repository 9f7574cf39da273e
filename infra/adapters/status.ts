/**
 * What a process tells of itself over HTTP, for people, probes, Prometheus and tests:
 *
 * - `/status`: its state as JSON; 503 before there is one
 * - `/metrics`: the same as Prometheus's text
 * - `/readyz`: 200 while it can do its work; else 503, the causes and what to do about each
 * - `/healthz`: 200 while its loop turns and nothing has ended it; what others do (Kafka away) is no reason to start it anew
 *
 * There is no authentication: on any address but a loopback one it belongs inside.
 */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { MetricTable } from "#schemas/metrics.ts";
import type { Cause } from "#schemas/readiness.ts";
import { sleep } from "./clock.ts";
import { formatMetrics, metricsContentType, readMetrics } from "./metrics.ts";
import { processMetrics, Stalls } from "./process-metrics.ts";

/** Where to listen. */
export interface StatusConfig {
  /** 0: any; null: nowhere. */
  readonly statusPort: number | null;
  /** 127.0.0.1 when absent. */
  readonly statusHost?: string;
}

export interface Told<Status extends object> {
  /** The word of the command line for this process. */
  readonly part: string;
  /** Null until there is anything to tell. */
  readonly status: () => Status | null;
  readonly metrics: MetricTable<Status>;
  /** What keeps the process from its work; a check may ask others, for a few seconds. `status`: null before it runs. */
  readonly causes: (status: Status | null) => readonly Cause[] | Promise<readonly Cause[]>;
}

export interface StatusServer {
  /** The port listened on (of use when 0 was asked for); 0 where nothing listens. */
  readonly port: number;
  /** From now on it is not ready: it finishes what is under way. */
  stopping(): void;
  /** From now on it is not alive: it can't go on, and is about to end. */
  failed(error: Error): void;
  close(): Promise<void>;
}

const loopback = "127.0.0.1";
/** A check that asks others is answered from what it found so shortly before. */
const keptMs = 1000;
const checkWithinMs = 5000;

const stoppingCause: Cause = {
  cause: "The process stops: it finishes what is under way.",
  whatToDo: "Nothing; another one takes over.",
};

/** JSON text of a snapshot; counters beyond 2^53 as strings. */
const toJson = (snapshot: object): string =>
  JSON.stringify(snapshot, (_key, value: unknown) => (typeof value === "bigint" ? value.toString() : value));

interface Reply {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

const json = (status: number, body: object): Reply => ({
  status,
  type: "application/json",
  body: toJson(body),
});

/**
 * Serves until closed; any path but those four is 404. Rejects when the port can't be had. What throws is a 500 with its
 * message. In short form: a port of this machine and a snapshot.
 */
export async function serveStatus<Status extends object>(
  where: number | StatusConfig,
  what: (() => Status) | Told<Status>,
): Promise<StatusServer> {
  const { statusPort, statusHost = loopback } = typeof where === "number" ? { statusPort: where } : where;
  if (statusPort === null)
    return { port: 0, stopping: nothing, failed: nothing, close: () => Promise.resolve() };
  const pages = new Pages(typeof what === "function" ? snapshotAlone(what) : what);
  const server = createServer((request, response) => {
    void pages.answer(request.url?.split("?")[0] ?? "").then(({ status, type, body }) => {
      response.writeHead(status, { "content-type": type, "cache-control": "no-store" }).end(body);
    });
  });
  await listen(server, statusPort, statusHost);
  return {
    port: (server.address() as AddressInfo).port,
    stopping: () => pages.stopping(),
    failed: (error) => pages.failed(error),
    close: () =>
      new Promise((resolve) => {
        pages.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const nothing = (): void => undefined;

const snapshotAlone = <Status extends object>(status: () => Status): Told<Status> => ({
  part: "",
  status,
  metrics: [],
  causes: () => [],
});

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.removeListener("error", reject);
      resolve();
    });
  });
}

class Pages<Status extends object> {
  readonly #told: Told<Status>;
  readonly #stalls = new Stalls();
  #isStopping = false;
  #failure: string | null = null;
  #found: Promise<readonly Cause[]> | null = null;

  constructor(told: Told<Status>) {
    this.#told = told;
  }

  stopping(): void {
    this.#isStopping = true;
  }

  failed(error: Error): void {
    this.#failure = error.message;
  }

  close(): void {
    this.#stalls.stop();
  }

  /** Never rejects. */
  async answer(path: string): Promise<Reply> {
    try {
      if (path === "/status") return this.#status();
      if (path === "/metrics") return await this.#metrics();
      if (path === "/readyz") return await this.#readiness();
      if (path === "/healthz") return this.#health();
      return { status: 404, type: "text/plain", body: "/status /metrics /readyz /healthz\n" };
    } catch (error) {
      return json(500, { error: error instanceof Error ? error.message : String(error) });
    }
  }

  #status(): Reply {
    const status = this.#told.status();
    return status === null ? json(503, { phase: "starting" }) : json(200, status);
  }

  async #metrics(): Promise<Reply> {
    const { part, metrics } = this.#told;
    const isReady = (await this.#causes()).length === 0;
    const status = this.#told.status();
    const ours = status === null ? [] : readMetrics(metrics, status);
    const body = formatMetrics([...ours, ...processMetrics(part, this.#stalls, isReady)]);
    return { status: 200, type: metricsContentType, body };
  }

  async #readiness(): Promise<Reply> {
    const causes = await this.#causes();
    const told = causes.map(({ cause, whatToDo }) => ({ cause, what_to_do: whatToDo }));
    return json(causes.length === 0 ? 200 : 503, { ready: causes.length === 0, causes: told });
  }

  #health(): Reply {
    const failure = this.#failure;
    const longestStallMs = Math.round(this.#stalls.longestMs());
    return json(failure === null ? 200 : 503, {
      alive: failure === null,
      failure,
      longest_stall_ms: longestStallMs,
    });
  }

  async #causes(): Promise<readonly Cause[]> {
    if (this.#isStopping) return [stoppingCause];
    this.#found ??= this.#look();
    return this.#found;
  }

  /** Asked at most once a second, however many look. */
  async #look(): Promise<readonly Cause[]> {
    const limit = new AbortController();
    const late = sleep(checkWithinMs, limit.signal).then((): readonly Cause[] => [
      {
        cause: `What the process depends on was asked, and has not answered in ${checkWithinMs / 1000} s.`,
        whatToDo: "Run usp-telemetry doctor.",
      },
    ]);
    try {
      return await Promise.race([this.#told.causes(this.#told.status()), late]);
    } finally {
      limit.abort();
      setTimeout(() => (this.#found = null), keptMs).unref();
    }
  }
}
