/** The simulated broker with the clients of it held to what the bridge relies on from MQTT: the same tests that brokers pass. */
import { randomUUID } from "node:crypto";
import { describeMqttSourceContract, type MqttBroker } from "#infra/adapters/contract/mqtt-source.ts";
import { createRandom } from "#infra/simulator/random.ts";
import { Life } from "../life.ts";
import { Network } from "../network.ts";
import { Scheduler } from "../scheduler.ts";
import { SimulatedBroker } from "./broker.ts";
import { Source, Speaker } from "./clients.ts";
import type { Connection } from "./connection.ts";

function open(seed: string): Promise<MqttBroker> {
  const random = createRandom(seed);
  const scheduler = new Scheduler(Date.UTC(2026, 0, 1));
  const network = new Network(scheduler, random, () => undefined);
  const broker = new SimulatedBroker(scheduler, random, 60_000, () => undefined);
  const connections = new Set<Connection>();
  const client = () => {
    const life = new Life(randomUUID(), scheduler);
    return { life, network, broker, scheduler, connections };
  };
  scheduler.runByItself();
  return Promise.resolve({
    hasProperties: true,
    sleep: (ms) => scheduler.sleep(ms),
    openSource: (options) => new Source(client(), options),
    openSpeaker: (clientId) => new Speaker(client(), clientId),
    publish(messages) {
      for (const { topic, payload, qos = 1, retain = false, properties } of messages)
        broker.publish({
          topic,
          payload: Buffer.from(payload),
          qos,
          retain,
          contentType: properties?.contentType ?? null,
          responseTopic: properties?.responseTopic ?? null,
          userProperties: new Map(Object.entries(properties?.userProperties ?? {})),
        });
      return scheduler.sleep(1);
    },
    cut() {
      for (const connection of [...connections]) connection.cut();
    },
    close: () => Promise.resolve(scheduler.stop()),
  });
}

for (const seed of ["1", "2", "3"]) describeMqttSourceContract(`simulated, seed ${seed}`, () => open(seed));
