/** What the home worker's folds are told, once, at start. */
import type { Rule } from "#processors/anomalies/rules.ts";
import type { WindowConfig } from "#processors/config.ts";

export interface FoldSettings {
  readonly window: WindowConfig;
  /** Static alert rules. */
  readonly rules: readonly Rule[];
  /** High part of `row_version`: a log created anew outranks the old one. */
  readonly logGeneration: number;
}

/** The part of the settings that may change while there is state: text for checkpoints. */
export const encodeSettings = ({ window, rules }: Omit<FoldSettings, "logGeneration">): string =>
  JSON.stringify(rules.length === 0 ? window : { ...window, rules });

/** What an older version that did not write them did: it closed windows as soon as they may. */
const before = { spreadMs: 0 } as const;

/**
 * Reads what `encodeSettings` wrote; of a window what an older version did not know yet is as that did, else as in
 * `present`. An older version had no rules.
 */
export function decodeSettings(text: string, present: FoldSettings): FoldSettings {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own record; the checkpoint's version says its shape
  const { rules = [], ...window } = JSON.parse(text) as WindowConfig & { readonly rules?: readonly Rule[] };
  return { ...present, window: { ...present.window, ...before, ...window }, rules };
}

/** A home not heard of for this long (covered time) is forgotten. */
export const retireAfterMs = 24 * 3_600_000;

/** One that has something raised is kept for this long. */
export const retireRaisedAfterMs = 30 * 24 * 3_600_000;

const offsetsPerGeneration = 2 ** 44;

/** `row_version` of what the event at this offset caused: the newest wins, in whatever order rows are inserted. */
export function rowVersionOf(settings: FoldSettings, offset: number): number {
  return settings.logGeneration * offsetsPerGeneration + offset;
}
