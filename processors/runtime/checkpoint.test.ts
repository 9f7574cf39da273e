import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Checkpoint,
  encodeCheckpoint,
  type LogRange,
  parseCheckpoint,
  refuseCheckpoint,
} from "./checkpoint.ts";

const checkpoint: Checkpoint = {
  emitted: { offset: 20, home: null },
  replayFrom: 10,
  clock: "{}",
  settings: [{ from: 0, text: "1" }],
  appendedAt: 1000,
  logIdentity: "cluster/topic/12/generation-1",
};
const log: LogRange = { identity: checkpoint.logIdentity, low: 0, high: 20, firstAfter: 20 };

test("a checkpoint survives being written", () => {
  const written = fc
    .record({
      replayFrom: fc.nat(),
      more: fc.nat(),
      home: fc.option(fc.string()),
      clock: fc.string(),
      settings: fc.array(fc.record({ from: fc.nat(), text: fc.string() })),
      appendedAt: fc.option(fc.nat()),
      logIdentity: fc.string(),
      aside: fc.array(fc.tuple(fc.string(), fc.nat())),
    })
    .map(({ more, home, ...rest }) => ({ ...rest, emitted: { offset: rest.replayFrom + more, home } }));
  fc.assert(
    fc.property(written, (given) => {
      expect(parseCheckpoint(encodeCheckpoint(given))).toEqual(given);
    }),
  );
});

const text = (over: object): string =>
  JSON.stringify({ ...JSON.parse(encodeCheckpoint(checkpoint).toString()), ...over });

test.each([
  ["no JSON", "x"],
  ["another version", text({ version: 1 })],
  ["a replay that starts after its end", text({ replayFrom: 21 })],
  ["no clock", text({ clock: null })],
  ["no settings", text({ settings: null })],
  ["settings without an offset", text({ settings: [{ text: "1" }] })],
  ["an end of no form", text({ emitted: 20 })],
  ["a home that is set aside from nowhere on", text({ aside: [["home"]] })],
  ["null", "null"],
])("%s is no checkpoint", (_name, given) => {
  expect(parseCheckpoint(Buffer.from(given))).toBeNull();
});

describe("a checkpoint", () => {
  test.each([
    { name: "fits a log that reaches from before C to E", given: log },
    { name: "fits a log that starts exactly at C", given: { ...log, low: 10 } },
    { name: "fits a log that goes on after E", given: { ...log, high: 30 } },
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
    {
      name: "that was created anew and has grown past E",
      given: { ...log, high: 1000, firstAfter: 0 },
      want: /all of the log's records are newer than that; it was created anew/,
    },
    {
      name: "that was given more partitions",
      given: { ...log, identity: "cluster/topic/16/generation-1" },
      want: /a log with 12 partitions, but it has 16 now/,
    },
  ])("does not fit a log $name", ({ given, want }) => {
    expect(refuseCheckpoint(checkpoint, given, 3)).toMatch(want);
  });
});
