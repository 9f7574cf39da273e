/**
 * A look at XML before any parser sees it: what SOAP 1.1 section 3 forbids (document types, processing instructions)
 * is refused, and depth, elements and the length of a tag are bounded, all in one pass from front to back. So the
 * parser behind it meets neither an entity declaration nor more work than the bounds allow.
 */
import { CwmpStop } from "./stop.ts";

export interface MarkupLimits {
  /** Most elements within each other. */
  readonly depth: number;
  readonly elements: number;
}

/** Longest tag, its namespaces and attributes included. */
const maxTagLength = 16_384;

/** Throws CwmpStop for what is refused. `xml` has no declaration any more. */
export function checkMarkup(xml: string, limits: MarkupLimits): void {
  let depth = 0;
  let elements = 0;
  for (let at = xml.indexOf("<"); at >= 0;) {
    const end = endOfMarkup(xml, at);
    const kind = xml[at + 1];
    if (kind === "/") depth -= 1;
    else if (kind !== "!") {
      elements += 1;
      if (elements > limits.elements)
        throw new CwmpStop("too_many_values", `more than ${limits.elements} elements`);
      if (xml[end - 1] !== "/") depth += 1;
      if (depth > limits.depth) throw new CwmpStop("too_deep", `deeper than ${limits.depth} elements`);
    }
    at = xml.indexOf("<", end);
  }
}

/** Where the tag, comment or CDATA section that begins at `start` ends: the place of its `>`. */
function endOfMarkup(xml: string, start: number): number {
  if (xml.startsWith("<!--", start)) return closing(xml, start, "-->", start + 4);
  if (xml.startsWith("<![CDATA[", start)) return closing(xml, start, "]]>", start + 9);
  if (xml.startsWith("<!", start))
    throw new CwmpStop("xml_doctype", `a document type or entity at character ${start}, which SOAP forbids`);
  if (xml.startsWith("<?", start))
    throw new CwmpStop(
      "xml_parse_error",
      `a processing instruction at character ${start}, which SOAP forbids`,
    );
  return endOfTag(xml, start);
}

function closing(xml: string, start: number, mark: string, from: number): number {
  const at = xml.indexOf(mark, from);
  if (at < 0) throw neverEnds(start);
  return at + mark.length - 1;
}

/** A `>` inside a quoted attribute does not end a tag. */
function endOfTag(xml: string, start: number): number {
  const stopAt = Math.min(xml.length, start + maxTagLength);
  let quote = "";
  for (let at = start + 1; at < stopAt; at += 1) {
    const character = xml[at] ?? "";
    if (quote !== "") {
      if (character === quote) quote = "";
    } else if (character === ">") return at;
    else if (character === '"' || character === "'") quote = character;
  }
  if (stopAt < xml.length)
    throw new CwmpStop(
      "xml_parse_error",
      `the tag at character ${start} has over ${maxTagLength} characters`,
    );
  throw neverEnds(start);
}

const neverEnds = (start: number): CwmpStop =>
  new CwmpStop("xml_parse_error", `what begins at character ${start} never ends`);
