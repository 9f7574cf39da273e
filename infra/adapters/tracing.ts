/**
 * Spans to an OpenTelemetry collector: OTLP over HTTP as JSON, W3C Trace Context in headers.
 *
 * The SDK would be ten packages and 20 MB, with names that change from one major version to the next, for what is a
 * header of 55 characters and one POST here (`infra/decisions/2026-11-27-spans-are-posted-by-hand.md`).
 *
 * Spans gather for `flushEveryMs`. What the collector does not take is dropped: tracing never holds anything up.
 */
import { randomBytes } from "node:crypto";
import type { TracingConfig, TraceSpan } from "#schemas/tracing.ts";
import packageJson from "../../package.json" with { type: "json" };
import type { Logger } from "./log.ts";

/** OTLP's numbers. */
export const spanKind = { producer: 4, consumer: 5 } as const;

export type Attributes = Readonly<Record<string, string | number>>;

export interface NewSpan {
  readonly name: string;
  readonly kind: (typeof spanKind)[keyof typeof spanKind];
  readonly attributes: Attributes;
}

export interface Tracer {
  /** Begins a trace for one call in `oneIn`; null for the others. */
  begin(span: NewSpan): TraceSpan | null;
  /** Goes on with a trace; null where the header is none, or says not to. */
  follow(traceparent: string, span: NewSpan): TraceSpan | null;
  /** Tells what is left; not for long. */
  close(): Promise<void>;
}

interface EndedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly { readonly key: string; readonly value: object }[];
  readonly status?: { readonly code: 2; readonly message: string };
}

interface Context {
  readonly traceId: string;
  readonly spanId: string;
}

const flushEveryMs = 2000;
/** More wait for nobody. */
const mostWaiting = 4096;
const mostInOne = 512;
const postWithinMs = 5000;

const headerPattern = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/** Null where it is no header, or nobody wants the trace. */
export function parseTraceparent(text: string): Context | null {
  const [, traceId = "", spanId = "", flags = ""] = headerPattern.exec(text) ?? [];
  const isSampled = (Number.parseInt(flags, 16) & 1) === 1;
  return isSampled && !/^0+$/.test(traceId) && !/^0+$/.test(spanId) ? { traceId, spanId } : null;
}

const formatTraceparent = ({ traceId, spanId }: Context): string => `00-${traceId}-${spanId}-01`;

/** `part` is the process's name among services: `usp-telemetry-<part>`. */
export function openTracer(config: TracingConfig, part: string, log: Logger): Tracer {
  return new OtlpTracer(config, part, log);
}

class OtlpTracer implements Tracer {
  readonly #url: string;
  readonly #oneIn: number;
  readonly #part: string;
  readonly #log: Logger;
  readonly #timer: NodeJS.Timeout;
  #waiting: EndedSpan[] = [];
  #posting: Promise<void> = Promise.resolve();
  #dropped = 0;
  /** Said once for each time that it begins to fail. */
  #isFailing = false;

  constructor({ endpoint, oneIn }: TracingConfig, part: string, log: Logger) {
    this.#url = `${endpoint.replace(/\/+$/, "")}/v1/traces`;
    this.#oneIn = oneIn;
    this.#part = part;
    this.#log = log;
    this.#timer = setInterval(() => this.#flush(), flushEveryMs);
    this.#timer.unref();
  }

  begin(span: NewSpan): TraceSpan | null {
    if (this.#oneIn > 1 && Math.random() * this.#oneIn >= 1) return null;
    return this.#open({ traceId: randomBytes(16).toString("hex"), spanId: "" }, span);
  }

  follow(traceparent: string, span: NewSpan): TraceSpan | null {
    const parent = parseTraceparent(traceparent);
    return parent === null ? null : this.#open(parent, span);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#flush();
    await this.#posting;
  }

  #open(parent: Context, { name, kind, attributes }: NewSpan): TraceSpan {
    const context = { traceId: parent.traceId, spanId: randomBytes(8).toString("hex") };
    const startTimeUnixNano = nowNano();
    return {
      traceparent: formatTraceparent(context),
      end: (failure) =>
        this.#add({
          ...context,
          ...(parent.spanId === "" ? {} : { parentSpanId: parent.spanId }),
          name,
          kind,
          startTimeUnixNano,
          endTimeUnixNano: nowNano(),
          attributes: toAttributes(attributes),
          ...(failure === undefined ? {} : { status: { code: 2, message: failure } }),
        }),
    };
  }

  #add(span: EndedSpan): void {
    if (this.#waiting.length >= mostWaiting) this.#dropped += 1;
    else this.#waiting.push(span);
  }

  #flush(): void {
    while (this.#waiting.length > 0) {
      const spans = this.#waiting.splice(0, mostInOne);
      this.#posting = this.#posting.then(() => this.#post(spans));
    }
  }

  /** Never rejects. */
  async #post(spans: readonly EndedSpan[]): Promise<void> {
    const resource = { attributes: toAttributes({ "service.name": `usp-telemetry-${this.#part}` }) };
    const scope = { name: packageJson.name, version: packageJson.version };
    const body = JSON.stringify({ resourceSpans: [{ resource, scopeSpans: [{ scope, spans }] }] });
    try {
      const response = await fetch(this.#url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body,
        signal: AbortSignal.timeout(postWithinMs),
      });
      await response.text();
      if (!response.ok) throw new Error(`the collector answers ${response.status}`);
      this.#isFailing = false;
    } catch (error) {
      this.#dropped += spans.length;
      if (!this.#isFailing)
        this.#log.warn(
          { url: this.#url, err: error, dropped: this.#dropped },
          "spans not taken, and dropped",
        );
      this.#isFailing = true;
    }
  }
}

const nowNano = (): string =>
  String(BigInt(Math.round((performance.timeOrigin + performance.now()) * 1000)) * 1000n);

const toAttributes = (attributes: Attributes) =>
  Object.entries(attributes).map(([key, value]) => ({
    key,
    value: typeof value === "string" ? { stringValue: value } : { intValue: String(value) },
  }));

/** A send to a partition, as OpenTelemetry's conventions for messaging name it. */
export const sendSpan = (topic: string, partition: number): NewSpan => ({
  name: `send ${topic}`,
  kind: spanKind.producer,
  attributes: {
    "messaging.system": "kafka",
    "messaging.operation.name": "send",
    "messaging.operation.type": "send",
    "messaging.destination.name": topic,
    "messaging.destination.partition.id": String(partition),
  },
});

/** What a consumer does with a record: `process`, or `insert` into ClickHouse. */
export const processSpan = (
  operation: "process" | "insert",
  topic: string,
  partition: number,
  offset: number,
  groupId: string,
): NewSpan => ({
  name: `${operation} ${topic}`,
  kind: spanKind.consumer,
  attributes: {
    "messaging.system": "kafka",
    "messaging.operation.name": operation,
    "messaging.operation.type": "process",
    "messaging.destination.name": topic,
    "messaging.destination.partition.id": String(partition),
    "messaging.consumer.group.name": groupId,
    "messaging.kafka.offset": offset,
  },
});
