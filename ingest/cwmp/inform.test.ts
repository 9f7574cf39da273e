import { describe, expect, test } from "vitest";
import { exchange, gistOf, informXml, informed, produced } from "./cwmp.fixture.ts";
import { readInform, type Inform } from "./inform.ts";
import { readSoap } from "./soap.ts";

const limits = { depth: 16, elements: 10_000 };
const read = (xml: string | Uint8Array, contentType: string | null = null): Inform =>
  readInform(readSoap(typeof xml === "string" ? Buffer.from(xml) : xml, contentType, limits).method, 500);

describe("an Inform", () => {
  test("device, events, time and values", () => {
    const inform = read(
      informXml({
        events: ["1 BOOT", "M Reboot"],
        commandKey: " k ",
        parameters: {
          "Device.DeviceInfo.UpTime": '<Value xsi:type="xsd:unsignedInt">5</Value>',
          "Device.X": '<Value xsi:type="xsd:boolean">1</Value>',
          "Device.Y": "<Value> a &amp; b </Value>",
        },
      }),
    );
    expect(inform).toEqual({
      device: { oui: "00256D", productClass: "IGD", serialNumber: "S1" },
      events: [
        { code: "1 BOOT", commandKey: "k" },
        { code: "M Reboot", commandKey: "k" },
      ],
      element: {
        time: { name: "CurrentTime", text: "2026-11-22T06:49:50Z", type: "string" },
        values: [
          { name: "Device.DeviceInfo.UpTime", text: "5", type: "number" },
          { name: "Device.X", text: "1", type: "boolean" },
          { name: "Device.Y", text: " a & b ", type: "string" },
        ],
        superseded: [],
        duplicateNames: false,
      },
    });
  });

  test("a name met twice: the last value counts, a differing one before it is kept", () => {
    const struct = (value: string): string =>
      `<ParameterValueStruct><Name>Device.X</Name><Value>${value}</Value></ParameterValueStruct>`;
    const xml = informXml().replace("</ParameterList>", `${struct("1")}${struct("2")}</ParameterList>`);
    expect(read(xml).element).toMatchObject({
      values: [{ name: "Device.X", text: "2" }],
      superseded: [{ name: "Device.X", text: "1" }],
      duplicateNames: true,
    });
  });

  test.each<readonly [string, string]>([
    ["no events", informXml().replace(/<Event .*<\/Event>/s, "")],
    ["an event without code", informXml({ events: [""] })],
    ["no parameters", informXml().replace(/<ParameterList.*<\/ParameterList>/s, "")],
    ["a struct without name", informXml({ parameters: { "": "x" } })],
    ["a struct without value", informXml({ parameters: { "Device.X": "<Other/>" } })],
    ["no header", informXml({ id: null })],
    ["no time", informXml({ currentTime: null })],
    ["more in DeviceId than belongs there", informXml().replace("<OUI>", "<X>1</X><OUI>")],
    [
      "prefixes everywhere",
      informXml().replaceAll(/<(\/?)(OUI|SerialNumber|EventCode|Event)\b/g, "<$1cwmp:$2"),
    ],
  ])("%s: read all the same", (_name, xml) => {
    expect(gistOf(exchange(xml))).toMatch(/^200 InformResponse (?:event|report)$/);
  });

  test.each([
    ["no DeviceId", informXml().replace(/<DeviceId>.*<\/DeviceId>/s, ""), "endpoint_id_missing"],
    ["no OUI", informXml({ device: "<SerialNumber>1</SerialNumber>" }), "endpoint_id_missing"],
    [
      "an empty serial number",
      informXml({ device: "<OUI>00256D</OUI><SerialNumber> </SerialNumber>" }),
      "endpoint_id_missing",
    ],
    [
      "an OUI that is none",
      informXml({ device: "<OUI>ACME</OUI><SerialNumber>1</SerialNumber>" }),
      "endpoint_id_invalid",
    ],
    [
      "a serial number of 300 characters",
      informXml({ device: `<OUI>00256D</OUI><SerialNumber>${"9".repeat(300)}</SerialNumber>` }),
      "endpoint_id_invalid",
    ],
    ["65 events", informXml({ events: Array.from({ length: 65 }, () => "2 PERIODIC") }), "cwmp_invalid"],
    ["a namespace that is not CWMP's", informXml({ namespace: "urn:x" }), "cwmp_invalid"],
    ["no envelope", "<Inform/>", "cwmp_invalid"],
    ["no body", "<Envelope/>", "cwmp_invalid"],
    ["an empty body", "<Envelope><Body/></Envelope>", "cwmp_invalid"],
    ["two calls", "<Envelope><Body><Inform/><Inform/></Body></Envelope>", "cwmp_invalid"],
    ["an endless ID", informXml({ id: "7".repeat(257) }), "cwmp_invalid"],
  ])("%s: a dead letter and fault 8003", (_name, xml, reason) => {
    expect(gistOf(exchange(xml))).toBe(`200 8003 ${reason}`);
  });

  test("beyond the bounds: a dead letter and fault 8004", () => {
    const parameters = Object.fromEntries(Array.from({ length: 501 }, (_, each) => [`Device.X${each}`, "1"]));
    expect(gistOf(exchange(informXml({ parameters })))).toBe("200 8004 too_many_values");
    expect(gistOf(exchange(informXml().padEnd(1_000_001)))).toBe("200 8004 record_too_large");
    expect(gistOf(exchange(`${"<a>".repeat(17)}${"</a>".repeat(17)}`))).toBe("200 8004 too_deep");
  });
});

describe("text", () => {
  const named = (bytes: Uint8Array, contentType: string | null = null): string | undefined =>
    read(bytes, contentType).element.values[0]?.text;
  const latin = (xml: string): Buffer => Buffer.from(xml, "latin1");
  const xml = informXml({ parameters: { "Device.X": "Müller" } });
  const undeclared = xml.replace(/^<\?xml.*\?>\s*/, "");

  test("is UTF-8, or what the declaration or the content type says", () => {
    expect(named(Buffer.from(xml))).toBe("Müller");
    expect(named(latin(xml.replace("UTF-8", "ISO-8859-1")))).toBe("Müller");
    expect(named(latin(undeclared), "text/xml; charset=iso-8859-1")).toBe("Müller");
    expect(named(Buffer.from(undeclared, "utf16le"), "text/xml; charset=utf-16")).toBe("Müller");
    expect(named(Buffer.from(xml.replace("UTF-8", "utf-16")))).toBe("Müller");
    expect(named(Buffer.from(xml.replace("UTF-8", "x-unheard-of")))).toBe("Müller");
  });

  test("that is no valid UTF-8 is replaced and flagged", () => {
    const { events, parameters } = produced(latin(undeclared));
    expect(events[0]?.flags).toEqual(["utf8_replaced"]);
    expect(parameters[0]?.parameters[0]?.value).toBe("M\ufffdller");
  });

  test("may end in NULs and begin with a byte order mark", () => {
    expect(gistOf(exchange(`\ufeff${xml}\0\0`))).toBe("200 InformResponse event");
  });
});

describe("identity", () => {
  const idOf = (device: string): string | undefined => informed({ device }).events[0]?.endpoint_id;

  test("is OUI and serial number, the OUI in upper case, the serial number escaped", () => {
    expect(idOf("<OUI>00256d</OUI><SerialNumber>S1</SerialNumber>")).toBe("os::00256D-S1");
    expect(idOf("<OUI>00256D</OUI><SerialNumber>S/1 ä</SerialNumber>")).toBe("os::00256D-S%2F1%20%C3%A4");
  });
});
