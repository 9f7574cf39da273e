import { createRequire } from "node:module";
import fc from "fast-check";
import { expect, test } from "vitest";
import { crc32c } from "./crc32c.ts";

const load: (path: string) => unknown = createRequire(import.meta.url);
const theirs = load("kafkajs/src/protocol/recordBatch/crc32C/index.js") as (bytes: Buffer) => number;

test.each([
  { name: "nothing", bytes: Buffer.alloc(0), want: 0 },
  { name: "RFC 3720: 32 zeros", bytes: Buffer.alloc(32), want: 0x8a9136aa },
  { name: "RFC 3720: 32 ones", bytes: Buffer.alloc(32, 0xff), want: 0x62a8ab43 },
  {
    name: "RFC 3720: 0 to 31",
    bytes: Buffer.from(Array.from({ length: 32 }, (_, n) => n)),
    want: 0x46dd794e,
  },
  { name: "the usual check", bytes: Buffer.from("123456789"), want: 0xe3069283 },
])("the sum of $name", ({ bytes, want }) => expect(crc32c(bytes)).toBe(want));

test("any bytes have the sum that kafkajs gives them, also as part of others", () => {
  const around = Buffer.from([1, 2, 3]);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (array) => {
      const bytes = Buffer.from(array);
      const inside = Buffer.concat([around, bytes, around]);
      expect(crc32c(bytes)).toBe(theirs(bytes));
      expect(crc32c(inside, 3, 3 + bytes.length)).toBe(theirs(bytes));
    }),
  );
});
