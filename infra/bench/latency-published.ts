/** Starts the fleet of the latency benchmark, and what it says it has published. */
import { readFileSync } from "node:fs";
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
  return (
    readFileSync(fleet.logFile, "utf8")
      .split("\n")
      .filter((line) => line.startsWith("{"))
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own program's lines
      .map((line) => JSON.parse(line) as PublishedReport)
  );
}
