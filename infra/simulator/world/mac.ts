/** MAC addresses: a maker's, and random ones with the locally administered bit. */
import type { Chance } from "./chance.ts";

const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
const byteText = (byte: number): string => hex[byte & 255] ?? "00";

/** Stands for makers; not anybody's. */
const makers = ["00:53:10", "00:53:22", "00:53:47", "00:53:9c", "00:53:d1"] as const;

const tail = (bits: number): string => `${byteText(bits >> 16)}:${byteText(bits >> 8)}:${byteText(bits)}`;

/** Burnt in: some maker's. */
export const makerMac = (chance: Chance): string => `${chance.pick(makers)}:${tail(chance.bits())}`;

/** Locally administered, unicast. */
export const randomMac = (chance: Chance): string => {
  const bits = chance.bits();
  return `${byteText(((bits >> 24) & 0xfc) | 2)}:${byteText(bits >> 8)}:${byteText(bits)}:${tail(chance.bits())}`;
};
