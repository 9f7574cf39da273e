/** XML text to elements with their namespaces: `fast-xml-parser` behind bounds, with entities left to us. */
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { checkMarkup, type MarkupLimits } from "./markup.ts";
import { CwmpStop } from "./stop.ts";

export interface XmlElement {
  /** Without prefix. */
  readonly name: string;
  /** Null where no declaration in reach binds the prefix. */
  readonly namespace: string | null;
  /** By name without prefix. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** Its own text and CDATA sections, joined; white space is kept. */
  readonly text: string;
}

/** How the parser gives a document in its order: one member for the tag, one for its attributes. */
interface Parsed {
  readonly [member: string]: readonly Parsed[] | Readonly<Record<string, string>> | string;
}

const textMember = "#text";
const cdataMember = "#cdata";
const attributesMember = ":@";

const parserOptions = {
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: "",
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: false,
  textNodeName: textMember,
  cdataPropName: cdataMember,
  jPath: false,
} as const;

/** The root element. Throws CwmpStop for text that is not well-formed or goes beyond the limits. */
export function parseXml(text: string, limits: MarkupLimits): XmlElement {
  const xml = withoutDeclaration(text);
  checkMarkup(xml, limits);
  const verdict = XMLValidator.validate(xml);
  if (verdict !== true)
    throw new CwmpStop("xml_parse_error", `${verdict.err.msg} (line ${verdict.err.line})`);
  const roots = parseOrdered(xml, limits.depth)
    .map((each) => toElement(each, noNamespaces))
    .filter((each) => each !== null);
  const [root, ...others] = roots;
  if (root === undefined || others.length > 0) throw new CwmpStop("xml_parse_error", "not one root element");
  return root;
}

const declaration = /^\ufeff?\s*(?:<\?xml\s[^>]{0,200}\?>)?/;
/** Blanks in its stead, so that places stay what they are. */
const withoutDeclaration = (text: string): string =>
  text.replace(declaration, (found) => " ".repeat(found.length));

function parseOrdered(xml: string, depth: number): readonly Parsed[] {
  try {
    return new XMLParser({ ...parserOptions, maxNestedTags: depth + 1 }).parse(xml) as readonly Parsed[];
  } catch (error) {
    // Names that are members of every object are refused by the parser.
    throw new CwmpStop("xml_parse_error", error instanceof Error ? error.message : "can't be parsed");
  }
}

/** What a tag binds, by prefix, in front of what is bound around it: a copy for each tag could take hours. */
interface Namespaces {
  readonly bound: ReadonlyMap<string, string>;
  readonly outer: Namespaces | null;
}
const noNamespaces: Namespaces = { bound: new Map(), outer: null };

/** Null for what is no element. */
function toElement(parsed: Parsed, outer: Namespaces): XmlElement | null {
  const tag = Object.keys(parsed).find((member) => member !== attributesMember) ?? textMember;
  if (tag === textMember || tag === cdataMember) return null;
  const given = Object.entries((parsed[attributesMember] ?? {}) as Readonly<Record<string, string>>).map(
    ([name, value]): [string, string] => [name, decodeEntities(value)],
  );
  const namespaces = withDeclared(outer, given);
  const { prefix, local } = splitName(tag);
  const content = (parsed[tag] ?? []) as readonly Parsed[];
  return {
    name: local,
    namespace: namespaceOf(prefix, namespaces),
    attributes: new Map(given.map(([name, value]) => [splitName(name).local, value])),
    children: content.map((each) => toElement(each, namespaces)).filter((each) => each !== null),
    text: content.map(textOf).join(""),
  };
}

function withDeclared(outer: Namespaces, attributes: readonly (readonly [string, string])[]): Namespaces {
  const declared = attributes.filter(([name]) => name === "xmlns" || name.startsWith("xmlns:"));
  if (declared.length === 0) return outer;
  return { bound: new Map(declared.map(([name, uri]) => [name.slice("xmlns:".length), uri])), outer };
}

/** By the nearest declaration; null where there is none. */
function namespaceOf(prefix: string, namespaces: Namespaces): string | null {
  for (let each: Namespaces | null = namespaces; each !== null; each = each.outer) {
    const uri = each.bound.get(prefix);
    if (uri !== undefined) return uri;
  }
  return null;
}

function splitName(name: string): { readonly prefix: string; readonly local: string } {
  const colon = name.indexOf(":");
  return { prefix: name.slice(0, Math.max(colon, 0)), local: name.slice(colon + 1) };
}

/** Of a text or CDATA section; empty for an element. */
function textOf(parsed: Parsed): string {
  const sections = parsed[cdataMember];
  if (Array.isArray(sections)) return (sections as readonly Parsed[]).map(rawText).join("");
  return decodeEntities(rawText(parsed));
}

function rawText(parsed: Parsed): string {
  const text = parsed[textMember];
  return typeof text === "string" ? text : "";
}

const predefined: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

/** The five entities that XML has by itself, and characters by number; any other text stays as it is. */
function decodeEntities(text: string): string {
  if (!text.includes("&")) return text;
  return text.replaceAll(/&(?:(lt|gt|amp|quot|apos)|#([0-9]{1,7})|#x([0-9a-fA-F]{1,6}));/g, (...match) => {
    const [whole, name, decimal, hex] = match as [string, string?, string?, string?];
    if (name !== undefined) return predefined[name] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
