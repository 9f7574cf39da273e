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
import { isGzip, unpack } from "../report/read.ts";
import { cwmpStream, informEvents } from "./events.ts";
import { type DeviceId, readDeviceId, readInform } from "./inform.ts";
import {
  completionResponse,
  type FaultCode,
  faultResponse,
  informResponse,
  noMoreRequests,
  rpcMethodsResponse,
} from "./response.ts";
import { defaultContext, readSoap, type SoapContext, type SoapMessage } from "./soap.ts";
import { CwmpStop, type CwmpReason } from "./stop.ts";

export interface CwmpPost {
  /** As sent: gzip or plain, whatever is declared. */
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
  readonly limits: Pick<IntakeLimits, "recordBytes" | "gzipRatio" | "values" | "depth">;
  /** What becomes of a request that our code fails on, and of whom it is, where that was read; absent: it throws. */
  readonly onFailure?: (error: unknown, endpointId: string | null) => Outcome;
}

export interface CwmpExchange {
  readonly answer: HttpAnswer;
  /** Null for a POST that says nothing: the end of a session. */
  readonly outcome: Outcome | null;
  readonly unpackedBytes: number;
}

type Answered = Omit<CwmpExchange, "unpackedBytes">;

/** A parameter is three elements; the envelope, the events and what firmware adds are few. */
const elementsPerValue = 4;
const otherElements = 1_000;

/** Total: any bytes give an answer, in bounded time and memory. */
export function cwmpExchange(post: CwmpPost, context: CwmpContext): CwmpExchange {
  if (isBlank(post.body)) return { answer: noMoreRequests, outcome: null, unpackedBytes: 0 };
  try {
    const body = unpacked(post.body, context.limits);
    return { ...answered({ ...post, body }, context), unpackedBytes: body.length };
  } catch (error) {
    return { ...failed(error, defaultContext, context), unpackedBytes: post.body.length };
  }
}

function answered(post: CwmpPost, context: CwmpContext): Answered {
  const { values, depth } = context.limits;
  const elements = elementsPerValue * values + otherElements;
  const soap = readSoap(post.body, post.contentType, { depth, elements });
  try {
    return methodExchange(soap, post, context);
  } catch (error) {
    return failed(error, soap.context, context);
  }
}

/** `endpointId`: whose it is, where that was read before it failed. */
function failed(
  error: unknown,
  soap: SoapContext,
  { onFailure }: CwmpContext,
  endpointId: EndpointId | null = null,
): Answered {
  if (error instanceof CwmpStop) {
    const { reason, message } = error;
    const outcome = deadLetter(reason, message, endpointId);
    return { answer: faultResponse(soap, faultOf[reason], message), outcome };
  }
  if (onFailure === undefined) throw error;
  const answer = faultResponse(soap, 8002, "the collector failed on this request");
  return { answer, outcome: onFailure(error, endpointId) };
}

function unpacked(body: Uint8Array, limits: CwmpContext["limits"]): Uint8Array {
  const { recordBytes } = limits;
  if (body.length > recordBytes)
    throw new CwmpStop("record_too_large", `${body.length} bytes, over ${recordBytes}`);
  const plain = isGzip(body) ? unpack(body, limits) : body;
  if (plain instanceof Uint8Array) return plain;
  const isTooMuch = plain.reason === "gzip_ratio_exceeded" || plain.reason === "record_too_large";
  throw new CwmpStop(isTooMuch ? plain.reason : "xml_parse_error", plain.detail);
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
  gzip_ratio_exceeded: 8004,
  too_many_values: 8004,
  too_deep: 8004,
};

function methodExchange(soap: SoapMessage, post: CwmpPost, context: CwmpContext): Answered {
  const { name } = soap.method;
  switch (name) {
    case "Inform":
      return informExchange(soap, post, context);
    case "GetRPCMethods":
      return { answer: rpcMethodsResponse(soap.context), outcome: dropped("request") };
    case "Fault":
      return { answer: noMoreRequests, outcome: dropped("error") };
    default:
  }
  const completed = completionResponse(soap.context, name);
  if (completed !== null) return { answer: completed, outcome: dropped("request") };
  // An answer to another ACS, which a proxy has mirrored.
  if (name.endsWith("Response")) return { answer: noMoreRequests, outcome: dropped("response") };
  const detail = `${name.slice(0, 60)} is none of the methods served here`;
  return { answer: faultResponse(soap.context, 8000, detail), outcome: dropped("request") };
}

function informExchange(soap: SoapMessage, post: CwmpPost, context: CwmpContext): Answered {
  const endpointId = endpointIdOf(readDeviceId(soap.method), context.endpoint);
  try {
    const outcome = informOutcome(endpointId, soap, post, context);
    return { answer: informResponse(soap.context), outcome };
  } catch (error) {
    return failed(error, soap.context, context, endpointId);
  }
}

function informOutcome(
  endpointId: EndpointId,
  soap: SoapMessage,
  post: CwmpPost,
  context: CwmpContext,
): Outcome {
  const inform = readInform(soap.method, context.limits.values);
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
  return { kind: "produced", ...informEvents(inform, context.profileOf(cwmpStream), origin) };
}

function endpointIdOf({ oui, productClass, serialNumber }: DeviceId, template: string): EndpointId {
  const sender = endpointOf({ oui, pc: productClass, sn: serialNumber }, template);
  if (sender.ok) return sender.endpointId;
  const device = JSON.stringify([oui, productClass, serialNumber]).slice(0, 300);
  throw new CwmpStop("endpoint_id_invalid", `${device} can't be made an endpoint id`);
}
