/** Clients of ours try for ever, which is right for processes; an errand gives up. */
import { setTimeout as sleep } from "node:timers/promises";

/** What comes of it, or an error after `limitMs`; what was begun is left to itself then. */
export async function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  const giveUp = new AbortController();
  work.catch(() => undefined);
  const late = sleep(limitMs, undefined, { signal: giveUp.signal }).then((): never => {
    throw new Error(`no answer within ${limitMs / 1000} s`);
  });
  late.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    giveUp.abort();
  }
}
