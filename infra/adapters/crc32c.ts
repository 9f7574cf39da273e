/** CRC-32C (Castagnoli, RFC 3720 appendix B.4) as Kafka checks its record batches with: eight bytes a step. */

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
  const byte = (at: number): number => bytes[at] as number;
  const rest = (slice: number, value: number): number => tables[slice * 256 + value] as number;
  let crc = -1;
  let at = start;
  for (; at + slices <= end; at += slices) {
    const low = crc ^ (byte(at) | (byte(at + 1) << 8) | (byte(at + 2) << 16) | (byte(at + 3) << 24));
    crc =
      rest(7, low & 0xff) ^
      rest(6, (low >>> 8) & 0xff) ^
      rest(5, (low >>> 16) & 0xff) ^
      rest(4, low >>> 24) ^
      rest(3, byte(at + 4)) ^
      rest(2, byte(at + 5)) ^
      rest(1, byte(at + 6)) ^
      rest(0, byte(at + 7));
  }
  for (; at < end; at += 1) crc = (crc >>> 8) ^ rest(0, (crc ^ byte(at)) & 0xff);
  return ~crc >>> 0;
}
