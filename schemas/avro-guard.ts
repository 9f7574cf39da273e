/**
 * Readers that put bounds where avsc 5.7.9 trusts the bytes: it allocates the declared count of an array or map
 * before reading it (7 bytes declaring 50 million items end the process), and loses 64-bit numbers above 2^53.
 *
 * All private hooks into avsc are in this file: an instance made by `Object.create(type, {_read, ...})` stands in for
 * the library's own. `avro.test.ts` fails when a new version of the library no longer takes notice of them.
 */
/* oxlint-disable no-underscore-dangle -- the names are the library's */
import avsc from "avsc";

/** What avsc reads from and writes to: a buffer and where it is in it. */
interface Tap {
  readonly buf: Buffer;
  pos: number;
  readLong(): number;
  skipLong(): void;
  readString(): string;
  skipString(): void;
  writeLong(value: number): void;
}

/** The inner face of an avsc type (or of a resolver, which only reads). */
interface InnerType {
  _read(tap: Tap): unknown;
  _skip(tap: Tap): void;
}

/** The bytes are not what the schema says; never leaves `avro.ts`. */
export class AvroBoundsError extends Error {
  override readonly name = "AvroBoundsError";
}

/**
 * The count of the next block of an array or map, 0 at its end. Every item of our schemas costs a byte or more,
 * so a count above the bytes left cannot be true.
 */
function readCount(tap: Tap): number {
  let count = tap.readLong();
  if (count < 0) {
    count = -count;
    tap.skipLong(); // The block's size in bytes, which only helps those who skip.
  }
  if (!(count <= tap.buf.length - tap.pos) && count !== 0) {
    throw new AvroBoundsError("a count is above the bytes left");
  }
  return count;
}

/** Stops as soon as an item has run past the end, where avsc would go on reading zeros. */
function checkBounds(tap: Tap): void {
  if (!(tap.pos <= tap.buf.length)) throw new AvroBoundsError("the bytes end inside an item");
}

/** An array type that reads no more items than bytes are left. */
export function guardedArray(schema: avsc.Schema, opts: unknown): avsc.Type {
  return Object.create(new avsc.types.ArrayType(schema, opts), {
    _read: {
      value(this: { itemsType: InnerType }, tap: Tap): unknown[] {
        const items: unknown[] = [];
        for (let count = readCount(tap); count > 0; count = readCount(tap)) {
          for (; count > 0; count--) {
            items.push(this.itemsType._read(tap));
            checkBounds(tap);
          }
        }
        return items;
      },
    },
    _skip: {
      value(this: { itemsType: InnerType }, tap: Tap): void {
        for (let count = readCount(tap); count > 0; count = readCount(tap)) {
          for (; count > 0; count--) {
            this.itemsType._skip(tap);
            checkBounds(tap);
          }
        }
      },
    },
  }) as avsc.Type;
}

/** A map type that reads no more entries than bytes are left, into an object without a prototype. */
export function guardedMap(schema: avsc.Schema, opts: unknown): avsc.Type {
  return Object.create(new avsc.types.MapType(schema, opts), {
    _read: {
      value(this: { valuesType: InnerType }, tap: Tap): Record<string, unknown> {
        const entries = Object.create(null) as Record<string, unknown>;
        for (let count = readCount(tap); count > 0; count = readCount(tap)) {
          for (; count > 0; count--) {
            const key = tap.readString();
            entries[key] = this.valuesType._read(tap);
            checkBounds(tap);
          }
        }
        return entries;
      },
    },
    _skip: {
      value(this: { valuesType: InnerType }, tap: Tap): void {
        for (let count = readCount(tap); count > 0; count = readCount(tap)) {
          for (; count > 0; count--) {
            tap.skipString();
            this.valuesType._skip(tap);
            checkBounds(tap);
          }
        }
      },
    },
  }) as avsc.Type;
}

/** Below its negative avsc's own arithmetic rounds, since the zigzag of a number is twice as large. */
const exactLong = 2 ** 52;

/** Reads a zigzag varint of at most ten bytes without rounding. */
function readBigLong(buf: Buffer, start: number): bigint {
  let zigzag = 0n;
  for (let index = 0; index < 10; index++) {
    const byte = buf[start + index];
    if (byte === undefined) throw new AvroBoundsError("the bytes end inside a number");
    zigzag |= BigInt(byte & 0x7f) << BigInt(7 * index);
    if ((byte & 0x80) === 0) return BigInt.asIntN(64, (zigzag >> 1n) ^ -(zigzag & 1n));
  }
  throw new AvroBoundsError("a number of more than 64 bits");
}

/** Writes a zigzag varint byte by byte; writes beyond the buffer's end are dropped, as avsc's own are. */
function writeBigLong(tap: Tap, value: bigint): void {
  let rest = BigInt.asUintN(64, (value << 1n) ^ (value >> 63n));
  while (rest >= 0x80n) {
    tap.buf[tap.pos++] = Number(rest & 0x7fn) | 0x80;
    rest >>= 7n;
  }
  tap.buf[tap.pos++] = Number(rest);
}

const isCounter = (value: unknown): boolean =>
  typeof value === "bigint" ? BigInt.asIntN(64, value) === value : Number.isSafeInteger(value);

/** A long whose value is a number where a number is exact and a bigint elsewhere: a 64-bit counter without loss. */
export function counterLong(): avsc.Type {
  return Object.create(avsc.Type.forSchema("long"), {
    _read: {
      value(tap: Tap): number | bigint {
        const start = tap.pos;
        const value = tap.readLong();
        if (value > -exactLong && value < exactLong) return value;
        const exact = readBigLong(tap.buf, start);
        const narrowed = Number(exact);
        return Number.isSafeInteger(narrowed) ? narrowed : exact;
      },
    },
    _write: {
      value(tap: Tap, value: number | bigint): void {
        if (!isCounter(value)) throw new TypeError(`${String(value)} is no 64-bit counter`);
        if (typeof value === "number" && value > -exactLong) tap.writeLong(value);
        else writeBigLong(tap, BigInt(value));
      },
    },
    _check: {
      value(value: unknown, _flags: unknown, hook?: (value: unknown, type: unknown) => void): boolean {
        if (isCounter(value)) return true;
        hook?.(value, this);
        return false;
      },
    },
  }) as avsc.Type;
}

/** Lets a union of null and a counter take a bigint: avsc sorts values into branches by their `typeof`. */
export function admitBigint(union: avsc.Type): void {
  const buckets = (union as unknown as { _bucketIndices: Record<string, number> })._bucketIndices;
  const index = buckets["number"];
  if (index !== undefined) buckets["bigint"] = index;
}
