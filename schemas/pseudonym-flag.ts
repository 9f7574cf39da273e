/** How an event says under which epoch's key its pseudonyms were made: as one of its flags, `pseudonyms:2026q4`. */

const prefix = "pseudonyms:";

export const toPseudonymFlag = (epochId: string): string => prefix + epochId;

/** The epoch's id; empty for an event without pseudonyms. */
export const pseudonymEpochOf = (flags: readonly string[]): string =>
  flags.find((flag) => flag.startsWith(prefix))?.slice(prefix.length) ?? "";
