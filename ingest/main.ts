/** The bridge as a process: connects everything, runs until it is stopped. */
import { randomUUID } from "node:crypto";
import { now, sleep } from "#infra/adapters/clock.ts";
import { inlineMore } from "#infra/adapters/compiler.ts";
import { createLog, type Logger } from "#infra/adapters/log.ts";
import {
  type MqttPublisher,
  type MqttReader,
  openMqttPublisher,
  openMqttReader,
} from "#infra/adapters/mqtt.ts";
import { serveStatus } from "#infra/adapters/status.ts";
import { alteredBytes, openTestGaps, type TestGaps } from "#infra/adapters/test-gap.ts";
import type { ReceivedMessage } from "./admit.ts";
import { Answering } from "./answering.ts";
import { keptMeanwhile, neverOpen, Trip } from "./breaker.ts";
import type { Bridge } from "./bridge.ts";
import type { BridgeConfig } from "./config.ts";
import { connect, type Connections, createBridge } from "./connect.ts";
import { createIdentity } from "./identity.ts";
import { bridgeCauses, bridgeMetrics, type BridgeStatus } from "./intake-status.ts";
import { sayGoodbye } from "./kafka-ports.ts";
import { closeKafkaSide, intakeStatus, type KafkaSide, openKafkaSide } from "./kafka-side.ts";
import type { Learned } from "./pipeline.ts";
import { openProfileSide, type ProfileSide } from "./profile-side.ts";
import { Learning } from "./profiles/learning.ts";
import { Reading } from "./reading.ts";
import { joinReplyTo } from "./reply.ts";
import { readParkedSegments } from "./segment-side.ts";

export interface RunningBridge {
  /** Rejects when intake has stopped itself (`breaker.ts`). */
  readonly done: Promise<never>;
  /** Stops reading, finishes what is under way, says goodbye. Resolves when nothing is left open. */
  stop(): Promise<void>;
}

/** Resolves when the bridge is reading, or waiting for a broker that is away. Rejects on what waiting can't cure. */
export async function runBridge(config: BridgeConfig): Promise<RunningBridge> {
  inlineMore();
  const log = createLog("bridge");
  const phase = "waiting for the schema registry and Kafka";
  const state: State = { phase, kafka: null, bridge: null, answering: null, reader: null, profiles: null };
  const status = await serveStatus(config, {
    part: "bridge",
    status: () => snapshot(state, config.replay),
    metrics: bridgeMetrics,
    causes: () => bridgeCauses(snapshot(state, config.replay)),
  });
  const kafka = await openKafkaSide(
    { ...config, part: "bridge", sessionExpirySeconds: config.mqtt.sessionExpirySeconds },
    log,
  );
  const profiles = config.replay ? null : await openProfiles(config, kafka, log);
  // What is received before the first comparison would be received at a time that nobody has looked at.
  if (!config.replay) await kafka.ports.compareClocks();
  const speaker = openMqttPublisher({ ...config.mqtt, clientId: `${config.mqtt.clientId}-speaker`, log });
  // A tap has nothing to answer with; a replay's gateways are long gone.
  const answering =
    config.controller.mode === "tap" || config.replay ? null : createAnswering(config, speaker);
  const { breaker = neverOpen } = config;
  const trip = new Trip(config.replay ? neverOpen : breaker, keptMeanwhile.broker);
  const reading = new Reading();
  const bridge = createBridge(config, {
    format: kafka.format,
    ports: {
      ...kafka.ports,
      ...(answering === null ? {} : { answer: (answer) => answering.give(answer) }),
    },
    learned: profiles && learnedFrom(profiles),
    reading,
    trip,
  });
  for (const message of await readParkedSegments(config, log)) {
    // In a replay time is the recording's.
    const time = config.replay ? message.receivedAt : now();
    reading.read(message.payload);
    bridge.restore({ ...message, cameAgainAt: time }, time);
  }
  const connections = connectMqtt(config, bridge, reading, speaker, log);
  trip.arm(() => {
    connections.stopReading();
    return bridge.settled();
  });
  const ledger = kafka.keepLedger({
    totals: () => ({ received: reading.count, fates: bridge.ledger.fates, open: bridge.open }),
    reading,
    mayWait: config.replay,
  });
  Object.assign(state, { phase: "running", kafka, bridge, answering, reader: connections.reader, profiles });
  return {
    done: trip.opened,
    async stop() {
      state.phase = "stopping";
      status.stopping();
      connections.stopReading();
      await sayGoodbye(bridge, sleep);
      await ledger.stop();
      await Promise.all([connections.close(), closeKafkaSide(kafka), profiles?.stop()]);
      await status.close();
      log.info({ unacknowledged: bridge.unacknowledged }, "stopped");
    },
  };
}

/** A replay's answer is that of its recording and the settings, so nothing is learned then, whatever others know. */
function openProfiles(config: BridgeConfig, { format }: KafkaSide, log: Logger): Promise<ProfileSide> {
  const identity = createIdentity(config.topics, config.identity);
  const ofTopic = (topic: string): string | null => {
    const match = identity.match(topic);
    return match?.kind === "report" ? match.stream : null;
  };
  return openProfileSide(config, format.partitions, { ofTopic, ofPath: () => null }, log);
}

const learnedFrom = ({ book, profileOf, toRecord }: ProfileSide): Learned => ({
  profileOf,
  learning: new Learning(book, toRecord),
});

interface State {
  phase: string;
  kafka: KafkaSide | null;
  bridge: Bridge | null;
  answering: Answering | null;
  reader: MqttReader | null;
  profiles: ProfileSide | null;
}

const snapshot = (
  { phase, kafka, bridge, answering, reader, profiles }: State,
  isReplay: boolean,
): BridgeStatus => ({
  ...intakeStatus(phase, bridge, kafka, isReplay),
  connected: reader?.connected ?? false,
  subscribed: reader?.subscribed ?? false,
  trouble: reader?.trouble ?? null,
  parked: bridge?.parked ?? 0,
  gatewaysWithProfiles: profiles?.book.endpoints ?? 0,
  answers: answering?.counts ?? null,
});

/** How long an answer may hold the PUBACKs behind it. */
const maxAnswerMs = 2000;

function createAnswering({ mqtt }: BridgeConfig, speaker: MqttPublisher): Answering {
  return new Answering({
    publish: ({ topic, replyTo, payload }) =>
      mqtt.protocolVersion === 5
        ? speaker.publish(topic, payload, { contentType: "usp.msg", responseTopic: replyTo })
        : speaker.publish(joinReplyTo(topic, replyTo), payload),
    pause: () => sleep(maxAnswerMs),
  });
}

/** Two connections: one reads, one speaks. */
function connectMqtt(
  config: BridgeConfig,
  bridge: Bridge,
  reading: Reading,
  speaker: MqttPublisher,
  log: Logger,
): Connections<MqttReader> {
  const gaps = openTestGaps(config.testGaps ?? null);
  return connect(config, bridge, reading, {
    openReader: (options) => openMqttReader({ ...config.mqtt, ...options, log }),
    speaker,
    clock: () => ({ wall: now(), steadyMs: performance.now() }),
    every(ms, run) {
      const timer = setInterval(run, ms);
      return () => clearInterval(timer);
    },
    run: randomUUID(),
    disturb: gaps === null ? null : (message) => disturbReceived(gaps, message),
    warn: (message, fields) => log.warn(fields, message),
  });
}

const disturbReceived = (gaps: TestGaps, received: ReceivedMessage): readonly ReceivedMessage[] =>
  gaps.disturb("mqtt-bridge", [received], {
    alter: (message) => ({ ...message, payload: alteredBytes(message.payload) }),
    place: ({ topic }) => `a message of ${topic}`,
  });
