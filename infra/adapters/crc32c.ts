/** CRC-32C (Castagnoli, RFC 3720 appendix B.4) as Kafka checks its record batches with: eight bytes a step, read as two numbers. */

const polynomial = 0x82f63b78;
const slices = 8;
const tables = makeTables();

/** `slices` tables of 256: the remainder of a byte that has 0..7 more bytes behind it. */
function makeTables(): Int32Array {
  const made = new Int32Array(slices * 256);
  for (let byte = 0; byte < 256; byte += 1) {
    let rest = byte;
    for (let bit = 0; bit < 8; bit += 1) rest = (rest >>> 1) ^ (rest & 1 ? polynomial : 0);
    made[byte] = rest;
  }
  for (let index = 256; index < made.length; index += 1) {
    const before = made[index - 256] ?? 0;
    made[index] = (before >>> 8) ^ (made[before & 0xff] ?? 0);
  }
  return made;
}

/** The checksum of `bytes` from `start` to `end`, 0..2^32-1. The places looked up are there: below 256 in each table. */
export function crc32c(bytes: Buffer, start = 0, end = bytes.length): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const rest = (slice: number, value: number): number => tables[slice * 256 + value] as number;
  let crc = -1;
  let at = start;
  for (; at + slices <= end; at += slices) {
    const low = crc ^ view.getInt32(at, true);
    const high = view.getInt32(at + 4, true);
    crc =
      rest(7, low & 0xff) ^
      rest(6, (low >>> 8) & 0xff) ^
      rest(5, (low >>> 16) & 0xff) ^
      rest(4, low >>> 24) ^
      rest(3, high & 0xff) ^
      rest(2, (high >>> 8) & 0xff) ^
      rest(1, (high >>> 16) & 0xff) ^
      rest(0, high >>> 24);
  }
  for (; at < end; at += 1) crc = (crc >>> 8) ^ rest(0, (crc ^ (bytes[at] as number)) & 0xff);
  return ~crc >>> 0;
}
