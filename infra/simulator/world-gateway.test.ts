import { describe, expect, test } from "vitest";
import type { Publication, Step } from "./gateway.ts";
import { createWorldGateway } from "./world-gateway.ts";

const startMs = Date.UTC(2026, 10, 24, 17);
const options = { seed: "test", number: 7, startMs, intervalMs: 5000, anomalies: 0 };

function run(steps: number, changed: Partial<typeof options> = {}): Step[] {
  const gateway = createWorldGateway({ ...options, ...changed });
  return Array.from({ length: steps }, () => gateway.next());
}

type Row = Readonly<Record<string, string | number | boolean>>;

function rowOf({ payload }: Publication): Row {
  const parsed = JSON.parse(payload.toString()) as { Report: Row[] };
  return parsed.Report[0] ?? {};
}

const isSlow = ({ topic }: Publication): boolean => topic.endsWith("/gateway");
const reportOf = ({ publications }: Step): Row => publications.slice(-1).map(rowOf)[0] ?? {};
const station = /^ApAssociatedDevice\.(\d+)\.(\d+)\.MACAddress$/;

describe("a gateway of the labelled world", { timeout: 60_000 }, () => {
  test("says the same, byte for byte, under the same seed, and something else under another", () => {
    expect(run(100)).toEqual(run(100));
    expect(run(5)).not.toEqual(run(5, { seed: "other" }));
    expect(run(5)).not.toEqual(run(5, { number: 8 }));
  });

  test("reports within an interval of the start, then about every interval", () => {
    const times = run(200).map(({ atMs }) => atMs);
    expect(times[0]).toBeLessThan(startMs + 6000);
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(gaps.filter((gap) => gap > 4500 && gap < 5500).length).toBeGreaterThan(190);
  });

  test("reports in the form of the agent, and once a minute what it is", () => {
    const steps = run(25);
    const text = steps[0]?.publications.at(-1)?.payload.toString() ?? "";
    expect(text).toMatch(/^\{\n "Report": \[\n {2}\{\n {3}"CollectionTime": \d+,\n {3}"Hosts\.1\./);
    const slow = steps.flatMap(({ publications }) => publications.filter(isSlow)).map(rowOf);
    expect(slow).toHaveLength(3);
    expect(slow[0]?.["Device.WiFi.Radio.2.OperatingFrequencyBand"]).toBe("5GHz");
    expect(slow[0]?.["Device.WiFi.SSID.1.BSSID"]).toBe("00:D0:9E:00:07:01");
  });

  test("a row is one station's for as long as it is there, and a new one after that", () => {
    const macs = new Map<string, string>();
    let rows = 0;
    for (const step of [1, 2, 3].flatMap((number) => [null, ...run(300, { number, intervalMs: 60_000 })])) {
      if (step === null) {
        macs.clear();
        continue;
      }
      for (const [name, mac] of Object.entries(reportOf(step)).filter(([key]) => station.test(key))) {
        expect(macs.get(name) ?? mac).toBe(mac);
        if (!macs.has(name)) rows++;
        macs.set(name, String(mac));
      }
    }
    expect(rows).toBeGreaterThan(40);
  });

  test("who is notified as gone is in no report after that under the same row", () => {
    let deletions = 0;
    for (const number of [9, 10, 11, 12]) {
      const gone = new Set<string>();
      for (const step of run(300, { number, intervalMs: 60_000 })) {
        for (const row of step.publications.map(deletedRow)) if (row !== null) gone.add(row);
        const report = reportOf(step);
        const shown = Object.keys(report)
          .filter((name) => station.test(name))
          .map((name) => name.replace("MACAddress", ""))
          .filter((row) => report[`${row}Active`] === true);
        expect(shown.filter((row) => gone.has(row))).toEqual([]);
      }
      deletions += gone.size;
    }
    expect(deletions).toBeGreaterThan(10);
  });
});

/** As a report names it: `ApAssociatedDevice.1.2.`. */
function deletedRow({ notice }: Publication): string | null {
  const match = /AccessPoint\.(\d+)\.AssociatedDevice\.(\d+)\.$/.exec(notice?.told.path ?? "");
  return match === null || notice?.told.kind !== "deletion"
    ? null
    : `ApAssociatedDevice.${match[1]}.${match[2]}.`;
}
