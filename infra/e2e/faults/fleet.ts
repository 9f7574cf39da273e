/**
 * What is published: simulated gateways, each said as fast as wanted, in its own time, which is an hour behind ours.
 * Connect records are left out: nothing tells one from its copy, so the broker's second sending is a second fact.
 */
import { createGateway, type Publication } from "#infra/simulator/gateway.ts";
import { defaultHabits, type Habits } from "#infra/simulator/home.ts";

/** One publication and the home it is about; the home's id is its gateway's. */
export interface Sent {
  readonly homeId: string;
  readonly publication: Publication;
  /** When a recording received it; bridges believe it in replay mode. */
  readonly receivedAtMs?: number;
}

export interface Fleet {
  readonly homes: readonly string[];
  /** At least so many publications: whole steps of all gateways, one interval after the other. */
  next(atLeast: number): Sent[];
}

export interface FleetOptions {
  readonly seed: string;
  readonly gateways: number;
  /** Where the fleet's own time begins. */
  readonly startMs: number;
  /** Between two reports; with less than a second two would have one and the same time. */
  readonly intervalMs?: number;
  readonly habits?: Habits;
}

export function createFleet({
  seed,
  gateways,
  startMs,
  intervalMs = 1_000,
  habits = defaultHabits,
}: FleetOptions): Fleet {
  const all = Array.from({ length: gateways }, (_, index) =>
    createGateway({ seed, number: index + 1, startMs, intervalMs, habits }),
  );
  const step = (): Sent[] =>
    all.flatMap((gateway) =>
      gateway.next().publications.map((publication) => ({ homeId: gateway.endpointId, publication })),
    );
  return {
    homes: all.map(({ endpointId }) => endpointId),
    next(atLeast) {
      const sent: Sent[] = [];
      while (sent.length < atLeast) sent.push(...step());
      return sent;
    },
  };
}
