import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { endpointOf, parseTarget, senderOf } from "./sender.ts";

const template = "os::{oui}-{sn}";
const named = (query: string, by = template): string => {
  const sender = senderOf(query, by);
  return sender.ok ? sender.endpointId : `refused: ${sender.detail}`;
};

describe("who a query names", () => {
  const cases: readonly [string, string, string][] = [
    ["OUI and serial number", "oui=00D09E&pc=Home%20Hub&sn=SN1", "os::00D09E-SN1"],
    ["an OUI in lower case is the same gateway", "oui=00d09e&pc=&sn=SN1", "os::00D09E-SN1"],
    ["characters no endpoint id has are escaped", "oui=00256D&pc=&sn=S%2F1", "os::00256D-S%2F1"],
    [
      "others too, as obuspa does",
      "oui=00256D&sn=a%20b!*'()~%C3%A9",
      "os::00256D-a%20b%21%2A%27%28%29%7E%C3%A9",
    ],
    ["those it may have are not", "oui=00D09E&sn=cpe-test_1.a", "os::00D09E-cpe-test_1.a"],
    ["a plus is a plus, not a blank", "oui=00D09E&sn=a+b", "os::00D09E-a%2Bb"],
    ["an endpoint id goes before the rest", "oui=00D09E&pc=&sn=1&eid=proto%3A%3Ax", "proto::x"],
    ["an empty one does not", "oui=00D09E&sn=1&eid=", "os::00D09E-1"],
    ["obuspa's second question mark", "a=1?oui=00256D&pc=&sn=S%2F1", "os::00256D-S%2F1"],
    ["another question mark is a character", "oui=00256D&sn=S?1", "os::00256D-S%3F1"],
    ["parameters of the profile's own do not matter", "oui=00D09E&sn=1&Uptime=7&x", "os::00D09E-1"],
    ["the same twice is the same", "oui=00D09E&sn=1&sn=1", "os::00D09E-1"],
  ];
  it.each(cases)("%s", (_name, query, want) => expect(named(query)).toBe(want));

  const refused: readonly [string, string, string][] = [
    ["no serial number", "oui=00D09E&pc=x&sn=", "sn missing: the query must name oui and sn, or eid"],
    ["nothing", "", "oui and sn missing: the query must name oui and sn, or eid"],
    ["two serial numbers", "oui=00D09E&sn=1&sn=2", "the query names two different sn"],
    ["a broken escape", "oui=00D09E&sn=%E0%A4", "sn in the query is not percent-encoded UTF-8"],
    ["a control character", "eid=a%00b", 'the query names "a\\u0000b", which can\'t be an endpoint id'],
  ];
  it.each(refused)("%s is refused", (_name, query, want) => expect(named(query)).toBe(`refused: ${want}`));

  test("a product class is part of the id where the template says so, its hyphens escaped", () => {
    const ops = "ops::{oui}-{pc}-{sn}";
    expect(named("oui=00D09E&pc=Home-Hub&sn=A-1", ops)).toBe("ops::00D09E-Home%2DHub-A-1");
    expect(named("oui=00D09E&pc=&sn=1", ops)).toBe("ops::00D09E--1");
  });

  test("any query names somebody or is refused", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (query) => {
        const sender = senderOf(query, template);
        expect(sender.ok ? sender.endpointId.length > 0 : sender.detail.length > 0).toBe(true);
      }),
    );
  });

  test("two serial numbers are never one endpoint", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (a, b) => {
        const [one, other] = [a, b].map((sn) => endpointOf({ oui: "00D09E", pc: "", sn }, template));
        const areOne = one?.ok === true && other?.ok === true && one.endpointId === other.endpointId;
        expect(areOne && a !== b).toBe(false);
      }),
    );
  });
});

test("a target is taken apart at its first question mark, in absolute form too", () => {
  expect(parseTarget("/b?a=1?oui=2")).toEqual({ path: "/b", query: "a=1?oui=2" });
  expect(parseTarget("http://h:80/b?x")).toEqual({ path: "/b", query: "x" });
  expect(parseTarget("/b")).toEqual({ path: "/b", query: "" });
});
