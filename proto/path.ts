/** TR-181 paths. An object path ends in one dot, a parameter path in none; instance numbers are 1 to 2^32 - 1. */

export interface ParsedPath {
  /** The path with `*` for every instance number: `Device.WiFi.AccessPoint.*.AssociatedDevice.*.SignalStrength`. */
  readonly template: string;
  /** The instance numbers from left to right: `[1, 2]`. */
  readonly instances: readonly number[];
}

const maxInstance = 2 ** 32 - 1;
const instancePattern = /^[1-9][0-9]{0,9}$/;

/**
 * Takes a path apart, in one scan. Several trailing dots count as one. `*`, aliases and search expressions
 * (`[cpe-1]`, `[Name=="a.b"]`, whose dots part nothing) stay in the template as they are.
 */
export function parsePath(path: string): ParsedPath {
  const normalized = path.endsWith(".") ? toObjectPath(path) : path;
  const instances: number[] = [];
  const components = splitPath(normalized).map((component) => {
    if (!instancePattern.test(component)) return component;
    const instance = Number(component);
    if (instance > maxInstance) return component;
    instances.push(instance);
    return "*";
  });
  return { template: components.join("."), instances };
}

/** An object's path with exactly one trailing dot; the empty path stays empty. */
export function toObjectPath(path: string): string {
  const bare = toParameterPath(path);
  return bare === "" ? "" : `${bare}.`;
}

/** A path without trailing dots. */
export function toParameterPath(path: string): string {
  let end = path.length;
  while (end > 0 && path.charCodeAt(end - 1) === dot) end--;
  return path.slice(0, end);
}

const dot = ".".charCodeAt(0);
const bracketOpen = "[".charCodeAt(0);
const bracketClose = "]".charCodeAt(0);

/** Splits at dots outside of brackets. An unclosed bracket takes the rest. */
function splitPath(path: string): string[] {
  if (!path.includes("[")) return path.split(".");
  const components: string[] = [];
  let start = 0;
  let inBrackets = false;
  for (let i = 0; i < path.length; i++) {
    const character = path.charCodeAt(i);
    if (character === bracketOpen) inBrackets = true;
    else if (character === bracketClose) inBrackets = false;
    else if (character === dot && !inBrackets) {
      components.push(path.slice(start, i));
      start = i + 1;
    }
  }
  return [...components, path.slice(start)];
}
