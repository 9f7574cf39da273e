/**
 * Stage bridge: MQTT to Avro on Kafka, acknowledged, as a process of its own. Its floor is a process that subscribes,
 * counts and parses, on the same broker and from the same publishers, in turn with it.
 */
import { fileURLToPath } from "node:url";
import { bridgeEnvironment, commonEnvironment } from "#infra/cli/local-run/environment.ts";
import { prepareSchemas, prepareTopics } from "#infra/cli/local-run/prepare.ts";
import { type Benchmark, type Cost, median } from "./benchmark.ts";
import { program, startMeasured } from "./measured-process.ts";
import { openPublishers, type Publishers } from "./publishers.ts";
import { reportShape } from "./report.ts";
import { localValues } from "./settings.ts";
import { type BenchStack, withStack } from "./stack.ts";

const aimRatio = 2.5;
const aimUs = 140;
const subscriber = fileURLToPath(new URL("./subscriber.ts", import.meta.url));
const floorPrefix = "floor/";

/** A process that takes what is published under its prefix. */
interface Taker {
  cpuUs(this: void): number;
  readonly prefix: string;
  /** Messages taken and done with. */
  taken(this: void): Promise<number>;
}

export const bridgeBenchmark: Benchmark = {
  name: "bridge",
  async run(context) {
    const { smoke, say } = context;
    const { gateways, reports, rounds, warmUp } = smoke
      ? { gateways: 20, reports: 500, rounds: 1, warmUp: 1 }
      : { gateways: 1000, reports: 10_000, rounds: 5, warmUp: 3 };
    return withStack(context, async (stack) => {
      const values = localValues(stack);
      await Promise.all([prepareTopics(values), prepareSchemas(values)]);
      const takers = { ours: await startBridge(stack), floor: await startFloor(stack) };
      const publishers = await openPublishers(stack.mqtt.url, gateways);
      say(`bridge: ${rounds} rounds of ${reports} reports of ${gateways} gateways for each`);
      const { ours, floor } = await inTurn(takers, publishers, { reports, rounds, warmUp }, say);
      await publishers.close();
      const ratio = ours.cpuUs / floor.cpuUs;
      return [
        {
          stage: "bridge",
          event: "report of 12 kB",
          ...ours,
          floor: { what: "a subscriber that counts and parses", ...floor },
          ratio,
          aim: `<= ${aimRatio} x and <= ${aimUs} us`,
          met: ratio <= aimRatio && ours.cpuUs <= aimUs,
          notes: [
            `${gateways} gateways, QoS 1, mosquitto; ${reportShape.names} names, ${reportShape.stations} stations, ${reportShape.hosts} hosts each`,
            "two Kafka records a report (event and parameters), 12 partitions, acks=all",
          ],
        },
      ];
    });
  },
};

async function startBridge(stack: BenchStack): Promise<Taker> {
  const { cpuUs, status } = await startMeasured(
    stack,
    "bridge",
    () => [program, "bridge"],
    (port) => ({ ...commonEnvironment(stack, {}), ...bridgeEnvironment(1, 1, false, port) }),
    ({ subscribed }) => subscribed === true,
  );
  const taken = async (): Promise<number> => {
    const said = await status();
    return Number(said?.["received"]) - Number(said?.["unacknowledged"]);
  };
  return { cpuUs, prefix: "", taken };
}

async function startFloor(stack: BenchStack): Promise<Taker> {
  const { cpuUs, status } = await startMeasured(
    stack,
    "floor",
    (port) => [subscriber, stack.mqtt.url, `${floorPrefix}#`, String(port)],
    () => ({}),
    ({ subscribed }) => subscribed === true,
  );
  return { cpuUs, prefix: floorPrefix, taken: async () => Number((await status())?.["received"]) };
}

/**
 * Medians over the rounds after those that warm up: a bridge runs for months, and V8 compiles its code anew until some
 * 30,000 reports have been through it. As many of the floor, whose cost is the same from the first.
 */
async function inTurn<Name extends string>(
  takers: Readonly<Record<Name, Taker>>,
  publishers: Publishers,
  { reports, rounds, warmUp }: Readonly<Record<"reports" | "rounds" | "warmUp", number>>,
  say: (text: string) => void,
): Promise<Readonly<Record<Name, Cost>>> {
  const entries = Object.entries<Taker>(takers);
  const costs = new Map<string, Cost[]>(entries.map(([name]) => [name, []]));
  for (let round = -warmUp; round < rounds; round += 1) {
    for (const [name, taker] of entries) {
      const cost = await measure(taker, publishers, reports);
      say(`  ${name}: ${cost.cpuUs.toFixed(1)} us, ${Math.round(cost.ratePerSecond)}/s`);
      if (round >= 0) costs.get(name)?.push(cost);
    }
  }
  return Object.fromEntries(
    [...costs].map(([name, taken]) => [
      name,
      {
        cpuUs: median(taken.map(({ cpuUs }) => cpuUs)),
        ratePerSecond: median(taken.map(({ ratePerSecond }) => ratePerSecond)),
      },
    ]),
  ) as Record<Name, Cost>;
}

async function measure(
  { cpuUs, prefix, taken }: Taker,
  publishers: Publishers,
  reports: number,
): Promise<Cost> {
  const cpu = cpuUs();
  const began = performance.now();
  await publishers.publish(reports, taken, prefix);
  const seconds = (performance.now() - began) / 1000;
  return { cpuUs: (cpuUs() - cpu) / reports, ratePerSecond: reports / seconds };
}
