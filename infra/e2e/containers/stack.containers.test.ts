/**
 * The shipped compose.yml, end to end: gateways report to the broker by their certificates, and the rows are in the views.
 * Every service is a container: published images where they can be pulled, else stand-ins of this machine's programs.
 */
import { readFileSync } from "node:fs";
import { request as httpsRequest } from "node:https";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { openEngine } from "./engine.ts";
import { runGateway, type Sent, stationQuery } from "./gateways.ts";
import { canPull, missingForStandIns } from "./stand-ins.ts";
import { type ContainerStack, makeSecrets, parts, startContainers } from "./stack.ts";

const found = await openEngine();
const published = "engine" in found && (await canPull(found.engine));
const missing = "missing" in found ? found.missing : published ? null : missingForStandIns();
if (missing !== null) process.stderr.write(`SKIPPED: ${missing}\n`);

const gateways = 3;
const reportsEach = 20;
let stack: ContainerStack;
let sent: readonly Sent[];

beforeAll(async () => {
  if ("missing" in found || missing !== null) return;
  stack = await startContainers(found.engine, published);
  const { secrets, ports } = stack;
  const numbers = Array.from({ length: gateways }, (_, index) => index + 1);
  sent = await Promise.all(
    numbers.map((number) =>
      runGateway({ mqttPort: ports.mqtt, secrets, makeSecrets, number, steps: reportsEach }),
    ),
  );
});

afterAll(async () => {
  if ("missing" in found) return;
  if (missing === null) await stack.stop();
  await found.engine.stop();
});

/** Rows of a query by a person who may read. */
async function ask(sql: string): Promise<readonly string[]> {
  const { code, output } = await stack.errand("reader", "query", "--format", "TSV", sql);
  if (code !== 0) throw new Error(output);
  return output.split("\n").filter((line) => line.includes("\t"));
}

/** Packages are 50 MB of it, sources 10. */
const mostAddedBytes = 90_000_000;

/** In a container: who its process is, and what comes of writing here and there. */
const whoAmI = `
const { readFileSync, writeFileSync } = require("node:fs");
const [, capabilities] = /^CapEff:\\s+(\\w+)$/m.exec(readFileSync("/proc/self/status", "utf8"));
const [, noNewPrivileges] = /^NoNewPrivs:\\s+(\\d)$/m.exec(readFileSync("/proc/self/status", "utf8"));
const told = { uid: process.getuid(), gid: process.getgid(), capabilities, noNewPrivileges };
for (const path of ["/opt/usp-telemetry/x", "/etc/x", "/run/secrets/x", "/tmp/x"]) {
  try { writeFileSync(path, ""); told[path] = "written"; } catch (error) { told[path] = error.code; }
}
console.log(JSON.stringify(told));`;

/** Asks until it is so; what it is at last, for the assertion. */
async function eventually<T>(asked: () => Promise<T>, isSo: (answer: T) => boolean): Promise<T> {
  const until = Date.now() + 120_000;
  for (;;) {
    const answer = await asked();
    if (isSo(answer) || Date.now() > until) return answer;
    await sleep(1000);
  }
}

/** What a monitoring service answers, and what of it is looked at. */
async function look<T>(port: number, path: string, answer: z.ZodType<T>): Promise<T> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`);
  return answer.parse(await response.json());
}

/** Posts a report of one station to the collector: the status, or why there was none. */
function post(endpointId: string, certificate: { cert?: Buffer; key?: Buffer }): Promise<number | string> {
  const station = {
    "ApAssociatedDevice.1.1.MACAddress": "02:00:00:00:00:01",
    "ApAssociatedDevice.1.1.SignalStrength": -55,
  };
  const body = JSON.stringify({ Report: [{ CollectionTime: Math.floor(Date.now() / 1000), ...station }] });
  const ca = readFileSync(join(stack.secrets, "usp-collector/ca.pem"));
  const to = { host: "localhost", port: stack.ports.collector, path: `/bulkdata?eid=${endpointId}` };
  return new Promise((resolve) => {
    const request = httpsRequest({ ...to, method: "POST", agent: false, ca, ...certificate }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.once("error", (error) => resolve(error.message));
    request.end(body);
  });
}

describe("the stack of compose.yml", () => {
  beforeEach(({ skip }) => {
    if (missing !== null) skip(missing);
  });

  test("every station of every report is a row, with its values", async () => {
    const expected = sent.flatMap(({ rows }) => rows).toSorted();
    expect(expected.length).toBeGreaterThan(gateways * reportsEach);
    const rows = await eventually(
      () => ask(stationQuery),
      ({ length }) => length >= expected.length,
    );
    expect(rows.toSorted()).toEqual(expected);
  });

  test("windows of each home have received what it reported, and no more", async () => {
    const query = "SELECT home_id, sum(received), sum(duplicate) FROM home_window GROUP BY home_id";
    const expected = sent.map(({ endpointId, reports }) => `${endpointId}\t${reports}\t0`).toSorted();
    const asked = async () => (await ask(query)).toSorted();
    expect(await eventually(asked, (rows) => isDeepStrictEqual(rows, expected))).toEqual(expected);
  });

  test("our image is small: packages and sources, and no tools", async () => {
    expect(await stack.addedBytes()).toBeLessThan(mostAddedBytes);
    const tools = ["typescript", "vitest", "chdb/build", "@chdb", "testcontainers"].map(
      (name) => `/opt/usp-telemetry/node_modules/${name}`,
    );
    const present = `console.log(${JSON.stringify(tools)}.filter((path) => require("node:fs").existsSync(path)).join())`;
    expect((await stack.onContainer("worker", "node", "-e", present)).trim()).toBe("");
  });

  test.each(parts)(
    "%s: nobody in particular, on a root that can't be written, without a capability",
    async (part) => {
      const told = (await stack.onContainer(part, "node", "-e", whoAmI)).trim();
      expect(JSON.parse(told)).toEqual({
        ...{ uid: 10001, gid: 10001, capabilities: "0000000000000000", noNewPrivileges: "1" },
        ...{
          "/opt/usp-telemetry/x": "EROFS",
          "/etc/x": "EROFS",
          "/run/secrets/x": "EROFS",
          "/tmp/x": "written",
        },
      });
      expect(await stack.inspect(part, "{{.HostConfig.ReadonlyRootfs}} {{.HostConfig.Privileged}}")).toBe(
        "true false",
      );
    },
  );

  test("every process can do its work, by its own word", async () => {
    const asked = `fetch("http://127.0.0.1:9400/readyz").then((answer) => answer.text()).then(console.log)`;
    const told = await Promise.all(
      parts.map(async (part) => [part, (await stack.onContainer(part, "node", "-e", asked)).trim()]),
    );
    expect(told).toEqual(parts.map((part) => [part, '{"ready":true,"causes":[]}']));
  });

  test("at the collector a gateway's certificate speaks for that gateway, and none for nobody", async () => {
    const { endpointId } = sent[0] ?? { endpointId: "" };
    const pem = (name: string): Buffer =>
      readFileSync(join(stack.secrets, "gateways", endpointId, `${name}.pem`));
    const own = { cert: pem("certificate"), key: pem("key") };
    expect(await post(endpointId, own)).toBe(200);
    expect(await post(sent[1]?.endpointId ?? "", own)).toBe(403);
    expect(await post(endpointId, {})).toBe(403);
    const query = `SELECT endpoint_id, sta_mac FROM station_observation WHERE sta_mac ILIKE '02:00:00:00:00:01'`;
    const rows = await eventually(
      () => ask(query),
      ({ length }) => length > 0,
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatch(new RegExp(`^${endpointId}\t`));
  });

  test("Prometheus scrapes every process, has our rules, and knows its Alertmanager", async () => {
    const target = z.object({ health: z.string(), lastError: z.string() });
    const targets = z.object({ data: z.object({ activeTargets: z.array(target) }) });
    const { data } = await look(stack.ports.prometheus, "/api/v1/targets", targets);
    expect(data.activeTargets).toEqual(parts.map(() => ({ health: "up", lastError: "" })));
    const rules = z.object({
      data: z.object({ groups: z.array(z.object({ rules: z.array(z.unknown()) })) }),
    });
    const loaded = await look(stack.ports.prometheus, "/api/v1/rules", rules);
    expect(loaded.data.groups.flatMap((group) => group.rules).length).toBeGreaterThan(15);
    const managers = z.object({
      data: z.object({ activeAlertmanagers: z.array(z.object({ url: z.string() })) }),
    });
    expect(
      (await look(stack.ports.prometheus, "/api/v1/alertmanagers", managers)).data.activeAlertmanagers,
    ).toEqual([{ url: "http://alertmanager:9093/api/v2/alerts" }]);
  });

  test("a process is nobody in particular, and can't write to its own files", async () => {
    const tried = `try { fs.writeFileSync("/opt/usp-telemetry/x", "") } catch ({ code }) { console.log(process.getuid(), code) }`;
    expect(await stack.onContainer("bridge", "node", "-e", tried)).toBe("10001 EROFS\n");
  });

  test("the ledger balances, from the message to the row", async () => {
    const check = () => stack.errand("auditor", "ledger", "check");
    const { code, output } = await eventually(check, (answer) => answer.code === 0);
    expect([code, output]).toEqual([0, expect.stringMatching(/^Balanced\.$/m)]);
  });

  test("SIGTERM: every process finishes what is under way, and ends with 0", async () => {
    const codes = await stack.end(parts);
    expect(codes).toEqual(Object.fromEntries(parts.map((part) => [part, 0])));
  });
});
