/**
 * The door for CWMP: the POSTs of a CPE to its ACS, alone or as a proxy mirrors them. Where it is alone, an Inform is
 * answered when Kafka has it, so a CPE that hears nothing sends it again (TR-069 section 3.2.1.1).
 */
import type { EpochMs } from "#schemas/units.ts";
import { ArrivalCounter } from "../arrival-counter.ts";
import type { IntakeLimits } from "../config.ts";
import { mayNotSpeak, type MaySpeakFor, type Speaker, type SpeakerOf } from "../http/authorization.ts";
import type { Credentials } from "../http/credentials.ts";
import { type HttpRoute, refusal, tooGreedy } from "../http/exchange.ts";
import type { Reception } from "../http/reception.ts";
import { endpointOf, internalError } from "../outcome.ts";
import { nobody, RateLimit } from "../rate.ts";
import { type CwmpContext, cwmpExchange } from "./exchange.ts";
import { cwmpStream } from "./events.ts";

export interface CwmpPorts {
  /** `/cwmp`; paths below it too, as an ACS may have given each model its own. */
  readonly path: string;
  readonly credentials: Credentials;
  readonly maySpeakFor: MaySpeakFor;
  readonly speakerOf: SpeakerOf;
  readonly context: CwmpContext & { readonly limits: Pick<IntakeLimits, "messages" | "bytes"> };
  readonly reception: Pick<Reception, "take">;
  readonly now: () => EpochMs;
}

/** Reading XML takes long, and nobody is known before it is read: an Inform of 5,000 parameters is smaller. */
const mostBytes = 1024 * 1024;

export function createCwmpRoute(ports: CwmpPorts): HttpRoute {
  const { path, credentials, maySpeakFor, speakerOf, reception, now } = ports;
  // What our code fails on is kept, and its sender told that it is our fault.
  const context = { ...ports.context, onFailure: internalError };
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
      const { body, headers, target: topic, peer = null } = request;
      const receivedAt = now();
      const arrival = arrivals.next(cwmpStream, receivedAt);
      const post = { body, contentType: headers.get("content-type") ?? null, receivedAt, arrival };
      const { answer: given, outcome, unpackedBytes } = cwmpExchange(post, context);
      if (outcome === null) return answer(given);
      const shown = credentials.speakerOf(request);
      const endpoint = endpointOf(outcome);
      if (endpoint !== null && !maySpeakFor(shown, endpoint)) return answer(mayNotSpeak(endpoint));
      const sender = endpoint ?? (outcome.kind === "dead_letter" ? unreadOf(shown, peer) : null);
      const sizeBytes = Math.max(body.length, unpackedBytes);
      if (sender !== null && rate.refuse(sender, receivedAt, sizeBytes) !== null) return answer(tooGreedy());
      const speaker = speakerOf(shown, endpoint, peer);
      const { contentType } = post;
      reception.take(
        { sender, speaker, topic, door: "cwmp", contentType, payload: body, receivedAt, outcome },
        body.length + unpackedBytes,
        given,
        answer,
      );
    },
  };
}

/** The sender of what can't be read: who has shown who it is, else where it came from. It takes nothing of an endpoint's share. */
const unreadOf = (shown: Speaker | null, peer: string | null): string =>
  `unread\n${shown?.names.join("\n") || (peer ?? nobody)}`;
