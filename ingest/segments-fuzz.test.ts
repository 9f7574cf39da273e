/** Segments of several gateways, interleaved, lost, repeated, cut and spliced: nothing is lost, doubled or unbounded. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeRecord, encodeRecord } from "#proto/record.ts";
import type { SessionContext } from "#proto/record-type.ts";
import { epochMs } from "#schemas/units.ts";
import type { ReceivedMessage } from "./admit.ts";
import { fateOf, intakeConfig, message, notify, receivedAt, valueChange } from "./intake.fixture.ts";
import { createIntake, type Settled } from "./pipeline.ts";
import { Reassembly, type SegmentLimits } from "./segments.ts";

const limits: SegmentLimits = {
  sessionBytes: 600,
  totalBytes: 1000,
  parkBytes: 5000,
  sessionsPerEndpoint: 2,
  messages: 12,
  timeoutMs: 1000,
  shared: false,
};

interface Fragment {
  readonly gateway: number;
  readonly sessionId: bigint;
  readonly sequenceId: bigint;
  readonly sarState: SessionContext["sarState"];
  readonly payload: Uint8Array;
}

const toRecord = ({ gateway, sessionId, sequenceId, sarState, payload }: Fragment): Uint8Array =>
  encodeRecord({
    version: "1.3",
    toId: "c",
    fromId: `os::${gateway}`,
    payloadSecurity: "plaintext",
    type: {
      kind: "session_context",
      sessionId,
      sequenceId,
      expectedId: 0n,
      retransmitId: 0n,
      sarState,
      payloadRecSarState: sarState,
      payload: [payload],
    },
  });

/** One message of a gateway in parts, from a sequence id on. */
function cut(gateway: number, sessionId: bigint, firstId: bigint, count: number): Fragment[] {
  const whole = notify(valueChange, `${gateway}/${sessionId}/${firstId}`);
  const at = (index: number): number => Math.ceil((index * whole.length) / count);
  const stateOf = (index: number): SessionContext["sarState"] => {
    if (count === 1) return "none";
    return index === 0 ? "begin" : index === count - 1 ? "complete" : "inprocess";
  };
  return Array.from({ length: count }, (_, index) => ({
    gateway,
    sessionId,
    sequenceId: firstId + BigInt(index),
    sarState: stateOf(index),
    payload: whole.subarray(at(index), at(index + 1)),
  }));
}

/** Messages of a gateway, one after the other in one session. */
const traffic = fc
  .record({
    gateway: fc.nat(3),
    sessionId: fc.constantFrom(5n, 5n, 5n, 6n, 1n, 2n ** 60n),
    counts: fc.array(fc.integer({ min: 1, max: 14 }), { minLength: 1, maxLength: 5 }),
  })
  .map(({ gateway, sessionId, counts }) => {
    let next = 1n;
    return counts.flatMap((count) => {
      const fragments = cut(gateway, sessionId, next, count);
      next += BigInt(count);
      return fragments;
    });
  });

const mutation = fc.constantFrom(
  ...Array.from({ length: 20 }, () => "keep"),
  "lose",
  "repeat",
  "swap",
  "cut",
  "splice",
);

const arrivals = fc
  .record({
    streams: fc.array(traffic, { minLength: 2, maxLength: 4 }),
    picks: fc.array(
      fc.record({
        stream: fc.nat(),
        mutation,
        at: fc.nat(),
        laterMs: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 10, 700),
      }),
      { minLength: 20, maxLength: 80 },
    ),
  })
  .map(({ streams, picks }) => {
    const left = streams.map((stream) => [...stream]);
    let time: number = receivedAt;
    let last = new Uint8Array(1);
    return picks.flatMap(({ stream, mutation: what, at, laterMs }) => {
      time += laterMs;
      const own = left[stream % left.length] ?? [];
      if (what === "swap") own.splice(0, 2, ...own.slice(0, 2).toReversed());
      const fragment = own.shift();
      if (fragment === undefined || what === "lose") return [];
      const bytes = toRecord(fragment);
      const earlier = last;
      last = new Uint8Array(bytes);
      const place = at % bytes.length;
      const receive = (payload: Uint8Array): ReceivedMessage =>
        message("x/controller", payload, { receivedAt: epochMs(time) });
      if (what === "repeat") return [receive(bytes), receive(bytes)];
      if (what === "cut") return [receive(bytes.subarray(0, place))];
      if (what === "splice")
        return [receive(Buffer.concat([bytes.subarray(0, place), earlier.subarray(at % earlier.length)]))];
      return [receive(bytes)];
    });
  });

/** How many fates each message has. */
class Fates {
  readonly counts = new Map<ReceivedMessage, number>();

  add(settled: readonly Settled[]): void {
    for (const { messages, outcome } of settled) {
      if (fateOf(outcome) === "") throw new Error("a fate without a name");
      if (outcome.kind === "parked") continue;
      for (const each of messages) this.counts.set(each, (this.counts.get(each) ?? 0) + 1);
    }
  }
}

describe("whatever comes in segments", () => {
  test("every Record has exactly one fate, parked or not, and waits no longer than for so many others", () => {
    fc.assert(
      fc.property(arrivals, fc.constantFrom(1, 3, 100), (given, stallEvery) => {
        const intake = createIntake(intakeConfig, limits);
        const fates = new Fates();
        given.forEach((each, index) => {
          fates.add(intake.take(each));
          if (index % stallEvery === stallEvery - 1) fates.add(intake.release());
          const old = given[index - limits.messages];
          if (old !== undefined && fates.counts.get(old) !== 1) throw new Error(`no fate for ${index}`);
        });
        fates.add(intake.giveUp(null));
        expect([...fates.counts.values()].every((count) => count === 1)).toBe(true);
        expect(fates.counts.size).toBe(given.length);
      }),
      { numRuns: 400 },
    );
  });

  test("what waits is within the limits after every Record", () => {
    fc.assert(
      fc.property(arrivals, (given) => {
        const reassembly = new Reassembly(limits);
        for (const each of given) {
          reassembly.advance(each);
          const decoded = decodeRecord(each.payload);
          if (!decoded.ok || decoded.value.type.kind !== "session_context") continue;
          const { value: record } = decoded;
          const session = decoded.value.type;
          const origin = originOf(record.fromId, each);
          reassembly.take(each, {
            kind: "session",
            record,
            session,
            origin,
            topic: each.topic,
            replyTo: null,
          });
          expect(reassembly.waiting.segments).toBeLessThanOrEqual(limits.messages);
          expect(reassembly.waiting.bytes).toBeLessThanOrEqual(limits.totalBytes);
        }
        reassembly.giveUpAll();
        expect(reassembly.waiting).toEqual({ segments: 0, bytes: 0 });
      }),
      { numRuns: 300 },
    );
  });

  test("segments of any order behind their BEGIN, between those of others, are each message once", () => {
    const shuffled = fc
      .integer({ min: 2, max: 6 })
      .chain((count) =>
        fc.tuple(
          fc.constant(count),
          fc.shuffledSubarray([...Array(count - 1).keys()], { minLength: count - 1 }),
        ),
      );
    fc.assert(
      fc.property(
        fc.array(shuffled, { minLength: 1, maxLength: 3 }),
        fc.array(fc.nat(2)),
        (orders, turns) => {
          const queues = orders.map(([count, order], gateway) => {
            const [first, ...rest] = cut(gateway, 5n, 1n, count);
            return [first, ...order.map((index) => rest[index])].filter((each) => each !== undefined);
          });
          const inTurn = turns.flatMap((turn) => queues[turn]?.splice(0, 1) ?? []);
          const given = [...inTurn, ...queues.flat()].map((each) => message("x/controller", toRecord(each)));
          const intake = createIntake(intakeConfig, { ...limits, messages: 100 });
          const settled = given.flatMap((each) => intake.take(each));
          expect(settled.map(({ outcome }) => fateOf(outcome))).toEqual(
            orders.map(() => "value_change usp-notify"),
          );
          expect(intake.giveUp(null)).toEqual([]);
        },
      ),
      { numRuns: 200 },
    );
  });
});

const originOf = (endpointId: string, { receivedAt: at, arrival }: ReceivedMessage) => ({
  endpointId: endpointId as never,
  homeId: endpointId as never,
  source: "usp-record" as const,
  profileId: "",
  msgId: null,
  receivedAt: at,
  arrival,
  flags: [],
});
