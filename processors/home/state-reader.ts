/** State's bytes as values: see `codec.ts`. */

/** What a writer wrote, from `at` on. */
export class Reader {
  /** Of the writer: see `since` in `codec.ts`. */
  readonly version: number;
  readonly #bytes: Buffer;
  #at: number;
  readonly #texts: string[] = [];
  #firstTime = 0;

  constructor(bytes: Buffer, at: number, version: number) {
    this.version = version;
    this.#bytes = bytes;
    this.#at = at;
  }

  byte(): number {
    const value = this.#bytes[this.#at];
    if (value === undefined) throw new RangeError("A snapshot ends too early.");
    this.#at += 1;
    return value;
  }

  whole(): number {
    let zigzag = 0;
    let unit = 1;
    for (let byte = this.byte(); ; byte = this.byte()) {
      zigzag += (byte & 0x7f) * unit;
      if (byte < 0x80) return zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2;
      unit *= 0x80;
    }
  }

  time(): number {
    const written = this.whole();
    if (written === 0) return 0;
    if (this.#firstTime === 0) return (this.#firstTime = written);
    return this.#firstTime + (written < 0 ? written : written - 1);
  }

  /** Throws a RangeError at the end, as Node's reading of numbers does. */
  real(): number {
    const value = this.#bytes.readDoubleLE(this.#at);
    this.#at += 8;
    return value;
  }

  single(): number {
    const value = this.#bytes.readFloatLE(this.#at);
    this.#at += 4;
    return value;
  }

  text(): string {
    const known = this.whole();
    if (known > 0) {
      const said = this.#texts[known - 1];
      if (said === undefined) throw new RangeError("A snapshot refers to a text it does not hold.");
      return said;
    }
    const end = this.whole() + this.#at;
    if (end > this.#bytes.length) throw new RangeError("A snapshot ends too early.");
    const read = this.#bytes.toString("utf8", this.#at, end);
    this.#at = end;
    this.#texts.push(read);
    return read;
  }
}
