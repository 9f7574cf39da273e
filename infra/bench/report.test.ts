import { describe, expect, test } from "vitest";
import { bridgeConfig } from "#infra/cli/config/process-config.ts";
import { createPipeline } from "#ingest/pipeline.ts";
import { createReportingGateway, reportShape, toReceived } from "./report.ts";
import { localValues } from "./settings.ts";

const atMs = Date.UTC(2026, 10, 25, 12);

describe("the report of the benchmarks", () => {
  test("is 12 kB with 281 names", () => {
    const bytes = createReportingGateway("test", 7).next(atMs);
    const parsed: { Report: [object] } = JSON.parse(bytes.toString());
    expect(Object.keys(parsed.Report[0])).toHaveLength(reportShape.names);
    expect(bytes.length).toBeGreaterThan(12_000);
    expect(bytes.length).toBeLessThan(13_000);
  });

  test("is the same under the same seed, and another for each gateway and moment", () => {
    const twice = (number: number): string[] => {
      const gateway = createReportingGateway("test", number);
      return [gateway.next(atMs).toString(), gateway.next(atMs + 5000).toString()];
    };
    expect(twice(7)).toEqual(twice(7));
    expect(new Set([...twice(7), ...twice(8)]).size).toBe(4);
  });

  test("becomes one event with 15 stations and 20 hosts, both tables covered, under the gateway's endpoint", () => {
    const gateway = createReportingGateway("test", 70_000);
    const outcome = createPipeline(bridgeConfig(localValues()))(toReceived(gateway, atMs));
    if (outcome.kind !== "produced") throw new Error(JSON.stringify(outcome));
    const [event, ...others] = outcome.events;
    expect(others).toEqual([]);
    expect(event?.home_id).toBe(gateway.endpointId);
    expect(event?.time_quality).toBe("reported");
    expect(new Set(event?.stations.map(({ sta_mac: mac }) => mac)).size).toBe(reportShape.stations);
    expect(new Set(event?.hosts.map(({ host_mac: mac }) => mac)).size).toBe(reportShape.hosts);
    expect(event?.tables).toHaveLength(2);
  });
});
