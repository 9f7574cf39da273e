/** Spans of records from when they are read until their offsets are committed. */
import { traceHeader, type TraceSpan } from "#schemas/tracing.ts";
import type { ReadBatch } from "./kafka-reader.ts";
import { processSpan, type Tracer } from "./tracing.ts";

interface Open {
  readonly offset: number;
  readonly span: TraceSpan;
}

const nameOf = (topic: string, partition: number): string => `${topic}|${partition}`;

export class TracedInserts {
  readonly #tracer: Tracer;
  readonly #groupId: string;
  readonly #open = new Map<string, Open[]>();

  constructor(tracer: Tracer, groupId: string) {
    this.#tracer = tracer;
    this.#groupId = groupId;
  }

  read({ topic, partition, records }: ReadBatch): void {
    for (const { offset, headers } of records) {
      const traceparent = headers[traceHeader];
      if (traceparent === undefined) continue;
      const wanted = processSpan("insert", topic, partition, offset, this.#groupId);
      const span = this.#tracer.follow(traceparent.toString("latin1"), wanted);
      if (span === null) continue;
      const name = nameOf(topic, partition);
      this.#open.set(name, [...(this.#open.get(name) ?? []), { offset, span }]);
    }
  }

  /** Everything before the offset is through. */
  committed(topic: string, partition: number, offset: number): void {
    const name = nameOf(topic, partition);
    const open = this.#open.get(name);
    if (open === undefined) return;
    for (const each of open) if (each.offset < offset) each.span.end();
    this.#open.set(
      name,
      open.filter((each) => each.offset >= offset),
    );
  }

  /** Somebody else's: whoever reads them again tells of them. */
  revoked(topic: string, partition: number): void {
    this.#open.delete(nameOf(topic, partition));
  }
}
