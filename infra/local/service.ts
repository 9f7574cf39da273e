import { setTimeout as sleep } from "node:timers/promises";
import { type Part, type PartCommand, spawnPart } from "./part.ts";
import type { RunFolder } from "./run-folder.ts";

/** One try at starting a service on ports that were free a moment ago. */
export interface ServiceAttempt<Address> {
  readonly command: PartCommand;
  /** Asks the service in its own protocol, once; throws while it is not ready. */
  readonly probe: () => Promise<void>;
  readonly address: Address;
}

export interface Service<Address> {
  readonly part: Part;
  readonly address: Address;
  /** When its process has ended: starts it once more, on the same ports and data; resolves when it answers. */
  again(): Promise<Service<Address>>;
}

const READY_MS = 120_000;
const PROBE_PAUSE_MS = 50;
/** Longer than any service takes to answer; another process on a port taken from ours may never. */
const PROBE_MS = 3_000;
const BIND_ATTEMPTS = 5;
/** How each service's log says that its port was taken meanwhile: no exit code tells it. */
const PORT_TAKEN =
  /address already in use|EADDRINUSE|BindException|port \d+ .*(in use|already)|seems to be in use/i;

/**
 * Starts a service and waits until it answers. When it ends because another process took its port: again, with others.
 * Throws an error that names the log and ends with its last lines.
 */
export async function startService<Address>(
  run: RunFolder,
  title: string,
  attempt: () => Promise<ServiceAttempt<Address>>,
): Promise<Service<Address>> {
  for (let round = 1; ; round++) {
    const tried = await attempt();
    const part = spawnPart(run, tried.command);
    const why = await untilReady(part, tried.probe);
    if (why === null) return toService(run, title, tried, part);
    await part.stop(0);
    if (round === BIND_ATTEMPTS || !lostItsPort(part)) throw notStarted(title, why, part);
  }
}

const notStarted = (title: string, why: string, part: Part): Error =>
  new Error(`${title} ${why}. Its log is ${part.logFile}; the last lines:\n${part.tail()}`);

function toService<Address>(
  run: RunFolder,
  title: string,
  tried: ServiceAttempt<Address>,
  part: Part,
): Service<Address> {
  return {
    part,
    address: tried.address,
    async again() {
      await part.exited;
      const next = spawnPart(run, tried.command);
      const why = await untilReady(next, tried.probe);
      if (why === null) return toService(run, title, tried, next);
      await next.stop(0);
      throw notStarted(title, why, next);
    },
  };
}

function noAnswer(): never {
  throw new Error("no answer");
}

function lostItsPort(part: Part): boolean {
  return PORT_TAKEN.test(part.tail(60));
}

/** Null when ready, else why not. Some services go on for long, or for ever, without their port. */
async function untilReady(part: Part, probe: () => Promise<void>): Promise<string | null> {
  const until = Date.now() + READY_MS;
  let last = "";
  while (Date.now() < until) {
    if (!part.isRunning()) {
      const { code, signal } = await part.exited;
      return `ended while starting (${signal ?? `exit code ${code}`})`;
    }
    try {
      await Promise.race([probe(), part.exited, sleep(PROBE_MS, undefined, { ref: false }).then(noAnswer)]);
      // Another process may have answered on a port taken from ours.
      if (part.isRunning()) return null;
    } catch (error) {
      last = error instanceof Error ? error.message : String(error);
    }
    if (lostItsPort(part)) return "found its port taken";
    await sleep(PROBE_PAUSE_MS);
  }
  return `did not answer within ${READY_MS / 1000} s (${last})`;
}
