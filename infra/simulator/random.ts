/** Seeded randomness: the same seed gives the same fleet, run after run. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform whole number in [low, high]. */
  integer(low: number, high: number): number;
  /** Standard normal, by Box-Muller. */
  normal(): number;
  /** True with the chance that something of this mean waiting time happens within `elapsedMs`. */
  happens(meanMs: number, elapsedMs: number): boolean;
}

/** Turns a seed text into 32 bits (FNV-1a). */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const byte of Buffer.from(text)) value = Math.imul(value ^ byte, 0x01000193);
  return value >>> 0;
}

/** A mulberry32 generator: 32 bits of state, enough for a simulated home. */
export function createRandom(seed: string): Random {
  let state = hash(seed);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    integer: (low, high) => low + Math.floor(next() * (high - low + 1)),
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    happens: (meanMs, elapsedMs) => next() < 1 - Math.exp(-elapsedMs / meanMs),
  };
}
