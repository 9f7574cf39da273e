import { afterEach, describe, expect, test } from "vitest";
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
