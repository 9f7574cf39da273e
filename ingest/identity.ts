/**
 * Who sent a message. All topics of one gateway must yield one canonical endpoint id and, through it, one
 * home id (architecture section 2). Templates are matched level by level: `oktopus/usp/v1/bulkdata/{id}`.
 */
import { parseEndpointId } from "#proto/endpoint-id.ts";
import type { EndpointId, HomeId } from "#schemas/ids.ts";
import { remembering } from "./remembering.ts";
import type { IdentityConfig, TopicKind, TopicTemplate } from "./config.ts";

export interface TopicMatch {
  readonly kind: TopicKind;
  /** Canonical endpoint id from the topic; null when the template captures none, or no valid one. */
  readonly endpointId: EndpointId | null;
  /** What the topic names that can't be an endpoint id, by the rules for a Record's from_id; else null. */
  readonly invalidId: string | null;
  /** The topic with its captured levels as placeholders: a stream's id, the same for all gateways. */
  readonly stream: string;
}

export interface Identity {
  /** Null when no template fits. */
  match(topic: string): TopicMatch | null;
  /** Who speaks on a topic that no template fits because it is too deep; null where that says nobody. */
  speakerBelow(topic: string): EndpointId | null;
  /** The household of an endpoint. */
  homeOf(endpoint: EndpointId): HomeId;
}

/** What a capture's text may be: one whole topic level, or a piece of one id. */
type Captures = Readonly<Record<string, string>>;

interface CompiledTemplate {
  readonly kind: TopicKind;
  readonly levels: readonly string[];
}

const placeholderPattern = /^\{([a-z][a-z0-9_]*)\}$/;

/** Templates are tried in order; reports may have further levels, which become part of the stream. */
export function createIdentity(templates: readonly TopicTemplate[], config: IdentityConfig): Identity {
  const compiled = templates.map(({ template, kind }) => ({ kind, levels: template.split("/") }));
  const toEndpoint = compileMapping(config.endpoints);
  return {
    match: remembering((topic) => {
      const levels = topic.split("/");
      for (const template of compiled) {
        const captures = matchLevels(levels, template);
        if (captures !== null) return toMatch(template, levels, captures, toEndpoint);
      }
      return null;
    }),
    speakerBelow(topic) {
      const levels = topic.split("/");
      for (const template of compiled) {
        // What stands below an agent's topic is said to it, not by it.
        if (template.kind === "to-agent") continue;
        const captures = matchLevels(levels.slice(0, template.levels.length), template);
        const endpointId = captures === null ? null : endpointOf(captures, toEndpoint).endpointId;
        if (endpointId !== null) return endpointId;
      }
      return null;
    },
    homeOf: remembering((endpoint) => config.home.replaceAll("{endpoint}", () => endpoint) as HomeId),
  };
}

function matchLevels(levels: readonly string[], template: CompiledTemplate): Captures | null {
  const deeper = template.kind === "report" || template.kind === "status";
  if (levels.length < template.levels.length) return null;
  if (!deeper && levels.length > template.levels.length) return null;
  const captures: Record<string, string> = Object.create(null);
  for (const [index, expected] of template.levels.entries()) {
    const level = levels[index] ?? "";
    const name = placeholderPattern.exec(expected)?.[1];
    if (name === undefined && level !== expected) return null;
    if (name !== undefined) captures[name] = level;
  }
  return captures;
}

function toMatch(
  template: CompiledTemplate,
  levels: readonly string[],
  captures: Captures,
  toEndpoint: (id: string) => string,
): TopicMatch {
  const stream = [...template.levels, ...levels.slice(template.levels.length)].join("/");
  return { kind: template.kind, ...endpointOf(captures, toEndpoint), stream };
}

/** A capture named `endpoint` is an endpoint id already; any other goes through the mapping. */
function endpointOf(
  captures: Captures,
  toEndpoint: (id: string) => string,
): Pick<TopicMatch, "endpointId" | "invalidId"> {
  const levels = Object.values(captures);
  if (levels.length === 0) return { endpointId: null, invalidId: null };
  const id = captures["endpoint"] ?? toEndpoint(levels.join("/"));
  const valid = !levels.includes("") && parseEndpointId(id) !== null;
  return valid ? { endpointId: id as EndpointId, invalidId: null } : { endpointId: null, invalidId: id };
}

/** Longer ones are no endpoint's, whatever a mapping makes of them; several captures in 60 kB of a topic would take seconds. */
const longestMapped = 512;

/** The first pattern that matches the whole id decides; without one the id stays as it is. */
function compileMapping(mappings: IdentityConfig["endpoints"]): (id: string) => string {
  const rules = mappings.map(({ match, endpoint }) => ({ pattern: compileTemplate(match), endpoint }));
  return (id) => {
    if (id.length > longestMapped) return id;
    for (const { pattern, endpoint } of rules) {
      const groups = pattern.exec(id)?.groups;
      if (groups !== undefined) return fillTemplate(endpoint, groups);
      if (pattern.test(id)) return endpoint;
    }
    return id;
  };
}

/** `cpe-{n}` as a pattern over the whole text, each capture at least one character. */
export function compileTemplate(template: string): RegExp {
  const source = template
    .split(/(\{[a-z][a-z0-9_]*\})/)
    .map((part) => {
      const name = placeholderPattern.exec(part)?.[1];
      return name === undefined ? part.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&") : `(?<${name}>.+?)`;
    })
    .join("");
  return new RegExp(`^${source}$`, "su");
}

/** Puts what a pattern has captured into a template: `os::00D09E-{n}`. */
export const fillTemplate = (template: string, values: Captures): string =>
  template.replaceAll(/\{([a-z][a-z0-9_]*)\}/g, (whole, name: string) => values[name] ?? whole);

/**
 * Whether a topic's endpoint and a Record's from_id name one gateway: equal, or equal once the topic level's
 * percent escapes are undone (endpoint ids may hold `%`, so nothing is undone where they are equal as they stand).
 */
export function sameEndpoint(fromTopic: EndpointId, fromId: string): boolean {
  if (fromTopic === fromId) return true;
  try {
    return decodeURIComponent(fromTopic) === fromId;
  } catch {
    return false;
  }
}

/** Filters that cover the templates: captures as `+`, and `#` behind for suffixes, deeper levels and the topic itself. */
export function subscriptionFilters(
  templates: readonly TopicTemplate[],
  sharedGroup: string | null,
): string[] {
  const filters = templates.map(({ template }) => {
    const levels = template.split("/").map((level) => (placeholderPattern.test(level) ? "+" : level));
    return `${levels.join("/")}/#`;
  });
  const widest = [...new Set(filters)].filter(
    (filter, _index, all) => !all.some((other) => other !== filter && covers(other, filter)),
  );
  return sharedGroup === null ? widest : widest.map((filter) => `$share/${sharedGroup}/${filter}`);
}

/** Whether every topic of `narrow` is one of `wide`; both end in `#`. */
function covers(wide: string, narrow: string): boolean {
  const wanted = wide.split("/").slice(0, -1);
  const given = narrow.split("/").slice(0, -1);
  return (
    wanted.length <= given.length && wanted.every((level, index) => level === "+" || level === given[index])
  );
}
