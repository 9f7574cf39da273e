/**
 * Windows of all homes end at the same moment. What their closing costs would come all at once, and what is urgent, such
 * as a join, would wait behind it: so homes take turns.
 */
import { murmur2 } from "#schemas/partition.ts";
import type { HomeState } from "./state.ts";
import { intervalMs } from "./stream.ts";

const shares = 2 ** 16;

/**
 * How much longer than the lateness this home waits before it closes a window, in ms: always the same share of what its
 * reports leave of `spreadMs`. A home that closes at its first report after the lateness is somewhere within an interval
 * of it already, so that homes which report every `spreadMs` or less often need not wait.
 */
export function turnMs(home: HomeState, spreadMs: number): number {
  const leftMs = spreadMs - shortestIntervalMs(home);
  return leftMs > 0 ? leftMs * shareOf(home.homeId) : 0;
}

/** Infinity while none is known. */
function shortestIntervalMs({ endpoints }: HomeState): number {
  let shortest = Number.POSITIVE_INFINITY;
  for (const { streams } of endpoints.values())
    for (const stream of streams.values())
      shortest = Math.min(shortest, intervalMs(stream, Number.POSITIVE_INFINITY) ?? shortest);
  return shortest;
}

/** From 0 to less than 1. The high half of the hash: its remainder has chosen the partition. */
const shareOf = (homeId: string): number => (murmur2(Buffer.from(homeId, "utf8")) >>> 16) / shares;
