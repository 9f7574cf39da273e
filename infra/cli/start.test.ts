import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { expect, test, vi } from "vitest";
import { start } from "./start.ts";

test("a port of the collector that is taken is told before anything is started", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  vi.stubEnv("USP_HTTP_PORT", String(port));
  const options = {
    bridges: 1,
    workers: 1,
    gateways: 0,
    intervalMs: 5000,
    anomalies: 1,
    history: null,
    collector: true,
    dataDir: "/nowhere that can be",
    broker: "hivemq",
    configFile: undefined,
    replayFiles: [],
    exit: false,
    qos: 1,
    queries: [],
    stopping: new AbortController().signal,
  } as const;
  try {
    await expect(start(options)).rejects.toThrow(`127.0.0.1:${port}. Choose another port`);
  } finally {
    vi.unstubAllEnvs();
    server.close();
  }
});
