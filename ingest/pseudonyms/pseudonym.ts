/**
 * Pseudonyms, each a function of an epoch's key, of what kind of name it stands for, and of the name: equal names are
 * equal pseudonyms, and without the key nobody can try names out. An address becomes an address, so that whoever reads
 * it need not know.
 */
import type { KeyObject } from "node:crypto";
import type { MacAddress } from "#schemas/ids.ts";
import { keyedHash } from "./epoch-keys.ts";

/**
 * An address of one device again, with the same U/L bit: whether it is a randomized one is not hidden, and tells
 * randomized addresses from a maker's. All other bits are new, the maker's too: 46 bits tell ten million devices apart.
 */
export function macPseudonym(key: KeyObject, mac: MacAddress): MacAddress {
  const bytes = keyedHash(key, "mac", mac).subarray(0, 6);
  const local = Number.parseInt(mac.slice(0, 2), 16) & 2;
  bytes[0] = ((bytes[0] ?? 0) & 0xfc) | local;
  // All zeros would be nobody's address.
  if (bytes.every((byte) => byte === 0)) bytes[5] = 1;
  return bytes.toString("hex").replaceAll(/(..)(?!$)/g, "$1:") as MacAddress;
}

/** Kinds of names that are texts, with how their pseudonyms begin. */
const prefixes = { name: "h-", ssid: "s-", other: "x-" } as const;

export type NameKind = keyof typeof prefixes;

/** 80 bits: `h-` for a host's name, `s-` for an SSID, `x-` for anything else. */
export const namePseudonym = (key: KeyObject, kind: NameKind, name: string): string =>
  prefixes[kind] + base32(keyedHash(key, kind, name).subarray(0, 10));

/** Whether it is one already. */
export const isNamePseudonym = (text: string): boolean => /^[hsx]-[a-z2-7]{16}$/.test(text);

/** In 240.0.0.0/4, where no host is (RFC 1112 section 4). */
export function ipv4Pseudonym(key: KeyObject, address: string): string {
  const [first = 0, ...others] = keyedHash(key, "ipv4", address).subarray(0, 4);
  const text = [240 + (first & 15), ...others].join(".");
  return text === "255.255.255.255" ? "255.255.255.254" : text;
}

/** In 100::/64, where no host is (RFC 6666); `address` in its canonical form (RFC 5952). */
export function ipv6Pseudonym(key: KeyObject, address: string): string {
  const bytes = keyedHash(key, "ipv6", address).subarray(0, 8);
  // A group of zeros would have another canonical form.
  const groups = [0, 2, 4, 6].map((at) => (bytes.readUInt16BE(at) || 1).toString(16));
  return `100::${groups.join(":")}`;
}

const alphabet = "abcdefghijklmnopqrstuvwxyz234567";

/** RFC 4648 in lower case, without padding; of whole groups of 5 bytes. */
function base32(bytes: Uint8Array): string {
  let text = "";
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff;
    bits += 8;
    for (; bits >= 5; bits -= 5) text += alphabet[(held >> (bits - 5)) & 31];
  }
  return text;
}
