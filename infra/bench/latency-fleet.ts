/**
 * The fleet of the latency benchmark, as a process: `latency-fleet.ts JSON`. Publishes the simulated gateways' messages
 * when they are due and prints a line for each report: whose, of what moment, when it was given to the broker, and which
 * stations are in it that were not in the one before.
 */
import { setTimeout as sleep } from "node:timers/promises";
import mqtt, { type MqttClient } from "mqtt";
import { createGateway, type Publication } from "#infra/simulator/gateway.ts";
import type { Habits } from "#infra/simulator/home.ts";

/** The argument. */
export interface FleetOrder {
  readonly url: string;
  /** Number of the first gateway. A number used before would be a gateway that was restarted: no join of a station it knew. */
  readonly first: number;
  readonly gateways: number;
  readonly intervalMs: number;
  readonly durationMs: number;
  readonly habits: Habits;
}

/** A line of the output. Times are milliseconds since 1970. */
export interface PublishedReport {
  readonly homeId: string;
  /** As the report says, in whole seconds. */
  readonly observedAtMs: number;
  readonly publishedAtMs: number;
  /** MACs in lower case, as our tables and topics have them; none in a gateway's first report. */
  readonly joined: readonly string[];
}

const connections = 8;

interface Report {
  readonly Report: readonly [Readonly<Record<string, unknown>>];
}

const stationMac = /^ApAssociatedDevice\.\d+\.\d+\.MACAddress$/;

const stationsOf = (report: Readonly<Record<string, unknown>>): ReadonlySet<string> =>
  new Set(
    Object.entries(report)
      .filter(([name]) => stationMac.test(name))
      .map(([, mac]) => String(mac).toLowerCase()),
  );

async function live(number: number, client: MqttClient, order: FleetOrder, startMs: number): Promise<void> {
  const { intervalMs, habits, durationMs } = order;
  const gateway = createGateway({ seed: "latency", number, startMs, intervalMs, habits });
  let known: ReadonlySet<string> | null = null;
  for (let step = gateway.next(); step.atMs < startMs + durationMs; step = gateway.next()) {
    await sleep(Math.max(0, step.atMs - Date.now()));
    const report = step.publications.at(-1);
    for (const publication of step.publications) if (publication !== report) publish(client, publication);
    if (report === undefined) continue;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the simulator's own form
    const [element] = (JSON.parse(report.payload.toString()) as Report).Report;
    const stations = stationsOf(element);
    const before = known ?? stations;
    known = stations;
    const publishedAtMs = Date.now();
    publish(client, report);
    const told: PublishedReport = {
      homeId: gateway.endpointId,
      observedAtMs: Number(element["CollectionTime"]) * 1000,
      publishedAtMs,
      joined: [...stations].filter((mac) => !before.has(mac)),
    };
    process.stdout.write(`${JSON.stringify(told)}\n`);
  }
}

function publish(client: MqttClient, { topic, payload, contentType, responseTopic }: Publication): void {
  client.publish(topic, payload, {
    qos: 1,
    properties: { contentType, ...(responseTopic === null ? {} : { responseTopic }) },
  });
}

async function run(order: FleetOrder): Promise<void> {
  const clients = await Promise.all(
    Array.from({ length: connections }, () => mqtt.connectAsync(order.url, { protocolVersion: 5 })),
  );
  const startMs = Date.now() + 500;
  const numbers = Array.from({ length: order.gateways }, (_, index) => order.first + index);
  const lives = clients.flatMap((client, index) =>
    numbers
      .filter((number) => number % connections === index)
      .map((number) => live(number, client, order, startMs)),
  );
  await Promise.all(lives);
  await Promise.all(clients.map((client) => client.endAsync()));
}

const [, , argument] = process.argv;
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own program's argument
if (argument !== undefined && import.meta.main) await run(JSON.parse(argument) as FleetOrder);
