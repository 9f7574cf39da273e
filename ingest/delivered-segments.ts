/**
 * The last message put together of each session, so that a segment that comes once more (R-E2E.25; a broker sends
 * again what was not acknowledged on the old connection) is known to be one. Bounded: forgets who was quiet longest.
 */
import { hash } from "node:crypto";
import type { SessionRecord } from "./session-record.ts";

interface Delivered {
  readonly sessionId: bigint;
  /** Of each segment, by its sequence id. A session id used anew with other contents is no repetition. */
  readonly digests: ReadonlyMap<bigint, string>;
}

const maxSessions = 256;

export class DeliveredSegments {
  /** By session key; the longest quiet first. */
  readonly #sessions = new Map<string, Delivered>();

  /** Remembers the segments of one message, in order. */
  add(key: string, records: readonly SessionRecord[]): void {
    const [first] = records;
    if (first === undefined) return;
    const { sessionId } = first.session;
    const digests = new Map(records.map((record) => [record.session.sequenceId, digestOf(record)]));
    this.#sessions.delete(key);
    this.#sessions.set(key, { sessionId, digests });
    if (this.#sessions.size <= maxSessions) return;
    const [oldest] = this.#sessions.keys();
    if (oldest !== undefined) this.#sessions.delete(oldest);
  }

  /** Whether the very same segment was part of that message. */
  has(key: string, record: SessionRecord): boolean {
    const delivered = this.#sessions.get(key);
    if (delivered === undefined || delivered.sessionId !== record.session.sessionId) return false;
    const digest = delivered.digests.get(record.session.sequenceId);
    return digest !== undefined && digest === digestOf(record);
  }
}

const digestOf = ({ session }: SessionRecord): string =>
  hash("sha256", Buffer.concat([Buffer.from(session.sarState), ...session.payload]), "base64").slice(0, 22);
