import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { identityOf } from "#infra/local/process-identity.ts";

const program = new URL("main.ts", import.meta.url).pathname;

test("topics list asks the local stack where nothing names a Kafka", { timeout: 60_000 }, async () => {
  const state = mkdtempSync(join(tmpdir(), "topics-list-"));
  const kafka = createServer().listen(0, "127.0.0.1");
  await once(kafka, "listening");
  const { port } = kafka.address() as AddressInfo;
  const addresses = {
    runDir: state,
    kafka: { brokers: [`127.0.0.1:${port}`] },
    registry: { url: "http://127.0.0.1:9" },
    mqtt: { url: "mqtt://127.0.0.1:9" },
    clickhouse: { url: "http://127.0.0.1:9" },
  };
  const folder = join(state, "usp-telemetry", "running");
  mkdirSync(folder, { recursive: true });
  const stack = { starter: identityOf(process.pid), addresses };
  writeFileSync(join(folder, "a-run.json"), JSON.stringify(stack));
  const env = Object.entries(process.env).filter(([name]) => !name.startsWith("USP_"));
  const child = spawn(process.execPath, [program, "topics", "list"], {
    env: { ...Object.fromEntries(env), XDG_STATE_HOME: state },
    stdio: "ignore",
  });
  const ended = once(child, "exit").then(() => "ended");
  try {
    const asked = once(kafka, "connection").then(() => "asked");
    expect(await Promise.race([asked, ended])).toBe("asked");
  } finally {
    child.kill("SIGKILL");
    await ended;
    kafka.close();
    rmSync(state, { recursive: true });
  }
});
