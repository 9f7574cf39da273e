/** What the probes of a soak have written, process by process. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Probe } from "./probe.ts";
import { mean, type Slope, slopeOf } from "./slope.ts";

export interface ProcessMemory {
  readonly name: string;
  /** Held after a collection, MB: at the begin of what counts and at its end, means of a tenth each. */
  readonly firstMb: number;
  readonly lastMb: number;
  /** MB an hour. */
  readonly slope: Slope;
  /** Resident, MB, largest. */
  readonly residentMb: number;
}

/** What is before does not count: caches fill, code is compiled, homes are learned. */
export const warmUpShare = 0.25;
const mb = 1_000_000;
const hourMs = 3_600_000;

/** `fromMs`: when the load began. */
export function memoryOf(folder: string, name: string, pid: number, fromMs: number): ProcessMemory {
  const file = join(folder, `${pid}.ndjson`);
  const lines = existsSync(file) ? readFileSync(file, "utf8").trimEnd().split("\n") : [];
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own program's lines
  const probes = lines.map((line) => JSON.parse(line) as Probe).filter(({ atMs }) => atMs >= fromMs);
  const counted = probes.slice(Math.floor(probes.length * warmUpShare));
  const held = counted.map(({ heldBytes }) => heldBytes / mb);
  const tenth = Math.max(1, Math.floor(held.length / 10));
  return {
    name,
    firstMb: mean(held.slice(0, tenth)),
    lastMb: mean(held.slice(-tenth)),
    slope: slopeOf(counted.map(({ atMs, heldBytes }) => ({ hours: atMs / hourMs, value: heldBytes / mb }))),
    residentMb: Math.max(...counted.map(({ residentBytes }) => residentBytes / mb)),
  };
}
