import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  pipeline,
  endpoint,
  message,
  record,
  notify,
  notifyRecord,
  push,
  valueChange,
  own,
  session,
  fateOf,
} from "./intake.fixture.ts";

describe("hostile bytes", () => {
  const seeds = [
    notifyRecord(valueChange),
    notifyRecord(push('{"Report":[{"CollectionTime":1,"Hosts.1.PhysAddress":"02:00:00:00:00:01"}]}')),
    session([notify(valueChange)]),
    record({ kind: "mqtt_connect", version: "5", subscribedTopic: "t" }),
    Buffer.from(
      '{"Report":[{"CollectionTime":"2026-11-22T06:46:40Z","Ap.1.1.MACAddress":"02:00:00:00:00:01"}]}',
    ),
  ];
  const topics = fc.constantFrom(
    own,
    "x/controller",
    "x/bulk/a",
    "x/bulk/a/b",
    `x/agent/${endpoint}`,
    "",
    "x/bulk",
  );
  const mutated = fc
    .tuple(fc.constantFrom(...seeds), fc.nat(), fc.nat(8), fc.uint8Array({ maxLength: 8 }))
    .map(([seed, at, cut, insert]) => {
      const place = at % (seed.length + 1);
      return Buffer.concat([seed.subarray(0, place), insert, seed.subarray(place + cut)]);
    });
  const contentType = fc.option(
    fc.constantFrom("usp.msg", "application/json", "text/csv", "usp.error", ";;"),
  );

  test("any bytes on any topic: an outcome, no throw, in bounded time", () => {
    fc.assert(
      fc.property(
        fc.oneof(topics, fc.string()),
        fc.oneof(fc.uint8Array({ maxLength: 300 }), mutated),
        contentType,
        fc.boolean(),
        (topic, payload, type, retain) => {
          const outcome = pipeline(message(topic, payload, { contentType: type, retain }));
          expect(fateOf(outcome)).toMatch(/^(?:dropped|dead_letter|[a-z_]+ (?:usp|mqtt))/);
        },
      ),
      { numRuns: 5000 },
    );
  });

  test("truncated at every byte: an outcome", () => {
    for (const seed of seeds) {
      for (let length = 0; length < seed.length; length++) {
        for (const topic of [own, "x/bulk/a"]) {
          expect(fateOf(pipeline(message(topic, seed.subarray(0, length))))).not.toBe("");
        }
      }
    }
  });
});
