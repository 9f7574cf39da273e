/** Starts the fleet of the latency benchmark, and what it says it has published. */
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { FleetOrder, PublishedReport } from "./latency-fleet.ts";
import type { BenchStack } from "./stack.ts";

const fleetProgram = fileURLToPath(new URL("latency-fleet.ts", import.meta.url));

/**
 * Resolves when the last report was given to the broker, with all of them in order. `name` is unique in a stack; throws
 * with the end of its log when the fleet fails.
 */
export async function publishFleet(
  stack: BenchStack,
  name: string,
  order: FleetOrder,
): Promise<readonly PublishedReport[]> {
  const fleet = stack.spawnPart(name, [fleetProgram, JSON.stringify(order)]);
  const { code } = await fleet.exited;
  if (code !== 0) throw new Error(`The fleet ended with ${String(code)}:\n${fleet.tail()}`);
  const published: PublishedReport[] = [];
  // An hour's log is longer than a string can be.
  for await (const line of createInterface({ input: createReadStream(fleet.logFile) }))
    if (line.startsWith("{")) {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own program's lines
      published.push(JSON.parse(line) as PublishedReport);
    }
  return published;
}
