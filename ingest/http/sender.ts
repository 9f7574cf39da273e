/**
 * Who sent a request: TR-369 R-BULK.1 and TR-069 Annex N put `oui`, `pc` and `sn`, or `eid`, into the query. Agents that
 * append theirs with a `?` to a URL that has a query already (obuspa) are understood.
 */
import { parseEndpointId } from "#proto/endpoint-id.ts";
import type { EndpointId } from "#schemas/ids.ts";

/** A request target taken apart at its first `?`; the path as sent. */
export interface Target {
  readonly path: string;
  readonly query: string;
}

export type Sender =
  | { readonly ok: true; readonly endpointId: EndpointId }
  /** A sentence for the answer 400. */
  | { readonly ok: false; readonly detail: string };

/** What names a gateway to its vendor (TR-069 DeviceId); `pc`, the product class, is often empty. */
export interface DeviceIdentity {
  readonly oui: string;
  readonly pc: string;
  readonly sn: string;
}

/** Origin form, or absolute form as sent to a proxy. */
export function parseTarget(target: string): Target {
  const origin = target.replace(/^[a-z]+:\/\/[^/?]*/i, "");
  const at = origin.indexOf("?");
  return at < 0 ? { path: origin, query: "" } : { path: origin.slice(0, at), query: origin.slice(at + 1) };
}

/** The endpoint that a query names; `template` (`os::{oui}-{sn}`) makes one where it names no `eid`. */
export function senderOf(query: string, template: string): Sender {
  const values = new Map<string, string>();
  // A `?` is a character like any other, but before one of the names it is obuspa's.
  for (const pair of query.split(/&|\?(?=(?:oui|pc|sn|eid)=)/)) {
    const [, name = "", text = ""] = /^([^=]*)=?(.*)$/s.exec(pair) ?? [];
    if (!identityNames.has(name)) continue;
    const value = percentDecoded(text);
    if (value === null) return { ok: false, detail: `${name} in the query is not percent-encoded UTF-8` };
    if ((values.get(name) ?? value) !== value)
      return { ok: false, detail: `the query names two different ${name}` };
    values.set(name, value);
  }
  const eid = values.get("eid") ?? "";
  if (eid !== "") return toSender(eid);
  return endpointOf(
    { oui: values.get("oui") ?? "", pc: values.get("pc") ?? "", sn: values.get("sn") ?? "" },
    template,
  );
}

const identityNames: ReadonlySet<string> = new Set(["oui", "pc", "sn", "eid"]);

/** The endpoint id that `template` makes of a device's identity, each part escaped as TR-369 R-ARC.6 wants it. */
export function endpointOf(identity: DeviceIdentity, template: string): Sender {
  const missing = (["oui", "sn"] as const).filter(
    (name) => identity[name] === "" && template.includes(`{${name}}`),
  );
  if (missing.length > 0)
    return { ok: false, detail: `${missing.join(" and ")} missing: the query must name oui and sn, or eid` };
  const oui = identity.oui.replace(/^[0-9a-f]{6}$/i, (digits) => digits.toUpperCase());
  const parts = {
    oui: escaped(oui),
    pc: escaped(identity.pc).replaceAll("-", "%2D"),
    sn: escaped(identity.sn),
  };
  return toSender(
    template.replaceAll(/\{(oui|pc|sn)\}/g, (_whole, name: keyof DeviceIdentity) => parts[name]),
  );
}

function toSender(id: string): Sender {
  if (parseEndpointId(id) !== null) return { ok: true, endpointId: id as EndpointId };
  return {
    ok: false,
    detail: `the query names ${JSON.stringify(id.slice(0, 300))}, which can't be an endpoint id`,
  };
}

/** Everything but letters, digits, `-`, `.` and `_` as `%HH`, the alphabet of an instance-id; obuspa does the same. */
const escaped = (text: string): string =>
  encodeURIComponent(text).replaceAll(
    /[!'()*~]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

function percentDecoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
