/**
 * A rolling upgrade under load, as the runbook has it: topics and migrations of this version first, then sink, workers and
 * bridges of a former one are replaced one after the other. Nothing is lost, doubled or misread, and workers go on with the
 * state that the former version wrote.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { openClickhouse } from "#infra/cli/clickhouse-select.ts";
import { clickhouseConfig } from "#infra/cli/config/process-config.ts";
import { formatTable } from "#infra/cli/text-table.ts";
import { findMosquitto } from "#infra/local/mosquitto.ts";
import { stateVersion } from "#processors/home/snapshot.ts";
import { topics } from "#schemas/topics.ts";
import { openCampaign } from "../faults/campaign.ts";
import { ticked } from "../faults/disturb.ts";
import { createFleet } from "../faults/fleet.ts";
import { ledgerProblems } from "../faults/ledger.ts";
import { fateProblems, logProblems, rowProblems } from "../faults/oracle.ts";
import { readTopics } from "../faults/read-topics.ts";
import { createSender } from "../faults/sender.ts";
import { readKafka, readViews } from "../faults/stored.ts";
import { expectedRows, factOf } from "../faults/truth.ts";
import { openWorld, untilReady, type World } from "../faults/world.ts";
import { hasCommit, unpackVersion } from "./former-version.ts";
import { watchStalls } from "./stalls.ts";

/** The last whose workers wrote version 11 of their state. It kept no ledger. */
const former = { commit: "dd7830dc02485e12b23cbf481c8a3a7cec1ba322", stateVersion: 11 };

const gateways = 20;
/** Reports of each gateway a second; with those of its notifications some hundred messages a second. */
const reportsEveryMs = 200;
const settleMs = 3000;

const canRun = findMosquitto() !== null && hasCommit(former.commit);
if (!canRun) process.stderr.write("no rolling upgrade: it needs mosquitto, and the clone's whole history\n");

test.skipIf(!canRun)(
  "sink, two workers and two bridges are replaced one after the other under load, and nothing is lost",
  { timeout: 600_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "usp-former-"));
    let program = unpackVersion(former.commit, join(folder, "program"));
    const world = await openWorld({ broker: "mosquitto", bridges: 2, workers: 2, program: () => program });
    let isSound = false;
    try {
      const problems = await upgrade(world, () => {
        program = fileURLToPath(new URL("../../cli/main.ts", import.meta.url));
      });
      expect([...problems.slice(0, 20), ...world.deaths]).toEqual([]);
      isSound = true;
    } finally {
      await world.stop(!isSound);
      rmSync(folder, { recursive: true });
    }
  },
);

async function upgrade(world: World, toThisVersion: () => void): Promise<readonly string[]> {
  const startMs = Math.floor((Date.now() - 3_600_000) / 60_000) * 60_000;
  const fleet = createFleet({ seed: "upgrade", gateways, startMs });
  const sender = createSender(world.addresses.mqtt.url, "usp-upgrade");
  const campaign = await openCampaign(world, sender, fleet);
  const clickhouse = openClickhouse(clickhouseConfig(world.values));
  sender.send(fleet.next(1));
  await campaign.drain();
  const publishing = setInterval(() => sender.send(fleet.next(1)), reportsEveryMs);
  const stalls = watchStalls(world, clickhouse);
  const told: string[][] = [];
  try {
    await sleep(settleMs);
    stalls.take();
    toThisVersion();
    for (const member of (["sink", "worker", "bridge"] as const).flatMap((part) => world.membersOf(part))) {
      await member.end("SIGTERM");
      await member.restart();
      await untilReady(member);
      await sleep(settleMs);
      const { intoKafka, workers, rows } = stalls.take();
      told.push([member.name, ...[intoKafka, workers, rows].map((ms) => (ms / 1000).toFixed(1))]);
    }
  } finally {
    clearInterval(publishing);
    await stalls.stop();
  }
  const head = ["replaced", "into Kafka s", "workers s", "rows s"];
  process.stderr.write(
    `${sender.sent.length} messages; longest time that nothing came through\n${formatTable(head, told, 80)}\n`,
  );
  await ticked(world);
  await campaign.drain();
  await campaign.close();
  await Promise.all(world.membersOf("bridge").map((bridge) => bridge.end("SIGTERM")));
  const { workerGroupId: worker, sinkGroupId: sink } = world.values;
  const contents = await readKafka(world.kafka, { worker, sink });
  const problems = [...fateProblems(sender.sent.map(factOf), contents), ...logProblems(contents)];
  for (const [homeId, ofHome] of Map.groupBy(sender.sent, (one) => one.homeId))
    problems.push(...rowProblems(homeId, expectedRows(ofHome), await readViews(clickhouse, homeId)));
  await clickhouse.close();
  await sender.end();
  await world.stopProduct();
  const written = await writtenVersions(world);
  if (!written.has(former.stateVersion) || !written.has(stateVersion))
    problems.push(`state of versions ${[...written].join(", ")} was written`);
  // What the former bridges wrote beside those of this version has no stamp.
  const ledger = (await ledgerProblems(world)).filter((problem) => !problem.startsWith("ledger: unclaimed"));
  return [...problems, ...ledger];
}

/** Versions of homes' state, which each record begins with. */
async function writtenVersions(world: World): Promise<ReadonlySet<number>> {
  const versions = new Set<number>();
  const reading = await readTopics(world.kafka, [topics.workerState.name], ({ records }) => {
    for (const { key, value } of records)
      if (key?.toString().startsWith("h:") === true && value !== null) versions.add(value[0] ?? 0);
  });
  await reading.stop();
  return versions;
}
