/**
 * Provisioning as an errand: connects to the broker as a controller of its own, works through the endpoints, ends.
 * This is the one place where the product speaks to agents unasked. It subscribes to its own reply topic before it
 * publishes anything, under a client id of its own.
 */
import { randomUUID } from "node:crypto";
import { now, sleep } from "#infra/adapters/clock.ts";
import { createLog } from "#infra/adapters/log.ts";
import { type MqttSession, openMqttSession } from "#infra/adapters/mqtt-session.ts";
import type { MqttConfig } from "../config.ts";
import { subscriptionFilters } from "../identity.ts";
import type { Exchange } from "../profiles/exchange.ts";
import { joinReplyTo } from "../reply.ts";
import { AgentSession } from "./agent-session.ts";
import { cameOnline } from "./came-online.ts";
import { Fleet } from "./fleet.ts";
import type { Wanted } from "./plan.ts";
import type { ProvisionedProfile } from "./profile.ts";
import {
  type Agent,
  provision,
  type Provisioned,
  type ProvisionOptions,
  type ProvisionPorts,
} from "./provision.ts";
import { ReportWatches } from "./report-watches.ts";
import { agentTopic, publishTopic, type TargetConfig, timeReference } from "./target.ts";

export interface ProvisioningConfig extends TargetConfig, ProvisionOptions {
  readonly mqtt: Pick<MqttConfig, "url" | "username" | "password" | "protocolVersion" | "tls">;
  readonly profiles: readonly ProvisionedProfile[];
  /** Our endpoint id; the agents must know it. */
  readonly controllerId: string;
  /** Null: one of this run's own. */
  readonly clientId: string | null;
  /** Null: one of this run's own. */
  readonly replyTopic: string | null;
  readonly concurrency: number;
  readonly timeoutMs: number;
  readonly endpoints: readonly string[];
  /** Go on with every endpoint that comes online, until stopped. */
  readonly watch: boolean;
}

export interface ProvisioningEvents {
  /** What is about to be done to an endpoint. */
  readonly onDifference: ProvisionPorts["showDifference"];
  /** Listening, in watch mode. */
  onReady(): void;
  /** An agent was asked and has answered. */
  onExchange(endpointId: string, exchange: Exchange): void;
  /** One profile of one endpoint is done; so many endpoints are left. */
  onResult(result: Provisioned, left: { readonly waiting: number; readonly working: number }): void;
}

/** An agent that reconnects, boots and asks to be onboarded says so in as many messages. */
const quietMs = 30_000;
const maxWaiting = 100_000;
const reviveEveryMs = 1000;

/** Resolves when every endpoint is done; in watch mode when `stopping` is aborted. Rejects when the broker can't be reached. */
export async function runProvisioning(
  config: ProvisioningConfig,
  events: ProvisioningEvents,
  stopping: AbortSignal,
): Promise<void> {
  const id = randomUUID().slice(0, 8);
  const runId = `provision-${id}`;
  const clientId = config.clientId ?? `usp-telemetry-${runId}`;
  const replyTopic = config.replyTopic ?? `usp-telemetry/provision/${id}`;
  const connection: { mqtt: MqttSession | null } = { mqtt: null };
  const connected = (): MqttSession => connection.mqtt ?? unconnected();
  const session = new AgentSession({
    controllerId: config.controllerId,
    runId,
    timeoutMs: config.timeoutMs,
    sleep,
    send: (topic, record) =>
      connected().publish(topic, record, { contentType: "usp.msg", responseTopic: replyTopic }),
  });
  const watches = new ReportWatches({
    subscribe: (topic) => connected().subscribe([topic]),
    unsubscribe: (topic) => connected().unsubscribe([topic]),
    clock: now,
    sleep: (ms, signal) => sleep(ms, AbortSignal.any([signal, stopping])),
  });
  const ports: ProvisionPorts = {
    async request(agent, body) {
      const answer = await session.request(agent, body);
      if (answer.ok) events.onExchange(agent.endpointId, { request: body, response: answer.body });
      return answer;
    },
    watchReports: (topic) => watches.watch(topic),
    listen: (wait) => fleet.listen(wait),
    stopped: () => stopping.aborted,
    showDifference: events.onDifference,
  };
  const repliesByTopic = new Set<string>();
  const fleet: Fleet = new Fleet({
    concurrency: config.concurrency,
    quietMs,
    maxWaiting,
    clock: now,
    work: (endpointId) =>
      workOn(endpointId, { ...config, replyTopic, repliesByTopic }, ports, (result) =>
        events.onResult(result, fleet),
      ),
  });
  connection.mqtt = await openMqttSession({
    ...config.mqtt,
    clientId,
    log: createLog("provision", "warn"),
    onMessage: ({ topic, payload, retain }) => {
      if (topic === replyTopic || topic.startsWith(`${replyTopic}/`)) return session.receive(payload);
      watches.receive(topic, payload.length, retain);
      const online = config.watch && !retain ? cameOnline(payload) : null;
      if (online === null) return;
      if (online.repliesByTopic && repliesByTopic.size < maxWaiting) repliesByTopic.add(online.endpointId);
      fleet.add(online.endpointId);
    },
  });
  try {
    await connected().subscribe([`${replyTopic}/#`, ...(config.watch ? onlineFilters(config) : [])]);
    for (const endpointId of config.endpoints) fleet.add(endpointId);
    if (config.watch) events.onReady();
    if (config.watch) await goOn(fleet, stopping);
    else await Promise.race([fleet.idle(), aborted(stopping)]);
    fleet.stop();
    await fleet.idle();
  } finally {
    await connected().close();
  }
}

/** Until stopped, endpoints come by themselves; those that came too soon are taken later. */
async function goOn(fleet: Fleet, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    await sleep(reviveEveryMs, stopping);
    fleet.revive();
  }
}

function unconnected(): never {
  throw new Error("not connected to the MQTT broker");
}

const onlineFilters = ({ topics }: ProvisioningConfig): readonly string[] =>
  subscriptionFilters(
    topics.filter(({ kind }) => kind === "record"),
    null,
  );

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });

interface WorkConfig extends ProvisioningConfig {
  readonly replyTopic: string;
  /** Endpoints that have said so when they came online: they speak MQTT 3.1.1. */
  readonly repliesByTopic: Set<string>;
}

/** Profile after profile; the first that fails ends it. */
async function workOn(
  endpointId: string,
  config: WorkConfig,
  ports: ProvisionPorts,
  tell: (result: Provisioned) => void,
): Promise<void> {
  for (const profile of config.profiles) {
    const result = await provisionOne(endpointId, profile, config, ports);
    tell(result);
    if (result.outcome === "failed") break;
  }
  config.repliesByTopic.delete(endpointId);
}

async function provisionOne(
  endpointId: string,
  profile: ProvisionedProfile,
  config: WorkConfig,
  ports: ProvisionPorts,
): Promise<Provisioned> {
  const failed = (sentence: string): Provisioned => ({
    ...nothingDone,
    endpointId,
    profile: profile.name,
    sentence,
  });
  const agent = agentTopic(endpointId, config);
  if (!agent.ok) return failed(agent.sentence);
  const published = profile.protocol === "MQTT" ? publishTopic(profile, endpointId, config) : null;
  if (published?.ok === false) return failed(published.sentence);
  const topics = askingTopics(agent.topic, config, config.repliesByTopic.has(endpointId));
  const wanted: Wanted = {
    profile,
    publishTopic: published?.topic ?? null,
    timeReference: timeReference(endpointId, profile.reportingIntervalSeconds),
    controllerId: config.controllerId,
  };
  try {
    return await provision({ endpointId, topics }, wanted, config, ports);
  } catch (error) {
    return failed(error instanceof Error ? error.message : String(error));
  }
}

/**
 * MQTT 5 says in a property where to answer, MQTT 3.1.1 in the topic. Over an MQTT 5 connection both are possible: an
 * agent that speaks 3.1.1 sees no property, and listens below its topic too (R-MQTT.15).
 */
function askingTopics(topic: string, config: WorkConfig, byTopicFirst: boolean): Agent["topics"] {
  const withReply = joinReplyTo(topic, config.replyTopic);
  if (config.mqtt.protocolVersion === 4) return [withReply];
  return byTopicFirst ? [withReply, topic] : [topic, withReply];
}

const nothingDone = { outcome: "failed", difference: [], notes: [], requests: [] } as const;
