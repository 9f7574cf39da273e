/** An OpenTelemetry collector as far as it takes spans: OTLP over HTTP as JSON. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";

const span = z.looseObject({
  traceId: z.string().regex(/^[0-9a-f]{32}$/),
  spanId: z.string().regex(/^[0-9a-f]{16}$/),
  parentSpanId: z
    .string()
    .regex(/^[0-9a-f]{16}$/)
    .optional(),
  name: z.string(),
});
const request = z.object({
  resourceSpans: z.array(z.looseObject({ scopeSpans: z.array(z.looseObject({ spans: z.array(span) })) })),
});

export interface SpanCollector {
  readonly endpoint: string;
  /** All that came, in the order it came. */
  readonly spans: readonly z.infer<typeof span>[];
  close(): Promise<void>;
}

export async function openSpanCollector(): Promise<SpanCollector> {
  const spans: z.infer<typeof span>[] = [];
  const server = createServer((asked, response) => {
    let text = "";
    asked.on("data", (chunk: Buffer) => (text += chunk.toString()));
    asked.on("end", () => {
      const { success, data } = request.safeParse(JSON.parse(text));
      for (const resource of data?.resourceSpans ?? [])
        for (const scope of resource.scopeSpans) spans.push(...scope.spans);
      response.writeHead(success ? 200 : 400, { "content-type": "application/json" }).end("{}");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
