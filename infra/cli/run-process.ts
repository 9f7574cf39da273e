/** Runs one of the long-lived processes until a signal or its own failure. */
import { aborted, stopSignals } from "./stop-signals.ts";

/** What the entries of `ingest` and `processors` return. */
export interface RunningPart {
  stop(): Promise<void>;
  /** Rejects when the process can't go on. */
  readonly done?: Promise<void>;
}

/** Starts, waits, stops. The caller exits afterwards, whatever is still open by then. */
export async function runUntilStopped(begin: () => Promise<RunningPart>): Promise<void> {
  const stopping = stopSignals();
  const starting = begin();
  const first = await Promise.race([starting, aborted(stopping)]);
  if (first === undefined) return;
  await Promise.race([aborted(stopping), first.done ?? aborted(stopping)]);
  await first.stop();
}
