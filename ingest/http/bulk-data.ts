/** The door for bulk-data reports: POST or PUT, from a gateway that says who it is (and that it may, where that is asked). */
import type { EndpointId } from "#schemas/ids.ts";
import type { EpochMs } from "#schemas/units.ts";
import { ArrivalCounter } from "../arrival-counter.ts";
import { furtherEventBytes, orInternalError } from "../outcome.ts";
import { RateLimit } from "../rate.ts";
import { mayNotSpeak, type MaySpeakFor, type SpeakerOf } from "./authorization.ts";
import type { Credentials } from "./credentials.ts";
import {
  type HttpAnswer,
  type HttpHead,
  type HttpRequest,
  type HttpRoute,
  refusal,
  tooGreedy,
} from "./exchange.ts";
import type { Reception } from "./reception.ts";
import { declaredType, httpReportFate, type HttpReportContext } from "./report.ts";
import { parseTarget, senderOf } from "./sender.ts";

export interface BulkDataPorts {
  readonly credentials: Credentials;
  readonly maySpeakFor: MaySpeakFor;
  readonly speakerOf: SpeakerOf;
  /** The stream of a path; null for one that is not ours. */
  readonly streamOf: (path: string) => string | null;
  /** Template of an endpoint id. */
  readonly endpoint: string;
  readonly context: HttpReportContext;
  readonly reception: Pick<Reception, "busy" | "take">;
  readonly now: () => EpochMs;
}

/** Longest request target; it becomes part of a dead letter, and its path of a stream's name. */
const maxTargetLength = 2048;

/** With no body and 200: some agents take only 200 and 204 for success, the standard names 200 and 202. */
const accepted: HttpAnswer = { status: 200 };

export function createBulkDataRoute(ports: BulkDataPorts): HttpRoute {
  const { credentials, maySpeakFor, speakerOf, streamOf, endpoint, context, reception, now } = ports;
  const arrivals = new ArrivalCounter();
  const rate = new RateLimit(context.limits);
  const endpointOf = ({ target }: HttpHead): EndpointId | null => {
    const sender = senderOf(parseTarget(target).query, endpoint);
    return sender.ok ? sender.endpointId : null;
  };
  /** Before the body is read, so that what is beyond a gateway's share takes no room from the others'. */
  const refuseSender = (head: HttpHead): HttpAnswer | null => {
    const sender = endpointOf(head);
    if (sender === null) return null;
    if (!maySpeakFor(credentials.speakerOf(head), sender)) return mayNotSpeak(sender);
    return rate.wouldRefuse(sender, now()) ? tooGreedy() : null;
  };
  return {
    serves: (path) => streamOf(path) !== null,
    senderOf: endpointOf,
    admit(head) {
      const misfit = refuseHead(head, endpoint);
      if (misfit?.status === 405) return misfit;
      return credentials.check(head, now()) ?? misfit ?? refuseSender(head) ?? reception.busy();
    },
    receive(request, answer) {
      const endpointId = endpointOf(request);
      const stream = streamOf(parseTarget(request.target).path);
      if (endpointId === null || stream === null)
        return answer(refusal(400, "No report from anybody we know."));
      const receivedAt = now();
      if (rate.refuse(endpointId, receivedAt, request.body.length) !== null) return answer(tooGreedy());
      const arrival = arrivals.next(`${stream} ${endpointId}`, receivedAt);
      const report = { ...partsOf(request), endpointId, stream, receivedAt, arrival };
      const fate = orInternalError(() => httpReportFate(report, context), endpointId);
      if (fate.kind === "refused") return answer(fate.answer);
      const { outcome, unpackedBytes } =
        fate.kind === "outcome" ? fate : { outcome: fate, unpackedBytes: request.body.length };
      rate.charge(endpointId, unpackedBytes - request.body.length + furtherEventBytes(outcome));
      const message = {
        sender: endpointId,
        speaker: speakerOf(credentials.speakerOf(request), endpointId, request.peer ?? null),
        topic: request.target,
        door: "http" as const,
        contentType: declaredType(request.headers) || null,
        payload: request.body,
        receivedAt,
        outcome,
      };
      reception.take(message, request.body.length + unpackedBytes, accepted, answer);
    },
  };
}

const partsOf = ({ headers, body }: HttpRequest): Pick<HttpRequest, "headers" | "body"> => ({
  headers,
  body,
});

/** What is wrong with a request whoever sent it. */
function refuseHead({ method, target }: HttpHead, endpoint: string): HttpAnswer | null {
  if (method !== "POST" && method !== "PUT")
    return refusal(405, "Reports come by POST or PUT.", { allow: "POST, PUT" });
  if (target.length > maxTargetLength)
    return refusal(414, `The request target has more than ${maxTargetLength} characters.`);
  const sender = senderOf(parseTarget(target).query, endpoint);
  return sender.ok ? null : refusal(400, `${sender.detail}.`);
}
