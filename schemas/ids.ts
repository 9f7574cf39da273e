/** Identifiers that must never be swapped for one another. All are plain strings on every wire. */
declare const brand: unique symbol;
type Brand<Name extends string> = string & { readonly [brand]: Name };

/** Canonical USP Endpoint ID (`os::00D09E-cpe-test-1`), TR-369 R-ARC.5. */
export type EndpointId = Brand<"EndpointId">;
/** The household: Kafka's key, the unit of order and of state. By default the endpoint itself. */
export type HomeId = Brand<"HomeId">;
/** Lower-case `aa:bb:cc:dd:ee:ff`, the address of one device: neither zero nor a group's. */
export type MacAddress = Brand<"MacAddress">;

const noAddress = "00:00:00:00:00:00";

const toMacForm = (text: string): string => text.trim().toLowerCase().replaceAll("-", ":");

/** Whether this is what drivers write into a row that is nobody's: all zeros. */
export const isNobodysAddress = (text: string): boolean => toMacForm(text) === noAddress;

const colon = 0x3a;
const dash = 0x2d;
const noDigit = 16;
/** The value of each hex digit by its code. */
const hexDigits = Uint8Array.from({ length: 256 }, (_, unit) => {
  const digit = Number.parseInt(String.fromCharCode(unit), 16);
  return Number.isNaN(digit) ? noDigit : digit;
});

/**
 * Six hex pairs that are one device's address: not all zero, and the lowest bit of the first octet, which marks
 * multicast and broadcast, is none (IEEE 802, I/G). Digit by digit: every row of every report has one or two.
 */
function isDeviceAddress(text: string): boolean {
  if (text.length !== noAddress.length) return false;
  let digits = 0;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (index % 3 === 2) {
      if (unit !== colon && unit !== dash) return false;
      continue;
    }
    const digit = hexDigits[unit] ?? noDigit;
    if (digit === noDigit || (index === 1 && digit % 2 === 1)) return false;
    digits |= digit;
  }
  return digits !== 0;
}

/**
 * Reads a MAC address in TR-181 form (six hex pairs with `:` or `-`, either case); null when it is none, or not one
 * device's: drivers write zeros and broadcast for "nobody".
 */
export function parseMacAddress(text: string): MacAddress | null {
  const trimmed = text.length === noAddress.length ? text : text.trim();
  if (!isDeviceAddress(trimmed)) return null;
  const lower = trimmed.toLowerCase();
  return (lower.includes("-") ? lower.replaceAll("-", ":") : lower) as MacAddress;
}

const lastPair = noAddress.length - 2;
const lowerDigits = Buffer.from("0123456789abcdef", "latin1");

/**
 * The same for who has the address as bytes: writes its 17 to `target` from `at` on. False for none, and for one with
 * white space around it, which only `parseMacAddress` reads; what was written then is of no use.
 */
export function copyMacAddress(
  source: Uint8Array,
  start: number,
  end: number,
  target: Uint8Array,
  at: number,
): boolean {
  if (end - start !== noAddress.length) return false;
  let all = 0;
  for (let pair = 0; pair < noAddress.length; pair += 3) {
    const high = hexDigits[source[start + pair] as number] as number;
    const low = hexDigits[source[start + pair + 1] as number] as number;
    all |= high | low;
    if (all >= noDigit || (pair === 0 && low % 2 === 1)) return false;
    target[at + pair] = lowerDigits[high] as number;
    target[at + pair + 1] = lowerDigits[low] as number;
    if (pair === lastPair) break;
    const separator = source[start + pair + 2];
    if (separator !== colon && separator !== dash) return false;
    target[at + pair + 2] = colon;
  }
  return all !== 0;
}
