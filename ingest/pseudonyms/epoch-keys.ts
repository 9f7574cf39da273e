/** What is derived from an epoch's key (HKDF-SHA-256), one for each purpose: none of them tells another. */
import { createHmac, createSecretKey, hkdfSync, type KeyObject } from "node:crypto";
import type { PseudonymEpoch } from "./epochs.ts";

const purposes = ["pseudonym", "event_id", "encryption", "nonce", "parked"] as const;

export type Purpose = (typeof purposes)[number];
export type EpochKeys = Readonly<Record<Purpose, KeyObject>>;

export function deriveKeys({ key }: PseudonymEpoch): EpochKeys {
  const derived = purposes.map((purpose) => {
    const bytes = hkdfSync("sha256", key, Buffer.alloc(0), `usp-telemetry ${purpose}`, 32);
    return [purpose, createSecretKey(Buffer.from(bytes))];
  });
  return Object.fromEntries(derived) as EpochKeys;
}

/** HMAC-SHA-256 of the parts, each but the last behind its length, so that no two lists of parts read the same. */
export function keyedHash(key: KeyObject, ...parts: readonly (string | Uint8Array)[]): Buffer {
  const hmac = createHmac("sha256", key);
  for (const [index, part] of parts.entries()) {
    if (index < parts.length - 1) hmac.update(`${Buffer.byteLength(part)}:`);
    hmac.update(part);
  }
  return hmac.digest();
}
