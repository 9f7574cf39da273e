/** Vectors of numbers as NumPy writes them (`.npy`, versions 1 to 3). */

const magicBytes = 6;
const readers: Readonly<Record<string, (bytes: ArrayBuffer) => Float64Array>> = {
  "<f8": (bytes) => new Float64Array(bytes),
  "<i8": (bytes) => Float64Array.from(new BigInt64Array(bytes), Number),
};

/** The numbers of a file's bytes. Throws at any kind of element but 8-byte floats and integers, little-endian. */
export function readNpy(file: Uint8Array): Float64Array {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const isLong = view.getUint8(magicBytes) > 1;
  const headerStart = magicBytes + (isLong ? 6 : 4);
  const headerBytes = isLong ? view.getUint32(magicBytes + 2, true) : view.getUint16(magicBytes + 2, true);
  const bodyStart = headerStart + headerBytes;
  const header = new TextDecoder().decode(file.subarray(headerStart, bodyStart));
  const kind = /'descr': '([^']+)'/.exec(header)?.[1] ?? "none";
  const read = readers[kind];
  if (read === undefined) throw new Error(`Elements of the kind ${kind} can't be read.`);
  return read(new Uint8Array(file.subarray(bodyStart)).buffer);
}
