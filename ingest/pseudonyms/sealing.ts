/**
 * Bytes that nobody reads without the epoch's key: AES-256-GCM. The nonce is a keyed hash of the bytes themselves, so equal
 * bytes of one epoch are equal when sealed (what is sent again is the same record) and two others never share a nonce.
 */
import { createCipheriv, createDecipheriv, hash } from "node:crypto";
import type { EpochMs } from "#schemas/units.ts";
import { deriveKeys, type EpochKeys, keyedHash } from "./epoch-keys.ts";
import { byEpoch, type PseudonymEpoch } from "./epochs.ts";

export const sealHeader = {
  algorithm: "usp.encryption.algorithm",
  /** Of the key. */
  epoch: "usp.encryption.epoch",
  /** Hex. */
  nonce: "usp.encryption.nonce",
} as const;

export interface Sealed {
  /** The ciphertext, the tag behind it. */
  readonly bytes: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Sealing {
  /** By the epoch of that time. */
  seal(plain: Uint8Array, receivedAt: EpochMs): Sealed;
  /** The bytes again; the same bytes where headers say nothing of a seal. Throws a `SealError`. */
  open(bytes: Uint8Array, headers: Headers): Buffer;
  /** A digest of the bytes that nobody can try contents against; base64url. */
  digest(plain: Uint8Array, receivedAt: EpochMs): string;
}

type Headers = Readonly<Record<string, string | Uint8Array | undefined>>;

/** Why sealed bytes can't be opened: a sentence that says what to do. */
export class SealError extends Error {
  override readonly name = "SealError";
}

const algorithm = "aes-256-gcm";
const nonceBytes = 12;
const tagBytes = 16;

/** `epochs` may be none: then only what is not sealed can be opened. */
export function createSealing(epochs: readonly PseudonymEpoch[]): Sealing {
  const byId = new Map(epochs.map((epoch) => [epoch.id, deriveKeys(epoch)]));
  const at =
    epochs.length === 0
      ? () => {
          throw new SealError("There is no key to encrypt with");
        }
      : byEpoch(epochs, (epoch) => ({ id: epoch.id, keys: byId.get(epoch.id) as EpochKeys }));
  return {
    seal(plain, receivedAt) {
      const { id, keys } = at(receivedAt);
      const nonce = keyedHash(keys.nonce, plain).subarray(0, nonceBytes);
      const cipher = createCipheriv(algorithm, keys.encryption, nonce).setAAD(Buffer.from(id));
      const bytes = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
      const { algorithm: named, epoch, nonce: nonceHeader } = sealHeader;
      return {
        bytes,
        headers: { [named]: algorithm, [epoch]: id, [nonceHeader]: nonce.toString("hex") },
      };
    },
    open(bytes, headers) {
      const text = (name: string): string => Buffer.from(headers[name] ?? "").toString("utf8");
      if (headers[sealHeader.algorithm] === undefined) return Buffer.from(bytes);
      return opened(bytes, text, byId);
    },
    digest: (plain, receivedAt) =>
      keyedHash(at(receivedAt).keys.parked, hash("sha256", plain, "buffer")).toString("base64url"),
  };
}

function opened(
  bytes: Uint8Array,
  text: (name: string) => string,
  byId: ReadonlyMap<string, EpochKeys>,
): Buffer {
  const named = text(sealHeader.algorithm);
  if (named !== algorithm) throw new SealError(`It is encrypted by ${named}, which nobody here knows`);
  const id = text(sealHeader.epoch);
  const keys = byId.get(id);
  if (keys === undefined)
    throw new SealError(
      `It is encrypted with the key of epoch "${id}", which is not in USP_PSEUDONYM_KEYS: put that epoch back`,
    );
  try {
    const nonce = Buffer.from(text(sealHeader.nonce), "hex");
    const tagAt = bytes.length - tagBytes;
    const decipher = createDecipheriv(algorithm, keys.encryption, nonce, { authTagLength: tagBytes })
      .setAAD(Buffer.from(id))
      .setAuthTag(bytes.subarray(tagAt));
    return Buffer.concat([decipher.update(bytes.subarray(0, tagAt)), decipher.final()]);
  } catch (error) {
    throw new SealError(
      `It can't be decrypted with the key of epoch "${id}": the key is another one now, or bytes of it are missing`,
      { cause: error },
    );
  }
}
