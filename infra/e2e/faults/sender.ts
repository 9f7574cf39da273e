/**
 * Publishes at QoS 1 from persistent sessions and keeps at it: what a broker that died has not acknowledged is sent
 * again (by mqtt.js, in order, under the same ids). A home's publications go through one connection, in order.
 */
import mqtt, { ErrorWithReasonCode, type MqttClient } from "mqtt";
import type { Sent } from "./fleet.ts";

export interface Sender {
  /** Takes publications over; they go out as fast as the broker acknowledges. */
  send(batch: readonly Sent[]): void;
  /** Everything ever taken over, in order. */
  readonly sent: readonly Sent[];
  /** Taken over and not acknowledged by the broker. */
  readonly unacknowledged: number;
  /** Why the broker refused a publication, or gave it to nobody; null while it has taken all. */
  readonly refusal: string | null;
  end(): Promise<void>;
}

const connections = 8;
/** MQTT 5, "No matching subscribers": a success to mqtt.js, and nobody has the publication. */
const nobodySubscribed = 0x10;
/** Within the Receive Maximum of every broker here; mqtt.js does not keep to it by itself. */
const unacknowledgedEach = 100;

export function createSender(url: string, name: string): Sender {
  const sent: Sent[] = [];
  const lanes = Array.from({ length: connections }, (_, index) => new Lane(url, `${name}-${index + 1}`));
  const laneOf = new Map<string, Lane>();
  return {
    sent,
    send(batch) {
      for (const one of batch) {
        sent.push(one);
        const lane = laneOf.get(one.homeId) ?? lanes[laneOf.size % lanes.length];
        if (lane === undefined) continue;
        laneOf.set(one.homeId, lane);
        lane.push(one);
      }
    },
    get unacknowledged() {
      return lanes.reduce((sum, lane) => sum + lane.unacknowledged, 0);
    },
    get refusal() {
      return lanes.map((lane) => lane.refusal).find((refusal) => refusal !== null) ?? null;
    },
    async end() {
      await Promise.all(lanes.map((lane) => lane.end()));
    },
  };
}

class Lane {
  readonly #client: MqttClient;
  readonly #waiting: Sent[] = [];
  /** Given back by mqtt.js, whose socket had ended before it knew; they go first on the next connection. */
  readonly #givenBack: Sent[] = [];
  #underWay = 0;
  refusal: string | null = null;

  constructor(url: string, clientId: string) {
    this.#client = mqtt.connect(url, {
      protocolVersion: 5,
      clientId,
      clean: false,
      properties: { sessionExpiryInterval: 3600 },
      keepalive: 10,
      reconnectPeriod: 300,
      connectTimeout: 5_000,
    });
    this.#client.on("connect", () => {
      this.#waiting.unshift(...this.#givenBack.splice(0));
      this.#go();
    });
    this.#client.on("packetreceive", (packet) => {
      if (packet.cmd === "puback" && packet.reasonCode === nobodySubscribed)
        this.refusal ??= `${clientId}: acknowledged, and nobody was subscribed`;
    });
    // Away: it connects again by itself.
    this.#client.on("error", () => undefined);
  }

  get unacknowledged(): number {
    return this.#waiting.length + this.#givenBack.length + this.#underWay;
  }

  push(one: Sent): void {
    this.#waiting.push(one);
    this.#go();
  }

  async end(): Promise<void> {
    await this.#client.endAsync(true);
  }

  #go(): void {
    while (this.#client.connected && this.#underWay < unacknowledgedEach) {
      const one = this.#waiting.shift();
      if (one === undefined) return;
      this.#underWay += 1;
      const { topic, payload, contentType, responseTopic } = one.publication;
      const properties = {
        contentType,
        ...(responseTopic === null ? {} : { responseTopic }),
        ...(one.receivedAtMs === undefined
          ? {}
          : { userProperties: { "usp-received-at": String(one.receivedAtMs) } }),
      };
      this.#client.publish(topic, payload, { qos: 1, properties }, (error) => {
        this.#underWay -= 1;
        if (error instanceof ErrorWithReasonCode) this.refusal ??= `${topic}: ${error.message}`;
        else if (error) this.#givenBack.push(one);
        this.#go();
      });
    }
  }
}
