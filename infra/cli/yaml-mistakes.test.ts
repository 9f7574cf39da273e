import { LineCounter, parseDocument } from "yaml";
import { expect, test } from "vitest";
import { yamlMistakes } from "./yaml-mistakes.ts";

const told = (...text: readonly string[]): string[] => {
  const lines = new LineCounter();
  const whole = text.join("\n");
  const document = parseDocument(whole, { lineCounter: lines, prettyErrors: false });
  return yamlMistakes(whole, document, lines).map(({ line, sentence }) => `${line}: ${sentence}`);
};

const misplaced =
  "it does not fit to the lines before it: is it indented as they are, and does a key end with a colon?";

test.each([
  { name: "nothing", text: ["a: 1", "b: &x 2", "c: *x"], want: [] },
  {
    name: "a line indented too far",
    text: ["- a: 1", "  b: x", "    c: 2"],
    want: ["3: it is indented further than the line before, as if it were more of that value"],
  },
  {
    name: "a line indented too little",
    text: ["x:", "- a: 1", "  b: 2", " c: 2"],
    want: [`4: ${misplaced}`],
  },
  { name: "an item among keys", text: ["x:", "  a: 1", "  - b: 2"], want: [`3: ${misplaced}`] },
  { name: "a tab", text: ["- a: 1", "\tb: 2"], want: ["2: a tab indents it: YAML takes blanks only"] },
  {
    name: "two documents",
    text: ["a: 1", "---", "b: 2"],
    want: ["2: --- begins another document, and the file must be one"],
  },
  { name: "a key twice", text: ["a: 1", "b: 2", "a: 3"], want: ["3: the key a is there twice"] },
  {
    name: "an open quote, where it is opened",
    text: ["a: 1", 'b: "2', "c: 3"],
    want: ["2: a quote is opened and never closed"],
  },
  {
    name: "a key without a blank",
    text: ["- a:1", "  b: 2"],
    want: ["1: a key needs a colon and a blank: key: value"],
  },
  {
    name: "a colon in a value",
    text: ["a: b: c"],
    want: ["1: a value with a colon and a blank in it must be in quotes"],
  },
  {
    name: "two aliases of nothing",
    text: ["a: *b", "c: [*d, *d]"],
    want: [
      "1: there is no anchor &b for *b; a text that begins with * must be in quotes",
      "2: there is no anchor &d for *d; a text that begins with * must be in quotes",
    ],
  },
  { name: "a star alone", text: ["a: *"], want: ["1: a text that begins with * must be in quotes"] },
  { name: "a sign of YAML's own", text: ["a: %b"], want: ["1: a text that begins with % must be in quotes"] },
  {
    name: "a brace left open",
    text: ["- { a: 1", "- b"],
    want: ["2: a { or [ before it is not closed, or goes on at the line's beginning"],
  },
  {
    name: "a comparison without quotes",
    text: ["a: >= -72"],
    want: ['1: a comparison must be in quotes, such as "> -72"'],
  },
  {
    name: "text after a quote",
    text: ["a: 'b' c"],
    want: ["1: something here does not belong to the value: is a quote, a comma or a bracket missing?"],
  },
])("$name", ({ text, want }) => {
  expect(told(...text)).toEqual(want);
});
