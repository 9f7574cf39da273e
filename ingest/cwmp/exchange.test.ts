import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { XMLValidator } from "fast-xml-parser";
import { exchange, gistOf, informXml } from "./cwmp.fixture.ts";
import { childOf, readSoap, textOf } from "./soap.ts";

const limits = { depth: 16, elements: 1000 };
const call = (method: string, namespace = "urn:dslforum-org:cwmp-1-2"): string =>
  `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:c="${namespace}"><s:Header><c:ID>77</c:ID></s:Header><s:Body>${method}</s:Body></s:Envelope>`;

describe("a session", () => {
  test("Inform is answered, the empty POST behind it ends the session", () => {
    expect(gistOf(exchange(informXml()))).toBe("200 InformResponse event");
    expect(gistOf(exchange(""))).toBe("204 nothing");
    expect(gistOf(exchange("\r\n"))).toBe("204 nothing");
  });

  test.each([
    ["GetRPCMethods", "<c:GetRPCMethods/>", "200 GetRPCMethodsResponse request"],
    [
      "TransferComplete",
      "<c:TransferComplete><CommandKey>k</CommandKey></c:TransferComplete>",
      "200 TransferCompleteResponse request",
    ],
    ["its like", "<c:AutonomousTransferComplete/>", "200 AutonomousTransferCompleteResponse request"],
    ["of software", "<c:DUStateChangeComplete/>", "200 DUStateChangeCompleteResponse request"],
    [
      "of software, unasked",
      "<c:AutonomousDUStateChangeComplete/>",
      "200 AutonomousDUStateChangeCompleteResponse request",
    ],
    ["any other method", "<c:RequestDownload/>", "200 8000 request"],
    ["a method nobody knows", "<c:X_Vendor/>", "200 8000 request"],
    ["an answer to another ACS", "<c:GetParameterValuesResponse/>", "204 nothing response"],
    ["a fault for another ACS", "<s:Fault><faultcode>Client</faultcode></s:Fault>", "204 nothing error"],
  ])("%s", (_name, method, want) => {
    expect(gistOf(exchange(call(method)))).toBe(want);
  });
});

describe("gzip", () => {
  test("is unpacked, whether it is declared or not", () => {
    expect(exchange(gzipSync(informXml())).outcome).toEqual(exchange(informXml()).outcome);
  });

  test.each([
    ["broken", gzipSync(informXml()).subarray(0, 100), "200 8003 xml_parse_error"],
    ["a bomb", gzipSync(Buffer.alloc(900_000)), "200 8004 gzip_ratio_exceeded"],
  ])("%s: a dead letter", (_name, bytes, want) => {
    expect(gistOf(exchange(bytes))).toBe(want);
  });
});

describe("an answer", () => {
  const answered = (body: string) => {
    const { answer } = exchange(body);
    const text = answer.body ?? "";
    expect(XMLValidator.validate(text)).toBe(true);
    return { answer, ...readSoap(Buffer.from(text), null, limits) };
  };

  test.each(["0", "1", "2", "3", "4"])("has the ID and the version asked with: CWMP 1.%s", (version) => {
    const namespace = `urn:dslforum-org:cwmp-1-${version}`;
    const { context, method } = answered(informXml({ namespace, id: "a&amp;&lt;b&gt;&quot;" }));
    expect(context).toEqual({ namespace, id: 'a&<b>"' });
    expect([method.name, textOf(method, "MaxEnvelopes")]).toEqual(["InformResponse", "1"]);
  });

  test("has no ID where none was sent, and the first version where none was named", () => {
    const { context } = answered(informXml({ id: null }).replaceAll("cwmp:Inform", "Inform"));
    expect(context).toEqual({ namespace: "urn:dslforum-org:cwmp-1-0", id: null });
  });

  test("is XML in UTF-8 and sends a cookie", () => {
    expect(answered(informXml()).answer.headers).toEqual({
      "content-type": 'text/xml; charset="utf-8"',
      soapserver: "usp-telemetry",
      "set-cookie": "cwmp=open; HttpOnly",
    });
  });

  test("lists the methods that are served", () => {
    const list = childOf(answered(call("<c:GetRPCMethods/>")).method, "MethodList");
    expect(list?.children.map(({ text }) => text)).toEqual([
      "Inform",
      "GetRPCMethods",
      "TransferComplete",
      "AutonomousTransferComplete",
      "DUStateChangeComplete",
      "AutonomousDUStateChangeComplete",
    ]);
    expect(list?.attributes.get("arrayType")).toBe("xsd:string[6]");
  });

  test("that is a fault says in CWMP's terms what is wrong, under the ID", () => {
    const { context, method } = answered(informXml({ device: "" }));
    expect(context.id).toBe("7");
    expect(textOf(method, "faultcode")).toBe("Client");
    const fault = childOf(childOf(method, "detail") ?? method, "Fault");
    expect(fault?.children.map(({ name, text }) => [name, text])).toEqual([
      ["FaultCode", "8003"],
      ["FaultString", "Invalid arguments: DeviceId without OUI or SerialNumber"],
    ]);
  });

  test.each(["\u0001\u009f", "]]>", "<![CDATA[<&]]>", "\ufffe", "&#x1;", "'"])(
    "stays XML whatever it repeats: %j",
    (id) => {
      expect(answered(informXml({ id })).method.name).toBe("InformResponse");
      expect(answered(call(`<c:M${id.replaceAll(/[^a-z]/g, "")}/>`)).method.name).toBe("Fault");
    },
  );
});
