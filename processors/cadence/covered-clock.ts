/**
 * Time that our own intake demonstrably covered, counted from the ticks of the bridges (architecture section 3).
 * Idleness is judged on `coveredMs`, so that neither an outage of ours nor one hung bridge makes a gateway look silent.
 */
import type { Tick } from "#schemas/telemetry-event.ts";

/** One live bridge: live from its first tick to its farewell, or until others ticked past its session expiry. */
export interface BridgeClock {
  periodMs: number;
  sessionExpiryMs: number;
  /** Time up to which its ticks are in `coveredMs`. */
  countedAt: number;
  /** Time of its newest tick. */
  tickedAt: number;
}

export interface CoveredClock {
  /** A span, not an instant: it starts at 0 and stands still while a live bridge is silent. */
  coveredMs: number;
  /** Every message that a live bridge received before this instant is in the log before this point. Never goes back. */
  settledAt: number;
  readonly bridges: Map<string, BridgeClock>;
}

const stepLimitPeriods = 2;
const version = 1;

export function createCoveredClock(): CoveredClock {
  return { coveredMs: 0, settledAt: 0, bridges: new Map() };
}

/**
 * Takes a tick written at `at` (the bridge's time). Once every live bridge has ticked since the last advance, the
 * clock advances by the slowest one's step, at most two of its periods; what the faster ones are ahead stays for
 * the next round, unless it is more than that limit (an outage, which is never counted).
 */
export function applyTick(clock: CoveredClock, at: number, tick: Tick): void {
  if (tick.farewell) {
    clock.bridges.delete(tick.bridge_id);
    if (clock.bridges.size === 0) clock.settledAt = Math.max(clock.settledAt, at);
  } else {
    noteTick(clock, at, tick);
  }
  dropExpired(clock, at, tick.bridge_id);
  advance(clock);
}

function noteTick(clock: CoveredClock, at: number, tick: Tick): void {
  const bridge = clock.bridges.get(tick.bridge_id);
  if (bridge === undefined) {
    const { period_ms: periodMs, session_expiry_ms: sessionExpiryMs } = tick;
    clock.bridges.set(tick.bridge_id, { periodMs, sessionExpiryMs, countedAt: at, tickedAt: at });
    return;
  }
  bridge.periodMs = tick.period_ms;
  bridge.sessionExpiryMs = tick.session_expiry_ms;
  bridge.tickedAt = Math.max(bridge.tickedAt, at);
}

function dropExpired(clock: CoveredClock, at: number, tickingId: string): void {
  for (const [id, bridge] of clock.bridges) {
    if (id !== tickingId && at > bridge.tickedAt + bridge.sessionExpiryMs) clock.bridges.delete(id);
  }
}

function advance(clock: CoveredClock): void {
  if (clock.bridges.size === 0) return;
  let step = Number.POSITIVE_INFINITY;
  let settledAt = Number.POSITIVE_INFINITY;
  for (const bridge of clock.bridges.values()) {
    step = Math.min(step, bridge.tickedAt - bridge.countedAt, stepLimitPeriods * bridge.periodMs);
    settledAt = Math.min(settledAt, bridge.tickedAt);
  }
  clock.settledAt = Math.max(clock.settledAt, settledAt);
  if (step <= 0) return;
  clock.coveredMs += step;
  for (const bridge of clock.bridges.values()) {
    const outage = bridge.tickedAt - bridge.countedAt > stepLimitPeriods * bridge.periodMs;
    bridge.countedAt = outage ? bridge.tickedAt : bridge.countedAt + step;
  }
}

/** JSON text of the clock and its bridges, for the checkpoint. */
export function encodeClock(clock: CoveredClock): string {
  const bridges = [...clock.bridges].map(([id, bridge]) => [id, bridge]);
  return JSON.stringify({ version, coveredMs: clock.coveredMs, settledAt: clock.settledAt, bridges });
}

/** Reads what `encodeClock` wrote; throws on any other version, because a guessed clock would close windows wrongly. */
export function decodeClock(text: string): CoveredClock {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own record; the version says its shape
  const stored = JSON.parse(text) as {
    readonly version: number;
    readonly coveredMs: number;
    readonly settledAt: number;
    readonly bridges: readonly (readonly [string, BridgeClock])[];
  };
  if (stored.version !== version) {
    throw new Error(
      `The covered clock in the checkpoint has version ${stored.version}, this worker reads ${version}.`,
    );
  }
  return { coveredMs: stored.coveredMs, settledAt: stored.settledAt, bridges: new Map(stored.bridges) };
}
