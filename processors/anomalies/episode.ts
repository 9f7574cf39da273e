/**
 * The life of an alert: raised after enough looks in breach, resolved after enough looks without, once each. A subject
 * that was raised again and again within hours is damped: its episode stays until it has been well for long, so that a
 * flapping condition is one alert.
 */
import { type AlertState, severities } from "#schemas/alert.ts";
import { addPenalty, createPenalty, settlePenalty, type Penalty, type PenaltySettings } from "./penalty.ts";
import type { EpisodePolicy } from "./policy.ts";
import type { Reading, Subject } from "./reading.ts";

export interface OpenEpisode {
  readonly episodeId: string;
  /** Observed time, ms since the epoch. */
  readonly raisedAt: number;
  /** Observed time of the last transition, none before the one before it, though the gateway's clock was set back; 0: not known, as an older version did not write it. */
  changedAt: number;
  /** Of the last transition. */
  sequence: number;
  state: "firing" | "no_data";
  /** The one that was told. */
  reading: Reading;
}

export interface Episode {
  readonly subject: Subject;
  /** Consecutive looks, up to now, in breach, well, and without enough to judge by. */
  breaches: number;
  clears: number;
  missing: number;
  /** Raises, halving every two hours. */
  readonly damping: Penalty;
  /** null while it is not raised. */
  open: OpenEpisode | null;
}

/** What a look found. */
export type Look =
  | { readonly kind: "breach"; readonly reading: Reading; readonly looks?: number }
  | { readonly kind: "clear" }
  /** Neither well nor in breach. */
  | { readonly kind: "between" }
  | { readonly kind: "missing" };

/** A transition to tell; `episode` is as it was, or as it begins. */
export interface Transition {
  readonly state: Exclude<AlertState, "suppressed">;
  readonly episode: OpenEpisode;
}

/** On at the fourth raise within half an hour or so, off when one is left. */
export const raiseDamping: PenaltySettings = { halfLifeMs: 7_200_000, onAt: 3.5, offAt: 1, ceiling: 8 };

export function createEpisode(subject: Subject, atMs: number): Episode {
  return { subject, breaches: 0, clears: 0, missing: 0, damping: createPenalty(atMs), open: null };
}

/**
 * Takes a look at observed time `atMs`; `newId` makes the id of an episode that begins. Returns what is to be told, if
 * anything.
 */
export function lookAt(
  episode: Episode,
  look: Look,
  atMs: number,
  policy: EpisodePolicy,
  newId: () => string,
): Transition | null {
  settlePenalty(episode.damping, atMs, raiseDamping);
  count(episode, look);
  if (look.kind === "breach") return breach(episode, look.reading, atMs, policy, newId);
  const { open } = episode;
  if (open === null) return null;
  if (look.kind === "missing") return missing(open, episode.missing, atMs, policy);
  if (episode.clears < policy.clearAfter || episode.damping.on) return null;
  episode.open = null;
  return { state: "resolved", episode: step(open, atMs) };
}

/** Nothing is raised, counted or damped: the next look may begin anew. */
export const isOver = ({ open, breaches, damping }: Episode): boolean =>
  open === null && breaches === 0 && damping.points < 0.5;

function count(episode: Episode, look: Look): void {
  const { kind } = look;
  episode.missing = kind === "missing" ? episode.missing + 1 : 0;
  if (kind === "missing") return;
  episode.breaches = kind === "breach" ? episode.breaches + (look.looks ?? 1) : 0;
  episode.clears = kind === "clear" ? episode.clears + 1 : 0;
}

function breach(
  episode: Episode,
  reading: Reading,
  atMs: number,
  policy: EpisodePolicy,
  newId: () => string,
): Transition | null {
  const { open } = episode;
  if (open !== null) return changed(open, reading, atMs, policy);
  if (episode.breaches < policy.raiseAfter) return null;
  addPenalty(episode.damping, 1, atMs, raiseDamping);
  const times = { raisedAt: atMs, changedAt: atMs };
  episode.open = { episodeId: newId(), ...times, sequence: 0, state: "firing", reading };
  return { state: "firing", episode: episode.open };
}

/** A worse severity, or data again after none, is told; the rest is as it was. */
function changed(
  open: OpenEpisode,
  reading: Reading,
  atMs: number,
  { eases = false }: EpisodePolicy,
): Transition | null {
  const isMilder = severities.indexOf(reading.severity) > severities.indexOf(open.reading.severity);
  const severity = isMilder && !eases ? open.reading.severity : reading.severity;
  if (open.state === "firing" && open.reading.severity === severity) return null;
  open.state = "firing";
  open.reading = severity === reading.severity ? reading : { ...reading, severity };
  return { state: "firing", episode: step(open, atMs) };
}

function missing(
  open: OpenEpisode,
  looks: number,
  atMs: number,
  { noDataAfter }: EpisodePolicy,
): Transition | null {
  if (open.state === "no_data" || looks < noDataAfter) return null;
  open.state = "no_data";
  return { state: "no_data", episode: step(open, atMs) };
}

/** The next transition of an open episode. */
export function step(open: OpenEpisode, atMs: number): OpenEpisode {
  open.sequence += 1;
  open.changedAt = Math.max(open.raisedAt, open.changedAt, atMs);
  return open;
}
