import fc from "fast-check";
import { expect, test } from "vitest";
import { copyMacAddress, parseMacAddress } from "./ids.ts";

const digit = fc.constantFrom(...Array.from("0123456789abcdefABCDEF"));
const separator = fc.constantFrom(":", "-", ":", ":", ".");
const address = fc.array(fc.tuple(digit, digit, separator), { minLength: 6, maxLength: 6 }).map((pairs) =>
  pairs
    .map(([high, low, mark]) => high + low + mark)
    .join("")
    .slice(0, -1),
);
const almost = fc
  .tuple(address, fc.nat(18), fc.nat(2), fc.constantFrom("", "0", "g", " ", ":", "\u00e9", "\0"))
  .map(([text, at, cut, insert]) => text.slice(0, at) + insert + text.slice(at + cut));

test("copied as bytes, an address is what is read of its text; what has no white space around it is none alike", () => {
  const examples = ["00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff", "01:00:5e:00:00:01", "02:00:00:00:00:0A", ""];
  fc.assert(
    fc.property(fc.oneof(address, almost, fc.constantFrom(...examples)), (text) => {
      const source = Buffer.from(`..${text}..`, "latin1");
      const target = Buffer.alloc(20, "x");
      const copied = copyMacAddress(source, 2, source.length - 2, target, 1);
      const read = text === text.trim() ? parseMacAddress(text) : null;
      expect(copied ? target.toString("latin1", 1, 18) : null).toBe(read);
      expect(target.toString("latin1", 0, 1) + target.toString("latin1", 18)).toBe("xxx");
    }),
    { numRuns: 2000 },
  );
});
