import { describe, expect, test } from "vitest";
import { CwmpStop } from "./stop.ts";
import { parseXml, type XmlElement } from "./xml.ts";

const limits = { depth: 8, elements: 1000 };

const outline = (element: XmlElement): unknown => [
  element.namespace === null ? element.name : `{${element.namespace}}${element.name}`,
  element.text,
  ...element.children.map(outline),
];

function reasonOf(text: string, bounds = limits): string {
  try {
    parseXml(text, bounds);
    return "ok";
  } catch (error) {
    if (error instanceof CwmpStop) return error.reason;
    throw error;
  }
}

describe("elements", () => {
  test.each<readonly [string, string, unknown]>([
    ["nested", "<a><b>1</b><b/></a>", ["a", "", ["b", "1"], ["b", ""]]],
    [
      "prefixes by what is bound where",
      '<x:a xmlns:x="u"><x:b xmlns:x="v"/><x:c/></x:a>',
      ["{u}a", "", ["{v}b", ""], ["{u}c", ""]],
    ],
    ["a default namespace", '<a xmlns="u"><b xmlns=""/></a>', ["{u}a", "", ["{}b", ""]]],
    ["a prefix that nothing binds", "<x:a/>", ["a", ""]],
    [
      "the five entities and numbers, once",
      "<a>&lt;&gt;&amp;&quot;&apos;&#65;&#x1F600;&amp;lt;</a>",
      ["a", "<>&\"'A\u{1F600}&lt;"],
    ],
    ["an entity that nothing declares stays", "<a>&foo;</a>", ["a", "&foo;"]],
    ["CDATA as it is", "<a>x <![CDATA[<b>&amp;]]> y</a>", ["a", "x <b>&amp; y"]],
    ["white space is kept, line breaks are one character", "<a> x\r\ny </a>", ["a", " x\ny "]],
    ["control characters, which XML forbids and firmware sends", "<a>x\u0001y</a>", ["a", "x\u0001y"]],
    ["comments are nothing", "<a>x<!-- <b> -->y</a>", ["a", "xy"]],
    ["a declaration and a byte order mark before", '\ufeff<?xml version="1.0"?><a/>', ["a", ""]],
  ])("%s", (_name, text, want) => {
    expect(outline(parseXml(text, limits))).toEqual(want);
  });

  test("many namespaces around many tags that declare one: time is in proportion to the length", () => {
    const declared = Array.from({ length: 1000 }, (_, index) => `xmlns:n${index}=""`).join(" ");
    const levels = limits.depth - 1;
    const text = `${`<a ${declared}>`.repeat(levels)}${'<b xmlns=""/>'.repeat(8_000)}${"</a>".repeat(levels)}`;
    const root = parseXml(text, { ...limits, elements: 50_000 });
    expect(root.children).toHaveLength(1);
  });

  test("attributes by their local name, with entities", () => {
    const { attributes } = parseXml(`<a xsi:type="xsd:int" b='"&amp;'/>`, limits);
    expect([...attributes]).toEqual([
      ["type", "xsd:int"],
      ["b", '"&'],
    ]);
  });
});

describe("what is refused", () => {
  test.each([
    ["nothing", "", "xml_parse_error"],
    ["text", "hello", "xml_parse_error"],
    ["cut", "<a><b></b>", "xml_parse_error"],
    ["cut in a tag", "<a><b", "xml_parse_error"],
    ["crossed", "<a><b></a></b>", "xml_parse_error"],
    ["two roots", "<a/><b/>", "xml_parse_error"],
    ["a comment that never ends", "<a><!-- </a>", "xml_parse_error"],
    ["CDATA that never ends", "<a><![CDATA[ </a>", "xml_parse_error"],
    ["a processing instruction", "<a><?php x ?></a>", "xml_parse_error"],
    ["a second declaration", '<a/><?xml version="1.0"?>', "xml_parse_error"],
    ["a bare ampersand", "<a>x & y</a>", "xml_parse_error"],
    ["names of every object's members", "<a><__proto__>1</__proto__></a>", "xml_parse_error"],
    ["a document type", "<!DOCTYPE a><a/>", "xml_doctype"],
    ["a document type in the middle", "<a><!DOCTYPE a></a>", "xml_doctype"],
    ["an entity", '<!ENTITY x "y"><a/>', "xml_doctype"],
    ["deeper than allowed", `${"<a>".repeat(9)}${"</a>".repeat(9)}`, "too_deep"],
    ["more elements than allowed", `<a>${"<b/>".repeat(1000)}</a>`, "too_many_values"],
    ["a tag of 16 KiB", `<a ${"b='1' ".repeat(4000)}/>`, "xml_parse_error"],
  ])("%s", (_name, text, reason) => {
    expect(reasonOf(text)).toBe(reason);
  });

  test("up to the bounds it is read", () => {
    expect(reasonOf(`${"<a>".repeat(8)}${"</a>".repeat(8)}`)).toBe("ok");
    expect(reasonOf(`<a>${"<b/>".repeat(999)}</a>`)).toBe("ok");
  });
});

describe("hostile texts take time in proportion", () => {
  const size = 1_000_000;
  test.each([
    ["entities", `<a>${"&amp;".repeat(size / 5)}</a>`],
    ["open brackets", "<".repeat(size)],
    ["open tags", "<a>".repeat(size / 3)],
    ["comments", `<a>${"<!---->".repeat(size / 7)}</a>`],
    ["CDATA", `<a>${"<![CDATA[]]>".repeat(size / 12)}</a>`],
    ["white space", `<a>${" ".repeat(size)}</a>`],
    ["attributes", `<a>${`<a ${"b ".repeat(8000)}/>`.repeat(size / 16_000)}</a>`],
    ["quotes", `<a>${`<a ${`"'`.repeat(8000)}/>`.repeat(size / 16_000)}</a>`],
    ["a processing instruction whose quote swallows the rest", `<?xml "?><a>${"b ".repeat(size / 2)}"?></a>`],
  ])("%s", (_name, text) => {
    const start = performance.now();
    reasonOf(text, { depth: 32, elements: 500_000 });
    expect(performance.now() - start).toBeLessThan(3000);
  });
});
