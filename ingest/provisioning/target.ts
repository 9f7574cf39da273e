/** What of a profile differs from gateway to gateway: where it is reached, where it publishes, when it reports. */
import { createHash } from "node:crypto";
import { parseEndpointId } from "#proto/endpoint-id.ts";
import type { IdentityConfig, TopicTemplate } from "../config.ts";
import { createIdentity } from "../identity.ts";
import type { ProvisionedProfile } from "./profile.ts";

export interface TargetConfig {
  readonly topics: readonly TopicTemplate[];
  readonly identity: IdentityConfig;
}

/** A topic, or the sentence why there is none. */
type Found =
  | { readonly ok: true; readonly topic: string }
  | { readonly ok: false; readonly sentence: string };

const placeholder = /\{([a-z][a-z0-9_]*)\}/;

/** Where the agent listens: the template of kind `to-agent`. */
export function agentTopic(endpointId: string, { topics }: TargetConfig): Found {
  if (parseEndpointId(endpointId) === null || /[/+#]/.test(endpointId)) {
    return { ok: false, sentence: `${JSON.stringify(endpointId)} can't be an endpoint id in an MQTT topic` };
  }
  const template = topics.find(({ kind }) => kind === "to-agent")?.template;
  if (template === undefined) {
    return { ok: false, sentence: 'no topic of kind "to-agent" is configured (USP_TOPICS, intake.topics)' };
  }
  return { ok: true, topic: template.replace(placeholder, () => endpointId) };
}

/**
 * Where the gateway publishes: the profile's topic with the gateway's own level, which is the identity mapping read
 * backwards and tried forwards, so that intake will know the gateway by it.
 */
export function publishTopic(profile: ProvisionedProfile, endpointId: string, config: TargetConfig): Found {
  const name = placeholder.exec(profile.topic)?.[1];
  if (name === undefined) {
    return { ok: false, sentence: `topic ${profile.topic} names no gateway: it needs a level like {id}` };
  }
  const identity = createIdentity(config.topics, config.identity);
  const ids = name === "endpoint" ? [endpointId] : [...backwards(endpointId, config.identity), endpointId];
  const candidates = ids.map((id) => profile.topic.replace(placeholder, () => id));
  const topic = candidates.find((each) => identity.match(each)?.endpointId === endpointId);
  if (topic !== undefined) return { ok: true, topic };
  const sentence = `no level of topic ${profile.topic} would be read as ${endpointId}: check intake.topics and intake.identity.endpoints`;
  return { ok: false, sentence };
}

/** Topic ids that the mappings may turn into this endpoint. */
function backwards(endpointId: string, { endpoints }: IdentityConfig): string[] {
  const reversed = endpoints.map(({ match, endpoint }) => ({ match: endpoint, endpoint: match }));
  return reversed.flatMap((mapping) => {
    const id = createIdentity([{ template: "{id}", kind: "report" }], { endpoints: [mapping], home: "" });
    const found = id.match(endpointId)?.endpointId;
    return found === undefined || found === null || found === endpointId ? [] : [found];
  });
}

/** Every report is at this time plus a multiple of the interval. */
const phaseEpochMs = Date.UTC(2020, 0, 1);

/**
 * `TimeReference`: a second of the interval that follows from the endpoint id, so that a fleet's reports spread over
 * the interval and stay where they are. Null for an interval of a second, in which agents' whole seconds spread nothing.
 */
export function timeReference(endpointId: string, intervalSeconds: number): string | null {
  if (intervalSeconds < 2) return null;
  const phase = createHash("sha256").update(endpointId).digest().readUInt32BE(0) % intervalSeconds;
  return `${new Date(phaseEpochMs + phase * 1000).toISOString().slice(0, 19)}Z`;
}
