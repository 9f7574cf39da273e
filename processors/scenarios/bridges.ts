/** Several bridges in tests: what each writes to the log, and how their writing may be interleaved. */
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { tickAt } from "./blank.ts";

/** A bridge that lags by less than this is waited for. */
export const expiryMs = 3_600_000;

/** Ticks after all else, so that everything settles and closes. */
export const closingTicks = (from: number, ...bridgeIds: readonly string[]): TelemetryEvent[] =>
  Array.from({ length: 200 }, (_, index) =>
    bridgeIds.map((id) => tickAt(from + index * 5000, id, expiryMs)),
  ).flat();

/** Two bridges' logs, each in its own order, merged as the picks say: true takes the first one's next event. */
export function interleave(
  a: readonly TelemetryEvent[],
  b: readonly TelemetryEvent[],
  picks: readonly boolean[],
): TelemetryEvent[] {
  const [left, right] = [[...a], [...b]];
  const merged: TelemetryEvent[] = [];
  for (let index = 0; left.length > 0 && right.length > 0; index += 1) {
    const next = picks[index % picks.length] === true ? left.shift() : right.shift();
    if (next !== undefined) merged.push(next);
  }
  return [...merged, ...left, ...right];
}

/** What a bridge writes: the messages it got and its ticks, in the order of their received times. */
export function writtenBy(bridgeId: string, messages: readonly TelemetryEvent[]): TelemetryEvent[] {
  const ticks = Array.from({ length: 180 }, (_, index) => tickAt(995_000 + index * 5000, bridgeId, expiryMs));
  return [...messages, ...ticks].sort((a, b) => a.received_at - b.received_at);
}
