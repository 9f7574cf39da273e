/** Bytes of state in the making: see `codec.ts`. */
import { SaidTexts } from "./said-texts.ts";

const firstSizeBytes = 16_384;
/** Texts up to here are copied character by character, which is quicker than a call into the engine. */
const shortText = 64;
/** Whole numbers below this are shifted; larger ones divided. */
const shiftable = 0x8000_0000;
const unit28 = 2 ** 28;
const longestWhole = 8;
const lowestWhole = -(2 ** 52);

/** Bytes in the making; one for many values, one after the other. */
export class Writer {
  #bytes = Buffer.allocUnsafeSlow(firstSizeBytes);
  #end = 0;
  readonly #texts = new SaidTexts();
  #firstTime = 0;

  clear(): void {
    this.#end = 0;
    this.#texts.clear();
    this.#firstTime = 0;
  }

  /** A copy of what was written, with memory of its own. */
  taken(): Buffer {
    const copy = Buffer.allocUnsafeSlow(this.#end);
    this.#bytes.copy(copy, 0, 0, this.#end);
    return copy;
  }

  /** A character for each byte. */
  takenAsText(): string {
    return this.#bytes.toString("latin1", 0, this.#end);
  }

  byte(value: number): void {
    this.#makeRoom(1);
    this.#bytes[this.#end++] = value;
  }

  /** A safe integer, of the negative ones those whose zigzag is exact, as a varint. */
  whole(value: number): void {
    this.#makeRoom(longestWhole);
    if (value >= -shiftable / 4 && value < shiftable / 4 && (value | 0) === value)
      this.#shifted((value << 1) ^ (value >> 31));
    else this.#divided(value);
  }

  #shifted(zigzag: number): void {
    const bytes = this.#bytes;
    let end = this.#end;
    let rest = zigzag;
    while (rest >= 0x80) {
      bytes[end++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    bytes[end++] = rest;
    this.#end = end;
  }

  /** Four bytes (28 bits) at a time; a remainder of doubles would take longer than all the rest. */
  #divided(value: number): void {
    if (!Number.isSafeInteger(value) || value < lowestWhole)
      throw new TypeError(`State holds what a snapshot can't say: ${value}.`);
    let rest = value < 0 ? -2 * value - 1 : 2 * value;
    while (rest >= shiftable) {
      const above = Math.floor(rest / unit28);
      this.#fourBytes(rest - above * unit28);
      rest = above;
    }
    this.#shifted(rest);
  }

  #fourBytes(bits: number): void {
    const bytes = this.#bytes;
    const end = this.#end;
    bytes[end] = (bits & 0x7f) | 0x80;
    bytes[end + 1] = ((bits >>> 7) & 0x7f) | 0x80;
    bytes[end + 2] = ((bits >>> 14) & 0x7f) | 0x80;
    bytes[end + 3] = (bits >>> 21) | 0x80;
    this.#end = end + 4;
  }

  /** See the codec `time`. */
  time(value: number): void {
    const first = this.#firstTime;
    if (first === 0) this.#firstTime = value;
    const apart = value - first;
    this.whole(value === 0 || first === 0 ? value : apart < 0 ? apart : apart + 1);
  }

  real(value: number): void {
    this.#makeRoom(8);
    this.#end = this.#bytes.writeDoubleLE(value, this.#end);
  }

  single(value: number): void {
    if (!Object.is(Math.fround(value), value))
      throw new TypeError(`State holds what four bytes can't say: ${value}.`);
    this.#makeRoom(4);
    this.#end = this.#bytes.writeFloatLE(value, this.#end);
  }

  /** The number of a text said before; else 0, its length and its bytes. */
  text(value: string): void {
    const known = this.#texts.say(value);
    if (known > 0) return this.whole(known);
    this.byte(0);
    if (value.length > shortText || !this.#asciiText(value)) this.#utf8Text(value);
  }

  /** false, and nothing is written, when a character is not ASCII. */
  #asciiText(value: string): boolean {
    const start = this.#end;
    const { length } = value;
    this.whole(length);
    this.#makeRoom(length);
    const [bytes, end] = [this.#bytes, this.#end];
    for (let index = 0; index < length; index += 1) {
      const code = value.charCodeAt(index);
      if (code >= 0x80) {
        this.#end = start;
        return false;
      }
      bytes[end + index] = code;
    }
    this.#end = end + length;
    return true;
  }

  #utf8Text(value: string): void {
    const sizeBytes = Buffer.byteLength(value);
    this.whole(sizeBytes);
    this.#makeRoom(sizeBytes);
    this.#end += this.#bytes.write(value, this.#end);
  }

  #makeRoom(sizeBytes: number): void {
    if (this.#end + sizeBytes <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(2 * (this.#end + sizeBytes));
    this.#bytes.copy(larger, 0, 0, this.#end);
    this.#bytes = larger;
  }
}
