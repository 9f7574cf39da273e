/** One run: the homes publish, the product works, the plan's faults happen; then all is well again, and it comes to its end. */
import { createRandom } from "#infra/simulator/random.ts";
import type { BridgeConfig } from "#ingest/config.ts";
import { controlTopics } from "#ingest/routing.ts";
import { defaultWindow } from "#processors/config.ts";
import type { Rule } from "#processors/anomalies/rules.ts";
import type { FoldSettings } from "#processors/home/settings.ts";
import { topics } from "#schemas/topics.ts";
import { plain } from "./broker/clients.ts";
import type { Defect } from "./defect.ts";
import { intake, type Publication, publicationsOf, publishUntilMs } from "./homes.ts";
import { type Fault, type Plan, processesOf } from "./plan.ts";
import { ProcessSlot, type StartProcess } from "./process-slot.ts";
import { beginOutage } from "./outage.ts";
import { runBridge } from "./processes/bridge.ts";
import { fleetGroup, runFleet } from "./processes/fleet.ts";
import { runSink, sinkGroup } from "./processes/sink.ts";
import { runWorker, workerGroup } from "./processes/worker.ts";
import { createSurroundings, partsOf, startMs, sunk, type Surroundings } from "./surroundings.ts";

/** What is left when a run is over. */
export interface Outcome {
  readonly surroundings: Surroundings;
  readonly published: readonly Publication[];
  /** Why it did not come to rest; empty when it did. */
  readonly unrest: readonly string[];
  /** What processes ended after, before they were started again. */
  readonly failures: readonly string[];
}

/** Of what every station does now and then. */
const weak: Rule = {
  name: "weak",
  metric: "station.rssi_p50_dbm",
  condition: { operator: "<", value: -62 },
  forMs: 20_000,
  clear: { operator: ">=", value: -62 },
  clearForMs: 20_000,
  minSamples: 1,
  severity: "minor",
  scope: {},
  summary: "{subject} is weak",
};

const fold: FoldSettings = {
  window: {
    ...defaultWindow,
    sizeMs: 20_000,
    latenessMs: 5000,
    spreadMs: 5000,
    idleMinMs: 15_000,
    idleIntervals: 3,
  },
  rules: [weak],
  logGeneration: 0,
};
/** Long enough for each window to be closed by silence, and for the slowest to be back. */
export const settleMs = 40_000;
const lookEveryMs = 5000;
const longestMs = 600_000;

/** The run of a plan. */
export async function run(plan: Plan, defect: Defect | null = null): Promise<Outcome> {
  const surroundings = createSurroundings(`run ${plan.seed}`, defect, plan.clocks);
  const { scheduler, network, clocks } = surroundings;
  network.setDistance(plan.slowness);
  const published = publicationsOf(createRandom(`homes ${plan.seed}`), startMs, plan);
  const slots = startProcesses(plan, surroundings, (name) => bridgeConfig(name, plan, false));
  publishAll(published, plan, surroundings);
  if (plan.fleets > 0) beginOutage(createRandom(`outage ${plan.seed}`), surroundings);
  for (const fault of plan.faults)
    scheduler.after(fault.atMs, () => void inflict(fault, slots, surroundings));
  await scheduler.runUntil(startMs + publishUntilMs);
  network.calm();
  clocks.setRight();
  for (const slot of slots) slot.calm();
  await scheduler.runUntil(startMs + publishUntilMs + settleMs);
  const unrest = await untilAtRest(surroundings, plan);
  await stopAll(slots, surroundings);
  return { surroundings, published, unrest, failures: failuresOf(slots) };
}

/** When a publication was first received. */
export interface Receipt {
  readonly fact: string;
  readonly atMs: number;
}

/**
 * The same publications through a product that nothing disturbs: one bridge in replay mode, with the times at which the
 * disturbed one first received each, in the order it takes them for received in. What was never received is left out.
 */
export async function replay(
  plan: Plan,
  published: readonly Publication[],
  receipts: readonly Receipt[],
  untilMs: number,
): Promise<Outcome> {
  const calm = {
    ...plan,
    bridges: 1,
    workers: 1,
    sinks: 1,
    fleets: 0,
    maxBatchRecords: 1000,
    receiveMaximum: 500,
  };
  const surroundings = createSurroundings(`replay ${plan.seed}`, null);
  const { scheduler, broker } = surroundings;
  const slots = startProcesses(calm, surroundings, (name) => bridgeConfig(name, calm, true));
  await scheduler.runUntil(startMs + 2000);
  const tickTo = (until: number): void =>
    broker.publish({
      ...plain,
      topic: controlTopics.replayClose,
      payload: Buffer.from(JSON.stringify({ until })),
    });
  tickTo(startMs);
  const messages = Map.groupBy(published, ({ fact }) => fact);
  for (const { fact, atMs } of receipts)
    for (const { message } of messages.get(fact) ?? [])
      broker.publish({ ...message, userProperties: new Map([["usp-received-at", String(atMs)]]) });
  tickTo(untilMs);
  await scheduler.runUntil(scheduler.nowMs + lookEveryMs);
  const unrest = await untilAtRest(surroundings, calm);
  await stopAll(slots, surroundings);
  return { surroundings, published, unrest, failures: failuresOf(slots) };
}

const failuresOf = (slots: readonly ProcessSlot[]): string[] =>
  slots.flatMap(({ name, failures }) => failures.map((why) => `${name}: ${why}`));

/** One kind after the other, each when what the one before said last is taken in. */
async function stopAll(slots: readonly ProcessSlot[], surroundings: Surroundings): Promise<void> {
  const { scheduler } = surroundings;
  for (const kind of ["bridge", "worker", "fleet", "sink"]) {
    const ours = slots.filter(({ name }) => name.startsWith(kind));
    await untilDone(Promise.all(ours.map((slot) => slot.stop())), scheduler);
    await scheduler.runUntil(scheduler.nowMs + 3000);
  }
}

async function untilDone(work: Promise<unknown>, scheduler: Surroundings["scheduler"]): Promise<void> {
  const done = { is: false };
  void work.then(() => (done.is = true));
  for (let waitedMs = 0; !done.is && waitedMs < longestMs; waitedMs += 1000)
    await scheduler.runUntil(scheduler.nowMs + 1000);
}

/** Waits until nothing is owed to anybody; what still is after a long time. */
async function untilAtRest(surroundings: Surroundings, plan: Plan): Promise<readonly string[]> {
  const { scheduler } = surroundings;
  for (let waitedMs = 0; waitedMs < longestMs; waitedMs += lookEveryMs) {
    if (behindOf(surroundings, plan).length === 0) return [];
    await scheduler.runUntil(scheduler.nowMs + lookEveryMs);
  }
  return behindOf(surroundings, plan);
}

/** Ticks, ledger entries and canaries go on coming: the last few may be on their way. */
const onTheirWay = 20;
const goOn: ReadonlySet<string> = new Set([topics.telemetry.name, topics.ledger.name]);

/** Groups, and what they read. */
const readersOf = ({
  fleets,
}: Plan): readonly { readonly groupId: string; readonly read: readonly string[] }[] => [
  { groupId: workerGroup, read: [topics.telemetry.name] },
  ...(fleets === 0 ? [] : [{ groupId: fleetGroup, read: [topics.alertCandidate.name] }]),
  { groupId: sinkGroup, read: sunk.map(({ name }) => name) },
];

function behindOf({ broker, log }: Surroundings, plan: Plan): readonly string[] {
  const behind = readersOf(plan).flatMap(({ groupId, read }) =>
    read.flatMap((name) =>
      log.partitions(name).flatMap((partition, number) => {
        const next = log.group(groupId).offset(name, number) ?? 0;
        const isThrough = next + (goOn.has(name) ? onTheirWay : 0) > partition.lastCommitted;
        return isThrough ? [] : [`the ${groupId} is behind in ${name} ${number}`];
      }),
    ),
  );
  return [...behind, ...(broker.owed > 5 ? [`the broker still owes ${broker.owed} messages`] : [])];
}

function startProcesses(
  plan: Plan,
  surroundings: Surroundings,
  configOf: (name: string) => BridgeConfig,
): readonly ProcessSlot[] {
  const settings = { ...plan, fold, flushEveryMs: 200 };
  const start =
    (name: string): StartProcess =>
    (life, fatal) => {
      const parts = partsOf(life, surroundings);
      if (name.startsWith("bridge")) return runBridge(parts, configOf(name), fatal);
      if (name.startsWith("worker")) return runWorker(parts, settings, fatal);
      return name.startsWith("sink") ? runSink(parts, settings, fatal) : runFleet(parts, fatal);
    };
  return processesOf(plan).map((name) => new ProcessSlot(name, surroundings, start(name)));
}

const unlimited = { perSecond: 1e9, burst: 1e9 };
const nowhere = { brokers: [], ssl: false, sasl: null, clientId: "simulated" };

const bridgeConfig = (name: string, { receiveMaximum, bridges }: Plan, isReplay: boolean): BridgeConfig => ({
  ...intake,
  bridgeId: name,
  kafka: nowhere,
  registry: { url: "" },
  mqtt: {
    url: "",
    username: null,
    password: null,
    clientId: name,
    protocolVersion: 5,
    sharedGroup: bridges === 1 ? null : "usp",
    sessionExpirySeconds: 300,
    receiveMaximum,
    heldPubacks: 1000,
  },
  limits: {
    recordBytes: 100_000,
    gzipRatio: 100,
    values: 500,
    rows: 300,
    depth: 16,
    messages: unlimited,
    bytes: unlimited,
    kafkaRecordBytes: 1 << 20,
  },
  controller: { mode: "tap", counted: null },
  tickPeriodMs: 5000,
  replay: isReplay,
  parameterTopic: true,
  statusPort: null,
});

/** Gateways send again what they are not sure the broker has, later and in any order; one that is offline sends all afterwards. */
function publishAll(
  published: readonly Publication[],
  plan: Plan,
  { scheduler, random, broker }: Surroundings,
): void {
  const offline = plan.faults.filter((fault) => fault.kind === "offline");
  for (const { atMs, homeId, message } of published) {
    const held = offline.find(
      ({ atMs: from, forMs, home }) => homeId.endsWith(`-${home}`) && atMs >= from && atMs < from + forMs,
    );
    const sentMs = held === undefined ? atMs : held.atMs + held.forMs + (atMs - held.atMs) / 1000;
    scheduler.after(sentMs, () => broker.publish(message));
    if (random.next() < plan.duplicates)
      scheduler.after(sentMs + random.integer(1, 15_000), () => broker.publish(message));
  }
}

async function inflict(
  fault: Fault,
  slots: readonly ProcessSlot[],
  surroundings: Surroundings,
): Promise<void> {
  const { network, scheduler, log, connections, random } = surroundings;
  switch (fault.kind) {
    case "kill":
    case "hang": {
      const slot = slots[fault.process];
      slot?.life.countDown(fault.steps, () => slot[fault.kind](fault.forMs));
      break;
    }
    case "restart":
      await slots[fault.process]?.restart(fault.forMs);
      break;
    case "down":
      network.set(fault.service, { downUntilMs: scheduler.nowMs + fault.forMs });
      if (fault.service === "broker") for (const connection of [...connections]) connection.cut();
      break;
    case "slow":
      network.set(fault.service, { slowness: random.integer(3, 20) });
      scheduler.after(fault.forMs, () => network.set(fault.service, { slowness: 1 }));
      break;
    case "loss":
      network.set(fault.service, { lossShare: fault.share });
      scheduler.after(fault.forMs, () => network.set(fault.service, { lossShare: 0 }));
      break;
    case "cut":
      for (const connection of [...connections]) if (random.next() < fault.share) connection.cut();
      break;
    case "compact":
      for (const partition of log.partitions(topics.workerState.name))
        partition.compact(random.integer(0, partition.range.high));
      break;
    case "offline":
      break;
  }
}
