/** A controller and an agent talk over a broker, the same words each time; and who else publishes there meanwhile. */
import mqtt from "mqtt";
import { newRun, until as waitUntil } from "../bridge/bridge-run.ts";
import { type LoggedPublish, ScriptedEndpoint } from "./scripted-endpoint.ts";

export interface Conversation {
  /** What the controller sent, then what it received; and the agent's. How the two meet in time is chance. */
  readonly controller: readonly LoggedPublish[];
  readonly agent: readonly LoggedPublish[];
  /** Topics and payloads of every publish on the broker from before it until after it, in order. */
  readonly broker: readonly { readonly topic: string; readonly payload: string }[];
}

const reports = 5;

/** Messages published in one conversation: what a tap has to hear. */
export const said = { toAgent: 4, responses: 2, events: 5, reports } as const;

export interface Place {
  readonly url: string;
  /** First level of all topics. */
  readonly prefix: string;
  readonly agentId: string;
}

/** Has them talk; `until` is waited for after the last word, with all that was published so far. */
export async function converse(
  place: Place,
  until: (broker: Conversation["broker"]) => Promise<void>,
): Promise<Conversation> {
  const { url, prefix, agentId } = place;
  const observer = await mqtt.connectAsync(url, { protocolVersion: 5, clientId: newRun() });
  const broker: { topic: string; payload: string }[] = [];
  observer.on("message", (topic, payload) => broker.push({ topic, payload: payload.toString("hex") }));
  await observer.subscribeAsync("#", { qos: 1 });
  const common = { url, protocolVersion: 5 } as const;
  const controller = await ScriptedEndpoint.connect({
    ...common,
    endpointId: "self::second-controller",
    topic: `${prefix}/controller/${agentId}`,
  });
  const agent = await ScriptedEndpoint.connect({
    ...common,
    endpointId: agentId,
    topic: `${prefix}/agent/${agentId}`,
  });
  await talk(controller, agent);
  for (let second = 0; second < reports; second += 1) {
    const report = {
      Report: [{ CollectionTime: 1_795_000_000 + second, "Hosts.1.PhysAddress": "02:00:5E:10:00:01" }],
    };
    await agent.publish(`${prefix}/bulkdata/a`, Buffer.from(JSON.stringify(report)));
  }
  await until(broker);
  const hasHeardAll = ({ topic, log }: ScriptedEndpoint): boolean =>
    log.filter(isReceived).length >= broker.filter((each) => each.topic === topic).length;
  await waitUntil(() => Promise.resolve([controller, agent].every(hasHeardAll)));
  await Promise.all([controller.close(), agent.close(), observer.endAsync()]);
  return { controller: byDirection(controller.log), agent: byDirection(agent.log), broker };
}

const isReceived = ({ direction }: LoggedPublish): boolean => direction === "received";

const byDirection = (log: readonly LoggedPublish[]): LoggedPublish[] => [
  ...log.filter((each) => !isReceived(each)),
  ...log.filter(isReceived),
];

async function talk(controller: ScriptedEndpoint, agent: ScriptedEndpoint): Promise<void> {
  await agent.sayRecord(controller, { kind: "mqtt_connect", version: "5", subscribedTopic: agent.topic });
  await controller.say(agent, "get-1", {
    kind: "request",
    name: "get",
    content: { param_paths: ["Device.DeviceInfo."] },
  });
  const model = { resolved_path: "Device.DeviceInfo.", result_params: { ModelName: "X1" } };
  await agent.say(controller, (await agent.next()).msgId, {
    kind: "response",
    name: "get_resp",
    content: { req_path_results: [{ requested_path: "Device.DeviceInfo.", resolved_path_results: [model] }] },
  });
  await controller.next();
  await controller.say(agent, "set-1", { kind: "request", name: "set", content: { allow_partial: true } });
  await agent.say(controller, (await agent.next()).msgId, {
    kind: "response",
    name: "set_resp",
    content: {},
  });
  await controller.next();
  // An agent repeats what is not answered in time: the same bytes.
  for (let copy = 0; copy < 2; copy += 1) await notify(agent, controller, true);
  for (let copy = 0; copy < 2; copy += 1) {
    const { msgId } = await controller.next();
    const content = { subscription_id: "s" };
    await controller.say(agent, msgId, { kind: "response", name: "notify_resp", content });
    await agent.next();
  }
  await notify(agent, controller, false);
  await controller.next();
  await agent.sayRecord(controller, { kind: "disconnect", reason: "done", reasonCode: 0 });
}

const notify = (agent: ScriptedEndpoint, controller: ScriptedEndpoint, sendResp: boolean): Promise<void> =>
  agent.say(controller, sendResp ? "asks" : "tells", {
    kind: "notify",
    notify: {
      subscriptionId: "s",
      sendResp,
      notification: { kind: "value_change", parameterPath: "Device.X", value: "7" },
    },
  });
