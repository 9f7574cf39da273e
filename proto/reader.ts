/** The protobuf library's reader, made to notice two things it does not: text that is not UTF-8, and too many fields. */
import { isUtf8 } from "node:buffer";
import $protobuf from "protobufjs/minimal.js";

const replacementCharacter = "\uFFFD";

/**
 * Reads one message. The generated code calls `tag` once per field and `stringVerify` for every string; the
 * library's own `stringVerify` throws at the first byte that is not UTF-8, which would lose a whole report for
 * one host name in Latin-1 (agents pass such bytes through). Here it decodes with U+FFFD and remembers.
 */
export class CheckedReader extends $protobuf.Reader {
  /** Strings that were not UTF-8, as decoded. */
  readonly replaced: string[] = [];
  /** Whether decoding was given up because of `maxFields`. */
  tooManyFields = false;
  #fieldsLeft: number;

  constructor(bytes: Uint8Array, maxFields: number) {
    super(bytes);
    // Kept, so that a missing oneof can be told from one of a newer version.
    this.discardUnknown = false;
    this.#fieldsLeft = maxFields;
  }

  override tag(): number {
    if (this.#fieldsLeft-- === 0) {
      this.tooManyFields = true;
      throw new RangeError("too many fields");
    }
    return super.tag();
  }

  override stringVerify(): string {
    const start = this.pos;
    const text = this.string();
    if (text.includes(replacementCharacter)) {
      // U+FFFD may also be what was sent; only the bytes tell.
      this.pos = start;
      if (!isUtf8(this.bytes())) this.replaced.push(text);
    }
    return text;
  }
}
