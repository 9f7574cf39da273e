/**
 * Short texts that come again and again, each made once: paths, bands, names of tables. What is made once is compared by
 * a glance, has its hash, and is in memory once, however many homes keep it. A text takes the place of another one where
 * both belong: no more are kept than there are places.
 */

const places = 4096;
/** Longer ones are made each time. */
const longest = 64;
/** Paths differ within so many bytes of their end. */
const hashed = 12;

export class KnownTexts {
  readonly #texts: string[] = Array.from({ length: places }, () => "");
  /** Bytes of each place's text, `longest` apart, and how many. */
  readonly #bytes = new Uint8Array(places * longest);
  readonly #lengths = new Uint8Array(places);

  /** The UTF-8 text of these bytes. */
  textOf(bytes: Buffer, start: number, end: number): string {
    const length = end - start;
    if (length > longest) return bytes.toString("utf8", start, end);
    const place = placeOf(bytes, start, end);
    return this.#isAt(place, bytes, start, length)
      ? (this.#texts[place] ?? "")
      : this.#put(place, bytes, start, end);
  }

  #isAt(place: number, bytes: Buffer, start: number, length: number): boolean {
    if (this.#lengths[place] !== length) return false;
    const known = this.#bytes;
    const first = place * longest;
    for (let index = 0; index < length; index += 1)
      if (known[first + index] !== bytes[start + index]) return false;
    return true;
  }

  #put(place: number, bytes: Buffer, start: number, end: number): string {
    const text = bytes.toString("utf8", start, end);
    this.#texts[place] = text;
    this.#lengths[place] = end - start;
    this.#bytes.set(bytes.subarray(start, end), place * longest);
    return text;
  }
}

function placeOf(bytes: Buffer, start: number, end: number): number {
  let hash = end - start;
  for (let index = Math.max(start, end - hashed); index < end; index += 1)
    hash = (Math.imul(hash, 31) + (bytes[index] ?? 0)) | 0;
  return (hash ^ (hash >>> 15)) & (places - 1);
}
