/**
 * Requests to agents and their answers, matched by msg_id (TR-369 R-MSG.9), of many agents at once. An answer counts
 * only from the endpoint that was asked. A request that nobody answers in time ends; its late answer is ignored.
 */
import { type BodyToEncode, decodeMessage, encodeMessage, type MessageBody } from "#proto/message.ts";
import { decodeRecord, encodeRecord, type UspRecord } from "#proto/record.ts";

export interface SessionOptions {
  /** Our own endpoint id, which the agent must know as a controller. */
  readonly controllerId: string;
  /** Made unique for this run, so that no answer to another run is taken for ours. */
  readonly runId: string;
  readonly timeoutMs: number;
  /** Publishes a Record to an agent; rejects when it can't. */
  readonly send: (topic: string, record: Uint8Array) => Promise<void>;
  /** Resolves after so long, or earlier when aborted. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

export interface AgentAddress {
  readonly endpointId: string;
  /** Where it listens. */
  readonly topic: string;
}

export type Answer =
  | { readonly ok: true; readonly body: MessageBody }
  | { readonly ok: false; readonly sentence: string };

interface Waiting {
  readonly endpointId: string;
  readonly settle: (answer: Answer) => void;
}

/** Record versions are backwards compatible; 1.3 is what agents in the field say. */
const recordVersion = "1.3";

export class AgentSession {
  readonly #options: SessionOptions;
  readonly #waiting = new Map<string, Waiting>();
  #requests = 0;

  constructor(options: SessionOptions) {
    this.#options = options;
  }

  /** The id of the next message; ids of a run differ. */
  nextMsgId(): string {
    this.#requests += 1;
    return `${this.#options.runId}-${this.#requests}`;
  }

  /** Sends one request and waits for its answer. Never rejects. */
  async request({ endpointId, topic }: AgentAddress, body: BodyToEncode): Promise<Answer> {
    const { controllerId, timeoutMs, send, sleep } = this.#options;
    const msgId = this.nextMsgId();
    const answered = new AbortController();
    const answer = new Promise<Answer>((resolve) => {
      this.#waiting.set(msgId, { endpointId, settle: resolve });
    });
    try {
      await send(topic, toRecord(controllerId, endpointId, encodeMessage({ msgId, body })));
      return await Promise.race([
        answer,
        sleep(timeoutMs, answered.signal).then(() => noAnswer(endpointId, controllerId, topic, timeoutMs)),
      ]);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return { ok: false, sentence: `the request could not be published to ${topic}: ${why}` };
    } finally {
      this.#waiting.delete(msgId);
      answered.abort();
    }
  }

  /** Takes what arrived at the reply topic. Anything that is no answer to an open request is ignored. */
  receive(payload: Uint8Array): void {
    const record = decodeRecord(payload);
    if (!record.ok || record.value.toId !== this.#options.controllerId) return;
    const { fromId, type } = record.value;
    if (type.kind === "disconnect") return this.#disconnected(fromId, type.reason, type.reasonCode);
    const bytes = payloadOf(record.value);
    if (bytes === null) return;
    const message = decodeMessage(bytes);
    if (!message.ok) return;
    const { msgId, body } = message.value;
    const waiting = this.#waiting.get(msgId);
    if (waiting?.endpointId === fromId) waiting.settle({ ok: true, body });
  }

  /** The agent ends the conversation: every open request to it has failed. */
  #disconnected(fromId: string, reason: string, code: number): void {
    const sentence = `the agent ended the conversation: ${reason === "" ? "no reason given" : reason} (${code})`;
    for (const { endpointId, settle } of this.#waiting.values())
      if (endpointId === fromId) settle({ ok: false, sentence });
  }
}

function noAnswer(endpointId: string, controllerId: string, topic: string, timeoutMs: number): Answer {
  const sentence = `no answer from ${endpointId} within ${timeoutMs / 1000} s: is it online and listening at ${topic}, and is ${controllerId} one of its controllers (Device.LocalAgent.Controller.)?`;
  return { ok: false, sentence };
}

function toRecord(fromId: string, toId: string, payload: Uint8Array): Uint8Array {
  const type = { kind: "no_session_context", payload } as const;
  return encodeRecord({ version: recordVersion, toId, fromId, payloadSecurity: "plaintext", type });
}

/** The Message's bytes; null for what carries none, or only a part of one. */
function payloadOf({ type, payloadSecurity }: UspRecord): Uint8Array | null {
  if (payloadSecurity !== "plaintext") return null;
  if (type.kind === "no_session_context") return type.payload;
  if (type.kind !== "session_context" || type.sarState !== "none") return null;
  return Buffer.concat(type.payload);
}
