/**
 * Puts messages together that came as segments of an E2E session (TR-369 R-E2E.20 to .25), as far as one can who only
 * listens: nothing can be asked for again, so what stays incomplete is given up.
 *
 * Whoever waits for the rest of a message holds up every acknowledgement behind it (MQTT-4.6.0), so waiting is
 * bounded in three ways: by received time, by the messages that were read meanwhile, of whomever, and by bytes. The
 * messages read bound the rest too: what waits is always among the last `messages` that were read.
 *
 * Where the broker waits too, what waits is parked: acknowledged while Kafka keeps it (`parked-segments.ts`).
 */
import type { EpochMs } from "#schemas/units.ts";
import type { ReceivedMessage } from "./admit.ts";
import type { BridgeConfig } from "./config.ts";
import type { Origin } from "./event.ts";
import { deadLetter, dropped, type Outcome } from "./outcome.ts";
import { DeliveredSegments } from "./delivered-segments.ts";
import { Recent } from "./recent.ts";
import {
  hasBegun,
  nextTo,
  oldestMessage,
  parkedSizeBytes,
  runThrough,
  sameSegment,
  type Segment,
} from "./segment.ts";
import {
  type Enclosing,
  type SarState,
  sarStateOf,
  sessionKey,
  type SessionRecord,
} from "./session-record.ts";

export interface SegmentLimits {
  /** Bytes of the Records that are under way in one session. */
  readonly sessionBytes: number;
  /** The same of all sessions together. */
  readonly totalBytes: number;
  /** Most bytes of a message that Kafka can keep. */
  readonly parkBytes: number;
  /** Sessions of one endpoint that wait at once. */
  readonly sessionsPerEndpoint: number;
  /** Messages read, of whomever, from a segment on until it is given up. 0: segments are never waited for. */
  readonly messages: number;
  /** Received time from a segment on until it is given up. */
  readonly timeoutMs: number;
  /** Whether other bridges may get some of the segments. */
  readonly shared: boolean;
}

export interface SegmentConfig extends Pick<BridgeConfig, "limits"> {
  readonly mqtt: Pick<BridgeConfig["mqtt"], "receiveMaximum" | "heldPubacks" | "sharedGroup">;
}

/**
 * Half of the messages that may be unacknowledged, so that reading goes on while segments wait; and seconds, as agents
 * send the segments of one message in one go.
 */
export const segmentLimits = ({ mqtt, limits }: SegmentConfig): SegmentLimits => ({
  sessionBytes: limits.recordBytes,
  totalBytes: 64 << 20,
  parkBytes: limits.kafkaRecordBytes - producerOverheadBytes,
  sessionsPerEndpoint: 4,
  messages: Math.floor(Math.min(mqtt.receiveMaximum, mqtt.heldPubacks) / 2),
  timeoutMs: 5000,
  shared: mqtt.sharedGroup !== null,
});

/** What a producer adds around one record, with room to spare. */
const producerOverheadBytes = 1024;

/** Of a segment that is acknowledged before its message is whole, while Kafka keeps it: what becomes of it comes later. */
export interface Parked {
  readonly kind: "parked";
}

/** The Message of a Record that needs no others any more. */
export interface WholeMessage {
  readonly kind: "whole";
  readonly payload: Uint8Array;
  /** The Record that completed it, with the flags of all. */
  readonly enclosing: Enclosing;
}

/** What was decided: one result for all these, the last of which made it known. */
export interface Assembled {
  readonly messages: readonly ReceivedMessage[];
  readonly result: WholeMessage | Outcome | Parked;
}

interface Session {
  readonly id: bigint;
  readonly endpointId: string;
  /** By sequence id, in the order they came. */
  readonly held: Map<bigint, Segment>;
  /** Sequence ids of Records without a payload, which acknowledge or ask again amid a message: no gaps. */
  readonly wordless: Set<bigint>;
  bytes: number;
}

/** What a session failed of, for the dead letters of all its segments. */
interface Failure {
  readonly reason: "session_gap" | "sar_protocol_error" | "record_too_large" | "too_many_segments";
  readonly detail: string;
}

const nothing: readonly Assembled[] = [];

/**
 * An endpoint's debt: what it made the broker wait, less the messages it completed. Above the most it is not waited for,
 * so that one that never completes anything can't hold up the others of a broker that waits (HiveMQ) again and again.
 */
const debt = { perStall: 10, perMessage: -1, most: 80 } as const;
const mostDebtors = 1000;

export class Reassembly {
  readonly #limits: SegmentLimits;
  readonly #sessions = new Map<string, Session>();
  readonly #delivered = new DeliveredSegments();
  /** Held, and acknowledged. */
  readonly #parked = new Set<Segment>();
  readonly #debts = new Recent<number>(mostDebtors);
  #read = 0;
  #bytes = 0;

  constructor(limits: SegmentLimits) {
    this.#limits = limits;
  }

  /** Segments that wait for others, and their Records' bytes. */
  get waiting(): { readonly segments: number; readonly bytes: number } {
    const sizes = [...this.#sessions.values()].map(({ held }) => held.size);
    return { segments: sizes.reduce((sum, size) => sum + size, 0), bytes: this.#bytes };
  }

  /** To be called for every message that is read, before anything is made of it: what has waited too long is given up. */
  advance({ receivedAt, cameAgainAt }: ReceivedMessage): readonly Assembled[] {
    this.#read += 1;
    // The copies of what waits since before the connection was lost are coming just now, before anything new.
    return this.giveUpOld(cameAgainAt === undefined ? receivedAt : null);
  }

  /**
   * Gives up what has waited too long at `time` (null: whatever the time), or for too many messages. A clock that was
   * set back counts as one that went on.
   */
  giveUpOld(time: EpochMs | null): readonly Assembled[] {
    if (this.#sessions.size === 0) return nothing;
    return [...this.#sessions].flatMap(([key, session]) =>
      this.#failOldestWhile(key, () => this.#tooLong(session, time)),
    );
  }

  /** Why a session's oldest segment is not to wait any longer; null when it may. */
  #tooLong({ held }: Session, time: EpochMs | null): Failure | null {
    const { messages, timeoutMs } = this.#limits;
    const [oldest] = held.values();
    if (oldest === undefined) return null;
    if (time !== null && Math.abs(time - oldest.at) > timeoutMs)
      return gap(`not whole ${timeoutMs} ms after a segment of it`);
    return this.#read - oldest.ordinal < messages
      ? null
      : gap(`not whole when ${messages} more messages had been read`);
  }

  /** Gives up everything, because nothing more will come. */
  giveUpAll(): readonly Assembled[] {
    return [...this.#sessions.keys()].flatMap((key) => this.#fail(key, gap("nothing more was received")));
  }

  /**
   * Parks all that waits, because the broker sends nothing more before it is acknowledged. What Kafka can't keep is given
   * up with its message.
   */
  release(): readonly Assembled[] {
    const failed = [...this.#sessions].flatMap(([key, { held }]) =>
      this.#failOldestWhile(key, () =>
        [...held.values()].some((each) => this.#isTooLarge(each)) ? stalled : null,
      ),
    );
    const waiting = [...this.#sessions.values()].flatMap(({ held }) => [...held.values()]);
    const fresh = waiting.filter((segment) => !this.#parked.has(segment));
    for (const endpointId of new Set(fresh.map(({ record }) => record.origin.endpointId)))
      this.#owe(endpointId, debt.perStall);
    return [...failed, ...fresh.map((segment) => this.#park(segment))];
  }

  #park(segment: Segment): Assembled {
    this.#parked.add(segment);
    return alone(segment.message, { kind: "parked" });
  }

  #isTooLarge(segment: Segment): boolean {
    return !this.#parked.has(segment) && parkedSizeBytes(segment.message) > this.#limits.parkBytes;
  }

  /** Takes a Record of a session: what is decided by it. Nothing, when it waits for others. */
  take(message: ReceivedMessage, record: SessionRecord): readonly Assembled[] {
    const { session, origin } = record;
    if (session.sessionId < 2n) {
      const detail = `session_id ${session.sessionId}; R-E2E.3 wants more than 1`;
      return [alone(message, deadLetter("session_id_invalid", detail, origin.endpointId))];
    }
    const state = sarStateOf(session);
    if (state === null) {
      const detail = `payload_sar_state ${session.sarState}, payloadrec_sar_state ${session.payloadRecSarState}`;
      return [alone(message, deadLetter("sar_protocol_error", detail, origin.endpointId))];
    }
    const key = sessionKey(record);
    if (session.payload.every(({ length }) => length === 0) && state === "none")
      return [...this.#restart(key, session.sessionId), ...this.#wordless(key, message, session.sequenceId)];
    const failed = [...this.#restart(key, session.sessionId), ...this.#contradict(key, record, state)];
    const taken =
      state === "none"
        ? [alone(message, toWhole(session.payload, record))]
        : this.#segment(key, message, record, state);
    return failed.length === 0 ? taken : [...failed, ...taken];
  }

  /** A Record without a payload: it is no part of a message, and completes one whose last gap it was. */
  #wordless(key: string, message: ReceivedMessage, sequenceId: bigint): readonly Assembled[] {
    const itself = alone(message, dropped("empty_session_payload"));
    const session = this.#sessions.get(key);
    if (session === undefined || session.wordless.size >= this.#limits.messages) return [itself];
    session.wordless.add(sequenceId);
    const before = nextTo(session, sequenceId, -1n);
    const run = before === undefined ? null : runThrough(session, before);
    const last = run?.at(-1);
    return !run || last === undefined ? [itself] : [itself, this.#deliver(key, run, last)];
  }

  /** Another session id: the sender has begun anew, and will not complete what it began before (R-E2E.4, R-E2E.6). */
  #restart(key: string, sessionId: bigint): readonly Assembled[] {
    const open = this.#sessions.get(key);
    if (open === undefined || open.id === sessionId) return nothing;
    return this.#fail(key, gap(`session ${sessionId} began before it was whole`));
  }

  /** A Record that can't be next to those held: the session has failed (R-E2E.21). */
  #contradict(key: string, { session }: SessionRecord, state: SarState): readonly Assembled[] {
    const open = this.#sessions.get(key);
    if (open === undefined || open.held.has(session.sequenceId)) return nothing;
    const before = nextTo(open, session.sequenceId, -1n)?.state ?? null;
    const after = nextTo(open, session.sequenceId, 1n)?.state ?? null;
    const continues = state === "inprocess" || state === "complete";
    const isOpen = state === "begin" || state === "inprocess";
    const wrong =
      (before !== null && continues === (before === "complete")) ||
      (after !== null && isOpen === (after === "begin"));
    if (!wrong) return nothing;
    const names = `${before ?? "?"}, ${state}, ${after ?? "?"}`;
    return this.#fail(key, violation(`${names} around sequence ${session.sequenceId}`));
  }

  #segment(
    key: string,
    message: ReceivedMessage,
    record: SessionRecord,
    state: Segment["state"],
  ): readonly Assembled[] {
    const at = message.cameAgainAt ?? message.receivedAt;
    const segment: Segment = { message, record, state, at, ordinal: this.#read };
    const { sequenceId } = record.session;
    const earlier = this.#sessions.get(key)?.held.get(sequenceId);
    if (earlier !== undefined) return this.#again(key, earlier, segment);
    if (this.#delivered.has(key, record)) return [alone(message, dropped("duplicate_segment"))];
    if (state !== "begin" && !hasBegun(this.#sessions.get(key)?.held, sequenceId))
      return [this.#refused(segment, violation(`${state} without begin`))];
    return [...this.#makeRoom(key, segment), ...this.#hold(key, segment)];
  }

  /** Sent again it is the newer one that waits: the earlier one's acknowledgement holds up nobody any longer (R-E2E.25). */
  #again(key: string, earlier: Segment, segment: Segment): readonly Assembled[] {
    if (!sameSegment(earlier, segment)) return this.#contradictory(key, segment);
    this.#remove(key, [earlier]);
    this.#keep(key, segment);
    return [alone(earlier.message, dropped("duplicate_segment")), ...this.#notWaitedFor(key, segment)];
  }

  /**
   * A sequence id that is held with another payload. A begin is that of a sender that has begun anew (OB-USP-AGENT takes the
   * same session id again when it restarts): what is held is of before.
   */
  #contradictory(key: string, segment: Segment): readonly Assembled[] {
    if (segment.state !== "begin")
      return [this.#refused(segment, violation("its sequence id came before with another payload"))];
    const { sequenceId } = segment.record.session;
    const failed = this.#fail(
      key,
      gap(`its sender began anew at sequence ${sequenceId} before it was whole`),
    );
    return [...failed, ...this.#hold(key, segment)];
  }

  /** A segment that was just kept, parked at once where its endpoint owes too much. */
  #notWaitedFor(key: string, segment: Segment): readonly Assembled[] {
    const { endpointId } = segment.record.origin;
    if ((this.#debts.get(endpointId) ?? 0) < debt.most || this.#parked.has(segment)) return nothing;
    return this.#isTooLarge(segment) ? this.#failThese(key, [segment], stalled) : [this.#park(segment)];
  }

  #owe(endpointId: string, more: number): void {
    const owed = this.#debts.get(endpointId) ?? 0;
    if (owed > 0 || more > 0) this.#debts.set(endpointId, Math.min(debt.most, owed + more));
  }

  /** Holds a segment; the message, when it is now whole. */
  #hold(key: string, segment: Segment): readonly Assembled[] {
    const { sessionBytes, messages } = this.#limits;
    const session = this.#keep(key, segment);
    const tooLarge = this.#failOldestWhile(key, () =>
      session.bytes > sessionBytes ? over("record_too_large", `more than ${sessionBytes} bytes`) : null,
    );
    const run = runThrough(session, segment);
    if (run !== null) return [...tooLarge, this.#deliver(key, run, segment)];
    const tooMany = this.#failOldestWhile(key, () =>
      session.held.size >= messages ? over("too_many_segments", `not whole with ${messages} segments`) : null,
    );
    const failed = [...tooLarge, ...tooMany, ...this.#keepWithinTotal()];
    const isHeld = session.held.get(segment.record.session.sequenceId) === segment;
    return isHeld ? [...failed, ...this.#notWaitedFor(key, segment)] : failed;
  }

  /** What takes most goes first. */
  #keepWithinTotal(): readonly Assembled[] {
    const { totalBytes } = this.#limits;
    const failed: Assembled[] = [];
    while (this.#bytes > totalBytes) {
      const [largest] = [...this.#sessions].sort(([, a], [, b]) => b.bytes - a.bytes);
      if (largest === undefined) break;
      const why = `segments of all gateways take more than ${totalBytes} bytes, its session's most`;
      failed.push(...this.#failOldest(largest[0], over("too_many_segments", why)));
    }
    return failed;
  }

  #deliver(key: string, run: readonly Segment[], last: Segment): Assembled {
    this.#delivered.add(
      key,
      run.map(({ record }) => record),
    );
    this.#owe(last.record.origin.endpointId, debt.perMessage);
    this.#remove(key, run);
    const flags = new Set(run.flatMap(({ record }) => record.origin.flags));
    const origin: Origin = { ...last.record.origin, flags: [...flags] };
    const payload = run.flatMap(({ record }) => record.session.payload);
    const messages = [...run.filter((each) => each !== last), last].map(({ message }) => message);
    return { messages, result: toWhole(payload, { ...last.record, origin }) };
  }

  /** One session more of an endpoint that has as many as it may: its oldest is given up. */
  #makeRoom(key: string, { record }: Segment): readonly Assembled[] {
    if (this.#sessions.has(key)) return nothing;
    const { sessionsPerEndpoint } = this.#limits;
    const own = [...this.#sessions].filter(([, { endpointId }]) => endpointId === record.origin.endpointId);
    const [oldest] = own.length < sessionsPerEndpoint ? [] : own;
    const why = `${sessionsPerEndpoint} other sessions of the gateway began before it was whole`;
    return oldest === undefined ? nothing : this.#fail(oldest[0], over("too_many_segments", why));
  }

  #keep(key: string, segment: Segment): Session {
    const { endpointId } = segment.record.origin;
    const { sessionId: id, sequenceId } = segment.record.session;
    const session = this.#sessions.get(key) ?? {
      id,
      endpointId,
      held: new Map<bigint, Segment>(),
      wordless: new Set<bigint>(),
      bytes: 0,
    };
    this.#sessions.set(key, session);
    session.held.set(sequenceId, segment);
    if (segment.message.isParked === true) this.#parked.add(segment);
    session.bytes += segment.message.payload.length;
    this.#bytes += segment.message.payload.length;
    return session;
  }

  #remove(key: string, segments: readonly Segment[]): void {
    const session = this.#sessions.get(key);
    if (session === undefined) return;
    for (const segment of segments) {
      const { record, message } = segment;
      this.#parked.delete(segment);
      session.held.delete(record.session.sequenceId);
      session.bytes -= message.payload.length;
      this.#bytes -= message.payload.length;
    }
    if (session.held.size === 0) this.#sessions.delete(key);
  }

  /** A session that has failed: every segment on its own, with the reason for all. */
  #fail(key: string, failure: Failure): readonly Assembled[] {
    return this.#failThese(key, [...(this.#sessions.get(key)?.held.values() ?? [])], failure);
  }

  /** Only the message of a session's oldest segment: what came later may yet be whole. */
  #failOldest(key: string, failure: Failure): readonly Assembled[] {
    const held = this.#sessions.get(key)?.held ?? new Map<bigint, Segment>();
    return this.#failThese(key, oldestMessage(held), failure);
  }

  #failOldestWhile(key: string, failing: () => Failure | null): readonly Assembled[] {
    let failed = nothing;
    for (let failure = failing(); failure !== null && this.#sessions.has(key); failure = failing())
      failed = [...failed, ...this.#failOldest(key, failure)];
    return failed;
  }

  #failThese(key: string, segments: readonly Segment[], failure: Failure): readonly Assembled[] {
    this.#remove(key, segments);
    return segments.map((segment) => this.#refused(segment, failure));
  }

  #refused({ message, record }: Segment, { reason, detail }: Failure): Assembled {
    const { sessionId, sequenceId } = record.session;
    const hint = this.#limits.shared && (reason === "session_gap" || reason === "sar_protocol_error");
    const sentence =
      `session ${sessionId}, sequence ${sequenceId}: ${detail}` + (hint ? `; ${sharedHint}` : "");
    return alone(message, deadLetter(reason, sentence, record.origin.endpointId));
  }
}

const sharedHint =
  "bridges that divide a topic filter also divide the segments of a message, so segmented traffic wants one bridge per topic filter";

const gap = (detail: string): Failure => ({ reason: "session_gap", detail });
const stalled = gap(
  "nothing more comes before it is acknowledged, and it is too large for Kafka to keep meanwhile",
);
const over = (reason: "record_too_large" | "too_many_segments", detail: string): Failure => ({
  reason,
  detail,
});
const violation = (detail: string): Failure => ({ reason: "sar_protocol_error", detail });
const alone = (message: ReceivedMessage, result: Assembled["result"]): Assembled => ({
  messages: [message],
  result,
});

/** A PLAINTEXT Record has one payload; several are one message in parts. */
function toWhole(parts: readonly Uint8Array[], enclosing: Enclosing): WholeMessage | Outcome {
  const [only, ...others] = parts;
  const payload = others.length === 0 ? (only ?? new Uint8Array()) : Buffer.concat(parts);
  return payload.length === 0 ? dropped("empty_session_payload") : { kind: "whole", payload, enclosing };
}
