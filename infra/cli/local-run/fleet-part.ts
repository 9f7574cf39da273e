/** The simulated fleet as a process of the local stack. */
import { fileURLToPath } from "node:url";
import type { ChildHandle, LocalStack } from "#infra/local/stack.ts";

const simulator = fileURLToPath(new URL("../../simulator/main.ts", import.meta.url));

export interface FleetPart {
  readonly gateways: number;
  readonly intervalMs: number;
  /** Rate of injected faults; 1: each class about once in 30 home-days. */
  readonly anomalies: number;
}

export const startFleetPart = (stack: LocalStack, fleet: FleetPart): ChildHandle =>
  stack.spawnPart("simulator", [simulator, ...fleetArguments(stack.mqtt.url, fleet)]);

/** What the simulator is told. */
export const fleetArguments = (
  url: string,
  { gateways, intervalMs, anomalies }: FleetPart,
): readonly string[] => [
  ...["--url", url],
  ...["--gateways", String(gateways)],
  ...["--interval-ms", String(intervalMs)],
  ...["--anomalies", String(anomalies)],
];
