/**
 * Every door with a real service behind it, configured as infra/deploy has it (the broker's: `mqtt.e2e.test.ts`): the right key
 * enters; a wrong one, none, an expired one and another's do not. Then parts and people go through all of them, each with what
 * it may do and nothing more.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { request as httpsRequest } from "node:https";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";
import { type Pair, textsOf, tlsConfigOf } from "#infra/adapters/certificates.fixture.ts";
import { createKafka } from "#infra/adapters/kafka.ts";
import { applyTopics } from "#infra/adapters/kafka-admin.ts";
import { openClickhouse } from "#infra/cli/clickhouse-select.ts";
import {
  bridgeConfig,
  clickhouseConfig,
  fleetConfig,
  notifyConfig,
  sinkConfig,
  workerConfig,
} from "#infra/cli/config/process-config.ts";
import type { AclLine } from "#infra/cli/kafka-acls.ts";
import { prepareSchemas, prepareTopics } from "#infra/cli/local-run/prepare.ts";
import { migrate } from "#infra/cli/migrate-command.ts";
import { findMosquitto } from "#infra/local/mosquitto.ts";
import { runBridge } from "#ingest/main.ts";
import { runFleet, runNotify, runSink, runWorker } from "#processors/main.ts";
import { topics } from "#schemas/topics.ts";
import { CollectorProcess } from "../collector/collector-process.ts";
import { errandsOf, tellOfHome } from "./errands.ts";
import { enterClickhouse, entered, enterKafka, enterRegistry, openMqtt } from "./enter.ts";
import { type LockedStack, readAcls, secretOf, startLockedStack, superUser } from "./locked-stack.ts";

const missing = findMosquitto() === null;
if (missing)
  process.stderr.write("SKIPPED: mosquitto is not installed (Debian: apt-get install mosquitto)\n");

/** Each errand is a process, and some wait for the parts. */
const patience = { timeout: 400_000 };
const one = "os::00D09E-door-1";
const other = "os::00D09E-door-2";
const doorTopic = { ...topics.telemetry, name: "door" };
let stack: LockedStack;
/** Certificates by what is right or wrong with them. */
let shown: Readonly<Record<"right" | "expired" | "gateway" | "stranger", Pair>>;
let gateway: Pair;

const kafkaAs = (
  username: string,
  password: string,
  mechanism: "plain" | "scram-sha-256" | "scram-sha-512" = "scram-sha-512",
) => ({
  brokers: stack.kafka.sasl,
  ssl: true,
  tls: tlsConfigOf(stack.inside.ca),
  sasl: { mechanism, username, password },
});

beforeAll(async () => {
  if (missing) return;
  stack = await startLockedStack(localStack(), `doors_${process.pid}_${Date.now()}`);
  const stranger = stack.certificates.authority("stranger");
  shown = {
    right: stack.bridge,
    expired: stack.inside.issue("usp-bridge", { days: -1 }),
    gateway: stack.gateways.issue("usp-bridge"),
    stranger: stranger.issue("usp-bridge"),
  };
  gateway = stack.gateways.issue(one);
  const kafka = createKafka({ ...kafkaAs(superUser, secretOf(superUser)), clientId: "door" });
  await applyTopics(kafka, { partitions: 1, replicationFactor: 1, topics: [doorTopic] });
});

afterAll(async () => {
  if (!missing) await stack.stop();
});

describe.skipIf(missing)("Kafka", () => {
  test.each(["plain", "scram-sha-256", "scram-sha-512"] as const)(
    "%s: the password enters, another and none do not",
    async (mechanism) => {
      const as = (user: string, password: string) =>
        enterKafka(kafkaAs(user, password, mechanism), doorTopic.name);
      expect(await as(superUser, secretOf(superUser))).toBe(entered);
      expect(await as(superUser, "wrong")).toMatch(/authentication failed/i);
      expect(await as("nobody", "wrong")).toMatch(/authentication failed/i);
    },
  );

  test("without a password, without TLS, or by another authority's certificate there is no way in", async () => {
    const { brokers, ssl, tls, sasl } = kafkaAs(superUser, secretOf(superUser));
    expect(await enterKafka({ brokers, ssl, tls }, doorTopic.name)).not.toBe(entered);
    expect(await enterKafka({ brokers, sasl }, doorTopic.name)).not.toBe(entered);
    const believing = tlsConfigOf(stack.gateways.ca);
    expect(await enterKafka({ brokers, ssl, tls: believing, sasl }, doorTopic.name)).toMatch(/certificate/i);
  });

  test("certificates: ours enters with what its name may do; none, expired and others' do not", async () => {
    const as = (pair: Pair | null, topic: string = topics.parameter.name) =>
      enterKafka({ brokers: stack.kafka.mutual, ssl: true, tls: tlsConfigOf(stack.inside.ca, pair) }, topic);
    await prepareTopics(stack.valuesOf("topics", "usp-topics"));
    expect(await as(shown.right)).toBe(entered);
    expect(await as(shown.right, topics.window.name)).toMatch(/authori/i);
    for (const pair of [null, shown.expired, shown.gateway, shown.stranger])
      expect(await as(pair)).toMatch(/certificate|alert|closed|ECONNRESET/i);
  });
});

describe.skipIf(missing)("the registry and ClickHouse", () => {
  const password = secretOf("front");
  const doors = {
    registry: (pair: Pair | null, word: string, ca: string) =>
      enterRegistry({
        url: stack.registry.url,
        auth: { username: "usp", password: word },
        tls: tlsConfigOf(ca, pair),
      }),
    ClickHouse: (pair: Pair | null, word: string, ca: string) =>
      enterClickhouse({
        url: stack.clickhouse.url,
        username: "usp",
        password: word,
        tls: tlsConfigOf(ca, pair),
      }),
  };

  test.each(["registry", "ClickHouse"] as const)("%s", async (name) => {
    const door = doors[name];
    expect(await door(shown.right, password, stack.inside.ca)).toBe(entered);
    expect(await door(shown.right, "wrong", stack.inside.ca)).toMatch(/wrong user or password/);
    for (const pair of [null, shown.expired, shown.gateway, shown.stranger])
      expect(await door(pair, password, stack.inside.ca)).toMatch(/alert|ECONNRESET|socket/i);
    expect(await door(shown.right, password, stack.gateways.ca)).toMatch(/certificate/i);
  });
});

/** Values that a report may have at the collector; a person's redrive allows more. */
const mostValues = 4;

/** One report of one station over HTTP or MQTT. */
const report = (mac: string, more = {}): string =>
  JSON.stringify({
    Report: [
      {
        CollectionTime: Math.floor(Date.now() / 1000),
        "ApAssociatedDevice.1.1.MACAddress": mac,
        "ApAssociatedDevice.1.1.SignalStrength": -55,
        ...more,
      },
    ],
  });

const inform = (serial: string): string => `<?xml version="1.0"?>
<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:cwmp="urn:dslforum-org:cwmp-1-0">
<soap:Header><cwmp:ID soap:mustUnderstand="1">1</cwmp:ID></soap:Header><soap:Body><cwmp:Inform>
<DeviceId><Manufacturer>x</Manufacturer><OUI>00D09E</OUI><ProductClass></ProductClass><SerialNumber>${serial}</SerialNumber></DeviceId>
<Event><EventStruct><EventCode>2 PERIODIC</EventCode><CommandKey></CommandKey></EventStruct></Event>
<MaxEnvelopes>1</MaxEnvelopes><CurrentTime>${new Date().toISOString()}</CurrentTime><RetryCount>0</RetryCount>
<ParameterList><ParameterValueStruct><Name>Device.DeviceInfo.UpTime</Name><Value>7</Value></ParameterValueStruct></ParameterList>
</cwmp:Inform></soap:Body></soap:Envelope>`;

describe.skipIf(missing)("the parts, each with its own account", () => {
  const port = 20_000 + (process.pid % 10_000);
  let collector: CollectorProcess;
  const stops: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    const quick = {
      USP_TICK_PERIOD_MS: "500",
      USP_WINDOW_SIZE_MS: "1000",
      USP_WINDOW_LATENESS_MS: "0",
      USP_WINDOW_SPREAD_MS: "0",
    };
    await prepareTopics(stack.valuesOf("topics", "usp-topics"));
    await prepareSchemas(stack.valuesOf("topics", "usp-topics"));
    await migrate(clickhouseConfig(stack.valuesOf("migrate", "usp-topics")));
    const server = stack.inside.issue("collector");
    collector = new CollectorProcess({
      ...stack.environmentOf("usp-collector"),
      USP_HTTP_HOST: "127.0.0.1",
      USP_HTTP_PORT: String(port),
      USP_LIMIT_VALUES: String(mostValues),
      USP_HTTP_TLS_CA_FILE: stack.gateways.ca,
      USP_HTTP_TLS_CERTIFICATE_FILE: server.certificate,
      USP_HTTP_TLS_KEY_FILE: server.key,
      USP_HTTP_USERS: JSON.stringify([{ username: "door-2", password: secretOf("door-2") }]),
      USP_HTTP_AUTHORIZATION: JSON.stringify([
        { who: "{id}", endpoint: "{id}" },
        { who: "door-{n}", endpoint: "os::00D09E-door-{n}" },
      ]),
    });
    const bridge = await runBridge(
      bridgeConfig(stack.valuesOf("bridge", "usp-bridge", { USP_BRIDGE_ID: "b", ...quick })),
    );
    const processes = await Promise.all([
      runWorker(workerConfig(stack.valuesOf("worker", "usp-worker", quick))),
      runFleet(fleetConfig(stack.valuesOf("fleet", "usp-fleet"))),
      runSink(sinkConfig(stack.valuesOf("sink", "usp-sink", { USP_SINK_FLUSH_EVERY_MS: "100" }))),
      runNotify(
        notifyConfig(
          stack.valuesOf("notify", "usp-notify", {
            USP_NOTIFY_TARGETS: JSON.stringify([{ kind: "alertmanager", url: "http://127.0.0.1:9" }]),
          }),
        ),
      ),
    ]);
    for (const each of [bridge, ...processes]) stops.push(() => each.stop());
  });

  afterAll(async () => {
    await Promise.all(stops.map((stop) => stop()));
    await collector.end("SIGTERM");
  });

  /** Posts as a gateway; the status of the answer, or why there was none. */
  const post = (
    path: string,
    body: string,
    pair: Pair | null,
    password: string | null = null,
  ): Promise<number | string> =>
    new Promise((resolve) => {
      const request = httpsRequest(
        {
          host: "localhost",
          port,
          path,
          method: "POST",
          agent: false,
          ca: readFileSync(stack.inside.ca),
          ...(pair === null ? {} : textsOf(pair)),
          ...(password === null ? {} : { auth: `door-2:${password}` }),
        },
        (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        },
      );
      request.once("error", (error) => resolve(error.message));
      request.end(body);
    });

  const rowsOf = async (sql: string): Promise<string> => {
    const reader = openClickhouse(clickhouseConfig(stack.valuesOf("query", "usp-sink")));
    try {
      return await reader.text(sql, "TSV");
    } finally {
      await reader.close();
    }
  };

  test("a report goes from a gateway through every door into ClickHouse, over MQTT, HTTP and CWMP", async () => {
    while (!collector.log.includes("listening") && !collector.hasEnded) await sleep(100);
    expect(collector.hasEnded ? collector.log : "").toBe("");
    const session = await openMqtt({
      url: stack.mqtt.gateways,
      clientId: "gw",
      tls: tlsConfigOf(stack.inside.ca, gateway),
      onMessage: () => undefined,
    });
    const properties = { contentType: "application/json", responseTopic: "none" };
    const publish = () =>
      session.publish(`oktopus/usp/v1/bulkdata/${one}`, Buffer.from(report("02:00:00:00:00:01")), properties);
    expect(await post(`/bulkdata?eid=${one}`, report("02:00:00:00:00:02"), gateway)).toBe(200);
    expect(await post("/cwmp", inform("door-1"), gateway)).toBe(200);
    const sql = `SELECT DISTINCT source FROM telemetry_event WHERE endpoint_id = '${one}' AND kind != 'tick' ORDER BY source`;
    const wanted = "cwmp\nhttp-bulk\nmqtt-bulk\n";
    // Before the bridge has subscribed the broker drops it; sent twice it is one event.
    for (let found = ""; found !== wanted; found = await rowsOf(sql)) {
      await publish();
      await sleep(500);
    }
    // Only a later report closes the window of the first; two of one second are in one.
    while ((await rowsOf(`SELECT count() > 0 FROM home_window WHERE home_id = '${one}'`)) !== "1\n") {
      await publish();
      await sleep(500);
    }
    await session.close();
  });

  test("over HTTP and CWMP a gateway speaks for itself alone", async () => {
    expect(await post(`/bulkdata?eid=${other}`, report("02:00:00:00:00:03"), gateway)).toBe(403);
    expect(await post("/bulkdata?oui=00D09E&sn=door-2", report("02:00:00:00:00:03"), gateway)).toBe(403);
    expect(await post("/cwmp", inform("door-2"), gateway)).toBe(403);
    const word = secretOf("door-2");
    expect(await post(`/bulkdata?eid=${other}`, report("02:00:00:00:00:04"), null, word)).toBe(200);
    expect(await post(`/bulkdata?eid=${one}`, report("02:00:00:00:00:04"), null, word)).toBe(403);
    expect(await post("/cwmp", inform("door-1"), null, word)).toBe(403);
    expect(await post(`/bulkdata?eid=${other}`, report("02:00:00:00:00:04"), null, "wrong")).toBe(401);
    expect(await post(`/bulkdata?eid=${other}`, report("02:00:00:00:00:04"), null)).toBe(401);
  });

  test("an expired certificate, a stranger's and that of a part do not enter", async () => {
    const expired = stack.gateways.issue(one, { days: -1 });
    for (const pair of [expired, shown.stranger, shown.right])
      expect(await post(`/bulkdata?eid=${one}`, report("02:00:00:00:00:05"), pair)).toBe(403);
  });

  test("topics apply again, and sink --rebuild, with the accounts of those parts", patience, async () => {
    expect(await errandsOf(stack, "usp-topics")("topics", "apply")).toMatch(/^0 usp\.telemetry\.v1: present/);
    const again = ["--rebuild", "station_observation", "--from", "2026-01-01T00:00Z"];
    expect(await errandsOf(stack, "usp-sink")("sink", ...again)).toMatch(/^0 [1-9]\d* records of .*, 0 not/);
  });

  test(
    "an auditor checks the ledger and tests rules on the past, and changes nothing",
    patience,
    async () => {
      const errand = errandsOf(stack, "usp-auditor");
      expect(await errand("ledger", "check")).toMatch(/^0 /);
      expect(await errandsOf(stack, "usp-ledger")("ledger", "check", "--no-rows")).toMatch(/^0 /);
      expect(await errand("backtest", "--json")).toMatch(/^[03] \{/);
      expect(await errand("maintenance", "add", "--scope", "all", "--for", "2h")).toMatch(
        /^1 Kafka refuses .*authori.*acls\.txt/,
      );
    },
  );

  test("an operator knows homes, plans, tries dead letters again and forgets", patience, async () => {
    const errand = errandsOf(stack, "usp-operator");
    const file = join(stack.certificates.path, "homes.csv");
    writeFileSync(file, `home,endpoint,area\n${other},${other},north\n`);
    expect(await errand("inventory", "load", file)).toMatch(/^0 1 rows of 1 endpoints: 1 added/);
    const plan = ["add", "--scope", "home", "--value", other, "--for", "2h"];
    const [, id = ""] = /^0 (\S+)/.exec(await errand("maintenance", ...plan)) ?? [];
    expect(await errand("maintenance", "list")).toMatch(new RegExp(`^0 [^]*${id} `));

    const wide = report("02:00:00:00:00:06", {
      "ApAssociatedDevice.1.1.Active": true,
      "DeviceInfo.UpTime": 7,
    });
    expect(await post(`/bulkdata?eid=${one}`, wide, gateway)).toBe(200);
    const where = "FROM dead_letter WHERE reason = 'too_many_values'";
    let letter = "";
    while (!letter.includes(":"))
      letter = (await rowsOf(`SELECT concat("partition", ':', "offset") ${where}`)).trim();
    expect(await errand("dead-letters", "list")).toMatch(/^0 [^]*too_many_values/);
    expect(await errand("dead-letters", "redrive", letter)).toMatch(/^0 /);
    while (!(await rowsOf("SELECT sta_mac FROM station_observation")).includes("02:00:00:00:00:06"))
      await sleep(200);

    await tellOfHome(stack, other);
    const said = (await errand("forget", other, "--yes")).replaceAll(/ +/g, " ");
    expect(said).toMatch(/^0 /);
    for (const { name } of [topics.inventory, topics.profile, topics.maintenance, topics.alertState])
      expect(said).toContain(`${name} 1 keys`);
  });

  test("nobody did what it may not but where that was tried, and the file gives nobody what it does not use", () => {
    const log = readFileSync(stack.kafkaPart.logFile, "utf8");
    const lines = log.split("\n").filter((line) => line.includes("Principal = User:usp-"));
    const denied = lines.filter(
      (line) => line.includes("is Denied") && !tried.some((each) => each.test(line)),
    );
    expect(denied.map((line) => line.replace(/^.*Principal/, "Principal"))).toEqual([]);
    const used = new Set(lines.filter((line) => line.includes("is Allowed")).map(ruleOf));
    const unused = readAcls().filter((line) => !used.has(textOf(line)));
    expect(unused.map(textOf)).toEqual(onlyInTrouble);
  });

  test("no secret is in what a process says, or in how it was started", () => {
    const argv = readFileSync(`/proc/${collector.pid}/cmdline`, "utf8");
    for (const text of [collector.log, argv])
      for (const secret of ["7f3a", "PRIVATE KEY"]) expect(text).not.toContain(secret);
  });
});

/** What tests above try that may not be. */
const tried = [
  /User:usp-bridge .*usp\.window\.v1/,
  /User:usp-auditor .*operation = WRITE .*usp\.maintenance\.v1/,
];

/** Parked segments are read by a bridge that finds some of an earlier run; here there are none. */
const onlyInTrouble: readonly string[] = [
  "usp-bridge topic literal usp.parked-segment.v1 read",
  "usp-bridge group prefixed usp-parked-segment- read",
];

const textOf = ({ user, resource, pattern, name, operation }: AclLine): string =>
  `${user} ${resource} ${pattern} ${name} ${operation}`.toLowerCase();

/** By which line a request was allowed, in the words of the file. */
function ruleOf(line: string): string {
  const word = (key: string): string => new RegExp(`${key}=([^,)]*)`).exec(line)?.[1] ?? "";
  const resource = word("resourceType").replace("_", "-");
  const operation = word("operation").replaceAll("_", "");
  return `${word("principal").replace("User:", "")} ${resource} ${word("patternType")} ${word("resourceName")} ${operation}`.toLowerCase();
}
