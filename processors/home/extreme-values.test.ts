/** Any numbers in any columns, report after report: the worker says windows, changes and alerts of them, and can write and read its state. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { loadSchema } from "#infra/adapters/schemas.ts";
import { intakeConfig, message, receivedAt } from "#ingest/intake.fixture.ts";
import { tables } from "#ingest/normalize/placement.ts";
import { createPipeline } from "#ingest/pipeline.ts";
import { tickAt } from "#processors/scenarios/blank.ts";
import { settings } from "#processors/scenarios/run.ts";
import { createEventDecoder } from "#processors/runtime/decoder.ts";
import { type OutputTypes, toOutputRecords } from "#processors/runtime/wire.ts";
import type { Alert } from "#schemas/alert.ts";
import type { AssociationChange } from "#schemas/association-change.ts";
import { compileType } from "#schemas/avro.ts";
import type { HomeWindow } from "#schemas/home-window.ts";
import { compilePlainType } from "#schemas/plain-type.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { topics } from "#schemas/topics.ts";
import { epochMs } from "#schemas/units.ts";
import { createPartitionFold } from "./partition-fold.ts";

const telemetry = compileType<TelemetryEvent>(loadSchema(topics.telemetry.schema));
const decoder = createEventDecoder(telemetry, () => Promise.resolve(telemetry.schema));
await decoder.load(1);
const outputTypes: OutputTypes = {
  window: { type: compilePlainType<HomeWindow>(loadSchema(topics.window.schema)), schemaId: 2 },
  associationChange: {
    type: compilePlainType<AssociationChange>(loadSchema(topics.associationChange.schema)),
    schemaId: 3,
  },
  alertCandidate: { type: compileType<Alert>(loadSchema(topics.alertCandidate.schema)), schemaId: 4 },
};

const powers = [7n, 8n, 15n, 16n, 31n, 32n, 48n, 52n, 53n, 63n, 64n].map((power) => 2n ** power);
const extremes = powers.flatMap((power) => [-2n, -1n, 0n, 1n].map((by) => `${power + by}`));
const value = fc.oneof(
  fc.constantFrom(
    ...extremes,
    ...extremes.map((text) => `-${text}`),
    "0",
    "-1",
    "1",
    "",
    "0.5",
    "1e300",
    "NaN",
    "true",
  ),
  fc.constantFrom("2.4GHz", "5GHz", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2026-11-22T06:46:40Z"),
  fc.integer({ min: -120, max: 0 }).map(String),
  fc.nat(1_000_000).map(String),
);

/** Places of two rows of each table, and its columns. */
const rows = Object.values(tables).flatMap(({ row, key, columns }) =>
  (key === null ? [1] : [1, 2]).map((instance) => {
    const path = row.includes("*") ? row.replace(/\*(?=\.$)/, String(instance)).replaceAll("*", "1") : row;
    return {
      path,
      key,
      mac: `02:00:00:00:00:0${instance}`,
      names: Object.keys(columns).filter((name) => name !== key),
    };
  }),
);
const cell = fc
  .constantFrom(...rows)
  .chain(({ path, key, mac, names }) =>
    fc.tuple(fc.constant({ path, key, mac }), fc.constantFrom(...names), value),
  );
const report = fc.record({
  cells: fc.array(cell, { minLength: 1, maxLength: 25 }),
  afterSeconds: fc.constantFrom(0, 1, 5, 30, 60, 61, 300, 4000),
  /** How far the gateway's clock is off. */
  offSeconds: fc.constantFrom(0, 0, 0, 0, 1, -60, -3600, -86_400, 100, 10_000_000),
});

test("nothing throws, and state comes back as it was", () => {
  const pipeline = createPipeline(intakeConfig);
  const said = { window: 0, associationChange: 0, alertCandidate: 0 };
  fc.assert(
    fc.property(fc.array(report, { minLength: 5, maxLength: 40 }), (reports) => {
      const fold = createPartitionFold(settings);
      let at = receivedAt as number;
      let offset = 0;
      const apply = (event: Parameters<typeof fold.apply>[0]): void => {
        for (const { homeId, outputs } of fold.apply(event, offset++)) {
          for (const output of outputs) {
            said[output.topic] += toOutputRecords(outputTypes, output, 0).length;
          }
          const other = createPartitionFold(settings);
          for (const record of fold.snapshotHome(homeId))
            if (record.value !== null) expect(other.restore(record.key, record.value)).toBe(true);
        }
      };
      for (const { cells, afterSeconds, offSeconds } of reports) {
        at += afterSeconds * 1000;
        apply(tickAt(at));
        const values = Object.fromEntries(
          cells.flatMap(([{ path, key, mac }, name, text]) => [
            [`${path}${name}`, text],
            ...(key === null ? [] : [[`${path}${key}`, mac]]),
          ]),
        );
        const text = JSON.stringify({
          Report: [{ CollectionTime: Math.floor(at / 1000) + offSeconds, ...values }],
        });
        const outcome = pipeline(message("x/bulk/a", text, { receivedAt: epochMs(at + 50) }));
        if (outcome.kind !== "produced") continue;
        for (const event of outcome.events) {
          const decoded = decoder.decode(telemetry.encode(event, 1));
          if (decoded.kind !== "event") throw new Error(`an event is ${decoded.kind}`);
          apply(decoded.event);
        }
      }
      for (let later = 0; later < 5; later += 1) apply(tickAt((at += 600_000)));
    }),
    { numRuns: Number(process.env["EXTREME_RUNS"] ?? 150) },
  );
  for (const count of Object.values(said)) expect(count).toBeGreaterThan(10);
});
