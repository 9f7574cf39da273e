/** A bridge as a controller of its own: what an agent sees of it, over a real broker, and what is in Kafka by then. */
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";
import type { BodyToEncode } from "#proto/message.ts";
import { freePort } from "#infra/local/free-port.ts";
import {
  bridgeConfig,
  bridgeStatus,
  eventsOf,
  makeTopics,
  newRun,
  readLog,
  startBridge,
  until,
} from "../bridge/bridge-run.ts";
import { ScriptedEndpoint } from "./scripted-endpoint.ts";

const stack = localStack();
let log: Awaited<ReturnType<typeof readLog>>;

beforeAll(async () => {
  await makeTopics(stack);
  log = await readLog(stack);
});
afterAll(() => log.stop());

const change = (value: string, sendResp: boolean): BodyToEncode => ({
  kind: "notify",
  notify: {
    subscriptionId: "s",
    sendResp,
    notification: { kind: "value_change", parameterPath: "Device.X", value },
  },
});

test.each([4, 5] as const)(
  "a Notify that asks for it is answered, each copy, over MQTT %d; no other is",
  async (protocolVersion) => {
    const run = newRun();
    const port = await freePort();
    const base = bridgeConfig(stack, run);
    const us = { endpointId: `self::${run}`, topic: `${run}/controller/os::${run}` };
    const other = { ...us, endpointId: "self::another" };
    const bridge = await startBridge(
      {
        ...base,
        mqtt: { ...base.mqtt, protocolVersion },
        controller: { mode: "responder", endpointId: us.endpointId, counted: [] },
      },
      port,
    );
    onTestFinished(() => bridge.stop());
    const agent = await ScriptedEndpoint.connect({
      url: stack.mqtt.url,
      protocolVersion,
      endpointId: `os::${run}`,
      topic: `${run}/agent/os::${run}`,
    });
    onTestFinished(() => agent.close());
    const version = protocolVersion === 5 ? "5" : "3.1.1";
    await agent.sayRecord(us, { kind: "mqtt_connect", version, subscribedTopic: agent.topic });
    await agent.say(us, "m1", change("1", true));
    await agent.say(us, "m1", change("1", true));
    await agent.say(us, "m2", change("2", false));
    await agent.say(other, "m3", change("3", true));
    // Without a reply topic: the one of its connect record.
    await agent.say(us, "m4", change("4", true), false);
    const answers = [await agent.next(), await agent.next(), await agent.next()];
    expect(answers.map(({ msgId, msgType, body }) => ({ msgId, msgType, body }))).toEqual(
      ["m1", "m1", "m4"].map((msgId) => ({
        msgId,
        msgType: "NOTIFY_RESP",
        body: {
          kind: "response",
          name: "notify_resp",
          content: expect.objectContaining({ subscription_id: "s" }),
        },
      })),
    );
    await until(async () => (await bridgeStatus(port)).unacknowledged === 0);
    expect(await (await fetch(`http://127.0.0.1:${port}/status`)).json()).toMatchObject({
      fates: { produced: 5, dropped: { other_controller: 1 }, deadLetter: {} },
      answers: { given: 3, givenUp: 0 },
    });
    const received = agent.log.filter(({ direction }) => direction === "received");
    const replyTo = us.topic.replaceAll("/", "%2F");
    const wanted =
      protocolVersion === 5
        ? { topic: agent.topic, contentType: "usp.msg", responseTopic: us.topic }
        : { topic: `${agent.topic}/reply-to=${replyTo}`, contentType: null, responseTopic: null };
    for (const each of received) expect(each).toMatchObject(wanted);
    expect(received).toHaveLength(3);
    const changes = () => eventsOf(log.records, run).filter(({ kind }) => kind === "value_change");
    await until(async () => changes().length >= 4);
    expect(changes().map(({ events }) => events[0]?.value)).toEqual(["1", "1", "2", "4"]);
    expect(new Set(changes().map(({ event_id }) => event_id)).size).toBe(3);
  },
);
