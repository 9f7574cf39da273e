/** The references of a profile's row among its settings: `Parameter.2.Name`, `Parameter.2.Reference`. */
import type { RowSettings } from "./row-changes.ts";

/** The parameter that says how many references there are. */
export const referenceCount = "ParameterNumberOfEntries";

/** `Parameter.2.` of `Parameter.2.Name`; null for what is no reference's. */
export const referenceOf = (name: string): string | null => /^Parameter\.[0-9]+\./.exec(name)?.[0] ?? null;

export const referencesIn = (names: Iterable<string>): ReadonlySet<string> =>
  new Set([...names].flatMap((name) => referenceOf(name) ?? []));

/** Whether there are as many as are said to be. */
export const hasAllReferences = (settings: RowSettings): boolean =>
  settings[referenceCount] === String(referencesIn(Object.keys(settings)).size);
