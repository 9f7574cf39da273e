import { once } from "node:events";
import { createServer, type Server } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { freePort } from "./free-port.ts";
import { openRunFolder, type RunFolder } from "./run-folder.ts";
import { type ServiceAttempt, startService } from "./service.ts";

/** A service that answers 200 on its port; `stays`: one that only logs that it could not have it. */
const script = (stays: boolean): string => `
  const server = require("node:http").createServer((_, answer) => answer.end("ok"));
  ${stays ? 'server.on("error", (error) => { console.log(error.message); setInterval(() => undefined, 1000); });' : ""}
  server.listen(Number(process.argv[1]), "127.0.0.1");`;

function attemptOn(port: number, code: string): ServiceAttempt<number> {
  return {
    command: { name: "web", command: process.execPath, args: ["-e", code, String(port)] },
    probe: async () => {
      const response = await fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(500) });
      if (!response.ok) throw new Error(`status ${response.status}`);
    },
    address: port,
  };
}

describe("starting a service", () => {
  let run: RunFolder;
  let other: Server;
  let taken: number;

  beforeEach(async () => {
    run = await openRunFolder(null);
    taken = await freePort();
    other = createServer((socket) => socket.on("error", () => undefined)).listen(taken, "127.0.0.1");
    await once(other, "listening");
  });

  afterEach(async () => {
    other.close();
    await run.reaper.finish();
  });

  for (const stays of [false, true]) {
    test(
      `takes another port when the first was taken meanwhile and the service ${stays ? "goes on without" : "ends"}`,
      { timeout: 60_000 },
      async () => {
        const ports = [taken, await freePort()];
        const tried: number[] = [];
        const service = await startService(run, "Web", () => {
          const next = ports[tried.length] ?? 0;
          tried.push(next);
          return Promise.resolve(attemptOn(next, script(stays)));
        });
        expect(tried).toEqual(ports);
        expect(service.address).toBe(ports[1]);
        await service.part.stop(0);
      },
    );
  }

  test("starts what has ended once more on the same port", { timeout: 60_000 }, async () => {
    const free = await freePort();
    const first = await startService(run, "Web", () => Promise.resolve(attemptOn(free, script(false))));
    await first.part.stop(0);
    const second = await first.again();
    expect(second.address).toBe(free);
    expect(second.part.pid).not.toBe(first.part.pid);
    await second.part.stop(0);
    const third = await second.again();
    expect(third.part.isRunning()).toBe(true);
    await third.part.stop(0);
  });

  test("fails with the service's name, its log and the log's last lines", { timeout: 60_000 }, async () => {
    const broken = 'console.log("first line"); console.error("no such luck"); process.exit(3);';
    const starting = startService(run, "Web", () => Promise.resolve(attemptOn(1, broken)));
    await expect(starting).rejects.toThrow(
      `Web ended while starting (exit code 3). Its log is ${run.logFolder}/web.log; the last lines:\nfirst line\nno such luck`,
    );
  });
});
