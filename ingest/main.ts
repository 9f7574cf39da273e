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
import { Answering } from "./answering.ts";
import { neverOpen, Trip } from "./breaker.ts";
import { type Arrived, Bridge, type BridgePorts } from "./bridge.ts";
import type { BridgeConfig } from "./config.ts";
import { bridgeCauses, bridgeMetrics, type BridgeStatus } from "./intake-status.ts";
import { closeKafkaSide, intakeStatus, type KafkaSide, openKafkaSide, sayGoodbye } from "./kafka-side.ts";
import { deadLetter } from "./outcome.ts";
import { createIdentity, subscriptionFilters } from "./identity.ts";
import { createIntake, type Learned, type Settled } from "./pipeline.ts";
import { openProfileSide, type ProfileSide } from "./profile-side.ts";
import { Learning } from "./profiles/learning.ts";
import { createParking } from "./parked-segments.ts";
import { toPublication } from "./records.ts";
import { Reading } from "./reading.ts";
import { joinReplyTo } from "./reply.ts";
import { readParkedSegments } from "./segment-side.ts";
import { controlTopics, createRouter, type Door } from "./routing.ts";
import { segmentLimits } from "./segments.ts";
import { CanaryTicks, type ClockReading, Deafness, formatCanary } from "./tick.ts";

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
  const trip = new Trip(config.replay ? neverOpen : breaker);
  const reading = new Reading();
  const bridge = createBridge(config, kafka, {
    answering,
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
      await sayGoodbye(bridge);
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

function createBridge(
  config: BridgeConfig,
  { format, ports }: KafkaSide,
  {
    answering,
    learned,
    reading,
    trip,
  }: {
    readonly answering: Answering | null;
    readonly learned: Learned | null;
    readonly reading: Reading;
    readonly trip: Trip;
  },
): Bridge {
  const intake = createIntake(config, segmentLimits(config), learned);
  const decide = createParking({ bridgeId: config.bridgeId, format });
  const publish = (settled: readonly Settled[]) => settled.map(decide);
  const all: BridgePorts = {
    ...ports,
    ...(answering === null ? {} : { answer: (answer) => answering.give(answer) }),
    translate(message) {
      reading.decoded(message.payload);
      const settled = intake.take(message);
      for (const { outcome } of settled)
        if (outcome.kind !== "parked") trip.judge(outcome, message.topic, message.receivedAt);
      return publish(settled);
    },
    giveUp: (time) => publish(intake.giveUp(time)),
    release: () => publish(intake.release()),
    refuse(message, maxRecordBytes) {
      const letter = deadLetter("event_too_large", "Kafka refuses records of this size");
      return toPublication(letter, message, { ...format, maxRecordBytes });
    },
  };
  return new Bridge(all, { heldLimit: config.mqtt.heldPubacks, tickPeriodMs: config.tickPeriodMs });
}

/** Every message is counted as read before anything else happens to it. */
function createDoor(bridge: Bridge, reading: Reading, gaps: TestGaps | null): Door {
  const pass = (
    arrived: Arrived,
    next: () => void,
    enter: (arrived: Arrived, next: () => void) => void,
  ): void => {
    reading.read(arrived.message.payload);
    if (gaps === null) return enter(arrived, next);
    const [first, second] = gaps.disturb("mqtt-bridge", [arrived.message], {
      alter: (message) => ({ ...message, payload: alteredBytes(message.payload) }),
      place: ({ topic }) => `a message of ${topic}`,
    });
    if (first === undefined) return bridge.ignore(() => arrived.acknowledge(), next);
    enter({ message: first, acknowledge: () => arrived.acknowledge() }, next);
    if (second !== undefined) enter({ message: second, acknowledge: () => undefined }, () => undefined);
  };
  return {
    receive: (arrived, next) => pass(arrived, next, (each, then) => bridge.receive(each, then)),
    receiveReplayed: (arrived, next) =>
      pass(arrived, next, (each, then) => bridge.receiveReplayed(each, then)),
    canaryReturned: (...given) => bridge.canaryReturned(...given),
    ignore: (...given) => bridge.ignore(...given),
    closeReplay: (...given) => bridge.closeReplay(...given),
  };
}

/** Segments wait for others at most twice as long while nothing at all comes. */
const stallLookMs = 250;

/** Two connections: one reads, one speaks. */
function connectMqtt(
  config: BridgeConfig,
  bridge: Bridge,
  reading: Reading,
  speaker: MqttPublisher,
  log: Logger,
) {
  const { mqtt, bridgeId, replay } = config;
  const canaries = new CanaryTicks(randomUUID());
  const clock = (): ClockReading => ({ wall: now(), steadyMs: performance.now() });
  const ownTopic = replay ? controlTopics.replayClose : controlTopics.canary(bridgeId);
  const door = createDoor(bridge, reading, openTestGaps(config.testGaps ?? null));
  const route = createRouter({ bridge: door, bridgeId, replay, canaries, clock });
  const deafness = new Deafness(config.tickPeriodMs);
  const reader = openMqttReader({
    ...mqtt,
    log,
    filters: [...subscriptionFilters(config.topics, mqtt.sharedGroup), ownTopic],
    onArrival(arrival, next) {
      deafness.heard();
      route(arrival, next);
    },
    async beforeSubscribing() {
      await bridge.settled();
      if (replay) return;
      await bridge.compareClocks();
      await bridge.begin(now());
    },
  });
  const sendCanary = async (): Promise<void> => {
    if (!reader.subscribed || !speaker.connected) return;
    try {
      await speaker.publish(ownTopic, formatCanary(canaries.send(clock())));
      if (bridge.unacknowledged > 0) deafness.heard();
      else if (deafness.spoke(performance.now())) reader.startAnew("the broker delivers nothing to us");
    } catch (error) {
      log.warn({ err: error }, "the canary could not be published");
    }
  };
  const timer = replay ? null : setInterval(() => void sendCanary(), config.tickPeriodMs);
  const stallTimer = setInterval(() => {
    if (reader.connected) bridge.lookForStall();
  }, stallLookMs);
  return {
    reader,
    stopReading() {
      if (timer !== null) clearInterval(timer);
      clearInterval(stallTimer);
      reader.stopReading();
    },
    close: () => Promise.all([reader.close(), speaker.close()]),
  };
}
