/** Publishes a recording over MQTT 5, in order, as fast as the broker acknowledges. */
import { connect, type IClientPublishOptions, type MqttClient } from "mqtt";
import type { RecordedPublish } from "./capture-line.ts";

/** When the recorder got it; the bridge honours it in replay mode only. */
const receivedAtProperty = "usp-received-at";
/** Tells every bridge to tick on to a time: JSON `{"until": ms}`. */
const tickTopic = "usp-telemetry/replay/close";
/** Unacknowledged publishes at which we wait, unless the broker allows fewer. */
const maxInFlight = 200;

export interface Publisher {
  /** Hands a publish over; resolves when there is room for the next one. Throws when an earlier one failed. */
  publish(recorded: RecordedPublish): Promise<void>;
  /** Resolves when everything handed over is acknowledged. */
  settled(): Promise<void>;
  /** Asks every bridge for ticks up to this time. */
  tickTo(untilMs: number): Promise<void>;
  end(): Promise<void>;
}

/** `qos: "recorded"` keeps each publish's own; otherwise all are QoS 1. */
export async function connectPublisher(url: string, qos: 1 | "recorded"): Promise<Publisher> {
  const { client, receiveMaximum } = await connected(url);
  // mqtt.js does not keep to the broker's Receive Maximum by itself.
  const room = createRoom(Math.min(maxInFlight, receiveMaximum));
  client.on("error", (error) => room.fail(error));
  client.on("close", () => room.fail(new Error("the MQTT broker closed the replay's connection")));
  return {
    publish(recorded) {
      room.enter();
      client.publish(recorded.topic, recorded.payload, toOptions(recorded, qos), (error) =>
        room.leave(error ?? null),
      );
      return room.free();
    },
    settled: () => room.empty(),
    async tickTo(untilMs) {
      await client.publishAsync(tickTopic, JSON.stringify({ until: untilMs }), { qos: 1 });
    },
    async end() {
      client.removeAllListeners("close");
      await client.endAsync();
    },
  };
}

function connected(url: string): Promise<{ client: MqttClient; receiveMaximum: number }> {
  const client = connect(url, {
    protocolVersion: 5,
    clientId: `usp-replay-${process.pid}-${Date.now()}`,
    clean: true,
    reconnectPeriod: 0,
  });
  return new Promise((resolve, reject) => {
    client.once("error", reject);
    client.once("connect", ({ properties }) => {
      client.off("error", reject);
      resolve({ client, receiveMaximum: properties?.receiveMaximum ?? 65_535 });
    });
  });
}

function toOptions(
  { qos, retain, properties, receivedAtMs }: RecordedPublish,
  wanted: 1 | "recorded",
): IClientPublishOptions {
  const { correlationData, userProperties, ...rest } = properties;
  return {
    qos: wanted === "recorded" ? qos : 1,
    retain,
    properties: {
      ...rest,
      ...(correlationData === undefined ? {} : { correlationData: Buffer.from(correlationData, "base64") }),
      userProperties: { ...userProperties, [receivedAtProperty]: String(receivedAtMs) },
    },
  };
}

/** Counts what is under way and lets the caller wait for less of it. */
function createRoom(size: number) {
  let inside = 0;
  let failure: Error | null = null;
  let waiting: { limit: number; resolve: () => void; reject: (error: Error) => void } | null = null;
  const wake = (): void => {
    if (waiting === null) return;
    if (failure !== null) waiting.reject(failure);
    else if (inside <= waiting.limit) waiting.resolve();
    else return;
    waiting = null;
  };
  const below = (limit: number): Promise<void> =>
    new Promise((resolve, reject) => {
      waiting = { limit, resolve, reject };
      wake();
    });
  const fail = (error: Error): void => {
    failure ??= error;
    wake();
  };
  return {
    fail,
    enter: (): void => {
      inside += 1;
    },
    leave: (error: Error | null): void => {
      inside -= 1;
      if (error === null) wake();
      else fail(error);
    },
    free: () => below(size - 1),
    empty: () => below(0),
  };
}
