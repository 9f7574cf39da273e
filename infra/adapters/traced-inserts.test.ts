import { expect, test } from "vitest";
import { traceHeader } from "#schemas/tracing.ts";
import { TracedInserts } from "./traced-inserts.ts";
import type { NewSpan, Tracer } from "./tracing.ts";

/** Remembers which spans ended. */
function remembering(): { readonly tracer: Tracer; readonly ended: string[] } {
  const ended: string[] = [];
  const open = (header: string, { name }: NewSpan) => ({
    traceparent: header,
    end: () => void ended.push(`${header} ${name}`),
  });
  return {
    ended,
    tracer: {
      begin: () => null,
      follow: (header, span) => (header === "none" ? null : open(header, span)),
      close: () => Promise.resolve(),
    },
  };
}

const batch = (partition: number, headers: readonly (string | null)[], from: number) => ({
  topic: "t",
  partition,
  next: from + headers.length,
  records: headers.map((header, index) => ({
    offset: from + index,
    key: null,
    value: null,
    headers: header === null ? {} : { [traceHeader]: Buffer.from(header) },
    timestampMs: 0,
  })),
});

test("a record's span ends when the offsets behind it are committed, and not before", () => {
  const { tracer, ended } = remembering();
  const traced = new TracedInserts(tracer, "sinks");
  traced.read(batch(0, ["a", null, "none", "b"], 10));
  traced.read(batch(1, ["c"], 10));
  traced.committed("t", 0, 13);
  expect(ended).toEqual(["a insert t"]);
  traced.committed("t", 0, 14);
  traced.committed("t", 0, 14);
  expect(ended).toEqual(["a insert t", "b insert t"]);
});

test("of a partition that is somebody else's nothing is told", () => {
  const { tracer, ended } = remembering();
  const traced = new TracedInserts(tracer, "sinks");
  traced.read(batch(0, ["a"], 10));
  traced.revoked("t", 0);
  traced.committed("t", 0, 20);
  expect(ended).toEqual([]);
});
