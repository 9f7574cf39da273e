/** Records with a session context, as reassembly looks at them. */
import { hash } from "node:crypto";
import type { UspRecord } from "#proto/record.ts";
import type { SessionContext } from "#proto/record-type.ts";
import type { Origin } from "./event.ts";

/** What a Record says of the Message in it. */
export interface Enclosing {
  readonly record: UspRecord;
  readonly origin: Origin;
  /** It came on, without a reply topic. */
  readonly topic: string;
  /** The reply topic it came with; null for none. */
  readonly replyTo: string | null;
}

/** A Record of an E2E session: it holds a Message, or a part of one. */
export interface SessionRecord extends Enclosing {
  readonly kind: "session";
  readonly session: SessionContext;
}

export type SarState = SessionContext["sarState"];

/**
 * Which part of a message a Record holds; null where its two states contradict each other. In plain text the state of
 * the payload record mirrors the payload's; one left at its default says nothing.
 */
export function sarStateOf({ sarState, payloadRecSarState }: SessionContext): SarState | null {
  return payloadRecSarState === sarState || payloadRecSarState === "none" ? sarState : null;
}

/**
 * At most one session between two endpoints at a time (R-E2E.5). The topic is part of it: who may not publish to a
 * gateway's topic can't meddle with its session either.
 */
export const sessionKey = ({ topic, origin, record }: SessionRecord): string =>
  hash("sha256", JSON.stringify([topic, origin.endpointId, record.toId]), "base64");
