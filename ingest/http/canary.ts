/**
 * The collector's ticks: it asks its own listener, as a gateway would, and what it received before the question is
 * acknowledged by Kafka before the answer. Then "up to here I have passed everything on" is true, also of the listener.
 */
import { type CanaryTicks, type ClockReading, formatCanary, parseCanary } from "../tick.ts";
import { type HttpRoute, refusal } from "./exchange.ts";

/** Where the collector asks itself. */
export const canaryPath = "/usp-telemetry/canary";

const maxCanaryBytes = 256;
/** Questions that wait for Kafka at which no more are asked. */
const maxUnderWay = 12;

/** What this file wants of a bridge. */
interface Ticking {
  canaryReturned(
    payload: string,
    ticks: CanaryTicks,
    clock: () => ClockReading,
    acknowledge: () => void,
    next: () => void,
  ): void;
}

/** The door of our own canaries. They name this run, which nobody else knows; anybody else's find nothing here. */
export function createCanaryRoute(
  bridge: Ticking,
  run: string,
  canaries: CanaryTicks,
  clock: () => ClockReading,
): HttpRoute {
  return {
    serves: (path) => path === canaryPath,
    admit: ({ headers }) =>
      Number(headers.get("content-length") ?? Infinity) <= maxCanaryBytes ? null : notHere,
    receive({ body }, answer) {
      const text = body.toString("utf8");
      if (parseCanary(text)?.run !== run) return answer(notHere);
      bridge.canaryReturned(
        text,
        canaries,
        clock,
        () => answer({ status: 204 }),
        () => undefined,
      );
    },
  };
}

const notHere = refusal(404, "Not here.");

export interface CanaryPorts {
  readonly clock: () => ClockReading;
  /** Whether a tick would be true now. */
  mayTick(): boolean;
  /** Posts a text to our own listener; resolves when it is answered. */
  ask(path: string, text: string): Promise<unknown>;
  onTrouble(error: unknown): void;
}

/** Asks one question at each call, unless too many wait already. */
export function createAsking(canaries: CanaryTicks, ports: CanaryPorts): () => Promise<void> {
  let underWay = 0;
  return async () => {
    if (!ports.mayTick() || underWay >= maxUnderWay) return;
    underWay += 1;
    try {
      await ports.ask(canaryPath, formatCanary(canaries.send(ports.clock())));
    } catch (error) {
      ports.onTrouble(error);
    } finally {
      underWay -= 1;
    }
  };
}
