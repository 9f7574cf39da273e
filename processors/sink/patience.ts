/** Waiting for what is away: ever longer, with a sentence each time, until it is back or the sink is to stop. */
import type { Ledger } from "./ledger.ts";
import type { Awaited } from "./routes.ts";

/** The sink is to stop; what was under way is read again by the next one. */
export class SinkStopped extends Error {
  override readonly name = "SinkStopped";
}

export interface Patience {
  waitFor(this: void, what: Awaited, attempt: number, detail: string): Promise<void>;
  /** Ends every wait, now and later, with SinkStopped. */
  stop(): void;
}

const firstWaitMs = 250;
const longestWaitMs = 15_000;

/** 250 ms before the second attempt, twice as long before each further one, at most 15 s. */
export const waitBeforeMs = (attempt: number): number =>
  Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(attempt - 1, 10));

export interface PatiencePorts {
  after(ms: number, run: () => void): () => void;
  warn(message: string, fields: Readonly<Record<string, unknown>>): void;
}

export function createPatience(ports: PatiencePorts, ledger: Ledger): Patience {
  const stopped = new AbortController();
  return {
    async waitFor(what, attempt, detail) {
      const waitMs = waitBeforeMs(attempt);
      ledger.waiting(what, detail);
      ports.warn("waiting; nothing is committed meanwhile", { what, attempt, waitMs, detail });
      await pause(ports, waitMs, stopped.signal);
    },
    stop: () => stopped.abort(),
  };
}

function pause(ports: PatiencePorts, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(new SinkStopped("The sink stops"));
      return;
    }
    const stop = (): void => {
      cancel();
      reject(new SinkStopped("The sink stops"));
    };
    const cancel = ports.after(ms, () => {
      signal.removeEventListener("abort", stop);
      resolve();
    });
    signal.addEventListener("abort", stop, { once: true });
  });
}
