/** One simulated USP agent: what it publishes and when. No socket and no clock in here. */
import { boot, createAgent, periodic } from "./agent.ts";
import { advanceHome, createHome, defaultHabits, type Habits, type HomeChange } from "./home.ts";
import { createRandom, type Random } from "./random.ts";
import { formatGatewayReport, formatReport } from "./report.ts";
import type { Notification } from "./usp-record.ts";

/** One MQTT publish, before it meets a client. */
export interface Publication {
  readonly topic: string;
  readonly payload: Buffer;
  readonly contentType: string;
  readonly responseTopic: string | null;
  /** What it notifies of; null in a report and in a connect record. */
  readonly notice: Notice | null;
}

/** A Notify before it is encoded. */
export interface Notice {
  readonly msgId: string;
  readonly subscriptionId: string;
  readonly told: Notification;
}

/** Everything due at one moment. */
export interface Step {
  readonly atMs: number;
  readonly publications: readonly Publication[];
}

export interface GatewayOptions {
  readonly seed: string;
  /** Counts the gateways of a fleet from 1. */
  readonly number: number;
  readonly startMs: number;
  readonly intervalMs: number;
  readonly habits?: Habits;
}

export interface Gateway {
  readonly endpointId: string;
  /** Connect Record, `Boot!` and the state at the start: to be published right after each connect. */
  connect(atMs: number): readonly Publication[];
  /** The next step; each call moves the home on by one interval. */
  next(): Step;
}

const periodicEveryMs = 60_000;
const gatewayReportEveryMs = 60_000;

/** A gateway whose reports begin at a random phase of the interval. */
export function createGateway({
  seed,
  number,
  startMs,
  intervalMs,
  habits = defaultHabits,
}: GatewayOptions): Gateway {
  const random = createRandom(`${seed}/${number}`);
  const id = `cpe-sim-${String(number).padStart(4, "0")}`;
  const agent = createAgent(id);
  const home = createHome(random, number, startMs);
  let atMs = startMs + Math.floor(random.next() * intervalMs);
  let gatewayReportAtMs = startMs;
  let periodicAtMs = startMs + Math.floor(random.next() * periodicEveryMs);
  return {
    endpointId: agent.endpointId,
    connect: (nowMs) => [agent.connected(), agent.notify("sim-boot", boot, nowMs)],
    next() {
      const changes = advanceHome(home, random, atMs, habits);
      const publications = changes.map((change) =>
        agent.notify(subscriptionOf(change), toNotification(change), atMs),
      );
      if (atMs >= periodicAtMs) {
        publications.push(agent.notify("sim-periodic", periodic, atMs));
        periodicAtMs += periodicEveryMs;
      }
      if (atMs >= gatewayReportAtMs) {
        publications.push(agent.report("/gateway", formatGatewayReport(home, id, startMs)));
        gatewayReportAtMs += gatewayReportEveryMs;
      }
      publications.push(agent.report("", formatReport(home)));
      const step = { atMs, publications };
      atMs += intervalMs + jitterMs(random, intervalMs);
      return step;
    },
  };
}

/** An agent's timer is late by up to a hundredth of its interval. */
const jitterMs = (random: Random, intervalMs: number): number =>
  Math.floor(random.next() * (intervalMs / 100));

const subscriptionOf = (change: HomeChange): string =>
  change.kind === "host_active" ? "sim-active" : `sim-${change.kind.split("_")[0]}s`;

/** TR-181 paths of what changed; a deletion carries no keys. */
function toNotification(change: HomeChange): Notification {
  const path =
    "accessPoint" in change
      ? `Device.WiFi.AccessPoint.${change.accessPoint}.AssociatedDevice.${change.row}.`
      : `Device.Hosts.Host.${change.row}.`;
  if (change.kind === "host_active")
    return { kind: "value_change", path: `${path}Active`, value: String(change.active) };
  if (change.kind === "station_created")
    return { kind: "creation", path, uniqueKeys: { MACAddress: change.mac } };
  if (change.kind === "host_created")
    return { kind: "creation", path, uniqueKeys: { PhysAddress: change.mac } };
  return { kind: "deletion", path };
}
