/** Identifiers that must never be swapped for one another. All are plain strings on every wire. */
declare const brand: unique symbol;
type Brand<Name extends string> = string & { readonly [brand]: Name };

/** Canonical USP Endpoint ID (`os::00D09E-cpe-test-1`), TR-369 R-ARC.5. */
export type EndpointId = Brand<"EndpointId">;
/** The household: Kafka's key, the unit of order and of state. By default the endpoint itself. */
export type HomeId = Brand<"HomeId">;
/** Lower-case `aa:bb:cc:dd:ee:ff`, the address of one device: neither zero nor a group's. */
export type MacAddress = Brand<"MacAddress">;

/** The lowest bit of the first octet marks multicast and broadcast (IEEE 802, I/G). */
const devicePattern = /^[0-9a-f][02468ace](?::[0-9a-f]{2}){5}$/;

const noAddress = "00:00:00:00:00:00";

const toMacForm = (text: string): string => text.trim().toLowerCase().replaceAll("-", ":");

/** Whether this is what drivers write into a row that is nobody's: all zeros. */
export const isNobodysAddress = (text: string): boolean => toMacForm(text) === noAddress;

const deviceAddress = (text: string): MacAddress | null =>
  devicePattern.test(text) && text !== noAddress ? (text as MacAddress) : null;

/**
 * Reads a MAC address in TR-181 form (six hex pairs with `:` or `-`, either case); null when it is none, or not one
 * device's: drivers write zeros and broadcast for "nobody".
 */
export function parseMacAddress(text: string): MacAddress | null {
  return deviceAddress(text.toLowerCase()) ?? deviceAddress(toMacForm(text));
}
