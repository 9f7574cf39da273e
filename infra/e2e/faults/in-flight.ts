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

const workerStatus = z.object({ partitions: z.record(z.string(), z.string()) });

/**
 * - bridge: read and not acknowledged (its status)
 * - worker: in `usp.telemetry.v1` and not committed, of the partitions it holds
 * - sink, ClickHouse: the same of the sink's group
 * - Kafka: the bridges' unacknowledged and the workers' uncommitted
 * - MQTT broker: the sender's unacknowledged and the bridges'
 * - registry: everything, nobody asks it per message
 */
export async function openInFlight(world: World, sender: Sender): Promise<InFlight> {
  const admin = world.kafka.admin();
  await admin.connect();
  const { workerGroupId, sinkGroupId } = world.values;
  const bridges = async (): Promise<number> =>
    sum(await Promise.all(world.membersOf("bridge").map(unacknowledged)));
  const workers = async (): Promise<number> => sum((await uncommitted(admin, workerGroupId)).values());
  const sink = async (): Promise<number> => sum((await uncommitted(admin, sinkGroupId)).values());
  const total = async (): Promise<number> =>
    sender.unacknowledged + (await bridges()) + Math.max(await workers(), await sink());
  const ofPart: Readonly<Record<PartName, (member: Member) => Promise<number>>> = {
    bridge: unacknowledged,
    worker: async (member) => heldBy(member, await uncommitted(admin, workerGroupId)),
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

/** Records of `usp.telemetry.v1` that a group has not committed, by partition; no transactions there, so no markers. */
async function uncommitted(admin: Admin, groupId: string): Promise<ReadonlyMap<number, number>> {
  const topic = topics.telemetry.name;
  const [committed] = await admin.fetchOffsets({ groupId, topics: [topic] });
  const offsets = new Map(
    committed?.partitions.map(({ partition, offset }) => [partition, Math.max(0, Number(offset))]),
  );
  const ends = await admin.fetchTopicOffsets(topic);
  return new Map(
    ends.map(({ partition, high }) => [partition, Math.max(0, Number(high) - (offsets.get(partition) ?? 0))]),
  );
}

async function heldBy(worker: Member, lags: ReadonlyMap<number, number>): Promise<number> {
  if (worker.statusPort === null) return 0;
  const status = workerStatus.safeParse(await askStatus(worker.statusPort));
  const held = status.success ? Object.keys(status.data.partitions).map(Number) : [];
  return sum(held.map((partition) => lags.get(partition) ?? 0));
}
