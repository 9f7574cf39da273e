/** One run: the homes publish, the product works, the plan's faults happen; then all is well again, and it comes to its end. */
import { createRandom } from "#infra/simulator/random.ts";
import type { BridgeConfig } from "#ingest/config.ts";
import { controlTopics } from "#ingest/routing.ts";
import { defaultWindow } from "#processors/config.ts";
import type { FoldSettings } from "#processors/home/settings.ts";
import { topics } from "#schemas/topics.ts";
import { plain } from "./broker/clients.ts";
import type { Defect } from "./defect.ts";
import { intake, type Publication, publicationsOf, publishUntilMs } from "./homes.ts";
import type { Fault, Plan } from "./plan.ts";
import { ProcessSlot } from "./process-slot.ts";
import { runBridge } from "./processes/bridge.ts";
import { runSink, sinkGroup } from "./processes/sink.ts";
import { runWorker } from "./processes/worker.ts";
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

const fold: FoldSettings = {
  window: {
    ...defaultWindow,
    sizeMs: 20_000,
    latenessMs: 5000,
    spreadMs: 5000,
    idleMinMs: 15_000,
    idleIntervals: 3,
  },
  rules: [],
  logGeneration: 0,
};
/** Long enough for each window to be closed by silence, and for the slowest to be back. */
const settleMs = 40_000;
const lookEveryMs = 5000;
const longestMs = 600_000;

/** The run of a plan. */
export async function run(plan: Plan, defect: Defect | null = null): Promise<Outcome> {
  const surroundings = createSurroundings(`run ${plan.seed}`, defect);
  const { scheduler, network } = surroundings;
  network.setDistance(plan.slowness);
  const published = publicationsOf(createRandom(`homes ${plan.seed}`), startMs, plan.segmented);
  const slots = startProcesses(plan, surroundings, (name) => bridgeConfig(name, plan, false));
  publishAll(published, plan, surroundings);
  for (const fault of plan.faults)
    scheduler.after(fault.atMs, () => void inflict(fault, slots, surroundings));
  await scheduler.runUntil(startMs + publishUntilMs);
  network.calm();
  for (const slot of slots) slot.calm();
  await scheduler.runUntil(startMs + publishUntilMs + settleMs);
  const unrest = await untilAtRest(surroundings);
  await stopAll(slots, surroundings);
  return { surroundings, published, unrest, failures: failuresOf(slots) };
}

/**
 * The same publications through a product that nothing disturbs: one bridge in replay mode, with the times at which the
 * disturbed one first received each. `receivedAt`: by fact, what was never received is left out.
 */
export async function replay(
  plan: Plan,
  published: readonly Publication[],
  receivedAt: ReadonlyMap<string, number>,
  untilMs: number,
): Promise<Outcome> {
  const calm = { ...plan, bridges: 1, workers: 1, sinks: 1, maxBatchRecords: 1000, receiveMaximum: 500 };
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
  const received = published.flatMap(({ fact, message }) => {
    const atMs = receivedAt.get(fact);
    return atMs === undefined ? [] : [{ atMs, message }];
  });
  for (const { atMs, message } of received.toSorted((a, b) => a.atMs - b.atMs))
    broker.publish({ ...message, userProperties: new Map([["usp-received-at", String(atMs)]]) });
  tickTo(untilMs);
  await scheduler.runUntil(scheduler.nowMs + lookEveryMs);
  const unrest = await untilAtRest(surroundings);
  await stopAll(slots, surroundings);
  return { surroundings, published, unrest, failures: failuresOf(slots) };
}

const failuresOf = (slots: readonly ProcessSlot[]): string[] =>
  slots.flatMap(({ name, failures }) => failures.map((why) => `${name}: ${why}`));

/** One kind after the other, each when what the one before said last is taken in. */
async function stopAll(slots: readonly ProcessSlot[], surroundings: Surroundings): Promise<void> {
  const { scheduler } = surroundings;
  for (const kind of ["bridge", "worker", "sink"]) {
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
async function untilAtRest(surroundings: Surroundings): Promise<readonly string[]> {
  const { scheduler } = surroundings;
  for (let waitedMs = 0; waitedMs < longestMs; waitedMs += lookEveryMs) {
    if (behindOf(surroundings).length === 0) return [];
    await scheduler.runUntil(scheduler.nowMs + lookEveryMs);
  }
  return behindOf(surroundings);
}

/** Ticks, ledger entries and canaries go on coming: the last few may be on their way. */
const onTheirWay = 20;
const goOn: ReadonlySet<string> = new Set([topics.telemetry.name, topics.ledger.name]);

function behindOf({ broker, log }: Surroundings): readonly string[] {
  const group = log.group(sinkGroup);
  const behind = sunk.flatMap(({ name }) =>
    log.partitions(name).flatMap((partition, number) => {
      const isThrough =
        (group.offset(name, number) ?? 0) + (goOn.has(name) ? onTheirWay : 0) > partition.lastCommitted;
      return isThrough ? [] : [`the sink is behind in ${name} ${number}`];
    }),
  );
  return [...behind, ...(broker.owed > 5 ? [`the broker still owes ${broker.owed} messages`] : [])];
}

function startProcesses(
  plan: Plan,
  surroundings: Surroundings,
  configOf: (name: string) => BridgeConfig,
): readonly ProcessSlot[] {
  const many = (count: number, kind: string): string[] =>
    Array.from({ length: count }, (_, index) => `${kind}-${index + 1}`);
  const settings = { ...plan, fold, flushEveryMs: 200 };
  return [
    ...many(plan.bridges, "bridge").map(
      (name) =>
        new ProcessSlot(name, surroundings, (life, fatal) =>
          runBridge(partsOf(life, surroundings), configOf(name), fatal),
        ),
    ),
    ...many(plan.workers, "worker").map(
      (name) =>
        new ProcessSlot(name, surroundings, (life, fatal) =>
          runWorker(partsOf(life, surroundings), settings, fatal),
        ),
    ),
    ...many(plan.sinks, "sink").map(
      (name) =>
        new ProcessSlot(name, surroundings, (life, fatal) =>
          runSink(partsOf(life, surroundings), settings, fatal),
        ),
    ),
  ];
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
