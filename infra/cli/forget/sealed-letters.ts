/** Dead letters that are encrypted and name an address: no search in tables finds it, so they are opened, one after the other. */
import { gunzipSync } from "node:zlib";
import { openDeadLetter } from "#ingest/pseudonyms/sealed-dead-letter.ts";
import type { Sealing } from "#ingest/pseudonyms/sealing.ts";
import { type MacAddress, parseMacAddress } from "#schemas/ids.ts";
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
  for await (const { digest, text } of openedLetters(store, sealing))
    if (spellings(mac).some((form) => text.includes(form))) found.push(digest);
  if (found.length === 0) return null;
  const digests = found.map((digest) => `'${digest}'`).join(", ");
  return { table: "dead_letter_store", where: `digest IN (${digests})`, update: null };
}

/** All that may be an address in one of them. */
export async function addressesInSealed(
  store: SealedLetters,
  sealing: Sealing,
): Promise<ReadonlySet<MacAddress>> {
  const found = new Set<MacAddress>();
  for await (const { text } of openedLetters(store, sealing))
    // Looked for at every place: an address may begin within a longer run of hex.
    for (const [, spelling = ""] of text.matchAll(/(?=((?:[0-9a-f]{2}[:-]?){5}[0-9a-f]{2}))/g)) {
      const mac = parseMacAddress(spelling.replaceAll(/[:-]/g, "").replaceAll(/..(?!$)/g, "$&:"));
      if (mac !== null) found.add(mac);
    }
  return found;
}

/** Those that a key opens: topic, detail and bytes, in small letters. */
async function* openedLetters(
  store: SealedLetters,
  sealing: Sealing,
): AsyncGenerator<{ readonly digest: string; readonly text: string }> {
  const bytes = await store.sealedBytes();
  for (const page of bytes === 0 ? [] : pagesOf(bytes)) {
    const letters = Map.groupBy(await store.sealedChunks(page), ({ digest }) => digest);
    for (const [digest, chunks] of letters) {
      const value = Buffer.concat(chunks.map(({ payload }) => Buffer.from(payload, "base64")));
      const opened = openDeadLetter({ headers: chunks[0]?.headers ?? {}, value }, sealing);
      if (!opened.ok) continue;
      const { topic, detail } = opened;
      const text = `${topic}\n${detail}\n${unpacked(opened.value).toString("latin1")}`.toLowerCase();
      yield { digest, text };
    }
  }
}

const spellings = (mac: MacAddress): readonly string[] => [
  mac,
  mac.replaceAll(":", "-"),
  mac.replaceAll(":", ""),
];

/** Reports come gzipped too. What is none, or cut off, is looked into as it is. */
function unpacked(bytes: Buffer): Buffer {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: mostUnpackedBytes });
  } catch {
    return bytes;
  }
}
