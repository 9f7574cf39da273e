import { describe, expect, test } from "vitest";
import { viewNames } from "#schemas/clickhouse/documentation/views.ts";
import { epochMs } from "#schemas/units.ts";
import { alertsReport } from "./alerts/report.ts";
import { capacityReport } from "./capacity/report.ts";
import { churnReport } from "./churn/report.ts";
import { coverageSql } from "./coverage.ts";
import { firmwareReport } from "./firmware/report.ts";
import { parsePeriod } from "./period.ts";
import { rssiReport } from "./rssi/report.ts";
import type { Scope } from "./scope.ts";

const views: ReadonlySet<string> = new Set(viewNames);
/** What the server tells of itself, and names that statements give themselves. */
const others = new Set(["system.parts", "system.disks", "upgrades"]);

function scopeOf(zone: string, area: string | null): Scope {
  const reading = parsePeriod("2026-11-02/2026-11-09", zone, epochMs(0));
  if (!reading.ok) throw new Error(reading.sentence);
  return { period: reading.period, area };
}

const readsOf = (sql: string): string[] =>
  [...sql.matchAll(/\b(?:FROM|(?<!ARRAY )JOIN)\s+([a-z_][a-z_.]*)/g)].map((match) => match[1] ?? "");

describe.each([capacityReport, churnReport, rssiReport, alertsReport, firmwareReport])(
  "report $name",
  ({ pages }) => {
    const figures = pages.flatMap((page) => page.figures);

    test("reads only views", () => {
      for (const { id, sql, basis } of figures)
        for (const scope of [scopeOf("UTC", null), scopeOf("Europe/Berlin", "north")]) {
          const statement = sql?.(scope) ?? "";
          const coverage = basis === "none" ? "" : coverageSql(basis, scope);
          const reads = readsOf(`${statement}\n${coverage}`);
          expect(reads.length, id).toBeGreaterThan(0);
          expect(
            reads.filter((name) => !views.has(name) && !others.has(name)),
            id,
          ).toEqual([]);
        }
    });

    test("defines each figure, and names each once", () => {
      const ids = figures.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const { id, definition, columns, ranking = [] } of figures) {
        expect(definition.length, id).toBeGreaterThan(40);
        const names = columns.map(({ name }) => name);
        expect(new Set(names).size, id).toBe(names.length);
        expect(
          ranking.every((name) => names.includes(name)),
          id,
        ).toBe(true);
        expect(
          names.filter((name) => !/^[a-z][a-z0-9_]*$/.test(name)),
          id,
        ).toEqual([]);
      }
    });

    test("takes an area for a text, whatever is in it", () => {
      const area = String.raw`x' OR 1 = 1 -- \'`;
      const literal = String.raw`'x\' OR 1 = 1 -- \\\''`;
      for (const { id, sql, basis } of figures) {
        const statement = sql?.(scopeOf("UTC", area)) ?? "";
        expect(statement.split(area).length - 1, id).toBe(0);
        if (basis === "period") expect(statement, id).toContain(literal);
      }
    });
  },
);
