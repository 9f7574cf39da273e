/** A request and what an agent answered, by their msg_id. */
import type { BodyToEncode, MessageBody } from "#proto/message.ts";

export interface Exchange {
  /** Null where it was not seen: all but an Add's answers tell by themselves what they changed. */
  readonly request: BodyToEncode | null;
  readonly response: MessageBody;
}
