/**
 * One POST of a CPE to its ACS: the answer it gets and what becomes of what it said. Each POST stands for itself, so
 * that the answers may be thrown away (behind a proxy that mirrors the requests of another ACS) and no cookie is needed:
 * an Inform is answered, and whatever follows it ends the session.
 */
import type { EndpointId } from "#schemas/ids.ts";
import type { EpochMs } from "#schemas/units.ts";
import type { IntakeLimits } from "../config.ts";
import type { Origin } from "../event.ts";
import type { HttpAnswer } from "../http/exchange.ts";
import { endpointOf } from "../http/sender.ts";
import type { Identity } from "../identity.ts";
import { deadLetter, dropped, type Outcome } from "../outcome.ts";
import type { Profile } from "../report/profiles.ts";
import { cwmpStream, informEvents } from "./events.ts";
import { readInform, type DeviceId } from "./inform.ts";
import {
  type FaultCode,
  faultResponse,
  informResponse,
  noMoreRequests,
  rpcMethodsResponse,
  transferCompleteResponse,
} from "./response.ts";
import { defaultContext, readSoap, type SoapMessage } from "./soap.ts";
import { CwmpStop, type CwmpReason } from "./stop.ts";

export interface CwmpPost {
  /** Unpacked. */
  readonly body: Uint8Array;
  readonly contentType: string | null;
  readonly receivedAt: EpochMs;
  /** How many POSTs came before it in the same millisecond. */
  readonly arrival: number;
}

export interface CwmpContext {
  /** `os::{oui}-{sn}`, also with `{pc}`. */
  readonly endpoint: string;
  readonly homeOf: Identity["homeOf"];
  readonly profileOf: (stream: string) => Profile;
  readonly limits: Pick<IntakeLimits, "recordBytes" | "values" | "depth">;
}

export interface CwmpExchange {
  readonly answer: HttpAnswer;
  /** Null for a POST that says nothing: the end of a session. */
  readonly outcome: Outcome | null;
}

/** A parameter is three elements; the envelope, the events and what firmware adds are few. */
const elementsPerValue = 4;
const otherElements = 1_000;

/** Total: any bytes give an answer, in bounded time and memory. */
export function cwmpExchange(post: CwmpPost, context: CwmpContext): CwmpExchange {
  const { recordBytes, values, depth } = context.limits;
  if (isBlank(post.body)) return { answer: noMoreRequests, outcome: null };
  let soap: SoapMessage | null = null;
  try {
    if (post.body.length > recordBytes)
      throw new CwmpStop("record_too_large", `${post.body.length} bytes, over ${recordBytes}`);
    const elements = elementsPerValue * values + otherElements;
    soap = readSoap(post.body, post.contentType, { depth, elements });
    return methodExchange(soap, post, context);
  } catch (error) {
    if (!(error instanceof CwmpStop)) throw error;
    const { reason, message } = error;
    const answer = faultResponse(soap?.context ?? defaultContext, faultOf[reason], message);
    return { answer, outcome: deadLetter(reason, message) };
  }
}

/** White space is as good as nothing: some CPEs end a session with a line break. */
const isBlank = (body: Uint8Array): boolean =>
  body.length < 8 && Buffer.from(body).toString("latin1").trim() === "";

const faultOf: Readonly<Record<CwmpReason, FaultCode>> = {
  xml_parse_error: 8003,
  xml_doctype: 8003,
  cwmp_invalid: 8003,
  endpoint_id_missing: 8003,
  endpoint_id_invalid: 8003,
  record_too_large: 8004,
  too_many_values: 8004,
  too_deep: 8004,
};

function methodExchange(soap: SoapMessage, post: CwmpPost, context: CwmpContext): CwmpExchange {
  const { name } = soap.method;
  switch (name) {
    case "Inform":
      return { answer: informResponse(soap.context), outcome: informOutcome(soap, post, context) };
    case "GetRPCMethods":
      return { answer: rpcMethodsResponse(soap.context), outcome: dropped("request") };
    case "TransferComplete":
      return { answer: transferCompleteResponse(soap.context), outcome: dropped("request") };
    case "Fault":
      return { answer: noMoreRequests, outcome: dropped("error") };
    default:
  }
  // An answer to another ACS, which a proxy has mirrored.
  if (name.endsWith("Response")) return { answer: noMoreRequests, outcome: dropped("response") };
  const detail = `${name.slice(0, 60)} is none of the methods served here`;
  return { answer: faultResponse(soap.context, 8000, detail), outcome: dropped("request") };
}

function informOutcome(soap: SoapMessage, post: CwmpPost, context: CwmpContext): Outcome {
  const inform = readInform(soap.method, context.limits.values);
  const endpointId = endpointIdOf(inform.device, context.endpoint);
  const origin: Origin = {
    endpointId,
    homeId: context.homeOf(endpointId),
    source: "cwmp",
    profileId: cwmpStream,
    msgId: null,
    receivedAt: post.receivedAt,
    arrival: post.arrival,
    flags: soap.utf8Replaced ? ["utf8_replaced"] : [],
  };
  return { kind: "produced", ...informEvents(inform, context.profileOf(cwmpStream).resolve, origin) };
}

function endpointIdOf({ oui, productClass, serialNumber }: DeviceId, template: string): EndpointId {
  const sender = endpointOf({ oui, pc: productClass, sn: serialNumber }, template);
  if (sender.ok) return sender.endpointId;
  const device = JSON.stringify([oui, productClass, serialNumber]).slice(0, 300);
  throw new CwmpStop("endpoint_id_invalid", `${device} can't be made an endpoint id`);
}
