/** Time as the implementation under test has it: the real one, or a simulator's. */
export interface ContractClock {
  sleep(ms: number): Promise<void>;
}

/** How often a condition is looked at. */
const lookEveryMs = 20;

/** Waits until it holds; rejects with `what` when it has not after `limitMs` of the clock's time. */
export async function until(
  clock: ContractClock,
  what: string,
  holds: () => boolean | Promise<boolean>,
  limitMs = 60_000,
): Promise<void> {
  for (let waitedMs = 0; waitedMs < limitMs; waitedMs += lookEveryMs) {
    if (await holds()) return;
    await clock.sleep(lookEveryMs);
  }
  throw new Error(`Did not happen: ${what}`);
}

/** `"0"` to `count - 1`, as the payloads of numbered messages. */
export const numbers = (count: number, from = 0): string[] =>
  Array.from({ length: count }, (_, index) => String(from + index));
