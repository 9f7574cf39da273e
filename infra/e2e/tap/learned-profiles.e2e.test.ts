/**
 * A controller adds, reads and changes a bulk-data profile while a tap listens: the agent's reports are then read by it, by
 * that bridge, by another one that heard none of the talk, and after a restart.
 */
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";
import { freePort } from "#infra/local/free-port.ts";
import type { BridgeConfig, TopicTemplate } from "#ingest/config.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import {
  bridgeConfig,
  bridgeStatus,
  eventsOf,
  makeTopics,
  newRun,
  readLog,
  startBridge,
  until,
  untilSettled,
} from "../bridge/bridge-run.ts";
import { ScriptedEndpoint } from "./scripted-endpoint.ts";

const stack = localStack();
let log: Awaited<ReturnType<typeof readLog>>;
let run = "";

beforeAll(async () => {
  await makeTopics(stack);
  log = await readLog(stack);
});
afterAll(() => log.stop());
beforeEach(() => {
  run = newRun();
});

const row = "Device.BulkData.Profile.1.";
const tables = ["Device.Hosts.Host.", "Device.WiFi.AccessPoint.*.AssociatedDevice."];

const reports = (): TopicTemplate => ({ template: `${run}/bulkdata/{id}`, kind: "report" });
const talk = (): readonly TopicTemplate[] => [
  { template: `${run}/controller/{endpoint}`, kind: "record" },
  { template: `${run}/agent/{endpoint}`, kind: "to-agent" },
];

/** A bridge with a session of its own that reads these topics. */
async function open(name: string, topics: readonly TopicTemplate[]) {
  const port = await freePort();
  const own: BridgeConfig = bridgeConfig(stack, run);
  const bridgeId = `${run}-${name}`;
  const mqtt = { ...own.mqtt, clientId: bridgeId };
  const bridge = await startBridge({ ...own, bridgeId, mqtt, topics, aliases: [] }, port);
  let isStopped = false;
  const stop = async (): Promise<void> => {
    if (!isStopped) await bridge.stop();
    isStopped = true;
  };
  onTestFinished(stop);
  return { port, stop };
}

async function connect(role: "agent" | "controller"): Promise<ScriptedEndpoint> {
  const endpoint = await ScriptedEndpoint.connect({
    url: stack.mqtt.url,
    protocolVersion: 5,
    endpointId: role === "agent" ? `os::${run}-a` : "self::controller",
    topic: `${run}/${role}/os::${run}-a`,
  });
  onTestFinished(() => endpoint.close());
  return endpoint;
}

const reference = (name: string, path: string) => [
  { param: "Name", value: name },
  { param: "Reference", value: path },
];

/** The controller adds a profile, and the agent makes it. */
async function add(controller: ScriptedEndpoint, agent: ScriptedEndpoint): Promise<void> {
  const settings = { Protocol: "MQTT", ReportingInterval: "60", "MQTT.PublishTopic": `${run}/bulkdata/a` };
  const asked = [
    {
      obj_path: "Device.BulkData.Profile.",
      param_settings: Object.entries(settings).map(([param, value]) => ({ param, value })),
    },
    { obj_path: `${row}Parameter.`, param_settings: reference("LanHosts", "Device.Hosts.Host.*.") },
    {
      obj_path: `${row}Parameter.`,
      param_settings: reference("Sta", "Device.WiFi.AccessPoint.*.AssociatedDevice.*."),
    },
  ];
  await controller.say(agent, "add-1", { kind: "request", name: "add", content: { create_objs: asked } });
  const made = [row, `${row}Parameter.1.`, `${row}Parameter.2.`].map((path, index) => ({
    requested_path: asked[index]?.obj_path ?? "",
    oper_status: { oper_success: { instantiated_path: path } },
  }));
  await agent.say(controller, (await agent.next()).msgId, {
    kind: "response",
    name: "add_resp",
    content: { created_obj_results: made },
  });
}

/** The agent answers that a Set was done. */
const set = (
  controller: ScriptedEndpoint,
  agent: ScriptedEndpoint,
  path: string,
  params: Record<string, string>,
) =>
  agent.say(controller, "set-1", {
    kind: "response",
    name: "set_resp",
    content: {
      updated_obj_results: [
        {
          requested_path: path,
          oper_status: {
            oper_success: { updated_inst_results: [{ affected_path: path, updated_params: params }] },
          },
        },
      ],
    },
  });

let time = 1_795_000_000;

/** The agent reports one host under the profile's name for it; the event of that report. */
async function report(agent: ScriptedEndpoint, name: string): Promise<TelemetryEvent> {
  time += 1;
  const sent = { Report: [{ CollectionTime: time, [`${name}.1.PhysAddress`]: "02:00:5E:10:00:01" }] };
  await agent.publish(`${run}/bulkdata/a`, Buffer.from(JSON.stringify(sent)));
  const found = (): TelemetryEvent | undefined =>
    eventsOf(log.records, run).find(({ time_raw: raw }) => raw === String(time));
  await until(async () => found() !== undefined);
  return found() as TelemetryEvent;
}

const host = { host_mac: "02:00:5e:10:00:01" };
const learned = { hosts: [host], tables, interval_ms: 60_000 };

test("an Add that a tap heard is what the agent's reports are read by", async () => {
  const tap = await open("tap", [...talk(), reports()]);
  const [controller, agent] = [await connect("controller"), await connect("agent")];
  expect(await report(agent, "LanHosts")).toMatchObject({ hosts: [], tables: [], interval_ms: null });
  await add(controller, agent);
  await untilSettled(tap.port, 3);
  expect(await report(agent, "LanHosts")).toMatchObject(learned);
  expect((await bridgeStatus(tap.port)).fates).toMatchObject({ dropped: { to_agent: 1, response: 1 } });

  // Nothing of what this one keeps is left: it starts again, as a bridge that heard none of it.
  await tap.stop();
  const other = await open("other", [reports()]);
  expect(await report(agent, "LanHosts")).toMatchObject(learned);

  // What another bridge hears meanwhile holds here too.
  const listener = await open("listener", talk());
  await set(controller, agent, `${row}Parameter.1.`, { Name: "Renamed" });
  await untilSettled(listener.port, 1);
  let event = await report(agent, "Renamed");
  while (event.hosts.length === 0) event = await report(agent, "Renamed");
  expect(event).toMatchObject(learned);
  expect(await report(agent, "LanHosts")).toMatchObject({ hosts: [], tables: [] });
  await other.stop();
});

test("a Get's answer is enough; a Set that failed changes nothing", async () => {
  const tap = await open("tap", [...talk(), reports()]);
  const [controller, agent] = [await connect("controller"), await connect("agent")];
  const rows: [path: string, params: Record<string, string>][] = [
    [row, { Protocol: "MQTT", ReportingInterval: "60", ParameterNumberOfEntries: "2" }],
    [`${row}MQTT.`, { PublishTopic: `${run}/bulkdata/a` }],
    [`${row}Parameter.1.`, { Name: "LanHosts", Reference: "Device.Hosts.Host.*." }],
    [`${row}Parameter.2.`, { Name: "Sta", Reference: "Device.WiFi.AccessPoint.*.AssociatedDevice.*." }],
  ];
  const resolved = rows.map(([path, params]) => ({ resolved_path: path, result_params: params }));
  await agent.say(controller, "get-1", {
    kind: "response",
    name: "get_resp",
    content: { req_path_results: [{ requested_path: "Device.BulkData.", resolved_path_results: resolved }] },
  });
  await agent.say(controller, "set-1", {
    kind: "response",
    name: "set_resp",
    content: {
      updated_obj_results: [{ requested_path: row, oper_status: { oper_failure: { err_code: 7012 } } }],
    },
  });
  await untilSettled(tap.port, 2);
  expect(await report(agent, "LanHosts")).toMatchObject(learned);
});
