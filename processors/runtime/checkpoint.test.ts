import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encodeCheckpoint, parseCheckpoint, refuseCheckpoint } from "./checkpoint.ts";

const checkpoint = {
  emittedThrough: 20,
  replayFrom: 10,
  clock: "{}",
  logIdentity: "cluster/topic/12/generation-1",
};
const log = { identity: checkpoint.logIdentity, low: 0, high: 20 };

test("a checkpoint survives being written", () => {
  const offsets = fc.nat().chain((replayFrom) => fc.tuple(fc.constant(replayFrom), fc.nat()));
  fc.assert(
    fc.property(offsets, fc.string(), fc.string(), ([replayFrom, more], clock, logIdentity) => {
      const written = { replayFrom, emittedThrough: replayFrom + more, clock, logIdentity };
      expect(parseCheckpoint(encodeCheckpoint(written))).toEqual(written);
    }),
  );
});

test.each([
  ["no JSON", "x"],
  ["another version", '{"version":2,"emittedThrough":1,"replayFrom":0,"clock":"","logIdentity":""}'],
  [
    "a replay that starts after its end",
    '{"version":1,"emittedThrough":1,"replayFrom":2,"clock":"","logIdentity":""}',
  ],
  ["no clock", '{"version":1,"emittedThrough":1,"replayFrom":0,"logIdentity":""}'],
  ["null", "null"],
])("%s is no checkpoint", (_name, text) => {
  expect(parseCheckpoint(Buffer.from(text))).toBeNull();
});

describe("a checkpoint", () => {
  test.each([
    { name: "fits a log that reaches from before C to E", given: log },
    { name: "fits a log that starts exactly at C", given: { ...log, low: 10 } },
  ])("$name", ({ given }) => {
    expect(refuseCheckpoint(checkpoint, given, 3)).toBeNull();
  });

  test.each([
    {
      name: "that starts after C",
      given: { ...log, low: 11 },
      want: /start at offset 10, but .* starts at 11/,
    },
    { name: "that ends before E", given: { ...log, high: 19 }, want: /at offset 20, but the log ends at 19/ },
    {
      name: "that is another one",
      given: { ...log, identity: "other" },
      want: /generation-1, but this is other/,
    },
  ])("does not fit a log $name", ({ given, want }) => {
    expect(refuseCheckpoint(checkpoint, given, 3)).toMatch(want);
  });
});
