import { afterEach, describe, expect, test } from "vitest";
import { counter, type MetricTable } from "#schemas/metrics.ts";
import type { Cause } from "#schemas/readiness.ts";
import { serveStatus, type StatusServer } from "./status.ts";

let server: StatusServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

describe("serveStatus", () => {
  test("answers /status with the snapshot of that moment, counters beyond 2^53 as text", async () => {
    let asked = 0;
    server = await serveStatus(0, () => ({ asked: ++asked, bytes: 2n ** 64n - 1n }));
    const url = `http://127.0.0.1:${server.port}/status`;
    expect(await (await fetch(url)).json()).toEqual({ asked: 1, bytes: "18446744073709551615" });
    expect(await (await fetch(`${url}?x=1`)).json()).toMatchObject({ asked: 2 });
  });

  test("knows no other path", async () => {
    server = await serveStatus(0, () => ({}));
    expect((await fetch(`http://127.0.0.1:${server.port}/`)).status).toBe(404);
  });

  test("a snapshot that fails is a 500 with its reason", async () => {
    server = await serveStatus(0, () => {
      throw new Error("no broker");
    });
    const response = await fetch(`http://127.0.0.1:${server.port}/status`);
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({ error: "no broker" });
  });

  test("a taken port is an error at start", async () => {
    server = await serveStatus(0, () => ({}));
    await expect(serveStatus(server.port, () => ({}))).rejects.toMatchObject({ code: "EADDRINUSE" });
  });
});

describe("a process's pages", () => {
  const table: MetricTable<{ taken: number }> = [
    counter("usp_test_taken_records_total", "Records taken.", (s) => s.taken),
  ];
  const state: { status: { taken: number } | null; causes: Cause[] } = { status: null, causes: [] };
  const open = () =>
    serveStatus(
      { statusPort: 0 },
      { part: "test", status: () => state.status, metrics: table, causes: () => state.causes },
    );
  const ask = async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${server?.port}${path}`);
    return { status: response.status, body: await response.text() };
  };

  test("before there is a state /status says so, and /metrics are the process's own", async () => {
    state.status = null;
    server = await open();
    expect(await ask("/status")).toMatchObject({ status: 503 });
    const { body } = await ask("/metrics");
    expect(body).toMatch(/^usp_process_info\{part="test",version="[0-9.]+"\} 1$/m);
    expect(body).not.toContain("usp_test_taken_records_total");
  });

  test("/metrics are the table's, read at that moment", async () => {
    state.status = { taken: 1 };
    server = await open();
    expect((await ask("/metrics")).body).toMatch(/^usp_test_taken_records_total 1$/m);
    state.status = { taken: 2 };
    expect((await ask("/metrics")).body).toMatch(/^usp_test_taken_records_total 2$/m);
  });

  test("/readyz tells every cause and what to do; /metrics say whether there is one", async () => {
    state.causes = [{ cause: "Nobody is there.", whatToDo: "Call somebody." }];
    server = await open();
    const { status, body } = await ask("/readyz");
    expect(status).toBe(503);
    expect(JSON.parse(body)).toEqual({
      ready: false,
      causes: [{ cause: "Nobody is there.", what_to_do: "Call somebody." }],
    });
    expect((await ask("/metrics")).body).toMatch(/^usp_process_ready 0$/m);
    expect((await ask("/healthz")).status).toBe(200);
  });

  test("without a cause it is ready, until it stops", async () => {
    state.causes = [];
    server = await open();
    expect(await ask("/readyz")).toEqual({ status: 200, body: '{"ready":true,"causes":[]}' });
    server.stopping();
    expect((await ask("/readyz")).status).toBe(503);
    expect((await ask("/healthz")).status).toBe(200);
  });

  test("one that can't go on is not alive", async () => {
    server = await open();
    server.failed(new Error("the log is another one"));
    const { status, body } = await ask("/healthz");
    expect(status).toBe(503);
    expect(JSON.parse(body)).toMatchObject({ alive: false, failure: "the log is another one" });
  });

  test("without a port nothing listens", async () => {
    const none = await serveStatus({ statusPort: null }, () => ({}));
    expect(none.port).toBe(0);
    await none.close();
  });

  test("another address is listened on where one is given", async () => {
    server = await serveStatus({ statusPort: 0, statusHost: "127.0.0.2" }, () => ({ here: true }));
    expect(await (await fetch(`http://127.0.0.2:${server.port}/status`)).json()).toEqual({ here: true });
    await expect(fetch(`http://127.0.0.1:${server.port}/status`)).rejects.toThrow("fetch failed");
  });
});
