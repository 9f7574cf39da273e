/**
 * One fault after the other under load. For each:
 * 1. a burst is published, until enough is in flight at the part that is to fail (else once more)
 * 2. what is in flight is counted, and at once the signal is sent
 * 3. a second burst comes while it is down; it is started again, or woken
 * 4. recovered: everything published is in ClickHouse and nothing is under way any more
 */
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { withAdmin } from "#infra/adapters/kafka-admin.ts";
import { openClickhouse } from "#infra/cli/clickhouse-select.ts";
import { clickhouseConfig } from "#infra/cli/config/process-config.ts";
import { topics } from "#schemas/topics.ts";
import { dropsOf } from "./broker-log.ts";
import type { Struck } from "./evidence.ts";
import type { Fleet } from "./fleet.ts";
import { type InFlight, openInFlight } from "./in-flight.ts";
import type { Member } from "./member.ts";
import { type Fault, targetName } from "./schedule.ts";
import type { Sender } from "./sender.ts";
import { isReady, type World } from "./world.ts";

/** Fewer than this in flight prove nothing. */
export const leastInFlight = 100;
/** Alerts are far fewer than reports. */
const leastAlertsInFlight = 20;
const burst = 700;
const burstWhileDown = 150;
const tries = 8;
const fillMs = 4_000;
const gatherMs = 1_200;
/** Without any progress for so long it has not recovered. */
const patienceMs = 150_000;

/** Parts of the product, as far as a world has them. */
const ours = ["bridge", "worker", "fleet", "notify", "sink"] as const;

const isReader = ({ part }: Member): boolean => ["worker", "fleet", "notify", "sink"].includes(part);
/** Alerts are few: these never have many in flight unless they are held. */
const isOfAlerts = ({ part }: Member): boolean => part === "fleet" || part === "notify";
const leastFor = (victim: Member): number => (isOfAlerts(victim) ? leastAlertsInFlight : leastInFlight);

export interface Campaign {
  strike(fault: Fault): Promise<Struck>;
  /** SIGTERM to every process of the product, one after the other, each started again before the next. */
  roll(): Promise<Struck[]>;
  /** Resolves when everything published is inserted and nothing is under way. */
  drain(): Promise<void>;
  close(): Promise<void>;
}

export async function openCampaign(world: World, sender: Sender, fleet: Fleet): Promise<Campaign> {
  const inFlight = await openInFlight(world, sender);
  const clickhouse = openClickhouse(clickhouseConfig(world.values));
  const inserted = async (): Promise<number> => {
    const [row] = await clickhouse.select("SELECT count() AS n FROM telemetry_event WHERE kind != 'tick'");
    return Number(row?.["n"]);
  };
  const drain = (): Promise<void> => untilDrained(world, sender, inFlight, inserted);
  const strike = async (fault: Fault): Promise<Struck> => {
    const { victims, count } = await fill(fault);
    const signaledAt = Date.now();
    const back = await bringDown(victims, fault, () => sender.send(fleet.next(burstWhileDown)));
    const from = fault.kind === "hang" ? Date.now() : signaledAt;
    await back();
    await drain();
    return {
      target: targetName(fault.parts),
      kind: fault.kind,
      atMs: signaledAt,
      inFlight: count,
      recoveryMs: Date.now() - from,
    };
  };
  /** What the victims have in flight, the least of them; null while one has too little. */
  const leastOf = async (victims: readonly Member[]): Promise<number | null> => {
    const counts = await Promise.all(victims.map((victim) => inFlight.of(victim).catch(() => 0)));
    const isEnough = victims.every((victim, index) => (counts[index] ?? 0) >= leastFor(victim));
    return isEnough ? Math.min(...counts) : null;
  };
  /** Publishes until each of the victims has enough in flight; the least of them, counted last. */
  const fill = async (fault: Fault): Promise<{ victims: readonly Member[]; count: number }> => {
    for (let round = 0; round < tries; round++) {
      // One that has nothing to do, as a worker without a partition, is passed over.
      const victims = await victimsOf(world, { ...fault, member: fault.member + round });
      sender.send(fleet.next(burst));
      if (round > 0 || victims.some(isOfAlerts)) await gather(victims);
      const count = await enoughAt(victims, fault.delayMs);
      if (count !== null) return { victims, count };
    }
    throw new Error(`Never enough messages in flight at ${targetName(fault.parts)}`);
  };
  /**
   * Readers that are quicker than what comes are held for a moment, shorter than any session, and woken when
   * whoever fails with them has enough: they are struck while they work off what has gathered.
   */
  const gather = async (victims: readonly Member[]): Promise<void> => {
    const others = victims.filter((victim) => !isReader(victim));
    // What Kafka has in flight is what the workers have not committed.
    const ofKafka = others.some(({ part }) => part === "kafka") ? world.membersOf("worker") : [];
    const readers = [...new Set([...victims.filter(isReader), ...ofKafka])];
    for (const reader of readers) reader.signal("SIGSTOP");
    sender.send(fleet.next(burst));
    await sleep(gatherMs);
    sender.send(fleet.next(2 * burst));
    const until = Date.now() + gatherMs;
    while (Date.now() < until && (await leastOf(others)) === null) continue;
    for (const reader of readers) reader.signal("SIGCONT");
  };
  /** The count at the moment to strike: after the delay, or, when that was too long, at once. Null: never enough. */
  const enoughAt = async (victims: readonly Member[], delayMs: number): Promise<number | null> => {
    const until = Date.now() + fillMs;
    let waited = false;
    while (Date.now() < until) {
      const count = await leastOf(victims);
      if (count === null) continue;
      if (waited) return count;
      waited = true;
      await sleep(delayMs);
    }
    return null;
  };
  return {
    strike,
    async roll() {
      const struck: Struck[] = [];
      for (const part of ours) {
        for (const [member] of world.membersOf(part).entries())
          struck.push(await strike({ parts: [part], kind: "stop", member, delayMs: 0, downMs: 100 }));
      }
      return struck;
    },
    drain,
    async close() {
      await inFlight.close();
      await clickhouse.close();
    },
  };
}

/** Of several brokers the one that leads a partition; a part that is named twice is struck in two processes. */
async function victimsOf(world: World, { parts, member }: Fault): Promise<readonly Member[]> {
  const victims: Member[] = [];
  for (const part of parts) {
    const members = world.membersOf(part);
    const several = part === "kafka" && members.length > 1;
    const first = several ? (await leaderOf(world, member)) - 1 : member;
    const inOrder = members.map((_, index) => members[(first + index) % members.length]);
    const victim = inOrder.find((each) => each !== undefined && !victims.includes(each));
    if (victim === undefined) throw new Error(`there is no ${part} left to strike`);
    victims.push(victim);
  }
  return victims;
}

/** Node id of the broker that leads a partition of `usp.telemetry.v1`. */
const leaderOf = (world: World, number: number): Promise<number> =>
  withAdmin(world.kafka, async (admin) => {
    const answer = await admin.fetchTopicMetadata({ topics: [topics.telemetry.name] });
    const partitions = answer.topics[0]?.partitions ?? [];
    const partition = partitions[number % partitions.length];
    if (partition === undefined || partition.leader < 1) throw new Error("a partition has no leader");
    return partition.leader;
  });

/** Resolves when it is to come back; what it resolves with brings it back. */
async function bringDown(
  victims: readonly Member[],
  { kind, downMs }: Fault,
  meanwhile: () => void,
): Promise<() => Promise<void>> {
  if (kind === "hang") {
    for (const victim of victims) victim.signal("SIGSTOP");
    meanwhile();
    await sleep(downMs);
    for (const victim of victims) victim.signal("SIGCONT");
    return () => Promise.resolve();
  }
  const ended = victims.map((victim) => victim.end(kind === "kill" ? "SIGKILL" : "SIGTERM"));
  meanwhile();
  await Promise.all(ended);
  await sleep(downMs);
  return async () => {
    await Promise.all(victims.map((victim) => victim.restart()));
  };
}

/** Whose a loss is, where it is the MQTT broker's: see `dropsOf`. */
export const brokerDrops = (world: World): string[] =>
  world.membersOf("mqtt").flatMap(({ logFile }) => dropsOf(readFileSync(logFile, "utf8")));

async function untilDrained(
  world: World,
  sender: Sender,
  inFlight: InFlight,
  inserted: () => Promise<number>,
): Promise<void> {
  const members = ours.flatMap((part) => world.membersOf(part));
  let farthest = "";
  let movedAt = Date.now();
  for (;;) {
    if (sender.refusal !== null) throw new Error(`The broker refused a publication: ${sender.refusal}`);
    const state = await look();
    if (state === null) return;
    // What is under way changes with every tick, progress or none.
    const reached = `${sender.unacknowledged} ${await inserted().catch(() => "")}`;
    if (reached !== farthest) movedAt = Date.now();
    farthest = reached;
    if (Date.now() - movedAt > patienceMs)
      throw new Error(
        [
          `Not recovered, and no progress for ${patienceMs / 1000} s: ${state}`,
          ...brokerDrops(world),
          `logs: ${world.addresses.runDir}/logs`,
        ].join("; "),
      );
    await sleep(100);
  }

  /** Null when all is through; else what is not, in words. */
  async function look(): Promise<string | null> {
    if (sender.unacknowledged > 0)
      return `${sender.unacknowledged} publications not acknowledged by the broker`;
    const ready = await Promise.all(members.map(isReady));
    if (ready.includes(false))
      return `${members
        .filter((_, index) => !ready[index])
        .map(({ name }) => name)
        .join(", ")} not ready`;
    const under = await inFlight.total().catch(() => null);
    if (under !== 0) return `${under ?? "an unknown number"} under way`;
    const present = await inserted().catch(() => -1);
    return present < sender.sent.length ? `${present} of ${sender.sent.length} in ClickHouse` : null;
  }
}
