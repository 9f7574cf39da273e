/** How much each part has under way at this instant, from the outside: status ports, Kafka's offsets, the sender. */
import type { Admin } from "kafkajs";
import { z } from "zod";
import { askBridge, askStatus } from "#infra/cli/status-client.ts";
import { topics } from "#schemas/topics.ts";
import type { Member } from "./member.ts";
import type { PartName } from "./schedule.ts";
import type { Sender } from "./sender.ts";
import type { World } from "./world.ts";

export interface InFlight {
  /**
   * What this process would lose if nobody else had it. Rejects while Kafka is getting ready: it is not to be known then.
   */
  of(member: Member): Promise<number>;
  /** Records of `usp.telemetry.v1` that the workers have not committed, whoever holds them. */
  workers(): Promise<number>;
  /** All that is under way anywhere before ClickHouse, as far as it can be seen. */
  total(): Promise<number>;
  close(): Promise<void>;
}

const workerStatus = z.object({
  partitions: z.record(z.string(), z.string()),
  reached: z.record(z.string(), z.number()),
});
const fleetStatus = z.object({ phase: z.string() });
const notifyStatus = z.object({
  targets: z.object({ webhook: z.object({ next: z.record(z.string(), z.number()) }) }),
});

/**
 * - bridge: read and not acknowledged (its status)
 * - worker: in `usp.telemetry.v1` and not committed, of the partitions it holds
 * - sink, ClickHouse: the same of the sink's group
 * - fleet stage: candidates not committed, where it is the one at work
 * - notifier: alerts not committed, of the partitions it has told of. Both topics are written in transactions, whose
 *   markers count too
 * - Kafka: the bridges' unacknowledged and the workers' uncommitted
 * - MQTT broker: the sender's unacknowledged and the bridges'
 * - registry: everything, nobody asks it per message
 */
export async function openInFlight(world: World, sender: Sender): Promise<InFlight> {
  const admin = world.kafka.admin();
  await admin.connect();
  const { workerGroupId, sinkGroupId, fleetGroupId, notifyGroupId } = world.values;
  const bridges = async (): Promise<number> =>
    sum(await Promise.all(world.membersOf("bridge").map(unacknowledged)));
  const ofWorkers = async (): Promise<ReadonlyMap<number, number>> =>
    uncommitted(admin, workerGroupId, telemetry, await reachedBy(world.membersOf("worker")));
  const workers = async (): Promise<number> => sum((await ofWorkers()).values());
  const sink = async (): Promise<number> => sum((await uncommitted(admin, sinkGroupId, telemetry)).values());
  const candidates = async (): Promise<number> =>
    sum((await uncommitted(admin, fleetGroupId, topics.alertCandidate.name)).values());
  const alerts = (): Promise<ReadonlyMap<number, number>> =>
    uncommitted(admin, `${notifyGroupId}-webhook`, topics.alert.name);
  const ofAlerts = async (): Promise<number> =>
    world.alerts === null ? 0 : (await candidates()) + sum((await alerts()).values());
  const total = async (): Promise<number> =>
    sender.unacknowledged + (await bridges()) + Math.max(await workers(), await sink()) + (await ofAlerts());
  const ofPart: Readonly<Record<PartName, (member: Member) => Promise<number>>> = {
    bridge: unacknowledged,
    worker: async (member) => heldBy(await partitionsOf(member), await ofWorkers()),
    fleet: async (member) => ((await isAtWork(member)) ? candidates() : 0),
    notify: async (member) => heldBy(await toldOf(member), await alerts()),
    sink,
    clickhouse: sink,
    kafka: async () => (await bridges()) + (await workers()),
    mqtt: async () => sender.unacknowledged + (await bridges()),
    registry: total,
  };
  return { of: (member) => ofPart[member.part](member), workers, total, close: () => admin.disconnect() };
}

const sum = (counts: Iterable<number>): number => [...counts].reduce((total, count) => total + count, 0);

const unacknowledged = async ({ statusPort }: Member): Promise<number> =>
  statusPort === null ? 0 : ((await askBridge(statusPort))?.unacknowledged ?? 0);

const telemetry = topics.telemetry.name;
/** Written in transactions: the last offset of each partition is a marker's. */
const transactional: readonly string[] = [topics.alertCandidate.name, topics.alert.name];

/** Offsets of a topic that a group has not committed, by partition; `reached` is newer than what Kafka knows of it. */
async function uncommitted(
  admin: Admin,
  groupId: string,
  topic: string,
  reached: ReadonlyMap<number, number> = new Map(),
): Promise<ReadonlyMap<number, number>> {
  const [committed] = await admin.fetchOffsets({ groupId, topics: [topic] });
  const offsets = new Map(
    committed?.partitions.map(({ partition, offset }) => [partition, Math.max(0, Number(offset))]),
  );
  const markers = transactional.includes(topic) ? 1 : 0;
  const ends = await admin.fetchTopicOffsets(topic);
  return new Map(
    ends.map(({ partition, high }) => [
      partition,
      Math.max(0, Number(high) - (reached.get(partition) ?? offsets.get(partition) ?? 0) - markers),
    ]),
  );
}

const statusOf = ({ statusPort }: Member): Promise<unknown> =>
  statusPort === null ? Promise.resolve(null) : askStatus(statusPort);

async function partitionsOf(worker: Member): Promise<readonly number[]> {
  const status = workerStatus.safeParse(await statusOf(worker));
  return status.success ? Object.keys(status.data.partitions).map(Number) : [];
}

/** What the workers say is out, by partition: a worker tells its group only once a second. */
async function reachedBy(workers: readonly Member[]): Promise<ReadonlyMap<number, number>> {
  const statuses = (await Promise.all(workers.map(statusOf))).map((status) => workerStatus.safeParse(status));
  return new Map(
    statuses.flatMap(({ data }) =>
      Object.entries(data?.reached ?? {}).map(([partition, offset]) => [Number(partition), offset] as const),
    ),
  );
}

async function isAtWork(fleet: Member): Promise<boolean> {
  const status = fleetStatus.safeParse(await statusOf(fleet));
  return status.success && status.data.phase === "live";
}

async function toldOf(notifier: Member): Promise<readonly number[]> {
  const status = notifyStatus.safeParse(await statusOf(notifier));
  return status.success ? Object.keys(status.data.targets.webhook.next).map(Number) : [];
}

const heldBy = (held: readonly number[], lags: ReadonlyMap<number, number>): number =>
  sum(held.map((partition) => lags.get(partition) ?? 0));
