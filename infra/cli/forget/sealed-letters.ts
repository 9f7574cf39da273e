/** Dead letters that are encrypted and name an address: no search in tables finds it, so they are opened, one after the other. */
import { gunzipSync } from "node:zlib";
import { openDeadLetter } from "#ingest/pseudonyms/sealed-dead-letter.ts";
import type { Sealing } from "#ingest/pseudonyms/sealing.ts";
import type { MacAddress } from "#schemas/ids.ts";
import type { Change } from "./plan.ts";

/** One chunk of a dead letter, as it is stored. */
export interface StoredChunk {
  /** Of the whole letter. */
  readonly digest: string;
  /** Base64. */
  readonly payload: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface SealedLetters {
  /** Bytes of all of them. */
  sealedBytes(): Promise<number>;
  /** Those whose digest begins so: each once, its chunks together and in order. */
  sealedChunks(digestPrefix: string): Promise<readonly StoredChunk[]>;
}

/** Looked at together, about. */
const pageBytes = 64 * 1024 * 1024;

/** Beginnings of digests, in hex: one page for few letters, 16 or 256 for many. */
function pagesOf(bytes: number): readonly string[] {
  const digits = Math.min(2, Math.ceil(Math.log(Math.max(1, bytes / pageBytes)) / Math.log(16)));
  return Array.from({ length: 16 ** digits }, (_, page) =>
    digits === 0 ? "" : page.toString(16).padStart(digits, "0"),
  );
}

const mostUnpackedBytes = 256 * 1024 * 1024;

/** Deletes them; null where there are none. Those that no key opens stay. */
export async function planSealed(
  store: SealedLetters,
  mac: MacAddress,
  sealing: Sealing,
): Promise<Change | null> {
  const found: string[] = [];
  const bytes = await store.sealedBytes();
  for (const page of bytes === 0 ? [] : pagesOf(bytes)) {
    const letters = Map.groupBy(await store.sealedChunks(page), ({ digest }) => digest);
    for (const [digest, chunks] of letters) if (names(chunks, mac, sealing)) found.push(digest);
  }
  if (found.length === 0) return null;
  const digests = found.map((digest) => `'${digest}'`).join(", ");
  return { table: "dead_letter_store", where: `digest IN (${digests})`, update: null };
}

function names(chunks: readonly StoredChunk[], mac: MacAddress, sealing: Sealing): boolean {
  const value = Buffer.concat(chunks.map(({ payload }) => Buffer.from(payload, "base64")));
  const opened = openDeadLetter({ headers: chunks[0]?.headers ?? {}, value }, sealing);
  if (!opened.ok) return false;
  const text =
    `${opened.topic}\n${opened.detail}\n${unpacked(opened.value).toString("latin1")}`.toLowerCase();
  return [mac, mac.replaceAll(":", "-"), mac.replaceAll(":", "")].some((form) => text.includes(form));
}

/** Reports come gzipped too. What is none, or cut off, is looked into as it is. */
function unpacked(bytes: Buffer): Buffer {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: mostUnpackedBytes });
  } catch {
    return bytes;
  }
}
