/**
 * Learns from what a tap hears: requests of controllers on agents' topics, and the agents' answers. Only answers say that
 * something is so; an Add's says too little without its request, which is kept until then.
 */
import { decodeMessage, type MessageBody, type UspMessage } from "#proto/message.ts";
import { decodeRecord, type UspRecord } from "#proto/record.ts";
import type { OutRecord } from "#schemas/out-record.ts";
import type { EndpointId, HomeId } from "#schemas/ids.ts";
import type { EpochMs } from "#schemas/units.ts";
import type { ReceivedMessage } from "../admit.ts";
import type { Origin } from "../event.ts";
import { RateLimit } from "../rate.ts";
import { splitReplyTo } from "../reply.ts";
import { Reassembly, type SegmentLimits } from "../segments.ts";
import type { ProfileBook, ProfileUpdate } from "./profile-book.ts";
import { rowChanges } from "./row-changes.ts";

/** An Add of a profile with 100 references has some 25 kB. */
const maxRequestBytes = 64 * 1024;
/** Adds of one agent, and agents with Adds, that wait for an answer; of more the oldest are forgotten. */
const maxOfAgent = 4;
const maxAgents = 500;

const subject = Buffer.from("Device.BulkData.Profile.");

/** What one agent may teach, and be asked. Its rows are read and written for each: a controller that polls needs far less. */
const lessonLimits = { messages: { perSecond: 1, burst: 100 }, bytes: { perSecond: 1, burst: 1 } };

/** Nobody's acknowledgement waits for these. */
const segmentLimits: SegmentLimits = {
  sessionBytes: maxRequestBytes,
  totalBytes: 4 * 1024 * 1024,
  parkBytes: 0,
  sessionsPerEndpoint: maxOfAgent,
  messages: 500,
  timeoutMs: 5000,
  shared: false,
};

type Parties = Pick<UspRecord, "fromId" | "toId">;

export class Learning {
  readonly #book: ProfileBook;
  readonly #toRecord: (update: ProfileUpdate) => OutRecord;
  /** By agent. */
  readonly #lessons = new RateLimit(lessonLimits);
  /** By topic. */
  readonly #requests = new RateLimit(lessonLimits);
  readonly #segments = new Reassembly(segmentLimits);
  /** By agent, then by controller and msg_id. */
  readonly #adds = new Map<string, ReadonlyMap<string, MessageBody>>();

  /** `toRecord` makes the record by which others are told. */
  constructor(book: ProfileBook, toRecord: (update: ProfileUpdate) => OutRecord) {
    this.#book = book;
    this.#toRecord = toRecord;
  }

  /** A message on its way to an agent. Most name no profile, and only their Record is decoded. */
  hearRequest(received: ReceivedMessage): void {
    if (received.payload.length > maxRequestBytes) return;
    const record = decodeRecord(received.payload);
    const payload = record.ok ? this.#wholePayload(record.value, received) : null;
    if (!record.ok || payload === null || !namesProfiles(payload)) return;
    if (this.#requests.refuse(splitReplyTo(received.topic).topic, received.receivedAt, 0) !== null) return;
    const message = decodeMessage(payload);
    if (!message.ok) return;
    const { body, msgId } = message.value;
    if (body.kind === "request" && body.name === "add") this.#keep(record.value, msgId, body);
  }

  /** The Message in a Record, or of the segments that it completes; null for none. */
  #wholePayload(record: UspRecord, message: ReceivedMessage): Uint8Array | null {
    const { type } = record;
    if (type.kind === "no_session_context") return type.payload;
    if (type.kind !== "session_context" || record.payloadSecurity !== "plaintext") return null;
    const { topic, replyTo } = splitReplyTo(message.topic);
    const origin = toOrigin(record, message);
    this.#segments.advance(message);
    const taken = this.#segments.take(message, {
      kind: "session",
      session: type,
      record,
      origin,
      topic,
      replyTo,
    });
    const result = taken.at(-1)?.result;
    return result?.kind === "whole" ? result.payload : null;
  }

  /**
   * What an agent said to a controller, on a topic that is that agent's: the bytes and what they decode to. Gives what
   * others have to be told of it.
   */
  hearAnswer(
    { fromId, toId }: Parties,
    payload: Uint8Array,
    { msgId, body }: UspMessage,
    receivedAt: EpochMs,
  ): readonly OutRecord[] {
    if (!namesProfiles(payload) || this.#lessons.refuse(fromId, receivedAt, 0) !== null) return [];
    const request = this.#adds.get(fromId)?.get(keyOf(toId, msgId)) ?? null;
    const changes = rowChanges({ request, response: body });
    const updates = this.#book.learn({ endpointId: fromId, receivedAt, source: "tap" }, changes);
    return updates.map(this.#toRecord);
  }

  /** It stays when it is answered: an answer that the broker sends again is read again. */
  #keep({ fromId, toId }: Parties, msgId: string, body: MessageBody): void {
    const latest = [...(this.#adds.get(toId) ?? [])].slice(1 - maxOfAgent);
    this.#adds.delete(toId);
    this.#adds.set(toId, new Map([...latest, [keyOf(fromId, msgId), body]]));
    const [oldest] = this.#adds.keys();
    if (this.#adds.size > maxAgents && oldest !== undefined) this.#adds.delete(oldest);
  }
}

/** Segments are told apart by it, and no event has it. */
const toOrigin = ({ toId }: UspRecord, { receivedAt, arrival }: ReceivedMessage): Origin => ({
  endpointId: toId as EndpointId,
  homeId: "" as HomeId,
  source: "usp-record",
  profileId: "",
  msgId: null,
  receivedAt,
  arrival,
  flags: [],
});

const namesProfiles = ({ buffer, byteOffset, length }: Uint8Array): boolean =>
  Buffer.from(buffer, byteOffset, length).includes(subject);

const keyOf = (controllerId: string, msgId: string): string => `${controllerId} ${msgId}`;
