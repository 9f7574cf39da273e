import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Alert } from "#schemas/alert.ts";
import type { AssociationChange } from "#schemas/association-change.ts";
import { bodyOf, compileType, schemaIdOf } from "#schemas/avro.ts";
import { deadLetterHeader } from "#schemas/dead-letter.ts";
import type { HomeWindow } from "#schemas/home-window.ts";
import { recordSizeBytes } from "#schemas/out-record.ts";
import { topics } from "#schemas/topics.ts";
import { countingFold, eventAt } from "./counting-fold.fixture.ts";
import { recordLimitBytes, toOutputRecords } from "./wire.ts";

const compile = <T>(file: string) =>
  compileType<T>(readFileSync(new URL(`../../schemas/${file}`, import.meta.url), "utf8"));
const types = {
  window: { type: compile<HomeWindow>(topics.window.schema), schemaId: 7 },
  associationChange: { type: compile<AssociationChange>(topics.associationChange.schema), schemaId: 8 },
  alertCandidate: { type: compile<Alert>(topics.alertCandidate.schema), schemaId: 9 },
};
const [applied] = countingFold().apply(eventAt("home", 5), 0);
const output = applied?.outputs[0];
if (output?.topic !== "associationChange") throw new Error("The counting fold gives association changes");
const change = output.value;

describe("an output", () => {
  test("goes to its topic, keyed by home, into the partition number of its input", () => {
    const [record, ...more] = toOutputRecords(types, output, 5);
    expect(more).toEqual([]);
    expect(record).toMatchObject({
      topic: topics.associationChange.name,
      partition: 5,
      key: Buffer.from("home"),
    });
    expect(schemaIdOf(record?.value ?? null)).toBe(8);
    const decoded = types.associationChange.type.decode(bodyOf(record?.value ?? Buffer.alloc(0)));
    expect(decoded).toMatchObject({ ok: true, value: { home_id: "home", row_version: 1 } });
  });

  test("that is above Kafka's limit is a dead letter, in chunks that are not", () => {
    const huge = { ...change, access_point: "x".repeat(1_500_000) };
    const records = toOutputRecords(types, { topic: "associationChange", value: huge }, 5);
    expect(records).toHaveLength(2);
    for (const record of records) {
      expect(record).toMatchObject({ topic: topics.deadLetter.name, partition: 5 });
      expect(record.headers?.[deadLetterHeader.reason]).toBe("event_too_large");
      expect(recordSizeBytes(record)).toBeLessThanOrEqual(recordLimitBytes);
    }
    expect(Buffer.concat(records.map(({ value }) => value ?? Buffer.alloc(0))).length).toBeGreaterThan(
      1_500_000,
    );
  });
});
