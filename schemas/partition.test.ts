import { createRequire } from "node:module";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { murmur2, partitionOf } from "./partition.ts";

describe("the partition of a key", () => {
  // Kafka 4.x, clients/src/test/.../UtilsTest.testMurmur2.
  it.each([
    { key: "21", want: -973932308 },
    { key: "foobar", want: -790332482 },
    { key: "a-little-bit-long-string", want: -985981536 },
    { key: "a-little-bit-longer-string", want: -1486304829 },
    { key: "lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", want: -58897971 },
    { key: "abc", want: 479470107 },
  ])("is murmur2 as in Java: $key", ({ key, want }) => {
    expect(murmur2(Buffer.from(key))).toBe(want);
  });

  it("is the one that kafkajs chooses by default, for any bytes", () => {
    const theirs = createRequire(import.meta.url)("kafkajs/src/producer/partitioners/default/murmur2.js") as (
      key: Buffer,
    ) => number;
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        expect(murmur2(bytes)).toBe(theirs(Buffer.from(bytes)));
      }),
    );
  });

  it("is never negative and within the count", () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 500 }), (key, partitions) => {
        const partition = partitionOf(key, partitions);
        expect(partition).toBeGreaterThanOrEqual(0);
        expect(partition).toBeLessThan(partitions);
      }),
    );
  });

  it("is of the key's UTF-8 bytes", () => {
    expect(partitionOf("os::ÄÖ-1", 12)).toBe(partitionOf(Buffer.from("os::ÄÖ-1", "utf8"), 12));
  });
});
