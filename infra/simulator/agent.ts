/** What a simulated agent says and where: its ids and topics, and its Records around what it tells. */
import type { Publication } from "./gateway.ts";
import { encodeMqttConnect, encodeNotify, msgIdOf, type Notification } from "./usp-record.ts";

const root = "oktopus/usp/v1";
const controller = "oktopusController";

export interface Agent {
  readonly endpointId: string;
  /** The first Record after each connect. */
  connected(): Publication;
  notify(subscriptionId: string, told: Notification, atMs: number): Publication;
  /** A bulk-data report, or that of the slower profile below it. */
  report(below: "" | "/gateway", text: string): Publication;
}

/** The agent of a gateway; `id` is what a topic names it by. */
export function createAgent(id: string): Agent {
  const endpointId = `os::00D09E-${id}`;
  const ends = { agent: endpointId, controller };
  const responseTopic = `${root}/agent/${endpointId}`;
  let notifications = 0;
  const record = (payload: Buffer, notice: Publication["notice"]): Publication => ({
    topic: `${root}/controller/${endpointId}`,
    payload,
    contentType: "usp.msg",
    responseTopic,
    notice,
  });
  return {
    endpointId,
    connected: () => record(encodeMqttConnect(ends, responseTopic), null),
    notify: (subscriptionId: string, told: Notification, atMs: number) => {
      const msgId = msgIdOf(told, atMs, ++notifications);
      return record(encodeNotify(ends, msgId, subscriptionId, told), { msgId, subscriptionId, told });
    },
    report: (below: "" | "/gateway", text: string): Publication => ({
      topic: `${root}/bulkdata/${id}${below}`,
      payload: Buffer.from(text, "utf8"),
      contentType: "application/json; charset=UTF-8",
      responseTopic: null,
      notice: null,
    }),
  };
}

/** The gateway has started. */
export const boot: Notification = {
  kind: "event",
  path: "Device.",
  name: "Boot!",
  params: { CommandKey: "", Cause: "LocalReboot", FirmwareUpdated: "false", ParameterMap: "{}" },
};

export const periodic: Notification = {
  kind: "event",
  path: "Device.LocalAgent.",
  name: "Periodic!",
  params: {},
};
