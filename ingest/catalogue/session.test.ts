/**
 * Cases 27 to 37 of the catalogue in the domain reference, section 10: Records of E2E sessions, bytes in and in the order
 * of receipt, the fate of each out. The timeline above a case: sequence id and state of each Record.
 */
import { describe, expect, it } from "vitest";
import { field, joined, varintField } from "#proto/raw-field.ts";
import { epochMs } from "#schemas/units.ts";
import type { ReceivedMessage } from "../admit.ts";
import {
  endpoint,
  fateOf,
  intakeConfig,
  message,
  notify,
  own,
  receivedAt,
  valueChange,
} from "../intake.fixture.ts";
import { createIntake, type Settled } from "../pipeline.ts";
import type { SegmentLimits } from "../segments.ts";

const limits: SegmentLimits = {
  sessionBytes: 2000,
  totalBytes: 10_000,
  parkBytes: 5000,
  sessionsPerEndpoint: 2,
  messages: 20,
  timeoutMs: 5000,
  shared: false,
};

const states = { none: 0, begin: 1, inprocess: 2, complete: 3 } as const;

interface Sent {
  readonly sequence: number | bigint;
  readonly state: keyof typeof states;
  /** The same state when absent. */
  readonly recordState?: keyof typeof states;
  readonly payload: readonly Uint8Array[];
  readonly session?: number | bigint;
  /** Received so long after the first, milliseconds. */
  readonly after?: number;
  readonly more?: readonly Uint8Array[];
}

/** A Record with a session context, field by field. */
const wire = ({ sequence, state, recordState = state, payload, session = 5, more = [] }: Sent): Uint8Array =>
  joined(
    field(1, "1.3"),
    field(2, "controller"),
    field(3, endpoint),
    ...more,
    field(
      8,
      varintField(1, session),
      varintField(2, sequence),
      varintField(5, states[state]),
      varintField(6, states[recordState]),
      ...payload.map((part) => field(7, part)),
    ),
  );

/** A Message cut into as many parts. */
const parts = (count: number, msgId = "m1"): Uint8Array[] => {
  const whole = notify(valueChange, msgId);
  const at = (index: number): number => Math.ceil((index * whole.length) / count);
  return Array.from({ length: count }, (_, index) => whole.subarray(at(index), at(index + 1)));
};

const begin = (sequence: number | bigint, payload: Uint8Array, more: Partial<Sent> = {}): Sent => ({
  sequence,
  state: "begin",
  payload: [payload],
  ...more,
});
const inprocess: typeof begin = (...given) => ({ ...begin(...given), state: "inprocess" });
const complete: typeof begin = (...given) => ({ ...begin(...given), state: "complete" });
const none: typeof begin = (...given) => ({ ...begin(...given), state: "none" });

interface Run {
  /** Fate of each Record, by its place; what waits has none. */
  readonly fates: readonly string[];
  readonly settled: readonly Settled[];
  readonly sent: readonly ReceivedMessage[];
}

function run(records: readonly Sent[], more: Partial<SegmentLimits> = {}): Run {
  const intake = createIntake(intakeConfig, { ...limits, ...more });
  const sent = records.map((each) =>
    message(own, wire(each), { receivedAt: epochMs(receivedAt + (each.after ?? 0)) }),
  );
  const settled = sent.flatMap((each) => intake.take(each));
  const fates = sent.map((each) => {
    const [decided, ...others] = settled.filter(({ messages }) => messages.includes(each));
    if (others.length > 0) throw new Error("two fates");
    if (decided === undefined) return "waits";
    if (decided.outcome.kind !== "dead_letter" && decided.messages.at(-1) !== each) return "part of another";
    return fateOf(decided.outcome);
  });
  return { fates, settled, sent };
}

const [a2 = new Uint8Array(), b2 = new Uint8Array()] = parts(2);
const [a3 = new Uint8Array(), b3 = new Uint8Array(), c3 = new Uint8Array()] = parts(3);
const [a4, b4, c4, d4] = parts(4, "m2") as [Uint8Array, Uint8Array, Uint8Array, Uint8Array];
const nothing = new Uint8Array();
const produced = "value_change usp-notify";
const part = "part of another";
const violated = "dead_letter sar_protocol_error";
const gap = "dead_letter session_gap";
const tooMany = "dead_letter too_many_segments";
const huge = (1n << 53n) + 1n;

describe("Records of a session and their fates", () => {
  const cases: readonly (readonly [string, readonly Sent[], readonly string[]])[] = [
    // 7 NONE
    ["27 session 5, NONE: delivered", [none(7, notify(valueChange))], [produced]],
    // 1 BEGIN | 2 INPROCESS | 3 COMPLETE
    [
      "28 BEGIN, INPROCESS, COMPLETE in order: one Msg",
      [begin(1, a3), inprocess(2, b3), complete(3, c3)],
      [part, part, produced],
    ],
    ["28 BEGIN, COMPLETE: a message of two", [begin(8, a2), complete(9, b2)], [part, produced]],
    [
      "28 of two messages one after the other, each is one",
      [begin(1, a2), complete(2, b2), begin(3, a3), inprocess(4, b3), complete(5, c3)],
      [part, produced, part, part, produced],
    ],
    [
      "28 the state of the payload record left at its default says nothing",
      [begin(1, a2, { recordState: "none" }), complete(2, b2, { recordState: "none" })],
      [part, produced],
    ],
    [
      "28 a payload record in another state than the payload contradicts it",
      [begin(1, a2, { recordState: "complete" }), none(2, a2, { recordState: "begin" })],
      [violated, violated],
    ],
    // 1 BEGIN | 3 COMPLETE | 2 INPROCESS
    [
      "29 COMPLETE before INPROCESS: held, then delivered once",
      [begin(1, a3), complete(3, c3), inprocess(2, b3)],
      [part, part, produced],
    ],
    [
      "29 the next message overtakes the missing segment: both are delivered",
      [begin(1, a3), complete(3, c3), begin(4, a2), complete(5, b2), inprocess(2, b3)],
      [part, part, part, produced, produced],
    ],
    [
      "30 a duplicate sequence id: one of the two is ignored",
      [begin(1, a3), inprocess(2, b3), inprocess(2, b3), complete(3, c3)],
      [part, "dropped duplicate_segment", part, produced],
    ],
    [
      "30 a duplicate after the message was delivered",
      [begin(1, a2), complete(2, b2), begin(1, a2), complete(2, b2)],
      [part, produced, "dropped duplicate_segment", "dropped duplicate_segment"],
    ],
    [
      "30 the same sequence id with other bytes: they are kept, the message is whole all the same",
      [begin(1, a3), inprocess(2, b3), inprocess(2, c3), complete(3, c3)],
      [part, part, violated, produced],
    ],
    [
      "30 the same session and sequence ids with other bytes after the message was delivered: another message",
      [begin(1, a2), complete(2, b2), begin(1, a3), inprocess(2, b3), complete(3, c3)],
      [part, produced, part, part, produced],
    ],
    // 1 BEGIN, 2 INPROCESS | restart: 1 BEGIN, 2 INPROCESS, 3 COMPLETE
    [
      "30 the same session and sequence ids of an agent that restarted amid a message: the old partial is dropped",
      [begin(1, a3), inprocess(2, b3), begin(1, a4), inprocess(2, b4), inprocess(3, c4), complete(4, d4)],
      [gap, gap, part, part, part, produced],
    ],
    [
      "30 nothing of before gets into what begins anew at another of its sequence ids",
      [begin(1, a3), inprocess(2, b3), begin(2, a2), complete(3, b2)],
      [gap, gap, part, produced],
    ],
    // 1 BEGIN | 3 COMPLETE | ... 5,001 ms ... | 9 NONE
    [
      "31 a gap never filled: after the time-out every segment is a dead letter",
      [begin(1, a3), complete(3, c3), none(9, notify(valueChange), { after: 5001 })],
      [gap, gap, produced],
    ],
    [
      "31 at the time-out exactly it may still be filled",
      [begin(1, a3), complete(3, c3), inprocess(2, b3, { after: 5000 })],
      [part, part, produced],
    ],
    [
      "31 what fills it too late has nothing to belong to",
      [begin(1, a3), complete(3, c3), inprocess(2, b3, { after: 5001 })],
      [gap, gap, violated],
    ],
    [
      "31 a clock set back is no longer waiting",
      [begin(1, a2), complete(2, b2, { after: -6000 })],
      [gap, violated],
    ],
    ["32 COMPLETE without BEGIN", [complete(3, c3)], [violated]],
    ["32 INPROCESS without BEGIN", [inprocess(3, b3), complete(4, c3)], [violated, violated]],
    [
      "32 a segment before the BEGIN that is held: the message is whole all the same",
      [begin(4, a2), inprocess(2, b3), complete(5, b2)],
      [part, violated, produced],
    ],
    [
      "32 a second BEGIN right behind an open message: the first is dropped (R-E2E.21)",
      [begin(1, a3), inprocess(2, b3), begin(3, a2), complete(4, b2)],
      [violated, violated, part, produced],
    ],
    [
      "32 NONE right behind an open message: that one is dropped, NONE is delivered",
      [begin(1, a3), none(2, notify(valueChange))],
      [violated, produced],
    ],
    // session 5: 1 BEGIN | session 6: 1 BEGIN, 2 COMPLETE
    [
      "33 a new session id: the old partial is dropped, the new session starts at 1",
      [begin(1, a3), inprocess(2, b3), begin(1, a2, { session: 6 }), complete(2, b2, { session: 6 })],
      [gap, gap, part, produced],
    ],
    [
      "33 NONE of a new session drops it too",
      [begin(1, a2), none(1, notify(valueChange), { session: 6 })],
      [gap, produced],
    ],
    [
      "34 endless INPROCESS: cut at the cap of segments, what follows has no BEGIN",
      [begin(1, a3), ...Array.from({ length: 20 }, (_, index) => inprocess(index + 2, b3))],
      [...Array.from({ length: 20 }, () => tooMany), violated],
    ],
    [
      "34 endless INPROCESS: cut at the cap of bytes",
      [begin(1, Buffer.alloc(900)), inprocess(2, Buffer.alloc(900)), inprocess(3, Buffer.alloc(900))],
      Array.from({ length: 3 }, () => "dead_letter record_too_large"),
    ],
    [
      "35 payload twice in one PLAINTEXT Record: concatenated",
      [{ sequence: 1, state: "none", payload: [a2, b2] }],
      [produced],
    ],
    [
      "35 the same in a segment",
      [{ sequence: 1, state: "begin", payload: [a3, b3] }, complete(2, c3)],
      [part, produced],
    ],
    [
      "36 session_id 0 or 1 is rejected",
      [none(1, notify(valueChange), { session: 0 }), begin(1, a2, { session: 1 })],
      ["dead_letter session_id_invalid", "dead_letter session_id_invalid"],
    ],
    [
      "37 sequence_id above 2^53: compared exactly",
      [begin(huge, a3), inprocess(huge + 1n, b3), complete(huge + 2n, c3)],
      [part, part, produced],
    ],
    [
      "37 ids that a double can't tell apart are two segments",
      [begin(1n << 53n, a3), inprocess(huge, b3), complete(huge + 1n, c3)],
      [part, part, produced],
    ],
    [
      "37 session ids that a double can't tell apart are two sessions",
      [begin(1, a2, { session: 1n << 53n }), complete(2, b2, { session: huge })],
      [gap, violated],
    ],
    [
      "37 the last sequence id there is",
      [begin((1n << 64n) - 2n, a2), complete((1n << 64n) - 1n, b2)],
      [part, produced],
    ],
    // 1 BEGIN | 2 no payload | 3 COMPLETE
    [
      "a Record without a payload amid a message is no part of it and no gap",
      [begin(1, a2), none(2, nothing), complete(3, b2), begin(1, a2), complete(3, b2)],
      [
        part,
        "dropped empty_session_payload",
        produced,
        "dropped duplicate_segment",
        "dropped duplicate_segment",
      ],
    ],
    [
      "nor where it comes last",
      [begin(1, a2), none(2, nothing), complete(4, b2), none(3, nothing)],
      [part, "dropped empty_session_payload", produced, "dropped empty_session_payload"],
    ],
    [
      "what follows a message behind one is the next message",
      [begin(1, a2), complete(2, b2), none(3, nothing), begin(4, a3), none(5, notify(valueChange))],
      [part, produced, "dropped empty_session_payload", violated, produced],
    ],
    [
      "a message without bytes in two segments is none",
      [begin(1, new Uint8Array()), complete(2, new Uint8Array())],
      [part, "dropped empty_session_payload"],
    ],
    [
      "segments of TLS can't be put together",
      [begin(1, a2, { more: [varintField(4, 1)] })],
      ["dead_letter encrypted_unsupported"],
    ],
  ];
  it.each(cases)("%s", (_name, sent, fates) => {
    expect(run(sent).fates).toEqual(fates);
  });
});

describe("a message put together", () => {
  it("28 is the event that the whole in one Record would be", () => {
    const [one] = run([none(3, notify(valueChange), { after: 30 })]).settled;
    const several = run([begin(1, a3), inprocess(2, b3, { after: 20 }), complete(3, c3, { after: 30 })]);
    expect(several.settled).toHaveLength(1);
    expect(several.settled[0]?.outcome).toEqual(one?.outcome);
    expect(several.settled[0]?.messages).toEqual(several.sent);
  });

  it("29 has the time of the segment that completed it", () => {
    const { settled } = run([begin(1, a3), complete(3, c3, { after: 10 }), inprocess(2, b3, { after: 40 })]);
    const [{ outcome } = { outcome: null }] = settled;
    const times = outcome?.kind === "produced" ? outcome.events.map((event) => event.received_at) : [];
    expect(times).toEqual([receivedAt + 40]);
  });

  it("22 has the flags of all its segments", () => {
    const { settled } = run([begin(1, a2, { more: [field(5, "mac")] }), complete(2, b2)]);
    expect(settled[0]?.outcome).toMatchObject({ events: [{ flags: ["signature_unverified"] }] });
  });

  it("13 that is no Message is a dead letter, for each of its segments", () => {
    const { settled } = run([begin(1, Buffer.from("non")), complete(2, Buffer.from("sense"))]);
    expect(settled).toMatchObject([
      { messages: [{}, {}], outcome: { kind: "dead_letter", reason: "message_parse_error" } },
    ]);
  });
});

describe("waiting is bounded", () => {
  const reports = (count: number): ReceivedMessage[] =>
    Array.from({ length: count }, () => message("x/bulk/b", '{"Report":[{}]}'));
  const fatesOf = (given: readonly ReceivedMessage[], more: Partial<SegmentLimits> = {}): string[] => {
    const intake = createIntake(intakeConfig, { ...limits, ...more });
    return given.flatMap((each) => intake.take(each)).map(({ outcome }) => fateOf(outcome));
  };

  it("31 by the messages of others: those behind are acknowledged only with it", () => {
    const given = [message(own, wire(begin(1, a2))), ...reports(19)];
    expect(fatesOf(given)).toEqual(Array.from({ length: 19 }, () => "report mqtt-bulk"));
    expect(fatesOf([...given, ...reports(1)]).filter((fate) => fate === gap)).toHaveLength(1);
  });

  it("31 by the time since a segment came; one that the broker sent again came then", () => {
    const [first, second] = [begin(1, a2), complete(2, b2)].map((each) => message(own, wire(each)));
    if (first === undefined || second === undefined) throw new Error("two segments");
    const [again, later] = [epochMs(receivedAt + 60_000), epochMs(receivedAt + 64_000)];
    expect(fatesOf([first, { ...first, cameAgainAt: again }, { ...second, receivedAt: later }])).toEqual([
      "dropped duplicate_segment",
      produced,
    ]);
  });

  it("31 and only the message that waits too long is given up, not a later one of its session", () => {
    const later = [begin(4, a2), complete(5, b2)].map((each) => message(own, wire(each)));
    const given = [begin(1, a3), inprocess(2, b3)].map((each) => message(own, wire(each)));
    expect(
      fatesOf([...given, ...reports(17), ...later]).filter((fate) => fate !== "report mqtt-bulk"),
    ).toEqual([gap, gap, produced]);
  });

  it("by sessions: of one gateway's with three controllers the oldest is given up", () => {
    const toward = (to: string): ReceivedMessage => message(own, joined(wire(begin(1, a2)), field(2, to)));
    expect(fatesOf(["c1", "c2"].map(toward))).toEqual([]);
    expect(fatesOf(["c1", "c2", "c3"].map(toward))).toEqual([tooMany]);
  });

  it("by the bytes of all: what takes most is given up", () => {
    const from = (id: string, bytes: number): ReceivedMessage =>
      message("x/controller", joined(wire(begin(1, Buffer.alloc(bytes))), field(3, `os::${id}`)));
    const intake = createIntake(intakeConfig, { ...limits, totalBytes: 3000 });
    const settled = [from("a", 800), from("b", 1200), from("c", 1000)].flatMap((each) => intake.take(each));
    expect(settled).toMatchObject([{ outcome: { reason: "too_many_segments", endpointId: "os::b" } }]);
  });

  it("to what is ours: a segment for a controller that does not count is dropped, and holds up nobody", () => {
    const controller = { mode: "tap", counted: ["another"] } as const;
    const intake = createIntake({ ...intakeConfig, controller }, limits);
    const settled = intake.take(message(own, wire(begin(1, a2))));
    expect(settled.map(({ outcome }) => fateOf(outcome))).toEqual(["dropped other_controller"]);
  });

  it("with room for no message behind, segments are not waited for", () => {
    expect(fatesOf([message(own, wire(begin(1, a2)))], { messages: 0 })).toEqual([tooMany]);
  });

  it("another gateway's segments are no part of it, whatever ids they have", () => {
    const other = joined(wire(inprocess(2, b3)), field(3, "os::00D09E-b"));
    const records = [wire(begin(1, a3)), other, wire(inprocess(2, b3)), wire(complete(3, c3))];
    const given = records.map((bytes) => message("x/controller", bytes));
    expect(fatesOf(given)).toEqual([violated, produced]);
  });

  it("spread over bridges that divide a topic they can't be put together: the dead letter says what to do", () => {
    const intake = createIntake(intakeConfig, { ...limits, shared: true });
    intake.take(message(own, wire(begin(1, a2))));
    const [settled] = intake.giveUp(epochMs(receivedAt + 5001));
    expect(settled?.outcome).toMatchObject({
      reason: "session_gap",
      endpointId: endpoint,
      detail:
        "session 5, sequence 1: not whole 5000 ms after a segment of it; bridges that divide a topic filter also divide the segments of a message, so segmented traffic wants one bridge per topic filter",
    });
  });
});
