/** A bridge between its two MQTT connections and Kafka: which door an arrival takes, canaries, stalls. Pure: the world is its ports. */
import type { ReceivedMessage } from "./admit.ts";
import type { Trip } from "./breaker.ts";
import { type Arrived, Bridge, type BridgePorts } from "./bridge.ts";
import type { BridgeConfig, IntakeConfig } from "./config.ts";
import { subscriptionFilters } from "./identity.ts";
import { deadLetter, internalError, type Outcome } from "./outcome.ts";
import { createParking } from "./parked-segments.ts";
import { createIntake, type Learned, type Settled } from "./pipeline.ts";
import type { Reading } from "./reading.ts";
import { type RecordFormat, toPublication } from "./records.ts";
import { type Arrival, controlTopics, createRouter, type Door } from "./routing.ts";
import { type SegmentConfig, segmentLimits } from "./segments.ts";
import { CanaryTicks, type ClockReading, Deafness, formatCanary } from "./tick.ts";

export interface BridgeParts {
  readonly format: RecordFormat;
  /** Kafka's side of the ports, and where an answer goes. */
  readonly ports: Omit<BridgePorts, "translate" | "giveUp" | "release" | "refuse">;
  readonly learned: Learned | null;
  readonly reading: Reading;
  readonly trip: Trip;
}

/** The bridge with its intake. */
export function createBridge(
  config: SegmentConfig & IntakeConfig & Pick<BridgeConfig, "bridgeId" | "tickPeriodMs">,
  { format, ports, learned, reading, trip }: BridgeParts,
): Bridge {
  const intake = createIntake(config, segmentLimits(config), learned, internalError);
  const decide = createParking({ bridgeId: config.bridgeId, format });
  const judge = (outcome: Outcome, message: ReceivedMessage, more: { again?: true } = {}): void => {
    const at = message.cameAgainAt ?? message.receivedAt;
    trip.judge({ outcome, speaker: intake.speakerOf(message), at, ...more });
  };
  /** Judged is what is published: what was understood may yet be a dead letter, where it can't be encoded. */
  const publish = (settled: readonly Settled[]) =>
    settled.map((each) => {
      const decided = decide(each);
      const last = each.messages.at(-1);
      if (decided.kind === "decided" && last !== undefined) judge(decided.publication.outcome, last);
      return decided;
    });
  const all: BridgePorts = {
    ...ports,
    translate(message) {
      reading.decoded(message.payload);
      return publish(intake.take(message));
    },
    giveUp: (time) => publish(intake.giveUp(time)),
    release: () => publish(intake.release()),
    refuse(message, maxRecordBytes) {
      const endpointId = intake.speakerOf(message);
      const letter = deadLetter("event_too_large", "Kafka refuses records of this size", endpointId);
      judge(letter, message, { again: true });
      return toPublication(letter, message, { ...format, maxRecordBytes });
    },
  };
  return new Bridge(all, { heldLimit: config.mqtt.heldPubacks, tickPeriodMs: config.tickPeriodMs });
}

/** The connection that reads; see the adapter. */
export interface ReadingConnection {
  readonly connected: boolean;
  readonly subscribed: boolean;
  startAnew(why: string): void;
  stopReading(): void;
  close(): Promise<void>;
}

/** The connection that speaks. */
export interface SpeakingConnection {
  readonly connected: boolean;
  publish(topic: string, payload: string): Promise<void>;
  close(): Promise<void>;
}

export interface ConnectPorts<Reader extends ReadingConnection> {
  openReader(options: {
    readonly filters: readonly string[];
    onArrival(arrival: Arrival, next: () => void): void;
    beforeSubscribing(): Promise<void>;
  }): Reader;
  readonly speaker: SpeakingConnection;
  readonly clock: () => ClockReading;
  /** Runs again and again; the result ends it. */
  every(ms: number, run: () => void): () => void;
  /** Name of this run's canaries. */
  readonly run: string;
  /** For tests that make a gap: what is received in place of this message. */
  readonly disturb: ((message: ReceivedMessage) => readonly ReceivedMessage[]) | null;
  warn(message: string, fields: object): void;
}

export interface Connections<Reader> {
  readonly reader: Reader;
  stopReading(): void;
  close(): Promise<unknown>;
}

/** Every message is counted as read before anything else happens to it. */
function createDoor(
  bridge: Bridge,
  reading: Reading,
  disturb: ConnectPorts<ReadingConnection>["disturb"],
): Door {
  const pass = (
    arrived: Arrived,
    next: () => void,
    enter: (arrived: Arrived, next: () => void) => void,
  ): void => {
    reading.read(arrived.message.payload);
    if (disturb === null) return enter(arrived, next);
    const [first, second] = disturb(arrived.message);
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
export function connect<Reader extends ReadingConnection>(
  config: BridgeConfig,
  bridge: Bridge,
  reading: Reading,
  ports: ConnectPorts<Reader>,
): Connections<Reader> {
  const { mqtt, bridgeId, replay } = config;
  const { speaker, clock } = ports;
  const canaries = new CanaryTicks(ports.run);
  const ownTopic = replay ? controlTopics.replayClose : controlTopics.canary(bridgeId);
  const door = createDoor(bridge, reading, ports.disturb);
  const route = createRouter({ bridge: door, bridgeId, replay, canaries, clock });
  const deafness = new Deafness(config.tickPeriodMs);
  const reader = ports.openReader({
    filters: [...subscriptionFilters(config.topics, mqtt.sharedGroup), ownTopic],
    onArrival(arrival, next) {
      deafness.heard();
      route(arrival, next);
    },
    async beforeSubscribing() {
      await bridge.settled();
      if (replay) return;
      await bridge.compareClocks();
      await bridge.begin(clock().wall);
    },
  });
  const sendCanary = async (): Promise<void> => {
    if (!reader.subscribed || !speaker.connected) return;
    try {
      await speaker.publish(ownTopic, formatCanary(canaries.send(clock())));
      if (bridge.unacknowledged > 0) deafness.heard();
      else if (deafness.spoke(clock().steadyMs)) reader.startAnew("the broker delivers nothing to us");
    } catch (error) {
      ports.warn("the canary could not be published", { err: error });
    }
  };
  const stopCanaries = replay ? null : ports.every(config.tickPeriodMs, () => void sendCanary());
  const stopLooking = ports.every(stallLookMs, () => {
    if (reader.connected) bridge.lookForStall();
  });
  return {
    reader,
    stopReading() {
      stopCanaries?.();
      stopLooking();
      reader.stopReading();
    },
    close: () => Promise.all([reader.close(), speaker.close()]),
  };
}
