/** Which of the bridge's doors an arrival goes through: a gateway's message, our own canary, or a replay's end. */
import { epochMs, type EpochMs } from "#schemas/units.ts";
import type { ReceivedMessage } from "./admit.ts";
import { ArrivalCounter } from "./arrival-counter.ts";
import type { Bridge } from "./bridge.ts";
import type { CanaryTicks, ClockReading } from "./tick.ts";

/** The MQTT topics that are our own. */
export const controlTopics = {
  /** Each bridge's canaries come back to it alone. */
  canary: (bridgeId: string): string => `usp-telemetry/canary/${bridgeId}`,
  /** `{"until": ms}`: before the first message of a replay and after its last, tick on to that time. Ignored outside replay mode. */
  replayClose: "usp-telemetry/replay/close",
} as const;

/** MQTT 5 user property with the recorded time of receipt in milliseconds; believed in replay mode only. */
const receivedAtProperty = "usp-received-at";

/** What routing looks at in an arrival. */
export interface Arrival {
  readonly topic: string;
  readonly payload: Buffer;
  readonly contentType: string | null;
  readonly responseTopic: string | null;
  readonly retain: boolean;
  readonly userProperties: ReadonlyMap<string, string>;
  /** Stands for the message: the same when the broker sends it again after a connection was lost. Its note is ours. */
  readonly first: { note?: unknown };
  /** The broker's word that it has sent it before. */
  readonly dup: boolean;
  acknowledge(): void;
}

/** What of a bridge arrivals go through. */
export type Door = Pick<Bridge, "receive" | "receiveReplayed" | "canaryReturned" | "ignore" | "closeReplay">;

export interface RoutingOptions {
  readonly bridge: Door;
  readonly bridgeId: string;
  readonly replay: boolean;
  readonly canaries: CanaryTicks;
  readonly clock: () => ClockReading;
}

/** The function that takes every arrival, one after the other. */
export function createRouter(options: RoutingOptions): (arrival: Arrival, next: () => void) => void {
  const { bridge, replay, canaries, clock } = options;
  const canaryTopic = controlTopics.canary(options.bridgeId);
  const received = new FirstReceipts();
  return (arrival, next) => {
    const acknowledge = (): void => arrival.acknowledge();
    if (arrival.topic === canaryTopic) {
      const payload = arrival.payload.toString("utf8");
      return bridge.canaryReturned(payload, canaries, clock, acknowledge, next);
    }
    if (arrival.topic === controlTopics.replayClose) {
      const until = replay ? parseUntil(arrival.payload.toString("utf8")) : null;
      return until === null ? bridge.ignore(acknowledge, next) : bridge.closeReplay(until, acknowledge, next);
    }
    const { topic, payload, contentType, responseTopic, retain } = arrival;
    const recorded = replay ? recordedTime(arrival) : null;
    const receipt = received.of(arrival, recorded ?? clock().wall, arrival.dup && recorded === null);
    const message = { topic, payload, contentType, responseTopic, retain, ...receipt };
    const arrived = { message, acknowledge };
    return replay ? bridge.receiveReplayed(arrived, next) : bridge.receive(arrived, next);
  };
}

/** When a message was received, and which one of its millisecond it was. */
type Receipt = Pick<ReceivedMessage, "receivedAt" | "cameAgainAt" | "arrival" | "redelivered">;

/**
 * What is sent again was received when it came first: then what carries neither time nor id of its own, as a connect
 * record, is the same fact. What was sent before to a process that is gone came at a time that nobody knows.
 */
class FirstReceipts {
  readonly #arrivals = new ArrivalCounter();

  of({ first, topic }: Arrival, now: EpochMs, redelivered: boolean): Receipt {
    const known = first.note as Receipt | undefined;
    if (known !== undefined) return { ...known, cameAgainAt: now };
    const receipt: Receipt = {
      receivedAt: now,
      arrival: this.#arrivals.next(topic, now),
      ...(redelivered ? { redelivered } : {}),
    };
    first.note = receipt;
    return receipt;
  }
}

function recordedTime(arrival: Arrival): EpochMs | null {
  const text = arrival.userProperties.get(receivedAtProperty) ?? "";
  return /^\d{1,15}$/.test(text) ? epochMs(Number(text)) : null;
}

function parseUntil(text: string): EpochMs | null {
  try {
    const { until } = JSON.parse(text) as { until?: unknown };
    return Number.isSafeInteger(until) ? epochMs(until as number) : null;
  } catch {
    return null;
  }
}
