import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SaidTexts } from "./said-texts.ts";

/** What a Map would say. */
function numbersOf(texts: readonly string[]): number[] {
  const numbers = new Map<string, number>();
  return texts.map((text) => {
    const known = numbers.get(text) ?? 0;
    if (known === 0) numbers.set(text, numbers.size + 1);
    return known;
  });
}

const fewOrMany = fc.oneof(fc.constantFrom("", "a", "b", "02:00:00:00:00:01"), fc.string({ maxLength: 40 }));
const alikeAtTheEnd = fc.nat(3000).map((number) => `${number}.`.padEnd(40, "0"));

describe("texts said in a value", () => {
  it.each([
    { name: "few of them", texts: fc.array(fewOrMany) },
    {
      name: "more than there is room for at first",
      texts: fc.array(alikeAtTheEnd, { minLength: 300, maxLength: 900 }),
    },
  ])("have the numbers of the order they were said in, one value after the other: $name", ({ texts }) => {
    fc.assert(
      fc.property(fc.array(texts, { minLength: 1, maxLength: 3 }), (values) => {
        const said = new SaidTexts();
        for (const value of values) {
          said.clear();
          expect(value.map((text) => said.say(text))).toEqual(numbersOf(value));
        }
      }),
      { numRuns: 30 },
    );
  });
});
