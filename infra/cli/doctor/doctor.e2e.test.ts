/** The doctor on real servers: well, not prepared, away, and with a limit that loses messages. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";
import { freePort } from "#infra/local/free-port.ts";
import { asRoot, findMosquitto, startMosquitto } from "#infra/local/mosquitto.ts";
import { openRunFolder, type RunFolder } from "#infra/local/run-folder.ts";
import { type Product, startProduct } from "#infra/e2e/product.ts";
import type { Values } from "../settings.ts";
import { examine } from "./command.ts";
import { dependencies, type Dependency, type Finding } from "./finding.ts";

let product: Product;
beforeAll(async () => {
  product = await startProduct({ stack: localStack(), workers: 0, fleet: false });
});
afterAll(() => product.stop());

const options = { limitMs: 10_000, queued: 1500 };
const lookAt = (wanted: readonly Dependency[], over: Partial<Values> = {}, limitMs = options.limitMs) =>
  examine(wanted, { ...product.values, ...over }, { ...options, limitMs });
const failures = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter(({ level }) => level === "fail");

test("nothing fails where all is prepared, and each dependency was seen to work", async () => {
  const findings = await lookAt(dependencies);
  expect(failures(findings)).toEqual([]);
  const seen = findings
    .filter(({ level }) => level === "ok")
    .map(({ dependency, about }) => `${dependency} ${about}`);
  expect(seen).toEqual(
    expect.arrayContaining([
      "kafka version",
      "kafka topics",
      "kafka permissions",
      "kafka round trip",
      "kafka clock",
      "registry version",
      "registry schemas",
      "registry permissions",
      "clickhouse version",
      "clickhouse migrations",
      "clickhouse permissions",
      "clickhouse clock",
      "mqtt version",
      "mqtt session",
      "mqtt subscriptions",
      "mqtt round trip",
      "mqtt queue",
    ]),
  );
  expect(findings).toContainEqual(
    expect.objectContaining({ level: "warn", dependency: "kafka", about: "brokers" }),
  );
});

test("what it made is gone", async () => {
  await lookAt(["kafka"]);
  const admin = product.kafka.admin();
  await admin.connect();
  expect((await admin.listTopics()).filter((name) => name.startsWith("usp.doctor"))).toEqual([]);
  const { groups } = await admin.listGroups();
  expect(groups.filter(({ groupId }) => groupId.startsWith("usp-doctor"))).toEqual([]);
  await admin.disconnect();
});

test("a database without our tables fails with what to run", async () => {
  const [failure] = failures(await lookAt(["clickhouse"], { clickhouseDatabase: "default" }));
  expect(failure).toMatchObject({
    about: "migrations",
    whatToDo: expect.stringContaining("usp-telemetry migrate"),
  });
});

describe("a dependency that is away fails with its address and why", () => {
  test.each(dependencies)("%s", async (dependency) => {
    const port = await freePort();
    const nobody: Readonly<Record<Dependency, Partial<Values>>> = {
      kafka: { kafkaBrokers: [`127.0.0.1:${port}`] },
      registry: { registryUrl: `http://127.0.0.1:${port}` },
      clickhouse: { clickhouseUrl: `http://127.0.0.1:${port}` },
      mqtt: { mqttUrl: `mqtt://127.0.0.1:${port}` },
    };
    const findings = await lookAt([dependency], nobody[dependency], 2000);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ level: "fail", about: "reachable" });
    expect(findings[0]?.found).toContain("ECONNREFUSED");
    expect(findings[0]?.found).toContain(String(port));
  });
});

describe.skipIf(findMosquitto() === null)("mosquitto", () => {
  let run: RunFolder;
  beforeAll(async () => {
    run = await openRunFolder(null);
  });
  afterAll(() => run.reaper.finish());

  test("with limits that lose nothing is well; with its own a queue of 1,000 is found out", async () => {
    const mosquitto = await startMosquitto(run);
    const over = { mqttUrl: mosquitto.address };
    expect(failures(await lookAt(["mqtt"], over))).toEqual([]);
    const file = join(run.folderOf("mosquitto"), "mosquitto.conf");
    await mosquitto.part.stop();
    const port = new URL(mosquitto.address).port;
    writeFileSync(file, `listener ${port} 127.0.0.1\nallow_anonymous true\nlog_dest stderr\n`);
    const again = await mosquitto.again();
    const findings = await lookAt(["mqtt"], { mqttUrl: again.address });
    expect(failures(findings)).toMatchObject([{ about: "queue" }]);
    expect(failures(findings)[0]?.found).toMatch(
      /acknowledged 1500 messages .* and dropped [45]\d\d of them/,
    );
    expect(findings).toContainEqual(expect.objectContaining({ about: "version" }));
  });

  test("that lets this user read nothing but canaries is told as what can't be seen: it grants what it withholds", async () => {
    const mosquitto = await startMosquitto(run);
    const folder = run.folderOf("mosquitto");
    await mosquitto.part.stop();
    const { port } = new URL(mosquitto.address);
    writeFileSync(join(folder, "acl"), "topic readwrite usp-telemetry/canary/#\n", { mode: 0o600 });
    const text = `allow_anonymous true\nacl_file ${folder}/acl\nmax_queued_messages 0\nlog_dest stderr\n`;
    writeFileSync(join(folder, "mosquitto.conf"), `listener ${port} 127.0.0.1\n${asRoot()}${text}`);
    const again = await mosquitto.again();
    const findings = await lookAt(["mqtt"], { mqttUrl: again.address });
    expect(failures(findings)).toEqual([]);
    expect(findings).toContainEqual(
      expect.objectContaining({
        level: "warn",
        about: "by hand",
        found: expect.stringContaining("withholds"),
      }),
    );
    await again.part.stop();
  });
});
