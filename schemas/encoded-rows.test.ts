import { expect, test } from "vitest";
import { compileType } from "./avro.ts";
import { encodedRows } from "./encoded-rows.ts";

const row = (name: string): string =>
  JSON.stringify({ type: "record", name, fields: [{ name: "text", type: "string" }] });
const listOf = (name: string): string =>
  `{"type":"record","name":"L","fields":[{"name":"rows","type":{"type":"array","items":${row(name)}}}]}`;
const rows = [{ text: "a" }, { text: "bc" }];
/** Each text behind its length, as a varint of its double, with something around them. */
const bytes = Buffer.from("..\u0002a\u0004bc..", "latin1");

/** The rows, and how often they were made. */
function encoded(record = "R") {
  let made = 0;
  const array = encodedRows({
    record,
    count: 2,
    bytes,
    start: 2,
    end: 7,
    make: () => {
      made += 1;
      return rows;
    },
  });
  return { array, made: () => made };
}

test("to whoever looks it is an array like any other, made once", () => {
  const { array, made } = encoded();
  expect(Array.isArray(array)).toBe(true);
  expect(array).toEqual(rows);
  expect([...array]).toEqual(rows);
  expect(array.map(({ text }) => text)).toEqual(["a", "bc"]);
  expect(array.slice(1)).toEqual([{ text: "bc" }]);
  expect([0, ...array.concat(array)]).toHaveLength(5);
  expect(JSON.stringify({ array })).toBe(JSON.stringify({ array: rows }));
  expect(Object.keys(array)).toEqual(["0", "1"]);
  expect(1 in array).toBe(true);
  expect(2 in array).toBe(false);
  expect(made()).toBe(1);
});

test("to ask how many they are makes none", () => {
  const { array, made } = encoded();
  expect(array.length).toBe(2);
  expect(made()).toBe(0);
});

test("written, its bytes are those of its rows, and none are made", () => {
  const type = compileType<unknown>(listOf("R"));
  const { array, made } = encoded();
  expect(type.encode({ rows: array }, 7)).toEqual(type.encode({ rows }, 7));
  expect(made()).toBe(0);
});

test("rows of another record than the array's are written one by one", () => {
  const type = compileType<unknown>(listOf("Other"));
  const { array, made } = encoded();
  expect(type.encode({ rows: array }, 7)).toEqual(type.encode({ rows }, 7));
  expect(made()).toBe(1);
});

test("at every end of the buffer it is whole", () => {
  const type = compileType<{ readonly rows: unknown }>(listOf("R"));
  const text = "b".repeat(16_384);
  for (let length = 16_360; length <= 16_384; length += 1) {
    const long = Buffer.from(`\0\0\0${text.slice(0, length)}`, "latin1");
    // A text of over 8,191 bytes has its length in three.
    long.set([((2 * length) & 0x7f) | 0x80, (((2 * length) >> 7) & 0x7f) | 0x80, (2 * length) >> 14]);
    const one = [{ text: text.slice(0, length) }];
    const array = encodedRows({
      record: "R",
      count: 1,
      bytes: long,
      start: 0,
      end: long.length,
      make: () => one,
    });
    const fresh = compileType<{ readonly rows: unknown }>(listOf("R"));
    expect(fresh.encode({ rows: array }, 7).equals(type.encode({ rows: one }, 7))).toBe(true);
  }
});

test("nobody writes to it, and no rows are an empty array", () => {
  const { array } = encoded();
  expect(() => (array as { text: string }[]).push({ text: "d" })).toThrow(TypeError);
  expect(array).toHaveLength(2);
  const none = encodedRows({ record: "R", count: 0, bytes, start: 0, end: 0, make: () => [] });
  expect(none).toEqual([]);
});
