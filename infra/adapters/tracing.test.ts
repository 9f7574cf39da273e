import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { createLog } from "./log.ts";
import { openTracer, parseTraceparent, processSpan, sendSpan, type Tracer } from "./tracing.ts";

const posted = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({
        attributes: z.array(z.object({ key: z.string(), value: z.object({ stringValue: z.string() }) })),
      }),
      scopeSpans: z.array(
        z.object({
          spans: z.array(z.looseObject({ traceId: z.string(), spanId: z.string(), name: z.string() })),
        }),
      ),
    }),
  ),
});

interface Asked {
  readonly path: string;
  readonly body: z.infer<typeof posted>;
}

let server: Server;
let asked: Asked[];
let answer: number;
let tracer: Tracer;

beforeEach(async () => {
  asked = [];
  answer = 200;
  server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk: Buffer) => (text += chunk.toString()));
    request.on("end", () => {
      asked.push({ path: request.url ?? "", body: posted.parse(JSON.parse(text)) });
      response.writeHead(answer, { "content-type": "application/json" }).end("{}");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  tracer = open(1);
});
afterEach(async () => {
  await tracer.close();
  server.close();
  server.closeAllConnections();
});

const open = (oneIn: number): Tracer =>
  openTracer(
    { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, oneIn },
    "test",
    createLog("test", "silent"),
  );
const spans = () =>
  asked.flatMap(({ body }) =>
    body.resourceSpans.flatMap((each) => each.scopeSpans.flatMap((scope) => scope.spans)),
  );

test("a trace goes from who sends to who processes, in ids of W3C and numbers of OTLP", async () => {
  const sent = tracer.begin(sendSpan("usp.a.v1", 3));
  expect(sent?.traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
  const processed = tracer.follow(
    sent?.traceparent ?? "",
    processSpan("process", "usp.a.v1", 3, 17, "workers"),
  );
  sent?.end();
  processed?.end();
  await tracer.close();
  const [first, second] = spans();
  expect(asked.map(({ path }) => path)).toEqual(["/v1/traces"]);
  expect(asked[0]?.body.resourceSpans[0]?.resource.attributes).toEqual([
    { key: "service.name", value: { stringValue: "usp-telemetry-test" } },
  ]);
  expect(first).toMatchObject({
    name: "send usp.a.v1",
    kind: 4,
    startTimeUnixNano: expect.stringMatching(/^\d{19}$/),
  });
  expect(first).not.toHaveProperty("parentSpanId");
  expect(second).toMatchObject({ traceId: first?.traceId, parentSpanId: first?.spanId, kind: 5 });
  expect(second?.["attributes"]).toContainEqual({ key: "messaging.kafka.offset", value: { intValue: "17" } });
  expect(processed?.traceparent).toBe(`00-${first?.traceId}-${second?.spanId}-01`);
});

test("what fails is told as an error", async () => {
  tracer.begin(sendSpan("usp.a.v1", 0))?.end("no leader");
  await tracer.close();
  expect(spans()).toMatchObject([{ status: { code: 2, message: "no leader" } }]);
});

test("one in a thousand is traced, about", () => {
  const some = open(1000);
  const traced = Array.from({ length: 100_000 }, () => some.begin(sendSpan("usp.a.v1", 0))).filter(
    (span) => span !== null,
  );
  expect(traced.length).toBeGreaterThan(30);
  expect(traced.length).toBeLessThan(300);
});

test("a collector that refuses or is away holds nothing up", async () => {
  answer = 503;
  tracer.begin(sendSpan("usp.a.v1", 0))?.end();
  await tracer.close();
  expect(asked).toHaveLength(1);
  const away = openTracer({ endpoint: "http://127.0.0.1:9", oneIn: 1 }, "test", createLog("test", "silent"));
  away.begin(sendSpan("usp.a.v1", 0))?.end();
  await away.close();
});

describe("headers", () => {
  const ids = `${"a".repeat(32)}-${"b".repeat(16)}`;
  test.each([
    [`00-${ids}-01`, { traceId: "a".repeat(32), spanId: "b".repeat(16) }],
    [`00-${ids}-03`, { traceId: "a".repeat(32), spanId: "b".repeat(16) }],
    [`00-${ids}-00`, null],
    [`00-${"0".repeat(32)}-${"b".repeat(16)}-01`, null],
    [`00-${"a".repeat(32)}-${"0".repeat(16)}-01`, null],
    [`ff-${ids}-01`, null],
    ["", null],
  ])("%j", (text, context) => {
    expect(parseTraceparent(text)).toEqual(context);
  });
});
