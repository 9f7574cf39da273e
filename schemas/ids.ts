/** Identifiers that must never be swapped for one another. All are plain strings on every wire. */
declare const brand: unique symbol;
type Brand<Name extends string> = string & { readonly [brand]: Name };

/** Canonical USP Endpoint ID (`os::00D09E-cpe-test-1`), TR-369 R-ARC.5. */
export type EndpointId = Brand<"EndpointId">;
/** The household: Kafka's key, the unit of order and of state. By default the endpoint itself. */
export type HomeId = Brand<"HomeId">;
/** Lower-case `aa:bb:cc:dd:ee:ff`. */
export type MacAddress = Brand<"MacAddress">;

const macPattern = /^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/;

/** Reads a MAC address in TR-181 form (six hex pairs with `:` or `-`, either case); null when it is none. */
export function parseMacAddress(text: string): MacAddress | null {
  const candidate = text.trim().toLowerCase().replaceAll("-", ":");
  return macPattern.test(candidate) ? (candidate as MacAddress) : null;
}
