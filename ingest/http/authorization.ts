/**
 * For which endpoint a gateway may speak. Who it is was shown before, by a certificate or a password; what it says of itself,
 * in a query or in an Inform, is believed only where the two go together.
 */
import { compileTemplate, fillTemplate } from "../identity.ts";
import { nobody } from "../rate.ts";
import { type HttpAnswer, refusal } from "./exchange.ts";

/** `cpe-{n}` speaks for `os::00D09E-{n}`; `*` is any endpoint. */
export interface SpeakerRule {
  readonly who: string;
  readonly endpoint: string;
}

/** Who sends a request; null where nobody was asked who it is. */
export type Speaker =
  | { readonly by: "certificate"; readonly names: readonly string[] }
  | { readonly by: "password"; readonly names: readonly string[] };

export type MaySpeakFor = (speaker: Speaker | null, endpoint: string) => boolean;

const anyEndpoint = "*";

/**
 * Compiles the rules. All that fit count, so that one gateway may speak for its extenders too. Without any, a certificate
 * speaks for the endpoint that it names, and a user for all: gateways may share a password.
 */
export function createAuthorization(rules: readonly SpeakerRule[] | null): MaySpeakFor {
  const compiled = (rules ?? []).map(({ who, endpoint }) => ({ pattern: compileTemplate(who), endpoint }));
  return (speaker, endpoint) => {
    if (speaker === null) return true;
    if (rules === null) return speaker.by === "password" || speaker.names.includes(endpoint);
    return speaker.names.some((name) =>
      compiled.some((rule) => {
        const found = rule.pattern.exec(name);
        if (found === null) return false;
        return rule.endpoint === anyEndpoint || fillTemplate(rule.endpoint, found.groups ?? {}) === endpoint;
      }),
    );
  };
}

/** Whom the breaker judges by what a request says (`breaker.ts`); `endpoint`: whom that names, null for nobody. */
export type SpeakerOf = (speaker: Speaker | null, endpoint: string | null, peer: string | null) => string;

/**
 * The endpoint, where a certificate or a rule vouches for it: names cost nothing to invent. Else who has shown who it is, and
 * the address it comes from, as gateways may share a password.
 */
export function createVouching(rules: readonly SpeakerRule[] | null): SpeakerOf {
  return (speaker, endpoint, peer) => {
    const isVouchedFor = speaker !== null && (rules !== null || speaker.by === "certificate");
    if (isVouchedFor && endpoint !== null) return endpoint;
    return ["unvouched", ...(speaker?.names ?? []), peer ?? nobody].join("\n");
  };
}

/** The answer 403. Whose affair it is can't be mended by sending again, and it stops no tick. */
export const mayNotSpeak = (endpoint: string): HttpAnswer =>
  refusal(403, `Who sends this may not speak for ${endpoint}: see USP_HTTP_AUTHORIZATION.`);
