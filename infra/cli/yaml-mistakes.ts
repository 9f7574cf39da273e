/** What a YAML text does wrong as YAML, in words for the person who wrote it. */
import { type Document, type LineCounter, visit, type YAMLError } from "yaml";

export interface YamlMistake {
  /** From 1. */
  readonly line: number;
  readonly sentence: string;
}

/** One a line, in order; none where the text is YAML and every alias has its anchor. */
export function yamlMistakes(text: string, document: Document, lines: LineCounter): readonly YamlMistake[] {
  const lineAt = (offset: number): number => lines.linePos(offset).line;
  const tellAt = (offset: number, sentence: string): YamlMistake => ({ line: lineAt(offset), sentence });
  const told = withoutEchoes(document.errors).map((error) => toMistake(error, { text, document, tellAt }));
  visit(document, {
    Alias: (_, node) => {
      if (node.resolve(document) === undefined)
        told.push(
          tellAt(
            node.range?.[0] ?? 0,
            `there is no anchor &${node.source} for *${node.source}; a text that begins with * must be in quotes`,
          ),
        );
    },
  });
  const byLine = new Map(told.toReversed().map((mistake) => [mistake.line, mistake]));
  return [...byLine.values()].sort((one, other) => one.line - other.line);
}

/** One that is indented too far is told twice: the other one knows the line. */
const withoutEchoes = (errors: readonly YAMLError[]): readonly YAMLError[] =>
  errors.filter(
    ({ code, pos }) =>
      code !== "BLOCK_AS_IMPLICIT_KEY" ||
      !errors.some((other) => other.code === "MULTILINE_IMPLICIT_KEY" && other.pos[0] === pos[0]),
  );

interface Where {
  readonly text: string;
  readonly document: Document;
  readonly tellAt: (offset: number, sentence: string) => YamlMistake;
}

/** By the library's code of the error; what has no words of ours is told by that code. */
function toMistake({ code, pos: [from, to] }: YAMLError, { text, document, tellAt }: Where): YamlMistake {
  const line = lineOf(text, from);
  if (/^ *\t/.test(line)) return tellAt(from, "a tab indents it: YAML takes blanks only");
  switch (code) {
    case "MULTIPLE_DOCS":
      return tellAt(from, "--- begins another document, and the file must be one");
    case "DUPLICATE_KEY":
      return tellAt(from, `the key ${/^[^\s:]*/.exec(text.slice(from))?.[0] ?? ""} is there twice`);
    case "BAD_ALIAS":
    case "BAD_SCALAR_START":
      return tellAt(from, `a text that begins with ${startOfValue(text, from)} must be in quotes`);
    case "BAD_DQ_ESCAPE":
      return tellAt(from, "a \\ in double quotes must be two; single quotes take it as it is");
    case "BAD_INDENT":
      return tellAt(from, "a { or [ before it is not closed, or goes on at the line's beginning");
    case "BLOCK_AS_IMPLICIT_KEY":
      return tellAt(from, blockSentence(line));
    case "MULTILINE_IMPLICIT_KEY":
      return text.slice(from, to).includes("\n")
        ? multiline(text, from, to, tellAt)
        : tellAt(from, misplaced);
    case "MISSING_CHAR": {
      const quote = openQuote(text, document);
      return quote === null ? tellAt(from, misplaced) : tellAt(quote, "a quote is opened and never closed");
    }
    case "UNEXPECTED_TOKEN":
      return tellAt(from, isComparison.test(line) ? comparison : unexpected);
    default:
      return tellAt(from, `this is no YAML (${code})`);
  }
}

const misplaced =
  "it does not fit to the lines before it: is it indented as they are, and does a key end with a colon?";
const unexpected = "something here does not belong to the value: is a quote, a comma or a bracket missing?";
/** An unquoted `> -72` begins a text of several lines. */
const isComparison = /:\s*[<>]\s*=?\s*[-\d]/;
const comparison = 'a comparison must be in quotes, such as "> -72"';

const lineOf = (text: string, offset: number): string =>
  text.slice(text.lastIndexOf("\n", offset - 1) + 1).split("\n", 1)[0] ?? "";

const startOfValue = (text: string, offset: number): string => /[^\s]/.exec(text.slice(offset))?.[0] ?? "it";

/** A key within the value of a key. */
const blockSentence = (line: string): string =>
  line.trimStart().startsWith("-") && !/:.*:/.test(line)
    ? misplaced
    : "a value with a colon and a blank in it must be in quotes";

/** The key goes over lines: either it has no colon with a blank, or the next line is indented as part of its value. */
function multiline(text: string, from: number, to: number, tellAt: Where["tellAt"]): YamlMistake {
  const isValue = /:\s/.test(lineOf(text, from).slice(0, from - text.lastIndexOf("\n", from - 1) - 1));
  return isValue
    ? tellAt(to - 1, "it is indented further than the line before, as if it were more of that value")
    : tellAt(from, "a key needs a colon and a blank: key: value");
}

/** Where a quoted text begins that goes on to the end; null where none does. */
function openQuote(text: string, document: Document): number | null {
  let found: number | null = null;
  visit(document, {
    Scalar: (_, node) => {
      const [from, to] = node.range ?? [0, 0];
      const isQuoted = node.type === "QUOTE_DOUBLE" || node.type === "QUOTE_SINGLE";
      if (isQuoted && to >= text.trimEnd().length && text[to - 1] !== text[from]) found = from;
    },
  });
  return found;
}
