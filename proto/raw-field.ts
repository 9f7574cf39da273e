/** Protobuf fields composed by hand, so that tests can say what no encoder would. */

/** An unsigned varint; ten bytes for a negative number, as two's complement of 64 bits. */
export function varint(value: number | bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  return Uint8Array.from([...bytes, Number(rest)]);
}

export const joined = (...parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));

const tag = (number: number, wireType: number): Uint8Array => varint(number * 8 + wireType);

/** Wire type 0. */
export const varintField = (number: number, value: number | bigint): Uint8Array =>
  joined(tag(number, 0), varint(value));

/** Wire type 1. */
export const fixed64Field = (number: number): Uint8Array => joined(tag(number, 1), new Uint8Array(8).fill(7));

/** Wire type 2: text, bytes or an embedded message given by its fields. */
export function field(number: number, ...content: readonly (string | Uint8Array)[]): Uint8Array {
  const bytes = joined(...content.map((part) => (typeof part === "string" ? Buffer.from(part) : part)));
  return joined(tag(number, 2), varint(bytes.length), bytes);
}

/** Wire types 3 and 4 around fields: a group, which only proto2 has. */
export const group = (number: number, ...content: readonly Uint8Array[]): Uint8Array =>
  joined(tag(number, 3), ...content, tag(number, 4));

/** Wire type 5. */
export function fixed32Field(number: number, value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return joined(tag(number, 5), bytes);
}
