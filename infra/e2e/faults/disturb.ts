/** A whole run: a world, a fleet, faults one after the other, and what is wrong afterwards. */
import { setTimeout as sleep } from "node:timers/promises";
import { openClickhouse } from "#infra/cli/clickhouse-select.ts";
import { clickhouseConfig } from "#infra/cli/config/process-config.ts";
import { askBridge } from "#infra/cli/status-client.ts";
import { topics } from "#schemas/topics.ts";
import { createAlertFleet } from "./alert-load.ts";
import {
  alertViewProblems,
  heardProblems,
  lifeProblems,
  stageProblems,
  undisturbedProblems,
} from "./alert-oracle.ts";
import { brokerDrops, type Campaign, openCampaign } from "./campaign.ts";
import type { Struck } from "./evidence.ts";
import { createFleet, type Sent } from "./fleet.ts";
import { ledgerProblems } from "./ledger.ts";
import { fateProblems, logProblems, rowProblems, windowProblems } from "./oracle.ts";
import type { Fault } from "./schedule.ts";
import { createSender, type Sender } from "./sender.ts";
import { type Heard, readAlerts, readAlertViews, readHeard, type StoredAlerts } from "./stored-alerts.ts";
import { readKafka, readViews } from "./stored.ts";
import { expectedRows, factOf } from "./truth.ts";
import { runUndisturbed } from "./undisturbed.ts";
import { readWindows } from "./windows.ts";
import { openWorld, type World, type WorldOptions } from "./world.ts";

export interface DisturbOptions extends WorldOptions {
  readonly seed: string;
  readonly faults: readonly Fault[];
  /** Rolling restarts of the product, under load. */
  readonly rolls: number;
  readonly onProgress: (text: string) => void;
}

export interface Disturbed {
  readonly struck: readonly Struck[];
  readonly problems: readonly string[];
  readonly published: number;
  /** Processes that ended without having been told to; a supervisor started them again. */
  readonly deaths: readonly string[];
}

/** So few that a burst is half a minute of each. */
const gateways = 20;
/** The fleet's own time begins so long ago and passes as fast as it publishes; with alerts it passes faster. */
const behindMs = 2 * 3_600_000;
const alertsBehindMs = 5 * 86_400_000;
/** Default lateness and spread: how far reports must pass a window's end at most. */
const latenessMs = 30_000;

export async function disturb(options: DisturbOptions): Promise<Disturbed> {
  const world = await openWorld(options);
  let sound = false;
  try {
    const result = await runIn(world, options);
    sound = result.problems.length === 0;
    return result;
  } finally {
    await world.stop(!sound);
  }
}

async function runIn(world: World, options: DisturbOptions): Promise<Disturbed> {
  const { seed } = options;
  const behind = world.alerts === null ? behindMs : alertsBehindMs;
  const startMs = Math.floor((Date.now() - behind) / 60_000) * 60_000;
  const fleet =
    world.alerts === null
      ? createFleet({ seed, gateways, startMs })
      : createAlertFleet(seed, gateways, startMs);
  const sender = createSender(world.addresses.mqtt.url, "usp-fleet");
  const campaign = await openCampaign(world, sender, fleet);
  try {
    // Who is there before the first fault is not for chance to say: one report of each, and every bridge has ticked.
    sender.send(fleet.next(1));
    await campaign.drain();
    await ticked(world);
    const struck = await strikeAll(campaign, options);
    // Nothing is left for joins and leaves to wait for.
    await ticked(world);
    await campaign.drain();
    await campaign.close();
    const found = await compare(world, sender, options);
    const problems = found.length === 0 ? [] : [...found, ...brokerDrops(world)];
    return { struck, problems, published: sender.sent.length, deaths: world.deaths };
  } finally {
    await sender.end();
  }
}

/** Resolves when every bridge has said that what it received before now is in Kafka. */
export async function ticked(world: World): Promise<void> {
  const from = Date.now();
  for (const { statusPort } of world.membersOf("bridge")) {
    while (!(await hasTickedSince(statusPort ?? 0, from))) await sleep(100);
  }
}

async function hasTickedSince(statusPort: number, from: number): Promise<boolean> {
  const status = await askBridge(statusPort);
  return typeof status?.["lastTick"] === "number" && status["lastTick"] >= from;
}

async function strikeAll(
  campaign: Campaign,
  { faults, rolls, onProgress }: DisturbOptions,
): Promise<Struck[]> {
  const struck: Struck[] = [];
  const tell = (one: Struck): void => {
    struck.push(one);
    const { target, kind, inFlight, recoveryMs } = one;
    onProgress(
      `${struck.length}: ${kind} ${target}, ${inFlight} in flight, recovered after ${(recoveryMs / 1000).toFixed(1)} s`,
    );
  };
  for (const fault of faults) tell(await campaign.strike(fault));
  for (let round = 1; round <= rolls; round++) for (const one of await campaign.roll()) tell(one);
  return struck;
}

/** Everything the disturbed product stored, then an undisturbed one in its place. */
async function compare(
  world: World,
  { sent }: Sender,
  { rolls, bridges, onProgress }: DisturbOptions,
): Promise<string[]> {
  onProgress(`comparing ${sent.length} publications with what is stored`);
  const { workerGroupId: worker, sinkGroupId: sink } = world.values;
  // They would tick for ever.
  await Promise.all(world.membersOf("bridge").map((bridge) => bridge.end("SIGTERM")));
  const contents = await readKafka(world.kafka, { worker, sink });
  const clickhouse = openClickhouse(clickhouseConfig(world.values));
  const problems = [...fateProblems(sent.map(factOf), contents), ...logProblems(contents)];
  for (const [homeId, ofHome] of Map.groupBy(sent, (one) => one.homeId))
    problems.push(...rowProblems(homeId, expectedRows(ofHome), await readViews(clickhouse, homeId)));
  const windows = await readWindows(clickhouse);
  const alerts = world.alerts === null ? null : await readAlerts(world.kafka, world.values.fleetGroupId);
  if (alerts !== null) {
    onProgress(tellAlerts(alerts));
    problems.push(...alertProblems(alerts, readHeard(world.alerts?.heardFile ?? "")));
    problems.push(...alertViewProblems(alerts, await readAlertViews(clickhouse)));
  }
  await clickhouse.close();
  await world.stopProduct();
  problems.push(...(await ledgerProblems(world)));
  onProgress(`${problems.length} problems; the same publications undisturbed`);
  const undisturbed = await runUndisturbed(world.addresses, sent, contents.events, {
    settings: world.alerts?.settings ?? {},
    bridges,
  });
  const isPassed = passedBy(sent);
  return [
    ...problems,
    ...undisturbed.problems.map((problem) => `undisturbed run: ${problem}`),
    ...windowProblems(undisturbed.windows, windows, isPassed, undisturbed.overtaken, rolls > 0),
    ...(alerts === null ? [] : undisturbedProblems(undisturbed.alerts, alerts, isPassed)),
  ];
}

const alertProblems = (stored: StoredAlerts, heard: readonly Heard[]): string[] => [
  ...lifeProblems(topics.alertCandidate.name, stored.candidates),
  ...lifeProblems(topics.alert.name, stored.alerts),
  ...stageProblems(stored),
  ...heardProblems(stored.alerts, heard),
];

/** How many there were, by class and state. */
function tellAlerts({ alerts }: StoredAlerts): string {
  const counts = Map.groupBy(alerts, ({ alert_class: name, state }) => `${name} ${state}`);
  return `alerts: ${[...counts].map(([what, all]) => `${what} ${all.length}`).join(", ")}`;
}

/** Whether a home's reports have passed a window's end by the lateness. */
function passedBy(sent: readonly Sent[]): (homeId: string, windowEndMs: number) => boolean {
  const newest = new Map<string, number>();
  for (const { homeId, publication } of sent) {
    const [, seconds] = /"CollectionTime": (\d+)/.exec(publication.payload.toString("latin1", 0, 80)) ?? [];
    if (seconds !== undefined) newest.set(homeId, Number(seconds) * 1000);
  }
  return (homeId, windowEndMs) => windowEndMs + latenessMs <= (newest.get(homeId) ?? 0);
}
