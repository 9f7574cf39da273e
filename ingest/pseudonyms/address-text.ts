/**
 * Addresses inside texts: MAC addresses in any spelling, longer runs of hex pairs (client ids, DUIDs, dumps: a MAC
 * address may be anywhere in them), IPv4 and IPv6 addresses.
 */

/** What an address that was found is replaced with; null to leave it. */
export interface AddressMapping {
  /** Six octets in hex, lower case with colons. */
  mac(address: string): string | null;
  /** More than six octets in hex, as they stand. */
  hex(run: string): string | null;
  ipv4(address: string): string | null;
  /** In canonical form. */
  ipv6(address: string): string | null;
}

/** aa:bb:cc:dd:ee:ff and aa-bb-..., six pairs or more. */
const pairs = "(?<pairs>[0-9A-Fa-f]{2}(?<separator>[:-])[0-9A-Fa-f]{2}(?:\\k<separator>[0-9A-Fa-f]{2}){4,})";
/** aabb.ccdd.eeff */
const dotted = "(?<dotted>[0-9A-Fa-f]{4}\\.[0-9A-Fa-f]{4}\\.[0-9A-Fa-f]{4})";
/** aabbccddeeff, and longer; only digits are a number. */
const bare = "(?:0[xX])?(?<bare>(?=[0-9]*[A-Fa-f])[0-9A-Fa-f]{12,})";
/** Two colons at least; may end as an IPv4 address does. */
const ipv6 =
  "(?<ipv6>(?=[0-9A-Fa-f]*:[0-9A-Fa-f]*:)[0-9A-Fa-f:]{2,40}(?:\\.[0-9]{1,3}){0,3})(?:%[0-9A-Za-z._-]+)?";
const ipv4 = "(?<ipv4>(?:[0-9]{1,3}\\.){3}[0-9]{1,3})(?!\\.[0-9])";

const anyAddress = new RegExp(
  `(?<![0-9A-Za-z])(?:${pairs}|${dotted}|${bare}|${ipv6}|(?<![0-9]\\.)${ipv4})(?![0-9A-Za-z])`,
  "g",
);
const onlyIpv4 = new RegExp(`(?<![0-9A-Za-z]|[0-9]\\.)${ipv4}(?![0-9A-Za-z])`, "g");

/** The text with its addresses replaced; the same text where there is none. */
export function replaceAddresses(text: string, mapping: AddressMapping): string {
  return text.replaceAll(anyAddress, (...match) => {
    const [found] = match;
    const groups = match.at(-1) as Readonly<Record<string, string | undefined>>;
    if (groups["ipv4"] !== undefined) return replaceIpv4(found, mapping);
    if (groups["ipv6"] !== undefined) return replaceIpv6(found, groups["ipv6"], mapping);
    return replaceHex(found, mapping);
  });
}

function replaceHex(found: string, mapping: AddressMapping): string {
  const digits = found
    .replace(/^0[xX]/, "")
    .replaceAll(/[^0-9A-Fa-f]/g, "")
    .toLowerCase();
  if (digits.length !== 12) return mapping.hex(found) ?? found;
  return mapping.mac(digits.replaceAll(/(..)(?!$)/g, "$1:")) ?? found;
}

function replaceIpv4(found: string, mapping: AddressMapping): string {
  const octets = found.split(".").map(Number);
  return octets.every((octet) => octet <= 255) ? (mapping.ipv4(octets.join(".")) ?? found) : found;
}

/** A colon at either end may be the sentence's. What is none (a time of day) may have an IPv4 address at its end. */
function replaceIpv6(found: string, candidate: string, mapping: AddressMapping): string {
  for (const text of new Set([candidate, candidate.replace(/:$/, ""), candidate.replace(/^:/, "")])) {
    const address = canonicalIpv6(text);
    if (address !== null) return found.replace(text, mapping.ipv6(address) ?? text);
  }
  return found.replaceAll(onlyIpv4, (each) => replaceIpv4(each, mapping));
}

/** RFC 5952, as URLs have it; null for no address. */
function canonicalIpv6(text: string): string | null {
  const { hostname } = URL.parse(`http://[${text}]/`) ?? { hostname: null };
  return hostname === null ? null : hostname.slice(1, -1);
}

const boundary = 0;
const hexDigit = 1;
const letter = 2;
const colon = 3;
const dash = 4;
const dot = 5;
const kinds = Uint8Array.from({ length: 256 }, (_, unit) => {
  const text = String.fromCharCode(unit);
  if (/[0-9A-Fa-f]/.test(text)) return hexDigit;
  if (unit > 0x7f || /[0-9A-Za-z]/.test(text)) return letter;
  return { ":": colon, "-": dash, ".": dot }[text] ?? boundary;
});
const shortestAddress = 3;
const bareDigits = 12;

/** False for bytes in which no address can be: of nearly all texts, without making one of them. */
export function mayHoldAddress(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start < shortestAddress) return false;
  let colons = 0;
  let dashes = 0;
  /** Dots one after the other with only hex digits between them. */
  let dots = 0;
  let run = 0;
  let isHex = true;
  for (let at = start; at < end; at += 1) {
    const kind = kinds[bytes[at] as number];
    if (kind === hexDigit) {
      run += 1;
      if (run >= bareDigits) return true;
      continue;
    }
    if (kind === letter) isHex = false;
    else {
      if (kind === colon) colons += 1;
      else if (kind === dash) dashes += 1;
      dots = kind === dot && isHex && run > 0 ? dots + 1 : 0;
      if (dots === 2) return true;
      isHex = true;
    }
    run = 0;
  }
  return colons >= 2 || dashes >= 5;
}
