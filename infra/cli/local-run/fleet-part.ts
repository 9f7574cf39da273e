/** The simulated fleet as a process of the local stack. */
import { fileURLToPath } from "node:url";
import type { ChildHandle, LocalStack } from "#infra/local/stack.ts";

const simulator = fileURLToPath(new URL("../../simulator/main.ts", import.meta.url));

export function startFleetPart(stack: LocalStack, gateways: number, intervalMs: number): ChildHandle {
  const argv = [
    simulator,
    "--url",
    stack.mqtt.url,
    "--gateways",
    String(gateways),
    "--interval-ms",
    String(intervalMs),
  ];
  return stack.spawnPart("simulator", argv);
}
