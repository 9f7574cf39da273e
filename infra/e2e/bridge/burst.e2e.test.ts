/**
 * A link is lost for an hour; then its gateways come back together and send what they have stored, each in its own order.
 * In recorded time, so that the hour costs no hour.
 *
 *     minute   0 .. 4      5 ............ 64      65 .. 69
 *     sent     as it is    nothing                all stored reports at once, and those of these minutes
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";
import type { ReplayResult } from "#infra/cli/replay/result.ts";
import { type Product, startProduct } from "../product.ts";

const startMs = Date.UTC(2026, 10, 20, 12);
const minuteMs = 60_000;
const intervalMs = 20_000;
const perMinute = minuteMs / intervalMs;
const lostFrom = 5;
const backAt = 65;
const minutes = 70;
/** The default horizon: a window is revised up to 15 minutes after its end. */
const horizonMinutes = 15;

/** How a gateway that comes back sends what it has stored. */
const manners = ["oldest first", "newest first", "oldest first, after a report of now"] as const;
const gatewaysOfEach = 15;
const idOf = (manner: (typeof manners)[number], number: number): string =>
  `cpe-burst-${manners.indexOf(manner)}-${number}`;
const steady = "cpe-burst-steady";
const homeOf = (id: string): string => `os::00D09E-${id}`;

interface Sent {
  readonly id: string;
  readonly observedMs: number;
  readonly receivedMs: number;
}

const timesBetween = (fromMinute: number, toMinute: number): number[] =>
  Array.from(
    { length: (toMinute - fromMinute) * perMinute },
    (_, index) => startMs + fromMinute * minuteMs + index * intervalMs,
  );

const asItIs = (id: string, times: readonly number[]): Sent[] =>
  times.map((at) => ({ id, observedMs: at, receivedMs: at + 200 }));

/** Everything of one gateway; the burst is received within seconds. */
function sentBy(id: string, manner: (typeof manners)[number]): Sent[] {
  const stored = timesBetween(lostFrom, backAt);
  const [firstBack = 0, ...back] = timesBetween(backAt, minutes);
  const inOrder = manner === "newest first" ? stored.toReversed() : stored;
  const burst =
    manner === "oldest first, after a report of now" ? [firstBack, ...inOrder] : [...inOrder, firstBack];
  return [
    ...asItIs(id, timesBetween(0, lostFrom)),
    ...burst.map((at, index) => ({ id, observedMs: at, receivedMs: firstBack + 200 + index * 10 })),
    ...asItIs(id, back),
  ];
}

function captureLine({ id, observedMs, receivedMs }: Sent): string {
  const row = {
    "ApAssociatedDevice.1.1.MACAddress": "02:00:5E:10:00:01",
    "ApAssociatedDevice.1.1.SignalStrength": -50,
  };
  const report = { Report: [{ CollectionTime: observedMs / 1000, ...row }] };
  return JSON.stringify({
    t_ms: receivedMs,
    topic: `oktopus/usp/v1/bulkdata/${id}`,
    qos: 1,
    retain: false,
    mqtt_version: 5,
    properties: {},
    payload_b64: Buffer.from(JSON.stringify(report)).toString("base64"),
  });
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, index) => from + index);

describe("a burst after link loss", () => {
  let product: Product;
  let result: ReplayResult;
  const sent = [
    ...asItIs(steady, timesBetween(0, minutes)),
    ...manners.flatMap((manner) => range(0, gatewaysOfEach).flatMap((n) => sentBy(idOf(manner, n), manner))),
  ].toSorted((a, b) => a.receivedMs - b.receivedMs);

  beforeAll(async () => {
    const stack = localStack();
    const file = join(stack.runDir, "burst.ndjson");
    writeFileSync(file, sent.map(captureLine).join("\n"));
    product = await startProduct({ stack });
    result = await product.replay([file], "{endpoint}");
  });
  afterAll(() => product.stop());

  /** Minute of each window of a home, with its reports and how it closed first. */
  const windowsOf = async (id: string) =>
    (
      await product.ask(
        `SELECT toString(toUnixTimestamp(window_start)) AS start, toString(received) AS received, closed_by
         FROM home_window WHERE home_id = '${homeOf(id)}' ORDER BY window_start`,
      )
    ).map(({ start, received, closed_by }) => ({
      minute: (Number(start) * 1000 - startMs) / minuteMs,
      received: Number(received),
      closedBy: closed_by,
    }));

  test("every report is in the tables once, those past the horizon too", async () => {
    expect(result).toMatchObject({ unaccounted: [], duplicates: 0, deadLetters: {}, published: sent.length });
    expect(
      await product.ask(
        `SELECT home_id, toString(count()) AS reports, toString(uniqExact(observed_at)) AS times
         FROM station_observation GROUP BY home_id HAVING reports != times OR times != '${minutes * perMinute}'`,
      ),
    ).toEqual([]);
    expect(
      await product.ask("SELECT toString(uniqExact(home_id)) AS homes FROM station_observation"),
    ).toEqual([{ homes: String(manners.length * gatewaysOfEach + 1) }]);
  });

  test("one that stayed has every minute whole, and none of them closed for silence but the last", async () => {
    const windows = await windowsOf(steady);
    expect(windows.map(({ minute, received }) => [minute, received])).toEqual(
      range(0, minutes).map((minute) => [minute, perMinute]),
    );
    expect(windows.filter(({ closedBy }) => closedBy === "idle").map(({ minute }) => minute)).toEqual(
      windows.at(-1)?.closedBy === "idle" ? [minutes - 1] : [],
    );
  });

  test("oldest first: every minute is whole, by observed time; the one silence is the gateway's own", async () => {
    for (const number of range(0, gatewaysOfEach)) {
      const windows = await windowsOf(idOf("oldest first", number));
      expect(windows.map(({ minute, received }) => [minute, received])).toEqual(
        range(0, minutes).map((minute) => [minute, perMinute]),
      );
      const silent = windows.filter(({ closedBy, minute }) => closedBy === "idle" && minute < minutes - 1);
      expect(silent.map(({ minute }) => minute)).toEqual([lostFrom - 1]);
    }
  });

  test.each(["newest first", "oldest first, after a report of now"] as const)(
    "%s: every minute within the horizon is whole, and none before it is made up",
    async (manner) => {
      const newest = manner === "newest first" ? backAt - 1 / perMinute : backAt;
      const revisable = Math.floor(newest - horizonMinutes);
      for (const number of range(0, gatewaysOfEach)) {
        const windows = await windowsOf(idOf(manner, number));
        expect(windows.map(({ minute, received }) => [minute, received])).toEqual(
          [...range(0, lostFrom), ...range(revisable, minutes)].map((minute) => [minute, perMinute]),
        );
        const silent = windows.filter(({ closedBy, minute }) => closedBy === "idle" && minute < minutes - 1);
        expect(silent.map(({ minute }) => minute)).toEqual([lostFrom - 1]);
      }
    },
  );
});
