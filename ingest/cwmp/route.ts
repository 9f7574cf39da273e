/**
 * The door for CWMP: the POSTs of a CPE to its ACS, alone or as a proxy mirrors them. Where it is alone, an Inform is
 * answered when Kafka has it, so a CPE that hears nothing sends it again (TR-069 section 3.2.1.1).
 */
import type { EpochMs } from "#schemas/units.ts";
import { ArrivalCounter } from "../arrival-counter.ts";
import type { IntakeLimits } from "../config.ts";
import { mayNotSpeak, type MaySpeakFor, type Speaker } from "../http/authorization.ts";
import type { Credentials } from "../http/credentials.ts";
import { type HttpRoute, refusal, tooGreedy } from "../http/exchange.ts";
import type { Reception } from "../http/reception.ts";
import { internalError, type Outcome } from "../outcome.ts";
import { nobody, RateLimit } from "../rate.ts";
import { type CwmpContext, type CwmpExchange, cwmpExchange, type CwmpPost } from "./exchange.ts";
import { cwmpStream } from "./events.ts";
import { faultResponse } from "./response.ts";
import { defaultContext } from "./soap.ts";

export interface CwmpPorts {
  /** `/cwmp`; paths below it too, as an ACS may have given each model its own. */
  readonly path: string;
  readonly credentials: Credentials;
  readonly maySpeakFor: MaySpeakFor;
  readonly context: CwmpContext & { readonly limits: Pick<IntakeLimits, "messages" | "bytes"> };
  readonly reception: Pick<Reception, "take">;
  readonly now: () => EpochMs;
}

/** Reading XML takes long, and nobody is known before it is read: an Inform of 5,000 parameters is smaller. */
const mostBytes = 1024 * 1024;

export function createCwmpRoute(ports: CwmpPorts): HttpRoute {
  const { path, credentials, maySpeakFor, context, reception, now } = ports;
  const arrivals = new ArrivalCounter();
  const rate = new RateLimit(context.limits);
  const root = path.replace(/\/+$/, "");
  return {
    maxBodyBytes: mostBytes,
    serves: (asked) => asked === root || asked.startsWith(`${root}/`),
    admit: (head) =>
      head.method === "POST"
        ? credentials.check(head, now())
        : refusal(405, "CWMP comes by POST.", { allow: "POST" }),
    receive(request, answer) {
      const { body, headers, target: topic } = request;
      const receivedAt = now();
      const arrival = arrivals.next(cwmpStream, receivedAt);
      const post = { body, contentType: headers.get("content-type") ?? null, receivedAt, arrival };
      const { answer: given, outcome, unpackedBytes } = exchangeOrFault(post, context);
      if (outcome === null) return answer(given);
      const speaker = credentials.speakerOf(request);
      const endpoint = endpointOf(outcome);
      if (endpoint !== null && !maySpeakFor(speaker, endpoint)) return answer(mayNotSpeak(endpoint));
      const sender = endpoint ?? (outcome.kind === "dead_letter" ? unreadOf(speaker, request.peer) : null);
      const sizeBytes = Math.max(body.length, unpackedBytes);
      if (sender !== null && rate.refuse(sender, receivedAt, sizeBytes) !== null) return answer(tooGreedy());
      reception.take(
        { sender, topic, door: "cwmp", contentType: post.contentType, payload: body, receivedAt, outcome },
        body.length + unpackedBytes,
        given,
        answer,
      );
    },
  };
}

/** What our code fails on is kept, and its sender told that it is our fault. */
function exchangeOrFault(post: CwmpPost, context: CwmpContext): CwmpExchange {
  try {
    return cwmpExchange(post, context);
  } catch (error) {
    const answer = faultResponse(defaultContext, 8002, "the collector failed on this request");
    return { answer, outcome: internalError(error), unpackedBytes: post.body.length };
  }
}

/** Null where nothing says it. */
const endpointOf = (outcome: Outcome): string | null =>
  outcome.kind === "produced" ? (outcome.events[0]?.endpoint_id ?? null) : null;

/** The sender of what can't be read: who has shown who it is, else where it came from. It takes nothing of an endpoint's share. */
const unreadOf = (speaker: Speaker | null, peer: string | null = null): string =>
  `unread\n${speaker?.names.join("\n") || (peer ?? nobody)}`;
