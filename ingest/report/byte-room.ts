/**
 * A room for bytes, written front to back. Copies go by four or eight bytes, so some are written beyond the end, to be
 * written over, and read beyond the end of what is copied: both need that slack.
 */

/** Bytes beyond an end that a copy reads and writes by fours, and by eights. */
export const wordSlackBytes = 3;
export const slackBytes = 7;

/** Whole numbers whose zigzag fits 31 bits. */
const smallest = -0x40000000;
const largest = 0x3fffffff;

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

  /** The same of ASCII, eight bytes at a time: as floating-point numbers they are none that a processor changes (NaN). */
  copyAscii(source: DataView, start: number, length: number): void {
    const { view } = this;
    const end = start + length;
    let at = this.end;
    for (let from = start; from < end; from += 8, at += 8)
      view.setFloat64(at, source.getFloat64(from, true), true);
    this.end += length;
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
    const { bytes } = this;
    let at = this.end;
    if (value >= smallest && value <= largest) {
      let rest = (value << 1) ^ (value >> 31);
      for (; rest > 0x7f; rest >>>= 7) bytes[at++] = (rest & 0x7f) | 0x80;
      bytes[at] = rest;
    } else {
      let rest = value < 0 ? -2 * value - 1 : 2 * value;
      for (; rest > 0x7f; rest = Math.floor(rest / 128)) bytes[at++] = (rest % 128) | 0x80;
      bytes[at] = rest;
    }
    this.end = at + 1;
  }

  /** An Avro string. */
  text(text: string): void {
    this.long(Buffer.byteLength(text, "utf8"));
    this.end += this.bytes.write(text, this.end, "utf8");
  }
}

/** A text as an Avro string. */
export function avroText(text: string): Uint8Array {
  const room = new ByteRoom(longBytes + 3 * text.length);
  room.text(text);
  return room.bytes.subarray(0, room.end);
}
