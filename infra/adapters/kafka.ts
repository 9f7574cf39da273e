/**
 * The Kafka client, set up the only way that lost nothing when brokers died under it.
 *
 * - Retries belong on the client: given to the producer alone they are ignored and records fail.
 * - They are unbounded: whoever publishes bounds its own backlog.
 * - An idle client burns 3 % of a core through a timer that re-arms itself; see `stopIdleTimer`.
 * - What Kafka forbids is told, not waited for; see `kafka-refusal.ts`.
 * - Writing a request costs more than everything else about it; see `kafka-produce-request.ts`.
 */
import { createRequire } from "node:module";
import { isIP } from "node:net";
import { connect as connectTls } from "node:tls";
import {
  type ICustomPartitioner,
  type ISocketFactory,
  Kafka,
  type LogEntry,
  logLevel,
  type SASLOptions,
} from "kafkajs";
import type { TlsConfig } from "#schemas/tls.ts";
import { writeRequestsInOnePiece } from "./kafka-produce-request.ts";
import { tellRefusals } from "./kafka-refusal.ts";
import type { Logger } from "./log.ts";
import { openTlsSource } from "./tls-source.ts";

export interface KafkaOptions {
  readonly brokers: readonly string[];
  readonly clientId: string;
  readonly ssl?: boolean;
  /** Of `ssl`; the system's certificates when absent. */
  readonly tls?: TlsConfig | null;
  readonly sasl?: {
    readonly mechanism: "plain" | "scram-sha-256" | "scram-sha-512";
    readonly username: string;
    readonly password: string;
  } | null;
  /** Where the client's own warnings go; silent when absent. */
  readonly log?: Logger;
}

/** Unbounded, first again after 0.1 s, at most 1 s apart. Consumers need it told again: theirs is 5. */
export const retry = {
  retries: Number.MAX_SAFE_INTEGER,
  initialRetryTime: 100,
  maxRetryTime: 1000,
} as const;

/**
 * A client for one process; producers, consumers and admins are made from it. Throws a TlsError where its certificates
 * can't be used.
 */
export function createKafka({ brokers, clientId, ssl, tls, sasl, log }: KafkaOptions): Kafka {
  stopIdleTimer();
  writeRequestsInOnePiece();
  tellRefusals();
  return new Kafka({
    brokers: [...brokers],
    clientId,
    ssl: ssl ?? false,
    ...(ssl === true && tls !== undefined && tls !== null ? { socketFactory: renewingSockets(tls) } : {}),
    ...(sasl === undefined || sasl === null ? {} : { sasl: { ...sasl } as SASLOptions }),
    retry,
    connectionTimeout: 3000,
    requestTimeout: 30_000,
    logLevel: log === undefined ? logLevel.NOTHING : logLevel.WARN,
    ...(log === undefined ? {} : { logCreator: () => (entry: LogEntry) => forward(log, entry) }),
  });
}

const keepAliveMs = 60_000;

/** The client's own sockets, but each with the certificates of the moment it is opened. */
function renewingSockets(tls: TlsConfig): ISocketFactory {
  const source = openTlsSource(tls);
  return ({ host, port, onConnect }) => {
    const name = isIP(host) === 0 ? { servername: host } : {};
    const socket = connectTls({ host, port, ...name, secureContext: source.context() }, onConnect);
    return socket.setKeepAlive(true, keepAliveMs);
  };
}

/** The writer chooses the partition of every record; a record without one is a bug. */
export const chosenPartition: ICustomPartitioner =
  () =>
  ({ message }) => {
    if (message.partition === undefined) throw new RangeError("A record needs its partition");
    return message.partition;
  };

/** One level down: what the client calls an error it tries again, or throws, and then we say so. */
function forward(log: Logger, { namespace, level, log: entry }: LogEntry): void {
  const { message, timestamp: _time, logger: _logger, stack: _stack, ...fields } = entry;
  const line = { kafka: namespace, ...fields };
  if (level === logLevel.ERROR) log.warn(line, message);
  else log.info(line, message);
}

interface RequestQueue {
  readonly pending: readonly unknown[];
  scheduleCheckPendingRequests: (this: RequestQueue) => void;
}

const patched: unique symbol = Symbol("usp-telemetry: idle timer stopped");

/**
 * kafkajs 2.2.4 re-arms a 1 ms timer for ever although no request waits (`scheduleCheckPendingRequests`).
 * With nothing pending there is nothing to check: `push` schedules for whatever comes later.
 */
export function stopIdleTimer(): void {
  const prototype = requestQueuePrototype();
  if (patched in prototype) return;
  const schedule = prototype.scheduleCheckPendingRequests;
  prototype.scheduleCheckPendingRequests = function scheduleWhenPending(this: RequestQueue): void {
    if (this.pending.length > 0) schedule.call(this);
  };
  Object.defineProperty(prototype, patched, { value: true });
}

function requestQueuePrototype(): RequestQueue {
  const load: (path: string) => unknown = createRequire(import.meta.url);
  const queue = load("kafkajs/src/network/requestQueue/index.js");
  if (typeof queue !== "function") throw new TypeError("kafkajs no longer has the request queue we patch");
  const prototype: unknown = queue.prototype;
  if (!isRequestQueue(prototype)) throw new TypeError("kafkajs no longer has the timer we patch");
  return prototype;
}

const isRequestQueue = (value: unknown): value is RequestQueue =>
  typeof value === "object" &&
  value !== null &&
  "scheduleCheckPendingRequests" in value &&
  typeof value.scheduleCheckPendingRequests === "function";
