import { expect, test } from "vitest";
import { fleetArguments } from "./fleet-part.ts";

test("the simulator is told how many gateways, how often they report, and how often something is wrong", () => {
  const fleet = { gateways: 3, intervalMs: 2000, anomalies: 300 };
  expect(fleetArguments("mqtt://127.0.0.1:1", fleet).join(" ")).toBe(
    "--url mqtt://127.0.0.1:1 --gateways 3 --interval-ms 2000 --anomalies 300",
  );
});
