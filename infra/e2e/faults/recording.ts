/**
 * A recorded capture through a product that is struck while the bridge, then the worker, then the sink is at work, against
 * the capture's truth. In replay mode a bridge reads on only when what it read before is in Kafka, so what it has in flight is what the
 * broker has and it has not acknowledged.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { openClickhouse } from "#infra/cli/clickhouse-select.ts";
import { clickhouseConfig } from "#infra/cli/config/process-config.ts";
import { readCaptures } from "#infra/cli/replay/capture-file.ts";
import { askBridge, countFates } from "#infra/cli/status-client.ts";
import { createRandom } from "#infra/simulator/random.ts";
import { checkCapture } from "../capture-check.ts";
import { captureFile, readCapture } from "../truth/capture.ts";
import type { Row } from "../truth/row.ts";
import { leastInFlight } from "./campaign.ts";
import type { Struck } from "./evidence.ts";
import type { Sent } from "./fleet.ts";
import { type InFlight, openInFlight } from "./in-flight.ts";
import { ledgerProblems } from "./ledger.ts";
import type { Member } from "./member.ts";
import { logProblems } from "./oracle.ts";
import { hangMs, type PartName } from "./schedule.ts";
import { createSender, type Sender } from "./sender.ts";
import { readKafka } from "./stored.ts";
import { openWorld, type World } from "./world.ts";

/** Windows of the last minutes close when the bridges have ticked so far beyond the last message. */
const closingMs = 20 * 60_000;
const withinMs = 120_000;

export interface Recorded {
  readonly struck: readonly Struck[];
  readonly problems: readonly string[];
}

/** What is struck while each of the three is at work: the one itself, or a service that it needs. */
export interface RecordingFaults {
  readonly kind: "kill" | "hang";
  readonly bridge: PartName;
  readonly worker: PartName;
  readonly sink: PartName;
}

/** One pass: three faults, each with enough in flight at whoever is at work. */
export async function disturbRecording(
  name: string,
  seed: string,
  faults: RecordingFaults,
): Promise<Recorded> {
  const world = await openWorld({ broker: "mosquitto", bridges: 1, workers: 1, replay: true });
  const sender = createSender(world.addresses.mqtt.url, "usp-recording");
  let sound = false;
  try {
    const inFlight = await openInFlight(world, sender);
    const struck = await strikeEach(world, sender, inFlight, await readSent(name), { seed, ...faults });
    await inFlight.close();
    const problems = await compare(world, name);
    sound = problems.length === 0;
    return { struck, problems };
  } finally {
    await sender.end();
    await world.stop(!sound);
  }
}

async function readSent(name: string): Promise<Sent[]> {
  const sent: Sent[] = [];
  for await (const { topic, payload, properties, receivedAtMs } of readCaptures([captureFile(name)])) {
    const { contentType = "", responseTopic = null } = properties;
    const publication = { topic, payload, contentType, responseTopic, notice: null };
    sent.push({ homeId: name, publication, receivedAtMs });
  }
  return sent;
}

const tickTo = (homeId: string, untilMs: number): Sent => ({
  homeId,
  publication: {
    topic: "usp-telemetry/replay/close",
    payload: Buffer.from(JSON.stringify({ until: untilMs })),
    contentType: "application/json",
    responseTopic: null,
    notice: null,
  },
});

/**
 * Worker and sink are ended first, so that there is something to do when they come back; the bridge's fault comes in its
 * work, then the worker's in its, then the sink's in its.
 */
async function strikeEach(
  world: World,
  sender: Sender,
  inFlight: InFlight,
  sent: readonly Sent[],
  { seed, kind, ...faults }: RecordingFaults & { readonly seed: string },
): Promise<Struck[]> {
  const random = createRandom(seed);
  const [bridge, worker, sink] = (["bridge", "worker", "sink"] as const).map((part) => only(world, part));
  if (bridge === undefined || worker === undefined || sink === undefined)
    throw new Error("a part is missing");
  const [first, last] = [sent[0]?.receivedAtMs ?? 0, sent.at(-1)?.receivedAtMs ?? 0];
  await Promise.all([worker.end("SIGKILL"), sink.end("SIGKILL")]);
  sender.send([tickTo("recording", Math.floor(first / 60_000) * 60_000), ...sent]);
  const unacknowledged = async (): Promise<number> => {
    const status = await askBridge(bridge.statusPort ?? 0);
    return status === null ? 0 : sent.length - sender.unacknowledged - countFates(status.fates);
  };
  await until("the broker has everything", () => Promise.resolve(sender.unacknowledged === 0));
  await sleep(random.integer(0, 500));
  const struck: Struck[] = [];
  const strike = async (
    atWork: "bridge" | "worker" | "sink",
    count: () => Promise<number>,
    gone: () => Promise<boolean>,
  ) => {
    const victim = only(world, faults[atWork]);
    if (victim === undefined) throw new Error(`there is no ${faults[atWork]}`);
    const inFlightNow = await count();
    if (inFlightNow < leastInFlight) throw new Error(`only ${inFlightNow} in flight at the ${atWork}`);
    const atMs = Date.now();
    if (kind === "kill") await killOnce(victim);
    else await hangOnce(victim);
    const from = kind === "hang" ? Date.now() : atMs;
    await until(`the ${atWork} has caught up`, gone);
    struck.push({
      target: `${victim.part}, ${atWork} at work`,
      kind,
      atMs,
      inFlight: inFlightNow,
      recoveryMs: Date.now() - from,
    });
  };
  const none = (count: () => Promise<number>) => async (): Promise<boolean> =>
    (await count().catch(() => 1)) === 0;
  await strike("bridge", unacknowledged, () => drainedBy(bridge, sender));
  sender.send([tickTo("recording", last + closingMs)]);
  await until("the closing ticks are written", () => drainedBy(bridge, sender));
  for (const [atWork, member, uncommitted] of [
    ["worker", worker, () => inFlight.workers()],
    ["sink", sink, () => inFlight.of(sink)],
  ] as const) {
    await member.restart();
    await until(`the ${atWork} is at work`, async () => (await inFlight.of(member).catch(() => 0)) > 0);
    await strike(atWork, () => inFlight.of(member), none(uncommitted));
  }
  return struck;
}

async function killOnce(victim: Member): Promise<void> {
  await victim.end("SIGKILL");
  await victim.restart();
}

async function hangOnce(victim: Member): Promise<void> {
  victim.signal("SIGSTOP");
  await sleep(hangMs[victim.part]);
  victim.signal("SIGCONT");
}

const only = (world: World, part: PartName): Member | undefined => world.membersOf(part)[0];

/** Twice, so that a message between broker and bridge is not overlooked. */
async function drainedBy(bridge: Member, sender: Sender): Promise<boolean> {
  const look = async (): Promise<number | null> => {
    const status = await askBridge(bridge.statusPort ?? 0);
    if (status?.subscribed !== true || status.unacknowledged > 0 || sender.unacknowledged > 0) return null;
    return countFates(status.fates);
  };
  const before = await look();
  await sleep(1_500);
  return before !== null && before > 0 && before === (await look());
}

async function until(what: string, isDone: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await isDone())) {
    if (Date.now() > deadline)
      throw new Error(`Within ${withinMs / 1000} s it has not come to pass that ${what}`);
    await sleep(20);
  }
}

async function compare(world: World, name: string): Promise<string[]> {
  const { workerGroupId: worker, sinkGroupId: sink } = world.values;
  const capture = readCapture(name);
  const clickhouse = openClickhouse(clickhouseConfig(world.values));
  const ask = async (query: (homeId: string) => string): Promise<Row[]> =>
    (await clickhouse.select(query(capture.endpointId))) as Row[];
  try {
    // Its farewell is for the worker to take in, before that stops.
    await only(world, "bridge")?.end("SIGTERM");
    const contents = await readKafka(world.kafka, { worker, sink });
    const problems = [...logProblems(contents), ...(await checkCapture(capture, ask, null))];
    await world.stopProduct();
    return [...problems, ...(await ledgerProblems(world))];
  } finally {
    await clickhouse.close();
  }
}
