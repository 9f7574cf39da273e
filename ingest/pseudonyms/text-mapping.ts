/** The texts of one epoch's events, with pseudonyms for the names and addresses in them. */
import { isNobodysAddress, type MacAddress, parseMacAddress } from "#schemas/ids.ts";
import { detached } from "../remembering.ts";
import { type AddressMapping, replaceAddresses } from "./address-text.ts";
import { deriveKeys } from "./epoch-keys.ts";
import type { PseudonymEpoch } from "./epochs.ts";
import type { ParameterKind } from "./parameter-kinds.ts";
import {
  ipv4Pseudonym,
  ipv6Pseudonym,
  isNamePseudonym,
  macPseudonym,
  type NameKind,
  namePseudonym,
} from "./pseudonym.ts";

export interface TextMapping {
  /** An address of a device. */
  mac(text: string): string;
  name(kind: NameKind, text: string): string;
  /** Of a host: an IP address. */
  ip(text: string): string;
  /** Any text: the addresses in it; in a JSON text members by their names. */
  text(text: string): string;
  kindOf(path: string): ParameterKind;
  /** A parameter's value, by its path or name. */
  value(path: string, text: string): string;
}

/** Of each kind: of more devices than a bridge has, those not met lately are computed anew. */
const mostRemembered = 262_144;
/** Longer texts hardly come again. */
const longestRemembered = 64;
const deepestJson = 4;
/** Where a text is of no parameter: its members' names are the data model's. */
const anywhere = "Device";
/** Numbers, truth values and times. */
const isNoName =
  /^(?:-?[0-9]+(?:\.[0-9]+)?|true|false|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(?:Z|[+-][0-9:]+)?|)$/i;

export function createTextMapping(
  epoch: PseudonymEpoch,
  kindOf: (path: string) => ParameterKind,
): TextMapping {
  const { pseudonym: key } = deriveKeys(epoch);
  const macs = remembered((text) => macPseudonym(key, text as MacAddress));
  const names = {
    name: remembered((text) => namePseudonym(key, "name", text)),
    ssid: remembered((text) => namePseudonym(key, "ssid", text)),
    other: remembered((text) => namePseudonym(key, "other", text)),
  };
  const ips = remembered(ipOf);
  const addresses: AddressMapping = {
    mac: (address) => (parseMacAddress(address) === null ? null : macs(address)),
    hex: (run) => names.other(run.toLowerCase()),
    ipv4: (address) => (isNoHostsIpv4(address) ? null : ipv4Pseudonym(key, address)),
    ipv6: (address) => (isNoHostsIpv6(address) ? null : ipv6Pseudonym(key, address)),
  };

  const name = (kind: NameKind, text: string): string =>
    text.trim() === "" || isNamePseudonym(text) ? text : names[kind](text);
  const mac = remembered((text: string): string => {
    const address = parseMacAddress(text);
    if (address !== null) return macs(address);
    if (isNobodysAddress(text)) return text;
    const replaced = replaceAddresses(text, addresses);
    return replaced === text ? name("other", text) : replaced;
  });
  function ipOf(text: string): string {
    const replaced = replaceAddresses(text, addresses);
    return replaced === text && /[0-9]/.test(text) && !isKnownIp(text) ? name("other", text) : replaced;
  }

  function value(path: string, text: string, depth = 0): string {
    const kind = kindOf(path);
    if (kind === "kept") return text;
    if (kind === "address") return mac(text);
    if (kind === "unknown" && !isNoName.test(text) && replaceAddresses(text, addresses) === text)
      return name("other", text);
    return kind === null || kind === "unknown" ? anyText(path, text, depth) : name(kind, text);
  }
  function anyText(path: string, text: string, depth: number): string {
    return depth < deepestJson && /^\s*[[{]/.test(text)
      ? jsonText(path, text, depth)
      : replaceAddresses(text, addresses);
  }
  /** Each `"name": "text"` by its name, what is between them as any text: no pseudonym is made of a pseudonym. */
  function jsonText(within: string, text: string, depth: number): string {
    const parts: string[] = [];
    let at = 0;
    for (const match of text.matchAll(jsonMember)) {
      const [whole, start = "", quoted = ""] = match;
      const member = fromJson(start.slice(0, start.lastIndexOf('"') + 1));
      const before = fromJson(quoted);
      if (member === null || before === null) continue;
      const after = value(`${within}.${member}`, before, depth + 1);
      parts.push(
        replaceAddresses(text.slice(at, match.index) + start, addresses),
        after === before ? quoted : JSON.stringify(after),
      );
      at = match.index + whole.length;
    }
    return parts.join("") + replaceAddresses(text.slice(at), addresses);
  }

  return {
    mac,
    name,
    kindOf,
    ip: (text) => (text === "" ? text : ips(text)),
    text: (text) => anyText(anywhere, text, 0),
    value: (path, text) => value(path, text),
  };
}

const jsonMember = /("(?:[^"\\]|\\.)*"\s*:\s*)("(?:[^"\\]|\\.)*")/g;

function fromJson(quoted: string): string | null {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return null;
  }
}

/**
 * Gives each text's value once for as long as it is met now and then. In two halves, of which the older one is dropped when
 * the younger is full: keeping order would cost at every look.
 */
function remembered(compute: (text: string) => string): (text: string) => string {
  let young = new Map<string, string>();
  let old = young;
  return (text) => {
    const known = young.get(text);
    if (known !== undefined) return known;
    if (text.length > longestRemembered) return compute(text);
    const value = old.get(text) ?? compute(text);
    if (young.size >= mostRemembered / 2) {
      old = young;
      young = new Map();
    }
    young.set(detached(text), value);
    return value;
  };
}

/** "This host", loopback, multicast, broadcast and masks; where pseudonyms are, too. */
function isNoHostsIpv4(address: string): boolean {
  const first = Number(address.slice(0, address.indexOf(".")));
  return first === 0 || first === 127 || first >= 224;
}

const isNoHostsIpv6 = (address: string): boolean => /^(?:::1?$|ff|100::)/.test(address);

const isKnownIp = (text: string): boolean => /^[0-9a-f:.]+$/i.test(text);
