import { createClient } from "@clickhouse/client";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { createKafka } from "#infra/adapters/kafka.ts";
import { connectAsync } from "mqtt";
import { describe, expect, test } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";
import { z } from "zod";
import { processesWithVariable, processFacts } from "./process-identity.ts";
import { RUN_ID_VARIABLE } from "./reaper-message.ts";
import { runningStacks, type StackAddresses } from "./running-stacks.ts";
import { startStack } from "./stack.ts";

const FIXTURE = fileURLToPath(new URL("./hold-stack.fixture.ts", import.meta.url));
const heldStack = z.object({
  runDir: z.string(),
  runId: z.string(),
  reaperPid: z.number(),
  kafka: z.object({ brokers: z.array(z.string()) }),
  registry: z.object({ url: z.string() }),
  mqtt: z.object({ url: z.string() }),
  clickhouse: z.object({ url: z.string() }),
});
type HeldStack = z.infer<typeof heldStack> & { readonly starter: ChildProcess };

async function holdStack(args: readonly string[] = []): Promise<HeldStack> {
  const starter = spawn(process.execPath, [FIXTURE, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = await once(createInterface({ input: starter.stdout }), "line");
  return { ...heldStack.parse(JSON.parse(String(line))), starter };
}

function portsOf(stack: StackAddresses): number[] {
  const urls = [`http://${stack.kafka.brokers[0]}`, stack.registry.url, stack.mqtt.url, stack.clickhouse.url];
  return urls.map((url) => Number(new URL(url).port));
}

async function listens(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  return new Promise((resolve) => {
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
  }).then((answer) => {
    socket.destroy();
    return answer === true;
  });
}

function kafkaOf(stack: StackAddresses): ReturnType<typeof createKafka> {
  return createKafka({ brokers: stack.kafka.brokers, clientId: "stack-test" });
}

async function clusterId(stack: StackAddresses): Promise<string> {
  const admin = kafkaOf(stack).admin();
  await admin.connect();
  const cluster = await admin.describeCluster();
  await admin.disconnect();
  return cluster.clusterId;
}

describe("the local stack", () => {
  test("listens on 127.0.0.1 only", async () => {
    const addresses = Object.values(localStack())
      .map((value) => JSON.stringify(value))
      .join(" ");
    expect(addresses).not.toMatch(/0\.0\.0\.0|localhost/);
    for (const port of portsOf(localStack())) expect(listeners(port)).toEqual(["127.0.0.1"]);
  });

  test("has its addresses and logs in the run folder, where other commands find them", () => {
    const { runDir } = localStack();
    expect(readdirSync(join(runDir, "logs")).toSorted()).toEqual(
      expect.arrayContaining(["clickhouse.log", "hivemq.log", "kafka.log", "registry.log"]),
    );
    expect(runningStacks()).toContainEqual(localStack());
  });

  test("two start at once beside a third, and stop without a trace", async () => {
    const stacks = await Promise.all([startStack(), startStack()]);
    const ports = [...stacks, localStack()].flatMap(portsOf);
    expect(new Set(ports).size).toBe(12);
    await Promise.all(stacks.map((stack) => stack.stop()));
    expect(stacks.filter((stack) => existsSync(stack.runDir))).toEqual([]);
    expect(await Promise.all(stacks.flatMap(portsOf).map(listens))).toEqual(Array(8).fill(false));
    expect(runningStacks().map((stack) => stack.runDir)).not.toContain(stacks[0]?.runDir);
  });

  test("after kill -9 of its starter nothing is left within 10 s: no process, port or file", async () => {
    const stack = await holdStack();
    expect(processesWithVariable(RUN_ID_VARIABLE, stack.runId)).toHaveLength(5);
    const killed = Date.now();
    stack.starter.kill("SIGKILL");
    while (processFacts(stack.reaperPid) !== null) await sleep(50);
    expect(Date.now() - killed).toBeLessThan(10_000);
    expect(processesWithVariable(RUN_ID_VARIABLE, stack.runId)).toEqual([]);
    expect(await Promise.all(portsOf(stack).map(listens))).toEqual([false, false, false, false]);
    expect(existsSync(stack.runDir)).toBe(false);
    expect(runningStacks().map((other) => other.runDir)).not.toContain(stack.runDir);
  });

  test("a service that can't start is named with its log's last lines", async () => {
    const folder = mkdtempSync(join(tmpdir(), "stack-test-"));
    const before = process.env["JAVA_TOOL_OPTIONS"];
    process.env["JAVA_TOOL_OPTIONS"] = "-XX:NoSuchOption";
    try {
      const starting = startStack({ dataDir: folder });
      await expect(starting).rejects.toThrow(
        new RegExp(`log is ${folder}/logs/.*\\.log; the last lines:\n[^]*NoSuchOption`),
      );
    } finally {
      if (before === undefined) delete process.env["JAVA_TOOL_OPTIONS"];
      else process.env["JAVA_TOOL_OPTIONS"] = before;
      rmSync(folder, { recursive: true });
    }
  });

  test(
    "with a data folder everything is there again, on other ports, after kill -9 and after a stop",
    { timeout: 240_000 },
    async () => {
      const folder = mkdtempSync(join(tmpdir(), "stack-test-"));
      const first = await holdStack([folder]);
      const id = await clusterId(first);
      await leaveTraces(first);
      first.starter.kill("SIGKILL");
      // At once: it waits for what the first has left.
      const second = await holdStack([folder]);
      expect(await clusterId(second)).toBe(id);
      await expectTraces(second);
      second.starter.kill("SIGTERM");
      await once(second.starter, "exit");
      const third = await holdStack([folder]);
      expect(await clusterId(third)).toBe(id);
      await expectTraces(third);
      third.starter.kill("SIGTERM");
      await once(third.starter, "exit");
      while (processFacts(third.reaperPid) !== null) await sleep(50);
      rmSync(folder, { recursive: true });
    },
  );
});

const SCHEMA = JSON.stringify({ type: "record", name: "Trace", fields: [{ name: "n", type: "int" }] });

/** A record, a schema, a retained message and a row. */
async function leaveTraces(stack: StackAddresses): Promise<void> {
  const kafka = kafkaOf(stack);
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic: "trace", numPartitions: 1 }], waitForLeaders: true });
  await admin.disconnect();
  const producer = kafka.producer();
  await producer.connect();
  await producer.send({ topic: "trace", messages: [{ value: "left" }] });
  await producer.disconnect();
  const response = await fetch(`${stack.registry.url}/subjects/trace-value/versions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ schema: SCHEMA }),
  });
  expect(response.status).toBe(200);
  const client = await connectAsync(stack.mqtt.url, { protocolVersion: 5 });
  await client.publishAsync("trace", "left", { qos: 1, retain: true });
  await client.endAsync();
  const clickhouse = createClient({ url: stack.clickhouse.url });
  await clickhouse.command({ query: "CREATE TABLE trace (n UInt8) ENGINE = MergeTree ORDER BY n" });
  await clickhouse.insert({ table: "trace", values: [{ n: 7 }], format: "JSONEachRow" });
  await clickhouse.close();
}

async function expectTraces(stack: StackAddresses): Promise<void> {
  const admin = kafkaOf(stack).admin();
  await admin.connect();
  expect(await admin.fetchTopicOffsets("trace")).toMatchObject([{ low: "0", high: "1" }]);
  await admin.disconnect();
  const response = await fetch(`${stack.registry.url}/subjects/trace-value/versions/latest`);
  expect(await response.json()).toMatchObject({ subject: "trace-value", schema: SCHEMA });
  const client = await connectAsync(stack.mqtt.url, { protocolVersion: 5 });
  const message = new Promise((resolve) =>
    client.once("message", (_topic, payload) => resolve(payload.toString())),
  );
  await client.subscribeAsync("trace", { qos: 1 });
  expect(await message).toBe("left");
  await client.endAsync();
  const clickhouse = createClient({ url: stack.clickhouse.url });
  const rows = await clickhouse.query({ query: "SELECT * FROM trace", format: "JSONEachRow" });
  expect(await rows.json()).toEqual([{ n: 7 }]);
  await clickhouse.close();
}

/** Addresses on which a port is listened to, from /proc/net/tcp: `sl local_address rem_address st` with st 0A = LISTEN. */
function listeners(port: number): string[] {
  const hexPort = port.toString(16).toUpperCase().padStart(4, "0");
  const rows = ["/proc/net/tcp", "/proc/net/tcp6"].flatMap((file) =>
    readFileSync(file, "utf8").split("\n").slice(1),
  );
  return rows
    .map((row) => row.trim().split(/\s+/))
    .filter((fields) => fields[3] === "0A" && fields[1]?.endsWith(`:${hexPort}`))
    .map((fields) => addressOf(fields[1]?.split(":")[0] ?? ""));
}

/** Little-endian words; the last of an IPv4-mapped IPv6 address is the IPv4 one. */
function addressOf(hex: string): string {
  const mapped = hex.length === 32 && hex.slice(0, 24) === "0000000000000000FFFF0000";
  if (hex.length !== 8 && !mapped) return hex;
  return [...Buffer.from(hex.slice(-8), "hex")].toReversed().join(".");
}
