/**
 * A request's header written in front of its payload. kafkajs 2.2.4 copies the whole payload behind the header, and both
 * behind their length, each time into a zeroed buffer of up to twice the size. A payload that says how much room is left
 * before it stays where it is.
 */
import { createRequire } from "node:module";

/** Room enough for header and length: 14 bytes and the client's name. */
export const headroomBytes = 512;

/** What kafkajs takes for an encoder with a payload. */
export interface Payload {
  readonly buf: Buffer;
  /** What is written of `buf`. */
  readonly buffer: Buffer;
  /** Bytes before `buffer`, in the same memory, that nobody else uses. */
  roomBytes?: number;
}

type WriteEncoder = (this: Encoder, payload: Payload) => Encoder;

/** Of kafkajs's Encoder what the patch needs. */
interface Encoder {
  buf: Buffer;
  readonly buffer: Buffer;
  offset: number;
  roomBytes?: number;
  writeEncoder: WriteEncoder;
}

const patched: unique symbol = Symbol("usp-telemetry: headers in front of payloads");

/** From now on payloads with room before them are not copied. Doing it again changes nothing. */
export function writeHeadersInFront(): void {
  const prototype = encoderPrototype();
  if (patched in prototype) return;
  const { writeEncoder } = prototype;
  prototype.writeEncoder = function writeInFront(payload) {
    const { roomBytes, buffer } = payload;
    if (roomBytes === undefined || roomBytes < this.offset) return writeEncoder.call(this, payload);
    const headerBytes = this.offset;
    const whole = Buffer.from(buffer.buffer, buffer.byteOffset - headerBytes, headerBytes + buffer.length);
    this.buf.copy(whole, 0, 0, headerBytes);
    this.buf = whole;
    this.offset = whole.length;
    this.roomBytes = roomBytes - headerBytes;
    return this;
  };
  Object.defineProperty(prototype, patched, { value: true });
}

function encoderPrototype(): Encoder {
  const load: (path: string) => unknown = createRequire(import.meta.url);
  const encoder = load("kafkajs/src/protocol/encoder.js");
  if (typeof encoder !== "function") throw new TypeError("kafkajs no longer has the encoder we patch");
  const prototype: unknown = encoder.prototype;
  if (!isEncoder(prototype)) throw new TypeError("kafkajs no longer has the method we patch");
  return prototype;
}

const isEncoder = (value: unknown): value is Encoder =>
  typeof value === "object" &&
  value !== null &&
  "writeEncoder" in value &&
  typeof value.writeEncoder === "function";
