/**
 * MAC addresses that come again and again, each made once: see `known-texts.ts`. A worker's homes have hundreds of thousands, so
 * each is found by its number, and the table grows with them.
 */

const firstPlaces = 1024;
/** So many at most; when half of them are taken it begins anew. */
const mostPlaces = 2 ** 20;
/** `aa:bb:cc:dd:ee:ff` */
const addressLength = 17;
const colon = 0x3a;

/** Of each byte the hexadecimal digit it is, in lower case as all of ours are; -1: none. */
const digits = new Int8Array(256).fill(-1);
for (let digit = 0; digit < 16; digit += 1) digits[digit.toString(16).charCodeAt(0)] = digit;

export class KnownAddresses {
  #texts: string[] = [];
  /** The two halves of each place's address; -1: it is free. */
  #halves = new Int32Array(0);
  #count = 0;

  constructor() {
    this.#begin(firstPlaces);
  }

  /** The UTF-8 text of these bytes, which are there, whether it is an address or not. */
  textOf(bytes: Buffer, start: number, end: number): string {
    if (end - start !== addressLength || bytes[start + 8] !== colon)
      return bytes.toString("utf8", start, end);
    const high = halfAt(bytes, start);
    const low = halfAt(bytes, start + 9);
    if (high < 0 || low < 0) return bytes.toString("utf8", start, end);
    const place = this.#placeOf(high, low);
    if (this.#halves[2 * place] !== -1) return this.#texts[place] ?? "";
    const text = bytes.toString("latin1", start, end);
    this.#put(place, text, high, low);
    return text;
  }

  /** Of the address, or the free one where it belongs. */
  #placeOf(high: number, low: number): number {
    const halves = this.#halves;
    const mask = halves.length / 2 - 1;
    let place = hashOf(high, low) & mask;
    while (halves[2 * place] !== -1 && (halves[2 * place] !== high || halves[2 * place + 1] !== low))
      place = (place + 1) & mask;
    return place;
  }

  #put(place: number, text: string, high: number, low: number): void {
    this.#texts[place] = text;
    this.#halves[2 * place] = high;
    this.#halves[2 * place + 1] = low;
    this.#count += 1;
    if (2 * this.#count >= this.#texts.length) this.#makeRoom();
  }

  #makeRoom(): void {
    const [texts, halves] = [this.#texts, this.#halves];
    if (texts.length >= mostPlaces) return this.#begin(firstPlaces);
    this.#begin(2 * texts.length);
    for (const [index, text] of texts.entries()) {
      const [high = -1, low = -1] = [halves[2 * index], halves[2 * index + 1]];
      if (high === -1) continue;
      const place = this.#placeOf(high, low);
      this.#texts[place] = text;
      this.#halves[2 * place] = high;
      this.#halves[2 * place + 1] = low;
      this.#count += 1;
    }
  }

  #begin(places: number): void {
    this.#texts = Array.from({ length: places }, () => "");
    this.#halves = new Int32Array(2 * places).fill(-1);
    this.#count = 0;
  }
}

/** Three of six bytes, as `aa:bb:cc`; negative where it is none. */
function halfAt(bytes: Buffer, at: number): number {
  if (bytes[at + 2] !== colon || bytes[at + 5] !== colon) return -1;
  return (
    (digitAt(bytes, at) << 20) |
    (digitAt(bytes, at + 1) << 16) |
    (digitAt(bytes, at + 3) << 12) |
    (digitAt(bytes, at + 4) << 8) |
    (digitAt(bytes, at + 6) << 4) |
    digitAt(bytes, at + 7)
  );
}

const digitAt = (bytes: Buffer, at: number): number => digits[bytes[at] ?? 0] ?? -1;

function hashOf(high: number, low: number): number {
  const hash = Math.imul(high, 0x9e37_79b1) + Math.imul(low, 0x85eb_ca6b);
  return hash ^ (hash >>> 15);
}
