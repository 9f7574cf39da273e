import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { sealDeadLetter } from "#ingest/pseudonyms/sealed-dead-letter.ts";
import { createSealing } from "#ingest/pseudonyms/sealing.ts";
import { deadLetterHeader, toDeadLetterRecords } from "#schemas/dead-letter.ts";
import { type MacAddress, parseMacAddress } from "#schemas/ids.ts";
import { epochMs } from "#schemas/units.ts";
import { addressesInSealed, planSealed, type StoredChunk } from "./sealed-letters.ts";

const epoch = { id: "a", from: epochMs(0), key: Buffer.alloc(32, "a") };
const sealing = createSealing([epoch]);
const mac = parseMacAddress("a4:83:e7:00:00:0f") as MacAddress;

/** As the tables have it, in chunks of some 3,000 bytes. */
function stored(value: Buffer, topic = "t"): readonly StoredChunk[] {
  const letter = { reason: "bulk_parse_error", stage: "decode", detail: "", topic, source: null } as const;
  const more = { endpointId: null, receivedAtMs: 1, key: null, value };
  return toDeadLetterRecords(sealDeadLetter({ ...letter, ...more }, sealing), 0, 4000).map(
    ({ headers = {}, value: chunk }) => {
      const texts = Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, String(text)]));
      return {
        digest: texts[deadLetterHeader.digest] ?? "",
        payload: (chunk ?? Buffer.alloc(0)).toString("base64"),
        headers: texts,
      };
    },
  );
}

const padding = Buffer.alloc(6000, " ");
const letters = {
  plain: stored(Buffer.concat([padding, Buffer.from("A4-83-E7-00-00-0F")])),
  packed: stored(gzipSync("a483e700000f")),
  topic: stored(Buffer.from("x"), `/bulk?mac=${mac}`),
  another: stored(Buffer.from("a4:83:e7:00:00:10")),
  cutOff: stored(Buffer.concat([padding, Buffer.from(mac)])).slice(1),
};
const all = Object.values(letters).flat();
/** So many that they are looked at in 1, 16 and 256 pages. */
const sizes = [1, 2 ** 29, 2 ** 40];
const storeOf = (bytes: number) => ({
  sealedBytes: () => Promise.resolve(bytes),
  sealedChunks: (prefix: string) => Promise.resolve(all.filter(({ digest }) => digest.startsWith(prefix))),
});

it.each(sizes)(
  "letters that name the address, packed or not, go, and no others, of %d bytes",
  async (bytes) => {
    const change = await planSealed(storeOf(bytes), mac, sealing);
    expect(change).toMatchObject({ table: "dead_letter_store", update: null });
    const digestOf = (chunks: readonly StoredChunk[]): string => chunks[0]?.digest ?? "";
    const found = [...(change?.where ?? "").matchAll(/[0-9a-f]{64}/g)].map(String);
    expect(found.toSorted()).toEqual([letters.plain, letters.packed, letters.topic].map(digestOf).toSorted());
    expect(letters.plain.length).toBeGreaterThan(1);
  },
);

it("of what no key opens, and of nothing, none goes", async () => {
  const other = createSealing([{ ...epoch, key: Buffer.alloc(32, "b") }]);
  expect(await planSealed(storeOf(1), mac, other)).toBeNull();
  expect(await planSealed(storeOf(0), mac, sealing)).toBeNull();
});

it("every address in them is found, however it is written", async () => {
  const found = await addressesInSealed(storeOf(1), sealing);
  expect([...found].toSorted()).toEqual([mac, "a4:83:e7:00:00:10"]);
});
