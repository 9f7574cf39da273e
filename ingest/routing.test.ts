import { describe, expect, test } from "vitest";
import { epochMs } from "#schemas/units.ts";
import type { ReceivedMessage } from "./admit.ts";
import { Bridge } from "./bridge.ts";
import { dropped } from "./outcome.ts";
import { type Arrival, createRouter } from "./routing.ts";
import { CanaryTicks } from "./tick.ts";

/** A router before a bridge that takes everything in and publishes nothing. */
function setUp(replay: boolean) {
  const received: ReceivedMessage[] = [];
  const time = { now: 5000 };
  const bridge = new Bridge(
    {
      translate(message) {
        received.push(message);
        return { outcome: dropped("status"), records: [] };
      },
      refuse: () => ({ outcome: dropped("status"), records: [] }),
      publish: () => Promise.resolve(),
      compareClocks: () => Promise.resolve(true),
      kafkaTime: (ours) => ours,
      tickRecords: () => [],
      onFatal(error) {
        throw error;
      },
    },
    { heldLimit: 10, tickPeriodMs: 1_000_000 },
  );
  const clock = () => ({ wall: epochMs(time.now), steadyMs: time.now });
  const route = createRouter({ bridge, bridgeId: "b", replay, canaries: new CanaryTicks("run"), clock });
  const arrive = (
    topic: string,
    properties: Record<string, string> = {},
    first: { note?: unknown } = {},
    dup = false,
  ): Promise<void> => {
    const arrival: Arrival = {
      topic,
      payload: Buffer.from("x"),
      contentType: null,
      responseTopic: null,
      retain: false,
      userProperties: new Map(Object.entries(properties)),
      first,
      dup,
      acknowledge: () => undefined,
    };
    return new Promise((next) => route(arrival, next));
  };
  const seen = (): readonly (readonly (string | number)[])[] =>
    received.map(({ topic, receivedAt, arrival, cameAgainAt }) => [
      ...[topic, receivedAt, arrival],
      ...(cameAgainAt === undefined ? [] : [cameAgainAt]),
    ]);
  return { arrive, time, seen, received };
}

describe("what came in one millisecond", () => {
  test("is counted by topic, from 0 again in the next millisecond", async () => {
    const { arrive, time, seen } = setUp(false);
    for (const topic of ["a", "a", "b", "a"]) await arrive(topic);
    time.now = 5001;
    for (const topic of ["a", "b", "b"]) await arrive(topic, { "usp-received-at": "7" });
    expect(seen()).toEqual([
      ["a", 5000, 0],
      ["a", 5000, 1],
      ["b", 5000, 0],
      ["a", 5000, 2],
      ["a", 5001, 0],
      ["b", 5001, 0],
      ["b", 5001, 1],
    ]);
  });

  test("what comes again was received when it came first", async () => {
    const { arrive, time, seen } = setUp(false);
    const [first, second] = [{}, {}];
    for (const each of [first, second]) await arrive("a", {}, each);
    time.now = 9000;
    for (const each of [{}, second, first, {}]) await arrive("a", {}, each);
    expect(seen().slice(2)).toEqual([
      ["a", 9000, 0],
      ["a", 5000, 1, 9000],
      ["a", 5000, 0, 9000],
      ["a", 9000, 1],
    ]);
  });

  test("what was sent before to a process that is gone is marked: nobody knows when it came", async () => {
    const { arrive, received } = setUp(false);
    const known = {};
    await arrive("a", {}, known);
    await arrive("a", {}, known, true);
    await arrive("a", {}, {}, true);
    expect(received.map(({ redelivered }) => redelivered)).toEqual([undefined, undefined, true]);
  });

  test("in a replay is what was received in one millisecond then", async () => {
    const { arrive, time, seen } = setUp(true);
    for (const at of ["700", "700", "701"]) {
      time.now += 1;
      await arrive("a", { "usp-received-at": at });
    }
    expect(seen()).toEqual([
      ["a", 700, 0],
      ["a", 700, 1],
      ["a", 701, 0],
    ]);
  });
});
