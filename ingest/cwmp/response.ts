/** What an ACS answers (TR-069 section 3.4 and annex A): as plain SOAP texts in the version that the CPE speaks. */
import type { HttpAnswer } from "../http/exchange.ts";
import type { SoapContext } from "./soap.ts";

/** ACS fault codes (TR-069 section A.5.2) that we give, each with its SOAP fault code. */
const faults = {
  8000: { soap: "Server", text: "Method not supported" },
  8002: { soap: "Server", text: "Internal error" },
  8003: { soap: "Client", text: "Invalid arguments" },
  8004: { soap: "Server", text: "Resources exceeded" },
} as const;
export type FaultCode = keyof typeof faults;

/** Ends a session: we have nothing to ask the CPE for. */
export const noMoreRequests: HttpAnswer = { status: 204 };

/** The CPE may send one envelope at a time, and goes on with an empty POST. */
export const informResponse = (context: SoapContext): HttpAnswer => {
  const answer = envelope(
    context,
    "<cwmp:InformResponse><MaxEnvelopes>1</MaxEnvelopes></cwmp:InformResponse>",
  );
  // Sessions need no cookie here, but some CPEs wait for one.
  return { ...answer, headers: { ...answer.headers, "set-cookie": "cwmp=open; HttpOnly" } };
};

/** Reports of a CPE: a fault would make it send them again in each session to come. Their answers say nothing. */
const completions: readonly string[] = [
  "TransferComplete",
  "AutonomousTransferComplete",
  "DUStateChangeComplete",
  "AutonomousDUStateChangeComplete",
];

/** The answer to a method of theirs; null for another one. */
export const completionResponse = (context: SoapContext, method: string): HttpAnswer | null =>
  completions.includes(method)
    ? envelope(context, `<cwmp:${method}Response></cwmp:${method}Response>`)
    : null;

const methods = ["Inform", "GetRPCMethods", ...completions];

export const rpcMethodsResponse = (context: SoapContext): HttpAnswer =>
  envelope(
    context,
    `<cwmp:GetRPCMethodsResponse><MethodList soap-enc:arrayType="xsd:string[${methods.length}]">${methods
      .map((method) => `<string>${method}</string>`)
      .join("")}</MethodList></cwmp:GetRPCMethodsResponse>`,
  );

/** A SOAP fault; `detail` says what is wrong, for the person who reads the CPE's log. */
export const faultResponse = (context: SoapContext, code: FaultCode, detail: string): HttpAnswer =>
  envelope(
    context,
    `<soap-env:Fault><faultcode>${faults[code].soap}</faultcode><faultstring>CWMP fault</faultstring>` +
      `<detail><cwmp:Fault><FaultCode>${code}</FaultCode>` +
      `<FaultString>${escapeXml(`${faults[code].text}: ${detail}`.slice(0, longestFault))}</FaultString>` +
      `</cwmp:Fault></detail></soap-env:Fault>`,
  );

/** TR-069 section A.3.3.1 and its schema: FaultString has at most 256 characters. */
const longestFault = 256;

function envelope({ namespace, id }: SoapContext, body: string): HttpAnswer {
  const header =
    id === null
      ? ""
      : `<soap-env:Header><cwmp:ID soap-env:mustUnderstand="1">${escapeXml(id)}</cwmp:ID></soap-env:Header>`;
  return {
    status: 200,
    headers: { "content-type": 'text/xml; charset="utf-8"', soapserver: "usp-telemetry" },
    body:
      `<?xml version="1.0" encoding="UTF-8"?>\n<soap-env:Envelope` +
      ` xmlns:soap-env="http://schemas.xmlsoap.org/soap/envelope/"` +
      ` xmlns:soap-enc="http://schemas.xmlsoap.org/soap/encoding/"` +
      ` xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"` +
      ` xmlns:cwmp="${escapeXml(namespace)}">${header}<soap-env:Body>${body}</soap-env:Body></soap-env:Envelope>`,
  };
}

const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Characters that XML 1.0 can't hold are left out. */
const escapeXml = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/gu, "")
    .replaceAll(/[&<>"]/g, (character) => escapes[character] ?? character);
