/** Epochs: which key makes pseudonyms of what was received when. */
import type { EpochMs } from "#schemas/units.ts";

export interface PseudonymEpoch {
  /** In flags and headers: the key itself is in none. */
  readonly id: string;
  /** The first time of receipt that it holds for. */
  readonly from: EpochMs;
  /** 32 random bytes or more. */
  readonly key: Uint8Array;
}

export interface PseudonymConfig {
  readonly epochs: readonly PseudonymEpoch[];
  /** Names of parameters, beside the standard's, whose values name a device or a person. */
  readonly names: readonly string[];
}

/**
 * What `make` gives for the epoch of a time; made once for each. The first epoch holds for all before it too: what was
 * received before anybody had a key is not left in the clear.
 */
export function byEpoch<Value>(
  epochs: readonly PseudonymEpoch[],
  make: (epoch: PseudonymEpoch) => Value,
): (receivedAt: EpochMs) => Value {
  const newestFirst = [...epochs].sort((a, b) => b.from - a.from);
  const all = newestFirst.map((epoch) => ({ from: epoch.from, value: make(epoch) }));
  const first = all.at(-1);
  if (first === undefined) throw new Error("pseudonyms need a key");
  return (receivedAt) => (all.find(({ from }) => from <= receivedAt) ?? first).value;
}
