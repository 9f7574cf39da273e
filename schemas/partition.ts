/** Which partition a key belongs to: the same as Java's DefaultPartitioner, so that any client finds a home's records. */

/** Partition 0..partitions-1 of a key (its UTF-8 bytes). Stable for ever: state is kept per partition. */
export function partitionOf(key: string | Uint8Array, partitions: number): number {
  const bytes = typeof key === "string" ? Buffer.from(key, "utf8") : key;
  return (murmur2(bytes) & 0x7fff_ffff) % partitions;
}

const multiplier = 0x5bd1e995;
const shift = 24;

/** MurmurHash2, 32 bits, Kafka's seed (org.apache.kafka.common.utils.Utils.murmur2); a signed number. */
export function murmur2(data: Uint8Array): number {
  const length = data.length;
  let hash = 0x9747b28c ^ length;
  let index = 0;
  for (; index + 4 <= length; index += 4) {
    let word = byteAt(data, index) | (byteAt(data, index + 1) << 8);
    word |= (byteAt(data, index + 2) << 16) | (byteAt(data, index + 3) << 24);
    word = Math.imul(word, multiplier);
    word ^= word >>> shift;
    hash = Math.imul(hash, multiplier) ^ Math.imul(word, multiplier);
  }
  if (index < length) {
    let rest = 0;
    for (let last = length - 1; last >= index; last--) rest = (rest << 8) | byteAt(data, last);
    hash = Math.imul(hash ^ rest, multiplier);
  }
  hash = Math.imul(hash ^ (hash >>> 13), multiplier);
  return hash ^ (hash >>> 15);
}

const byteAt = (data: Uint8Array, index: number): number => data[index] ?? 0;
