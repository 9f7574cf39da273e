import { expect, test } from "vitest";
import { differences } from "./difference.ts";

test("equal rows in any order and with columns in any order have no difference", () => {
  expect(
    differences(
      "t",
      [
        { a: "1", b: "2" },
        { a: "3", b: null },
      ],
      [
        { b: null, a: "3" },
        { b: "2", a: "1" },
      ],
    ),
  ).toEqual([]);
});

test("a row held twice is one too many", () => {
  expect(differences("t", [{ a: "1" }], [{ a: "1" }, { a: "1" }])).toEqual([
    "t: 0 of 1 rows missing, 1 of 2 unexpected",
    'unexpected {"a":"1"}',
  ]);
});

test("no value is not an empty one, and the nearest row is pointed to", () => {
  const [first, second] = differences("t", [{ a: "1", b: "x", c: "y" }], [{ a: "", b: "x", c: "y" }]);
  expect(first).toBe("t: 1 of 1 rows missing, 1 of 1 unexpected");
  expect(second).toContain("nearest has a: ");
  expect(differences("t", [{ a: null }], [{ a: "" }])).toHaveLength(3);
});
