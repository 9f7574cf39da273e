import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Manifest, toManifest } from "#reports/manifest.ts";
import { folderName } from "#reports/packet.ts";
import { parsePeriod } from "#reports/period.ts";
import { sampleReport } from "#reports/sample.fixture.ts";
import { epochMs } from "#schemas/units.ts";
import { readHistory, requireHistory } from "./history.ts";
import { writePacket } from "./write-packet.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "usp-history-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const report = sampleReport([]);
const manifest = toManifest(report);

function keep(name: string, changes: Partial<Manifest> & { from?: string; to?: string } = {}): void {
  const { from = "2026-11-09", to = "2026-11-16", ...rest } = changes;
  const period = { ...manifest.period, from, to };
  writePacket(folder, name, new Map([["manifest.json", JSON.stringify({ ...manifest, period, ...rest })]]));
}

const read = (): string[] => readHistory(folder, "capacity", report.scope).map(({ period }) => period.from);

describe("the history", () => {
  test("holds reports of the same kind, zone and area that were over, the newest first", () => {
    keep("capacity_older", { from: "2026-11-02", to: "2026-11-09" });
    keep("capacity_before");
    keep("capacity_this-one", { from: "2026-11-16", to: "2026-11-23" });
    keep("capacity_overlapping", { from: "2026-11-10", to: "2026-11-17" });
    keep("capacity_elsewhere", { area: null });
    keep("capacity_other-zone", { period: { ...manifest.period, zone: "UTC", to: "2026-11-16" } });
    keep("churn_before", { report: "churn" });
    mkdirSync(join(folder, "capacity_without-manifest"));
    writeFileSync(join(folder, "capacity_file"), "");
    expect(read()).toEqual(["2026-11-09", "2026-11-02"]);
  });

  test("holds reports of as many days, or as many whole months", () => {
    const { zone } = manifest.period;
    const keepPeriod = (from: string, to: string, days: number): void => {
      const text = JSON.stringify({ ...manifest, period: { from, to, days, zone } });
      writePacket(folder, `capacity_${from}_${to}`, new Map([["manifest.json", text]]));
    };
    keepPeriod("2026-11-15", "2026-11-16", 1);
    keepPeriod("2026-11-09", "2026-11-16", 7);
    keepPeriod("2026-10-01", "2026-11-01", 31);
    keepPeriod("2026-10-02", "2026-11-01", 30);
    keepPeriod("2026-07-01", "2026-10-01", 92);
    expect(read()).toEqual(["2026-11-09"]);
    const reading = parsePeriod("2026-11-01/2026-12-01", zone, epochMs(0));
    if (!reading.ok) throw new Error(reading.sentence);
    const scope = { ...report.scope, period: reading.period };
    expect(readHistory(folder, "capacity", scope).map(({ period }) => period.from)).toEqual([
      "2026-10-02",
      "2026-10-01",
    ]);
  });

  test("does not look at what is about to be made again", () => {
    writePacket(folder, folderName("capacity", report.scope), new Map([["manifest.json", "broken"]]));
    keep("capacity_before");
    expect(read()).toEqual(["2026-11-09"]);
  });

  test("is empty where there is no folder", () => {
    expect(readHistory(join(folder, "none"), "capacity", report.scope)).toEqual([]);
  });

  test("that a person names must be there", () => {
    requireHistory(folder);
    writeFileSync(join(folder, "file"), "");
    for (const name of ["none", "file"])
      expect(() => requireHistory(join(folder, name))).toThrow(/^--history .* is no folder/);
  });

  test.each(["", "{}", '{"format": 2}'])("with a manifest that is %j is refused with its name", (text) => {
    writePacket(folder, "capacity_broken", new Map([["manifest.json", text]]));
    expect(read).toThrow(/capacity_broken.manifest\.json is no manifest/);
  });
});

describe("a packet", () => {
  test("takes the place of what was there whole, and of what a stop left beside", () => {
    writePacket(folder, "one", new Map([["csv/old.csv", "old"]]));
    mkdirSync(join(folder, ".one.new"));
    writeFileSync(join(folder, ".one.new", "half"), "");
    writePacket(folder, "one", new Map([["csv/new.csv", "new"]]));
    expect(readdirSync(folder)).toEqual(["one"]);
    expect(readdirSync(join(folder, "one", "csv"))).toEqual(["new.csv"]);
    expect(readFileSync(join(folder, "one", "csv", "new.csv"), "utf8")).toBe("new");
  });

  test("that can't be written is a complaint, and what was there stays", () => {
    writePacket(folder, "one", new Map([["a.csv", "old"]]));
    expect(() =>
      writePacket(
        folder,
        "one",
        new Map([
          ["b", "x"],
          ["b/c.csv", "x"],
        ]),
      ),
    ).toThrow(/can't be written/);
    expect(readFileSync(join(folder, "one", "a.csv"), "utf8")).toBe("old");
  });
});
