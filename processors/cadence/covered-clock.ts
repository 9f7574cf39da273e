/**
 * Time that our own intake demonstrably covered, counted from the ticks of the bridges (architecture section 3).
 * Idleness is judged on `coveredMs`, so that neither an outage of ours nor one hung bridge makes a gateway look silent.
 *
 * A span of time counts when every live bridge covered it. A bridge covered the time up to its tick since the one
 * before, at most two of its periods of it; the first tick of a run has the period 0 and covers nothing. It does not matter how the ticks of several bridges follow each other
 * in the log, nor how far one is ahead.
 */
import type { Tick } from "#schemas/telemetry-event.ts";

/**
 * Time before which all is in the log once it holds a message received at `receivedAt` (whole ms): the settled time;
 * with exactly one live bridge also that message's, because a bridge writes in the order it receives in, and every
 * bridge ticks before it reads anything.
 */
export function settledWith({ bridges, settledAt }: CoveredClock, receivedAt: number): number {
  return bridges.size === 1 ? Math.max(settledAt, receivedAt + 1) : settledAt;
}

/** A span of time, from inclusive, to exclusive. */
type Span = readonly [from: number, to: number];

/** One live bridge: live from its first tick to its farewell, or until others ticked past its session expiry. */
export interface BridgeClock {
  periodMs: number;
  sessionExpiryMs: number;
  /** Time of its newest tick. */
  tickedAt: number;
  /** Of its newest tick but the first of a run, which may be before what its session is still owed is read. */
  settledAt: number;
  /** What it did not cover of the time not counted yet, oldest first. */
  gaps: Span[];
}

export interface CoveredClock {
  /** A span, not an instant: it starts at 0 and stands still while a live bridge is silent. */
  coveredMs: number;
  /** Time up to which the covered spans are in `coveredMs`. */
  countedAt: number;
  /**
   * Every message that the broker gave to a live bridge before this instant is in the log before this point: so is whatever a
   * gateway sent before one that was received by then. Goes back only when nobody was live.
   */
  settledAt: number;
  readonly bridges: Map<string, BridgeClock>;
}

const stepLimitPeriods = 2;
const version = 2;

export function createCoveredClock(): CoveredClock {
  return { coveredMs: 0, countedAt: 0, settledAt: 0, bridges: new Map() };
}

/** What a bridge can be configured to (the settings' own bounds), or 0 in a first tick; one that says otherwise is no bridge's. */
const periodBoundsMs: Span = [100, 60_000];
const longestExpiryMs = 4_294_967_294_000;

const isPlausible = ({ period_ms: period, session_expiry_ms: expiry }: Tick): boolean =>
  (period === 0 || (period >= periodBoundsMs[0] && period <= periodBoundsMs[1])) &&
  expiry >= 0 &&
  expiry <= longestExpiryMs;

/**
 * Takes a tick written at `at` (the bridge's time); then counts what every live bridge has ticked past. A tick that
 * no bridge can have written is ignored: one stray record must not hold a partition's time.
 */
export function applyTick(clock: CoveredClock, at: number, tick: Tick): void {
  if (!isPlausible(tick)) return;
  if (tick.farewell) {
    clock.bridges.delete(tick.bridge_id);
    if (clock.bridges.size === 0) clock.settledAt = Math.max(clock.settledAt, at);
  } else {
    noteTick(clock, at, tick);
    dropExpired(clock, at, tick);
  }
  advance(clock);
}

function noteTick(clock: CoveredClock, at: number, tick: Tick): void {
  const { bridge_id: id, period_ms: periodMs, session_expiry_ms: sessionExpiryMs } = tick;
  const bridge = clock.bridges.get(id);
  if (bridge === undefined) {
    // With nobody live all begins anew, be it at an older time: a recording replayed after a newer one.
    if (clock.bridges.size === 0) Object.assign(clock, { countedAt: at, settledAt: at });
    const settledAt = periodMs === 0 ? clock.settledAt : at;
    clock.bridges.set(id, { periodMs, sessionExpiryMs, tickedAt: at, settledAt, gaps: [] });
    return;
  }
  const coveredFrom = at - stepLimitPeriods * periodMs;
  if (bridge.tickedAt < coveredFrom) bridge.gaps.push([bridge.tickedAt, coveredFrom]);
  bridge.periodMs = periodMs;
  bridge.sessionExpiryMs = sessionExpiryMs;
  bridge.tickedAt = Math.max(bridge.tickedAt, at);
  if (periodMs > 0) bridge.settledAt = Math.max(bridge.settledAt, at);
}

/** Bridges given up: the time they hung in is not counted, whatever the others covered of it. */
function dropExpired(
  clock: CoveredClock,
  at: number,
  { bridge_id: tickingId, period_ms: periodMs }: Tick,
): void {
  for (const [id, bridge] of clock.bridges) {
    if (id === tickingId || at <= bridge.tickedAt + bridge.sessionExpiryMs) continue;
    clock.bridges.delete(id);
    clock.countedAt = Math.max(clock.countedAt, at - stepLimitPeriods * periodMs);
  }
}

function advance(clock: CoveredClock): void {
  const { bridges, countedAt } = clock;
  if (bridges.size === 0) return;
  const all = [...bridges.values()];
  clock.settledAt = Math.max(clock.settledAt, Math.min(...all.map(({ settledAt }) => settledAt)));
  const reached = Math.min(...all.map(({ tickedAt }) => tickedAt));
  if (reached <= countedAt) return;
  const gaps = all.flatMap((bridge) => bridge.gaps);
  clock.coveredMs += reached - countedAt - lengthWithin(gaps, [countedAt, reached]);
  clock.countedAt = reached;
  for (const bridge of all) bridge.gaps = bridge.gaps.filter(([, to]) => to > reached);
}

/** How much of `within` the spans take up, together. */
function lengthWithin(spans: readonly Span[], [start, end]: Span): number {
  let length = 0;
  let reached = start;
  for (const [from, to] of spans.toSorted(([a], [b]) => a - b)) {
    const upTo = Math.min(to, end);
    length += Math.max(0, upTo - Math.max(from, reached));
    reached = Math.max(reached, upTo);
  }
  return length;
}

/** JSON text of the clock and its bridges, for the checkpoint. */
export function encodeClock({ bridges, ...clock }: CoveredClock): string {
  return JSON.stringify({ version, ...clock, bridges: [...bridges] });
}

/** Reads what `encodeClock` wrote; throws on any other version, because a guessed clock would close windows wrongly. */
export function decodeClock(text: string): CoveredClock {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own record; the version says its shape
  const {
    version: written,
    bridges,
    ...clock
  } = JSON.parse(text) as Omit<CoveredClock, "bridges"> & {
    readonly version: number;
    readonly bridges: readonly (readonly [string, WrittenBridge])[];
  };
  if (written !== version) {
    throw new Error(
      `The covered clock in the checkpoint has version ${written}, this worker reads ${version}.`,
    );
  }
  return { ...clock, bridges: new Map(bridges.map(([id, bridge]) => [id, toBridgeClock(bridge)])) };
}

/** `settledAt` was not written before it was told from `tickedAt`. */
type WrittenBridge = Omit<BridgeClock, "settledAt"> & Partial<Pick<BridgeClock, "settledAt">>;

const toBridgeClock = (bridge: WrittenBridge): BridgeClock => ({ settledAt: bridge.tickedAt, ...bridge });
