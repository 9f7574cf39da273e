import { describe, expect, test } from "vitest";
import { createGateway, type Publication } from "./gateway.ts";

const startMs = Date.UTC(2026, 10, 24, 12);
const options = { seed: "test", number: 7, startMs, intervalMs: 5000 };

function run(
  steps: number,
  changed: Partial<typeof options> = {},
): { atMs: number; publications: readonly Publication[] }[] {
  const gateway = createGateway({ ...options, ...changed });
  return Array.from({ length: steps }, () => gateway.next());
}

interface Row {
  readonly [name: string]: string | number | boolean;
}

function reportIn(publications: readonly Publication[]): Row {
  const last = publications.at(-1);
  const parsed: { Report: Row[] } = JSON.parse(last?.payload.toString() ?? "");
  return parsed.Report[0] ?? {};
}

describe("a simulated gateway", () => {
  test("says the same, byte for byte, under the same seed", () => {
    expect(run(200)).toEqual(run(200));
  });

  test("says something else under another seed or number", () => {
    expect(run(5)).not.toEqual(run(5, { seed: "other" }));
    expect(run(5)).not.toEqual(run(5, { number: 8 }));
  });

  test("starts at a phase of its own within the interval and then keeps the interval", () => {
    const phases = new Set(Array.from({ length: 20 }, (_, number) => run(1, { number })[0]?.atMs));
    expect(phases.size).toBeGreaterThan(15);
    const times = run(50).map((step) => step.atMs);
    expect(times[0]).toBeGreaterThanOrEqual(startMs);
    expect(times[0]).toBeLessThan(startMs + 5000);
    for (const [index, time] of times.slice(1).entries()) {
      expect(time - (times[index] ?? 0)).toBeGreaterThanOrEqual(5000);
      expect(time - (times[index] ?? 0)).toBeLessThanOrEqual(5050);
    }
  });

  test("reports in the form of the agent: CollectionTime first, one space of indent, the names of the example profile", () => {
    const step = run(1)[0];
    const text = step?.publications.at(-1)?.payload.toString() ?? "";
    expect(
      text.startsWith(
        `{\n "Report": [\n  {\n   "CollectionTime": ${Math.floor((step?.atMs ?? 0) / 1000)},\n   "Hosts.1.`,
      ),
    ).toBe(true);
    const row = reportIn(step?.publications ?? []);
    expect(row["Hosts.1.PhysAddress"]).toMatch(/^02:53:4D(:[0-9A-F]{2}){3}$/);
    expect(
      Object.keys(row).some((name) => /^ApAssociatedDevice\.[12]\.\d+\.SignalStrength$/.test(name)),
    ).toBe(true);
  });

  test("a station is created and deleted by notification exactly when its row comes and goes in the reports", () => {
    const known = new Set<string>();
    const pattern = /^ApAssociatedDevice\.(\d+)\.(\d+)\.MACAddress$/;
    let created = 0;
    for (const [index, step] of run(400).entries()) {
      const now = new Set(Object.keys(reportIn(step.publications)).filter((name) => pattern.test(name)));
      const notified = step.publications
        .slice(0, -1)
        .map((publication) => publication.payload.toString("latin1"));
      for (const name of index === 0 ? [] : [...now].filter((row) => !known.has(row))) {
        const [, accessPoint, row] = pattern.exec(name) ?? [];
        const path = `Device.WiFi.AccessPoint.${accessPoint}.AssociatedDevice.${row}.`;
        expect(notified.some((text) => text.includes(path) && text.includes("MACAddress"))).toBe(true);
        created++;
      }
      for (const name of [...known].filter((row) => !now.has(row))) {
        const [, accessPoint, row] = pattern.exec(name) ?? [];
        const path = `Device.WiFi.AccessPoint.${accessPoint}.AssociatedDevice.${row}.`;
        expect(notified.some((text) => text.includes(path) && !text.includes("MACAddress"))).toBe(true);
      }
      known.clear();
      for (const name of now) known.add(name);
    }
    expect(created).toBeGreaterThan(10);
  });

  test("signal walks in small steps within -95 and -25 dBm", () => {
    const last = new Map<string, number>();
    for (const step of run(300)) {
      for (const [name, value] of Object.entries(reportIn(step.publications))) {
        if (!name.endsWith(".SignalStrength")) continue;
        expect(value).toBeGreaterThanOrEqual(-95);
        expect(value).toBeLessThanOrEqual(-25);
        const before = last.get(name) ?? Number(value);
        expect(Math.abs(Number(value) - before)).toBeLessThan(15);
        last.set(name, Number(value));
      }
    }
    expect(last.size).toBeGreaterThan(5);
  });

  test("once a minute says what it is: radios, SSIDs and access points by full paths, and no station", () => {
    const reports = run(25).flatMap(({ publications }) =>
      publications.filter(({ topic }) => topic.endsWith("/bulkdata/cpe-sim-0007/gateway")),
    );
    expect(reports).toHaveLength(3);
    const row = reportIn(reports);
    expect(row["Device.WiFi.Radio.2.OperatingFrequencyBand"]).toBe("5GHz");
    expect(row["Device.WiFi.SSID.1.BSSID"]).toBe("00:D0:9E:00:07:01");
    expect(row["Device.WiFi.AccessPoint.1.SSIDReference"]).toBe("Device.WiFi.SSID.1");
    expect(Object.keys(row).filter((name) => name.includes("AssociatedDevice."))).toEqual([]);
  });
});
