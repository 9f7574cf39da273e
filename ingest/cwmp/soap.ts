/**
 * The SOAP 1.1 envelope of CWMP (TR-069 section 3.4): which method a CPE calls, in which version, under which id.
 * Elements are known by their local names, because firmware binds any prefix to the namespaces, or none.
 */
import { isUtf8 } from "node:buffer";
import type { MarkupLimits } from "./markup.ts";
import { CwmpStop } from "./stop.ts";
import { parseXml, type XmlElement } from "./xml.ts";

/** What an answer has to repeat. */
export interface SoapContext {
  /** Namespace of the CWMP version that the CPE speaks; that of CWMP 1.0 where it names none. */
  readonly namespace: string;
  /** `cwmp:ID` of the header; null where there is none. */
  readonly id: string | null;
}

export interface SoapMessage {
  readonly context: SoapContext;
  /** The first element of the body: the method called, an answer or a fault. */
  readonly method: XmlElement;
  /** Whether the bytes were no valid UTF-8 and U+FFFD stands in the text. */
  readonly utf8Replaced: boolean;
}

export const defaultContext: SoapContext = { namespace: "urn:dslforum-org:cwmp-1-0", id: null };

const cwmpNamespace = /^urn:dslforum-org:cwmp-1-[0-9]{1,2}$/;
const longestId = 256;

/** Takes an envelope apart. Throws CwmpStop where it is none. */
export function readSoap(bytes: Uint8Array, contentType: string | null, limits: MarkupLimits): SoapMessage {
  const { text, replaced } = decodeText(bytes, contentType);
  const envelope = parseXml(text, limits);
  if (envelope.name !== "Envelope")
    throw invalid(`the root is ${envelope.name.slice(0, 60)}, not a SOAP Envelope`);
  const [method, ...others] = childOf(envelope, "Body")?.children ?? [];
  if (method === undefined) throw invalid("no SOAP Body with an element in it");
  if (others.length > 0) throw invalid(`${1 + others.length} elements in the SOAP Body; CWMP has one`);
  const { namespace } = method;
  const isOfSoap = method.name === "Fault";
  if (namespace !== null && !isOfSoap && !cwmpNamespace.test(namespace))
    throw invalid(`${method.name.slice(0, 60)} is of the namespace ${namespace.slice(0, 100)}, not of CWMP`);
  const header = childOf(envelope, "Header");
  const id = header === null ? null : textOf(header, "ID");
  if (id !== null && id.length > longestId) throw invalid(`an ID of ${id.length} characters`);
  const version = namespace === null || isOfSoap ? defaultContext.namespace : namespace;
  return { context: { namespace: version, id }, method, utf8Replaced: replaced };
}

const invalid = (detail: string): CwmpStop => new CwmpStop("cwmp_invalid", detail);

/** The first child of that name. */
export const childOf = (element: XmlElement, name: string): XmlElement | null =>
  element.children.find((child) => child.name === name) ?? null;

/** The text of the first child of that name, without the white space around it; null where there is none. */
export const textOf = (element: XmlElement, name: string): string | null =>
  childOf(element, name)?.text.trim() ?? null;

/** The XML declaration says the encoding, else the content type; else it is UTF-8. NULs behind the text are C's. */
function decodeText(
  bytes: Uint8Array,
  contentType: string | null,
): { readonly text: string; readonly replaced: boolean } {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const decoder = createDecoder(declaredEncoding(buffer, contentType), buffer);
  const text = decoder.decode(buffer);
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 0) end -= 1;
  return { text: text.slice(0, end), replaced: decoder.encoding === "utf-8" && !isUtf8(buffer) };
}

function declaredEncoding(buffer: Buffer, contentType: string | null): string {
  const start = buffer.subarray(0, 200).toString("latin1");
  const declared = /^(?:\xef\xbb\xbf)?\s*<\?xml\s[^>]*encoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(
    start,
  )?.[1];
  return declared ?? /charset\s*=\s*"?([\w.:-]{1,40})/i.exec(contentType ?? "")?.[1] ?? "utf-8";
}

/**
 * An encoding that nobody knows is read as UTF-8, and so is a text that says UTF-16 and has one byte a character, as
 * .NET writes it.
 */
function createDecoder(label: string, buffer: Buffer) {
  try {
    const decoder = new TextDecoder(label);
    const isWide = buffer.subarray(0, 4).includes(0);
    return decoder.encoding.startsWith("utf-16") && !isWide ? new TextDecoder() : decoder;
  } catch {
    return new TextDecoder();
  }
}
