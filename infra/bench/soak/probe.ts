/**
 * Loaded before a process of the product (`--import`): writes now and then how much memory it holds, after everything that nobody
 * holds is gone. The resident size rises and falls by more than an hour's leak between two collections.
 */
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** A line of what it writes. */
export interface Probe {
  readonly atMs: number;
  /** Heap and buffers that are held. */
  readonly heldBytes: number;
  readonly residentBytes: number;
}

const { SOAK_PROBES: folder, SOAK_PROBE_EVERY_MS: everyMs = "20000" } = process.env;

if (folder !== undefined) {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  setInterval(() => {
    if (typeof collect === "function") collect();
    const { heapUsed, arrayBuffers, rss } = process.memoryUsage();
    const probe: Probe = { atMs: Date.now(), heldBytes: heapUsed + arrayBuffers, residentBytes: rss };
    appendFileSync(join(folder, `${process.pid}.ndjson`), `${JSON.stringify(probe)}\n`);
  }, Number(everyMs)).unref();
}
