import avsc from "avsc";
import fc from "fast-check";
import { expect, test } from "vitest";
import { avroText, ByteRoom } from "./byte-room.ts";

const written = (write: (room: ByteRoom) => void): Buffer => {
  const room = new ByteRoom(1024);
  room.bytes.fill(0x58);
  write(room);
  return Buffer.from(room.bytes.subarray(0, room.end));
};
const avro = (schema: avsc.Schema, value: unknown): Buffer =>
  avsc.Type.forSchema(schema, { wrapUnions: "never" }).toBuffer(value);

test("a number is written to the bytes that the library writes", () => {
  const edges = [0, 63, 64, 2 ** 28, 2 ** 30, 2 ** 31, 2 ** 32, 2 ** 35, 2 ** 52 - 1].flatMap((edge) =>
    [edge - 1, edge, edge + 1, -edge, -edge - 1].filter((value) => Math.abs(value) < 2 ** 52),
  );
  const number = fc.oneof(fc.constantFrom(...edges), fc.integer(), fc.maxSafeInteger());
  fc.assert(
    fc.property(number, (value) => {
      fc.pre(Math.abs(value) < 2 ** 52);
      expect(written((room) => room.long(value))).toEqual(avro("long", value + 0));
      expect(written((room) => room.nullableLong(value))).toEqual(avro(["null", "long"], value + 0));
    }),
    { numRuns: 2000 },
  );
});

const ascii = fc.string({ unit: "binary-ascii", maxLength: 200 });

test("ASCII that stands somewhere is written as a text, or null where it is empty", () => {
  fc.assert(
    fc.property(ascii, fc.nat(9), (text, start) => {
      const source = Buffer.from(`${".".repeat(start)}${text}.......`, "latin1");
      const view = new DataView(source.buffer, source.byteOffset, source.length);
      const bytes = written((room) => room.nullableText(view, start, start + text.length));
      expect(bytes).toEqual(avro(["null", "string"], text === "" ? null : text));
    }),
  );
});

// Making texts of all characters takes seconds at first.
test("any text is written as one", { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 100 }), (text) => {
      expect(Buffer.from(avroText(text))).toEqual(avro("string", text));
    }),
  );
});

test("copies take what is between two places, by fours, one behind the other", () => {
  const bytes = fc.uint8Array({ minLength: 3, maxLength: 60 });
  fc.assert(
    fc.property(fc.array(fc.tuple(bytes, fc.nat(60), fc.nat(60)), { maxLength: 4 }), (parts) => {
      const want: Uint8Array[] = [];
      const got = written((room) => {
        for (const [source, one, two] of parts) {
          const most = source.length - 3;
          const [start, end] = [Math.min(one, two, most), Math.min(Math.max(one, two), most)];
          room.copy(new DataView(source.buffer, source.byteOffset, source.length), start, end);
          want.push(source.subarray(start, end));
        }
      });
      expect(got).toEqual(Buffer.concat(want));
    }),
  );
});
