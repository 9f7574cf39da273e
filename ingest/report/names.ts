/**
 * From the name a report uses to the full TR-181 path: the alternative-name rule of TR-369 Annex A
 * (R-BULK.9, R-BULK.10; reference section 5.3) inverted.
 *
 * A name alone is ambiguous (`x.1.10`), so an alternative name is read only by a known definition
 * {name, reference}: the profile's own first, then the default aliases. Full paths need none.
 */
import type { NamedReference } from "../config.ts";
import { detached, remembering } from "../remembering.ts";

/** A full parameter path, taken apart once. */
export interface CanonicalPath {
  /** `Device.WiFi.AccessPoint.1.AssociatedDevice.2.Stats.BytesSent` */
  readonly path: string;
  readonly components: readonly string[];
  /** The same with every instance number as `*`. */
  readonly template: string;
  /** Components of the reference it came by; null for a name that was a full path. */
  readonly reference: readonly string[] | null;
}

const instancePattern = /^[0-9]{1,10}$/;

/** Whether a path component is an instance number. */
export const isInstance = (component: string): boolean => instancePattern.test(component);

/** Whether a reference's component stands for any instance and is written into the name: `*` or a search expression. */
const isWildcard = (component: string): boolean => component === "*" || component.startsWith("[");

export function canonicalPath(path: string, reference: readonly string[] | null = null): CanonicalPath {
  const components = path.split(".");
  const template = components.map((component) => (isInstance(component) ? "*" : component)).join(".");
  return { path, components, template, reference };
}

/** Splits a reference at its dots, but not inside `[...]`; the trailing dot of an object path gives no component. */
export function referenceComponents(reference: string): readonly string[] {
  return (reference.match(/\[[^\]]*\]?|[^.[\]]+/g) ?? []).filter((component) => component !== "");
}

/** Whether a reference is an object path: OB-USP-AGENT takes a table's row also without the trailing dot. */
export function isObjectReference(reference: string): boolean {
  const last = referenceComponents(reference).at(-1) ?? "";
  return reference.endsWith(".") || isWildcard(last) || isInstance(last);
}

/** TR-106 paths have at most 256 characters, alternative names 64; a longer name would be taken apart for each definition. */
const longestName = 2048;

/**
 * Returns a function from reported name to `place(path)`, or null for a name no definition explains.
 * Two definitions of equal length that read one name differently explain nothing: null too.
 */
export function createNameResolver<Placed>(
  definitions: readonly NamedReference[],
  aliases: readonly NamedReference[],
  place: (path: CanonicalPath) => Placed,
): (name: string) => Placed | null {
  // A definition without a name or without a reference says nothing.
  const tiers = [definitions, aliases].map((tier) =>
    tier.map(compile).filter(({ prefix, reference }) => prefix.join("") !== "" && reference.length > 0),
  );
  return remembering((name) => {
    const path = name.length > longestName ? null : resolve(name, tiers);
    return path === null ? null : place(path);
  });
}

interface Definition {
  readonly prefix: readonly string[];
  readonly reference: readonly string[];
  /** Whether the reference is an object path, so that the name carries the rest of the path. */
  readonly isObject: boolean;
}

const compile = ({ name, reference }: NamedReference): Definition => ({
  prefix: name.split("."),
  reference: referenceComponents(reference),
  isObject: isObjectReference(reference),
});

function resolve(name: string, tiers: readonly (readonly Definition[])[]): CanonicalPath | null {
  const components = name.split(".");
  for (const tier of tiers) {
    const found = resolveInTier(components, tier);
    if (found !== "unknown") return found;
  }
  const isFullPath = components[0] === "Device" || components[0] === "InternetGatewayDevice";
  return isFullPath && components.length > 1 ? canonicalPath(detached(name)) : null;
}

/** The longest alternative name that fits decides. */
function resolveInTier(
  components: readonly string[],
  tier: readonly Definition[],
): CanonicalPath | null | "unknown" {
  let best: { length: number; paths: Map<string, CanonicalPath> } | null = null;
  for (const definition of tier) {
    const path = invert(components, definition);
    if (path === null) continue;
    const { length } = definition.prefix;
    if (best === null || length > best.length) best = { length, paths: new Map() };
    if (length === best.length) best.paths.set(path.path, path);
  }
  if (best === null) return "unknown";
  const [only, ...others] = best.paths.values();
  return only !== undefined && others.length === 0 ? only : null;
}

/** Undoes R-BULK.9/.10 for one definition: name, then one instance per wildcard, then the rest of an object's path. */
function invert(components: readonly string[], definition: Definition): CanonicalPath | null {
  const { prefix, reference, isObject } = definition;
  if (!prefix.every((part, index) => part === components[index])) return null;
  let next = prefix.length;
  const path: string[] = [];
  for (const component of reference) {
    if (!isWildcard(component)) {
      path.push(component);
      continue;
    }
    const instance = components[next++];
    if (instance === undefined || !isInstance(instance)) return null;
    path.push(instance);
  }
  const rest = components.slice(next);
  if (isObject ? rest.length === 0 : rest.length > 0) return null;
  return canonicalPath(detached([...path, ...rest].join(".")), reference);
}
