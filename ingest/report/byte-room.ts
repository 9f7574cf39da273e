/**
 * A room for bytes, written front to back. Copies go by four bytes, so some are written beyond the end, to be written
 * over, and read beyond the end of what is copied: both need that slack.
 */

/** Bytes beyond an end that a copy reads and writes. */
export const slackBytes = 3;

/** Whole numbers whose zigzag fits 32 bits. */
const smallest = -0x80000000;
const largest = 0x7fffffff;
/** Four times seven bits. */
const lowBits = 2 ** 28;

/** Texts below this length have it in one byte. */
const shortText = 64;

/** Most bytes of a `long`. */
export const longBytes = 10;

export class ByteRoom {
  readonly bytes: Buffer;
  readonly view: DataView;
  /** Where the next byte goes. Whoever writes has made sure that there is room. */
  end = 0;

  constructor(sizeBytes: number) {
    this.bytes = Buffer.allocUnsafeSlow(sizeBytes);
    this.view = new DataView(this.bytes.buffer);
  }

  /** Copies what is between `start` and `end`, few bytes. */
  copy(source: DataView, start: number, end: number): void {
    const { view } = this;
    let at = this.end;
    for (let from = start; from < end; from += 4, at += 4)
      view.setInt32(at, source.getInt32(from, true), true);
    this.end += end - start;
  }

  /** Copies all of it. */
  append(bytes: Uint8Array): void {
    this.bytes.set(bytes, this.end);
    this.end += bytes.length;
  }

  byte(value: number): void {
    this.bytes[this.end] = value;
    this.end += 1;
  }

  /** An Avro int or long: zigzag, seven bits a byte. Of a whole number between -2^52 and 2^52. */
  long(value: number): void {
    if (value >= smallest && value <= largest) return this.#varint(((value << 1) ^ (value >> 31)) >>> 0);
    const zigzag = value < 0 ? -2 * value - 1 : 2 * value;
    const high = Math.floor(zigzag / lowBits);
    let low = zigzag - high * lowBits;
    for (let group = 0; group < 4; group += 1, low >>>= 7) this.byte((low & 0x7f) | 0x80);
    this.#varint(high);
  }

  /** Seven bits a byte, of a number below 2^32. */
  #varint(value: number): void {
    const { bytes } = this;
    let at = this.end;
    let rest = value;
    for (; rest > 0x7f; rest >>>= 7) bytes[at++] = (rest & 0x7f) | 0x80;
    bytes[at] = rest;
    this.end = at + 1;
  }

  /** An Avro string, null where it is empty, of what is between `start` and `end`: ASCII, so that a byte is a character. */
  nullableText(source: DataView, start: number, end: number): void {
    const length = end - start;
    if (length === 0) this.byte(0);
    else if (length < shortText) {
      // The branch of the union and the length, each in a byte.
      this.view.setUint16(this.end, 0x02 | (length << 9), true);
      this.end += 2;
      this.copy(source, start, end);
    } else {
      this.byte(2);
      this.long(length);
      this.copy(source, start, end);
    }
  }

  /** An Avro long that may be null and is not; a whole number as in `long`. */
  nullableLong(value: number): void {
    this.byte(2);
    this.long(value);
  }

  /** An Avro string. */
  text(text: string): void {
    this.long(Buffer.byteLength(text, "utf8"));
    this.utf8(text);
  }

  utf8(text: string): void {
    this.end += this.bytes.write(text, this.end, "utf8");
  }
}

/** A text as an Avro string. */
export function avroText(text: string): Uint8Array {
  const room = new ByteRoom(longBytes + 3 * text.length);
  room.text(text);
  return room.bytes.subarray(0, room.end);
}
