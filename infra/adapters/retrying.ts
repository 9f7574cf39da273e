/** Waiting for what starts after us. */
import { sleep } from "./clock.ts";
import type { Logger } from "./log.ts";

const retryMs = 1000;

/** A sentence and what is at the bottom of it: `... does not answer: connect ECONNREFUSED 127.0.0.1:8081`. */
function reasonOf(error: Error): string {
  let cause: Error = error;
  while (cause.cause instanceof Error) cause = cause.cause;
  return cause === error ? error.message : `${error.message}: ${cause.message}`;
}

/** Tries once a second until it works, saying why it has not yet once per reason; errors not worth that are thrown. */
export async function retrying<T>(
  attempt: () => Promise<T>,
  again: (error: unknown) => boolean,
  log: Logger,
): Promise<T> {
  let said = "";
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!again(error) || !(error instanceof Error)) throw error;
      const reason = reasonOf(error);
      if (reason !== said) log.warn({ reason }, "not ready yet; trying again");
      said = reason;
      await sleep(retryMs);
    }
  }
}
