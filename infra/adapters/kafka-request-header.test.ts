import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { headroomBytes, type Payload, writeHeadersInFront } from "./kafka-request-header.ts";

interface Given {
  readonly correlationId: number;
  readonly clientId: string;
  readonly request: {
    readonly apiKey: number;
    readonly apiVersion: number;
    readonly encode: () => Promise<Payload>;
  };
}

const load: (path: string) => unknown = createRequire(import.meta.url);
const createRequest = load("kafkajs/src/protocol/request.js") as (
  given: Given,
) => Promise<{ readonly buffer: Buffer }>;

const whole = Buffer.alloc(headroomBytes + 5000, 7);
const payload = whole.subarray(headroomBytes);
const requestOf = (clientId: string, roomBytes?: number): Promise<{ readonly buffer: Buffer }> => {
  const encoder = { buf: payload, buffer: payload, ...(roomBytes === undefined ? {} : { roomBytes }) };
  const request = { apiKey: 0, apiVersion: 7, encode: () => Promise.resolve(encoder) };
  return createRequest({ correlationId: 4711, clientId, request });
};

describe("a request's header in front of its payload", () => {
  test.each([
    { name: "where there is room", clientId: "bridge-1", room: headroomBytes, isCopied: false },
    {
      name: "where the client's name is too long",
      clientId: "x".repeat(600),
      room: headroomBytes,
      isCopied: true,
    },
    { name: "where the length alone does not fit", clientId: "bridge-1", room: 20, isCopied: true },
    { name: "where no room is told", clientId: "bridge-1", room: undefined, isCopied: true },
  ])("$name: the bytes that kafkajs writes", async ({ clientId, room, isCopied }) => {
    const { buffer: theirs } = await requestOf(clientId);
    const copy = Buffer.from(theirs);
    writeHeadersInFront();
    writeHeadersInFront();
    const { buffer: ours } = await requestOf(clientId, room);
    expect(ours).toEqual(copy);
    expect(ours.readInt32BE(0)).toBe(ours.length - 4);
    expect(ours.buffer === whole.buffer).toBe(!isCopied);
  });
});
